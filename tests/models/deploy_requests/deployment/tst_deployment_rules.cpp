// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/deployment/deployment_consequences.h"
#include "tests/support/suite.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace orrery;
using namespace orrery::models;
using S = api::DeploymentState;
using A = DeployRequestAction;

namespace {

QDateTime at(const char *iso)
{
    return QDateTime::fromString(QString::fromLatin1(iso), Qt::ISODate).toUTC();
}

api::Actor actor(const QString &id, const QString &name)
{
    api::Actor a;
    a.id = id;
    a.displayName = name;
    return a;
}

api::DeployOperation dropOfTotal()
{
    api::DeployOperation operation;
    operation.keyspaceName = u"shop"_s;
    operation.tableName = u"orders"_s;
    operation.operationName = u"ALTER"_s;
    operation.ddlStatement = u"ALTER TABLE `orders` DROP COLUMN `total`, ADD INDEX `by_day` (`day`)"_s;
    operation.canDropData = true;
    return operation;
}

/// An open request whose facts stand in nobody's way, so that only the deployment's state decides.
ReviewContext favourable(const QString &state = u"ready"_s)
{
    ReviewContext context;
    context.organization = u"acme"_s;
    context.database = u"shop"_s;
    context.now = at("2026-11-21T12:00:00Z");
    context.approvalRequired = true;
    context.intoProduction = true;
    context.currentUserId = u"user-bo"_s;
    context.soleAdministrator = false;
    api::DeployRequest &r = context.request;
    r.number = 42;
    r.branch = u"add-loyalty"_s;
    r.intoBranch = u"main"_s;
    r.actor = actor(u"user-ana"_s, u"Ana Ruiz"_s);
    r.approved = true;
    r.state = api::DeployRequestState::Open;
    r.deploymentState = api::OpenEnum<S>::fromText(state);
    r.deployment.emplace();
    r.deployment->state = r.deploymentState;
    r.deployment->deployable = true;
    r.deployment->instantDdl = false;
    r.deployment->instantDdlEligible = true;
    r.deployment->autoCutover = true;
    r.deployment->schemaLastUpdatedAt = at("2026-11-21T10:00:00Z");
    return context;
}

} // namespace

class TestDeploymentRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // clang-format off
    void everyActionInEveryState_data()
    {
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("accepted");
        // One letter an action, in the order of allDeployRequestActions; a dot where the service refuses it:
        // a Approve, c Comment, d Deploy, i DeployInstantly, y Apply, f ForceCutover, x Cancel, u Unblock, l Close,
        // r Revert, s SkipRevert, E/D auto-apply on/off, e/k delete/keep branch.
        const auto row = [](const char *state, const char *accepted) {
            QTest::newRow(state) << QString::fromLatin1(state) << QString::fromLatin1(accepted);
        };
        //                                 acdiyfxulrsEDek
        row("pending",                    ".c......l..EDek");
        row("ready",                      "acdi....l..EDek");
        row("no_changes",                 ".c......l..EDek");
        row("queued",                     "ac....x....EDek");
        row("submitting",                 "ac....x....EDek");
        row("in_progress",                "ac....x....EDek");
        row("pending_cutover",            "ac..y.x....EDek");
        row("in_progress_vschema",        "ac...........ek");
        row("in_progress_cancel",         "ac...........ek");
        row("in_progress_cutover",        "ac...f.......ek");
        row("complete",                   ".c......l....ek");
        row("complete_cancel",            "ac......l....ek");
        row("complete_error",             "ac.....ul....ek");
        row("complete_pending_revert",    ".c.......rs..ek");
        row("in_progress_revert",         ".c...........ek");
        row("in_progress_revert_vschema", ".c...........ek");
        row("complete_revert",            ".c......l....ek");
        row("complete_revert_error",      ".c.....ul....ek");
        row("cancelled",                  "ac......l....ek");
        row("error",                      "ac......l..EDek");
        // What this version does not know is commented on, and left alone otherwise.
        row("complete_archived",          ".c.............");
    }
    // clang-format on
    void everyActionInEveryState()
    {
        QFETCH(const QString, state);
        QFETCH(const QString, accepted);
        const QString letters = u"acdiyfxulrsEDek"_s;
        QCOMPARE(allDeployRequestActions.size(), std::size_t(15));
        QString got;
        for (std::size_t i = 0; i < allDeployRequestActions.size(); ++i) {
            const auto reason = refusalReason(allDeployRequestActions[i], favourable(state));
            got += reason ? u'.' : letters.at(qsizetype(i));
            if (reason) {
                QVERIFY2(reason->endsWith(u'.') && reason->size() > 20, qPrintable(*reason));
                QVERIFY2(!reason->contains(u'%'), qPrintable(*reason));
            }
        }
        QCOMPARE(got, accepted);
    }

    void theTableCoversAllTwentyStates()
    {
        int states = 0;
        for (const auto &[value, name] : api::EnumNames<S>::values) {
            Q_UNUSED(value)
            ++states;
            const auto word = describeDeploymentState(
                api::OpenEnum<S>::fromText(QString::fromLatin1(name.data(), qsizetype(name.size()))));
            QVERIFY2(!word.text.isEmpty() && word.text.size() <= 22, name.data());
            QVERIFY2(word.explanation.endsWith(u'.'), name.data());
        }
        QCOMPARE(states, 20);
    }

    void refusalsNameReasonPersonAndTime()
    {
        auto context = favourable(u"in_progress"_s);
        QCOMPARE(
            refusalReason(A::Apply, context).value(),
            u"Only a gated deployment that waits for its cutover can be applied; this one is still copying tables."_s);

        context = favourable(u"cancelled"_s);
        context.request.deployment->cancelledActor = actor(u"user-cy"_s, u"Cy Lang"_s);
        context.request.deployment->finishedAt = at("2026-11-21T10:00:00Z");
        QCOMPARE(
            refusalReason(A::Deploy, context).value().replace(QChar(0xa0), u' '),
            u"Only a deploy request whose checks have passed can be deployed; this one was canceled before it started (Cy Lang, 2 h ago)."_s);

        context = favourable();
        context.request.state = api::DeployRequestState::Closed;
        context.request.closedBy = actor(u"user-cy"_s, u"Cy Lang"_s);
        context.request.closedAt = at("2026-11-21T11:55:00Z");
        QCOMPARE(refusalReason(A::Approve, context).value().replace(QChar(0xa0), u' '),
                 u"The deploy request is closed (Cy Lang, 5 min ago); a new one can be opened from its branch."_s);
        QVERIFY(!refusalReason(A::Comment, context));

        context = favourable(u"frozen_solid"_s);
        QCOMPARE(
            refusalReason(A::Deploy, context).value(),
            u"The deployment is in a state this version of Orrery does not know (“frozen_solid”); until it does, only comments are sent."_s);

        context = favourable();
        context.request.deploymentState = {};
        context.request.deployment->state = {};
        QVERIFY(refusalReason(A::Deploy, context));
        QVERIFY(!refusalReason(A::Comment, context));
    }

    void approvalByTheAuthor()
    {
        auto context = favourable();
        context.currentUserId = u"user-ana"_s;
        QCOMPARE(
            refusalReason(A::Approve, context).value(),
            u"You opened this deploy request; it needs approval from someone else, because you are not the only administrator of the organization."_s);
        context.approvalRequired = false; // no page says that one's own does not count then
        QVERIFY(!refusalReason(A::Approve, context));
        context.approvalRequired = true;
        context.soleAdministrator = true;
        QVERIFY(!refusalReason(A::Approve, context));
        context.soleAdministrator = std::nullopt; // the service decides
        QVERIFY(!refusalReason(A::Approve, context));
        QVERIFY(consequence(A::Approve, context).contains(u"only while you are the sole administrator"_s));

        context.currentUserId = u"user-bo"_s;
        QCOMPARE(approvalDoubt(context), QString());
        // An administrator of the database may approve too, and no operation tells who is one.
        context.administrator = false;
        context.administrators = {u"Ana Ruiz"_s};
        QVERIFY(!refusalReason(A::Approve, context));
        QCOMPARE(
            approvalDoubt(context),
            u"Not known: whether you administer shop. This database asks for an administrator's approval; otherwise "
            "it has to come from an administrator of acme (Ana Ruiz)."_s);
        QVERIFY(consequence(A::Approve, context).endsWith(approvalDoubt(context)));
        context.approvalRequired = false;
        QCOMPARE(approvalDoubt(context), QString());
    }

    void deployLooksAtApprovalAndChecks()
    {
        auto context = favourable();
        context.request.approved = false;
        QVERIFY(refusalReason(A::Deploy, context).value().contains(u"approve it first"_s));
        QVERIFY(refusalReason(A::DeployInstantly, context));
        context.approvalRequired = false;
        QVERIFY(!refusalReason(A::Deploy, context));
        context.approvalRequired = std::nullopt;
        QVERIFY(!refusalReason(A::Deploy, context));

        context = favourable();
        context.request.deployment->deployable = false;
        context.request.deployment->deployCheckErrors = u"users has no unique key"_s;
        QCOMPARE(refusalReason(A::Deploy, context).value(), u"Its deploy checks failed: users has no unique key"_s);

        context = favourable();
        context.request.deployment->instantDdlEligible = false;
        QVERIFY(refusalReason(A::DeployInstantly, context));
        QVERIFY(!refusalReason(A::Deploy, context));
        context = favourable();
        context.request.deployment->autoCutover = false;
        QCOMPARE(refusalReason(A::DeployInstantly, context).value(),
                 u"An instant deployment cannot be gated; turn auto-apply on first."_s);
    }

    void onceOnlyActions()
    {
        auto context = favourable(u"in_progress_cutover"_s);
        context.request.deployment->forceCutoverRequestedAt = at("2026-11-21T11:58:00Z");
        QVERIFY(refusalReason(A::ForceCutover, context).value().contains(u"already requested"_s));

        context = favourable(u"complete_pending_revert"_s);
        context.request.deployment->instantDdl = true;
        QVERIFY(refusalReason(A::Revert, context).value().startsWith(u"Instant deployments cannot be reverted"_s));

        context = favourable(u"complete_error"_s);
        context.inQueue = true;
        QVERIFY(!refusalReason(A::Unblock, context));
        QVERIFY(refusalReason(A::Close, context).value().contains(u"unblock the queue first"_s));
        context.inQueue = false;
        QVERIFY(refusalReason(A::Unblock, context));
        QVERIFY(!refusalReason(A::Close, context));
    }

    void readOnlyAndOfflineRefuseEverything()
    {
        for (const A action : allDeployRequestActions) {
            auto context = favourable();
            context.readOnly = true;
            QVERIFY(refusalReason(action, context).value().contains(u"read-only mode"_s));
            context = favourable();
            context.offline = true;
            QVERIFY(refusalReason(action, context).value().contains(u"no connection"_s));
        }
    }

    void consequences()
    {
        auto context = favourable();
        auto operation = dropOfTotal();
        context.request.deployment->deployOperations = {operation};
        for (const QString &table : {u"customers"_s, u"points"_s, u"rewards"_s}) {
            operation.tableName = table;
            operation.canDropData = false;
            context.request.deployment->deployOperations.append(operation);
        }
        QCOMPARE(
            consequence(A::Deploy, context),
            u"Deploys 4 table change(s) of add-loyalty into main, production. Drops data in orders.total. Revert possible for 30 minutes after it finishes."_s);
        QVERIFY(consequence(A::DeployInstantly, context).endsWith(u"An instant deployment cannot be reverted."_s));
        context.aheadInQueue = 2;
        context.request.deployment->autoCutover = false;
        context.request.deployment->autoDeleteBranch = true;
        QCOMPARE(consequence(A::Deploy, context),
                 u"Deploys 4 table change(s) of add-loyalty into main, production. Drops data in orders.total. Waits "
                 u"for 2 deployment(s) ahead of it. "
                 "Gated: the tables are swapped only when it is applied. The branch add-loyalty is deleted "
                 "afterwards. "
                 "Revert possible for 30 minutes after it finishes."_s);
        context.request.deployment->queuePaused = true;
        context.request.deployment->queuePauseReason = u"maintenance"_s;
        QVERIFY(consequence(A::Deploy, context).contains(u"The deploy queue is paused (maintenance)"_s));
        for (const A action : allDeployRequestActions)
            QVERIFY(consequence(action, context).endsWith(u'.'));
    }

    void dropsNothingOnlyWhenTheServiceSaysSoOfEverything()
    {
        api::DeployRequest request = favourable().request;
        request.deployment->deployOperations.clear();
        QVERIFY(!dropsNothing(request)); // nothing is known
        api::DeployOperation operation = dropOfTotal();
        operation.canDropData = false;
        request.deployment->deployOperations = {operation};
        QVERIFY(dropsNothing(request));
        operation.canDropData.reset();
        request.deployment->deployOperations.append(operation);
        QVERIFY(!dropsNothing(request));
        request.deployment->deployOperations.last().canDropData = true;
        QVERIFY(!dropsNothing(request));
    }

    void tiers()
    {
        auto context = favourable();
        QCOMPARE(confirmationTier(A::Comment, context), ConfirmationTier::None);
        QCOMPARE(confirmationTier(A::Approve, context), ConfirmationTier::Sentence);
        QCOMPARE(confirmationTier(A::Deploy, context), ConfirmationTier::Sentence);
        QCOMPARE(confirmationTier(A::EnableAutoApply, context), ConfirmationTier::Undo);
        QCOMPARE(confirmationTier(A::EnableAutoApply, favourable(u"pending_cutover"_s)), ConfirmationTier::Sentence);
        context.request.deployment->deployOperations = {dropOfTotal()};
        const Confirmation asked = confirmation(A::Deploy, context);
        QCOMPARE(asked.tier, ConfirmationTier::TypeName);
        QCOMPARE(asked.title, u"Deploy #42"_s);
        QCOMPARE(asked.verb, u"Deploy changes"_s);
        QCOMPARE(asked.nameToType, u"shop/main"_s);
        QVERIFY(asked.destructive);
        QCOMPARE(confirmationTier(A::SkipRevert, context), ConfirmationTier::TypeName);
        QCOMPARE(confirmationTier(A::Revert, context), ConfirmationTier::Sentence);
    }

    void whatIsDropped_data()
    {
        QTest::addColumn<QString>("ddl");
        QTest::addColumn<QStringList>("dropped");
        QTest::newRow("column") << u"ALTER TABLE `t` DROP COLUMN `a`"_s << QStringList{u"t.a"_s};
        QTest::newRow("short form") << u"alter table t drop a, drop `b c`"_s << QStringList{u"t.a"_s, u"t.b c"_s};
        QTest::newRow("keys are no columns")
            << u"ALTER TABLE `t` DROP PRIMARY KEY, DROP INDEX `i`, DROP KEY `k`, DROP FOREIGN KEY `f`, DROP COLUMN `x`"_s
            << QStringList{u"t.x"_s};
        QTest::newRow("table") << u"DROP TABLE `t`"_s << QStringList{u"t"_s};
        QTest::newRow("in a comment")
            << u"ALTER TABLE `t` ADD COLUMN `a` int COMMENT 'DROP COLUMN b', DROP COLUMN `c`"_s
            << QStringList{u"t.c"_s};
        QTest::newRow("in a default")
            << u"ALTER TABLE `t` ADD COLUMN `a` varchar(9) DEFAULT (concat(\"x, DROP b\", '`')), DROP COLUMN `c`"_s
            << QStringList{u"t.c"_s};
        QTest::newRow("a backtick in a name") << u"ALTER TABLE `t` DROP `a``b`"_s << QStringList{u"t.a`b"_s};
        QTest::newRow("nothing recognised") << u"RENAME TABLE t TO u"_s << QStringList{u"t"_s};
        QTest::newRow("column named like a key") << u"ALTER TABLE t DROP COLUMN `key`"_s << QStringList{u"t.key"_s};
    }
    void whatIsDropped()
    {
        QFETCH(const QString, ddl);
        QFETCH(const QStringList, dropped);
        QCOMPARE(droppedObjects(u"t"_s, ddl), dropped);
    }

    void words()
    {
        QCOMPARE(describeDeploymentState(S::PendingCutover).text, u"Ready to apply"_s);
        QCOMPARE(describeDeploymentState(S::PendingCutover).tone, Tone::Accent);
        QCOMPARE(describeDeploymentState(S::CompleteError).tone, Tone::Critical);
        QCOMPARE(describeDeploymentState(S::Complete).tone, Tone::Ok);
        const StateWord strange = describeDeploymentState(api::OpenEnum<S>::fromText(u"paused\u202e"_s));
        QCOMPARE(strange.text, u"paused⟨U+202E⟩"_s);
        QCOMPARE(strange.tone, Tone::Warn);
        QCOMPARE(describeDeploymentState({}).text, u"Unknown"_s);
        QCOMPARE(describeApproval(false, true).text, u"Approval required"_s);
        QCOMPARE(describeApproval(true, true).tone, Tone::Ok);
        QCOMPARE(describeRequestState(api::DeployRequestState::Closed, at("2026-11-21T10:00:00Z")).text, u"Deployed"_s);
        QCOMPARE(describeRequestState(api::DeployRequestState::Closed, {}).text, u"Closed"_s);
    }

    void classes()
    {
        const auto names = [](bool (*is)(const api::OpenEnum<S> &)) {
            QStringList all;
            for (const auto &[value, name] : api::EnumNames<S>::values) {
                if (is(value))
                    all.append(QString::fromLatin1(name.data(), qsizetype(name.size())));
            }
            return all;
        };
        QCOMPARE(names(&isTerminal),
                 (QStringList{u"no_changes"_s, u"complete"_s, u"complete_cancel"_s, u"complete_error"_s,
                              u"complete_revert"_s, u"complete_revert_error"_s, u"cancelled"_s, u"error"_s}));
        QCOMPARE(names(&isRunning),
                 (QStringList{u"submitting"_s, u"in_progress"_s, u"in_progress_vschema"_s, u"in_progress_cancel"_s,
                              u"in_progress_cutover"_s, u"in_progress_revert"_s, u"in_progress_revert_vschema"_s}));
        QCOMPARE(names(&blocksQueue),
                 (QStringList{u"submitting"_s, u"in_progress"_s, u"pending_cutover"_s, u"in_progress_vschema"_s,
                              u"in_progress_cancel"_s, u"in_progress_cutover"_s, u"complete_error"_s,
                              u"complete_pending_revert"_s, u"in_progress_revert"_s, u"in_progress_revert_vschema"_s,
                              u"complete_revert_error"_s}));
    }

    void polling()
    {
        using namespace std::chrono_literals;
        using Wait = std::optional<std::chrono::milliseconds>;
        const auto wait = [](const QString &state, bool visible) {
            return pollInterval(favourable(state).request, visible);
        };
        QCOMPARE(wait(u"in_progress"_s, true), Wait(4s));
        QCOMPARE(wait(u"in_progress"_s, false), Wait(15s));
        QCOMPARE(wait(u"pending"_s, true), Wait(4s));
        QCOMPARE(wait(u"queued"_s, true), Wait(15s));
        QCOMPARE(wait(u"complete_pending_revert"_s, false), Wait(30s));
        QCOMPARE(wait(u"ready"_s, true), Wait(2min));
        QCOMPARE(wait(u"ready"_s, false), Wait());
        auto closed = favourable(u"complete"_s).request;
        closed.state = api::DeployRequestState::Closed;
        QCOMPARE(pollInterval(closed, true), Wait());
    }

    void revertWindow()
    {
        auto request = favourable(u"complete_pending_revert"_s).request;
        request.deployedAt = at("2026-11-21T11:00:00Z");
        QCOMPARE(revertDeadline(request), at("2026-11-21T11:30:00Z"));
        request.deployment->cutoverAt = at("2026-11-21T11:01:00Z");
        QCOMPARE(revertDeadline(request), at("2026-11-21T11:31:00Z"));
        request.deployment->finishedAt = at("2026-11-21T11:02:00Z");
        QCOMPARE(revertDeadline(request), at("2026-11-21T11:32:00Z"));
        request.deployment->deploymentRevertRequest.emplace();
        request.deployment->deploymentRevertRequest->waitingPeriodEndAt = at("2026-11-21T11:40:00Z");
        QCOMPARE(revertDeadline(request), at("2026-11-21T11:40:00Z"));
        request.deploymentState = S::Complete;
        QVERIFY(!revertDeadline(request).isValid());
    }

    void estimates()
    {
        const auto text = [](std::optional<double> seconds) { return etaText(seconds).replace(QChar(0xa0), u' '); };
        QCOMPARE(text(200), u"about 3 min left"_s);
        QCOMPARE(text(0), u"almost done"_s);
        QCOMPARE(text(std::nullopt), QString());
        QCOMPARE(text(-5), QString());
        QCOMPARE(text(1e300), u"about 366 d left"_s);
        QCOMPARE(progressText(64.4).replace(QChar(0xa0), u' '), u"64 %"_s);
        QCOMPARE(progressText(250).replace(QChar(0xa0), u' '), u"100 %"_s);
        QCOMPARE(progressText(std::nullopt), QString());
    }

    void differences()
    {
        const auto shown = favourable().request;
        QCOMPARE(differenceSince(shown, shown, A::Deploy), QString());
        auto fresh = shown;
        fresh.deploymentState = S::Queued;
        QCOMPARE(differenceSince(shown, fresh, A::Deploy),
                 u"The deployment went from “Ready to deploy” to “Queued” meanwhile."_s);
        QCOMPARE(differenceSince(shown, fresh, A::Comment), QString());
        fresh = shown;
        fresh.approved = false;
        QCOMPARE(differenceSince(shown, fresh, A::Deploy), u"The deploy request is no longer approved."_s);
        fresh = shown;
        fresh.deployment->schemaLastUpdatedAt = at("2026-11-21T11:00:00Z");
        QCOMPARE(differenceSince(shown, fresh, A::Approve),
                 u"The schema changes are no longer those that were shown; read them again first."_s);
        QCOMPARE(differenceSince(shown, fresh, A::Close), QString());
        fresh = shown;
        fresh.state = api::DeployRequestState::Closed;
        fresh.closedBy = actor(u"user-cy"_s, u"Cy <b>Lang"_s);
        QCOMPARE(differenceSince(shown, fresh, A::Approve),
                 u"The deploy request was closed by Cy <b>Lang meanwhile."_s);
        fresh = shown;
        fresh.intoBranch = u"staging"_s;
        QCOMPARE(differenceSince(shown, fresh, A::Approve),
                 u"The deploy request now goes from add-loyalty into staging."_s);
        fresh = shown;
        fresh.deployment->autoCutover = false;
        QCOMPARE(differenceSince(shown, fresh, A::Deploy), u"Auto-apply was turned off meanwhile."_s);
        // Progress is no difference.
        fresh = shown;
        fresh.updatedAt = at("2026-11-21T11:59:59Z");
        fresh.numComments = 7;
        QCOMPARE(differenceSince(shown, fresh, A::Deploy), QString());
        // Whoever cancels a queued deployment means it all the same once it runs.
        auto queued = favourable(u"queued"_s).request;
        auto running = favourable(u"in_progress"_s).request;
        QCOMPARE(differenceSince(queued, running, A::Cancel), QString());
        QVERIFY(!differenceSince(queued, favourable(u"in_progress_cutover"_s).request, A::Cancel).isEmpty());
    }
};

ORRERY_SUITE(TestDeploymentRules)
#include "tst_deployment_rules.moc"
