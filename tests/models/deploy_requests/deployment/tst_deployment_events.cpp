// SPDX-License-Identifier: GPL-3.0-or-later
// What is announced of a deployment: events for a notification, what a revert would cost, the summary afterwards.
#include "models/deploy_requests/deployment/deployment_events.h"
#include "models/deploy_requests/deployment/deployment_summary.h"
#include "models/deploy_requests/deployment/revert_effects.h"
#include "tests/models/deploy_requests/deploy_samples.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace orrery;
using namespace orrery::models;
using E = DeploymentEvent;

namespace {

/// A moment in the life of a deployment: its state, and for the revert window the seconds left of it.
struct Moment
{
    const char *state;
    int left = 0;
    bool expiring = false;
};
using Moments = QList<Moment>;

api::DeployRequest requestIn(const Moment &moment, const QDateTime &now)
{
    api::DeployRequest request = test::sampleContext(moment.state).request;
    request.deployment->cutoverExpiring = moment.expiring;
    if (moment.left > 0) {
        request.deployment->deploymentRevertRequest.emplace();
        request.deployment->deploymentRevertRequest->waitingPeriodEndAt = now.addSecs(moment.left);
    }
    return request;
}

QString nameOf(std::optional<E> event)
{
    static const char *const names[] = {"ready", "expiring", "failed", "revert failed", "opened", "ten", "two"};
    return event ? QString::fromLatin1(names[int(*event)]) : u"-"_s;
}

QString plain(QString text)
{
    return text.replace(QChar(0xa0), u' ').replace(QChar(0x202f), u' ');
}

} // namespace

Q_DECLARE_METATYPE(Moments)

