// SPDX-License-Identifier: GPL-3.0-or-later
// Holds the rules of the house that a compiler does not: who may include whom, and what never appears in the sources.
#include "tests/lint/source_rules.h"

#include <QDirIterator>
#include <QtTest>

using namespace orrery::lint;
using namespace Qt::StringLiterals;

namespace {

const QString licence = u"// SPDX-License-Identifier: GPL-3.0-or-later\n"_s;

QStringList foldersFrom(const char *list)
{
    return QString::fromUtf8(list).split(u'|', Qt::SkipEmptyParts);
}

QList<Source> readTree(const QString &root)
{
    QList<Source> sources;
    for (const QString &folder : {u"api"_s, u"models"_s, u"views"_s, u"app"_s, u"tests"_s}) {
        QDirIterator it(root + u'/' + folder, {u"*.h"_s, u"*.cpp"_s, u"CMakeLists.txt"_s, u"*.cmake"_s, u"*.sh"_s},
                        QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            QFile file(it.next());
            if (file.open(QIODevice::ReadOnly))
                sources.append(
                    Source::fromText(QDir(root).relativeFilePath(file.fileName()), QString::fromUtf8(file.readAll())));
        }
    }
    return sources;
}

/// Source text that one rule must find fault with, at one line.
struct Snippet
{
    const char *name;
    const char *rule;
    const char *path;
    QString text;
    qsizetype line;
};

QList<Snippet> badSnippets()
{
    return {
        {"api includes models", "api-looks-up", "api/core/a.h", u"#pragma once\n#include \"models/core/tone.h\"\n"_s,
         2},
        {"api includes views", "api-looks-up", "api/core/a.h", u"#include \"views/core/theme.h\"\n"_s, 1},
        {"api includes app", "api-looks-up", "api/auth/a.cpp", u"#include \"app/settings.h\"\n"_s, 1},
        {"api includes the simulator", "api-looks-up", "api/core/a.cpp", u"#include \"api/simulator/server.h\"\n"_s, 1},
        {"api includes a widget", "api-looks-up", "api/core/a.h", u"#include <QWidget>\n"_s, 1},
        {"api includes QtWidgets", "api-looks-up", "api/core/a.h", u"#  include <QtWidgets/QLabel>\n"_s, 1},
        {"api includes a colour", "api-looks-up", "api/core/a.h", u"#include <QColor>\n"_s, 1},
        {"simulator includes api", "simulator-looks-out", "api/simulator/a.cpp",
         u"\n\n#include \"api/core/result.h\"\n"_s, 3},
        {"simulator includes models", "simulator-looks-out", "api/simulator/a.cpp",
         u"#include \"models/core/tone.h\"\n"_s, 1},
        {"models include views", "models-look-up", "models/core/a.h", u"#include \"views/core/theme.h\"\n"_s, 1},
        {"models include app", "models-look-up", "models/core/a.h", u"#include \"app/settings.h\"\n"_s, 1},
        {"models include a widget", "models-look-up", "models/core/a.h", u"#include <QTreeView>\n"_s, 1},
        {"models include JSON", "models-look-up", "models/core/a.cpp", u"#include <nlohmann/json.hpp>\n"_s, 1},
        {"models include a reply", "models-look-up", "models/core/a.cpp", u"#include <QNetworkReply>\n"_s, 1},
        {"models include the network", "models-look-up", "models/a.h", u"#include <QNetworkAccessManager>\n"_s, 1},
        {"views include app", "views-reach-through", "views/core/a.h", u"#include \"app/settings.h\"\n"_s, 1},
        {"views include JSON", "views-reach-through", "views/core/a.h", u"#include <nlohmann/json.hpp>\n"_s, 1},
        {"views include a job", "views-reach-through", "views/core/a.h", u"#include \"api/core/job.h\"\n"_s, 1},
        {"views include the client", "views-reach-through", "views/a.h", u"#include \"api/core/api_client.h\"\n"_s, 1},
        {"a request of its own", "speaks-http", "api/storage/a.cpp", u"QNetworkRequest request(url);\n"_s, 1},
        {"a reply of its own", "speaks-http", "api/auth/a.h", u"\nclass QNetworkReply;\n"_s, 2},
        {"rows in a header", "rows-in-headers", "api/a/requests.h", u"#include \"api/a/endpoints.h\"\n"_s, 1},
        {"a mutation of its own", "runs-by-itself", "models/branches/a.cpp",
         u"\nrunMutation<A, B>(context, this, m, end);\n"_s, 2},
        {"a switch over actions", "switches-over-actions", "models/deploy_requests/a.cpp",
         u"using A = DeployRequestAction;\nswitch (a) {\ncase A::Approve:\n    return 1;\n}\n"_s, 3},
        {"a feature in core", "core-knows-features", "models/core/a.h",
         u"#include \"models/backups/backup_list.h\"\n"_s, 1},
        {"a feature in the window", "core-knows-features", "views/window/a.cpp",
         u"#include \"views/storage/page/page.h\"\n"_s, 1},
        {"time specification", "time-specs", "tests/api/a.cpp", u"at(0, Qt::UTC);\n"_s, 1},
        {"event loop", "nested-loops", "api/core/a.cpp", u"void f()\n{\n    QEventLoop loop;\n}\n"_s, 3},
        {"process events", "nested-loops", "views/core/a.cpp", u"qApp->processEvents();\n"_s, 1},
        {"wait for bytes", "nested-loops", "api/core/a.cpp", u"socket.waitForReadyRead(100);\n"_s, 1},
        {"dialog.exec()", "nested-loops", "views/core/a.cpp", u"dialog.exec();\n"_s, 1},
        {"menu->exec(point)", "nested-loops", "views/core/a.cpp", u"menu->exec(point);\n"_s, 1},
        {"question", "nested-loops", "views/core/a.cpp", u"QMessageBox::question(this, a, b);\n"_s, 1},
        {"file name", "nested-loops", "views/core/a.cpp", u"QFileDialog::getSaveFileName(this);\n"_s, 1},
        {"sleep", "nested-loops", "api/core/a.cpp", u"QThread::msleep(5);\n"_s, 1},
        {"named colour", "literal-colours", "views/core/a.cpp", u"pen.setColor(Qt::red);\n"_s, 1},
        {"colour from numbers", "literal-colours", "views/core/a.cpp", u"QColor c(12, 0, 0);\n QColor(12, 0, 0);\n"_s,
         2},
        {"colour from text", "literal-colours", "views/core/a.cpp", u"QColor c(u\"#0072b2\"_s);\n"_s, 1},
        {"colour in a style sheet", "literal-colours", "views/core/a.cpp", u"f(u\"color: #0072b2;\"_s);\n"_s, 1},
        {"rich text", "unsafe-calls", "views/core/a.cpp", u"label->setTextFormat(Qt::RichText);\n"_s, 1},
        {"ignored certificate", "unsafe-calls", "api/core/a.cpp", u"reply->ignoreSslErrors();\n"_s, 1},
        {"markdown", "unsafe-calls", "views/core/a.cpp", u"document.setMarkdown(text);\n"_s, 1},
        {"html", "unsafe-calls", "views/core/a.cpp", u"browser->setHtml(text);\n"_s, 1},
        {"a stock dialog", "strange-dialogs", "views/core/a.cpp", u"new QInputDialog(this);\n"_s, 1},
        {"a bare dialog", "strange-dialogs", "views/core/a.cpp", u"A::A()\n    : QDialog(parent)\n{}\n"_s, 2},
        {"raw tooltip", "raw-tool-tips", "views/core/a.cpp", u"int x;\nlabel->setToolTip(row.name);\n"_s, 2},
        {"choice of tooltips", "raw-tool-tips", "views/core/a.cpp", u"setToolTip(a ? plainToolTip(b) : c);\n"_s, 1},
        {"filled tooltip", "raw-tool-tips", "views/core/a.cpp", u"setToolTip(\n    tr(\"%1\").arg(name));\n"_s, 1},
        {"shown tooltip", "raw-tool-tips", "views/core/a.cpp", u"QToolTip::showText(at, text, view);\n"_s, 1},
        {"deleted at once", "immediate-delete", "models/core/a.cpp", u"void f()\n{\n    delete m_page;\n}\n"_s, 3},
        {"exchanged and deleted", "immediate-delete", "api/core/a.cpp", u"delete std::exchange(m_a, nullptr);\n"_s, 1},
        {"debug line", "debug-output", "api/core/a.cpp", u"int x;\nqDebug() << x;\n"_s, 2},
        {"left over", "leftovers", "tests/api/a.cpp", u"int x; // TO"_s + u"DO: later\n"_s, 1},
        {"to be mended", "leftovers", "api/core/CMakeLists.txt", u"\n# FIX"_s + u"ME\n"_s, 2},
        {"no licence", "missing-licence", "api/core/a.h", u"#pragma once\n"_s, 1},
        {"another licence", "missing-licence", "tests/a.sh", u"# SPDX-License-Identifier: MIT\n"_s, 1},
        {"551 lines", "too-long", "api/core/a.cpp", u"\n"_s.repeated(551), 0},
    };
}

/// Text beside each rule's border, which must pass all of them.
QList<Snippet> goodSnippets()
{
    return {
        {"api uses Core and Network", "", "api/core/a.h",
         u"#include \"api/core/b.h\"\n#include <QTcpSocket>\n#include <QObject>\n"_s, 0},
        {"simulator uses its own", "", "api/simulator/a.h",
         u"#include \"api/simulator/b.h\"\n#include <QHttpServer>\n"_s, 0},
        {"models use jobs", "", "models/core/a.h", u"#include \"api/core/job.h\"\n#include <QAbstractItemModel>\n"_s,
         0},
        {"views use values of api", "", "views/core/a.h", u"#include \"api/core/open_enum.h\"\n#include <QLabel>\n"_s,
         0},
        {"app uses everything", "", "app/a.h", u"#include \"api/core/api_client.h\"\n#include \"views/core/a.h\"\n"_s,
         0},
        {"main runs the loop", "", "app/main.cpp", u"return app.exec();\n"_s, 0},
        {"SQL is executed", "", "models/core/a.cpp", u"#include <QSqlQuery>\nvoid f() { query.exec(); }\n"_s, 0},
        {"deleted at once, and why", "", "models/core/a.cpp",
         u"void f()\n{\n    // At once: nobody listens to it.\n    delete m_page;\n}\n"_s, 0},
        {"no copies", "", "models/core/a.h", u"A(const A &) = delete;\nA &operator=(const A &) = delete;\n"_s, 0},
        {"a comment names a loop", "", "api/core/a.cpp", u"// no QEventLoop here, no Qt::red\n/* dialog.exec() */\n"_s,
         0},
        {"core runs mutations", "", "models/core/action.h", u"runMutation<A, B>(context, owner, mutation, end);\n"_s,
         0},
        {"a switch over something else", "", "models/a/a.cpp", u"switch (a) {\ncase A::Approve:\n    return 1;\n}\n"_s,
         0},
        {"a text names a call", "", "api/core/a.cpp",
         u"f(\"qDebug() and \\\" QEventLoop\"); g(R\"x(a.exec() \" )\")x\");\n"_s, 0},
        {"an include in a comment", "", "api/core/a.h", u"// #include <QWidget>\n"_s, 0},
        {"a quote is no text", "", "api/core/a.cpp", u"int n = 10'000; char c = '\"'; // \"\nint m = 2; // '\n"_s, 0},
        {"a request's number", "", "views/core/a.cpp", u"f(\"#42\", \"#123456789\");\n"_s, 0},
        {"the theme has colours", "", "views/core/theme.cpp", u"QColor(12, 0, 0); f(\"#0072b2\");\n"_s, 0},
        {"Markdown is read in one place", "", "views/core/markdown_document.cpp", u"document->setMarkdown(text);\n"_s,
         0},
        {"a widget of Markdown", "", "views/core/a.cpp", u"label->setMarkdownText(text);\n"_s, 0},
        {"a dialog of the house", "", "views/core/a.cpp",
         u"auto *d = new QDialog(this);\nauto *c = makeDialogColumn(d, t);\n"_s, 0},
        {"no colour at all", "", "views/core/a.cpp", u"pixmap.fill(Qt::transparent);\n"_s, 0},
        {"550 lines", "", "api/core/a.cpp", u"\n"_s.repeated(549), 0},
    };
}

QStringList findings(const QString &ruleName, const Source &source)
{
    QStringList out;
    for (const Rule &rule : rules()) {
        if (!ruleName.isEmpty() && ruleName != QLatin1String(rule.name))
            continue;
        for (const Finding &finding : rule.check(source))
            out.append(finding.toString());
    }
    return out;
}

} // namespace

