// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema/sql_tokens.h"

#include <algorithm>

namespace orrery::models {

namespace {

using Kind = SqlToken::Kind;

bool isBlank(QChar c)
{
    return c.unicode() <= 0x20 || c.unicode() == 0xFEFF || c.isSpace();
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isWordPart(QChar c)
{
    return isDigit(c) || (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_' || c == u'$'
        || (c.unicode() >= 0x80 && !isBlank(c));
}

bool isHexDigit(QChar c)
{
    return isDigit(c) || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
}

bool isOneOfWords(QStringView word, std::initializer_list<QStringView> words)
{
    return std::any_of(words.begin(), words.end(),
                       [&](QStringView one) { return word.compare(one, Qt::CaseInsensitive) == 0; });
}

class Tokenizer
{
public:
    explicit Tokenizer(QStringView sql) : m_sql(sql) {}

    QList<SqlToken> run()
    {
        while (skipBlanksAndComments()) {
            const qsizetype from = m_at;
            const Kind kind = next();
            append(kind, from);
            if (kind == Kind::Invalid)
                break;
        }
        append(Kind::End, m_at);
        return std::move(m_tokens);
    }

private:
    [[nodiscard]] QChar at(qsizetype index) const { return index < m_sql.size() ? m_sql.at(index) : QChar(); }
    [[nodiscard]] bool has(qsizetype index) const { return index < m_sql.size(); }

    void append(Kind kind, qsizetype from)
    {
        // Tokens come in order, so lines are counted once over the whole text.
        for (; m_counted < from; ++m_counted) {
            if (m_sql.at(m_counted) == u'\n') {
                ++m_line;
                m_lineStart = m_counted + 1;
            }
        }
        m_tokens.append(
            {kind, m_sql.mid(from, m_at - from), m_line, int(from - m_lineStart) + 1, m_space, m_versionedDepth > 0});
        m_space = false;
    }

    /// False at the end of the text, and after an Invalid token for a comment that does not end.
    bool skipBlanksAndComments()
    {
        while (has(m_at)) {
            const QChar c = at(m_at);
            if (isBlank(c)) {
                ++m_at;
            } else if (c == u'#' || isDashComment()) {
                while (has(m_at) && at(m_at) != u'\n')
                    ++m_at;
            } else if (c == u'/' && at(m_at + 1) == u'*') {
                if (startsHint())
                    return true;
                if (!openVersionedComment() && !skipComment())
                    return false;
            } else if (m_versionedDepth > 0 && c == u'*' && at(m_at + 1) == u'/') {
                --m_versionedDepth;
                m_at += 2;
            } else {
                return true;
            }
            m_space = true;
        }
        if (m_versionedDepth > 0)
            append(Kind::Invalid, m_at);
        return false;
    }

    [[nodiscard]] bool isDashComment() const
    {
        return at(m_at) == u'-' && at(m_at + 1) == u'-' && (!has(m_at + 2) || isBlank(at(m_at + 2)));
    }

    [[nodiscard]] bool startsHint() const
    {
        return at(m_at + 2) == u'+' && !m_tokens.isEmpty() && m_tokens.constLast().kind == Kind::Word
            && isOneOfWords(m_tokens.constLast().raw, {u"select", u"insert", u"replace", u"update", u"delete"});
    }

    /// The opening of one of MySQL ("/*!80023 "), MariaDB ("/*M!100100 ") or TiDB ("/*T![feature] ").
    bool openVersionedComment()
    {
        qsizetype i = m_at + 2;
        if (at(i) == u'M' || at(i) == u'T')
            ++i;
        if (at(i) != u'!')
            return false;
        ++i;
        for (int digits = 0; digits < 6 && isDigit(at(i)); ++digits)
            ++i;
        if (at(i) == u'[') {
            // Looked for nearby only: a bracket that never closes would be searched for again and again.
            constexpr qsizetype longestFeature = 64;
            const qsizetype close = m_sql.mid(i, longestFeature).indexOf(u']');
            if (close < 0)
                return false;
            i += close + 1;
        }
        ++m_versionedDepth;
        m_at = i;
        return true;
    }

    bool skipComment()
    {
        const qsizetype from = m_at;
        const qsizetype end = m_sql.indexOf(u"*/", m_at + 2);
        m_at = end < 0 ? m_sql.size() : end + 2;
        if (end < 0)
            append(Kind::Invalid, from);
        return end >= 0;
    }

    Kind next()
    {
        const QChar c = at(m_at);
        if (c == u'`' || c == u'"' || c == u'\'')
            return quoted(c);
        if (c == u'/' && at(m_at + 1) == u'*') {
            const qsizetype end = m_sql.indexOf(u"*/", m_at + 2);
            m_at = end < 0 ? m_sql.size() : end + 2;
            return end < 0 ? Kind::Invalid : Kind::Hint;
        }
        if ((c == u'x' || c == u'X' || c == u'b' || c == u'B') && at(m_at + 1) == u'\'') {
            ++m_at;
            if (quoted(u'\'') == Kind::Invalid)
                return Kind::Invalid;
            return c == u'x' || c == u'X' ? Kind::Hex : Kind::Bit;
        }
        if (isDigit(c) || (c == u'.' && isDigit(at(m_at + 1)) && !followsName()))
            return number();
        if (isWordPart(c)) {
            while (has(m_at) && isWordPart(at(m_at)))
                ++m_at;
            return Kind::Word;
        }
        ++m_at;
        return Kind::Symbol;
    }

    [[nodiscard]] bool followsName() const
    {
        return !m_space && !m_tokens.isEmpty()
            && (m_tokens.constLast().kind == Kind::Word || m_tokens.constLast().kind == Kind::QuotedName);
    }

    Kind quoted(QChar quote)
    {
        for (++m_at; has(m_at); ++m_at) {
            if (at(m_at) == u'\\' && quote != u'`') {
                ++m_at;
            } else if (at(m_at) == quote) {
                ++m_at;
                if (at(m_at) != quote || !has(m_at)) {
                    if (quote == u'`')
                        return Kind::QuotedName;
                    return quote == u'"' ? Kind::DoubleQuoted : Kind::Text;
                }
            }
        }
        m_at = m_sql.size();
        return Kind::Invalid;
    }

    /// A number, or a name that begins with digits.
    Kind number()
    {
        const qsizetype from = m_at;
        while (isDigit(at(m_at)))
            ++m_at;
        const bool whole = at(m_at) != u'.';
        if (whole && has(m_at) && isWordPart(at(m_at)) && !isExponent(m_at)) {
            while (has(m_at) && isWordPart(at(m_at)))
                ++m_at;
            const QStringView word = m_sql.mid(from, m_at - from);
            const QStringView digits = word.mid(2);
            const auto all = [&](auto test) {
                return !digits.isEmpty() && std::all_of(digits.cbegin(), digits.cend(), test);
            };
            if (word.startsWith(u"0x") && all(isHexDigit))
                return Kind::Hex;
            if (word.startsWith(u"0b") && all([](QChar c) { return c == u'0' || c == u'1'; }))
                return Kind::Bit;
            return Kind::Word;
        }
        if (!whole) {
            ++m_at;
            while (isDigit(at(m_at)))
                ++m_at;
        }
        if (isExponent(m_at)) {
            m_at += isDigit(at(m_at + 1)) ? 1 : 2;
            while (isDigit(at(m_at)))
                ++m_at;
        }
        return Kind::Number;
    }

    /// "e5", "E+5", with nothing behind the digits that would make it a name.
    [[nodiscard]] bool isExponent(qsizetype from) const
    {
        if (at(from) != u'e' && at(from) != u'E')
            return false;
        qsizetype i = from + 1;
        const bool hasSign = at(i) == u'+' || at(i) == u'-';
        i += hasSign ? 1 : 0;
        if (!isDigit(at(i)))
            return false;
        while (isDigit(at(i)))
            ++i;
        return hasSign || !has(i) || !isWordPart(at(i));
    }

    QStringView m_sql;
    QList<SqlToken> m_tokens;
    qsizetype m_at = 0;
    qsizetype m_counted = 0;
    qsizetype m_lineStart = 0;
    int m_line = 1;
    int m_versionedDepth = 0;
    bool m_space = false;
};

/// The tokens of an expression without parentheses around the whole.
QList<SqlToken> bareTokens(QStringView sql)
{
    QList<SqlToken> tokens = sqlTokens(sql);
    tokens.removeLast();
    const auto isSymbol = [&](qsizetype i, QChar c) {
        return tokens.at(i).kind == Kind::Symbol && tokens.at(i).raw.front() == c;
    };
    // How many opening parentheses at the front close only at the very end: one walk, whatever the depth.
    qsizetype front = 0;
    while (front < tokens.size() && isSymbol(front, u'('))
        ++front;
    qsizetype back = 0;
    while (back < tokens.size() && isSymbol(tokens.size() - 1 - back, u')'))
        ++back;
    qsizetype around = std::min(front, back);
    qsizetype depth = 0;
    for (qsizetype i = 0; i < tokens.size() - back; ++i) {
        if (isSymbol(i, u'('))
            ++depth;
        else if (isSymbol(i, u')'))
            --depth;
        if (i >= front)
            around = std::min(around, std::max<qsizetype>(depth, 0));
    }
    // More closing ones than `around` belong to what is inside; they are balanced there, or the text is no expression.
    return 2 * around < tokens.size() ? tokens.mid(around, tokens.size() - 2 * around) : tokens;
}

bool isNameToken(const SqlToken &token)
{
    return token.kind == Kind::Word || token.kind == Kind::QuotedName;
}

} // namespace

QList<SqlToken> sqlTokens(QStringView sql)
{
    return Tokenizer(sql).run();
}

QString decodedText(QStringView raw)
{
    if (raw.size() < 2)
        return {};
    const QChar quote = raw.front();
    QString out;
    out.reserve(raw.size());
    for (qsizetype i = 1; i + 1 < raw.size(); ++i) {
        const QChar c = raw.at(i);
        if (c == quote) {
            ++i; // doubled
        } else if (c == u'\\') {
            ++i;
            switch (raw.at(i).unicode()) {
            case u'0':
                out += QChar(u'\0');
                break;
            case u'b':
                out += u'\b';
                break;
            case u'n':
                out += u'\n';
                break;
            case u'r':
                out += u'\r';
                break;
            case u't':
                out += u'\t';
                break;
            case u'Z':
                out += QChar(0x1A);
                break;
            case u'%':
            case u'_': // patterns keep their backslash
                out += u'\\';
                out += raw.at(i);
                break;
            default:
                out += raw.at(i);
            }
            continue;
        }
        out += c;
    }
    return out;
}

QString decodedName(const SqlToken &token)
{
    if (token.kind == Kind::Word)
        return token.raw.toString();
    const QChar quote = token.raw.isEmpty() ? QChar() : token.raw.front();
    QString name = token.raw.size() < 2 ? QString() : token.raw.mid(1, token.raw.size() - 2).toString();
    return name.replace(QString(2, quote), QString(quote));
}

QString quotedName(const QString &name)
{
    QString doubled = name;
    doubled.replace(u'`', QStringLiteral("``"));
    return u'`' + doubled + u'`';
}

QString quotedText(const QString &text)
{
    QString out;
    out.reserve(text.size() + 2);
    out += u'\'';
    for (const QChar c : text) {
        if (c == u'\'')
            out += QStringLiteral("''");
        else if (c == u'\\')
            out += QStringLiteral("\\\\");
        else if (c == u'\n')
            out += QStringLiteral("\\n");
        else if (c == u'\r')
            out += QStringLiteral("\\r");
        else if (c.isNull())
            out += QStringLiteral("\\0");
        else
            out += c;
    }
    out += u'\'';
    return out;
}

QString unquotedSql(const QString &sql)
{
    const QList<SqlToken> tokens = sqlTokens(sql);
    if (tokens.size() != 2)
        return sql;
    const SqlToken &token = tokens.constFirst();
    if (token.kind == Kind::Text || token.kind == Kind::DoubleQuoted)
        return decodedText(token.raw);
    return token.kind == Kind::QuotedName ? decodedName(token) : sql;
}

QString joinedSql(const QList<SqlToken> &tokens, qsizetype from, qsizetype to)
{
    QString out;
    for (qsizetype i = from; i < to; ++i) {
        const SqlToken &token = tokens.at(i);
        // Two dashes with a comment behind them would become a comment themselves.
        const bool dashes = token.raw == u"-" && out.endsWith(u'-');
        if (!out.isEmpty() && (token.spaceBefore || dashes))
            out += u' ';
        out += token.raw;
    }
    return out;
}

bool sameSql(QStringView before, QStringView after)
{
    if (before == after)
        return true;
    const QList<SqlToken> a = bareTokens(before);
    const QList<SqlToken> b = bareTokens(after);
    return std::equal(a.cbegin(), a.cend(), b.cbegin(), b.cend(), [](const SqlToken &left, const SqlToken &right) {
        if (isNameToken(left) && isNameToken(right))
            return decodedName(left).compare(decodedName(right), Qt::CaseInsensitive) == 0;
        if (left.kind == Kind::Text && right.kind == Kind::Text)
            return decodedText(left.raw) == decodedText(right.raw);
        return left.kind == right.kind && left.raw == right.raw;
    });
}

} // namespace orrery::models
