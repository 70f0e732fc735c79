// SPDX-License-Identifier: GPL-3.0-or-later
// "Storage warnings": rules of parts of the tree, quiet hours, snoozes.
#include "tests/support/plain_times.h"
#include "tests/support/suite.h"
#include "views/storage/alerts/alert_settings_dialog.h"

#include "tests/views/eyes.h"
#include "tests/views/storage_fixture.h"
#include "views/core/action_gate.h"
#include "views/core/link_button.h"
#include "views/storage/alerts/alert_rule_editor.h"
#include "views/storage/alerts/quiet_hours_editor.h"
#include "views/storage/alerts/snooze_menu.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLayout>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>
#include <QTimeEdit>

using namespace orrery;
using namespace orrery::views;
using namespace orrery::test;
using namespace Qt::StringLiterals;

namespace {

models::RadarVolume row(const models::StorageVolume &volume)
{
    models::RadarVolume made;
    made.volume = volume;
    made.point.usedPercent = 50;
    return made;
}

models::AlertRule ruleOf(const models::StorageVolume &scope, const QList<int> &thresholds)
{
    models::AlertRule rule;
    rule.scope = scope;
    rule.thresholds = thresholds;
    return rule;
}

models::StorageVolume scope(const QString &organization, const QString &database = {}, const QString &branch = {})
{
    models::StorageVolume made;
    made.account = u"work"_s;
    made.organization = organization;
    made.database = database;
    made.branch = branch;
    return made;
}

QStringList scopeTexts(const AlertSettingsDialog *dialog)
{
    QStringList texts;
    for (int i = 0; i < dialog->scopes()->count(); ++i)
        texts.append(dialog->scopes()->itemText(i));
    return texts;
}

QStringList texts(const QMenu *menu)
{
    QStringList all;
    for (const QAction *action : menu->actions())
        all.append(action->text());
    return all;
}

} // namespace

class TestAlertSettingsDialog : public QObject
{
    Q_OBJECT

    std::unique_ptr<StorageFixture> m_fixture;
    std::unique_ptr<QWidget> m_page;

    QPointer<AlertSettingsDialog> open(const models::StorageVolume &at = {}) const
    {
        return AlertSettingsDialog::ask(m_fixture->context(), m_page.get(), at);
    }
    static void ok(AlertSettingsDialog *dialog)
    {
        const QList<QPushButton *> buttons = dialog->findChildren<QPushButton *>();
        const auto ok = std::find_if(buttons.cbegin(), buttons.cend(),
                                     [](const QPushButton *button) { return button->text() == u"OK"_s; });
        QVERIFY(ok != buttons.cend());
        QTest::mouseClick(*ok, Qt::LeftButton);
    }
    [[nodiscard]] const models::AlertSettings &applied() const { return m_fixture->watch.settings(); }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void init()
    {
        m_fixture = std::make_unique<StorageFixture>();
        m_fixture->radar.model()->upsert({row(StorageFixture::volume(u"shop"_s, u"main"_s, u"-80"_s)),
                                          row(StorageFixture::volume(u"shop"_s, u"main"_s, u"80-"_s)),
                                          row(StorageFixture::volume(u"billing"_s, u"main"_s, u"-"_s))});
        m_page = std::make_unique<QWidget>();
        m_page->show();
    }
    void cleanup()
    {
        m_page.reset();
        m_fixture.reset();
    }

    void scopesAreWhatIsFollowedAndWhatHasARule()
    {
        models::AlertSettings settings;
        settings.setRule(ruleOf(scope(u"acme"_s, u"gone"_s), {95}));
        m_fixture->watch.setSettings(settings);
        const auto dialog = open();
        // No account "work" is signed in: it is named.
        QCOMPARE(scopeTexts(dialog),
                 QStringList({u"Everything"_s, u"acme (work)"_s, u"acme / billing (work)"_s,
                              u"acme / billing / main (work)"_s, u"acme / gone (work) · own rule"_s,
                              u"acme / shop (work)"_s, u"acme / shop / main (work)"_s}));
        QCOMPARE(dialog->scopes()->currentIndex(), 0);
        QVERIFY(!dialog->inheritButton()->isVisible());
        QCOMPARE(unnamedWidgets(dialog), QStringList());
        QCOMPARE(guessingWidgets(dialog), QStringList());
    }