class TestLayering : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theTreeIsRead();
    void theTreeKeeps_data();
    void theTreeKeeps();
    void everyRuleHasASelfTest();
    void catches_data();
    void catches();
    void accepts_data();
    void accepts();
    void knowsTheQtModules();

private:
    QList<Source> m_tree;
};

void TestLayering::initTestCase()
{
    setQtFolders({.gui = foldersFrom(ORRERY_QT_GUI_FOLDERS), .widgets = foldersFrom(ORRERY_QT_WIDGETS_FOLDERS)});
    m_tree = readTree(QString::fromUtf8(ORRERY_SOURCE_DIR));
}

void TestLayering::theTreeIsRead()
{
    QStringList paths;
    for (const Source &source : std::as_const(m_tree))
        paths.append(source.path);
    QVERIFY(paths.contains(u"tests/lint/tst_layering.cpp"_s));
    QVERIFY(paths.contains(u"api/CMakeLists.txt"_s));
    QVERIFY(paths.contains(u"tests/support/with_keyring.sh"_s));
}

void TestLayering::theTreeKeeps_data()
{
    QTest::addColumn<QString>("rule");
    for (const Rule &rule : rules())
        QTest::newRow(rule.name) << QString::fromLatin1(rule.name);
}

void TestLayering::theTreeKeeps()
{
    QFETCH(QString, rule);
    QStringList found;
    for (const Source &source : std::as_const(m_tree))
        found += findings(rule, source);
    QVERIFY2(found.isEmpty(), qPrintable(u'\n' + found.join(u'\n')));
}

