// SPDX-License-Identifier: GPL-3.0-or-later
// No row, no request, on a disk that is really full, through the program and real HTTP: what the simulator was sent is what the
// journal has, but for what the person chose to send without a record.
#include "models/core/journal_chain.h"
#include "models/deploy_requests/deploy_request_places.h"
#include "tests/app/app_fixture.h"
#include "tests/support/suite.h"
#include "views/core/confirm_dialog.h"
#include "views/window/page.h"

#include <QCheckBox>
#include <QDialog>
#include <QLabel>
#include <QSqlDatabase>

using namespace orrery;
using namespace orrery::test;
using namespace Qt::StringLiterals;

namespace {

/// Another program that opens the file.
class OtherProgram
{
public:
    explicit OtherProgram(const QString &profile)
    {
        m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"other"_s);
        m_database.setDatabaseName(profile + u"/orrery.db"_s);
        m_database.open();
    }
    ~OtherProgram()
    {
        m_database.close();
        m_database = {};
        QSqlDatabase::removeDatabase(u"other"_s);
    }
    Q_DISABLE_COPY_MOVE(OtherProgram)

    [[nodiscard]] QList<models::JournalEntry> journal()
    {
        QList<models::JournalEntry> entries;
        models::readJournal(m_database, models::JournalOrder::OldestFirst, [&entries](const auto &entry) {
            entries.append(entry);
            return true;
        });
        return entries;
    }
    [[nodiscard]] QStringList faults() { return models::journalChain::verify(m_database).faults; }

private:
    QSqlDatabase m_database;
};

/// The program with the approval of #42 confirmed, so that it is about to be recorded and sent.
bool approve(AppFixture &app)
{
    if (!QTest::qWaitFor([&] { return AppFixture::button(app.page(), u"Approve"_s) != nullptr; })
        || !app.click(AppFixture::button(app.page(), u"Approve"_s)))
        return false;
    const auto dialog = [&] { return app.window()->findChild<views::ConfirmDialog *>(); };
    if (!QTest::qWaitFor([&] { return dialog() && dialog()->isVisible(); }))
        return false;
    for (QCheckBox *loss : dialog()->lossChecks())
        loss->click();
    return app.click(dialog()->confirmButton());
}

QDialog *question(const AppFixture &app)
{
    for (QDialog *dialog : app.window()->findChildren<QDialog *>()) {
        if (dialog->isVisible() && dialog->windowTitle() == u"Not recorded"_s)
            return dialog;
    }
    return nullptr;
}

bool answer(AppFixture &app, const QString &with)
{
    return QTest::qWaitFor([&] { return question(app) != nullptr; }, 8000)
        && app.click(AppFixture::button(question(app), with));
}

bool openRequest(AppFixture &app)
{
    if (!app.startService() || !app.startDemo() || !QTest::qWaitFor([&] { return app.rowCount() == 2; }))
        return false;
    app.window()->open(models::deployRequestPlace({}, u"acme"_s, u"shop"_s, 42, u"changes"_s));
    return QTest::qWaitFor([&] { return app.isQuiet(); }) && app.viewAllTables();
}

} // namespace

class TestSmallDisk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // On a file system of a few MB that the attack mounts (tests/attack): it is filled, and emptied again.
    void whatIsSentIsRecordedOrAskedFor()
    {
        const QString disk = qEnvironmentVariable("ORRERY_SMALL_DISK");
        if (disk.isEmpty())
            QSKIP("run by ./dev attack, which mounts a small disk");
        AppFixture app;
        app.setProfile(disk + u"/profile"_s);
        QVERIFY(openRequest(app));
        QFile filler(disk + u"/filler"_s);
        QVERIFY(filler.open(QFile::WriteOnly | QFile::Unbuffered));
        while (filler.write(QByteArray(4096, 'x')) == 4096) {}
        QVERIFY(approve(app));
        QTRY_VERIFY_WITH_TIMEOUT(question(app), 8000);
        QVERIFY2(shownText(question(app)).contains(u"The disk is full: free some space"_s),
                 qPrintable(shownText(question(app))));
        QCOMPARE(app.mutations().size(), 0);
        QVERIFY(answer(app, u"Send without a record"_s));
        QTRY_COMPARE(app.mutations().size(), 1);
        QTRY_VERIFY(app.isQuiet());
        QTRY_VERIFY(app.shownText().contains(u"the disk is full."_s)); // and stays

        // There is room again: it is recorded at the latest when the program ends.
        filler.close();
        QVERIFY(filler.remove());
        app.endProgram();
        OtherProgram other(app.profile());
        QCOMPARE(other.journal().size(), 1);
        QCOMPARE(other.journal().first().status, 201);
        QVERIFY(other.journal().first().detail.startsWith(u"It was sent without a record"_s));
        QCOMPARE(other.faults(), QStringList());
    }
};

ORRERY_SUITE(TestSmallDisk)
#include "tst_small_disk.moc"
