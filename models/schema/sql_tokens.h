// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringView>

namespace orrery::models {

/// A piece of MySQL text. Comments are not pieces, but what stands in a versioned one (/*!80023 INVISIBLE */, /*T! … */)
/// counts like any other text.
struct SqlToken
{
    enum class Kind : quint8 {
        Word, ///< keyword, unquoted name
        QuotedName, ///< `a``b`
        DoubleQuoted, ///< "a": a string, or a name with ANSI_QUOTES; the place it stands at decides
        Text, ///< 'it''s'
        Number, ///< 1, 1.5, .5, 1e-3
        Hex, ///< 0xff, x'ff'
        Bit, ///< 0b01, b'01'
        Symbol, ///< one character
        Hint, ///< an optimizer hint behind SELECT, with its comment marks
        Invalid, ///< a string, name or comment without end; always the last one before End
        End,
    };
    Kind kind = Kind::End;
    QStringView raw; ///< as written, with quotes; points into the text that was read
    int line = 1; ///< from 1
    int column = 1; ///< from 1, in UTF-16 units
    bool spaceBefore = false; ///< blanks or a comment lie before it
    bool versioned = false; ///< inside a versioned comment
};

/// Cuts the text into pieces; the last one is End. Never fails, in linear time; `sql` has to outlive the result.
QList<SqlToken> sqlTokens(QStringView sql);

/// What a Text or DoubleQuoted token says: without quotes, escapes resolved ('\n', '' and \').
QString decodedText(QStringView raw);

/// What a Word, QuotedName or DoubleQuoted token names.
QString decodedName(const SqlToken &token);

/// `name`, with backticks doubled.
QString quotedName(const QString &name);

/// 'text', escaped as SHOW CREATE TABLE does.
QString quotedText(const QString &text);

/// The string in a quoted literal or name, and anything else as it is: "'zlib'" is "zlib", "InnoDB" is "InnoDB".
QString unquotedSql(const QString &sql);

/// The pieces [from, to) as text: comments gone, each run of blanks one blank. Reading it again gives the same pieces.
QString joinedSql(const QList<SqlToken> &tokens, qsizetype from, qsizetype to);

/// Whether two expressions say the same: blanks, quotes around names, the case of words and parentheses around the whole
/// do not count.
bool sameSql(QStringView before, QStringView after);

} // namespace orrery::models
