// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/lint/source_rules.h"

#include <QFileInfo>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace orrery::lint {

namespace {

QtFolders &qtFolders()
{
    static QtFolders folders;
    return folders;
}

/// Replaces what is inside [from, to) by blanks; line breaks stay, so that line numbers stay true.
void blank(QString &text, qsizetype from, qsizetype to)
{
    for (qsizetype i = from; i < qMin(to, text.size()); ++i) {
        if (text.at(i) != u'\n')
            text[i] = u' ';
    }
}

/// End of the ordinary string or character literal whose opening quote is at `from`: the place after the closing quote.
qsizetype endOfQuoted(const QString &text, qsizetype from)
{
    const QChar quote = text.at(from);
    for (qsizetype i = from + 1; i < text.size(); ++i) {
        if (text.at(i) == u'\\')
            ++i;
        else if (text.at(i) == quote || text.at(i) == u'\n')
            return i + 1;
    }
    return text.size();
}

bool isWordCharacter(const QString &text, qsizetype i)
{
    return i >= 0 && (text.at(i).isLetterOrNumber() || text.at(i) == u'_');
}

/// Walks over the text once: comments are blanked in both forms, the contents of literals only in `bare`.
void strip(const QString &text, QString &code, QString &bare)
{
    code = text;
    bare = text;
    qsizetype i = 0;
    while (i < text.size()) {
        const QStringView rest = QStringView(text).mid(i);
        qsizetype end = i + 1;
        if (rest.startsWith("//"_L1)) {
            end = text.indexOf(u'\n', i);
            end = end < 0 ? text.size() : end;
            blank(code, i, end);
            blank(bare, i, end);
        } else if (rest.startsWith("/*"_L1)) {
            end = text.indexOf("*/"_L1, i + 2);
            end = end < 0 ? text.size() : end + 2;
            blank(code, i, end);
            blank(bare, i, end);
        } else if (rest.startsWith("R\""_L1)) {
            const qsizetype open = text.indexOf(u'(', i);
            const QString close = u')' + text.mid(i + 2, open - i - 2) + u'"';
            end = open < 0 ? text.size() : text.indexOf(close, open);
            end = end < 0 ? text.size() : end + close.size();
            blank(bare, i + 2, end - 1);
        } else if (text.at(i) == u'"') {
            end = endOfQuoted(text, i);
            blank(bare, i + 1, end - 1);
        } else if (text.at(i) == u'\'' && !(i > 0 && text.at(i - 1).isDigit())) { // not the separator in 10'000
            end = endOfQuoted(text, i);
            blank(bare, i + 1, end - 1);
        } else if (isWordCharacter(text, i)) { // a whole word, so that the R of a name does not open a raw string
            const bool raw = rest.startsWith("u8R\""_L1) || rest.startsWith("uR\""_L1) || rest.startsWith("LR\""_L1);
            if (raw) {
                end = text.indexOf(u'R', i);
            } else {
                while (end < text.size() && isWordCharacter(text, end))
                    ++end;
            }
        }
        i = end;
    }
}

qsizetype lineOf(const QString &text, qsizetype position)
{
    return QStringView(text).left(position).count(u'\n') + 1;
}

bool isUnder(const Source &source, std::initializer_list<const char *> folders)
{
    return std::any_of(folders.begin(), folders.end(),
                       [&](const char *folder) { return source.path.startsWith(QLatin1String(folder)); });
}

bool isProduct(const Source &source)
{
    return isUnder(source, {"api/", "models/", "views/", "app/"});
}

bool isSimulator(const Source &source)
{
    return isUnder(source, {"api/simulator/"});
}

bool isCpp(const Source &source)
{
    return source.path.endsWith(".h"_L1) || source.path.endsWith(".cpp"_L1);
}

/// One finding for each match of `pattern` in `text` (one of the source's forms).
QList<Finding> matches(const Source &source, const QString &text, const QString &pattern, const QString &message)
{
    QList<Finding> found;
    const QRegularExpression expression(pattern, QRegularExpression::MultilineOption);
    for (auto it = expression.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        found.append({source.path, lineOf(text, match.capturedStart()),
                      message.contains("%1"_L1) ? message.arg(match.captured().simplified()) : message});
    }
    return found;
}

struct Include
{
    qsizetype line;
    QString header; ///< without quotes and brackets
};

QList<Include> includes(const Source &source)
{
    static const QRegularExpression expression(u"^[ \\t]*#[ \\t]*include[ \\t]*[<\"]([^>\"]+)[>\"]"_s,
                                               QRegularExpression::MultilineOption);
    QList<Include> found;
    for (auto it = expression.globalMatch(source.code); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        found.append({lineOf(source.code, match.capturedStart(1)), match.captured(1)});
    }
    return found;
}

QList<Finding> includesWhere(const Source &source, const QString &message, bool (*forbidden)(const QString &header))
{
    QList<Finding> found;
    for (const Include &include : includes(source)) {
        if (forbidden(include.header))
            found.append({source.path, include.line, message.arg(include.header)});
    }
    return found;
}

bool startsWithOneOf(const QString &header, std::initializer_list<const char *> prefixes)
{
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [&](const char *prefix) { return header.startsWith(QLatin1String(prefix)); });
}

