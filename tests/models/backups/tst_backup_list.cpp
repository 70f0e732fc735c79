// SPDX-License-Identifier: GPL-3.0-or-later
// The backups of a branch as a list: what is asked for, what a row shows, what is kept, how it fails.
#include "models/backups/backup_list.h"
#include "tests/models/list_checks.h"
#include "tests/support/suite.h"

using namespace orrery;
using namespace orrery::models;
using namespace orrery::test;
using namespace Qt::StringLiterals;

namespace {
const QByteArray scheduled =
    R"({"id":"k1","type":"Backup","name":"2026.03.01 10:00","state":"success","size":42000000000,"protected":false,)"
    R"("required":true,"backup_policy":{"id":"p1","display_name":"Daily"},)"
    R"("created_at":"2026-03-01T10:00:00.000Z","completed_at":"2026-03-01T10:30:00.000Z",)"
    R"("expires_at":"2026-03-03T12:00:00.000Z"})";
const QByteArray manual = R"({"id":"k2","name":"before\nthe release","state":"running","size":0,"protected":true,)"
                          R"("actor":{"id":"u1","display_name":"Ana Ruiz"},"created_at":"2026-03-01T11:59:30.000Z"})";
const QByteArray bare = R"({"id":"k3","name":"x"})";

QByteArray inState(const char *state)
{
    return QByteArray("{\"id\":\"k\",\"name\":\"k\",\"state\":\"") + state + "\"}";
}
} // namespace

class TestBackupList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void whatItAsksFor()
    {
        ServiceFixture fixture;
        const auto spec = backupListSpec(fixture.context(), {u"acme"_s, u"shop"_s, u"a b\u202e"_s});
        const auto request = spec.list({.number = 4});
        QCOMPARE(request.method(), api::Method::Get);
        QCOMPARE(request.encodedPath(), u"/organizations/acme/databases/shop/branches/a%20b%E2%80%AE/backups"_s);
        QCOMPARE(request.encodedQuery(), u"page=4&per_page=100"_s);
        QCOMPARE(spec.key, (CacheKey{u"account-1"_s, u"backups"_s, u"acme/shop/a b\u202e"_s}));
        QCOMPARE(spec.failureTitle, u"The backups of branch a b⟨U+202E⟩ of acme/shop could not be loaded."_s);
    }

    void whatARowShows()
    {
        ServiceFixture fixture;
        const auto spec = backupListSpec(fixture.context(), {u"acme"_s, u"shop"_s, u"main"_s});
        QCOMPARE(titles(spec.columns),
                 (QStringList{u"Backup"_s, u"State"_s, u"Size"_s, u"Schedule"_s, u"Protection"_s, u"Completed"_s,
                              u"Expires"_s, u"Created"_s}));
        QCOMPARE(cellsOf(spec.columns, scheduled),
                 (QStringList{u"2026.03.01 10:00"_s, u"Complete"_s, u"39.1 GiB"_s, u"Daily"_s, u"Required"_s,
                              u"1 h ago"_s, u"in 2 d"_s, u"2 h ago"_s}));
        // Under way: the 0 the service sends is no size.
        QCOMPARE(
            cellsOf(spec.columns, manual),
            (QStringList{
                u"before␊the release"_s, u"Running"_s, {}, u"by Ana Ruiz"_s, u"Protected"_s, {}, {}, u"30 s ago"_s}));
        QCOMPARE(cellsOf(spec.columns, bare), (QStringList{u"x"_s, u"Unknown"_s, {}, u"Manual"_s, {}, {}, {}, {}}));
        QCOMPARE(spec.idOf(*api::Codec<api::Backup>::decode(manual)), u"k2"_s);
        QVERIFY(!spec.locationOf); // a backup has no page of its own
        QCOMPARE(spec.columns.at(2).exact(*api::Codec<api::Backup>::decode(scheduled)), u"42,000,000,000 bytes"_s);
    }

    void states_data()
    {
        wordColumns();
        const auto row = [](const char *tag, const QByteArray &json, Tone tone, const QString &text,
                            const QString &explanation) {
            addWord(tag, describeBackupState(*api::Codec<api::Backup>::decode(json)), tone, text, explanation);
        };
        row("pending", inState("pending"), Tone::Busy, u"Pending"_s, u"The backup waits to be started."_s);
        row("running", inState("running"), Tone::Busy, u"Running"_s, u"The backup is being taken."_s);
        row("success", inState("success"), Tone::Ok, u"Complete"_s, u"The backup can be restored to a new branch."_s);
        row("failed", inState("failed"), Tone::Critical, u"Failed"_s, u"The backup failed and cannot be restored."_s);
        row("canceled", inState("canceled"), Tone::Neutral, u"Canceled"_s,
            u"The backup was canceled and cannot be restored."_s);
        row("ignored", inState("ignored"), Tone::Neutral, u"Ignored"_s, u"The scheduled backup was skipped."_s);
        row("a new one", inState("thawing"), Tone::Neutral, u"thawing"_s,
            u"A state this version of Orrery does not know."_s);
        row("none", bare, Tone::Neutral, u"Unknown"_s, u"PlanetScale did not say which state the backup is in."_s);
    }
    void states() { checkWord(); }

    void oneUnderWayIsReadAgainSooner()
    {
        using namespace std::chrono_literals;
        ServiceFixture fixture;
        const auto spec = backupListSpec(fixture.context(), {u"acme"_s, u"shop"_s, u"main"_s});
        const auto after = [&spec](std::initializer_list<QByteArray> rows) {
            QList<api::Backup> all;
            for (const QByteArray &row : rows)
                all.append(*api::Codec<api::Backup>::decode(row));
            return spec.pollEvery(all);
        };
        QCOMPARE(after({}), 45s);
        QCOMPARE(after({inState("success"), inState("failed"), inState("canceled"), bare}), 45s);
        QCOMPARE(after({inState("success"), inState("pending")}), 15s);
        QCOMPARE(after({manual, scheduled}), 15s);
    }

    void rowsAreKept()
    {
        ServiceFixture fixture;
        QCOMPARE(differenceOfKept<api::Backup>(fixture,
                                               backupListSpec(fixture.context(), {u"acme"_s, u"shop"_s, u"main"_s}),
                                               scheduled + ',' + manual + ',' + bare),
                 QString());
    }

    void refusals_data()
    {
        failureColumns();
        addFailure("403", 403, R"({"code":"x"})",
                   u"The backups of branch main of acme/shop could not be loaded. This sign-in is not "
                   "allowed to do that (needs "_s);
        addFailure("404", 404, R"({"code":"x"})",
                   u"The backups of branch main of acme/shop could not be loaded. It does not exist, or "
                   "this sign-in may not see it (needs "_s);
        addFailure("409", 409, R"({"code":"x"})",
                   u"The backups of branch main of acme/shop could not be loaded. It was changed by "
                   "someone else in the meantime."_s);
    }
    void refusals()
    {
        ServiceFixture fixture;
        checkFailure<api::Backup>(fixture, backupListSpec(fixture.context(), {u"acme"_s, u"shop"_s, u"main"_s}));
    }
};

ORRERY_SUITE(TestBackupList)
#include "tst_backup_list.moc"
