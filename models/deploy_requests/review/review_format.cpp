// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/review/review_format.h"

#include "models/core/text.h"

#include <limits>

namespace orrery::models {

namespace {

constexpr QLatin1String noteStart("- [");
constexpr QLatin1String wholeRequest("whole request"); // part of the format, so not translated
constexpr QLatin1String indent("  ");
constexpr QStringView lineMark = u" \u00b7 ";

QString entity(QChar c)
{
    return QStringLiteral("&#%1;").arg(uint(c.unicode()));
}

/// Whether a character of a table's name would mean something to Markdown, or to readAnchor().
bool isSpecial(QChar c)
{
    return QStringView(u"\\`*[]<&~").contains(c);
}

/// Where somebody who reads the plain text would be misled: breaks, control and bidi characters, halves of pairs.
bool isHidden(const QString &name, qsizetype at)
{
    const QChar c = name.at(at);
    if (c.isHighSurrogate() && at + 1 < name.size() && name.at(at + 1).isLowSurrogate())
        return visibleText(name.mid(at, 2)) != name.mid(at, 2);
    if (c.isLowSurrogate() && at > 0 && name.at(at - 1).isHighSurrogate())
        return visibleText(name.mid(at - 1, 2)) != name.mid(at - 1, 2);
    return visibleText(QString(c)) != QString(c);
}

QString escapedName(const QString &name)
{
    // These alone mean something else between brackets: a check box, or our own words.
    const bool reserved = name == QLatin1String("x") || name == QLatin1String("X") || name == wholeRequest;
    QString out;
    for (qsizetype i = 0; i < name.size(); ++i) {
        const QChar c = name.at(i);
        const bool edge = i == 0 || i == name.size() - 1;
        const auto isWord = [&name](qsizetype at) {
            return at >= 0 && at < name.size() && name.at(at).isLetterOrNumber();
        };
        const bool isEmphasis = c == u'_' && !(isWord(i - 1) && isWord(i + 1)); // not within a word
        if (isEmphasis || isSpecial(c))
            out.append(u'\\').append(c);
        else if ((reserved && i == 0) || (edge && c.isSpace()) || c == u'\u00b7' || isHidden(name, i))
            out.append(entity(c));
        else
            out.append(c);
    }
    return out;
}

/// "commerce.users · +13"
QString anchorText(const NoteAnchor &anchor)
{
    if (anchor.kind == NoteAnchor::Kind::Request || anchor.table.isEmpty())
        return wholeRequest;
    QString text = escapedName(anchor.table);
    if (anchor.kind == NoteAnchor::Kind::Line && anchor.line > 0) {
        text += lineMark;
        text += anchor.side == NoteAnchor::Side::Old ? u'-' : u'+';
        text += QString::number(anchor.line);
    }
    return text;
}

/// Reads "&#183;" at `at` and goes behind it.
bool readEntity(QStringView text, qsizetype *at, QString *out)
{
    if (!text.mid(*at).startsWith(u"&#"))
        return false;
    const qsizetype end = text.indexOf(u';', *at);
    if (end < 0 || end - *at > 8)
        return false;
    bool number = false;
    const uint code = text.mid(*at + 2, end - *at - 2).toUInt(&number);
    if (!number || code > std::numeric_limits<char16_t>::max())
        return false;
    out->append(QChar(char16_t(code)));
    *at = end + 1;
    return true;
}

/// Reads the anchor a line begins with. False unless it is written exactly as composeReview() writes it.
bool readAnchor(QStringView line, NoteAnchor *anchor, qsizetype *bodyAt)
{
    if (!line.startsWith(noteStart))
        return false;
    const qsizetype from = noteStart.size();
    qsizetype at = from;
    qsizetype markAt = -1;
    QString name;
    QString beforeMark;
    while (at < line.size() && line.at(at) != u']') {
        if (line.at(at) == u'\\' && at + 1 < line.size()) {
            name.append(line.at(at + 1));
            at += 2;
        } else if (line.at(at) == u'&') {
            if (!readEntity(line, &at, &name))
                return false;
        } else if (line.mid(at).startsWith(lineMark)) {
            markAt = at;
            beforeMark = name;
            name.append(lineMark);
            at += lineMark.size();
        } else {
            name.append(line.at(at));
            ++at;
        }
    }
    if (at + 1 >= line.size() || line.at(at + 1) != u' ')
        return false;
    const QStringView written = line.mid(from, at - from);
    *anchor = {};
    if (written != wholeRequest) {
        anchor->kind = NoteAnchor::Kind::Table;
        anchor->table = name;
        if (markAt >= 0) {
            const QStringView number = line.mid(markAt + lineMark.size(), at - markAt - lineMark.size());
            anchor->kind = NoteAnchor::Kind::Line;
            anchor->table = beforeMark;
            anchor->side = number.startsWith(u'-') ? NoteAnchor::Side::Old : NoteAnchor::Side::New;
            anchor->line = number.mid(1).toInt();
        }
        if (anchor->table.isEmpty() || anchorText(*anchor) != written)
            return false;
    }
    *bodyAt = at + 2;
    return true;
}

bool startsNote(QStringView line)
{
    NoteAnchor anchor;
    qsizetype bodyAt = 0;
    return readAnchor(line, &anchor, &bodyAt);
}

/// Whether a line, but for backslashes before it, begins as a note does.
bool couldBeTaken(QStringView line)
{
    while (line.startsWith(u'\\'))
        line = line.mid(1);
    return startsNote(line);
}

QString withPlainBreaks(QString text)
{
    text.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    text.replace(u'\r', u'\n');
    return text.trimmed();
}

QString escapedSummary(const QString &summary)
{
    QStringList lines = withPlainBreaks(summary).split(u'\n');
    for (QString &line : lines) {
        if (couldBeTaken(line))
            line.prepend(u'\\');
    }
    return lines.join(u'\n');
}

QString unescapedSummary(QStringList lines)
{
    for (QString &line : lines) {
        if (line.startsWith(u'\\') && couldBeTaken(line))
            line.remove(0, 1);
    }
    return lines.join(u'\n').trimmed();
}

QString indented(const QString &body)
{
    QStringList lines = withPlainBreaks(body).split(u'\n');
    for (qsizetype i = 1; i < lines.size(); ++i)
        lines[i] = lines.at(i).trimmed().isEmpty() ? QString() : indent + lines.at(i);
    return lines.join(u'\n');
}

} // namespace

QString composeReview(const QString &summary, const QList<ReviewNote> &notes)
{
    QStringList items;
    for (const ReviewNote &note : notes) {
        if (!note.body.trimmed().isEmpty())
            items.append(noteStart + anchorText(note.anchor) + QLatin1String("] ") + indented(note.body));
    }
    const QString head = escapedSummary(summary);
    const QString list = items.join(u'\n');
    return head.isEmpty() || list.isEmpty() ? head + list : head + QLatin1String("\n\n") + list;
}

ParsedReview parseReview(const QString &body)
{
    ParsedReview whole{body, {}};
    const QString text = withPlainBreaks(body);
    const QStringList lines = text.split(u'\n');
    qsizetype at = 0;
    while (at < lines.size() && !startsNote(lines.at(at)))
        ++at;
    if (at == lines.size() && !text.contains(u'\\'))
        return whole;
    ParsedReview parsed{unescapedSummary(lines.mid(0, at)), {}};
    for (; at < lines.size(); ++at) {
        const QString &line = lines.at(at);
        ReviewNote note;
        qsizetype bodyAt = 0;
        if (readAnchor(line, &note.anchor, &bodyAt)) {
            note.body = line.mid(bodyAt);
            parsed.notes.append(note);
        } else if (line.isEmpty() || line.startsWith(indent)) {
            parsed.notes.last().body += u'\n' + line.mid(indent.size());
        } else {
            return whole;
        }
    }
    // What would be written differently was written by somebody else: it is shown as it is.
    return composeReview(parsed.summary, parsed.notes) == text ? parsed : whole;
}

} // namespace orrery::models
