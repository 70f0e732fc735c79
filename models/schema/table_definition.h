// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <utility>
#include <variant>

namespace orrery::models {

// What a MySQL 8 or Vitess table is, as values: read by parseCreateStatement, written by renderCreateStatement, compared
// by compareTables. Names are kept as written; where two are matched, case does not count, as in MySQL.
//
// "Expression" always means the statement's own text with comments left out and each run of blanks made one.

/// Anything of the form NAME value that has no member of its own: kept, so that nothing is lost.
struct NamedOption
{
    QString name; ///< upper case, one blank between words: "ENGINE", "DEFAULT CHARSET", "DATA DIRECTORY"
    QString value; ///< as SQL text, strings in single quotes: "InnoDB", "'zlib'"; empty for a bare word
    friend bool operator==(const NamedOption &, const NamedOption &) = default;
};

/// A column's type. Synonyms are resolved ("integer" is "int", "dec" is "decimal", "bool" is "tinyint(1)").
struct ColumnType
{
    QString name; ///< lower case: "varchar", "bigint", "decimal", "enum", "json", "vector"
    /// Characters or bytes of char/varchar/binary/varbinary/text/blob, bits of bit, dimensions of vector, and the display
    /// width of an integer or year (which means nothing without zerofill).
    std::optional<qint64> length;
    std::optional<int> precision; ///< decimal(M,D), float(M,D): M
    std::optional<int> scale; ///< decimal(M,D), float(M,D): D
    std::optional<int> fractionalSeconds; ///< time(6), datetime(6), timestamp(6)
    bool isUnsigned = false;
    bool zerofill = false;
    QStringList members; ///< of enum and set, decoded
    QString charset; ///< lower case; empty: the table's
    QString collation; ///< lower case; empty: the charset's or the table's
    std::optional<qint64> srid; ///< of spatial types
    friend bool operator==(const ColumnType &, const ColumnType &) = default;
};

/// A column's DEFAULT, with NULL, 'NULL' and (NULL) told apart.
struct DefaultValue
{
    enum class Kind : quint8 {
        None, ///< no DEFAULT clause
        Null, ///< DEFAULT NULL
        Text, ///< DEFAULT 'abc': `text` is the decoded string
        Literal, ///< DEFAULT 0, b'01', x'ff', TRUE, _utf8mb4'a': `text` is SQL
        Function, ///< DEFAULT CURRENT_TIMESTAMP(6): `text` is SQL; NOW() and its like are resolved
        Expression, ///< DEFAULT (uuid()): `text` is the expression without the outer parentheses
    };
    Kind kind = Kind::None;
    QString text;
    friend bool operator==(const DefaultValue &, const DefaultValue &) = default;
};

/// GENERATED ALWAYS AS (…) of a column.
struct GeneratedValue
{
    QString expression; ///< without the outer parentheses of the clause
    bool stored = false; ///< false: VIRTUAL
    friend bool operator==(const GeneratedValue &, const GeneratedValue &) = default;
};

/// One column. A CHECK written at a column is the table's CheckDefinition, a key written at it the table's index.
struct ColumnDefinition
{
    QString name;
    ColumnType type;
    bool nullable = true; ///< columns of the primary key are read as NOT NULL
    DefaultValue defaultValue;
    QString onUpdate; ///< "CURRENT_TIMESTAMP(6)"; empty when there is none
    bool autoIncrement = false;
    std::optional<GeneratedValue> generated;
    QString comment; ///< decoded
    bool invisible = false;
    QString columnFormat; ///< "FIXED", "DYNAMIC", "DEFAULT"; empty when not said
    QString storage; ///< "DISK", "MEMORY", "DEFAULT"; empty when not said
    QList<NamedOption> options; ///< ENGINE_ATTRIBUTE, SECONDARY_ENGINE_ATTRIBUTE and what we do not know
    friend bool operator==(const ColumnDefinition &, const ColumnDefinition &) = default;
};

/// One part of an index: a column or, in a functional index, an expression.
struct IndexPart
{
    QString column; ///< empty for an expression
    QString expression; ///< without the outer parentheses; empty for a column
    std::optional<qint64> prefixLength;
    bool descending = false;
    friend bool operator==(const IndexPart &, const IndexPart &) = default;
};

struct IndexDefinition
{
    enum class Kind : quint8 { Primary, Unique, Plain, FullText, Spatial, Vector };
    Kind kind = Kind::Plain;
    QString name; ///< "PRIMARY" for the primary key; a name that was left out is made up as MySQL does
    QList<IndexPart> parts;
    QString usingMethod; ///< "BTREE", "HASH"; empty when not said
    std::optional<qint64> keyBlockSize;
    QString parser; ///< WITH PARSER of a full text index
    QString comment; ///< decoded
    bool invisible = false;
    QList<NamedOption> options; ///< ENGINE_ATTRIBUTE, SECONDARY_ENGINE_ATTRIBUTE and what we do not know
    friend bool operator==(const IndexDefinition &, const IndexDefinition &) = default;
};

struct ForeignKeyDefinition
{
    enum class Action : quint8 { Unspecified, NoAction, Restrict, Cascade, SetNull, SetDefault };
    enum class Match : quint8 { Unspecified, Full, Partial, Simple };
    QString name; ///< a name that was left out is made up as MySQL does: "orders_ibfk_1"
    QString indexName; ///< FOREIGN KEY name (…), which only hand-written statements have
    QStringList columns;
    QString referencedSchema; ///< empty: the table's own
    QString referencedTable;
    QStringList referencedColumns;
    Action onDelete = Action::Unspecified;
    Action onUpdate = Action::Unspecified;
    Match match = Match::Unspecified;
    friend bool operator==(const ForeignKeyDefinition &, const ForeignKeyDefinition &) = default;
};

struct CheckDefinition
{
    QString name; ///< a name that was left out is made up as MySQL does: "orders_chk_1"
    QString expression; ///< without the outer parentheses of the clause
    bool enforced = true;
    friend bool operator==(const CheckDefinition &, const CheckDefinition &) = default;
};

struct PartitionDefinition
{
    QString name;
    QString definition; ///< what follows the name: "VALUES LESS THAN (2026) ENGINE = InnoDB"
    friend bool operator==(const PartitionDefinition &, const PartitionDefinition &) = default;
};

struct Partitioning
{
    QString scheme; ///< "RANGE (year(`placed`))", "HASH (`id`) PARTITIONS 8"
    QList<PartitionDefinition> partitions; ///< empty when only a number of them is given
    [[nodiscard]] QStringList names() const;
    friend bool operator==(const Partitioning &, const Partitioning &) = default;
};

struct TableDefinition
{
    QString schema; ///< the qualifier in `shop`.`orders`; empty when there is none
    QString name;
    bool temporary = false;
    QList<ColumnDefinition> columns;
    QList<IndexDefinition> indexes;
    QList<ForeignKeyDefinition> foreignKeys;
    QList<CheckDefinition> checks;
    std::optional<Partitioning> partitioning;
    QList<NamedOption> options; ///< each name once, without COMMENT
    QString comment; ///< decoded

