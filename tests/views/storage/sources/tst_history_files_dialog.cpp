// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/suite.h"
#include "tests/views/storage/sources/tools_fixture.h"
#include "views/storage/sources/history_files_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QPushButton>

using namespace orrery;
using namespace orrery::test;
using namespace orrery::views;
using namespace Qt::StringLiterals;
using Direction = HistoryFilesDialog::Direction;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// What the dialog says, in its bar too.
QString said(const QWidget &dialog)
{
    return shownText(&dialog) + u'\n' + shownErrors(&dialog).join(u'\n');
}

} // namespace

class TestHistoryFilesDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void theChosenBranchAndTimeAreExported()
    {
        StorageToolsFixture fixture;
        fixture.grow();
        fixture.grow(fixture.volume(u"blog"_s, u"posts"_s, u"-"_s), 10, 20, 1);
        QTRY_COMPARE(fixture.radar.model()->rowCount(), 3);
        HistoryFilesDialog dialog(Direction::Export, fixture.context(),
                                  fixture.volume(u"shop"_s, u"commerce"_s, u"-80"_s));
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        auto *what = named<QComboBox>(&dialog, u"What to export"_s);
        QCOMPARE(what->count(), 3); // everything, blog, shop
        QCOMPARE(what->currentText(), u"acme / shop / main"_s);
        QCOMPARE(dialog.scope().database, u"shop"_s);
        QVERIFY(!dialog.scope().from.isValid());
        const QString path = fixture.account.path(u"out.csv"_s);
        dialog.run(path);
        QVERIFY(dialog.isRunning());
        QTRY_VERIFY(!dialog.isRunning());
        QVERIFY2(said(dialog).contains(u"290 readings were written to"_s), qPrintable(said(dialog)));
        const QByteArray csv = contentOf(path);
        QCOMPARE(csv.count("\n"), 291);
        QVERIFY(csv.contains(",acme,shop,main,commerce,"));
        QVERIFY(!csv.contains("blog"));

        what->setCurrentIndex(0);
        QCOMPARE(dialog.scope().database, QString());
        auto *range = named<QComboBox>(&dialog, u"Time"_s);
        range->setCurrentIndex(range->findData(7));
        QCOMPARE(dialog.scope().from.date(), fixture.account.clock.now().addDays(-7).date());
        auto *format = named<QComboBox>(&dialog, u"Format"_s);
        format->setCurrentIndex(1);
        dialog.findChild<QCheckBox *>()->setChecked(false);
        QVERIFY(!dialog.scope().withTables);
        const QString metrics = fixture.account.path(u"out.om"_s);
        dialog.run(metrics);
        QTRY_VERIFY(!dialog.isRunning());
        QVERIFY(contentOf(metrics).endsWith("# EOF\n"));
        QVERIFY(contentOf(metrics).contains("blog"));
    }

    void anImportTellsWhatItTookAndWhatItLeftOut()
    {
        StorageToolsFixture fixture;
        const QString path = fixture.account.path(u"in.csv"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("time,organization,database,branch,used_percent\n"
                   "2026-03-01T12:00:00Z,acme,shop,main,40\n"
                   "yesterday,acme,shop,main,40\n"
                   "2026-03-01T12:05:00Z,acme,shop,main,41\n");
        file.close();
        HistoryFilesDialog dialog(Direction::Import, fixture.context());
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        dialog.run(path);
        QTRY_VERIFY(!dialog.isRunning());
        QVERIFY2(said(dialog).contains(u"2 readings of"_s), qPrintable(said(dialog)));
        QVERIFY2(said(dialog).contains(u"1 lines were left out:"_s) || said(dialog).contains(u"1 line was left out:"_s),
                 qPrintable(said(dialog)));
        QVERIFY2(said(dialog).contains(u"Line 3:"_s), qPrintable(said(dialog)));
        QTRY_COMPARE(fixture.radar.model()->rowCount(), 1);

        dialog.run(fixture.account.path(u"nothing.csv"_s));
        QTRY_VERIFY(!dialog.isRunning());
        QVERIFY2(said(dialog).contains(u"could not be read to its end:"_s), qPrintable(said(dialog)));
        QVERIFY(!said(dialog).contains(u"Line 3:"_s));
    }

    void itCanBeCanceled()
    {
        StorageToolsFixture fixture;
        fixture.grow();
        HistoryFilesDialog dialog(Direction::Export, fixture.context());
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        const QString path = fixture.account.path(u"out.csv"_s);
        dialog.run(path);
        QAbstractButton *cancel = shownButton(&dialog, u"Cancel"_s);
        QVERIFY(cancel);
        QVERIFY(!shownButton(&dialog, u"Export…"_s));
        cancel->click();
        QTRY_VERIFY(!dialog.isRunning());
        QVERIFY2(said(dialog).contains(u"Cancelled: nothing was written."_s), qPrintable(said(dialog)));
        QVERIFY(!QFile::exists(path));
        QVERIFY(shownButton(&dialog, u"Close"_s));
    }

    void everythingHasAName()
    {
        StorageToolsFixture fixture;
        for (const Direction direction : {Direction::Export, Direction::Import}) {
            HistoryFilesDialog dialog(direction, fixture.context());
            dialog.setAttribute(Qt::WA_DeleteOnClose, false);
            dialog.show();
            QCOMPARE(unnamedWidgets(&dialog), QStringList());
            QCOMPARE(guessingWidgets(&dialog), QStringList());
        }
    }
};

ORRERY_SUITE(TestHistoryFilesDialog)
#include "tst_history_files_dialog.moc"
