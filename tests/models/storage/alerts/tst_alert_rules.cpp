// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/utc.h"
#include "models/storage/alerts/alert_rules.h"
#include "tests/support/suite.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace orrery::models;
using namespace Qt::StringLiterals;

namespace {

/// A Saturday at noon.
const QDateTime noon(QDate(2026, 11, 21), QTime(12, 0), orrery::kUtc);

StorageVolume volume(const QString &branch = u"main"_s, const QString &database = u"shop"_s)
{
    return {u"a"_s, u"acme"_s, database, branch, u"commerce"_s, u"-80"_s, {}, {}};
}

} // namespace

class StorageAlertRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void quietHours_data()
    {
        QTest::addColumn<QuietHours>("hours");
        QTest::addColumn<QDateTime>("at");
        QTest::addColumn<QDateTime>("end"); // invalid: not quiet
        const auto day = [](int number, int hour, int minute = 0) {
            return QDateTime(QDate(2026, 11, number), QTime(hour, minute), orrery::kUtc);
        };
        QuietHours night{true, QTime(22, 0), QTime(7, 0), 0x7f};
        QTest::newRow("evening") << night << day(21, 22) << day(22, 7);
        QTest::newRow("night") << night << day(21, 6, 59) << day(21, 7);
        QTest::newRow("morning") << night << day(21, 7) << QDateTime();
        QTest::newRow("day") << night << noon << QDateTime();
        QTest::newRow("off") << QuietHours{false, QTime(0, 0), QTime(0, 0), 0x7f} << noon << QDateTime();
        // The 20th is a Friday. Only nights that begin on Friday or Saturday.
        QuietHours weekend{true, QTime(22, 0), QTime(7, 0), 0x30};
        QTest::newRow("Thursday night") << weekend << day(20, 3) << QDateTime();
        QTest::newRow("Friday evening") << weekend << day(20, 23) << day(21, 7);
        QTest::newRow("Sunday morning") << weekend << day(22, 3) << day(22, 7);
        QTest::newRow("Sunday evening") << weekend << day(22, 23) << QDateTime();
        QuietHours days{true, QTime(0, 0), QTime(0, 0), 0x60};
        QTest::newRow("a whole weekend") << days << day(21, 12) << day(23, 0);
        QTest::newRow("Monday") << days << day(23, 0) << QDateTime();
        QTest::newRow("lunch") << QuietHours{true, QTime(12, 0), QTime(13, 30), 0x7f} << day(21, 13) << day(21, 13, 30);
    }
    void quietHours()
    {
        QFETCH(QuietHours, hours);
        QFETCH(QDateTime, at);
        QFETCH(QDateTime, end);
        QCOMPARE(hours.contains(at), end.isValid());
        QCOMPARE(hours.endAfter(at), end);
        QCOMPARE(QuietHours::fromMap(hours.toMap()), hours);
    }
    void silenceWithoutEndHasNone()
    {
        const QuietHours always{true, QTime(0, 0), QTime(0, 0), 0x7f};
        QVERIFY(always.contains(noon));
        QVERIFY(!always.endAfter(noon).isValid());
    }
    void localTimeCounts()
    {
        const QuietHours night{true, QTime(22, 0), QTime(7, 0), 0x7f};
        QVERIFY(!night.contains(noon));
        QVERIFY(night.contains(noon.toOffsetFromUtc(11 * 3600))); // 23:00 there
    }

    void theMostSpecificRuleWins()
    {
        AlertSettings settings;
        const auto rule = [](const StorageVolume &scope, const QList<int> &thresholds) {
            AlertRule made;
            made.scope = scope;
            made.thresholds = thresholds;
            return made;
        };
        StorageVolume organization;
        organization.organization = u"acme"_s;
        StorageVolume database = organization;
        database.database = u"shop"_s;
        StorageVolume branch = database;
        branch.branch = u"main"_s;
        QCOMPARE(settings.ruleFor(volume()), AlertRule());
        settings.setRule(rule(branch, {95}));
        settings.setRule(rule({}, {60}));
        settings.setRule(rule(organization, {75}));
        settings.setRule(rule(database, {85}));
        QCOMPARE(settings.ruleFor(volume()).thresholds, QList<int>{95});
        QCOMPARE(settings.ruleFor(volume(u"dev"_s)).thresholds, QList<int>{85});
        QCOMPARE(settings.ruleFor(volume(u"main"_s, u"billing"_s)).thresholds, QList<int>{75});
        StorageVolume foreign = volume();
        foreign.organization = u"northwind"_s;
        QCOMPARE(settings.ruleFor(foreign).thresholds, QList<int>{60});
        settings.setRule(rule(branch, {90})); // replaces
        QCOMPARE(settings.rules.size(), 4);
        QCOMPARE(settings.ruleFor(volume()).thresholds, QList<int>{90});
        settings.removeRule(branch);
        QCOMPARE(settings.ruleFor(volume()).thresholds, QList<int>{85});
    }
    void settingsSurvive()
    {
        AlertSettings settings;
        AlertRule rule;
        rule.scope.database = u"shop"_s;
        rule.enabled = false;
        rule.thresholds = {70, 99};
        rule.forecastDays = 3;
        rule.forecastPercent = 90;
        rule.criticalPassesQuiet = false;
        settings.rules = {AlertRule(), rule};
        settings.quietHours = {true, QTime(21, 30), QTime(6, 15), 0x1f};
        settings.gatherMinutes = 3;
        QCOMPARE(AlertSettings::fromMap(settings.toMap()), settings);
        QTemporaryDir folder;
        {
            QSettings file(folder.filePath(u"s.ini"_s), QSettings::IniFormat);
            file.setValue(u"storage/alerts"_s, settings.toMap());
        }
        QSettings file(folder.filePath(u"s.ini"_s), QSettings::IniFormat);
        QCOMPARE(AlertSettings::fromMap(file.value(u"storage/alerts"_s).toMap()), settings);
    }
    void oddSettingsAreDefaults()
    {
        QCOMPARE(AlertSettings::fromMap({}), AlertSettings());
        const QVariantMap rule{{u"thresholds"_s, QVariantList{95, u"x"_s, 0, 101, 60, 60}},
                               {u"forecast_days"_s, -1},
                               {u"forecast_percent"_s, u"much"_s}};
        const AlertSettings odd =
            AlertSettings::fromMap({{u"rules"_s, QVariantList{rule, 7}},
                                    {u"quiet_hours"_s, QVariantMap{{u"from"_s, u"25:00"_s}, {u"days"_s, 900}}},
                                    {u"gather_minutes"_s, -5}});
        QCOMPARE(odd.quietHours, QuietHours());
        QCOMPARE(odd.gatherMinutes, 10);
        QCOMPARE(odd.rules.size(), 1); // the second has the same scope, and takes its place
        QCOMPARE(odd.rules.first(), AlertRule());
        QCOMPARE(AlertRule::fromMap(rule).thresholds, (QList<int>{60, 95}));
        QCOMPARE(AlertRule::fromMap(rule).forecastDays, 7);
        QCOMPARE(AlertRule::fromMap(rule).forecastPercent, 85);
    }
};

ORRERY_SUITE(StorageAlertRulesTest)
#include "tst_alert_rules.moc"
