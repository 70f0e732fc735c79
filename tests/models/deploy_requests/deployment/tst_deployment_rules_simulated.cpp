// SPDX-License-Identifier: GPL-3.0-or-later
// The rules against the simulator, which was written from the same documentation by other hands: in each of the twenty
// states every action is really sent, and has to be taken exactly where the rules say so.
#include "api/core/api_client.h"
#include "api/core/network_access.h"
#include "api/core/page_loader.h"
#include "models/core/journal.h"
#include "models/deploy_requests/deployment/request_actions.h"
#include "models/deploy_requests/deployment/request_deployment.h"
#include "models/deploy_requests/request/deploy_request_store.h"
#include "tests/support/fixed_credentials.h"
#include "tests/support/manual_clock.h"
#include "tests/support/simulator_process.h"
#include "tests/support/suite.h"

#include <QEventLoop>
#include <QNetworkReply>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace orrery;
using namespace orrery::models;
using A = DeployRequestAction;
using S = api::DeploymentState;
using namespace std::chrono_literals;

class TestDeploymentRulesSimulated : public QObject
{
    Q_OBJECT

    test::SimulatorProcess m_simulator;
    api::LoopbackOnlyNetwork m_network;
    test::FixedCredentials m_credentials;
    Clock m_clock;
    std::unique_ptr<api::ApiClient> m_client;

    const QString m_org = u"acme"_s;
    const QString m_database = u"shop"_s;

    /// The simulator's own control: puts the request into a state, where it stays.
    void force(qint64 number, const QByteArray &state, const QByteArray &more = {})
    {
        QNetworkRequest request(m_simulator.url().resolved(QUrl(u"/_simulator/state"_s)));
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        // No raw strings here: moc loses count of their quotes.
        const QByteArray body =
            "{\"organization\":\"acme\",\"database\":\"shop\",\"held\":true,\"approved\":true,\"deployment_state\":\""
            + state + "\",\"number\":" + QByteArray::number(number) + more + "}";
        std::unique_ptr<QNetworkReply> reply(m_network.post(request, body));
        QEventLoop loop;
        connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
        loop.exec();
        QCOMPARE(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 200);
    }

    template<class T>
    api::Result<T> send(const api::Request<T> &request)
    {
        std::optional<api::Result<T>> result;
        // QTRY_ looks every 50 ms; nine hundred requests would take a minute.
        QEventLoop loop;
        m_client->send(request, this)->then(this, [&](const api::Result<T> &end) {
            result = end;
            loop.quit();
        });
        loop.exec();
        return result.value_or(tl::unexpected(api::ApiError{}));
    }

