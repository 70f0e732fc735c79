// SPDX-License-Identifier: GPL-3.0-or-later
// The life of jobs: when they end, who may go away meanwhile, and who shares a flight.
#include "tests/api/core/client_fixture.h"
#include "tests/support/suite.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <QThreadPool>

using namespace orrery::api;
using namespace orrery::test;
using namespace Qt::StringLiterals;
using Kind = ApiError::Kind;

namespace {
const QByteArray acme = "{\"type\":\"Organization\",\"id\":\"o1\",\"name\":\"acme\"}";

/// What a decoder under test does, and where it ran.
struct DecodeProbe
{
    QSemaphore entered;
    QSemaphore mayGoOn;
    QThread *thread = nullptr;
};
DecodeProbe *probe = nullptr; ///< set by the one test that is running

struct Probed
{
    qsizetype size = 0;
};

constexpr Endpoint probedEndpoint{.id = "test_probed", .method = Method::Get, .path = "/probed", .summary = "Probed"};

Request<Probed> probedRequest()
{
    Request<Probed> request;
    request.endpoint = &probedEndpoint;
    request.decode = [](const QByteArray &body) -> Result<Probed> {
        probe->thread = QThread::currentThread();
        probe->entered.release();
        probe->mayGoOn.acquire();
        return Probed{.size = body.size()};
    };
    return request;
}
} // namespace

class TestJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsSignalledBeforeSendReturns()
    {
        ClientFixture f;
        f.credentials.authorization.clear();
        auto *job = f.client->send(organizations::get({u"a"_s}), &f.owner);
        QSignalSpy finished(job, &Job::finished);
        const Outcome outcome(job);
        QCOMPARE(outcome.count, 0);
        QVERIFY(!job->isFinished());
        QCOMPARE(job->parent(), &f.owner);
        QCOMPARE(f.client->pendingCount(), 1);
        QTRY_COMPARE(outcome.count, 1);
        QCOMPARE(finished.size(), 1);
        QCOMPARE(f.client->pendingCount(), 0);
    }

    void aJobDeletesItself()
    {
        ClientFixture f;
        f.peer.addHttp(200, acme);
        const QPointer<Job> job = f.client->send(organizations::get({u"a"_s}), &f.owner);
        QTRY_VERIFY(!job);
        QCOMPARE(f.owner.children().size(), 0);
    }

    /// The order in which "a" to "d" leave: one at a time, all queued before the first is sent.
    static QByteArrayList order(ClientFixture &f)
    {
        QByteArrayList targets;
        for (const RawPeer::Seen &seen : f.peer.requests())
            targets.append(seen.target.right(1));
        return targets;
    }
    static void useOneAtATime(ClientFixture &f)
    {
        auto options = ClientFixture::quick(f.peer.url());
        options.concurrent = 1;
        f.use(options);
        f.peer.addHttp(200, acme);
    }

    void aPriorityChangesWhileARequestWaits()
    {
        ClientFixture f;
        useOneAtATime(f);
        auto *a = f.client->send(organizations::get({u"a"_s}), &f.owner);
        f.client->send(organizations::get({u"b"_s}), &f.owner);
        f.client->send(organizations::get({u"c"_s}), &f.owner, Priority::Background);
        auto *d = f.client->send(organizations::get({u"d"_s}), &f.owner, Priority::Background);
        a->setPriority(Priority::Background);
        d->setPriority(Priority::Foreground);
        QTRY_COMPARE(f.client->pendingCount(), 0);
        QCOMPARE(order(f), (QByteArrayList{"b", "d", "a", "c"}));
    }

    void aSharedRequestIsAsUrgentAsTheMostUrgentOfThoseThatWait()
    {
        ClientFixture f;
        useOneAtATime(f);
        auto *looking = f.client->send(organizations::get({u"a"_s}), &f.owner);
        auto *asking = f.client->send(organizations::get({u"a"_s}), &f.owner);
        auto *givenUp = f.client->send(organizations::get({u"b"_s}), &f.owner);
        f.client->send(organizations::get({u"b"_s}), &f.owner, Priority::Background);
        f.client->send(organizations::get({u"c"_s}), &f.owner);
        looking->setPriority(Priority::Background); // `asking` still waits for it
        givenUp->cancel();
        Q_UNUSED(asking)
        QTRY_COMPARE(f.client->pendingCount(), 0);
        QCOMPARE(order(f), (QByteArrayList{"a", "c", "b"}));
    }

    void aPriorityOfWhatHasEndedIsNothing()
    {
        ClientFixture f;
        f.peer.addHttp(200, acme);
        auto *job = f.client->send(organizations::get({u"a"_s}), &f.owner);
        const Outcome outcome(job);
        connect(job, &Job::finished, job, [job] { job->setPriority(Priority::Background); });
        QTRY_COMPARE(outcome.count, 1);
        QVERIFY(outcome.result->has_value());
    }

    void cancelBeforeSending()
    {
        ClientFixture f;
        f.peer.addHttp(200, acme);
        auto *job = f.client->send(organizations::get({u"a"_s}), &f.owner);
        const Outcome outcome(job);
        job->cancel();
        job->cancel();
        QCOMPARE(outcome.count, 0);
        QTRY_COMPARE(outcome.count, 1);
        QCOMPARE(outcome.error().kind, Kind::Canceled);
        QVERIFY(outcome.error().isCanceled());
        // The next request is the first the peer sees.
        const Outcome next(f.client->send(organizations::get({u"b"_s}), &f.owner));
        QTRY_COMPARE(next.count, 1);
        QCOMPARE(f.peer.requests().size(), 1);
        QCOMPARE(outcome.count, 1);
    }

    void cancelOnTheWire()
    {
        ClientFixture f;
        f.peer.addHttp(200, acme, {}, RawPeer::Then::Hold);
        auto *job = f.client->send(organizations::get({u"a"_s}), &f.owner);
        const Outcome outcome(job);
        QTRY_COMPARE(f.peer.requests().size(), 1);
        job->cancel();
        QTRY_COMPARE(outcome.count, 1);
        QCOMPARE(outcome.error().kind, Kind::Canceled);
        QVERIFY(!outcome.error().outcomeUnknown);
        QTRY_COMPARE(f.peer.openConnectionCount(), 0);
        QCOMPARE(f.sent.size(), 0);
    }

    void aCancelledMutationMayHaveArrived()
    {
        ClientFixture f;
        f.peer.addHttp(200, acme, {}, RawPeer::Then::Hold);
        auto *job = f.client->send(renameRequest(), &f.owner);
        const Outcome outcome(job);
        QTRY_COMPARE(f.peer.requests().size(), 1);
        job->cancel();
        QTRY_COMPARE(outcome.count, 1);
        QCOMPARE(outcome.error().kind, Kind::Canceled);
        QVERIFY(outcome.error().outcomeUnknown);

        auto *unsent = f.client->send(renameRequest(), &f.owner);
        const Outcome never(unsent);
        unsent->cancel();
        QTRY_COMPARE(never.count, 1);
        QVERIFY(!never.error().outcomeUnknown);
    }

    void cancelWhileItWaitsToBeSentAgain()
    {
        ClientFixture f;
        auto options = ClientFixture::quick(f.peer.url());
        options.retryBase = std::chrono::hours(1);
        f.use(options);
        f.peer.addHttp(503, {});
        auto *job = f.client->send(organizations::get({u"a"_s}), &f.owner);
        QSignalSpy scheduled(job, &Job::retryScheduled);
        const Outcome outcome(job);
        QTRY_COMPARE(scheduled.size(), 1);
        job->cancel();
        QTRY_COMPARE(outcome.count, 1);
        QCOMPARE(outcome.error().kind, Kind::Canceled);
        QCOMPARE(f.client->pendingCount(), 0);
    }

    void cancelFromItsOwnEnd()
    {
        ClientFixture f;
        f.peer.addHttp(200, acme);
        auto *job = f.client->send(organizations::get({u"a"_s}), &f.owner);
        int ends = 0;
        job->then(&f.owner, [&](const Result<Organization> &result) {
            ++ends;
            job->cancel();
            QVERIFY(result.has_value());
        });
        const QPointer<Job> alive(job);
        QTRY_VERIFY(!alive);
        QCOMPARE(ends, 1);
    }

    void theOwnerTakesItsRequestsAlong()
    {
        ClientFixture f;
        f.peer.addHttp(200, acme, {}, RawPeer::Then::Hold);
        auto page = std::make_unique<QObject>();
        int ends = 0;
        f.client->send(organizations::get({u"a"_s}), page.get())->then(this, [&](const Result<Organization> &) {
            ++ends;
        });
        QTRY_COMPARE(f.peer.requests().size(), 1);
        page.reset();
        QTRY_COMPARE(f.peer.openConnectionCount(), 0);
        QTRY_COMPARE(f.client->pendingCount(), 0);
        QCOMPARE(ends, 0);
    }

    void aDeadContextIsNotCalled()
    {
        ClientFixture f;
        f.peer.addHttp(200, acme);
        auto context = std::make_unique<QObject>();
        int dead = 0;
        auto *job = f.client->send(organizations::get({u"a"_s}), &f.owner);
        job->then(context.get(), [&](const Result<Organization> &) { ++dead; });
        const Outcome outcome(job);
        context.reset();
        QTRY_COMPARE(outcome.count, 1);
        QCOMPARE(dead, 0);
    }

    void anEndMayTakeTheOwnerAway()
    {
        ClientFixture f;
        f.peer.addHttp(200, acme);
        auto *page = new QObject;
        QString name;
        f.client->send(organizations::get({u"a"_s}), page)->then(page, [&, page](const Result<Organization> &result) {
            delete page;
            name = result->name;
        });
        QTRY_COMPARE(name, u"acme"_s);
    }

    void anEndMayTakeTheClientAway()
    {
        ClientFixture f;
        f.peer.addHttp(200, acme);
        f.client->send(organizations::get({u"a"_s}), &f.owner)->then(&f.owner, [&](const Result<Organization> &) {
            f.client.reset();
        });
        const Outcome other(f.client->send(organizations::get({u"b"_s}), &f.owner));
        QTRY_VERIFY(!f.client);
        QTRY_COMPARE(other.count, 1);
    }

    void aListenerMayTakeTheClientAway()
    {
        ClientFixture f;
        f.peer.addHttp(200, acme);
        QObject::connect(f.client.get(), &ApiClient::requestFinished, &f.owner, [&] { f.client.reset(); });
        const Outcome outcome(f.client->send(organizations::get({u"a"_s}), &f.owner));
        QTRY_VERIFY(!f.client);
        QTRY_COMPARE(outcome.count, 1);
    }

    void aClientThatGoesEndsEverything()
    {
        ClientFixture f;
        f.peer.addHttp(200, acme, {}, RawPeer::Then::Hold);
        const Outcome onTheWire(f.client->send(organizations::get({u"a"_s}), &f.owner));
        QTRY_COMPARE(f.peer.requests().size(), 1);
        const Outcome queued(f.client->send(organizations::get({u"b"_s}), &f.owner));
        f.client.reset();
        QTRY_COMPARE(onTheWire.count + queued.count, 2);
        QCOMPARE(onTheWire.error().kind, Kind::Canceled);
        QCOMPARE(queued.error().kind, Kind::Canceled);
        QTRY_COMPARE(f.peer.openConnectionCount(), 0);
    }

    void countsWhatIsPending()
    {
        ClientFixture f;
        f.peer.addHttp(200, acme);
        QSignalSpy counted(f.client.get(), &ApiClient::pendingCountChanged);
        const Outcome first(f.client->send(organizations::get({u"a"_s}), &f.owner));
        const Outcome second(f.client->send(organizations::get({u"b"_s}), &f.owner));
        QCOMPARE(f.client->pendingCount(), 2);
        QTRY_COMPARE(first.count + second.count, 2);
        QTRY_COMPARE(counted.last().first().toInt(), 0);
        QCOMPARE(counted.first().first().toInt(), 2);
    }

    // --- one flight for identical GETs

    void identicalGetsShareAFlight()
    {
        ClientFixture f;
        f.peer.addHttp(200, acme, {}, RawPeer::Then::Hold);
        const Outcome first(f.client->send(organizations::get({u"a"_s}), &f.owner));
        const Outcome second(f.client->send(organizations::get({u"a"_s}), &f.owner));
        QTRY_COMPARE(f.peer.requests().size(), 1);
        const Outcome third(f.client->send(organizations::get({u"a"_s}), &f.owner, Priority::Background));
        const Outcome other(f.client->send(organizations::get({u"b"_s}), &f.owner));
        QTRY_COMPARE(f.peer.requests().size(), 2);
        f.peer.release();
        QTRY_COMPARE(first.count + second.count + third.count + other.count, 4);
        QCOMPARE(first.result->value().name, u"acme"_s);
        QCOMPARE(third.result->value().name, u"acme"_s);
        QCOMPARE(f.peer.requests().size(), 2);
        QCOMPARE(f.sent.size(), 2);
        // What is over is over.
        const Outcome later(f.client->send(organizations::get({u"a"_s}), &f.owner));
        QTRY_COMPARE(f.peer.requests().size(), 3);
    }

    void oneLeavingTheFlightDoesNotEndIt()
    {
        ClientFixture f;
        f.peer.addHttp(200, acme, {}, RawPeer::Then::Hold);
        auto page = std::make_unique<QObject>();
        f.client->send(organizations::get({u"a"_s}), page.get());
        auto *canceled = f.client->send(organizations::get({u"a"_s}), &f.owner);
        const Outcome gone(canceled);
        const Outcome staying(f.client->send(organizations::get({u"a"_s}), &f.owner));
        QTRY_COMPARE(f.peer.requests().size(), 1);
        page.reset();
        canceled->cancel();
        QTRY_COMPARE(gone.count, 1);
        QCOMPARE(f.peer.openConnectionCount(), 1);
        f.peer.release();
        QTRY_COMPARE(staying.count, 1);
        QVERIFY(staying.result->has_value());
    }

    void errorsAreSharedToo()
    {
        ClientFixture f;
        f.peer.addHttp(404, {});
        const Outcome first(f.client->send(organizations::get({u"a"_s}), &f.owner));
        const Outcome second(f.client->send(organizations::get({u"a"_s}), &f.owner));
        QTRY_COMPARE(first.count + second.count, 2);
        QCOMPARE(first.error().kind, Kind::NotFound);
        QCOMPARE(second.error(), first.error());
        QCOMPARE(f.peer.requests().size(), 1);
    }

    void mutationsNeverShare()
    {
        ClientFixture f;
        f.peer.addHttp(200, acme);
        const Outcome first(f.client->send(renameRequest(), &f.owner));
        const Outcome second(f.client->send(renameRequest(), &f.owner));
        QTRY_COMPARE(first.count + second.count, 2);
        QCOMPARE(f.peer.requests().size(), 2);
    }

    void aReadAfterAMutationIsFresh()
    {
        ClientFixture f;
        f.peer.addHttp(200, "{\"name\":\"old\"}", {}, RawPeer::Then::Hold);
        f.peer.addHttp(200, acme);
        f.peer.addHttp(200, "{\"name\":\"new\"}");
        const Outcome before(f.client->send(organizations::get({u"a"_s}), &f.owner));
        QTRY_COMPARE(f.peer.requests().size(), 1);
        const Outcome renamed(f.client->send(renameRequest(), &f.owner));
        QTRY_COMPARE(renamed.count, 1);
        const Outcome after(f.client->send(organizations::get({u"a"_s}), &f.owner));
        QTRY_COMPARE(after.count, 1);
        QCOMPARE(after.result->value().name, u"new"_s);
        f.peer.release();
        QTRY_COMPARE(before.count, 1);
        QCOMPARE(before.result->value().name, u"old"_s);
    }

    void anotherSignInSharesNothing()
    {
        ClientFixture f;
        f.peer.addHttp(200, acme, {}, RawPeer::Then::Hold);
        const Outcome first(f.client->send(organizations::get({u"a"_s}), &f.owner));
        QTRY_COMPARE(f.peer.requests().size(), 1);
        f.credentials.authorization = "Bearer other";
        const Outcome second(f.client->send(organizations::get({u"a"_s}), &f.owner));
        QTRY_COMPARE(f.peer.requests().size(), 2);
        QCOMPARE(f.peer.requests().at(1).headers.value("authorization"), "Bearer other");
    }

    // --- decoding

    void smallBodiesAreDecodedHere()
    {
        DecodeProbe here;
        probe = &here;
        here.mayGoOn.release();
        ClientFixture f;
        f.peer.addHttp(200, "12345");
        const Outcome outcome(f.client->send(probedRequest(), &f.owner));
        QTRY_COMPARE(outcome.count, 1);
        QCOMPARE(outcome.result->value().size, 5);
        QCOMPARE(here.thread, thread());
    }

    void largeBodiesAreDecodedElsewhere()
    {
        DecodeProbe elsewhere;
        probe = &elsewhere;
        ClientFixture f;
        auto options = ClientFixture::quick(f.peer.url());
        options.decodeOffThreadAbove = 4;
        f.use(options);
        f.peer.addHttp(200, "12345");
        const Outcome outcome(f.client->send(probedRequest(), &f.owner));
        QTRY_COMPARE(elsewhere.entered.available(), 1);
        QCOMPARE(outcome.count, 0);
        elsewhere.mayGoOn.release();
        QTRY_COMPARE(outcome.count, 1);
        QCOMPARE(outcome.result->value().size, 5);
        QVERIFY(elsewhere.thread != thread());
    }

    void aJobMayGoWhileItIsDecoded_data()
    {
        QTest::addColumn<QString>("what");
        QTest::newRow("owner deleted") << u"owner"_s;
        QTest::newRow("cancelled") << u"cancel"_s;
        QTest::newRow("client deleted") << u"client"_s;
    }
    void aJobMayGoWhileItIsDecoded()
    {
        QFETCH(QString, what);
        DecodeProbe elsewhere;
        probe = &elsewhere;
        {
            ClientFixture f;
            auto options = ClientFixture::quick(f.peer.url());
            options.decodeOffThreadAbove = 4;
            f.use(options);
            f.peer.addHttp(200, "12345");
            auto page = std::make_unique<QObject>();
            auto *job = f.client->send(probedRequest(), page.get());
            const Outcome outcome(job);
            QTRY_COMPARE(elsewhere.entered.available(), 1);
            if (what == u"owner"_s)
                page.reset();
            else if (what == u"cancel"_s)
                job->cancel();
            else
                f.client.reset();
            elsewhere.mayGoOn.release();
            if (what == u"owner"_s) {
                QCOMPARE(outcome.count, 0);
            } else {
                QTRY_COMPARE(outcome.count, 1);
                QCOMPARE(outcome.error().kind, Kind::Canceled);
            }
        }
        QVERIFY(QThreadPool::globalInstance()->waitForDone(5'000));
    }
};

ORRERY_SUITE(TestJob)
#include "tst_job.moc"