void TestLayering::everyRuleHasASelfTest()
{
    QSet<QString> tested;
    for (const Snippet &snippet : badSnippets())
        tested.insert(QString::fromLatin1(snippet.rule));
    for (const Rule &rule : rules())
        QVERIFY2(tested.contains(QLatin1String(rule.name)), rule.name);
}

void TestLayering::catches_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("text");
    QTest::addColumn<qsizetype>("line");
    for (const Snippet &snippet : badSnippets())
        QTest::newRow(snippet.name) << QString::fromLatin1(snippet.rule) << QString::fromLatin1(snippet.path)
                                    << snippet.text << snippet.line;
}

void TestLayering::catches()
{
    QFETCH(QString, rule);
    QFETCH(QString, path);
    QFETCH(QString, text);
    QFETCH(qsizetype, line);
    const QStringList found = findings(rule, Source::fromText(path, text));
    QCOMPARE(found.size(), 1);
    const QString place = line > 0 ? u"%1:%2: "_s.arg(path).arg(line) : path + u": "_s;
    QVERIFY2(found.first().startsWith(place), qPrintable(found.first()));
}

void TestLayering::accepts_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("text");
    for (const Snippet &snippet : goodSnippets())
        QTest::newRow(snippet.name) << QString::fromLatin1(snippet.path) << snippet.text;
}

void TestLayering::accepts()
{
    QFETCH(QString, path);
    QFETCH(QString, text);
    const QStringList found = findings({}, Source::fromText(path, licence + text));
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
}

// The include rules ask the installed Qt which header belongs to which module; without the folders they would see nothing.
void TestLayering::knowsTheQtModules()
{
    QVERIFY(!foldersFrom(ORRERY_QT_WIDGETS_FOLDERS).isEmpty());
    QCOMPARE(findings(u"models-look-up"_s, Source::fromText(u"models/a.h"_s, u"#include <QPushButton>\n"_s)).size(), 1);
    QCOMPARE(findings(u"models-look-up"_s, Source::fromText(u"models/a.h"_s, u"#include <QStringList>\n"_s)).size(), 0);
    QCOMPARE(findings(u"api-looks-up"_s, Source::fromText(u"api/a.h"_s, u"#include <QIcon>\n"_s)).size(), 1);
    QCOMPARE(findings(u"api-looks-up"_s, Source::fromText(u"api/a.h"_s, u"#include <QUrl>\n"_s)).size(), 0);
}

QTEST_GUILESS_MAIN(TestLayering)
#include "tst_layering.moc"
