// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/deployment_machine.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace orrery::simulator;
using namespace Qt::StringLiterals;

namespace {

Deployment deploymentIn(DeployState state)
{
    Deployment d;
    d.state = state;
    d.since = 1000 * kSecond;
    d.workAt = d.since;
    d.readyToCutoverAt = d.since;
    TableOperation operation;
    operation.name = u"ALTER"_s;
    operation.table = u"orders"_s;
    operation.instantEligible = true;
    operation.shards = {{u"-80"_s, 10}, {u"80-"_s, 20}};
    d.operations = {operation};
    return d;
}

} // namespace

class TestMachine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names()
    {
        const QStringList expected{u"pending"_s,
                                   u"ready"_s,
                                   u"no_changes"_s,
                                   u"queued"_s,
                                   u"submitting"_s,
                                   u"in_progress"_s,
                                   u"pending_cutover"_s,
                                   u"in_progress_vschema"_s,
                                   u"in_progress_cancel"_s,
                                   u"in_progress_cutover"_s,
                                   u"complete"_s,
                                   u"complete_cancel"_s,
                                   u"complete_error"_s,
                                   u"complete_pending_revert"_s,
                                   u"in_progress_revert"_s,
                                   u"in_progress_revert_vschema"_s,
                                   u"complete_revert"_s,
                                   u"complete_revert_error"_s,
                                   u"cancelled"_s,
                                   u"error"_s};
        for (int i = 0; i < kDeployStateCount; ++i) {
            QCOMPARE(deployStateName(static_cast<DeployState>(i)), expected.at(i));
            QCOMPARE(deployStateFromName(expected.at(i)), std::optional<DeployState>(static_cast<DeployState>(i)));
        }
        QCOMPARE(deployStateFromName(u"teleporting"_s), std::nullopt);
    }

    // Every action in every state: the state it leads to, or "-" for a refusal.
    void actions_data()
    {
        QTest::addColumn<QStringList>("outcomes");
        const auto row = [](const char *state, const char *outcomes) {
            QTest::newRow(state) << QString::fromLatin1(outcomes).simplified().split(u' ');
        };
        // clang-format off
        //                                 deploy instant cancel              apply               complete force               revert             skip     auto on             auto off        close
        row("pending",                    "-      -       -                  -                   -        -                   -                  -        pending             pending         pending");
        row("ready",                      "queued queued  -                  -                   -        -                   -                  -        ready               ready           ready");
        row("no_changes",                 "-      -       -                  -                   -        -                   -                  -        no_changes          no_changes      no_changes");
        row("queued",                     "-      -       cancelled          -                   -        -                   -                  -        queued              queued          -");
        row("submitting",                 "-      -       in_progress_cancel -                   -        -                   -                  -        submitting          submitting      -");
        row("in_progress",                "-      -       in_progress_cancel -                   -        -                   -                  -        in_progress         in_progress     -");
        row("pending_cutover",            "-      -       in_progress_cancel in_progress_cutover -        -                   -                  -        in_progress_cutover pending_cutover -");
        row("in_progress_vschema",        "-      -       -                  -                   -        -                   -                  -        -                   -               -");
        row("in_progress_cancel",         "-      -       -                  -                   -        -                   -                  -        -                   -               -");
        row("in_progress_cutover",        "-      -       -                  -                   -        in_progress_cutover -                  -        -                   -               -");
        row("complete",                   "-      -       -                  -                   -        -                   -                  -        -                   -               complete");
        row("complete_cancel",            "-      -       -                  -                   -        -                   -                  -        -                   -               complete_cancel");
        row("complete_error",             "-      -       -                  -                   complete_error - - - - - -");
        row("complete_pending_revert",    "-      -       -                  -                   -        -                   in_progress_revert complete -                   -               -");
        row("in_progress_revert",         "-      -       -                  -                   -        -                   -                  -        -                   -               -");
        row("in_progress_revert_vschema", "-      -       -                  -                   -        -                   -                  -        -                   -               -");
        row("complete_revert",            "-      -       -                  -                   -        -                   -                  -        -                   -               complete_revert");
        row("complete_revert_error",      "-      -       -                  -                   complete_revert_error - - - - - -");
        row("cancelled",                  "-      -       -                  -                   -        -                   -                  -        -                   -               cancelled");
        row("error",                      "-      -       -                  -                   -        -                   -                  -        error               error           error");
        // clang-format on
    }

    void actions()
    {
        QFETCH(QStringList, outcomes);
        const QList<DeployAction> actions{
            DeployAction::Deploy,           DeployAction::DeployInstant,  DeployAction::Cancel,
            DeployAction::ApplyDeploy,      DeployAction::CompleteDeploy, DeployAction::ForceCutover,
            DeployAction::Revert,           DeployAction::SkipRevert,     DeployAction::EnableAutoApply,
            DeployAction::DisableAutoApply, DeployAction::Close};
        QCOMPARE(outcomes.size(), actions.size());
        const DeployState state = *deployStateFromName(QString::fromLatin1(QTest::currentDataTag()));
        for (qsizetype i = 0; i < actions.size(); ++i) {
            Deployment deployment = deploymentIn(state);
            const QString refusal = perform(actions.at(i), deployment, 1001 * kSecond);
            const QString outcome = refusal.isEmpty() ? deployStateName(deployment.state) : u"-"_s;
            QVERIFY2(outcome == outcomes.at(i),
                     qPrintable(u"action %1: %2 instead of %3 (%4)"_s.arg(i).arg(outcome, outcomes.at(i), refusal)));
            if (!refusal.isEmpty())
                QCOMPARE(deployment.state, state);
        }
    }

    void refusalsNameTheState()
    {
        Deployment d = deploymentIn(DeployState::InProgress);
        QCOMPARE(perform(DeployAction::ApplyDeploy, d, 0),
                 u"Deployment is not waiting to be applied (deployment is in_progress)."_s);
    }

    // The way of an ordinary deployment: what happens when, in seconds after it was queued.
    void ordinaryWalk()
    {
        Deployment d = deploymentIn(DeployState::Ready);
        QCOMPARE(perform(DeployAction::Deploy, d, 0), QString());
        QCOMPARE(nextStep(d, false), std::nullopt);
        const struct
        {
            Instant at;
            const char *state;
        } steps[] = {{0, "submitting"},
                     {2, "in_progress"},
                     {22, "in_progress_cutover"},
                     {25, "complete_pending_revert"},
                     {1825, "complete"}};
        for (const auto &step : steps) {
            QCOMPARE(nextStep(d, true), std::optional<Instant>(step.at * kSecond));
            takeStep(d, step.at * kSecond);
            QCOMPARE(deployStateName(d.state), QString::fromLatin1(step.state));
        }
        QCOMPARE(nextStep(d, true), std::nullopt);
        QCOMPARE(d.submittedAt, 0 * kSecond);
        QCOMPARE(d.startedAt, 2 * kSecond);
        QCOMPARE(d.readyToCutoverAt, 22 * kSecond);
        QCOMPARE(d.cutoverAt, 22 * kSecond);
        QCOMPARE(d.finishedAt, 25 * kSecond);
        QCOMPARE(d.revertUntil, 1825 * kSecond);
        QVERIFY(d.schemaApplied);
        QVERIFY(!blocksQueue(d));
    }

    void vschemaWalkAndRevert()
    {
        Deployment d = deploymentIn(DeployState::InProgressCutover);
        d.changesVschema = true;
        takeStep(d, 1003 * kSecond);
        QCOMPARE(d.state, DeployState::InProgressVschema);
        takeStep(d, 1006 * kSecond);
        QCOMPARE(d.state, DeployState::CompletePendingRevert);
        QVERIFY(blocksQueue(d));
        QCOMPARE(perform(DeployAction::Revert, d, 1010 * kSecond), QString());
        QCOMPARE(nextStep(d, true), std::optional<Instant>(1014 * kSecond));
        takeStep(d, 1014 * kSecond);
        QCOMPARE(d.state, DeployState::InProgressRevertVschema);
        takeStep(d, 1017 * kSecond);
        QCOMPARE(d.state, DeployState::CompleteRevert);
        QVERIFY(!d.schemaApplied);
        QVERIFY(!blocksQueue(d));
    }

    void instantHasNoRevertWindow()
    {
        Deployment d = deploymentIn(DeployState::Ready);
        QCOMPARE(perform(DeployAction::DeployInstant, d, 0), QString());
        takeStep(d, 0);
        takeStep(d, 2 * kSecond);
        QCOMPARE(nextStep(d, true), std::optional<Instant>(3 * kSecond));
        takeStep(d, 3 * kSecond);
        QCOMPARE(d.state, DeployState::Complete);
        QCOMPARE(perform(DeployAction::Revert, d, 4 * kSecond), u"Instant deployments cannot be reverted."_s);
    }

    void instantIsRefused()
    {
        Deployment gated = deploymentIn(DeployState::Ready);
        gated.autoCutover = false;
        QCOMPARE(perform(DeployAction::DeployInstant, gated, 0),
                 u"Instant deployments cannot be gated: enable auto-apply first."_s);
        Deployment slow = deploymentIn(DeployState::Ready);
        slow.operations[0].instantEligible = false;
        QCOMPARE(perform(DeployAction::DeployInstant, slow, 0),
                 u"Deploy request cannot be deployed instantly: not all of its changes support instant DDL."_s);
        Deployment queued = deploymentIn(DeployState::Ready);
        perform(DeployAction::DeployInstant, queued, 0);
        QCOMPARE(perform(DeployAction::DisableAutoApply, queued, 0),
                 u"Instant deployments are always applied automatically."_s);
    }

    void gatedWaitsAndExpires()
    {
        Deployment d = deploymentIn(DeployState::InProgress);
        d.autoCutover = false;
        takeStep(d, 1020 * kSecond);
        QCOMPARE(d.state, DeployState::PendingCutover);
        QCOMPARE(nextStep(d, true), std::optional<Instant>(1020 * kSecond + 7 * kDay));
        takeStep(d, 1020 * kSecond + 7 * kDay);
        QCOMPARE(d.state, DeployState::InProgressCancel);
        takeStep(d, 1022 * kSecond + 7 * kDay);
        QCOMPARE(d.state, DeployState::CompleteCancel);
    }

    void errorsBlockUntilCompleted()
    {
        Deployment d = deploymentIn(DeployState::InProgress);
        d.failsWith = u"Duplicate entry"_s;
        takeStep(d, 1020 * kSecond);
        QCOMPARE(d.state, DeployState::CompleteError);
        QCOMPARE(d.operations.first().error, u"Duplicate entry"_s);
        QVERIFY(blocksQueue(d));
        QCOMPARE(perform(DeployAction::CompleteDeploy, d, 1030 * kSecond), QString());
        QVERIFY(!blocksQueue(d));
        QCOMPARE(perform(DeployAction::CompleteDeploy, d, 1031 * kSecond),
                 u"Deployment has already been completed (deployment is complete_error)."_s);
    }

    void revertMayFail()
    {
        Deployment d = deploymentIn(DeployState::InProgressRevert);
        d.revertFailsWith = u"Data too long"_s;
        takeStep(d, 1004 * kSecond);
        QCOMPARE(d.state, DeployState::CompleteRevertError);
        QVERIFY(blocksQueue(d));
    }

    void lockedCutoverWaitsForForce()
    {
        Deployment d = deploymentIn(DeployState::InProgressCutover);
        d.lockedTable = u"orders"_s;
        QCOMPARE(nextStep(d, true), std::nullopt);
        QCOMPARE(perform(DeployAction::ForceCutover, d, 2000 * kSecond), QString());
        QCOMPARE(nextStep(d, true), std::optional<Instant>(2001 * kSecond));
        QCOMPARE(perform(DeployAction::ForceCutover, d, 2000 * kSecond),
                 u"Force cutover has already been requested (deployment is in_progress_cutover)."_s);
    }

    void progressAndEta()
    {
        const Deployment d = deploymentIn(DeployState::InProgress);
        const ShardCopy fast = d.operations.first().shards.at(0);
        const ShardCopy slow = d.operations.first().shards.at(1);
        const Instant now = 1005 * kSecond;
        QCOMPARE(shardProgress(d, fast, now), std::optional<double>(50.0));
        QCOMPARE(shardProgress(d, slow, now), std::optional<double>(25.0));
        QCOMPARE(shardEta(d, slow, now), std::optional<qint64>(15));
        QCOMPARE(shardState(d, fast, 1012 * kSecond), u"complete"_s);
        QCOMPARE(shardState(d, slow, 1012 * kSecond), u"in_progress"_s);
        QCOMPARE(shardProgress(deploymentIn(DeployState::Ready), fast, now), std::nullopt);
        QCOMPARE(shardEta(deploymentIn(DeployState::Queued), fast, now), std::nullopt);
    }

    void throttlingSlowsWithoutLosingWork()
    {
        Deployment d = deploymentIn(DeployState::InProgress);
        setThrottle(d, 50, 1010 * kSecond);
        QCOMPARE(workDoneAt(d, 1010 * kSecond), 10.0);
        QCOMPARE(nextStep(d, true), std::optional<Instant>(1030 * kSecond)); // ten seconds of work at half speed
        QCOMPARE(shardEta(d, d.operations.first().shards.at(1), 1010 * kSecond), std::optional<qint64>(20));
    }
};

ORRERY_SUITE(TestMachine)
#include "tst_machine.moc"
