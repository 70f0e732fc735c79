// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/schema/create_statement_parser.h"
#include "models/schema/sql_tokens.h"

#include <QCoreApplication>

#include <initializer_list>
#include <optional>

namespace orrery::models {

/// Walks over a statement's tokens for the parser. The first failure stays; every `expect…` that fails records one and
/// returns nothing or false, so that callers only pass it on.
class StatementReader
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::CreateStatement)

public:
    explicit StatementReader(QStringView sql) : m_tokens(sqlTokens(sql)) {}

    [[nodiscard]] const SqlToken &peek(qsizetype ahead = 0) const
    {
        return m_tokens.at(std::min(m_at + ahead, m_tokens.size() - 1));
    }
    [[nodiscard]] bool atEnd() const { return peek().kind == SqlToken::Kind::End; }
    const SqlToken &take();

    /// Unquoted words, case does not count.
    [[nodiscard]] bool isWord(QStringView word, qsizetype ahead = 0) const;
    [[nodiscard]] bool isAnyWord(std::initializer_list<QStringView> words, qsizetype ahead = 0) const;
    [[nodiscard]] bool isSymbol(QChar symbol, qsizetype ahead = 0) const;
    bool acceptWord(QStringView word);
    /// All of them in a row, or none.
    bool acceptWords(std::initializer_list<QStringView> words);
    bool acceptSymbol(QChar symbol);

    bool expectWord(QStringView word);
    bool expectSymbol(QChar symbol);
    /// A name, quoted or not; `what` says in the message what it names.
    std::optional<QString> expectName(const QString &what);
    [[nodiscard]] bool isName(qsizetype ahead = 0) const;
    /// A string, decoded; strings side by side are one.
    std::optional<QString> expectText(const QString &what);
    [[nodiscard]] bool isText(qsizetype ahead = 0) const;
    /// A whole number that is not negative, also as a string.
    std::optional<qint64> expectNumber(const QString &what);
    /// A keyword, a charset, an engine: letters, digits and _, also in quotes; as written.
    std::optional<QString> expectPlainWord(const QString &what);
    /// ( … ) with everything inside; the text without these parentheses, never empty.
    std::optional<QString> expectParenthesised(const QString &what);
    /// (`a`, `b`), at least one.
    std::optional<QStringList> expectNameList(const QString &what);
    /// `schema`.`name` or `name`.
    bool expectQualifiedName(QString &schema, QString &name, const QString &what);
    /// The value of an option without a meaning of its own: a word, number, string, name or ( … ), as SQL.
    std::optional<QString> expectOptionValue(const QString &option);
    /// Everything up to a comma or closing parenthesis that belongs to the surroundings; parentheses inside are whole.
    std::optional<QString> expectDefinitionText();
    /// What follows PARTITION BY, up to the list of partitions or the end of the statement.
    std::optional<QString> expectPartitionScheme();
    /// The text from here to the end of the statement, without a semicolon; quotes and parentheses have to be whole.
    std::optional<QString> expectRest(const QString &what);

    /// Records the failure at the next token, unless there is one already; always false.
    bool fail(const QString &message);
    /// "… was expected before “x”".
    bool failExpected(const QString &what);
    [[nodiscard]] const std::optional<ParseFailure> &failure() const { return m_failure; }

private:
    /// Steps over one token, or over a whole ( … ).
    bool skipBalanced();

    QList<SqlToken> m_tokens;
    qsizetype m_at = 0;
    std::optional<ParseFailure> m_failure;
};

/// Letters, digits, _ and $, at least one.
bool isPlainWord(QStringView word);

} // namespace orrery::models