    void aChangeMakesARuleOfItsOwn()
    {
        QPointer<AlertSettingsDialog> dialog = open(StorageFixture::volume(u"shop"_s, u"main"_s, u"-80"_s));
        QCOMPARE(dialog->scope(), scope(u"acme"_s, u"shop"_s, u"main"_s));
        QVERIFY(shownText(dialog).contains(u"Uses the rule of “Everything”"_s));
        QTest::mouseClick(dialog->ruleEditor()->thresholdBox(60), Qt::LeftButton, {}, QPoint(8, 14));
        QVERIFY(!dialog->ruleEditor()->thresholdBox(60)->isChecked());
        dialog->ruleEditor()->forecastDays()->setValue(14);
        dialog->ruleEditor()->forecastPercent()->setCurrentIndex(2);
        dialog->ruleEditor()->passesQuietBox()->setChecked(false);
        QVERIFY(dialog->scopes()->currentText().endsWith(u" · own rule"_s));
        QVERIFY(dialog->inheritButton()->isVisible());
        QVERIFY(applied().rules.isEmpty()); // not before OK
        ok(dialog);
        QTRY_VERIFY(!dialog);
        QCOMPARE(applied().rules.size(), 1);
        models::AlertRule expected = ruleOf(scope(u"acme"_s, u"shop"_s, u"main"_s), {75, 85, 90, 95});
        expected.forecastDays = 14;
        expected.forecastPercent = 95;
        expected.criticalPassesQuiet = false;
        QCOMPARE(applied().rules.first(), expected);
        QCOMPARE(models::AlertSettings::fromMap(m_fixture->settings.value(u"storage/alerts"_s).toMap()), applied());
    }

    void cancelChangesNothing()
    {
        models::AlertSettings settings;
        settings.setRule(ruleOf({}, {90}));
        m_fixture->watch.setSettings(settings);
        const auto volume = StorageFixture::volume(u"shop"_s, u"main"_s, u"-80"_s);
        m_fixture->watch.snooze({volume}, m_fixture->account.clock.now().addDays(2));
        QPointer<AlertSettingsDialog> dialog = open();
        dialog->ruleEditor()->enabledBox()->setChecked(false);
        dialog->quietHours()->enabledBox()->setChecked(true);
        shownButton(dialog, u"End"_s)->click();
        dialog->reject();
        QTRY_VERIFY(!dialog);
        QCOMPARE(applied(), settings);
        QVERIFY(m_fixture->watch.snoozedUntil(volume).isValid());
    }

    void goingBackToTheRuleAbove()
    {
        models::AlertSettings settings;
        settings.setRule(ruleOf(scope(u"acme"_s), {75}));
        settings.setRule(ruleOf(scope(u"acme"_s, u"shop"_s), {95}));
        m_fixture->watch.setSettings(settings);
        QPointer<AlertSettingsDialog> dialog = open(scope(u"acme"_s, u"shop"_s));
        const AlertRuleEditor *rule = dialog->ruleEditor();
        QVERIFY(rule->thresholdBox(95)->isChecked());
        QVERIFY(!rule->thresholdBox(75)->isChecked());
        QCOMPARE(dialog->inheritButton()->text(), u"Use the rule of “acme (work)” again"_s);
        dialog->inheritButton()->click();
        QVERIFY(rule->thresholdBox(75)->isChecked());
        QVERIFY(!rule->thresholdBox(95)->isChecked());
        QVERIFY(!dialog->inheritButton()->isVisible());
        // The branch below follows, and so does what is above.
        dialog->setScope(scope(u"acme"_s, u"shop"_s, u"main"_s));
        QVERIFY(rule->thresholdBox(75)->isChecked());
        dialog->setScope({});
        QCOMPARE(rule->rule().thresholds, (QList<int>{60, 75, 85, 90, 95}));
        ok(dialog);
        QTRY_VERIFY(!dialog);
        QCOMPARE(applied().rules, QList<models::AlertRule>{ruleOf(scope(u"acme"_s), {75})});
    }