    /// Null when there is none of that name; case does not count.
    [[nodiscard]] const ColumnDefinition *column(QStringView columnName) const;
    [[nodiscard]] const IndexDefinition *index(QStringView indexName) const;
    [[nodiscard]] const IndexDefinition *primaryKey() const;
    /// The value of an option, unquoted; empty when it is not there: option(u"ENGINE") is "InnoDB".
    [[nodiscard]] QString option(QStringView optionName) const;

    friend bool operator==(const TableDefinition &, const TableDefinition &) = default;
};

/// CREATE VIEW. Its query is kept as text; nothing in it is resolved.
struct ViewDefinition
{
    QString schema;
    QString name;
    QString algorithm; ///< "UNDEFINED", "MERGE", "TEMPTABLE"; empty when not said
    QString definer; ///< as SQL: "`root`@`%`"; empty when not said
    QString security; ///< "DEFINER", "INVOKER"; empty when not said
    QStringList columns; ///< the list behind the name; usually empty
    QString query; ///< from SELECT on, with WITH CHECK OPTION
    friend bool operator==(const ViewDefinition &, const ViewDefinition &) = default;
};

using SchemaObject = std::variant<TableDefinition, ViewDefinition>;

/// The name of a table or view.
QString objectName(const SchemaObject &object);

} // namespace orrery::models
