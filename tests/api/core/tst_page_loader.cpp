// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/page_loader.h"
#include "tests/api/core/client_fixture.h"
#include "tests/support/suite.h"

#include <QSignalSpy>
#include <QTest>
#include <QUrlQuery>

using namespace orrery::api;
using namespace orrery::test;
using namespace Qt::StringLiterals;
using Kind = ApiError::Kind;

namespace {

constexpr Endpoint listEndpoint{
    .id = "test_list", .method = Method::Get, .path = "/things", .summary = "Things", .paging = Paging::Pages};
constexpr Endpoint cursorEndpoint{
    .id = "test_log", .method = Method::Get, .path = "/log", .summary = "Log", .paging = Paging::Cursor};

struct Thing
{
    QString name;
    friend bool operator==(const Thing &, const Thing &) = default;
};

} // namespace

/// Bodies here are "next|total|name,name": what matters is how pages are asked for, not how they are written.
template<>
struct orrery::api::Codec<Thing>
{
    static Result<Page<Thing>> decodePage(const QByteArray &body)
    {
        const QList<QByteArray> parts = body.split('|');
        if (parts.size() != 3)
            return tl::unexpected(ApiError{.kind = ApiError::Kind::Decode});
        Page<Thing> page;
        if (parts.at(0).startsWith('>'))
            page.next = PageRequest{.number = 1, .startingAfter = QString::fromLatin1(parts.at(0).mid(1))};
        else if (!parts.at(0).isEmpty())
            page.next = PageRequest{.number = parts.at(0).toInt(), .startingAfter = {}};
        if (!parts.at(1).isEmpty())
            page.totalPages = parts.at(1).toInt();
        for (const QByteArray &name : parts.at(2).split(','))
            if (!name.isEmpty())
                page.items.append({.name = QString::fromLatin1(name)});
        return page;
    }
};

namespace {

/// Runs one loader to its end and keeps what it delivered.
struct Run
{
    explicit Run(ApiClient *client, const Endpoint &endpoint = listEndpoint)
    {
        loader = new PageLoader<Thing>(
            client, [&endpoint](const PageRequest &page) { return makePageRequest<Thing>(endpoint, {}, page); },
            Priority::Foreground,
            [this](const Page<Thing> &page) {
                for (const Thing &thing : page.items)
                    names.append(thing.name);
                ++pages;
            },
            [this](const Result<Nothing> &end) {
                ++ends;
                result = end;
            },
            &owner);
    }
    QObject owner;
    QPointer<QObject> loader;
    QStringList names;
    int pages = 0;
    int ends = 0;
    Result<Nothing> result = Nothing{};
};

QByteArray target(int page)
{
    return "/v1/things?page=" + QByteArray::number(page) + "&per_page=100";
}

} // namespace