class TestDeploymentTold : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void events_data()
    {
        QTest::addColumn<Moments>("moments");
        QTest::addColumn<QString>("announced");
        const auto row = [](const char *name, const Moments &moments, const char *announced) {
            QTest::newRow(name) << moments << QString::fromLatin1(announced);
        };
        row("a deployment that goes well",
            {{"ready"},
             {"queued"},
             {"in_progress"},
             {"in_progress_cutover"},
             {"complete_pending_revert", 1800},
             {"complete_pending_revert", 1200},
             {"complete_pending_revert", 600},
             {"complete_pending_revert", 500},
             {"complete_pending_revert", 119},
             {"complete_pending_revert", 60},
             {"complete"}},
            "- - - - opened - ten - two - -");
        row("gated",
            {{"in_progress"},
             {"pending_cutover"},
             {"pending_cutover"},
             {"pending_cutover", 0, true},
             {"pending_cutover", 0, true},
             {"in_progress_cutover"}},
            "- ready - expiring - -");
        row("fails once", {{"in_progress"}, {"complete_error"}, {"complete_error"}}, "- failed -");
        row("the revert fails", {{"in_progress_revert"}, {"complete_revert_error"}}, "- revert failed");
        row("what holds when first seen is no news",
            {{"complete_pending_revert", 1700}, {"complete_pending_revert", 599}}, "- ten");
        row("nor is a failure of yesterday", {{"complete_error"}, {"complete_error"}}, "- -");
        row("of several the most urgent",
            {{"in_progress"}, {"complete_pending_revert", 90}, {"complete_pending_revert", 80}}, "- two -");
        row("gated and expiring at once", {{"in_progress"}, {"pending_cutover", 0, true}}, "- expiring");
        row("an open window whose end has passed", {{"in_progress"}, {"complete_pending_revert", -5}}, "- -");
    }
    void events()
    {
        QFETCH(const Moments, moments);
        QFETCH(const QString, announced);
        const QDateTime now = test::utc("2026-11-21T12:00:00Z");
        DeploymentMemory memory;
        QStringList got;
        for (const Moment &moment : moments) {
            api::DeployRequest request = requestIn(moment, now);
            if (moment.left < 0) {
                request.deployment->deploymentRevertRequest.emplace();
                request.deployment->deploymentRevertRequest->waitingPeriodEndAt = now.addSecs(moment.left);
            }
            got.append(nameOf(nextEvent(request, now, memory)));
        }
        QCOMPARE(got.join(u' '), announced);
        QCOMPARE(memory.deployment, u"d42"_s);
    }

    void anotherDeploymentStartsAnew()
    {
        const QDateTime now = test::utc("2026-11-21T12:00:00Z");
        DeploymentMemory memory{u"d41"_s, 0xff};
        api::DeployRequest request = requestIn({"in_progress"}, now);
        QVERIFY(!nextEvent(request, now, memory));
        QCOMPARE(memory, (DeploymentMemory{u"d42"_s, 0}));
        request.deployment->id.clear(); // told apart by its number then
        QVERIFY(!nextEvent(request, now, memory));
        QCOMPARE(memory.deployment, u"#42"_s);
    }

    void notices()
    {
        const QDateTime now = test::utc("2026-11-21T12:00:00Z");
        const auto notice = [&](E event, const Moment &moment) {
            return describeEvent(event, requestIn(moment, now), u"shop"_s, now);
        };
        DeploymentNotice n = notice(E::RevertWindowOpened, {"complete_pending_revert", 1795});
        QCOMPARE(plain(n.title), u"shop #42 is deployed; it can be reverted for 30 min"_s);
        QCOMPARE(n.text,
                 u"add-loyalty → main. A revert would lose: What was written to the new column customers.tier, and 1 "
                 "more."_s);
        QVERIFY(!n.urgent);
        n = notice(E::RevertTwoMinutes, {"complete_pending_revert", 118});
        QCOMPARE(plain(n.title), u"shop #42 can be reverted for another 2 min"_s);
        QVERIFY(n.urgent);
        n = notice(E::ReadyToApply, {"pending_cutover"});
        QCOMPARE(n.title, u"shop #42 is ready to be applied"_s);
        n = notice(E::CutoverExpiring, {"pending_cutover", 0, true});
        QCOMPARE(n.title, u"The cutover of shop #42 expires soon"_s);
        QVERIFY(n.urgent);
        api::DeployRequest failed = requestIn({"complete_error"}, now);
        failed.deployment->deployOperations[1].deployErrors = u"Duplicate <b>entry</b>\n"_s;
        n = describeEvent(E::Failed, failed, u"shop"_s, now);
        QCOMPARE(n.title, u"The deployment of shop #42 failed"_s);
        QCOMPARE(
            n.text,
            u"orders: Duplicate <b>entry</b>␊ add-loyalty → main blocks the deploy queue until it is unblocked."_s);
    }

    // --- what a revert would cost

    void statements_data()
    {
        QTest::addColumn<QString>("ddl");
        QTest::addColumn<QString>("added");
        QTest::addColumn<QString>("changed");
        const auto row = [](const char *name, const char *ddl, const char *added, const char *changed) {
            QTest::newRow(name) << QString::fromLatin1(ddl) << QString::fromLatin1(added)
                                << QString::fromLatin1(changed);
        };
        row("new table", "CREATE TABLE `t` (`a` int)", "t", "");
        row("new column", "ALTER TABLE `t` ADD COLUMN `a` int, ADD `b` text", "t.a t.b", "");
        row("without quotes", "alter table t add a int, add column b int after a", "t.a t.b", "");
        row("keys are no columns",
            "ALTER TABLE `t` ADD KEY `k` (`a`), ADD UNIQUE INDEX `u` (`a`), ADD PRIMARY KEY (`a`), ADD FULLTEXT KEY "
            "`f` (`a`), "
            "ADD CONSTRAINT `c` FOREIGN KEY (`a`) REFERENCES `x` (`y`), ADD INDEX `i` (`a`), ADD CHECK (`a` > 1)",
            "", "");
        row("a column called like a keyword", "ALTER TABLE `t` ADD COLUMN `key` int, ADD `index` int", "t.key t.index",
            "");
        row("texts say nothing", "ALTER TABLE `t` ADD COLUMN `a` int COMMENT 'ADD COLUMN `x` int, MODIFY `y` int'",
            "t.a", "");
        row("a backtick in a name", "ALTER TABLE `t` ADD COLUMN `a``b` int", "t.a`b", "");
        row("changed", "ALTER TABLE `t` MODIFY COLUMN `a` bigint, CHANGE `b` `c` int, CHANGE COLUMN d e int", "",
            "t.a t.c t.e");
        row("dropped", "ALTER TABLE `t` DROP COLUMN `a`", "", "");
        row("a generated column is computed, not written",
            "ALTER TABLE `t` ADD COLUMN `g` int AS (`a` + 1) STORED AFTER `a`", "", "");
        row("several in parentheses", "ALTER TABLE `t` ADD COLUMN (`a` decimal(4,2), `b` enum('x,y','z'), KEY (`a`))",
            "t.a t.b", "");
        row("a default with a comma", "ALTER TABLE `t` ADD COLUMN `a` json DEFAULT (json_array(1,2)), ADD `b` int",
            "t.a t.b", "");
        row("a partition", "ALTER TABLE `t` ADD PARTITION (PARTITION p1 VALUES LESS THAN (10))", "", "");
        row("no statement", "", "", "");
    }
    void statements()
    {
        QFETCH(const QString, ddl);
        QFETCH(const QString, added);
        QFETCH(const QString, changed);
        api::DeployRequest request = test::sampleContext("complete_pending_revert").request;
        request.deployment->deployOperations = {test::statement(u"t"_s, u"ALTER"_s, ddl)};
        request.deployment->deployOperationSummaries.clear();
        const RevertEffects effects = revertEffects(request);
        QStringList lost;
        for (const QString &name : added.split(u' ', Qt::SkipEmptyParts))
            lost.append(name.contains(u'.') ? u"What was written to the new column "_s + name
                                            : u"Rows written to the new table "_s + name);
        QStringList refused;
        for (const QString &name : changed.split(u' ', Qt::SkipEmptyParts))
            refused.append(u"Values of %1 that do not fit its former type make the revert fail"_s.arg(name));
        QCOMPARE(effects.lost, lost);
        QCOMPARE(effects.refused, refused);
    }

    /// Where both definitions are known, they are what tells: the statement alone would say less, or too much.
    void definitionsTellMoreThanStatements()
    {
        api::DeployRequest request = test::sampleContext("complete_pending_revert").request;
        request.deployment->deployOperationSummaries.clear();
        request.deployment->deployOperations = {
            test::statement(u"t"_s, u"ALTER"_s, u"ALTER TABLE `t` MODIFY COLUMN `a` bigint, DROP INDEX `k`"_s)};
        request.deployment->deployOperations[0].keyspaceName = u"commerce"_s;
        DeployTable table;
        table.keyspace = u"commerce"_s;
        table.name = u"t"_s;
        table.structure = readStructure(
            u"t"_s,
            DiffSides{u"CREATE TABLE `t` (`id` int NOT NULL, `a` int, PRIMARY KEY (`id`), KEY `k` (`a`))"_s,
                      u"CREATE TABLE `t` (`id` int NOT NULL, `a` bigint, PRIMARY KEY (`id`))"_s});
        QVERIFY(table.structure->isRead());
        const RevertEffects effects = revertEffects(request, {table});
        QCOMPARE(effects.lost, QStringList());
        // The index was no unique one: nothing is forbidden by it.
        QCOMPARE(effects.refused, QStringList{u"Values in t.a that do not fit int"_s});
        table.keyspace = u"other"_s;
        QCOMPARE(revertEffects(request, {table}).refused.size(), 2);
    }

    void whatARevertCosts()
    {
        api::DeployRequest request = test::sampleContext("complete_pending_revert").request;
        request.deployment->deployOperations[1].removedForeignKeyNames = {u"fk_customer"_s};
        request.deployment->deployOperations.append(
            test::statement(u"carts"_s, u"ALTER"_s, u"ALTER TABLE `carts` DROP INDEX `uq_token`"_s));
        // The same once more as a summary says nothing new.
        api::DeployOperationSummary summary;
        summary.keyspaceName = u"commerce"_s;
        summary.tableName = u"points"_s;
        summary.ddlStatement = u"CREATE TABLE `points` (`id` bigint PRIMARY KEY)"_s;
        request.deployment->deployOperationSummaries.append(summary);
        const RevertEffects effects = revertEffects(request);
        QCOMPARE(effects.lost,
                 (QStringList{u"Rows written to the new table points"_s,
                              u"What was written to the new column customers.tier"_s}));
        QCOMPARE(
            effects.orphaned,
            QStringList{u"Rows of orders may have lost their parents: it went without the foreign key fk_customer"_s});
        QCOMPARE(effects.refused,
                 (QStringList{u"Values of orders.email that do not fit its former type make the revert fail"_s,
                              u"Rows of carts that a dropped unique key forbids make the revert fail"_s}));
        QCOMPARE(effects.all().size(), 5);
        QCOMPARE(revertEffects({}), RevertEffects());
    }

    // --- the summary

    void summary()
    {
        api::DeployRequest request = test::sampleContext("complete_pending_revert").request;
        api::Deployment &deployment = *request.deployment;
        deployment.actor.emplace();
        deployment.actor->displayName = u"Ana *Ruiz*"_s;
        deployment.startedAt = test::utc("2026-11-21T11:50:00Z");
        deployment.finishedAt = test::utc("2026-11-21T11:53:20Z");
        deployment.deployOperations[0].operationName = u"DROP"_s;
        QVERIFY(isDeploymentOver(request));
        const DeploymentSummary summary = deploymentSummary(request, u"acme"_s, u"shop"_s);
        QCOMPARE(summary.title, u"acme/shop #42: Add loyalty points"_s);
        QStringList labels;
        QHash<QString, QString> facts;
        for (const auto &[label, value] : summary.facts) {
            labels.append(label);
            facts.insert(label, plain(value));
        }
        QCOMPARE(labels,
                 (QStringList{u"Outcome"_s, u"Branch"_s, u"Deployed by"_s, u"How"_s, u"Tables"_s, u"Finished"_s,
                              u"Took"_s, u"Can be reverted until"_s}));
        QCOMPARE(facts.value(u"Branch"_s), u"add-loyalty → main"_s);
        QCOMPARE(facts.value(u"How"_s), u"online"_s);
        QCOMPARE(facts.value(u"Tables"_s), u"customers (dropped), orders, points (new)"_s);
        QCOMPARE(facts.value(u"Took"_s), u"3 min 20 s"_s);
        QVERIFY(facts.value(u"Can be reverted until"_s).contains(u"12:23"_s));
        const QString markdown = plain(summary.asMarkdown());
        QVERIFY2(markdown.startsWith(u"**acme/shop \\#42: Add loyalty points**\n\n- Outcome: "_s),
                 qPrintable(markdown));
        QVERIFY(markdown.contains(u"- Deployed by: Ana \\*Ruiz\\*\n"_s));
        QVERIFY(markdown.contains(u"- Tables: customers \\(dropped\\), orders, points \\(new\\)\n"_s));
        QVERIFY(markdown.endsWith(u"\n<https://app.planetscale.com/acme/shop/deploy-requests/42>\n"_s));
    }

    void summaryOfStrangeAnswers()
    {
        api::DeployRequest request = test::sampleContext("complete_error").request;
        request.notes = u"\n \n"_s;
        request.htmlUrl = u"javascript:alert(1)"_s;
        request.deployment->startedAt = test::utc("2026-11-21T12:00:00Z");
        request.deployment->finishedAt = test::utc("2026-11-21T11:00:00Z"); // before it started
        request.deployment->deployOperations[1].deployErrors = u"<script>\n# no"_s;
        request.deployment->autoCutover = false;
        for (int i = 0; i < 20; ++i)
            request.deployment->deployOperations.append(test::statement(u"t%1"_s.arg(i), u"ALTER"_s, QString()));
        const DeploymentSummary summary = deploymentSummary(request, u"acme"_s, u"shop"_s);
        QCOMPARE(summary.title, u"acme/shop #42"_s);
        QVERIFY(summary.link.isEmpty());
        const QString markdown = plain(summary.asMarkdown());
        QVERIFY2(markdown.contains(u"- Error: orders: \\<script\\>␊\\# no\n"_s), qPrintable(markdown));
        QVERIFY(markdown.contains(u", t8, 11 more\n"_s));
        QVERIFY(!markdown.contains(u"Took"_s));
        QVERIFY(markdown.contains(u"- How: gated\n"_s));
        QVERIFY(!markdown.contains(u"javascript"_s));
        QVERIFY(!isDeploymentOver(test::sampleContext("in_progress").request));
        QVERIFY(!isDeploymentOver(test::sampleContext("ready").request));
    }
};

ORRERY_SUITE(TestDeploymentTold)
#include "tst_deployment_events.moc"
