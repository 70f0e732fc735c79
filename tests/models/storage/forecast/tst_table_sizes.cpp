// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/utc.h"
#include "models/core/text.h"
#include "models/storage/forecast/table_sizes.h"
#include "tests/support/suite.h"

#include <QLocale>
#include <QTest>

#include <limits>

using namespace orrery::models;
using namespace Qt::StringLiterals;
using Kind = ArtefactTable::Kind;

namespace {

const QDateTime now(QDate(2026, 11, 21), QTime(12, 0), orrery::kUtc);

StorageVolume table(const QString &name, const QString &shard = u"-"_s)
{
    return {u"a"_s, u"acme"_s, u"shop"_s, u"main"_s, u"commerce"_s, shard, {}, name};
}
TableSample sample(const QString &name, double first, double last, int days = 2, const QString &shard = u"-"_s)
{
    return {table(name, shard), first, now.addDays(-days), last, now};
}
QStringList names(const QList<TableUse> &uses)
{
    QStringList list;
    for (const TableUse &use : uses)
        list.append(use.table.shard.isEmpty() ? use.table.table : use.table.table + u'@' + use.table.shard);
    return list;
}

} // namespace

class StorageTablesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void knowsArtefacts_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("kind"); // -1: an ordinary table
        QTest::addColumn<QString>("until");
        const QString id = u"6ace8bcef73211ea87e9f875a4d24e90"_s;
        const QString at = u"2020-09-15T12:04:10Z"_s;
        QTest::newRow("held") << u"_vt_hld_"_s + id + u"_20200915120410_"_s << int(Kind::Held) << at;
        QTest::newRow("to be dropped") << u"_vt_drp_"_s + id + u"_20200915120410_"_s << int(Kind::Dropping) << at;
        QTest::newRow("purged") << u"_vt_prg_"_s + id + u"_20200915120410_"_s << int(Kind::Purging) << at;
        QTest::newRow("evacuated") << u"_vt_evc_"_s + id + u"_20200915120410_"_s << int(Kind::Evacuating) << at;
        QTest::newRow("in use") << u"_vt_vrp_"_s + id + u"_20200915120410_"_s << int(Kind::InUse) << QString();
        QTest::newRow("old, held") << u"_vt_HOLD_"_s + id + u"_20200915120410"_s << int(Kind::Held) << at;
        QTest::newRow("old, purged") << u"_vt_PURGE_"_s + id + u"_20200915120410"_s << int(Kind::Purging) << at;
        QTest::newRow("old, evacuated") << u"_vt_EVAC_"_s + id + u"_20200915120410"_s << int(Kind::Evacuating) << at;
        QTest::newRow("old, dropped") << u"_vt_DROP_"_s + id + u"_20200915120410"_s << int(Kind::Dropping) << at;
        QTest::newRow("a copy") << u"_51f0e5a2_38c0_11eb_8e4b_f875a4d24e90_20201207144237_vrepl"_s << int(Kind::InUse)
                                << QString();
        QTest::newRow("done with") << u"_51f0e5a2_38c0_11eb_8e4b_f875a4d24e90_20201207144237_del"_s
                                   << int(Kind::Dropping) << QString();
        QTest::newRow("no such month") << u"_vt_hld_"_s + id + u"_20201315120410_"_s << int(Kind::Other) << QString();
        QTest::newRow("short id") << u"_vt_hld_6ace_20200915120410_"_s << int(Kind::Other) << QString();
        QTest::newRow("other") << u"_vt_something"_s << int(Kind::Other) << QString();
        QTest::newRow("nearly") << u"_vt"_s << -1 << QString();
        QTest::newRow("a table") << u"orders"_s << -1 << QString();
        QTest::newRow("somebody's own") << u"_orders_del"_s << -1 << QString();
        QTest::newRow("contains it") << u"my_vt_hld_"_s << -1 << QString();
        QTest::newRow("empty") << QString() << -1 << QString();
    }
    void knowsArtefacts()
    {
        QFETCH(QString, name);
        QFETCH(QString, until);
        const auto artefact = artefactTable(name);
        QTEST(artefact ? int(artefact->kind) : -1, "kind");
        if (artefact)
            QCOMPARE(artefact->until.toString(Qt::ISODate), until);
    }

    void saysWhatTheyAre()
    {
        const ArtefactTable held{Kind::Held, now.addDays(1)};
        QCOMPARE(artefactWord(held, now).text, u"Held"_s);
        QCOMPARE(artefactWord(held, now).explanation,
                 u"Replaced by a schema change; kept until "_s + exactTime(held.until) + u"."_s);
        QCOMPARE(artefactWord(held, now.addDays(2)).explanation,
                 u"Replaced by a schema change; it was kept until "_s + exactTime(held.until)
                     + u" and will be dropped soon."_s);
        QCOMPARE(artefactWord({Kind::InUse, {}}, now).tone, Tone::Busy);
        QCOMPARE(artefactWord({Kind::Dropping, {}}, now).explanation, QString());
        QCOMPARE(artefactWord({Kind::Other, {}}, now).text, u"Internal"_s);
    }

    void sortsBySizeAndPace()
    {
        const TableSummary summary =
            summarizeTables({sample(u"small"_s, 10, 20), sample(u"large"_s, 1000, 900), sample(u"b"_s, 30, 50),
                             sample(u"a"_s, 48, 50), sample(u"new"_s, 5, 5, 0)});
        QCOMPARE(names(summary.largest), (QStringList{u"large"_s, u"a"_s, u"b"_s, u"small"_s, u"new"_s}));
        QCOMPARE(names(summary.fastest), (QStringList{u"b"_s, u"small"_s, u"a"_s}));
        QCOMPARE(summary.bytes, 1025.0);
        QCOMPARE(summary.fastest.first().perDay, std::optional<double>(10));
        QCOMPARE(summary.largest.first().perDay, std::optional<double>(-50));
        QVERIFY(!summary.largest.last().perDay);
        QCOMPARE(summary.largest.at(1).share, 50.0 / 1025);
        QCOMPARE(summary.artefacts, 0);
        QCOMPARE(summarizeTables({}), TableSummary());
    }

    void addsShardsUp()
    {
        const QList<TableSample> samples{sample(u"orders"_s, 10, 20, 2, u"-80"_s),
                                         sample(u"orders"_s, 10, 40, 1, u"80-"_s),
                                         sample(u"users"_s, 25, 25, 0, u"-80"_s)};
        const TableSummary all = summarizeTables(samples);
        QCOMPARE(names(all.largest), (QStringList{u"orders"_s, u"users"_s}));
        QCOMPARE(all.largest.first().bytes, 60.0);
        QCOMPARE(all.largest.first().perDay, std::optional<double>(35));
        const TableSummary each = summarizeTables(samples, false);
        QCOMPARE(names(each.largest), (QStringList{u"orders@80-"_s, u"users@-80"_s, u"orders@-80"_s}));
    }

    void sumsWhatIsLeftOver()
    {
        const QString id = u"6ace8bcef73211ea87e9f875a4d24e90_20200915120410_"_s;
        const TableSummary summary = summarizeTables({sample(u"orders"_s, 1, 100), sample(u"_vt_hld_"_s + id, 60, 60),
                                                      sample(u"_vt_drp_"_s + id, 5, 5),
                                                      sample(u"_vt_vrp_"_s + id, 0, 90), sample(u"_vt_x"_s, 7, 7)});
        QCOMPARE(summary.artefacts, 2);
        QCOMPARE(summary.artefactBytes, 65.0); // what is in use cannot go
        QCOMPARE(summary.bytes, 262.0);
        QVERIFY(!summary.largest.first().artefact);
        QCOMPARE(summary.largest.at(1).artefact, std::optional<ArtefactTable>({Kind::InUse, {}}));
    }

    void badSamplesAreLeftOut()
    {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        TableSample backwards = sample(u"backwards"_s, 10, 20, -2);
        const TableSummary summary =
            summarizeTables({sample(u"nan"_s, 1, nan), sample(u"negative"_s, 1, -5), sample(u"nothing"_s, nan, 7),
                             sample(QString(), 1, 2), backwards});
        QCOMPARE(names(summary.largest), (QStringList{u"backwards"_s, u"nothing"_s}));
        QVERIFY(!summary.largest.at(0).perDay);
        QVERIFY(!summary.largest.at(1).perDay);
        QVERIFY(summary.fastest.isEmpty());
    }
};

ORRERY_SUITE(StorageTablesTest)
#include "tst_table_sizes.moc"