    /// Whether the service takes the action.
    api::Result<api::Nothing> attempt(A action, qint64 n)
    {
        using namespace api::deploy_requests;
        const auto done = [](const auto &result) -> api::Result<api::Nothing> {
            if (result)
                return api::Nothing{};
            return tl::unexpected(result.error());
        };
        api::ReviewCreate review;
        review.body = u"text"_s;
        switch (action) {
        case A::Approve:
            review.state = api::ReviewState::Approved;
            return done(send(api::deploy_requests::review({m_org, m_database}, n, review)));
        case A::Comment:
            review.state = api::ReviewState::Commented;
            return done(send(api::deploy_requests::review({m_org, m_database}, n, review)));
        case A::Deploy:
        case A::DeployInstantly: {
            api::DeployOptions options;
            options.instantDdl = action == A::DeployInstantly;
            return done(send(api::deploy_requests::deploy({m_org, m_database}, n, options)));
        }
        case A::Apply:
            return done(send(api::deploy_requests::apply({m_org, m_database}, n)));
        case A::ForceCutover:
            return done(send(api::deploy_requests::forceCutover({m_org, m_database}, n)));
        case A::Cancel:
            return done(send(api::deploy_requests::cancel({m_org, m_database}, n)));
        case A::Unblock:
            return done(send(api::deploy_requests::unblock({m_org, m_database}, n)));
        case A::Close:
            return done(send(api::deploy_requests::close({m_org, m_database}, n)));
        case A::Revert:
            return done(send(api::deploy_requests::revert({m_org, m_database}, n)));
        case A::SkipRevert:
            return done(send(api::deploy_requests::skipRevert({m_org, m_database}, n)));
        case A::EnableAutoApply:
        case A::DisableAutoApply:
            return done(send(api::deploy_requests::setAutoApply({m_org, m_database}, n, action == A::EnableAutoApply)));
        case A::EnableAutoDelete:
        case A::DisableAutoDelete:
            return done(
                send(api::deploy_requests::setAutoDeleteBranch({m_org, m_database}, n, action == A::EnableAutoDelete)));
        }
        return tl::unexpected(api::ApiError{});
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_simulator.start({u"--rate-limit"_s, u"0"_s, u"--time-scale"_s, u"0"_s}),
                 qPrintable(m_simulator.errorString()));
        m_credentials.authorization = "demotoken001:pscale_tkn_demo";
        m_client = std::make_unique<api::ApiClient>(
            &m_network, &m_credentials, &m_clock,
            api::ApiClient::Options{.hosts = api::Hosts::allAt(m_simulator.url()), .requestsPerMinute = 100000});
    }

    void theRulesAgreeWithTheService_data()
    {
        QTest::addColumn<A>("action");
        QTest::addColumn<qint64>("number");
        const auto page = send(api::deploy_requests::listSummaries({m_org, m_database}));
        QVERIFY(page && page->items.size() >= 15);
        // Each action has a request of its own: what one leaves behind must not colour the next.
        qsizetype at = 0;
        for (const A action : allDeployRequestActions)
            QTest::newRow(qPrintable(actionVerb(action))) << action << page->items.at(at++).number.value_or(0);
    }
    void theRulesAgreeWithTheService()
    {
        QFETCH(const A, action);
        QFETCH(const qint64, number);
        for (const auto &[value, name] : api::EnumNames<S>::values) {
            const QByteArray state(name.data(), qsizetype(name.size()));
            force(number, state);
            const auto request = send(api::deploy_requests::get({m_org, m_database}, number));
            QVERIFY(request);
            QCOMPARE(request->deploymentState.text().toLatin1(), state);
            ReviewContext context;
            context.request = *request;
            context.approvalRequired = true;
            context.now = m_clock.now();
            if (value == S::CompleteError || value == S::CompleteRevertError) {
                const auto queue = send(api::deploy_requests::queue({m_org, m_database}));
                QVERIFY(queue);
                context.inQueue =
                    std::any_of(queue->items.cbegin(), queue->items.cend(),
                                [&](const api::Deployment &row) { return row.deployRequestNumber == number; });
            }
            const auto reason = refusalReason(action, context);
            const auto taken = attempt(action, number);
            // Approving what cannot be seen, or is deployed already, is our own caution; the service does not mind.
            constexpr std::array notOffered{S::Pending,          S::NoChanges,
                                            S::Complete,         S::CompletePendingRevert,
                                            S::InProgressRevert, S::InProgressRevertVschema,
                                            S::CompleteRevert,   S::CompleteRevertError};
            if (action == A::Approve && std::find(notOffered.begin(), notOffered.end(), value) != notOffered.end()) {
                QVERIFY(reason);
                continue;
            }
            const QByteArray announced = state + ": " + (reason ? reason->toUtf8() : QByteArray("taken")) + " / "
                + (taken ? QByteArray("taken") : taken.error().message.toUtf8());
            if (!taken)
                QVERIFY2(taken.error().status == 422, announced.constData());
            QVERIFY2(reason.has_value() == !taken.has_value(), announced.constData());
        }
    }

    /// The store on the real thing: approve, deploy, see it finish, revert window and all.
    void theWholeWay()
    {
        qint64 number = 0;
        const auto page = send(api::deploy_requests::listSummaries({m_org, m_database}));
        QVERIFY(page);
        for (const api::DeployRequestSummary &row : page->items) {
            // An empty queue first: whatever blocks it is done with.
            force(*row.number, "complete", ",\"open\":false");
            number = *row.number;
        }
        force(number, "ready", ",\"held\":false,\"approved\":false,\"copy_seconds\":1");

        Journal journal(nullptr, &m_clock);
        const StoreContext context{
            .client = m_client.get(), .database = nullptr, .journal = &journal, .clock = &m_clock, .account = u"a"_s};
        DeployRequestStore store(context, m_org, m_database, number);
        auto *deployment = new RequestDeployment(&store);
        auto *actions = new RequestActions(&store, deployment);
        RequestActions::Surroundings around;
        around.approvalRequired = true;
        actions->setSurroundings(around);
        QList<ActionResult> results;
        connect(actions, &RequestActions::finished, this,
                [&results](A, const ActionResult &result) { results.append(result); });
        const auto state = [&store] { return store.request() ? store.request()->deploymentState.text() : QString(); };
        const auto perform = [&](A action, const QString &body = {}) {
            QVERIFY2(!actions->refusal(action), qPrintable(actions->refusal(action).value_or(QString())));
            const qsizetype before = results.size();
            actions->perform(action, body);
            QTRY_COMPARE_WITH_TIMEOUT(results.size(), before + 1, 10000);
            QVERIFY2(results.last().kind == ActionResult::Kind::Done, qPrintable(results.last().sentence));
            QTRY_COMPARE(m_client->pendingCount(), 0);
        };
        const auto advance = [this](int seconds) {
            QNetworkRequest request(m_simulator.url().resolved(QUrl(u"/_simulator/advance"_s)));
            request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
            std::unique_ptr<QNetworkReply> reply(
                m_network.post(request, "{\"seconds\":" + QByteArray::number(seconds) + "}"));
            QTRY_VERIFY(reply->isFinished());
        };

        store.open();
        QTRY_COMPARE_WITH_TIMEOUT(state(), u"ready"_s, 10000);
        QTRY_VERIFY(!store.shownDigest().isEmpty());
        QVERIFY(store.tables()->rowCount() > 0);
        QVERIFY(actions->refusal(A::Deploy)); // not approved yet
        perform(A::Approve, u"Looks good"_s);
        QTRY_VERIFY(store.request()->approved == true);
        QCOMPARE(store.reviews()->rows().last().body, u"Looks good"_s);
        perform(A::DisableAutoApply);
        perform(A::Deploy);
        for (int i = 0; i < 60 && state() != u"pending_cutover"_s; ++i) {
            advance(1);
            store.refresh();
            QTRY_VERIFY(!store.state().isLoading());
        }
        QCOMPARE(state(), u"pending_cutover"_s);
        perform(A::Apply);
        for (int i = 0; i < 60 && state() != u"complete_pending_revert"_s; ++i) {
            advance(1);
            store.refresh();
            QTRY_VERIFY(!store.state().isLoading());
        }
        QCOMPARE(state(), u"complete_pending_revert"_s);
        QVERIFY(deployment->revertDeadline().isValid());
        perform(A::SkipRevert);
        QTRY_COMPARE(state(), u"complete"_s);
        QVERIFY(actions->refusal(A::Revert));
    }
};

ORRERY_SUITE(TestDeploymentRulesSimulated)
#include "tst_deployment_rules_simulated.moc"
