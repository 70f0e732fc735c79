// SPDX-License-Identifier: GPL-3.0-or-later
// The databases of an organization: what is asked for, what a row shows, what is kept, how it fails.
#include "models/databases/database_list.h"
#include "models/databases/database_places.h"
#include "tests/models/list_checks.h"
#include "tests/support/suite.h"

using namespace orrery;
using namespace orrery::models;
using namespace orrery::test;
using namespace Qt::StringLiterals;

namespace {
const QByteArray shop =
    R"({"id":"d1","type":"Database","name":"shop","kind":"mysql","state":"ready","plan":"scaler_pro","branches_count":14,)"
    R"("default_branch_table_count":1234,"region":{"id":"r1","slug":"us-east","display_name":"AWS us-east-1"},)"
    R"("schema_last_updated_at":"2026-03-01T11:59:20.000Z","created_at":"2026-01-02T03:04:05.000Z"})";
const QByteArray bare = R"({"id":"d2","name":"in\nvoice"})";

QByteArray inState(const char *state, const char *more = "")
{
    return QByteArray("{\"id\":\"d\",\"name\":\"d\",\"state\":\"") + state + '"' + more + '}';
}
} // namespace

class TestDatabaseList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void whatItAsksFor()
    {
        ServiceFixture fixture;
        const auto spec = databaseListSpec(fixture.context(), u"ac/me & co"_s);
        const auto request = spec.list({.number = 2});
        QCOMPARE(request.method(), api::Method::Get);
        QCOMPARE(request.encodedPath(), u"/organizations/ac%2Fme%20%26%20co/databases"_s);
        QCOMPARE(request.encodedQuery(), u"page=2&per_page=100"_s);
        QCOMPARE(spec.key, (CacheKey{u"account-1"_s, u"databases"_s, u"ac/me & co"_s}));
        QCOMPARE(databaseListSpec(fixture.context(), u"a\u202eb"_s).failureTitle,
                 u"The databases of a⟨U+202E⟩b could not be loaded."_s);
    }

    void whatARowShows()
    {
        ServiceFixture fixture;
        const auto spec = databaseListSpec(fixture.context(), u"acme"_s);
        QCOMPARE(titles(spec.columns),
                 (QStringList{u"Database"_s, u"Kind"_s, u"State"_s, u"Region"_s, u"Branches"_s, u"Tables"_s,
                              u"[Plan]"_s, u"Schema changed"_s, u"Created"_s}));
        QCOMPARE(cellsOf(spec.columns, shop),
                 (QStringList{u"shop"_s, u"Vitess"_s, u"Ready"_s, u"AWS us-east-1"_s, u"14"_s, u"1,234"_s,
                              u"Scaler Pro"_s, u"40 s ago"_s, u"1/2/26"_s}));
        QCOMPARE(cellsOf(spec.columns, bare), (QStringList{u"in␊voice"_s, {}, u"Unknown"_s, {}, {}, {}, {}, {}, {}}));
        const auto row = api::Codec<api::Database>::decode(bare);
        QCOMPARE(spec.idOf(*row), u"in\nvoice"_s);
        QCOMPARE(spec.locationOf(*row), databasePlace(u"account-1"_s, u"acme"_s, u"in\nvoice"_s));
    }

    void states_data()
    {
        wordColumns();
        const auto row = [](const char *tag, const QByteArray &json, Tone tone, const QString &text,
                            const QString &explanation) {
            addWord(tag, describeDatabaseState(*api::Codec<api::Database>::decode(json)), tone, text, explanation);
        };
        row("ready", inState("ready"), Tone::Ok, u"Ready"_s, u"The database accepts connections."_s);
        row("resizing", inState("ready", ",\"resizing\":true"), Tone::Busy, u"Resizing"_s,
            u"A branch is being resized; the database stays usable."_s);
        row("pending", inState("pending"), Tone::Busy, u"Starting"_s, u"The database is being created."_s);
        row("importing", inState("importing"), Tone::Busy, u"Importing"_s, u"Data is being imported."_s);
        row("import ready", inState("import_ready"), Tone::Warn, u"Import ready"_s,
            u"The import waits for its next step."_s);
        row("falling asleep", inState("sleep_in_progress"), Tone::Busy, u"Going to sleep"_s,
            u"The database is being put to sleep."_s);
        row("asleep", inState("sleeping"), Tone::Neutral, u"Sleeping"_s,
            u"The database does not accept connections until it is woken."_s);
        row("waking", inState("awakening"), Tone::Busy, u"Waking up"_s, u"The database is being woken."_s);
        row("a new one", inState("levi\\u202etating"), Tone::Neutral, u"levi⟨U+202E⟩tating"_s,
            u"A state this version of Orrery does not know."_s);
        row("none", bare, Tone::Neutral, u"Unknown"_s, u"PlanetScale did not say which state the database is in."_s);
    }
    void states() { checkWord(); }

    void kinds()
    {
        using Kind = api::OpenEnum<api::DatabaseKind>;
        QCOMPARE(databaseKindText(api::DatabaseKind::Mysql), u"Vitess"_s);
        QCOMPARE(databaseKindText(api::DatabaseKind::Postgresql), u"Postgres"_s);
        QCOMPARE(databaseKindText(api::DatabaseKind::Neki), u"Neki"_s);
        QCOMPARE(databaseKindText(Kind::fromText(u"oracle\n"_s)), u"oracle␊"_s);
        QCOMPARE(databaseKindText(Kind()), QString());
        QVERIFY(isVitess(api::DatabaseKind::Mysql));
        QVERIFY(!isVitess(api::DatabaseKind::Postgresql));
        QVERIFY(!isVitess(api::DatabaseKind::Neki));
        QVERIFY(!isVitess(Kind()));
    }

    void rowsAreKept()
    {
        ServiceFixture fixture;
        QCOMPARE(
            differenceOfKept<api::Database>(fixture, databaseListSpec(fixture.context(), u"acme"_s), shop + ',' + bare),
            QString());
    }

    void refusals_data()
    {
        failureColumns();
        addFailure("not permitted", 403, R"({"code":"forbidden","message":"No"})",
                   u"The databases of acme could not be loaded. This sign-in is not allowed to do that (needs "_s);
        addFailure(
            "gone or not permitted", 404, R"({"code":"not_found","message":"Not Found"})",
            u"The databases of acme could not be loaded. It does not exist, or this sign-in may not see it (needs "_s);
        addFailure("said in words", 422, R"({"code":"unprocessable","message":"page is too big"})",
                   u"The databases of acme could not be loaded. PlanetScale said: page is too "
                   "big."_s);
    }
    void refusals()
    {
        ServiceFixture fixture;
        checkFailure<api::Database>(fixture, databaseListSpec(fixture.context(), u"acme"_s));
    }
};

ORRERY_SUITE(TestDatabaseList)
#include "tst_database_list.moc"