bool belongsTo(const QStringList &folders, const QString &header)
{
    return std::any_of(folders.begin(), folders.end(), [&](const QString &folder) {
        return !header.contains(u'/') && QFileInfo::exists(folder + u'/' + header);
    });
}

bool isWidgetsHeader(const QString &header)
{
    return startsWithOneOf(header, {"QtWidgets", "QtCharts", "QtSvgWidgets"}) || belongsTo(qtFolders().widgets, header);
}

bool isGuiHeader(const QString &header)
{
    return startsWithOneOf(header, {"QtGui"}) || belongsTo(qtFolders().gui, header);
}

bool isJsonOrReply(const QString &header)
{
    return startsWithOneOf(header,
                           {"nlohmann/", "QNetworkReply", "QNetworkAccessManager", "QtNetwork/QNetworkReply",
                            "QtNetwork/QNetworkAccessManager"});
}

QList<Finding> apiLooksUp(const Source &source)
{
    if (!isUnder(source, {"api/"}) || isSimulator(source))
        return {};
    return includesWhere(source, u"api/ may not include %1: it knows no models, no views, no application, no GUI"_s,
                         [](const QString &header) {
                             return startsWithOneOf(header, {"models/", "views/", "app/", "api/simulator/"})
                                 || isWidgetsHeader(header) || isGuiHeader(header);
                         });
}

QList<Finding> simulatorLooksOut(const Source &source)
{
    if (!isSimulator(source))
        return {};
    return includesWhere(source, u"the simulator may not include %1: a mistake in ours must not be made twice"_s,
                         [](const QString &header) {
                             return startsWithOneOf(header, {"api/", "models/", "views/", "app/"})
                                 && !header.startsWith("api/simulator/"_L1);
                         });
}

QList<Finding> modelsLookUp(const Source &source)
{
    if (!isUnder(source, {"models/"}))
        return {};
    return includesWhere(source, u"models/ may not include %1: no views, no widgets, no JSON, no replies"_s,
                         [](const QString &header) {
                             return startsWithOneOf(header, {"views/", "app/", "api/simulator/"})
                                 || isWidgetsHeader(header) || isJsonOrReply(header);
                         });
}

QList<Finding> viewsReachThrough(const Source &source)
{
    if (!isUnder(source, {"views/"}))
        return {};
    return includesWhere(source, u"views/ may not include %1: a page sends intents to a store, and sees values"_s,
                         [](const QString &header) {
                             return startsWithOneOf(header,
                                                    {"app/", "api/simulator/", "api/core/job", "api/core/api_client"})
                                 || isJsonOrReply(header);
                         });
}

QList<Finding> speaksHttp(const Source &source)
{
    const bool isLane = isUnder(source, {"api/core/http_", "api/core/network_access", "api/core/classify"});
    if (!isUnder(source, {"api/", "models/", "views/"}) || isSimulator(source) || isLane)
        return {};
    return matches(source, source.code, u"\\bQNetworkRe(quest|ply)\\b"_s,
                   u"%1: every request leaves through HttpExchange, which bounds it and guards the credential"_s);
}

QList<Finding> rowsInHeaders(const Source &source)
{
    if (!source.path.endsWith(".h"_L1))
        return {};
    return includesWhere(source, u"a header may not include %1: a changed row would recompile whoever includes it"_s,
                         [](const QString &header) { return header.endsWith("/endpoints.h"_L1); });
}

/// What changes something is described (ActionSpec), and the one runner in core asks, reads again, records and sends it.
QList<Finding> runsByItself(const Source &source)
{
    if (!isUnder(source, {"models/", "views/", "app/"}) || isUnder(source, {"models/core/"}))
        return {};
    return matches(source, source.bare, u"\\brunMutation\\b"_s,
                   u"describe an ActionSpec and bind it with bindAction(): %1 is for the runner in models/core"_s);
}

/// What differs between the actions on a deploy request stands in rows (isRowForEach), not in switches.
QList<Finding> switchesOverActions(const Source &source)
{
    if (!isUnder(source, {"models/", "views/", "app/"}) || !source.bare.contains("DeployRequestAction"_L1))
        return {};
    return matches(source, source.bare, u"\\bcase\\s+(models::)?(A|Which|Action|DeployRequestAction)::\\w+"_s,
                   u"%1: give each action a row with what differs (isRowForEach) instead of a switch"_s);
}

