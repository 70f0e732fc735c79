// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/sql_syntax.h"

#include <QSet>
#include <QString>

namespace orrery::views {

namespace {

const QSet<QString> &keywords()
{
    static const QSet<QString> words = [] {
        const QString list = QStringLiteral(
            "add alter and as asc auto_increment begin between btree by cascade character charset check collate column "
            "comment constraint create cross current_timestamp database declare default definer deferrable delete desc "
            "distinct drop each else end engine exists false for foreign from full fulltext function generated grant "
            "group "
            "having identity if in index inner insert into invisible is join key language left like limit not null on "
            "or "
            "order outer owned partition partitions primary procedure range references rename replace restrict return "
            "returns row row_format schema select sequence set spatial start stored table temporary then to trigger "
            "true "
            "truncate union unique update using values view virtual visible when where with without");
        const QStringList split = list.split(u' ');
        return QSet<QString>(split.cbegin(), split.cend());
    }();
    return words;
}

const QSet<QString> &types()
{
    static const QSet<QString> words = [] {
        const QString list = QStringLiteral("bigint bigserial binary bit blob bool boolean bytea char cidr date "
                                            "datetime decimal double enum float geometry "
                                            "inet int int2 int4 int8 integer interval json jsonb linestring longblob "
                                            "longtext macaddr mediumblob mediumint "
                                            "mediumtext money numeric point polygon real serial smallint smallserial "
                                            "text time timestamp timestamptz timetz "
                                            "tinyblob tinyint tinytext tsquery tsvector unsigned uuid varbinary "
                                            "varchar varying vector xml year zerofill");
        const QStringList split = list.split(u' ');
        return QSet<QString>(split.cbegin(), split.cend());
    }();
    return words;
}

bool startsWord(QChar c)
{
    return c.isLetter() || c == u'_';
}

bool continuesWord(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'$';
}

} // namespace

QList<SyntaxSpan> sqlSpans(QStringView line)
{
    QList<SyntaxSpan> spans;
    const auto add = [&spans](qsizetype from, qsizetype to, SyntaxSpan::Kind kind) {
        spans.append({static_cast<int>(from), static_cast<int>(to - from), kind});
    };
    qsizetype at = 0;
    while (at < line.size()) {
        const QChar c = line.at(at);
        const qsizetype from = at;
        if (c == u'`' || c == u'"') {
            const qsizetype end = line.indexOf(c, at + 1);
            at = end < 0 ? line.size() : end + 1;
        } else if (c == u'\'') {
            ++at;
            while (at < line.size()) {
                if (line.at(at) == u'\\' && at + 1 < line.size()) {
                    at += 2;
                } else if (line.at(at) == u'\'') {
                    ++at;
                    if (at >= line.size() || line.at(at) != u'\'')
                        break;
                    ++at; // '' inside a text is one quote
                } else {
                    ++at;
                }
            }
            at = qMin(at, line.size());
            add(from, at, SyntaxSpan::Kind::String);
        } else if ((c == u'-' && line.mid(at).startsWith(u"-- ")) || line.mid(at) == u"--" || c == u'#') {
            add(from, line.size(), SyntaxSpan::Kind::Comment);
            at = line.size();
        } else if (line.mid(at).startsWith(u"/*")) {
            const qsizetype end = line.indexOf(u"*/", at + 2);
            at = end < 0 ? line.size() : end + 2;
            add(from, at, SyntaxSpan::Kind::Comment);
        } else if (startsWord(c)) {
            while (at < line.size() && continuesWord(line.at(at)))
                ++at;
            const QString word = line.mid(from, at - from).toString().toLower();
            // A name after a dot is never a keyword: "orders.date".
            const bool qualified = from > 0 && line.at(from - 1) == u'.';
            if (!qualified && types().contains(word))
                add(from, at, SyntaxSpan::Kind::Type);
            else if (!qualified && keywords().contains(word))
                add(from, at, SyntaxSpan::Kind::Keyword);
        } else {
            ++at;
        }
    }
    return spans;
}

ColorRole syntaxRole(SyntaxSpan::Kind kind)
{
    switch (kind) {
    case SyntaxSpan::Kind::Keyword:
        return ColorRole::CodeKeyword;
    case SyntaxSpan::Kind::Type:
        return ColorRole::CodeType;
    case SyntaxSpan::Kind::String:
        return ColorRole::CodeString;
    case SyntaxSpan::Kind::Comment:
        return ColorRole::CodeComment;
    }
    return ColorRole::Text;
}

} // namespace orrery::views
