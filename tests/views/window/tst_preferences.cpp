// SPDX-License-Identifier: GPL-3.0-or-later
// The window of the settings that have a title: what it shows, and that a change is written and holds at once.
#include "views/window/preferences_dialog.h"

#include "models/core/feature_registry.h"
#include "models/core/services.h"
#include "tests/support/suite.h"

#include <QCheckBox>
#include <QComboBox>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace orrery;
using namespace orrery::models;
using namespace Qt::StringLiterals;

namespace {
const Setting<bool> watch{QLatin1String("a/watch"), true};
const Setting<int> colors{QLatin1String("a/colors"), 0};
const Setting<int> hidden{QLatin1String("a/hidden"), 3};
} // namespace

class TestPreferences : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aChangeIsWrittenAndHoldsAtOnce()
    {
        const QTemporaryDir dir;
        QSettings settings(dir.filePath(u"s.ini"_s), QSettings::IniFormat);
        QVariantList applied;
        FeatureRegistry features;
        SettingRow row = SettingRow::of(watch, SettingScope::Machine).shownAs(u"One"_s, u"Watch"_s, u"Looks."_s);
        row.apply = [&applied](const Services &, const QVariant &value) { applied.append(value); };
        features.settings.push_back(row);
        SettingRow choice = SettingRow::of(colors, SettingScope::Machine).shownAs(u"One"_s, u"Colors"_s, {});
        choice.choices = {{u"System"_s, 0}, {u"Dark"_s, 2}};
        features.settings.push_back(choice);
        features.settings.push_back(SettingRow::of(hidden, SettingScope::Window));
        const Services services;
        views::PreferencesDialog dialog(features, &services, &settings);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        QSignalSpy changed(&dialog, &views::PreferencesDialog::changed);
        auto *box = dialog.findChild<QCheckBox *>(u"a/watch"_s);
        QVERIFY(box && box->isChecked());
        QVERIFY(!dialog.findChild<QWidget *>(u"a/hidden"_s));
        box->click();
        QCOMPARE(watch.value(&settings), false);
        QCOMPARE(applied, QVariantList{false});
        dialog.findChild<QComboBox *>(u"a/colors"_s)->setCurrentIndex(1);
        QCOMPARE(colors.value(&settings), 2);
        QCOMPARE(changed.last().first().toString(), u"a/colors"_s);
        QCOMPARE(applied.size(), 1); // what did not change is left alone
    }

    void aValueOfAnotherTypeIsTheDefault()
    {
        const QTemporaryDir dir;
        QSettings settings(dir.filePath(u"s.ini"_s), QSettings::IniFormat);
        settings.setValue(watch.key, u"perhaps"_s);
        settings.setValue(colors.key, u"blue"_s);
        QCOMPARE(watch.value(&settings), true);
        QCOMPARE(colors.value(&settings), 0);
        settings.setValue(watch.key, u"false"_s); // as a file has it
        settings.setValue(colors.key, u"2"_s);
        QCOMPARE(watch.value(&settings), false);
        QCOMPARE(colors.value(&settings), 2);
        QCOMPARE(watch.value(nullptr), true);
    }
};

ORRERY_SUITE(TestPreferences)
#include "tst_preferences.moc"
