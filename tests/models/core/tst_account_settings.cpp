// SPDX-License-Identifier: GPL-3.0-or-later
// What is remembered of an account goes with it, and nothing else does.
#include "models/core/account_settings.h"
#include "tests/support/suite.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace orrery::models;
using namespace Qt::StringLiterals;

class TestAccountSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatNamesTheAccountGoes()
    {
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
        const QStringList gone{u"drafts/webhook|a-1|acme"_s, u"accounts/a-1/tab"_s, u"a-1/x"_s};
        const QStringList stay{u"drafts/webhook|a-12|acme"_s, u"window/scheme"_s, u"tables/branches/a-1x"_s};
        for (const QString &key : gone + stay)
            settings.setValue(key, 1);
        forgetAccountSettings(&settings, u"a-1"_s);
        for (const QString &key : gone)
            QVERIFY2(!settings.contains(key), qPrintable(key));
        for (const QString &key : stay)
            QVERIFY2(settings.contains(key), qPrintable(key));
        forgetAccountSettings(&settings, QString());
        forgetAccountSettings(nullptr, u"a-1"_s);
        QCOMPARE(settings.allKeys().size(), stay.size());
    }
};

ORRERY_SUITE(TestAccountSettings)
#include "tst_account_settings.moc"
