// SPDX-License-Identifier: GPL-3.0-or-later
// Branches: the list, one branch, its schema, and which names a new one may have.
#include "api/core/utc.h"
#include "models/branches/branch_list.h"
#include "models/branches/branch_name.h"
#include "models/branches/branch_places.h"
#include "tests/models/list_checks.h"
#include "tests/support/suite.h"

using namespace orrery;
using namespace orrery::models;
using namespace orrery::test;
using namespace Qt::StringLiterals;

namespace {
const QByteArray mainBranch =
    R"({"id":"b1","type":"DatabaseBranch","name":"main","kind":"mysql","state":"ready","ready":true,"production":true,)"
    R"("safe_migrations":true,"parent_branch":null,"cluster_name":"PS_40","cluster_display_name":"PS-40","shard_count":4,)"
    R"("region":{"id":"r1","slug":"us-east","display_name":"AWS us-east-1"},)"
    R"("schema_last_updated_at":"2026-03-01T11:57:00.000Z","created_at":"2026-02-27T12:00:00.000Z"})";
const QByteArray bare = R"({"id":"b2","name":"<i>add</i>","parent_branch":"ma\u200bin","cluster_name":"PS_10"})";

QByteArray with(const char *more)
{
    return QByteArray(R"({"id":"b","name":"b",)") + more + '}';
}
const QByteArray branchesLine = "GET /v1/organizations/acme/databases/shop/branches";
} // namespace

