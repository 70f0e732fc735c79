// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/utc.h"
#include "models/core/text.h"
#include "tests/support/suite.h"

#include <QLocale>
#include <QTest>
#include <QTimeZone>

#include <cmath>

using namespace orrery::models;
using namespace Qt::StringLiterals;

class TextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void makesControlAndBidiCharactersVisible_data()
    {
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("kept");
        QTest::newRow("clean") << u"add-loyalty"_s << u"add-loyalty"_s << u"add-loyalty"_s;
        QTest::newRow("accents") << u"Größe – 完了"_s << u"Größe – 完了"_s << u"Größe – 完了"_s;
        QTest::newRow("line feed") << u"a\nb"_s << u"a\u240Ab"_s << u"a\nb"_s;
        QTest::newRow("tab") << u"a\tb"_s << u"a\u2409b"_s << u"a\tb"_s;
        QTest::newRow("windows line end") << u"a\r\nb"_s << u"a\u240D\u240Ab"_s << u"a\nb"_s;
        QTest::newRow("escape") << u"\u001B[31mred"_s << u"\u241B[31mred"_s << u"\u241B[31mred"_s;
        QTest::newRow("nul") << QString(u"a"_s + QChar(0) + u"b"_s) << u"a\u2400b"_s << u"a\u2400b"_s;
        QTest::newRow("delete") << u"a\u007Fb"_s << u"a\u2421b"_s << u"a\u2421b"_s;
        QTest::newRow("right to left override") << u"user\u202Egpj"_s << u"user⟨U+202E⟩gpj"_s << u"user⟨U+202E⟩gpj"_s;
        QTest::newRow("isolate") << u"\u2066x\u2069"_s << u"⟨U+2066⟩x⟨U+2069⟩"_s << u"⟨U+2066⟩x⟨U+2069⟩"_s;
        QTest::newRow("zero width space") << u"ma\u200Bin"_s << u"ma⟨U+200B⟩in"_s << u"ma⟨U+200B⟩in"_s;
        QTest::newRow("joined emoji stays")
            << u"\U0001F468\u200D\U0001F4BB"_s << u"\U0001F468\u200D\U0001F4BB"_s << u"\U0001F468\u200D\U0001F4BB"_s;
        QTest::newRow("tag character") << u"x\U000E0041"_s << u"x⟨U+E0041⟩"_s << u"x⟨U+E0041⟩"_s;
        QTest::newRow("lone surrogate") << QString(u"x"_s + QChar(0xD800)) << u"x\uFFFD"_s << u"x\uFFFD"_s;
    }
    void makesControlAndBidiCharactersVisible()
    {
        QFETCH(QString, input);
        QTEST(visibleText(input), "shown");
        QTEST(visibleText(input, LineBreaks::Keep), "kept");
    }

    void saysHowLongAgo_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("now") << qint64(4) << u"just now"_s;
        QTest::newRow("seconds") << qint64(12) << u"12\u00A0s ago"_s;
        QTest::newRow("last second") << qint64(59) << u"59\u00A0s ago"_s;
        QTest::newRow("minute") << qint64(60) << u"1\u00A0min ago"_s;
        QTest::newRow("hours") << qint64(7500) << u"2\u00A0h ago"_s;
        QTest::newRow("days") << qint64(3 * 86400 + 5) << u"3\u00A0d ago"_s;
        QTest::newRow("soon") << qint64(-240) << u"in 4\u00A0min"_s;
    }
    void saysHowLongAgo()
    {
        QFETCH(qint64, seconds);
        const QDateTime now(QDate(2026, 11, 21), QTime(5, 4), orrery::kUtc);
        QTEST(relativeTime(now.addSecs(-seconds), now), "text");
    }
    void oldTimesAreDates()
    {
        const QDateTime now(QDate(2026, 11, 21), QTime(12, 0), orrery::kUtc);
        QCOMPARE(relativeTime(now.addDays(-60), now), u"9/22/26"_s);
        QCOMPARE(relativeTime(QDateTime(), now), QString());
    }

    void formatsBytes_data()
    {
        QTest::addColumn<double>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << 0.0 << u"0 bytes"_s;
        QTest::newRow("bytes") << 512.0 << u"512 bytes"_s;
        QTest::newRow("kibibytes") << 1536.0 << u"1.5 KiB"_s;
        QTest::newRow("gibibytes") << 1288490189.0 << u"1.2 GiB"_s;
        QTest::newRow("three figures") << 128849018880.0 << u"120 GiB"_s;
        QTest::newRow("negative") << -1536.0 << u"-1.5 KiB"_s;
        QTest::newRow("not a number") << std::nan("") << QString();
    }
    void formatsBytes()
    {
        QFETCH(double, bytes);
        QTEST(formattedBytes(bytes), "text");
    }
    void exactBytesAreGrouped() { QCOMPARE(exactBytes(1288490189.0), u"1,288,490,189 bytes"_s); }

    void neverRoundsAcrossAThreshold_data()
    {
        QTest::addColumn<double>("percent");
        QTest::addColumn<QString>("text");
        QTest::newRow("whole") << 82.0 << u"82\u00A0%"_s;
        QTest::newRow("tenth") << 82.44 << u"82.4\u00A0%"_s;
        QTest::newRow("up") << 82.46 << u"82.5\u00A0%"_s;
        QTest::newRow("below 90") << 89.96 << u"89.9\u00A0%"_s;
        QTest::newRow("below 100") << 99.99 << u"99.9\u00A0%"_s;
        QTest::newRow("at 90") << 90.0 << u"90\u00A0%"_s;
        QTest::newRow("over") << 101.25 << u"101.3\u00A0%"_s;
        QTest::newRow("zero") << 0.0 << u"0\u00A0%"_s;
        QTest::newRow("binary fraction") << 0.57 * 100 << u"57\u00A0%"_s;
    }
    void neverRoundsAcrossAThreshold()
    {
        QFETCH(double, percent);
        QTEST(formattedPercent(percent), "text");
    }

    void formatsDurations()
    {
        QCOMPARE(formattedDuration(45), u"45\u00A0s"_s);
        QCOMPARE(formattedDuration(200), u"3\u00A0min 20\u00A0s"_s);
        QCOMPARE(formattedDuration(3600), u"1\u00A0h"_s);
        QCOMPARE(formattedDuration(7500), u"2\u00A0h 5\u00A0min"_s);
        QCOMPARE(formattedDuration(4 * 86400 + 3600), u"4\u00A0d 1\u00A0h"_s);
    }
    void countsWithGroups()
    {
        QCOMPARE(countOf(12, 240), u"12 of 240"_s);
        QCOMPARE(countOf(1240, 1240), u"1,240 of 1,240"_s);
    }
};

ORRERY_SUITE(TextTest)
#include "tst_text.moc"