    void whatCannotBeChosenHereStays()
    {
        models::AlertSettings settings;
        models::AlertRule odd = ruleOf({}, {42, 60, 90});
        odd.forecastPercent = 70;
        settings.setRule(odd);
        settings.gatherMinutes = 25;
        m_fixture->watch.setSettings(settings);
        QPointer<AlertSettingsDialog> dialog = open();
        QCOMPARE(dialog->ruleEditor()->forecastPercent()->currentText(), u"70\u00A0%"_s);
        dialog->ruleEditor()->thresholdBox(60)->click();
        ok(dialog);
        QTRY_VERIFY(!dialog);
        odd.thresholds = {42, 90};
        QCOMPARE(applied().rules, QList<models::AlertRule>{odd});
        QCOMPARE(applied().gatherMinutes, 25);
    }

    void whatTheChoiceMeansIsSaid()
    {
        QPointer<AlertSettingsDialog> dialog = open();
        AlertRuleEditor *rule = dialog->ruleEditor();
        QCOMPARE(rule->forecastDays()->text(), u"7 day(s)"_s);
        rule->forecastDays()->setValue(0);
        QCOMPARE(rule->forecastDays()->text(), u"never"_s);
        QVERIFY(!rule->forecastPercent()->isEnabled());
        QVERIFY(!shownText(dialog).contains(u"Only stopped writes cause an alert."_s));
        for (const int percent : models::storageThresholds)
            rule->thresholdBox(percent)->setChecked(false);
        QVERIFY(shownText(dialog).contains(u"Only stopped writes cause an alert."_s));
        rule->enabledBox()->setChecked(false);
        QVERIFY(!rule->thresholdBox(60)->isEnabled());
        QVERIFY(rule->enabledBox()->isEnabled());
    }

    void quietHours()
    {
        QPointer<AlertSettingsDialog> dialog = open();
        QuietHoursEditor *quiet = dialog->quietHours();
        QVERIFY(!quiet->from()->isEnabled());
        quiet->enabledBox()->click();
        QVERIFY(quiet->from()->isEnabled());
        quiet->from()->setTime(QTime(20, 30));
        quiet->to()->setTime(QTime(6, 0));
        QVERIFY(
            orrery::tests::plainTimes(shownText(dialog)).contains(u"Over midnight, until 6:00 AM of the next day."_s));
        quiet->dayBox(6)->click();
        quiet->dayBox(7)->click();
        ok(dialog);
        QTRY_VERIFY(!dialog);
        models::QuietHours expected;
        expected.enabled = true;
        expected.from = QTime(20, 30);
        expected.to = QTime(6, 0);
        expected.days = 0x1f;
        QCOMPARE(applied().quietHours, expected);
        QVERIFY(applied().rules.isEmpty()); // nobody touched a rule
        // And they are there the next time.
        dialog = open();
        QCOMPARE(dialog->quietHours()->hours(), expected);
        for (int day = 1; day <= 5; ++day)
            dialog->quietHours()->dayBox(day)->click();
        QVERIFY(shownText(dialog).contains(u"No day is selected: there are no quiet hours."_s));
    }

    void hostileAndLongNamesStayText()
    {
        const QString name = u"<b>\u202Egpj&"_s + QString(300, u'x');
        m_fixture->radar.model()->upsert({row(StorageFixture::volume(name, name, u"-"_s))});
        m_fixture->watch.snooze({StorageFixture::volume(name, name, u"-"_s)},
                                m_fixture->account.clock.now().addDays(1));
        models::AlertSettings settings;
        settings.setRule(ruleOf(scope(u"acme"_s, name), {95}));
        m_fixture->watch.setSettings(settings);
        QPointer<AlertSettingsDialog> dialog = open(scope(u"acme"_s, name, name));
        dialog->ruleEditor()->enabledBox()->click(); // an own rule: both lines are there
        QTest::qWait(20);
        QVERIFY2(dialog->width() < 600, qPrintable(QString::number(dialog->width())));
        QCOMPARE(dangerousCharacter(shownText(dialog)), QString());
        QCOMPARE(dangerousCharacter(dialog->scopes()->currentText()), QString());
        QCOMPARE(dangerousCharacter(dialog->inheritButton()->text()), QString());
        QCOMPARE(guessingWidgets(dialog), QStringList());
        dialog->reject();
    }