class TestBranchList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void whatIsAskedFor()
    {
        ServiceFixture fixture;
        const auto list = branchListSpec(fixture.context(), u"acme"_s, u"sh op"_s);
        QCOMPARE(list.list({.number = 20}).encodedPath(), u"/organizations/acme/databases/sh%20op/branches"_s);
        QCOMPARE(list.list({.number = 20}).encodedQuery(), u"page=20&per_page=100"_s);
        QCOMPARE(list.key, (CacheKey{u"account-1"_s, u"branches"_s, u"acme/sh op"_s}));
        QCOMPARE(list.failureTitle, u"The branches of acme/sh op could not be loaded."_s);

        const auto item = branchItemSpec(fixture.context(), u"acme"_s, u"shop"_s, u"a/b"_s);
        QCOMPARE(item.get().method(), api::Method::Get);
        QCOMPARE(item.get().encodedPath(), u"/organizations/acme/databases/shop/branches/a%2Fb"_s);
        QCOMPARE(item.key, (CacheKey{u"account-1"_s, u"branch"_s, u"acme/shop/a/b"_s}));
        QCOMPARE(item.failureTitle, u"Branch a/b of acme/shop could not be loaded."_s);

        const auto schema = schemaSpec(fixture.context(), u"acme"_s, u"shop"_s, u"main\u202e"_s);
        QCOMPARE(schema.get().encodedPath(), u"/organizations/acme/databases/shop/branches/main%E2%80%AE/schema"_s);
        QCOMPARE(schema.key, (CacheKey{u"account-1"_s, u"schema"_s, u"acme/shop/main\u202e"_s}));
        QCOMPARE(schema.failureTitle, u"The schema of branch main⟨U+202E⟩ of acme/shop could not be loaded."_s);
        QCOMPARE(schema.freshFor, std::chrono::seconds(60));
    }

    void whatARowShows()
    {
        ServiceFixture fixture;
        const auto spec = branchListSpec(fixture.context(), u"acme"_s, u"shop"_s);
        QCOMPARE(titles(spec.columns),
                 (QStringList{u"Branch"_s, u"Role"_s, u"State"_s, u"Parent"_s, u"Cluster size"_s, u"Shards"_s,
                              u"[Region]"_s, u"Schema changed"_s, u"Created"_s}));
        QCOMPARE(cellsOf(spec.columns, mainBranch),
                 (QStringList{u"main"_s,
                              u"Production"_s,
                              u"Ready"_s,
                              {},
                              u"PS-40"_s,
                              u"4"_s,
                              u"AWS us-east-1"_s,
                              u"3 min ago"_s,
                              u"2 d ago"_s}));
        QCOMPARE(cellsOf(spec.columns, bare),
                 (QStringList{u"<i>add</i>"_s, {}, u"Unknown"_s, u"ma⟨U+200B⟩in"_s, u"PS-10"_s, {}, {}, {}, {}}));
        const auto row = api::Codec<api::Branch>::decode(bare);
        QCOMPARE(spec.idOf(*row), u"<i>add</i>"_s);
        QCOMPARE(spec.locationOf(*row), branchPlace(u"account-1"_s, u"acme"_s, u"shop"_s, u"<i>add</i>"_s));
    }

    void productionComesFirst()
    {
        ServiceFixture fixture;
        const auto role = branchListSpec(fixture.context(), u"acme"_s, u"shop"_s).columns.at(1);
        const auto key = [&role](const char *json) {
            return role.sortKey(*api::Codec<api::Branch>::decode(QByteArray(json))).toString();
        };
        QStringList keys{key(R"({"id":"1","name":"a-change","production":false})"),
                         key(R"({"id":"2","name":"staging","production":true})"),
                         key(R"({"id":"3","name":"Main","production":true})")};
        const QStringList expected{keys.at(2), keys.at(1), keys.at(0)};
        keys.sort();
        QCOMPARE(keys, expected);
    }

    void words_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<Tone>("tone");
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("role");
        const auto row = [](const char *name, const char *json, Tone tone, const QString &state, const QString &role) {
            QTest::newRow(name) << with(json) << tone << state << role;
        };
        row("ready", R"("state":"ready","ready":true)", Tone::Ok, u"Ready"_s, {});
        row("ready without saying so", R"("state":"ready")", Tone::Ok, u"Ready"_s, {});
        row("not ready to serve", R"("state":"ready","ready":false)", Tone::Busy, u"Starting"_s, {});
        row("pending", R"("state":"pending")", Tone::Busy, u"Starting"_s, {});
        row("falling asleep", R"("state":"sleep_in_progress")", Tone::Busy, u"Going to sleep"_s, {});
        row("asleep", R"("state":"sleeping","production":false)", Tone::Neutral, u"Sleeping"_s, u"Development"_s);
        row("waking", R"("state":"awakening")", Tone::Busy, u"Waking up"_s, {});
        row("a new state", R"("state":"molten","production":true)", Tone::Neutral, u"molten"_s, u"Production"_s);
        row("none", R"("production":null)", Tone::Neutral, u"Unknown"_s, {});
    }
    void words()
    {
        QFETCH(QByteArray, json);
        QFETCH(Tone, tone);
        QFETCH(QString, state);
        QFETCH(QString, role);
        const auto branch = api::Codec<api::Branch>::decode(json);
        QCOMPARE(describeBranchState(*branch).tone, tone);
        QCOMPARE(describeBranchState(*branch).text, state);
        QVERIFY(!describeBranchState(*branch).explanation.isEmpty());
        QCOMPARE(describeBranchRole(*branch).text, role);
    }

    void aProductionBranchWithoutSafeMigrationsIsAWarning()
    {
        const auto role = [](const char *json) {
            return describeBranchRole(*api::Codec<api::Branch>::decode(with(json)));
        };
        const StateWord unsafe = role(R"("kind":"mysql","production":true,"safe_migrations":false)");
        QCOMPARE(unsafe.tone, Tone::Warn);
        QCOMPARE(unsafe.explanation,
                 u"A production branch without safe migrations: its schema can be changed directly."_s);
        QCOMPARE(role(R"("kind":"mysql","production":true,"safe_migrations":true)").tone, Tone::Accent);
        // Postgres has none.
        QCOMPARE(role(R"("kind":"postgresql","production":true,"safe_migrations":false)").tone, Tone::Accent);
    }

    void rowsAreKept()
    {
        ServiceFixture fixture;
        QCOMPARE(differenceOfKept<api::Branch>(fixture, branchListSpec(fixture.context(), u"acme"_s, u"shop"_s),
                                               mainBranch + ',' + bare),
                 QString());
    }

    void oneBranchAndItsSchemaAreKept()
    {
        ServiceFixture fixture;
        const QByteArray branch = branchesLine + "/main";
        fixture.peer.set(branch, 200, mainBranch);
        fixture.peer.set(
            branch + "/schema", 200,
            "{\"data\":[{\"name\":\"orders\",\"raw\":\"CREATE TABLE `orders` (\\n)\",\"html\":\"<div>\"}]}");
        {
            BranchItem item(fixture.context(), branchItemSpec(fixture.context(), u"acme"_s, u"shop"_s, u"main"_s));
            SchemaList schema(fixture.context(), schemaSpec(fixture.context(), u"acme"_s, u"shop"_s, u"main"_s));
            item.open();
            schema.open();
            QTRY_COMPARE(item.state().phase, LoadState::Phase::Ready);
            QTRY_COMPARE(schema.state().phase, LoadState::Phase::Ready);
        }
        fixture.clock.advance(std::chrono::hours(1));
        fixture.peer.set(branch, ServiceStub::hold, {});
        fixture.peer.set(branch + "/schema", ServiceStub::hold, {});
        BranchItem item(fixture.context(), branchItemSpec(fixture.context(), u"acme"_s, u"shop"_s, u"main"_s));
        SchemaList schema(fixture.context(), schemaSpec(fixture.context(), u"acme"_s, u"shop"_s, u"main"_s));
        item.open();
        schema.open();
        QTRY_VERIFY(item.value() && schema.value());
        QCOMPARE(item.value()->name, u"main"_s);
        QCOMPARE(item.value()->clusterDisplayName, u"PS-40"_s);
        QCOMPARE(item.state().fetchedAt, QDateTime(QDate(2026, 3, 1), QTime(12, 0), orrery::kUtc));
        QCOMPARE(schema.value()->size(), 1);
        QCOMPARE(schema.value()->first().name, u"orders"_s);
        QCOMPARE(schema.value()->first().raw, u"CREATE TABLE `orders` (\n)"_s);
    }

    void refusals_data()
    {
        failureColumns();
        addFailure("403", 403, R"({"code":"x"})",
                   u"The branches of acme/shop could not be loaded. This sign-in is not allowed to do that "
                   "(needs "_s);
        addFailure("404", 404, R"({"code":"x"})",
                   u"The branches of acme/shop could not be loaded. It does not exist, or this sign-in may "
                   "not see it (needs "_s);
    }
    void refusals()
    {
        ServiceFixture fixture;
        checkFailure<api::Branch>(fixture, branchListSpec(fixture.context(), u"acme"_s, u"shop"_s));
    }

    void namesOfNewBranches_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("problem");
        const QString shape = u"Spaces and slashes are not allowed."_s;
        QTest::newRow("fine") << u"add-loyalty_2.1"_s << QString();
        QTest::newRow("letters of other scripts") << u"größe-日本"_s << QString();
        QTest::newRow("nothing") << QString() << u"The new branch needs a name."_s;
        QTest::newRow("taken") << u"main"_s << u"A branch named main exists already."_s;
        QTest::newRow("taken, and hostile") << u"a\u202eb"_s << u"A branch named a⟨U+202E⟩b exists already."_s;
        QTest::newRow("other case") << u"Main"_s << QString();
        QTest::newRow("blank") << u"add loyalty"_s << shape;
        QTest::newRow("slash") << u"add/loyalty"_s << shape;
        QTest::newRow("line feed") << u"add\nloyalty"_s << shape;
        QTest::newRow("zero width") << u"add\u200bloyalty"_s << shape;
        QTest::newRow("right to left override") << u"add\u202eloyalty"_s << shape;
    }
    void namesOfNewBranches()
    {
        QFETCH(QString, name);
        QFETCH(QString, problem);
        QCOMPARE(branchNameProblem(name, {u"main"_s, u"a\u202eb"_s}), problem);
    }
};

ORRERY_SUITE(TestBranchList)
#include "tst_branch_list.moc"
