// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/utc.h"
#include "models/branches/branch_places.h"
#include "models/databases/database_places.h"
#include "models/organizations/organization_places.h"
#include "models/storage/alerts/alerts.h"
#include "models/storage/storage_places.h"
#include "tests/support/suite.h"

#include <QLocale>
#include <QTest>

#include <limits>

using namespace orrery::models;
using namespace Qt::StringLiterals;

namespace {

constexpr double gib = 1024.0 * 1024 * 1024;
/// A Saturday at noon.
const QDateTime noon(QDate(2026, 11, 21), QTime(12, 0), orrery::kUtc);

StorageVolume shard(const QString &name)
{
    return {u"a"_s, u"acme"_s, u"shop"_s, u"main"_s, u"commerce"_s, name, {}, {}};
}

AlertInput at(const QString &name, std::optional<double> percent)
{
    AlertInput input;
    input.volume = shard(name);
    input.percent = percent;
    input.capacityBytes = 100 * gib;
    return input;
}

/// A week of growth that reaches 85 % after `hours`.
AlertInput soon(double percent, int hours, const QDateTime &now)
{
    AlertInput input = at(u"-80"_s, percent);
    input.forecast.verdict = StorageForecast::Verdict::Growing;
    input.forecast.sentence = u"Grows."_s;
    input.forecast.thresholds = {{85, now.addSecs(3600 * hours), now.addSecs(3600 * hours), std::nullopt},
                                 {100, now.addDays(20), now.addDays(15), now.addDays(31)}};
    return input;
}

/// Plays readings through the rules, and keeps what is remembered the way a program does: as bytes.
struct Player
{
    AlertSettings settings;
    QByteArray kept;
    QDateTime now = noon;
    AlertOutcome last;

    Player() { settings.gatherMinutes = 0; }
    std::optional<StorageAlert> play(const QList<AlertInput> &inputs, int minutes = 5)
    {
        now = now.addSecs(60 * minutes);
        last = evaluateAlerts(inputs, settings, AlertState::fromBytes(kept), now);
        kept = last.state.toBytes();
        return last.alert;
    }
    /// The threshold told for one volume; -1: silence.
    int play(double percent, int minutes = 5)
    {
        const auto alert = play({at(u"-80"_s, percent)}, minutes);
        return alert ? alert->threshold : -1;
    }
    void snooze(const QDateTime &until)
    {
        kept = snoozed(AlertState::fromBytes(kept), {shard(u"-80"_s)}, until, now).toBytes();
    }
};

} // namespace

class StorageAlertsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void aCrossingIsToldOnce()
    {
        Player player;
        QCOMPARE(player.play(50), -1);
        QCOMPARE(player.play(59.9), -1);
        QCOMPARE(player.play(60), 60);
        QCOMPARE(player.play(61), -1);
        QCOMPARE(player.play(74.9), -1);
        QCOMPARE(player.play(86), 85); // two at once: the higher one
        QCOMPARE(player.play(89), -1);
        QCOMPARE(player.play(91), 90); // escalation
        QCOMPARE(player.play(95), 95);
        QCOMPARE(player.play(99), -1);
    }
    void aQuiverIsNotACrossing()
    {
        Player player;
        QCOMPARE(player.play(85), 85);
        QCOMPARE(player.play(84.9), -1);
        QCOMPARE(player.play(85.1), -1);
        QCOMPARE(player.play(82.1), -1);
        QCOMPARE(player.play(86), -1);
        QCOMPARE(player.play(82), -1); // 3 points below: armed again
        QCOMPARE(player.play(84.9), -1);
        QCOMPARE(player.play(85), 85);
        QCOMPARE(player.play(71.9), -1); // 75 is armed again too, 60 is not
        QCOMPARE(player.play(75), 75);
        QCOMPARE(player.play(10), -1);
        QCOMPARE(player.play(62), 60);
    }
    void nothingKnownChangesNothing()
    {
        Player player;
        QCOMPARE(player.play(86), 85);
        QVERIFY(!player.play({at(u"-80"_s, std::nullopt)}));
        QVERIFY(!player.play({at(u"-80"_s, std::numeric_limits<double>::quiet_NaN())}));
        QVERIFY(!player.play(QList<AlertInput>()));
        QCOMPARE(player.play(86), -1);
    }

    void aFreshStartTellsOnce()
    {
        Player player;
        QList<AlertInput> inputs;
        for (int i = 0; i < 50; ++i)
            inputs.append(at(QString::number(i), 76 + i * 0.4));
        const auto alert = player.play(inputs);
        QVERIFY(alert);
        QCOMPARE(alert->title, u"50 volume(s) above a threshold, up to 95.6\u00A0%"_s);
        QCOMPARE(alert->volumes.size(), 50);
        QCOMPARE(alert->volumes.first().shard, u"49"_s);
        QCOMPARE(alert->threshold, 95);
        QCOMPARE(alert->tone, Tone::Critical);
        QCOMPARE(alert->body.split(u'\n').size(), 8);
        QCOMPARE(alert->body.section(u'\n', 0, 0), u"shop / main, commerce / 49: 95.6\u00A0% used, above 95\u00A0%"_s);
        QCOMPARE(alert->body.section(u'\n', -1), u"and 43 more"_s);
        QCOMPARE(alert->place, branchPlace(u"a"_s, u"acme"_s, u"shop"_s, u"main"_s, u"storage"_s));
        QVERIFY(alert->remedies.isEmpty());
        QVERIFY(!player.play(inputs));
    }
    void opensWhatTheyShare()
    {
        AlertInput other = at(u"-80"_s, 80);
        other.volume.branch = u"dev"_s;
        Player player;
        QCOMPARE(player.play({at(u"-80"_s, 80), other})->place, databasePlace(u"a"_s, u"acme"_s, u"shop"_s));
        other.volume.database = u"billing"_s;
        QCOMPARE(Player().play({at(u"-80"_s, 80), other})->place, organizationPlace(u"a"_s, u"acme"_s));
        other.volume.organization = u"northwind"_s;
        QCOMPARE(Player().play({at(u"-80"_s, 80), other})->place, storagePlace());
    }

    void saysWhatIsToBeSaid()
    {
        Player player;
        AlertInput input = soon(86.2, 0, noon);
        input.forecast.thresholds.removeFirst();
        input.limits.engine = DiskLimits::Engine::Postgres;
        input.limits.autoscaling = true;
        input.limits.maximumBytes = 100 * gib;
        const auto alert = player.play({input}, 0);
        QVERIFY(alert);
        QCOMPARE(alert->title, u"shop / main, commerce / -80: 86.2\u00A0% used"_s);
        QCOMPARE(alert->body,
                 u"86.2\u00A0% used: above the 85\u00A0% threshold, 3.8 points below 90\u00A0%.\n"
                 u"Grows. Full: 100\u00A0% in 20 day(s) (15–31).\n"
                 u"What you can do: Raise the storage limit of 100 GiB."_s);
        QCOMPARE(alert->tone, Tone::Warn);
        QCOMPARE(alert->remedies.first().kind, StorageRemedy::Kind::RaiseLimit);
        QCOMPARE(alert->volumes, QList<StorageVolume>{shard(u"-80"_s)});
    }
    void autoscalingFillsItsLimit()
    {
        Player player;
        AlertInput input = soon(65, 500, noon);
        input.limits.engine = DiskLimits::Engine::Postgres;
        input.limits.autoscaling = true;
        input.limits.maximumBytes = 125 * gib;
        input.forecast.growth = StorageGrowth{true, 2 * gib, 2 * gib, 2 * gib, noon.addDays(-7), noon, 100};
        const auto alert = player.play({input}, 0);
        QCOMPARE(alert->body.section(u'\n', 1, 1), u"Grows. Its storage limit of 125 GiB: 100\u00A0% in 30 day(s)."_s);
    }
    void namesAreMadeVisible()
    {
        Player player;
        AlertInput input = at(u"\u202e80"_s, 61);
        QCOMPARE(player.play({input})->title, u"shop / main, commerce / ⟨U+202E⟩80: 61\u00A0% used"_s);
    }

    void aSnoozeSilences()
    {
        Player player;
        QCOMPARE(player.play(86), 85);
        player.snooze(player.now.addSecs(3600));
        QCOMPARE(player.play(87, 10), -1);
        QCOMPARE(player.last.nextAt, noon.addSecs(300 + 3600));
        QCOMPARE(player.play(70, 10), -1); // it falls, and
        QCOMPARE(player.play(86, 10), -1); // crosses again: still silent
        QCOMPARE(player.play(86, 40), 85); // an hour is over, and it still is above
        QCOMPARE(player.play(86), -1);
        QVERIFY(!player.last.nextAt.isValid());
    }
    void aHigherThresholdBreaksIt()
    {
        Player player;
        QCOMPARE(player.play(86), 85);
        player.snooze(player.now.addDays(7));
        QCOMPARE(player.play(89.9), -1);
        QCOMPARE(player.play(90), 90);
        QCOMPARE(player.play(91), -1);
        QCOMPARE(player.play(95), 95); // and is over
    }
    void anEndedSnoozeOfWhatFellIsSilent()
    {
        Player player;
        QCOMPARE(player.play(86), 85);
        player.snooze(player.now.addSecs(3600));
        QCOMPARE(player.play(50, 30), -1);
        QCOMPARE(player.play(50, 60), -1);
        QCOMPARE(player.play(86), 85);
        player.snooze(player.now.addSecs(3600));
        player.snooze(player.now); // taken back
        QCOMPARE(player.play(91), 90);
    }

    void whatWasSilencedIsToldInTheMorning()
    {
        Player player;
        player.settings.quietHours = {true, QTime(22, 0), QTime(7, 0), 0x7f};
        player.now = noon.addSecs(10 * 3600); // 22:00
        QVERIFY(!player.play({at(u"1"_s, 61), at(u"2"_s, 76), at(u"3"_s, 50)}));
        QCOMPARE(player.last.nextAt, noon.addSecs(19 * 3600));
        QVERIFY(!player.play({at(u"1"_s, 61), at(u"2"_s, 70), at(u"3"_s, 86)}, 60));
        QVERIFY(!player.play({at(u"2"_s, 70)}, 60));
        const auto alert = player.play({at(u"2"_s, 71)}, 8 * 60); // after seven
        QVERIFY(alert);
        QCOMPARE(alert->title, u"During quiet hours: 3 volume(s) above a threshold, up to 86\u00A0%"_s);
        QCOMPARE(alert->body,
                 u"shop / main, commerce / 3: 86\u00A0% used, above 85\u00A0%\n"
                 u"shop / main, commerce / 2: was above 75\u00A0%, now 71\u00A0% used\n"
                 u"shop / main, commerce / 1: 61\u00A0% used, above 60\u00A0%"_s);
        QVERIFY(!player.play({at(u"1"_s, 61), at(u"2"_s, 71), at(u"3"_s, 86)}));
        QVERIFY(!player.last.nextAt.isValid());
    }
    void whatIsCriticalPasses()
    {
        Player player;
        player.settings.quietHours = {true, QTime(22, 0), QTime(7, 0), 0x7f};
        player.now = noon.addSecs(11 * 3600);
        QCOMPARE(player.play(94), -1);
        const auto alert = player.play({at(u"-80"_s, 95), at(u"2"_s, 90)});
        QVERIFY(alert);
        QCOMPARE(alert->title, u"shop / main, commerce / -80: 95\u00A0% used"_s); // and the other one waits
        AlertRule rule;
        rule.criticalPassesQuiet = false;
        player.settings.setRule(rule);
        QVERIFY(!player.play({at(u"3"_s, 99)}));
        QCOMPARE(player.play(QList<AlertInput>(), 9 * 60)->volumes.size(), 2);
    }

    void crossingsInARowAreGathered()
    {
        Player player;
        player.settings.gatherMinutes = 10;
        QCOMPARE(player.play({at(u"1"_s, 76)})->volumes.size(), 1);
        QVERIFY(!player.play({at(u"2"_s, 76)}, 1));
        QVERIFY(!player.play({at(u"3"_s, 61)}, 1));
        QCOMPARE(player.last.nextAt, noon.addSecs(900));
        const auto gathered = player.play(QList<AlertInput>(), 8);
        QVERIFY(gathered);
        QCOMPARE(gathered->volumes.size(), 2);
        QCOMPARE(gathered->title, u"2 volume(s) above a threshold, up to 76\u00A0%"_s);
        // What is worse does not wait, and takes along what does.
        QVERIFY(!player.play({at(u"4"_s, 76)}, 1));
        const auto worse = player.play({at(u"5"_s, 86)}, 1);
        QVERIFY(worse);
        QCOMPARE(worse->volumes.size(), 2);
    }

    void rulesTurnThingsOff()
    {
        Player player;
        AlertRule rule;
        rule.thresholds = {85};
        player.settings.setRule(rule);
        QCOMPARE(player.play(76), -1);
        QCOMPARE(player.play(96), 85);
        rule.enabled = false;
        player.settings.setRule(rule);
        QCOMPARE(player.play(10), -1);
        QCOMPARE(player.play(99), -1);
        rule.enabled = true; // turned on: what is above is told
        player.settings.setRule(rule);
        QCOMPARE(player.play(99), 85);
    }

    void aForecastIsToldOnce()
    {
        Player player;
        AlertInput input = soon(50, 24 * 8, noon);
        QVERIFY(!player.play({input}));
        input = soon(50, 24 * 6, noon);
        const auto alert = player.play({input});
        QVERIFY(alert);
        QCOMPARE(alert->threshold, 0);
        QCOMPARE(alert->title, u"shop / main, commerce / -80 fills up"_s);
        QCOMPARE(alert->tone, Tone::Warn);
        QVERIFY(!player.play({input}, 24 * 60));
        input.forecast.rebasedAt = noon.addDays(-2); // known before: nothing new
        QVERIFY(!player.play({input}));
        input.forecast.rebasedAt = player.now.addSecs(-60); // after it was told
        QVERIFY(player.play({input}));
        QVERIFY(!player.play({input}));

        Player off;
        AlertRule rule;
        rule.forecastDays = 0;
        off.settings.setRule(rule);
        QVERIFY(!off.play({soon(50, 5, noon)}));
    }
    void aForecastGoesWithACrossing()
    {
        Player player;
        const auto alert = player.play({soon(76, 48, noon)});
        QCOMPARE(alert->threshold, 75);
        QVERIFY(!player.play({soon(76, 47, noon)}));
    }
    void autoscalingTakesTheWorry()
    {
        Player player;
        AlertInput input = soon(50, 24 * 3, noon);
        input.limits.engine = DiskLimits::Engine::Postgres;
        input.limits.autoscaling = true;
        input.forecast.thresholds.prepend({70, noon.addDays(1), noon.addDays(1), std::nullopt});
        QVERIFY(!player.play({input}));
        input.limits.autoscaling = false;
        QVERIFY(player.play({input}));
    }
    void aSnoozedForecastComesBack()
    {
        Player player;
        player.snooze(noon.addSecs(3600));
        QVERIFY(!player.play({soon(50, 48, noon)}));
        QVERIFY(player.play({soon(50, 48, noon)}, 60));
    }

    void stoppedWritesAreTold()
    {
        Player player;
        AlertInput input = at(u"-80"_s, 96);
        QCOMPARE(player.play({input})->threshold, 95);
        player.snooze(player.now.addDays(1));
        input.limits.readOnlySince = noon;
        const auto alert = player.play({input});
        QVERIFY(alert);
        QCOMPARE(alert->threshold, readOnlyThreshold);
        QCOMPARE(alert->title, u"shop / main, commerce / -80 is read-only"_s);
        QCOMPARE(
            alert->body.section(u'\n', 0, 0),
            u"Writes are stopped: the volume is read-only. 96\u00A0% used: above the last threshold, 95\u00A0%."_s);
        QVERIFY(!player.play({input}));
        AlertInput other = input;
        other.volume.shard = u"80-"_s;
        QCOMPARE(Player().play({input, other})->title, u"2 volume(s) are read-only"_s);
        input.limits.readOnlySince = {};
        QVERIFY(!player.play({input}));
        input.limits.readOnlySince = noon.addDays(1);
        QCOMPARE(player.play({input})->threshold, readOnlyThreshold);
    }

    void damagedMemoryIsAFreshStart_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        Player player;
        player.play(86);
        const QByteArray good = player.kept;
        QVERIFY(good.size() > 40);
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("text") << QByteArray("not a state at all");
        QTest::newRow("cut") << good.chopped(5);
        QTest::newRow("half") << good.left(good.size() / 2);
        QByteArray many = good;
        for (qsizetype i = 10; i < 30; ++i)
            many[i] = '\x7f';
        QTest::newRow("scrambled") << many;
    }
    void damagedMemoryIsAFreshStart()
    {
        QFETCH(QByteArray, bytes);
        const AlertState state = AlertState::fromBytes(bytes);
        QCOMPARE(state, AlertState());
        QVERIFY(evaluateAlerts({at(u"-80"_s, 86)}, {}, state, noon).alert);
    }
    void oldVolumesAreForgotten()
    {
        Player player;
        player.play({at(u"1"_s, 50), at(u"2"_s, 50)});
        QCOMPARE(player.last.state.volumes.size(), 2);
        player.play({at(u"2"_s, 50)}, 60 * 24 * 60);
        QCOMPARE(player.last.state.volumes.size(), 2);
        player.play({at(u"2"_s, 50)}, 60 * 24 * 31);
        QCOMPARE(player.last.state.volumes.keys(), QList<StorageVolume>{shard(u"2"_s)});
    }
    void oddInputIsHarmless()
    {
        Player player;
        AlertInput table = at(u"-80"_s, 99);
        table.volume.table = u"orders"_s;
        QVERIFY(!player.play({table}));
        // Twice the same volume: the last one counts.
        QVERIFY(!player.play({at(u"-80"_s, 99), at(u"-80"_s, 20)}));
        // A level that cannot be is no reason for an alert, and no reason to forget what was reported.
        QCOMPARE(player.play(7885), -1);
        QCOMPARE(player.play(1e9), -1);
        QCOMPARE(player.play(-1), -1);
        // A clock that is set back neither repeats nor gathers for ever.
        player.settings.gatherMinutes = 10;
        QCOMPARE(player.play(61, -60 * 24), 60);
        QCOMPARE(player.play(61, -60 * 24), -1);
    }
};

ORRERY_SUITE(StorageAlertsTest)
#include "tst_alerts.moc"