    void theWeekBeginsWhereTheLocaleSays()
    {
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        const QuietHoursEditor german;
        QVERIFY(german.dayBox(1)->parentWidget()->layout()->itemAt(0)->widget() == german.dayBox(1));
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        const QuietHoursEditor american;
        QVERIFY(american.dayBox(1)->parentWidget()->layout()->itemAt(0)->widget() == american.dayBox(7));
        QCOMPARE(american.dayBox(7)->text(), u"Sun"_s);
    }

    void snoozesEnd()
    {
        const auto left = StorageFixture::volume(u"shop"_s, u"main"_s, u"-80"_s);
        const auto right = StorageFixture::volume(u"shop"_s, u"main"_s, u"80-"_s);
        QPointer<AlertSettingsDialog> dialog = open();
        QVERIFY(shownText(dialog).contains(u"No snoozed volumes."_s));
        dialog->reject();
        QTRY_VERIFY(!dialog);
        m_fixture->watch.snooze({left, right}, m_fixture->account.clock.now().addYears(10));
        dialog = open();
        QVERIFY(!shownText(dialog).contains(u"No snoozed volumes."_s));
        QVERIFY(shownText(dialog).contains(u"Snoozed until a higher threshold is crossed"_s));
        shownButton(dialog, u"End"_s)->click(); // the first one
        ok(dialog);
        QTRY_VERIFY(!dialog);
        QVERIFY(!m_fixture->watch.snoozedUntil(left).isValid());
        QVERIFY(m_fixture->watch.snoozedUntil(right).isValid());
    }

    void theSnoozeMenu()
    {
        const auto left = StorageFixture::volume(u"shop"_s, u"main"_s, u"-80"_s);
        const auto right = StorageFixture::volume(u"shop"_s, u"main"_s, u"80-"_s);
        const QMenu *menu = makeSnoozeMenu(&m_fixture->watch, &m_fixture->account.clock, {left, right}, m_page.get());
        QCOMPARE(orrery::tests::plainTimes(texts(menu)),
                 QStringList({u"For 1 hour"_s, u"Until tomorrow, 9:00 AM"_s, u"For 1 week"_s,
                              u"Until a higher threshold is crossed"_s, QString(), u"End the snooze"_s}));
        QAction *end = menu->actions().constLast();
        QVERIFY(!end->isEnabled());
        const QDateTime now = m_fixture->account.clock.now();
        const auto lasts = [&](int entry) {
            menu->actions().at(entry)->trigger();
            return now.secsTo(m_fixture->watch.snoozedUntil(left));
        };
        QVERIFY(std::abs(lasts(0) - 3600) < 60);
        QCOMPARE(m_fixture->watch.snoozedUntil(right), m_fixture->watch.snoozedUntil(left));
        lasts(1);
        const QDateTime nine = m_fixture->watch.snoozedUntil(left).toLocalTime();
        QCOMPARE(nine.time(), QTime(9, 0));
        QCOMPARE(now.toLocalTime().date().daysTo(nine.date()), 1);
        QVERIFY(std::abs(lasts(2) - 7 * 86400) < 60);
        QVERIFY(lasts(3) > qint64(9) * 365 * 86400);
        Q_EMIT const_cast<QMenu *>(menu)->aboutToShow();
        QVERIFY(end->isEnabled());
        end->trigger();
        QVERIFY(!m_fixture->watch.snoozedUntil(left).isValid());
        QVERIFY(!m_fixture->watch.snoozedUntil(right).isValid());
        Q_EMIT const_cast<QMenu *>(menu)->aboutToShow();
        QCOMPARE(disabledReason(end), u"It is not snoozed."_s);
    }

    void snoozeTexts()
    {
        const QDateTime now(QDate(2026, 11, 21), QTime(12, 0));
        QCOMPARE(snoozeText({}, now), QString());
        QCOMPARE(snoozeText(now, now), QString());
        QCOMPARE(orrery::tests::plainTimes(snoozeText(now.addSecs(3600), now)), u"Snoozed until 1:00 PM"_s);
        QCOMPARE(orrery::tests::plainTimes(snoozeText(now.addDays(1), now)), u"Snoozed until 11/22/26, 12:00 PM"_s);
        QCOMPARE(snoozeText(now.addYears(10), now), u"Snoozed until a higher threshold is crossed"_s);
    }
};

ORRERY_SUITE(TestAlertSettingsDialog)
#include "tst_alert_settings_dialog.moc"
