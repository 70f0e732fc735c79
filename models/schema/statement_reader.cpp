// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema/statement_reader.h"

#include "models/core/text.h"

#include <algorithm>

namespace orrery::models {

using Kind = SqlToken::Kind;

namespace {

/// Deeper than any statement is; a guard for whoever walks over the expressions later.
constexpr int deepestNesting = 1000;

} // namespace

bool isPlainWord(QStringView word)
{
    return !word.isEmpty() && std::all_of(word.cbegin(), word.cend(), [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'_'
            || c == u'$';
    });
}

const SqlToken &StatementReader::take()
{
    const SqlToken &token = peek();
    if (m_at < m_tokens.size() - 1)
        ++m_at;
    return token;
}

bool StatementReader::isWord(QStringView word, qsizetype ahead) const
{
    const SqlToken &token = peek(ahead);
    return token.kind == Kind::Word && token.raw.compare(word, Qt::CaseInsensitive) == 0;
}

bool StatementReader::isAnyWord(std::initializer_list<QStringView> words, qsizetype ahead) const
{
    return std::any_of(words.begin(), words.end(), [&](QStringView word) { return isWord(word, ahead); });
}

bool StatementReader::isSymbol(QChar symbol, qsizetype ahead) const
{
    const SqlToken &token = peek(ahead);
    return token.kind == Kind::Symbol && token.raw.front() == symbol;
}

bool StatementReader::acceptWord(QStringView word)
{
    return acceptWords({word});
}

bool StatementReader::acceptWords(std::initializer_list<QStringView> words)
{
    qsizetype ahead = 0;
    for (const QStringView word : words) {
        if (!isWord(word, ahead++))
            return false;
    }
    m_at += ahead;
    return true;
}

bool StatementReader::acceptSymbol(QChar symbol)
{
    if (!isSymbol(symbol))
        return false;
    ++m_at;
    return true;
}

bool StatementReader::expectWord(QStringView word)
{
    return acceptWord(word) || failExpected(word.toString());
}

bool StatementReader::expectSymbol(QChar symbol)
{
    return acceptSymbol(symbol) || failExpected(tr("“%1”", "a character of a statement").arg(symbol));
}

bool StatementReader::isName(qsizetype ahead) const
{
    const Kind kind = peek(ahead).kind;
    return kind == Kind::Word || kind == Kind::QuotedName || kind == Kind::DoubleQuoted;
}

std::optional<QString> StatementReader::expectName(const QString &what)
{
    if (isName()) {
        const QString name = decodedName(peek());
        if (!name.isEmpty()) {
            take();
            return name;
        }
    }
    failExpected(what);
    return std::nullopt;
}

bool StatementReader::isText(qsizetype ahead) const
{
    const Kind kind = peek(ahead).kind;
    return kind == Kind::Text || kind == Kind::DoubleQuoted;
}

std::optional<QString> StatementReader::expectText(const QString &what)
{
    if (!isText()) {
        failExpected(what);
        return std::nullopt;
    }
    QString text;
    while (isText())
        text += decodedText(take().raw);
    return text;
}

std::optional<qint64> StatementReader::expectNumber(const QString &what)
{
    const SqlToken &token = peek();
    bool whole = false;
    qint64 value = 0;
    if (token.kind == Kind::Number)
        value = token.raw.toLongLong(&whole);
    else if (isText())
        value = decodedText(token.raw).toLongLong(&whole);
    if (!whole || value < 0) {
        failExpected(what);
        return std::nullopt;
    }
    take();
    return value;
}

std::optional<QString> StatementReader::expectPlainWord(const QString &what)
{
    const SqlToken &token = peek();
    QString word;
    if (token.kind == Kind::Word || token.kind == Kind::Number)
        word = token.raw.toString();
    else if (isText())
        word = decodedText(token.raw);
    else if (token.kind == Kind::QuotedName)
        word = decodedName(token);
    if (!isPlainWord(word)) {
        failExpected(what);
        return std::nullopt;
    }
    take();
    return word;
}

bool StatementReader::skipBalanced()
{
    int depth = 0;
    do {
        if (atEnd())
            return failExpected(tr("“%1”", "a character of a statement").arg(QChar(u')')));
        if (peek().kind == Kind::Invalid)
            return failExpected({});
        if (isSymbol(u'(') && ++depth > deepestNesting)
            return fail(tr("parentheses are nested too deeply"));
        if (isSymbol(u')'))
            --depth;
        take();
    } while (depth > 0);
    return true;
}

std::optional<QString> StatementReader::expectParenthesised(const QString &what)
{
    if (!isSymbol(u'(') || isSymbol(u')', 1)) {
        if (isSymbol(u'('))
            take();
        failExpected(what);
        return std::nullopt;
    }
    const qsizetype from = m_at + 1;
    if (!skipBalanced())
        return std::nullopt;
    return joinedSql(m_tokens, from, m_at - 1);
}

std::optional<QStringList> StatementReader::expectNameList(const QString &what)
{
    if (!expectSymbol(u'('))
        return std::nullopt;
    QStringList names;
    do {
        const auto name = expectName(what);
        if (!name)
            return std::nullopt;
        names.append(*name);
    } while (acceptSymbol(u','));
    if (!expectSymbol(u')'))
        return std::nullopt;
    return names;
}

bool StatementReader::expectQualifiedName(QString &schema, QString &name, const QString &what)
{
    const auto first = expectName(what);
    if (!first)
        return false;
    if (!acceptSymbol(u'.')) {
        name = *first;
        return true;
    }
    const auto second = expectName(what);
    if (!second)
        return false;
    schema = *first;
    name = *second;
    return true;
}

std::optional<QString> StatementReader::expectOptionValue(const QString &option)
{
    const SqlToken &token = peek();
    switch (token.kind) {
    case Kind::Text:
    case Kind::DoubleQuoted:
        return quotedText(*expectText(option));
    case Kind::QuotedName:
        return quotedName(decodedName(take()));
    case Kind::Word:
    case Kind::Number:
    case Kind::Hex:
    case Kind::Bit:
        return take().raw.toString();
    case Kind::Symbol:
        if (token.raw.front() == u'(') {
            const auto inside = expectParenthesised(tr("a value for %1").arg(option));
            return inside ? std::optional(u'(' + *inside + u')') : std::nullopt;
        }
        break;
    case Kind::Hint:
    case Kind::Invalid:
    case Kind::End:
        break;
    }
    failExpected(tr("a value for %1").arg(option));
    return std::nullopt;
}

std::optional<QString> StatementReader::expectDefinitionText()
{
    const qsizetype from = m_at;
    while (!atEnd() && !isSymbol(u',') && !isSymbol(u')')) {
        if (!skipBalanced())
            return std::nullopt;
    }
    return joinedSql(m_tokens, from, m_at);
}

std::optional<QString> StatementReader::expectPartitionScheme()
{
    const qsizetype from = m_at;
    // PARTITION is reserved, so an expression in parentheses cannot begin with it.
    while (!atEnd() && !isSymbol(u';') && !(isSymbol(u'(') && isWord(u"partition", 1))) {
        if (isSymbol(u')') || isSymbol(u',')) {
            failExpected(tr("the end of the statement"));
            return std::nullopt;
        }
        if (!skipBalanced())
            return std::nullopt;
    }
    return joinedSql(m_tokens, from, m_at);
}

std::optional<QString> StatementReader::expectRest(const QString &what)
{
    const qsizetype from = m_at;
    while (!atEnd() && !isSymbol(u';')) {
        if (isSymbol(u')')) {
            fail(tr("a parenthesis is closed that was not opened"));
            return std::nullopt;
        }
        if (!skipBalanced())
            return std::nullopt;
    }
    if (m_at == from) {
        failExpected(what);
        return std::nullopt;
    }
    return joinedSql(m_tokens, from, m_at);
}

bool StatementReader::fail(const QString &message)
{
    if (!m_failure)
        m_failure = ParseFailure{peek().line, peek().column, message};
    return false;
}

bool StatementReader::failExpected(const QString &what)
{
    const SqlToken &token = peek();
    if (token.kind == Kind::Invalid) {
        if (token.raw.startsWith(u'/') || token.raw.isEmpty())
            return fail(tr("a comment does not end"));
        return fail(token.raw.startsWith(u'`') ? tr("a name in backticks does not end") : tr("a string does not end"));
    }
    if (token.kind == Kind::End)
        return fail(tr("%1 was expected, but the statement ends").arg(what));
    constexpr qsizetype longest = 40;
    QString seen = visibleText(token.raw.left(longest).toString());
    if (token.raw.size() > longest)
        seen += u'…';
    return fail(tr("%1 was expected before “%2”").arg(what, seen));
}

} // namespace orrery::models
