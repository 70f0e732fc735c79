// SPDX-License-Identifier: GPL-3.0-or-later
// What a reviewer is told of a change: rule, severity and subject of each, and what a revert would do.
#include "models/schema/create_statement_parser.h"
#include "models/schema/schema_risks.h"
#include "tests/support/suite.h"

#include <QHash>
#include <QTest>

Q_DECLARE_METATYPE(orrery::models::RevertForecast)

using namespace orrery::models;
using namespace Qt::StringLiterals;
using Rule = SchemaRisk::Rule;

namespace {

const QString key = u", PRIMARY KEY (`id`)"_s;

std::optional<SchemaObject> object(const QString &sql)
{
    if (sql.isEmpty())
        return std::nullopt;
    const auto read = parseCreateStatement(sql);
    return read ? std::optional<SchemaObject>(*read) : std::nullopt;
}

QString orders(const QString &body, const QString &options = u"ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"_s)
{
    return u"CREATE TABLE `orders` (`id` bigint NOT NULL"_s + body + u") "_s + options;
}

QString ruleName(Rule rule)
{
    static const QHash<Rule, QString> names{{Rule::DropsData, u"drops data"_s},
                                            {Rule::LooksLikeRename, u"rename"_s},
                                            {Rule::NoSharedKey, u"no shared key"_s},
                                            {Rule::NoRowKey, u"no row key"_s},
                                            {Rule::UnsupportedCharset, u"unsupported charset"_s},
                                            {Rule::UnsupportedEngine, u"unsupported engine"_s},
                                            {Rule::NarrowsType, u"narrows"_s},
                                            {Rule::ChangesCharset, u"charset"_s},
                                            {Rule::BecomesRequired, u"becomes required"_s},
                                            {Rule::RequiredWithoutDefault, u"required without default"_s},
                                            {Rule::NewUniqueKey, u"new unique key"_s},
                                            {Rule::NewCheck, u"new check"_s},
                                            {Rule::ChangesPrimaryKey, u"primary key"_s},
                                            {Rule::RemovesUniqueKey, u"removes unique key"_s},
                                            {Rule::RemovesForeignKey, u"removes foreign key"_s},
                                            {Rule::NewForeignKey, u"new foreign key"_s},
                                            {Rule::RemovesPartition, u"removes partition"_s},
                                            {Rule::LosesAutoIncrement, u"loses counter"_s},
                                            {Rule::RemovesIndex, u"removes index"_s},
                                            {Rule::RemovesView, u"removes view"_s},
                                            {Rule::NoPrimaryKey, u"no primary key"_s}};
    return names.value(rule);
}

/// "!" danger, "?" caution, "." note.
QStringList shown(const QList<SchemaRisk> &risks)
{
    QStringList out;
    for (const SchemaRisk &risk : risks) {
        const QChar mark = risk.severity == SchemaRisk::Severity::Danger ? u'!'
            : risk.severity == SchemaRisk::Severity::Caution             ? u'?'
                                                                         : u'.';
        out.append(mark + ruleName(risk.rule) + u' ' + risk.subject);
    }
    return out;
}

} // namespace

class SchemaRisksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rules_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QStringList>("risks");
        const auto row = [](const char *name, const QString &before, const QString &after, const QStringList &risks) {
            QTest::newRow(name) << before << after << risks;
        };
        const QString plain = orders(key);
        row("nothing", plain, plain, {});
        row("a harmless column", plain, orders(u", `note` text"_s + key), {});
        row("a table goes", plain, {}, {u"!drops data orders"_s});
        row("a table comes", {}, plain, {});
        row("a table without any key comes", {}, orders({}), {u"!no row key orders"_s});
        row("a unique key stands in", {}, orders(u", UNIQUE KEY `u` (`id`)"_s), {u".no primary key orders"_s});
        row("a column goes", orders(u", `total` int"_s + key), plain, {u"!drops data orders.total"_s});
        row("a generated column goes", orders(u", `twice` bigint GENERATED ALWAYS AS (`id` * 2) VIRTUAL"_s + key),
            plain, {u".drops data orders.twice"_s});
        row("a rename", orders(u", `email` varchar(100) NOT NULL DEFAULT ''"_s + key),
            orders(u", `e_mail` varchar(100) NOT NULL DEFAULT ''"_s + key),
            {u"!drops data orders.email"_s, u"!rename orders.email"_s});
        row("a shorter text", orders(u", `a` varchar(255)"_s + key), orders(u", `a` varchar(100)"_s + key),
            {u"?narrows orders.a"_s});
        row("a longer text", orders(u", `a` varchar(100)"_s + key), orders(u", `a` varchar(255)"_s + key), {});
        row("a display width", orders(u", `a` int(11)"_s + key), orders(u", `a` int"_s + key), {});
        row("becomes required", orders(u", `a` int"_s + key), orders(u", `a` int NOT NULL"_s + key),
            {u"?becomes required orders.a"_s});
        row("required without default", plain, orders(u", `a` int NOT NULL"_s + key),
            {u"?required without default orders.a"_s});
        row("required with default", plain, orders(u", `a` int NOT NULL DEFAULT '0'"_s + key), {});
        row("new unique key", orders(u", `a` int"_s + key), orders(u", `a` int"_s + key + u", UNIQUE KEY `u` (`a`)"_s),
            {u"?new unique key orders.u"_s});
        row("unique key goes", orders(u", `a` int"_s + key + u", UNIQUE KEY `u` (`a`)"_s), orders(u", `a` int"_s + key),
            {u".removes unique key orders.u"_s});
        row("index goes", orders(u", `a` int"_s + key + u", KEY `i` (`a`)"_s), orders(u", `a` int"_s + key),
            {u".removes index orders.i"_s});
        row("index hidden", orders(u", `a` int"_s + key + u", KEY `i` (`a`)"_s),
            orders(u", `a` int"_s + key + u", KEY `i` (`a`) /*!80000 INVISIBLE */"_s), {u".removes index orders.i"_s});
        row("primary key moves to a column both have", orders(u", `a` int NOT NULL"_s + key),
            orders(u", `a` int NOT NULL, PRIMARY KEY (`id`,`a`)"_s), {u"?primary key orders.PRIMARY"_s});
        row("primary key with a new column", plain, orders(u", `a` int NOT NULL, PRIMARY KEY (`a`)"_s),
            {u"!no shared key orders"_s, u"?required without default orders.a"_s, u"?primary key orders.PRIMARY"_s});
        row("foreign key goes",
            orders(u", `c` bigint"_s + key + u", CONSTRAINT `f` FOREIGN KEY (`c`) REFERENCES `customers` (`id`)"_s),
            orders(u", `c` bigint"_s + key), {u"?removes foreign key orders.f"_s});
        row("foreign key comes", orders(u", `c` bigint"_s + key),
            orders(u", `c` bigint"_s + key + u", CONSTRAINT `f` FOREIGN KEY (`c`) REFERENCES `customers` (`id`)"_s),
            {u".new foreign key orders.f"_s});
        row("check comes", orders(u", `a` int"_s + key),
            orders(u", `a` int"_s + key + u", CONSTRAINT `positive` CHECK ((`a` > 0))"_s),
            {u"?new check orders.positive"_s});
        row("check that is not enforced", orders(u", `a` int"_s + key),
            orders(u", `a` int"_s + key + u", CONSTRAINT `positive` CHECK ((`a` > 0)) /*!80016 NOT ENFORCED */"_s), {});
        row("counter goes", u"CREATE TABLE `orders` (`id` bigint NOT NULL AUTO_INCREMENT, PRIMARY KEY (`id`))"_s,
            u"CREATE TABLE `orders` (`id` bigint NOT NULL, PRIMARY KEY (`id`))"_s, {u"?loses counter orders.id"_s});
        row("charset grows", orders(key, u"DEFAULT CHARSET=utf8mb3"_s), plain, {u".charset orders"_s});
        row("charset shrinks", plain, orders(key, u"DEFAULT CHARSET=latin1"_s), {u"?charset orders"_s});
        row("charset nobody deploys", plain, orders(key, u"DEFAULT CHARSET=utf32"_s),
            {u"!unsupported charset orders"_s});
        row("engine", plain, orders(key, u"ENGINE=MyISAM DEFAULT CHARSET=utf8mb4"_s),
            {u"!unsupported engine orders"_s});
        row("partition goes",
            orders(
                key,
                u"PARTITION BY RANGE (`id`) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN (20))"_s),
            orders(key, u"PARTITION BY RANGE (`id`) (PARTITION p1 VALUES LESS THAN (20))"_s),
            {u"!removes partition orders.p0"_s});
        row("view goes", u"CREATE VIEW `open_orders` AS SELECT 1"_s, {}, {u"?removes view open_orders"_s});
    }
    void rules()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(QStringList, risks);
        const auto was = object(before);
        const auto is = object(after);
        QCOMPARE(was.has_value(), !before.isEmpty());
        QCOMPARE(is.has_value(), !after.isEmpty());
        QCOMPARE(shown(schemaRisks(was, is, compareObjects(was, is))), risks);
    }

    void words()
    {
        const auto was = object(orders(u", `total` int"_s + key));
        const auto is = object(orders(key));
        const QList<SchemaRisk> risks = schemaRisks(was, is, compareObjects(was, is));
        QCOMPARE(risks.size(), 1);
        QCOMPARE(risks.first().title, u"Drops column total"_s);
        QCOMPARE(risks.first().detail, u"The column and everything in it is gone once the change is applied."_s);
        QCOMPARE(risks.first().page.toString(),
                 u"https://planetscale.com/docs/vitess/schema-changes/deploy-requests"_s);
        QCOMPARE(toneOf(risks.first().severity), Tone::Critical);
    }

    void namesFromOutsideAreMadeVisible()
    {
        const auto was = object(u"CREATE TABLE `t` (`id` int, `a\u202eb` int, PRIMARY KEY (`id`))"_s);
        const auto is = object(u"CREATE TABLE `t` (`id` int, PRIMARY KEY (`id`))"_s);
        const QList<SchemaRisk> risks = schemaRisks(was, is, compareObjects(was, is));
        QCOMPARE(risks.size(), 1);
        QCOMPARE(risks.first().title, u"Drops column a⟨U+202E⟩b"_s);
    }

    void revert_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<RevertForecast>("forecast");
        const QString plain = orders(key);
        const auto row = [](const char *name, const QString &before, const QString &after,
                            const RevertForecast &forecast) { QTest::newRow(name) << before << after << forecast; };
        row("nothing", plain, plain, {});
        row("a new table", {}, plain,
            {.loses = {u"Rows written to the new table orders."_s}, .orphans = {}, .mayFail = {}});
        row("a new column", plain, orders(u", `a` int"_s + key),
            {.loses = {u"What was written to the new column orders.a."_s}, .orphans = {}, .mayFail = {}});
        row("a longer text", orders(u", `a` varchar(10)"_s + key), orders(u", `a` varchar(50)"_s + key),
            {.loses = {}, .orphans = {}, .mayFail = {u"Values in orders.a that do not fit varchar(10)."_s}});
        row("NOT NULL to NULL", orders(u", `a` int NOT NULL"_s + key), orders(u", `a` int"_s + key),
            {.loses = {}, .orphans = {}, .mayFail = {u"NULL in orders.a."_s}});
        row("unique key goes", orders(u", `a` int"_s + key + u", UNIQUE KEY `u` (`a`)"_s), orders(u", `a` int"_s + key),
            {.loses = {}, .orphans = {}, .mayFail = {u"Values that repeat in what unique key orders.u covered."_s}});
        row("foreign key goes",
            orders(u", `c` bigint"_s + key + u", CONSTRAINT `f` FOREIGN KEY (`c`) REFERENCES `customers` (`id`)"_s),
            orders(u", `c` bigint"_s + key),
            {.loses = {}, .orphans = {u"Rows written without foreign key orders.f."_s}, .mayFail = {}});
        row("required column goes", orders(u", `a` int NOT NULL"_s + key), plain,
            {.loses = {},
             .orphans = {},
             .mayFail = {u"New rows: orders.a was required and had no default, so there is no value to give them."_s}});
    }
    void revert()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(RevertForecast, forecast);
        const auto was = object(before);
        const auto is = object(after);
        const RevertForecast actual = revertForecast(was, is, compareObjects(was, is));
        QCOMPARE(actual.loses, forecast.loses);
        QCOMPARE(actual.orphans, forecast.orphans);
        QCOMPARE(actual.mayFail, forecast.mayFail);
    }

    void instant_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QStringList>("obstacles");
        const QString plain = orders(key);
        const auto row = [](const char *name, const QString &before, const QString &after,
                            const QStringList &obstacles) { QTest::newRow(name) << before << after << obstacles; };
        row("a new column", plain, orders(u", `a` int DEFAULT '1'"_s + key), {});
        row("a column goes", orders(u", `a` int"_s + key), plain, {});
        row("a default changes", orders(u", `a` int DEFAULT '1'"_s + key), orders(u", `a` int DEFAULT '2'"_s + key),
            {});
        row("an enum grows", orders(u", `a` enum('x')"_s + key), orders(u", `a` enum('x','y')"_s + key), {});
        row("a default that is computed", plain, orders(u", `a` char(36) DEFAULT (uuid())"_s + key),
            {u"New column a has a default that is not a literal."_s});
        row("a longer text", orders(u", `a` varchar(10)"_s + key), orders(u", `a` varchar(50)"_s + key),
            {u"Column a changes its type."_s});
        row("NULL", orders(u", `a` int NOT NULL"_s + key), orders(u", `a` int"_s + key),
            {u"Column a changes between NULL and NOT NULL."_s});
        row("an index", orders(u", `a` int"_s + key), orders(u", `a` int"_s + key + u", KEY `i` (`a`)"_s),
            {u"Index i is built."_s});
    }
    void instant()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(QStringList, obstacles);
        const auto was = object(before);
        const auto is = object(after);
        QCOMPARE(instantObstacles(was, is, compareObjects(was, is)), obstacles);
    }
};

ORRERY_SUITE(SchemaRisksTest)
#include "tst_schema_risks.moc"
