// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/schema/schema_pairs.h"

#include "models/schema/create_statement_parser.h"

#include <QHash>

namespace orrery::test {

using namespace models;
using namespace Qt::StringLiterals;
using Rule = SchemaRisk::Rule;

namespace {

QString ruleName(Rule rule)
{
    static const QHash<Rule, QString> names{{Rule::DropsData, u"drops data"_s},
                                            {Rule::LosesGeneratedValues, u"loses generated"_s},
                                            {Rule::BecomesGenerated, u"becomes generated"_s},
                                            {Rule::LooksLikeRename, u"rename"_s},
                                            {Rule::NoSharedKey, u"no shared key"_s},
                                            {Rule::NoRowKey, u"no row key"_s},
                                            {Rule::UnsupportedCharset, u"unsupported charset"_s},
                                            {Rule::UnsupportedEngine, u"unsupported engine"_s},
                                            {Rule::NarrowsType, u"narrows"_s},
                                            {Rule::ChangesCharset, u"charset"_s},
                                            {Rule::ChangesCollation, u"collation"_s},
                                            {Rule::ChangesExpression, u"expression"_s},
                                            {Rule::ChangesGeneratedStorage, u"generated storage"_s},
                                            {Rule::ComputesValues, u"computes"_s},
                                            {Rule::BecomesRequired, u"becomes required"_s},
                                            {Rule::RequiredWithoutDefault, u"required without default"_s},
                                            {Rule::LosesDefault, u"loses default"_s},
                                            {Rule::LosesAutoIncrement, u"loses counter"_s},
                                            {Rule::ChangesOnUpdate, u"on update"_s},
                                            {Rule::ChangesVisibility, u"visibility"_s},
                                            {Rule::NewUniqueKey, u"new unique key"_s},
                                            {Rule::MakesValuesEqual, u"equal values"_s},
                                            {Rule::NewCheck, u"new check"_s},
                                            {Rule::ChangesPrimaryKey, u"primary key"_s},
                                            {Rule::RemovesUniqueKey, u"removes unique key"_s},
                                            {Rule::RemovesCheck, u"removes check"_s},
                                            {Rule::RemovesForeignKey, u"removes foreign key"_s},
                                            {Rule::ChangesForeignKey, u"changes foreign key"_s},
                                            {Rule::NewForeignKey, u"new foreign key"_s},
                                            {Rule::RemovesPartition, u"removes partition"_s},
                                            {Rule::LeavesNoPartition, u"no partition"_s},
                                            {Rule::RemovesIndex, u"removes index"_s},
                                            {Rule::RemovesView, u"removes view"_s},
                                            {Rule::NoPrimaryKey, u"no primary key"_s}};
    return names.value(rule);
}

QString shownRisk(const SchemaRisk &risk)
{
    const QChar mark = risk.severity == SchemaRisk::Severity::Danger ? u'!'
        : risk.severity == SchemaRisk::Severity::Caution             ? u'?'
                                                                     : u'.';
    const QString part = risk.subject.section(u'.', 1);
    return mark + ruleName(risk.rule) + (part.isEmpty() ? QString() : u' ' + part);
}

} // namespace

std::optional<SchemaObject> schemaObject(const QString &sql)
{
    if (sql.isEmpty())
        return std::nullopt;
    const auto read = parseCreateStatement(sql);
    return read ? std::optional<SchemaObject>(*read) : std::nullopt;
}

QString ordersTable(const QString &parts, const QString &options)
{
    if (parts.startsWith(u"CREATE "))
        return parts;
    const QString key = parts.contains(u"PRIMARY KEY") ? QString() : u", PRIMARY KEY (`id`)"_s;
    return u"CREATE TABLE `orders` (`id` bigint NOT NULL"_s + (parts.isEmpty() ? QString() : u", "_s + parts) + key
        + u") "_s + options;
}

QStringList shownRisks(const QList<SchemaRisk> &risks)
{
    QStringList out;
    for (const SchemaRisk &risk : risks)
        out.append(shownRisk(risk));
    return out;
}

QStringList shownForecast(const RevertForecast &forecast)
{
    QStringList out;
    for (const QString &each : forecast.loses)
        out.append(u"loses: "_s + each);
    for (const QString &each : forecast.orphans)
        out.append(u"orphans: "_s + each);
    for (const QString &each : forecast.mayFail)
        out.append(u"may fail: "_s + each);
    return out;
}

/// 'm1','m2', … 'm`count`'
static QString members(int count)
{
    QStringList names;
    for (int i = 1; i <= count; ++i)
        names.append(u"'m%1'"_s.arg(i));
    return names.join(u',');
}

const QList<SchemaPair> &schemaPairs()
{
    static const QList<SchemaPair> pairs = [] {
        QList<SchemaPair> all;
        const auto of = [&all](const char *name, const QString &before, const QString &after, const QStringList &risks,
                               const QStringList &obstacles = {}, const QStringList &revert = {}) {
            all.append({QString::fromLatin1(name), ordersTable(before), ordersTable(after), risks, obstacles, revert});
        };
        const auto withOptions = [&all](const char *name, const QString &parts, const QString &before,
                                        const QString &after, const QStringList &risks,
                                        const QStringList &obstacles = {}, const QStringList &revert = {}) {
            all.append({QString::fromLatin1(name), ordersTable(parts, before), ordersTable(parts, after), risks,
                        obstacles, revert});
        };

        const auto withChange = [&all](const char *name, const QString &options, const QStringList &obstacles) {
            all.append({QString::fromLatin1(name),
                        ordersTable({}, u"ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 "_s + options),
                        ordersTable(u"`a` int"_s, u"ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 "_s + options),
                        {},
                        obstacles,
                        {u"loses: What was written to the new column orders.a."_s}});
        };

        // Columns that come and go.
        of("nothing", u"`a` int"_s, u"`a` int"_s, {});
        of("a column comes", {}, u"`note` text"_s, {}, {},
           {u"loses: What was written to the new column orders.note."_s});
        of("a column goes", u"`total` int"_s, {}, {u"!drops data total"_s});
        of("a generated column goes", u"`twice` bigint GENERATED ALWAYS AS (`id` * 2) VIRTUAL"_s, {},
           {u".drops data twice"_s});
        of("a stored generated column goes", u"`twice` bigint GENERATED ALWAYS AS (`id` * 2) STORED"_s, {},
           {u".drops data twice"_s}, {},
           {u"may fail: Rows whose value of generated column orders.twice does not fit it."_s});
        of("a virtual column comes", {}, u"`twice` bigint GENERATED ALWAYS AS (`id` * 2) VIRTUAL"_s, {});
        of("a stored generated column comes", {}, u"`twice` bigint GENERATED ALWAYS AS (`id` * 2) STORED"_s,
           {u".computes twice"_s}, {u"New column twice is generated and stored."_s});
        of("a rename", u"`email` varchar(100) NOT NULL DEFAULT ''"_s, u"`e_mail` varchar(100) NOT NULL DEFAULT ''"_s,
           {u"!drops data email"_s, u"!rename email"_s}, {},
           {u"loses: What was written to the new column orders.e_mail."_s});
        of("a required column comes", {}, u"`a` int NOT NULL"_s, {u"?required without default a"_s}, {},
           {u"loses: What was written to the new column orders.a."_s});
        of("a required column with a default comes", {}, u"`a` int NOT NULL DEFAULT '0'"_s, {}, {},
           {u"loses: What was written to the new column orders.a."_s});
        of("a required enum comes, whose first value is its default", {}, u"`a` enum('new','paid') NOT NULL"_s, {}, {},
           {u"loses: What was written to the new column orders.a."_s});
        of("a required date comes", {}, u"`day` date NOT NULL"_s, {u"?required without default day"_s},
           {u"New column day is a required date without a default."_s},
           {u"loses: What was written to the new column orders.day."_s});
        of("a column with a default that is computed comes", {}, u"`a` char(36) DEFAULT (uuid())"_s, {},
           {u"New column a has a default that is not a literal."_s},
           {u"loses: What was written to the new column orders.a."_s});
        of("a column with the time as its default comes", {}, u"`at` datetime NOT NULL DEFAULT CURRENT_TIMESTAMP"_s, {},
           {u"New column at has a default that is not a literal."_s},
           {u"loses: What was written to the new column orders.at."_s});
        of("a required column goes", u"`a` int NOT NULL"_s, {}, {u"!drops data a"_s}, {},
           {u"may fail: New rows: orders.a was required and had no default, so there is no value to give them."_s});
        withChange("a column comes into a compressed table", u"ROW_FORMAT=COMPRESSED"_s,
                   {u"The table is compressed."_s});
        withChange("a column comes into a table with a block size", u"KEY_BLOCK_SIZE=8"_s,
                   {u"The table is compressed."_s});
        withChange("a block size that a row format makes void", u"ROW_FORMAT=DYNAMIC KEY_BLOCK_SIZE=8"_s, {});
        of("a column comes into a table with full text", u"`t` text, FULLTEXT KEY `words` (`t`)"_s,
           u"`t` text, `a` int, FULLTEXT KEY `words` (`t`)"_s, {}, {u"The table has full-text index words."_s},
           {u"loses: What was written to the new column orders.a."_s});
        of("columns change places", u"`a` int, `b` int"_s, u"`b` int, `a` int"_s, {},
           {u"Columns change their places."_s});

        // Types.
        of("a shorter text", u"`a` varchar(255)"_s, u"`a` varchar(100)"_s, {u"?narrows a"_s},
           {u"Column a changes its type."_s});
        of("a longer text", u"`a` varchar(10)"_s, u"`a` varchar(50)"_s, {}, {u"Column a changes its type."_s},
           {u"may fail: Values in orders.a that do not fit varchar(10)."_s});
        of("a display width", u"`a` int(11)"_s, u"`a` int"_s, {});
        of("a smaller number", u"`a` bigint"_s, u"`a` int"_s, {u"?narrows a"_s}, {u"Column a changes its type."_s});
        of("a number without sign", u"`a` int"_s, u"`a` int unsigned"_s, {u"?narrows a"_s},
           {u"Column a changes its type."_s}, {u"may fail: Values in orders.a that do not fit int."_s});
        of("fewer decimals", u"`a` decimal(8,3)"_s, u"`a` decimal(8,2)"_s, {u"?narrows a"_s},
           {u"Column a changes its type."_s}, {u"may fail: Values in orders.a that do not fit decimal(8,3)."_s});
        of("a number as text", u"`a` decimal(4,4)"_s, u"`a` varchar(7)"_s, {}, {u"Column a changes its type."_s},
           {u"may fail: Values in orders.a that do not fit decimal(4,4)."_s});
        of("a number as text that is too short", u"`a` decimal(4,4)"_s, u"`a` varchar(6)"_s, {u"?narrows a"_s},
           {u"Column a changes its type."_s}, {u"may fail: Values in orders.a that do not fit decimal(4,4)."_s});
        of("fewer digits of a second", u"`at` datetime(6)"_s, u"`at` datetime"_s, {u"?narrows at"_s},
           {u"Column at changes its type."_s});
        of("a set as text of the longest value", u"`flags` set('read','write','own')"_s, u"`flags` varchar(14)"_s, {},
           {u"Column flags changes its type."_s},
           {u"may fail: Values in orders.flags that do not fit set('read','write','own')."_s});
        of("a set as text one letter too short", u"`flags` set('read','write','own')"_s, u"`flags` varchar(13)"_s,
           {u"?narrows flags"_s}, {u"Column flags changes its type."_s},
           {u"may fail: Values in orders.flags that do not fit set('read','write','own')."_s});
        of("an enum as text of the longest value", u"`size` enum('small','large')"_s, u"`size` char(5)"_s, {},
           {u"Column size changes its type."_s},
           {u"may fail: Values in orders.size that do not fit enum('small','large')."_s});
        of("an enum gets a value at its end", u"`a` enum('x')"_s, u"`a` enum('x','y')"_s, {}, {},
           {u"may fail: Values in orders.a that do not fit enum('x')."_s});
        of("an enum gets a value in front", u"`a` enum('x')"_s, u"`a` enum('y','x')"_s, {u"?narrows a"_s},
           {u"Column a does not only get more values at the end of its list."_s},
           {u"may fail: Values in orders.a that do not fit enum('x')."_s});
        of("an enum loses a value", u"`a` enum('x','y')"_s, u"`a` enum('x')"_s, {u"?narrows a"_s},
           {u"Column a does not only get more values at the end of its list."_s});
        // 1, 2, 3, 4 or 8 bytes.
        of("a set of 41 members", u"`a` set(%1)"_s.arg(members(40)), u"`a` set(%1)"_s.arg(members(41)), {}, {},
           {u"may fail: Values in orders.a that do not fit set(%1)."_s.arg(members(40))});
        of("a set of 33 members", u"`a` set(%1)"_s.arg(members(32)), u"`a` set(%1)"_s.arg(members(33)), {},
           {u"Column a needs more bytes for its longer list of values."_s},
           {u"may fail: Values in orders.a that do not fit set(%1)."_s.arg(members(32))});
        of("a set needs another byte", u"`a` set('a','b','c','d','e','f','g','h')"_s,
           u"`a` set('a','b','c','d','e','f','g','h','i')"_s, {},
           {u"Column a needs more bytes for its longer list of values."_s},
           {u"may fail: Values in orders.a that do not fit set('a','b','c','d','e','f','g','h')."_s});
        of("JSON becomes text of another charset", u"`a` json"_s, u"`a` longtext CHARACTER SET latin1"_s,
           {u"?narrows a"_s}, {u"Column a changes its type."_s},
           {u"may fail: Values in orders.a that do not fit json."_s});

        // Generated columns.
        of("a generated column becomes regular", u"`a` int, `twice` int GENERATED ALWAYS AS (`a` * 2) STORED"_s,
           u"`a` int, `twice` int DEFAULT NULL"_s, {u"!loses generated twice"_s},
           {u"Column twice is no longer generated."_s},
           {u"loses: What was written to orders.twice, which is computed again."_s,
            u"may fail: Rows whose value of generated column orders.twice does not fit it."_s});
        of("a virtual column becomes regular and required",
           u"`a` int, `twice` int GENERATED ALWAYS AS (`a` * 2) VIRTUAL"_s, u"`a` int, `twice` int NOT NULL"_s,
           {u"!loses generated twice"_s}, {u"Column twice is no longer generated."_s},
           {u"loses: What was written to orders.twice, which is computed again."_s});
        of("a regular column becomes generated", u"`a` int, `twice` int DEFAULT NULL"_s,
           u"`a` int, `twice` int GENERATED ALWAYS AS (`a` * 2) VIRTUAL"_s, {u"!becomes generated twice"_s},
           {u"Column twice becomes generated."_s},
           {u"loses: The values of orders.twice in rows written until then."_s});
        of("a required column becomes generated", u"`a` int NOT NULL, `twice` int NOT NULL"_s,
           u"`a` int NOT NULL, `twice` int GENERATED ALWAYS AS (`a` * 2) STORED NOT NULL"_s,
           {u"!becomes generated twice"_s}, {u"Column twice becomes generated."_s},
           {u"may fail: New rows: orders.twice is computed until then, and there is no value to give them."_s});
        of("another expression", u"`a` int, `b` int GENERATED ALWAYS AS (`a` + 2000000000) STORED"_s,
           u"`a` int, `b` int GENERATED ALWAYS AS (`a` - 2000000000) STORED"_s, {u"?expression b"_s},
           {u"Column b changes its expression."_s},
           {u"may fail: Rows whose value of generated column orders.b does not fit it."_s});
        of("another expression of a virtual column", u"`a` int, `b` int GENERATED ALWAYS AS (`a` + 1) VIRTUAL"_s,
           u"`a` int, `b` int GENERATED ALWAYS AS (`a` - 1) VIRTUAL"_s, {u"?expression b"_s},
           {u"Column b changes its expression."_s});
        of("virtual becomes stored", u"`a` int, `b` int GENERATED ALWAYS AS (`a` * 2) VIRTUAL"_s,
           u"`a` int, `b` int GENERATED ALWAYS AS (`a` * 2) STORED"_s, {u".generated storage b"_s},
           {u"Column b changes between virtual and stored."_s});
        of("a key over a generated column with another expression",
           u"`a` int, `b` int GENERATED ALWAYS AS (abs(`a`)) STORED, UNIQUE KEY `u` (`b`)"_s,
           u"`a` int, `b` int GENERATED ALWAYS AS (`a` % 10) STORED, UNIQUE KEY `u` (`b`)"_s,
           {u"?expression b"_s, u"?equal values u"_s}, {u"Column b changes its expression."_s},
           {u"may fail: Rows whose value of generated column orders.b does not fit it."_s,
            u"may fail: Values of unique key orders.u that were different until then. b is computed anew in every row."_s});

        of("a new key over a new generated column", u"`a` int"_s,
           u"`a` int, `g` int GENERATED ALWAYS AS (`a` % 10) STORED, UNIQUE KEY `u` (`g`)"_s,
           {u"?new unique key u"_s, u".computes g"_s},
           {u"New column g is generated and stored."_s, u"Index u is built."_s});
        of("a new key over a new virtual column", u"`a` int"_s,
           u"`a` int, `g` int GENERATED ALWAYS AS (`a` % 10) VIRTUAL, UNIQUE KEY `u` (`g`)"_s, {u"?new unique key u"_s},
           {u"Index u is built."_s});
        of("a key over an expression of what is there", u"`a` int"_s, u"`a` int, UNIQUE KEY `u` ((`a` % 10))"_s,
           {u"?new unique key u"_s}, {u"Index u is built."_s});

        // NULL, defaults, and what happens by itself.
        of("becomes required", u"`a` int"_s, u"`a` int NOT NULL"_s, {u"?becomes required a"_s},
           {u"Column a changes between NULL and NOT NULL."_s});
        of("becomes required with a default", u"`a` int"_s, u"`a` int NOT NULL DEFAULT '1'"_s,
           {u"?becomes required a"_s}, {u"Column a changes between NULL and NOT NULL."_s});
        of("NULL is allowed", u"`a` int NOT NULL"_s, u"`a` int"_s, {},
           {u"Column a changes between NULL and NOT NULL."_s}, {u"may fail: NULL in orders.a."_s});
        of("a default changes", u"`a` int DEFAULT '1'"_s, u"`a` int DEFAULT '2'"_s, {});
        of("a required column loses its default", u"`a` int NOT NULL DEFAULT '7'"_s, u"`a` int NOT NULL"_s,
           {u"?loses default a"_s});
        of("a required column loses a default that is computed", u"`a` char(36) NOT NULL DEFAULT (uuid())"_s,
           u"`a` char(36) NOT NULL"_s, {u"?loses default a"_s});
        of("a required column loses the time as its default", u"`at` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP"_s,
           u"`at` timestamp NOT NULL"_s, {u"?loses default at"_s});
        of("a column gets NULL for a default", u"`a` int DEFAULT '7'"_s, u"`a` int DEFAULT NULL"_s,
           {u"?loses default a"_s});
        of("an enum loses its default for the first value", u"`a` enum('new','paid') NOT NULL DEFAULT 'paid'"_s,
           u"`a` enum('new','paid') NOT NULL"_s, {u"?loses default a"_s});
        of("an enum loses a default that is its first value", u"`a` enum('new','paid') NOT NULL DEFAULT 'new'"_s,
           u"`a` enum('new','paid') NOT NULL"_s, {});
        of("the counter goes", u"CREATE TABLE `orders` (`id` bigint NOT NULL AUTO_INCREMENT, PRIMARY KEY (`id`))"_s,
           u"CREATE TABLE `orders` (`id` bigint NOT NULL, PRIMARY KEY (`id`))"_s, {u"?loses counter id"_s},
           {u"Column id loses AUTO_INCREMENT."_s});
        of("the counter comes", u"CREATE TABLE `orders` (`id` bigint NOT NULL, PRIMARY KEY (`id`))"_s,
           u"CREATE TABLE `orders` (`id` bigint NOT NULL AUTO_INCREMENT, PRIMARY KEY (`id`))"_s, {},
           {u"Column id becomes AUTO_INCREMENT."_s});
        of("no longer follows updates",
           u"`at` datetime NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP"_s,
           u"`at` datetime NOT NULL DEFAULT CURRENT_TIMESTAMP"_s, {u"?on update at"_s},
           {u"Column at changes its on update."_s});
        of("follows updates", u"`at` datetime DEFAULT NULL"_s,
           u"`at` datetime DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP"_s, {u".on update at"_s},
           {u"Column at changes its on update."_s});
        of("a column is hidden", u"`a` int"_s, u"`a` int /*!80023 INVISIBLE */"_s, {u"?visibility a"_s});
        of("a column is shown", u"`a` int /*!80023 INVISIBLE */"_s, u"`a` int"_s, {u".visibility a"_s});
        of("a comment", u"`a` int"_s, u"`a` int COMMENT 'cents'"_s, {}, {u"Column a changes its comment."_s});

        // Charsets and collations.
        of("a collation that ignores case in a unique key",
           u"`a` varchar(20) COLLATE utf8mb4_bin, UNIQUE KEY `u` (`a`)"_s,
           u"`a` varchar(20) COLLATE utf8mb4_general_ci, UNIQUE KEY `u` (`a`)"_s,
           {u"?equal values u"_s, u".collation a"_s}, {u"Column a changes its collation."_s});
        of("a collation that tells more apart in a unique key",
           u"`a` varchar(20) COLLATE utf8mb4_general_ci, UNIQUE KEY `u` (`a`)"_s,
           u"`a` varchar(20) COLLATE utf8mb4_bin, UNIQUE KEY `u` (`a`)"_s, {u".collation a"_s},
           {u"Column a changes its collation."_s},
           {u"may fail: Values of unique key orders.u that were different until then. Texts that differ under "
            "utf8mb4_bin can be equal under utf8mb4_general_ci."_s});
        // What a part or a generated column of the key is computed from.
        of("a collation that ignores case under an expression of a unique key",
           u"`a` varchar(20) COLLATE utf8mb4_bin, UNIQUE KEY `u` ((lower(`a`)))"_s,
           u"`a` varchar(20) COLLATE utf8mb4_general_ci, UNIQUE KEY `u` ((lower(`a`)))"_s,
           {u"?equal values u"_s, u".collation a"_s}, {u"Column a changes its collation."_s});
        of("seconds are rounded under an expression of a unique key",
           u"`at` datetime(3) NOT NULL, UNIQUE KEY `u` ((date_format(`at`,'%f')))"_s,
           u"`at` datetime NOT NULL, UNIQUE KEY `u` ((date_format(`at`,'%f')))"_s,
           {u"?narrows at"_s, u"?equal values u"_s}, {u"Column at changes its type."_s});
        of("a generated column under an expression of a unique key is computed anew",
           u"`a` int, `b` int GENERATED ALWAYS AS (abs(`a`)) STORED, UNIQUE KEY `u` ((`b` + 1))"_s,
           u"`a` int, `b` int GENERATED ALWAYS AS (`a` % 10) STORED, UNIQUE KEY `u` ((`b` + 1))"_s,
           {u"?expression b"_s, u"?equal values u"_s}, {u"Column b changes its expression."_s},
           {u"may fail: Rows whose value of generated column orders.b does not fit it."_s,
            u"may fail: Values of unique key orders.u that were different until then. b is computed anew in every row."_s});
        of("a generated column of a unique key gets a collation that ignores case",
           u"`a` varchar(20) COLLATE utf8mb4_bin, `b` varchar(20) COLLATE utf8mb4_bin GENERATED ALWAYS AS (trim(`a`)) "
           "STORED, UNIQUE KEY `u` (`b`)"_s,
           u"`a` varchar(20) COLLATE utf8mb4_bin, `b` varchar(20) COLLATE utf8mb4_general_ci GENERATED ALWAYS AS "
           "(trim(`a`)) STORED, UNIQUE KEY `u` (`b`)"_s,
           {u"?equal values u"_s, u".collation b"_s}, {u"Column b changes its collation."_s});
        of("seconds are rounded under a generated column of a unique key",
           u"`at` datetime(3) NOT NULL, `b` varchar(40) GENERATED ALWAYS AS (date_format(`at`,'%Y-%m-%d %T.%f')) "
           "STORED, UNIQUE KEY `u` (`b`)"_s,
           u"`at` datetime NOT NULL, `b` varchar(40) GENERATED ALWAYS AS (date_format(`at`,'%Y-%m-%d %T.%f')) STORED, "
           "UNIQUE KEY `u` (`b`)"_s,
           {u"?narrows at"_s, u"?equal values u"_s}, {u"Column at changes its type."_s});
        of("a collation under a generated column of a unique key that has its own",
           u"`a` varchar(20) COLLATE utf8mb4_bin, `b` varchar(20) COLLATE utf8mb4_bin GENERATED ALWAYS AS (trim(`a`)) "
           "STORED, UNIQUE KEY `u` (`b`)"_s,
           u"`a` varchar(20) COLLATE utf8mb4_general_ci, `b` varchar(20) COLLATE utf8mb4_bin GENERATED ALWAYS AS "
           "(trim(`a`)) STORED, UNIQUE KEY `u` (`b`)"_s,
           {u".collation a"_s}, {u"Column a changes its collation."_s});
        of("a collation that ignores blanks at the end, in the primary key",
           u"CREATE TABLE `orders` (`id` varchar(20) NOT NULL, PRIMARY KEY (`id`)) COLLATE=utf8mb4_0900_ai_ci"_s,
           u"CREATE TABLE `orders` (`id` varchar(20) NOT NULL, PRIMARY KEY (`id`)) COLLATE=utf8mb4_bin"_s,
           {u"?equal values PRIMARY"_s, u".charset"_s},
           {u"Column id changes its collation."_s, u"The table's option COLLATE changes."_s},
           {u"may fail: Values of unique key orders.PRIMARY that were different until then. Texts that differ under "
            "utf8mb4_bin can be equal under utf8mb4_0900_ai_ci."_s});
        of("bytes become text in a unique key", u"`a` varbinary(20), UNIQUE KEY `u` (`a`)"_s,
           u"`a` varchar(20), UNIQUE KEY `u` (`a`)"_s, {u"?narrows a"_s, u"?equal values u"_s},
           {u"Column a changes its type."_s}, {u"may fail: Values in orders.a that do not fit varbinary(20)."_s});
        of("seconds are rounded in a unique key", u"`at` datetime(3) NOT NULL, UNIQUE KEY `u` (`at`)"_s,
           u"`at` datetime NOT NULL, UNIQUE KEY `u` (`at`)"_s, {u"?narrows at"_s, u"?equal values u"_s},
           {u"Column at changes its type."_s});
        withOptions("the charset grows", u"`a` varchar(20)"_s, u"DEFAULT CHARSET=utf8mb3"_s,
                    u"DEFAULT CHARSET=utf8mb4"_s, {u".charset"_s},
                    {u"Column a changes its character set."_s, u"The table's option DEFAULT CHARSET changes."_s},
                    {u"may fail: Values in orders.a that do not fit varchar(20)."_s});
        withOptions("the charset shrinks", u"`a` varchar(20)"_s, u"DEFAULT CHARSET=utf8mb4"_s,
                    u"DEFAULT CHARSET=latin1"_s, {u"?narrows a"_s, u"?charset"_s},
                    {u"Column a changes its character set."_s, u"The table's option DEFAULT CHARSET changes."_s});
        withOptions("the charset of no column", u"`a` varchar(20) CHARACTER SET utf8mb4"_s,
                    u"DEFAULT CHARSET=utf8mb4"_s, u"DEFAULT CHARSET=latin1"_s, {u".charset"_s},
                    {u"The table's option DEFAULT CHARSET changes."_s});
        withOptions("a charset nobody deploys", {}, u"DEFAULT CHARSET=utf8mb4"_s, u"DEFAULT CHARSET=utf32"_s,
                    {u"!unsupported charset"_s}, {u"The table's option DEFAULT CHARSET changes."_s});
        of("a collation of a charset nobody deploys", u"`a` varchar(20)"_s, u"`a` varchar(20) COLLATE utf16_bin"_s,
           {u"!unsupported charset a"_s, u".collation a"_s}, {u"Column a changes its character set."_s});
        withOptions("an engine nobody runs", {}, u"ENGINE=InnoDB"_s, u"ENGINE=MyISAM"_s, {u"!unsupported engine"_s},
                    {u"The table's option ENGINE changes."_s});
        withOptions("the table's comment", {}, u"COMMENT='open'"_s, u"COMMENT='all'"_s, {},
                    {u"The table's name or comment changes."_s});

        // Unique keys.
        of("a unique key comes", u"`a` int"_s, u"`a` int, UNIQUE KEY `u` (`a`)"_s, {u"?new unique key u"_s},
           {u"Index u is built."_s});
        of("a unique key goes", u"`a` int, UNIQUE KEY `u` (`a`)"_s, u"`a` int"_s, {u".removes unique key u"_s},
           {u"Index u is removed."_s}, {u"may fail: Values that repeat in what unique key orders.u covered."_s});
        of("a unique key becomes stricter", u"`a` int, `b` int, UNIQUE KEY `u` (`a`,`b`)"_s,
           u"`a` int, `b` int, UNIQUE KEY `u` (`a`)"_s, {u"?new unique key u"_s, u".removes index u"_s},
           {u"Index u changes."_s});
        of("a unique key becomes looser", u"`a` int, `b` int, UNIQUE KEY `u` (`a`)"_s,
           u"`a` int, `b` int, UNIQUE KEY `u` (`a`,`b`)"_s, {u".removes unique key u"_s}, {u"Index u changes."_s},
           {u"may fail: Values that repeat in what unique key orders.u covered."_s});
        of("a unique key over more of a column", u"`a` varchar(50), UNIQUE KEY `u` (`a`(10))"_s,
           u"`a` varchar(50), UNIQUE KEY `u` (`a`)"_s, {u".removes unique key u"_s}, {u"Index u changes."_s},
           {u"may fail: Values that repeat in what unique key orders.u covered."_s});
        of("the columns of a unique key change places", u"`a` int, `b` int, UNIQUE KEY `u` (`a`,`b`)"_s,
           u"`a` int, `b` int, UNIQUE KEY `u` (`b`,`a`)"_s, {u".removes index u"_s}, {u"Index u changes."_s});
        of("a unique key that the primary key covers", u"`a` int"_s, u"`a` int, UNIQUE KEY `u` (`a`,`id`)"_s, {},
           {u"Index u is built."_s});
        of("a unique key on a new column that is NULL", {}, u"`a` int, UNIQUE KEY `u` (`a`)"_s, {},
           {u"Index u is built."_s}, {u"loses: What was written to the new column orders.a."_s});
        of("a unique key on a new column with a default", {}, u"`a` int NOT NULL DEFAULT '0', UNIQUE KEY `u` (`a`)"_s,
           {u"?new unique key u"_s}, {u"Index u is built."_s},
           {u"loses: What was written to the new column orders.a."_s});
        of("an index becomes unique", u"`a` int, KEY `i` (`a`)"_s, u"`a` int, UNIQUE KEY `i` (`a`)"_s,
           {u"?new unique key i"_s}, {u"Index i changes."_s});
        of("a unique key is renamed", u"`a` int, UNIQUE KEY `a` (`a`)"_s, u"`a` int, UNIQUE KEY `uq_a` (`a`)"_s, {},
           {u"Index a is removed."_s, u"Index uq_a is built."_s});
        of("the primary key gets another column", u"`a` int NOT NULL, PRIMARY KEY (`id`)"_s,
           u"`a` int NOT NULL, PRIMARY KEY (`id`,`a`)"_s, {u".primary key PRIMARY"_s}, {u"Index PRIMARY changes."_s},
           {u"may fail: Values that repeat in what unique key orders.PRIMARY covered."_s});
        of("the primary key moves", u"`a` int NOT NULL, PRIMARY KEY (`id`)"_s, u"`a` int NOT NULL, PRIMARY KEY (`a`)"_s,
           {u"?primary key PRIMARY"_s}, {u"Index PRIMARY changes."_s},
           {u"may fail: Values that repeat in what unique key orders.PRIMARY covered."_s});
        of("the primary key is spelled out", u"PRIMARY KEY (`id`)"_s, u"PRIMARY KEY (`id`) USING BTREE"_s, {});
        of("the primary key gets a comment", u"PRIMARY KEY (`id`)"_s, u"PRIMARY KEY (`id`) COMMENT 'row'"_s, {},
           {u"Index PRIMARY changes."_s});
        of("a key in other letters", u"`No` int, UNIQUE KEY `no` (`No`)"_s, u"`No` int, UNIQUE KEY `no` (`no`)"_s, {});
        of("a unique key takes the primary key's place", {},
           u"CREATE TABLE `orders` (`id` bigint NOT NULL, UNIQUE KEY `u` (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"_s,
           {u".no primary key"_s}, {u"Index PRIMARY is removed."_s, u"Index u is built."_s});

        // Indexes.
        of("an index comes", u"`a` int"_s, u"`a` int, KEY `i` (`a`)"_s, {}, {u"Index i is built."_s});
        of("an index goes", u"`a` int, KEY `i` (`a`)"_s, u"`a` int"_s, {u".removes index i"_s},
           {u"Index i is removed."_s});
        of("an index gets longer", u"`a` int, `b` int, KEY `i` (`a`)"_s, u"`a` int, `b` int, KEY `i` (`a`,`b`)"_s, {},
           {u"Index i changes."_s});
        of("an index moves", u"`a` int, `b` int, KEY `i` (`a`)"_s, u"`a` int, `b` int, KEY `i` (`b`)"_s,
           {u".removes index i"_s}, {u"Index i changes."_s});
        of("an index is hidden", u"`a` int, KEY `i` (`a`)"_s, u"`a` int, KEY `i` (`a`) /*!80000 INVISIBLE */"_s,
           {u".removes index i"_s}, {u"Index i changes."_s});
        of("an index is renamed", u"`a` int, KEY `i` (`a`)"_s, u"`a` int, KEY `j` (`a`)"_s, {},
           {u"Index i is removed."_s, u"Index j is built."_s});
        of("full text goes", u"`t` text, FULLTEXT KEY `words` (`t`)"_s, u"`t` text"_s, {u"?removes index words"_s},
           {u"Index words is removed."_s});

        // Foreign keys.
        const QString reference = u"FOREIGN KEY (`c`) REFERENCES `customers` (`id`)"_s;
        const QString child = u"`c` bigint, KEY `c` (`c`)"_s;
        const auto key = [&](const QString &name, const QString &rest) {
            return child + u", CONSTRAINT `"_s + name + u"` "_s + rest;
        };
        of("a foreign key comes", child, key(u"f"_s, reference), {u".new foreign key f"_s},
           {u"Foreign key f changes."_s});
        of("a foreign key goes", key(u"f"_s, reference), child, {u"?removes foreign key f"_s},
           {u"Foreign key f changes."_s}, {u"orphans: Rows written without foreign key orders.f."_s});
        of("a foreign key is renamed", key(u"f"_s, reference), key(u"g"_s, reference), {},
           {u"Foreign key f changes."_s, u"Foreign key g changes."_s});
        of("a foreign key is renamed by a deployment", key(u"f"_s, reference),
           key(u"f_7x1k9q2v5n8s3w6t4r0y1z2ab"_s, reference), {});
        of("a foreign key deletes along", key(u"f"_s, reference), key(u"f"_s, reference + u" ON DELETE CASCADE"_s),
           {u"?changes foreign key f"_s}, {u"Foreign key f changes."_s});
        of("a foreign key deletes along under another name", key(u"f"_s, reference),
           key(u"g"_s, reference + u" ON DELETE CASCADE"_s), {u"?changes foreign key g"_s},
           {u"Foreign key f changes."_s, u"Foreign key g changes."_s});
        of("a foreign key says what holds anyway", key(u"f"_s, reference),
           key(u"f"_s, reference + u" ON DELETE RESTRICT"_s), {});
        of("a foreign key gets another target", key(u"f"_s, reference),
           key(u"f"_s, u"FOREIGN KEY (`c`) REFERENCES `buyers` (`id`)"_s), {u"?changes foreign key f"_s},
           {u"Foreign key f changes."_s}, {u"orphans: Rows written without foreign key orders.f."_s});
        of("one of two foreign keys on a column goes",
           key(u"f"_s, reference) + u", CONSTRAINT `g` FOREIGN KEY (`c`) REFERENCES `buyers` (`id`)"_s,
           key(u"f"_s, reference), {u"?removes foreign key g"_s}, {u"Foreign key g changes."_s},
           {u"orphans: Rows written without foreign key orders.g."_s});

        // Checks.
        const QString positive = u"CHECK ((`a` > 0))"_s;
        const auto check = [](const QString &name, const QString &rest) {
            return u"`a` int, CONSTRAINT `"_s + name + u"` "_s + rest;
        };
        of("a check comes", u"`a` int"_s, check(u"positive"_s, positive), {u"?new check positive"_s},
           {u"Check positive changes."_s});
        of("a check that is not enforced comes", u"`a` int"_s,
           check(u"positive"_s, positive + u" /*!80016 NOT ENFORCED */"_s), {}, {u"Check positive changes."_s});
        of("a check goes", check(u"positive"_s, positive), u"`a` int"_s, {u".removes check positive"_s},
           {u"Check positive changes."_s}, {u"may fail: Rows that break check orders.positive."_s});
        of("a check is renamed", check(u"positive"_s, positive), check(u"above_zero"_s, positive), {},
           {u"Check positive changes."_s, u"Check above_zero changes."_s});
        of("a check is renamed by a deployment", check(u"positive"_s, positive),
           check(u"positive_0b9z8y7x6w5v4u3t2s1r0q9p8"_s, positive), {});
        of("a check changes", check(u"c"_s, positive), check(u"c"_s, u"CHECK ((`a` > 9))"_s), {u"?new check c"_s},
           {u"Check c changes."_s}, {u"may fail: Rows that break check orders.c."_s});
        of("a check is no longer enforced", check(u"c"_s, positive),
           check(u"c"_s, positive + u" /*!80016 NOT ENFORCED */"_s), {u".removes check c"_s}, {u"Check c changes."_s},
           {u"may fail: Rows that break check orders.c."_s});

        // Partitions.
        const QString p0 = u"PARTITION p0 VALUES LESS THAN (10)"_s;
        const QString p1 = u"PARTITION p1 VALUES LESS THAN (20)"_s;
        const auto ranges = [](const QStringList &partitions) {
            return u"PARTITION BY RANGE (`id`) ("_s + partitions.join(u", "_s) + u')';
        };
        withOptions("a partition goes", {}, ranges({p0, p1}), ranges({p1}), {u"!removes partition p0"_s},
                    {u"The partitions change."_s}, {u"loses: Rows that were dropped with partition orders.p0."_s});
        withOptions("a partition comes", {}, ranges({p0}), ranges({p0, p1}), {}, {u"The partitions change."_s},
                    {u"may fail: Rows that none of the former partitions of orders takes."_s});
        withOptions("partitions that do not take every row", {}, {}, ranges({p0}), {u"?no partition"_s},
                    {u"The partitions change."_s});
        withOptions("partitions that take every row", {}, {}, ranges({p0, u"PARTITION p1 VALUES LESS THAN MAXVALUE"_s}),
                    {}, {u"The partitions change."_s});
        withOptions("fewer partitions by hash", {}, u"PARTITION BY HASH (`id`) PARTITIONS 8"_s,
                    u"PARTITION BY HASH (`id`) PARTITIONS 4"_s, {}, {u"The partitions change."_s});
        return all;
    }();
    return pairs;
}

} // namespace orrery::test