/// Features bring themselves to core and window, which know none of them.
QList<Finding> coreKnowsFeatures(const Source &source)
{
    static const QRegularExpression core(u"^(api|models|views)/core/|^views/window/"_s);
    static const QRegularExpression feature(u"^(api|models|views)/(?!core/|window/)[a-z_]+/"_s);
    if (!core.match(source.path).hasMatch())
        return {};
    return includesWhere(source, u"core and window know no feature: %1 is brought to them by its module"_s,
                         [](const QString &header) {
                             // Whose accounts there are is what the window is about.
                             return header != "models/auth/accounts.h"_L1 && feature.match(header).hasMatch();
                         });
}

QList<Finding> nestedLoops(const Source &source)
{
    if (!isProduct(source))
        return {};
    QList<Finding> found =
        matches(source, source.bare,
                u"\\bQEventLoop\\b|\\bprocessEvents\\b|\\bwaitFor[A-Z]\\w*\\s*\\("
                "|\\bQ(Message|Input|File|Color)(Box|Dialog)::(question|information|warning|critical|about"
                "|get[A-Z]\\w*)\\s*\\(|\\bsleep_for\\b|\\bQThread::m?u?sleep\\b"_s,
                u"%1 stops or nests the event loop: connect to the signal, open() the dialog"_s);
    // main() runs the application's own loop, and QSqlQuery::exec() runs no loop at all.
    const bool isMain = source.path.endsWith("/main.cpp"_L1);
    const bool speaksSql = QRegularExpression(u"#\\s*include\\s*<(QtSql/)?QSql"_s).match(source.code).hasMatch();
    if (!isMain && !speaksSql)
        found += matches(source, source.bare, u"(\\.|->|::)exec\\s*\\("_s,
                         u"exec() nests the event loop: use open() and the finished() signal"_s);
    return found;
}

QList<Finding> literalColours(const Source &source)
{
    if (!isProduct(source) || isUnder(source, {"views/core/theme"}))
        return {};
    const QString message = u"a literal colour (%1): colours have roles, and live in views/core/theme"_s;
    QList<Finding> found = matches(source, source.bare,
                                   u"\\bQt::(dark|light)?(red|green|blue|black|white|gray|cyan|magenta|yellow|"
                                   "Red|Green|Blue|Gray|Cyan|Magenta|Yellow)\\b"
                                   "|\\bQColor\\s*[({]\\s*[0-9]|\\bqRgba?\\s*\\(\\s*[0-9]"_s,
                                   message);
    if (!isSimulator(source)) // its sign-in page is a web page of its own
        found += matches(source, source.code, u"[\"(:\\s]#([0-9a-fA-F]{6}|[0-9a-fA-F]{8})\\b"_s, message);
    return found;
}

QList<Finding> timeSpecs(const Source &source)
{
    if (source.path == "api/core/utc.h"_L1)
        return {};
    return matches(source, source.bare, u"\\bQt::(UTC|OffsetFromUTC)\\b|\\b(set|to)TimeSpec\\s*\\("_s,
                   u"%1 is gone in later versions of Qt: api/core/utc.h has kUtc and readAsUtc()"_s);
}

QList<Finding> unsafeCalls(const Source &source)
{
    if (!isProduct(source))
        return {};
    QString calls = u"\\bQt::RichText\\b|\\bignoreSslErrors\\b|\\bVerifyNone\\b|\\bQueryPeer\\b"_s;
    // One place reads Markdown, and takes out what may not stand in it.
    if (source.path != "views/core/markdown_document.cpp"_L1)
        calls += u"|\\bset(Html|Markdown)\\s*\\(|\\b(insert|append)(Html|Markdown)\\s*\\(|\\bQt::MarkdownText\\b"_s;
    return matches(source, source.bare, calls,
                   u"%1: what the network sends is plain text, and a certificate is checked"_s);
}

/// Qt's own dialogs know nothing of the house (size, names, order, Ctrl+Q); makeDialogColumn() gives it to one of ours.
QList<Finding> strangeDialogs(const Source &source)
{
    if (!isProduct(source) || !isUnder(source, {"views/", "app/"}))
        return {};
    QList<Finding> found = matches(source, source.bare, u"\\bQ((Input|Progress)Dialog|MessageBox|ErrorMessage)\\b"_s,
                                   u"%1 is none of our dialogs: see views/core/dialog_kit and text_dialog"_s);
    if (!source.bare.contains("makeDialogColumn("_L1))
        found += matches(source, source.bare, u"\\bnew QDialog\\b|:\\s*QDialog\\s*\\("_s,
                         u"%1 without makeDialogColumn(): names, sizes and Ctrl+Q come from there"_s);
    return found;
}

