// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/deployment/deploy_plan.h"

#include "tests/models/deploy_requests/deploy_samples.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace orrery;
using namespace orrery::models;
using Strategy = DeployStrategy;
using A = DeployRequestAction;

namespace {

QString plain(QString text)
{
    return text.replace(QChar(0xa0), u' ');
}

} // namespace

class TestDeployPlan : public QObject
{
    Q_OBJECT

    /// "EnableAutoApply Throttle Deploy"
    static QString names(const QList<DeployStep> &steps)
    {
        QStringList all;
        for (const DeployStep &step : steps) {
            all.append(!step.action                              ? u"Throttle"_s
                           : *step.action == A::Deploy           ? u"Deploy"_s
                           : *step.action == A::DeployInstantly  ? u"Instantly"_s
                           : *step.action == A::EnableAutoApply  ? u"AutoOn"_s
                           : *step.action == A::DisableAutoApply ? u"AutoOff"_s
                           : *step.action == A::EnableAutoDelete ? u"Delete"_s
                                                                 : u"Keep"_s);
        }
        return all.join(u' ');
    }

private Q_SLOTS:
    void steps_data()
    {
        QTest::addColumn<int>("strategy");
        QTest::addColumn<bool>("deleteBranch");
        QTest::addColumn<int>("throttle"); // negative: none
        QTest::addColumn<int>("autoApply"); // as it is set: 0, 1; negative: not told
        QTest::addColumn<bool>("deletes"); // likewise
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, Strategy s, bool del, int throttle, int autoApply, bool deletes,
                            const char *expected) {
            QTest::newRow(name) << int(s) << del << throttle << autoApply << deletes << QString::fromLatin1(expected);
        };
        row("online as it is", Strategy::Online, false, -1, 1, false, "Deploy");
        row("online, was gated", Strategy::Online, false, -1, 0, false, "AutoOn Deploy");
        row("online, not told", Strategy::Online, false, -1, -1, false, "AutoOn Deploy");
        row("gated", Strategy::Gated, false, -1, 1, false, "AutoOff Deploy");
        row("gated already", Strategy::Gated, false, -1, 0, false, "Deploy");
        row("instant", Strategy::Instant, false, -1, 1, false, "Instantly");
        row("instant, was gated", Strategy::Instant, false, -1, 0, false, "AutoOn Instantly");
        row("instant copies nothing", Strategy::Instant, false, 30, 1, false, "Instantly");
        row("everything", Strategy::Gated, true, 30, 1, false, "AutoOff Delete Throttle Deploy");
        row("keeps the branch", Strategy::Online, false, 0, 1, true, "Keep Throttle Deploy");
    }
    void steps()
    {
        QFETCH(const int, strategy);
        QFETCH(const bool, deleteBranch);
        QFETCH(const int, throttle);
        QFETCH(const int, autoApply);
        QFETCH(const bool, deletes);
        QFETCH(const QString, expected);
        api::DeployRequest request = test::sampleContext().request;
        request.deployment->autoCutover = autoApply < 0 ? std::nullopt : std::optional<bool>(autoApply == 1);
        request.deployment->autoDeleteBranch = deletes;
        DeployChoice choice{Strategy(strategy), deleteBranch, {}};
        if (throttle >= 0)
            choice.throttle = {{u"commerce"_s, throttle}};
        QCOMPARE(names(deploySteps(choice, request)), expected);
        const api::DeployRequest after = afterSettings(request, choice);
        QCOMPARE(after.deployment->autoCutover, std::optional<bool>(Strategy(strategy) != Strategy::Gated));
        QCOMPARE(after.deployment->autoDeleteBranch, std::optional<bool>(deleteBranch));
    }

    void presentChoiceFollowsTheRequest()
    {
        api::DeployRequest request = test::sampleContext().request;
        QCOMPARE(presentChoice(request), (DeployChoice{Strategy::Online, false, {}}));
        request.deployment->autoCutover = false;
        request.deployment->autoDeleteBranch = true;
        QCOMPARE(presentChoice(request), (DeployChoice{Strategy::Gated, true, {}}));
        QCOMPARE(presentChoice({}), (DeployChoice{Strategy::Online, false, {}}));
    }

    void refusals()
    {
        auto context = test::sampleContext();
        for (const Strategy each : allDeployStrategies)
            QVERIFY(!strategyRefusal(each, context));
        context.request.deployment->instantDdlEligible = false;
        QVERIFY(!strategyRefusal(Strategy::Online, context));
        QCOMPARE(
            strategyRefusal(Strategy::Instant, context).value(),
            u"Not all of its changes can be made instantly (indexes, foreign keys and changed types cannot); deploy "
            "it the usual way."_s);
        // Gated at the moment: instant is possible all the same, auto-apply is turned on first.
        context = test::sampleContext();
        context.request.deployment->autoCutover = false;
        QVERIFY(!strategyRefusal(Strategy::Instant, context));
        context.approvalRequired = true;
        context.request.approved = false;
        for (const Strategy each : allDeployStrategies)
            QVERIFY(strategyRefusal(each, context)->startsWith(u"This database deploys only what was approved"_s));
        context = test::sampleContext();
        context.request.state = api::DeployRequestState::Closed;
        for (const Strategy each : allDeployStrategies)
            QVERIFY(strategyRefusal(each, context)->startsWith(u"The deploy request is closed"_s));
        context = test::sampleContext("queued");
        for (const Strategy each : allDeployStrategies)
            QVERIFY(strategyRefusal(each, context).has_value());
    }

    void summaryLine_data()
    {
        QTest::addColumn<int>("strategy");
        QTest::addColumn<bool>("deleteBranch");
        QTest::addColumn<QString>("line");
        QTest::newRow("online") << int(Strategy::Online) << false
                                << u"shop/main ← add-loyalty, 3 table(s), 1 destructive, revert possible: 30 min"_s;
        QTest::newRow("instant") << int(Strategy::Instant) << false
                                 << u"shop/main ← add-loyalty, 3 table(s), 1 destructive, revert possible: no"_s;
        QTest::newRow("gated")
            << int(Strategy::Gated) << true
            << u"shop/main ← add-loyalty, 3 table(s), 1 destructive, applied by hand, branch deleted "
               "afterwards, revert possible: 30 min"_s;
    }
    void summaryLine()
    {
        QFETCH(const int, strategy);
        QFETCH(const bool, deleteBranch);
        QFETCH(const QString, line);
        QCOMPARE(deploySummaryLine({Strategy(strategy), deleteBranch, {}}, test::sampleContext()), line);
    }
    void summaryLineWithoutLosses()
    {
        auto context = test::sampleContext();
        context.request.branch = u"a\u202Eb"_s;
        context.request.deployment->deployOperations = {
            test::statement(u"t"_s, u"ALTER"_s, u"ALTER TABLE `t` ADD `c` int"_s)};
        QCOMPARE(deploySummaryLine({}, context),
                 u"shop/main ← a⟨U+202E⟩b, 1 table(s), nothing dropped, revert possible: 30 min"_s);
    }

    void eachStrategySaysItsConsequence()
    {
        const auto context = test::sampleContext();
        QVERIFY(strategyConsequence(Strategy::Online, context).contains(u"30 minutes"_s));
        QVERIFY(strategyConsequence(Strategy::Instant, context).contains(u"cannot be reverted and cannot be gated"_s));
        QVERIFY(strategyConsequence(Strategy::Gated, context).contains(u"waits until it is applied"_s));
        QVERIFY(strategyConsequence(Strategy::Gated, context).contains(u"expires"_s));
    }

    // --- throttle

    void throttleEffects_data()
    {
        QTest::addColumn<int>("ratio");
        QTest::addColumn<QString>("effect");
        QTest::newRow("0") << 0 << u"full speed"_s;
        QTest::newRow("25") << 25 << u"about 75 % of full speed"_s;
        QTest::newRow("90") << 90 << u"nearly stopped, about 10 % of full speed"_s;
        QTest::newRow("95") << 95 << u"nearly stopped, about 5 % of full speed"_s;
        QTest::newRow("beyond") << 400 << u"nearly stopped, about 5 % of full speed"_s;
        QTest::newRow("below") << -3 << u"full speed"_s;
    }
    void throttleEffects()
    {
        QFETCH(const int, ratio);
        QFETCH(const QString, effect);
        QCOMPARE(plain(throttleEffect(ratio)), effect);
    }

    void throttleRatiosOfEveryKeyspace()
    {
        api::Throttler throttler;
        throttler.keyspaces = {u"commerce"_s, u"lookup"_s};
        throttler.configurations.append(api::ThrottlerConfiguration());
        throttler.configurations.last().keyspaceName = u"lookup"_s;
        throttler.configurations.last().ratio = 25.4;
        throttler.configurations.append(api::ThrottlerConfiguration());
        throttler.configurations.last().keyspaceName = u"gone"_s;
        throttler.configurations.last().ratio = 10;
        QCOMPARE(throttleRatios(throttler), (QList<KeyspaceRatio>{{u"commerce"_s, 0}, {u"lookup"_s, 25}}));
        throttler.keyspaces.clear();
        QCOMPARE(throttleRatios(throttler), (QList<KeyspaceRatio>{{u"lookup"_s, 25}, {u"gone"_s, 10}}));
        QCOMPARE(throttleText({{u"commerce"_s, 0}, {u"lookup"_s, 25}}), u"commerce 0, lookup 25"_s);
    }

    void throttleUpdates()
    {
        QCOMPARE(throttlerUpdate({{u"a"_s, 25}, {u"b"_s, 25}}).ratio, std::optional<qint64>(25));
        QVERIFY(throttlerUpdate({{u"a"_s, 25}, {u"b"_s, 25}}).configurations.isEmpty());
        const api::ThrottlerUpdate each = throttlerUpdate({{u"a"_s, 0}, {u"b"_s, 95}});
        QVERIFY(!each.ratio);
        QCOMPARE(each.configurations.size(), 2);
        QCOMPARE(each.configurations.at(1).keyspaceName, u"b"_s);
        QCOMPARE(each.configurations.at(1).ratio, std::optional<qint64>(95));
    }

    void throttlingIsLegalUntilTheCutover_data()
    {
        QTest::addColumn<bool>("legal");
        for (const char *state : {"pending", "ready", "queued", "submitting", "in_progress", "pending_cutover"})
            QTest::newRow(state) << true;
        for (const char *state : {"no_changes", "error", "in_progress_vschema", "in_progress_cancel",
                                  "in_progress_cutover", "complete", "complete_cancel", "complete_error",
                                  "complete_pending_revert", "in_progress_revert", "in_progress_revert_vschema",
                                  "complete_revert", "complete_revert_error", "cancelled", "complete_archived"})
            QTest::newRow(state) << false;
    }
    void throttlingIsLegalUntilTheCutover()
    {
        QFETCH(const bool, legal);
        auto context = test::sampleContext(QTest::currentDataTag());
        const auto refusal = throttleRefusal(context);
        QVERIFY2(refusal.has_value() != legal, qPrintable(refusal.value_or(QString())));
        QVERIFY(legal || refusal->endsWith(u'.'));
        context.readOnly = true;
        QCOMPARE(throttleRefusal(context).value(), u"Orrery is in read-only mode; turn it off to change anything."_s);
    }
    void throttlingNeedsACopy()
    {
        auto context = test::sampleContext("in_progress");
        context.request.deployment->instantDdl = true;
        QVERIFY(throttleRefusal(context)->contains(u"copies nothing"_s));
        context = test::sampleContext("ready");
        context.request.state = api::DeployRequestState::Closed;
        QVERIFY(throttleRefusal(context)->contains(u"not going to be deployed"_s));
    }
};

ORRERY_SUITE(TestDeployPlan)
#include "tst_deploy_plan.moc"