class TestPageLoader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsPages()
    {
        ClientFixture f;
        f.peer.addHttp(200, "2||a,b");
        f.peer.addHttp(200, "3||c");
        f.peer.addHttp(200, "||d");
        Run run(f.client.get());
        QTRY_COMPARE(run.ends, 1);
        QVERIFY(run.result);
        QCOMPARE(run.names, (QStringList{u"a"_s, u"b"_s, u"c"_s, u"d"_s}));
        QCOMPARE(f.peer.requests().size(), 3);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(f.peer.requests().at(i).target, target(i + 1));
        QTRY_VERIFY(!run.loader);
    }

    void onePageIsOneRequest()
    {
        ClientFixture f;
        f.peer.addHttp(200, "|1|a");
        Run run(f.client.get());
        QTRY_COMPARE(run.ends, 1);
        QCOMPARE(f.peer.requests().size(), 1);
        ClientFixture empty;
        empty.peer.addHttp(200, "|0|");
        Run none(empty.client.get());
        QTRY_COMPARE(none.ends, 1);
        QVERIFY(none.result);
        QCOMPARE(none.pages, 1);
        QCOMPARE(empty.peer.requests().size(), 1);
    }

    void followsCursors()
    {
        ClientFixture f;
        f.peer.addHttp(200, ">x1||a");
        f.peer.addHttp(200, ">x2||b");
        f.peer.addHttp(200, "||c");
        Run run(f.client.get(), cursorEndpoint);
        QTRY_COMPARE(run.ends, 1);
        QCOMPARE(run.names, (QStringList{u"a"_s, u"b"_s, u"c"_s}));
        QCOMPARE(f.peer.requests().at(0).target, "/v1/log?limit=100");
        QCOMPARE(f.peer.requests().at(1).target, "/v1/log?starting_after=x1&limit=100");
        QCOMPARE(f.peer.requests().at(2).target, "/v1/log?starting_after=x2&limit=100");
    }

    void asksFourAtATimeAndKeepsTheOrder()
    {
        ClientFixture f;
        f.peer.addHttp(200, "2|7|p1");
        f.peer.setByTarget([](const QByteArray &asked) {
            for (int page = 2; page <= 7; ++page)
                if (asked == target(page))
                    return RawPeer::http(200,
                                         (page < 7 ? QByteArray::number(page + 1) : QByteArray()) + "|7|p"
                                             + QByteArray::number(page));
            return QByteArray();
        });
        Run run(f.client.get());
        QTRY_COMPARE(f.peer.heldTargets().size(), 4);
        QCOMPARE(run.pages, 1);
        // The last of the four first: it has to wait for its turn.
        f.peer.releaseTarget(target(5));
        f.peer.releaseTarget(target(4));
        f.peer.releaseTarget(target(3));
        QTRY_COMPARE(f.client->pendingCount(), 1);
        QCOMPARE(run.pages, 1);
        QCOMPARE(f.peer.heldTargets(), QList<QByteArray>{target(2)});
        f.peer.releaseTarget(target(2));
        QTRY_COMPARE(run.pages, 5);
        QTRY_COMPARE(f.peer.heldTargets().size(), 2);
        f.peer.releaseTarget(target(7));
        f.peer.releaseTarget(target(6));
        QTRY_COMPARE(run.ends, 1);
        QVERIFY(run.result);
        QCOMPARE(run.names, (QStringList{u"p1"_s, u"p2"_s, u"p3"_s, u"p4"_s, u"p5"_s, u"p6"_s, u"p7"_s}));
        QCOMPARE(f.peer.requests().size(), 7);
    }

    void rowsAddedMeanwhileAreFollowed()
    {
        ClientFixture f;
        f.peer.addHttp(200, "2|2|a");
        f.peer.addHttp(200, "3|2|b");
        f.peer.addHttp(200, "|3|c");
        Run run(f.client.get());
        QTRY_COMPARE(run.ends, 1);
        QVERIFY(run.result);
        QCOMPARE(run.names, (QStringList{u"a"_s, u"b"_s, u"c"_s}));
    }

    void anEndBeforeTheAnnouncedOneIsBelieved()
    {
        ClientFixture f;
        f.peer.addHttp(200, "2|5|a");
        f.peer.addHttp(200, "|1|b");
        Run run(f.client.get());
        QTRY_COMPARE(run.ends, 1);
        QVERIFY(run.result);
        QCOMPARE(run.names, (QStringList{u"a"_s, u"b"_s}));
        QTRY_COMPARE(f.client->pendingCount(), 0);
    }

    void anErrorEndsAfterThePagesBeforeIt()
    {
        ClientFixture f;
        f.peer.addHttp(200, "2||a");
        f.peer.addHttp(403, "{}");
        Run run(f.client.get());
        QTRY_COMPARE(run.ends, 1);
        QVERIFY(!run.result);
        QCOMPARE(run.result.error().kind, Kind::Forbidden);
        QCOMPARE(run.names, QStringList{u"a"_s});
    }

    void aRepeatedPageEnds()
    {
        ClientFixture f;
        f.peer.addHttp(200, "2||a,b");
        f.peer.addHttp(200, "3||a,b");
        Run run(f.client.get());
        QTRY_COMPARE(run.ends, 1);
        QCOMPARE(run.result.error().kind, Kind::Decode);
        QCOMPARE(run.result.error().path, u"/v1/things"_s);
        QCOMPARE(run.result.error().operation, u"test_list"_s);
        QCOMPARE(run.result.error().detail, u"page 2 repeats the page before it"_s);
        QCOMPARE(run.pages, 1);
        QCOMPARE(f.peer.requests().size(), 2);
    }

    void aCircleEnds_data()
    {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("second");
        QTest::newRow("page names itself") << QByteArray("2||a") << QByteArray("2||b");
        QTest::newRow("page names an earlier one") << QByteArray("2||a") << QByteArray("1||b");
        QTest::newRow("cursor names itself") << QByteArray(">x||a") << QByteArray(">x||b");
    }
    void aCircleEnds()
    {
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, second);
        ClientFixture f;
        f.peer.addHttp(200, first);
        f.peer.addHttp(200, second);
        Run run(f.client.get(), first.startsWith('>') ? cursorEndpoint : listEndpoint);
        QTRY_COMPARE(run.ends, 1);
        QCOMPARE(run.result.error().kind, Kind::Decode);
        QCOMPARE(run.pages, 2);
        QCOMPARE(f.peer.requests().size(), 2);
    }

    void anEndlessListEndsSoonAfterItsAnnouncedEnd()
    {
        ClientFixture f;
        for (int page = 1; page <= 30; ++page)
            f.peer.addHttp(200, QByteArray::number(page + 1) + "|2|row" + QByteArray::number(page));
        Run run(f.client.get());
        QTRY_COMPARE(run.ends, 1);
        QCOMPARE(run.result.error().kind, Kind::Decode);
        QCOMPARE(run.pages, 7);
        QCOMPARE(run.result.error().detail, u"the list does not end after 7 pages"_s);
    }

    void aListThatNeverEndsEnds()
    {
        ClientFixture f;
        auto options = ClientFixture::quick(f.peer.url());
        options.requestsPerMinute = 100'000;
        f.use(options);
        int page = 0;
        f.peer.setEvery([&page](const QByteArray &) {
            ++page;
            return RawPeer::http(200, QByteArray::number(page + 1) + "||row" + QByteArray::number(page));
        });
        Run run(f.client.get());
        // A real loop: QTRY_… would look every 10 ms only.
        QSignalSpy gone(run.loader, &QObject::destroyed);
        QVERIFY(gone.wait(60'000));
        QCOMPARE(run.ends, 1);
        QCOMPARE(run.result.error().kind, Kind::TooLarge);
        QCOMPARE(run.result.error().detail, u"limit of pages: 2000"_s);
        QCOMPARE(run.pages, 2000);
        QCOMPARE(f.peer.requests().size(), 2000);
    }

    void anEmptyPageEnds()
    {
        ClientFixture f;
        f.peer.addHttp(200, "2||a");
        f.peer.addHttp(200, "3||");
        Run run(f.client.get());
        QTRY_COMPARE(run.ends, 1);
        QVERIFY(run.result);
        QCOMPARE(f.peer.requests().size(), 2);
    }

    void theOwnerMayGoInACallback()
    {
        ClientFixture f;
        f.peer.addHttp(200, "2|9|a");
        auto *owner = new QObject;
        int pages = 0;
        int ends = 0;
        new PageLoader<Thing>(
            f.client.get(), [](const PageRequest &page) { return makePageRequest<Thing>(listEndpoint, {}, page); },
            Priority::Background,
            [&pages, owner](const Page<Thing> &) {
                ++pages;
                delete owner;
            },
            [&ends](const Result<Nothing> &) { ++ends; }, owner);
        QTRY_COMPARE(pages, 1);
        QTRY_COMPARE(f.client->pendingCount(), 0);
        QCOMPARE(ends, 0);

        auto *second = new QObject;
        f.peer.addHttp(403, {});
        new PageLoader<Thing>(
            f.client.get(), [](const PageRequest &page) { return makePageRequest<Thing>(listEndpoint, {}, page); },
            Priority::Background, [](const Page<Thing> &) {},
            [&ends, second](const Result<Nothing> &) {
                ++ends;
                delete second;
            },
            second);
        QTRY_COMPARE(ends, 1);
    }
};

ORRERY_SUITE(TestPageLoader)
#include "tst_page_loader.moc"