/// A tooltip guesses HTML. What is no literal of ours goes through plainToolTip(), whose own file is left out, as are a button
/// that shows its action's tooltip, and the notification area, which knows no HTML.
QList<Finding> rawToolTips(const Source &source)
{
    if (!isUnder(source, {"views/", "app/"})
        || isUnder(source, {"views/core/action_gate.cpp", "views/core/action_button.cpp", "views/core/notifier.cpp"}))
        return {};
    const QString message = u"%1 guesses HTML: give it plainToolTip(text)"_s;
    return matches(
               source, source.bare,
               u"\\b(setToolTip|QToolTip::showText)\\s*\\((?!\\s*(plainToolTip\\b|tr\\s*\\(|\\{\\s*\\}|QString\\(\\)|\\)|event->globalPos\\(\\), plainToolTip\\b|static_cast<QHelpEvent \\*>\\(event\\)->globalPos\\(\\), plainToolTip\\b))"_s,
               message)
        + matches(source, source.bare, u"\\bsetToolTip\\s*\\(\\s*tr\\s*\\([^;]*\\.arg\\s*\\("_s, message);
}

/// A slot that deletes the object whose signal called it leaves that object's method without an object. What is deleted at once
/// all the same says why in a comment "At once: …" above.
QList<Finding> immediateDelete(const Source &source)
{
    if (!isProduct(source) || isSimulator(source))
        return {};
    QList<Finding> found = matches(source, source.bare, u"\\bdelete\\s+(?=[\\w(:])"_s,
                                   u"%1: deleteLater(), or a comment \"At once: why\" above"_s);
    const QStringList lines = source.text.split(u'\n');
    found.removeIf([&lines](const Finding &each) {
        for (int above = 0; above < 3 && each.line - 1 - above >= 0; ++above) {
            if (lines.value(each.line - 1 - above).contains("// At once: "_L1))
                return true;
        }
        return false;
    });
    return found;
}

QList<Finding> debugOutput(const Source &source)
{
    if (!isProduct(source))
        return {};
    return matches(source, source.bare, u"\\bq(Debug|Info|Warning|Critical)\\s*\\("_s,
                   u"%1 has no category: use a QLoggingCategory \"orrery.…\""_s);
}

QList<Finding> leftovers(const Source &source)
{
    return matches(source, source.text,
                   u"\\b(TO"
                   u"DO|FIX"
                   u"ME|XX"
                   u"X)\\b"_s,
                   u"%1: finish it, or write it into an issue"_s);
}

QList<Finding> missingLicence(const Source &source)
{
    const QString head = source.text.section(u'\n', 0, 3);
    if (head.contains("SPDX-License-Identifier: GPL-3.0-or-later"_L1))
        return {};
    return {{source.path, 1, u"no \"SPDX-License-Identifier: GPL-3.0-or-later\" in the first four lines"_s}};
}

QList<Finding> tooLong(const Source &source)
{
    const qsizetype lines = source.text.count(u'\n');
    if (!isProduct(source) || !isCpp(source) || lines <= 550)
        return {};
    return {{source.path, 0, u"%1 lines: past 550 a file is more than one room"_s.arg(lines)}};
}

} // namespace

Source Source::fromText(const QString &path, const QString &text)
{
    Source source{.path = path, .text = text, .code = text, .bare = text};
    if (isCpp(source))
        strip(text, source.code, source.bare);
    return source;
}

QString Finding::toString() const
{
    return line > 0 ? u"%1:%2: %3"_s.arg(path).arg(line).arg(message) : u"%1: %2"_s.arg(path, message);
}

const QList<Rule> &rules()
{
    static const QList<Rule> all{
        {"api-looks-up", apiLooksUp},
        {"simulator-looks-out", simulatorLooksOut},
        {"models-look-up", modelsLookUp},
        {"views-reach-through", viewsReachThrough},
        {"speaks-http", speaksHttp},
        {"rows-in-headers", rowsInHeaders},
        {"runs-by-itself", runsByItself},
        {"switches-over-actions", switchesOverActions},
        {"core-knows-features", coreKnowsFeatures},
        {"nested-loops", nestedLoops},
        {"literal-colours", literalColours},
        {"time-specs", timeSpecs},
        {"unsafe-calls", unsafeCalls},
        {"strange-dialogs", strangeDialogs},
        {"raw-tool-tips", rawToolTips},
        {"immediate-delete", immediateDelete},
        {"debug-output", debugOutput},
        {"leftovers", leftovers},
        {"missing-licence", missingLicence},
        {"too-long", tooLong},
    };
    return all;
}

void setQtFolders(const QtFolders &folders)
{
    qtFolders() = folders;
}

} // namespace orrery::lint
