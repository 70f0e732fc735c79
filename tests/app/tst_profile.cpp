// SPDX-License-Identifier: GPL-3.0-or-later
// The profile folder: damaged files, a place that cannot be written, a disk that is full, and a second program on it.
#include "models/core/journal_chain.h"
#include "models/deploy_requests/deploy_request_places.h"
#include "models/organizations/organization_places.h"
#include "tests/app/app_fixture.h"
#include "tests/support/suite.h"
#include "views/window/page.h"
#include "views/window/standing_bar.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QProcess>
#include <QScopeGuard>
#include <QSqlDatabase>
#include <QSqlQuery>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#endif

using namespace orrery;
using namespace orrery::test;
using namespace Qt::StringLiterals;

class TestProfile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void folderThatCannotBeMade();
    void damagedDatabase();
    void damagedAccounts();
    void fullDisk();
    void lockedFileAsksBeforeSending();
    void secondProgramHandsItsLinkOver();

private:
    /// The question that is open, by how its title begins; presses one of its buttons.
    static QDialog *question(const QString &title);
    static bool answer(const QString &title, const QString &button);
    /// The action of the page with this text.
    static QAction *action(const AppFixture &app, const QString &text);
    /// What lasts until a person dismisses it.
    static QString standing(const AppFixture &app);
    static void write(const QString &path, const QByteArray &bytes);
};

QString TestProfile::standing(const AppFixture &app)
{
    const auto *bar = app.window()->findChild<views::StandingBar *>();
    return bar->isShowing() ? bar->text() : QString();
}

void TestProfile::write(const QString &path, const QByteArray &bytes)
{
    QVERIFY(QDir().mkpath(QFileInfo(path).absolutePath()));
    QFile file(path);
    QVERIFY(file.open(QFile::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

void TestProfile::folderThatCannotBeMade()
{
    AppFixture app;
    QVERIFY(app.startService());
    write(app.profile() + u"/file"_s, "in the way");
    app.setProfile(app.profile() + u"/file/profile"_s);
    QVERIFY(app.startDemo());
    QTRY_VERIFY2(standing(app).contains(u"cannot be written"_s) || standing(app).contains(u"could not be opened"_s),
                 qPrintable(standing(app)));
    // Everything works but the keeping.
    QTRY_COMPARE(app.rowCount(), 2);
    QVERIFY(app.clickInSidebar({u"acme"_s}));
    QTRY_VERIFY(app.column(0).contains(u"shop"_s));
    QCOMPARE(app.shownErrors().size(), 1); // nothing but that
}

void TestProfile::damagedDatabase()
{
    AppFixture app;
    QVERIFY(app.startService());
    write(app.profile() + u"/orrery.db"_s, QByteArray(8192, 'x'));
    QVERIFY(app.startDemo());
    QTRY_VERIFY2(standing(app).startsWith(u"The local database was damaged. It is set aside as "_s),
                 qPrintable(standing(app)));
    QTRY_COMPARE(app.rowCount(), 2);
    QVERIFY(app.isQuiet() || QTest::qWaitFor([&] { return app.isQuiet(); }));
    app.endProgram();
    // The damaged file is kept for whoever can read it; the new one works.
    int kept = 0;
    const auto files = QDir(app.profile()).entryInfoList(QDir::Files);
    for (const QFileInfo &file : files) {
        if (file.fileName().startsWith(u"orrery"_s) && file.size() == 8192) {
            QFile bytes(file.filePath());
            QVERIFY(bytes.open(QFile::ReadOnly));
            kept += bytes.readAll() == QByteArray(8192, 'x') ? 1 : 0;
        }
    }
    QCOMPARE(kept, 1);
    QFile fresh(app.profile() + u"/orrery.db"_s);
    QVERIFY(fresh.open(QFile::ReadOnly));
    QCOMPARE(fresh.read(15), QByteArray("SQLite format 3"));
}

void TestProfile::damagedAccounts()
{
    AppFixture app;
    QVERIFY(app.startService());
    write(app.profile() + u"/accounts.json"_s, R"({"accounts":[{"id":)");
    CommandLine line = app.demoLine();
    line.demo = false;
    line.demoServer = QUrl();
    line.host = app.url();
    QVERIFY(app.startProgram(line));
    QTRY_COMPARE(app.shownErrors().size(), 1);
    const QString shown = app.shownErrors().first();
    QVERIFY2(shown.startsWith(u"The list of accounts was damaged. It was set aside as "_s), qPrintable(shown));
    QVERIFY2(shown.endsWith(u"Sign in again; secrets in the keychain are not touched."_s), qPrintable(shown));
    QCOMPARE(app.window()->location().route, u"welcome"_s);
    QVERIFY(AppFixture::button(app.page(), u"Continue in the browser"_s));
    QStringList aside = QDir(app.profile()).entryList({u"accounts*"_s}, QDir::Files);
    aside.removeAll(u"accounts.json"_s);
    QCOMPARE(aside.size(), 1);
}

void TestProfile::fullDisk()
{
#ifdef Q_OS_UNIX
    // A limit on the size of files stands in for a disk without room: SQLite gets the same kind of refusal.
    AppFixture app;
    QVERIFY(app.startService());
    QVERIFY(app.startDemo());
    QTRY_COMPARE(app.rowCount(), 2);
    QTRY_VERIFY(app.isQuiet());
    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto oldHandler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit none = before;
    none.rlim_cur = 4096;
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &none), 0);
    const bool opened = app.clickInSidebar({u"acme"_s}) && QTest::qWaitFor([&] { return app.rowCount() > 0; });
    const bool told =
        QTest::qWaitFor([&] { return standing(app).contains(u"cannot be written: the disk reports an error ("_s); });
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, oldHandler);
    QVERIFY(opened);
    QVERIFY2(told, qPrintable(standing(app)));
    QVERIFY(app.column(0).contains(u"shop"_s));
    QCOMPARE(app.shownErrors().size(), 1); // nothing but that
#else
    QSKIP("needs a limit on the size of files");
#endif
}

QDialog *TestProfile::question(const QString &title)
{
    const auto windows = QApplication::topLevelWidgets();
    for (QWidget *window : windows) {
        auto *dialog = qobject_cast<QDialog *>(window);
        if (dialog && dialog->isVisible() && dialog->windowTitle().startsWith(title))
            return dialog;
    }
    return nullptr;
}

bool TestProfile::answer(const QString &title, const QString &button)
{
    QDialog *dialog = question(title);
    QAbstractButton *pressed = dialog ? AppFixture::button(dialog, button) : nullptr;
    if (pressed)
        pressed->click();
    return pressed;
}

QAction *TestProfile::action(const AppFixture &app, const QString &text)
{
    const auto actions = app.page()->findChildren<QAction *>();
    for (QAction *each : actions) {
        if (each->text() == text && each->isEnabled())
            return each;
    }
    return nullptr;
}

// No record, no request, but for a person who says so: and then it is recorded as soon as it can be.
void TestProfile::lockedFileAsksBeforeSending()
{
    AppFixture app;
    QVERIFY(app.startService());
    QVERIFY(app.startDemo());
    QTRY_COMPARE(app.rowCount(), 2);
    QVERIFY(app.clickInSidebar({u"acme"_s, u"shop"_s}));
    QVERIFY(app.clickTab(u"backups"_s));
    QTRY_VERIFY(app.rowCount() > 0);
    QTRY_VERIFY(app.isQuiet());
    const QStringList names = app.column(0);
    app.table()->setCurrentIndex(
        app.table()->model()->index(int(names.indexOf(names.filter(u"weekly"_s).value(0))), 0));
    QTRY_VERIFY(action(app, u"Protect"_s));

    QSqlDatabase other = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"other"_s);
    const auto close = qScopeGuard([&other] {
        other.close();
        other = {};
        QSqlDatabase::removeDatabase(u"other"_s);
    });
    other.setDatabaseName(app.profile() + u"/orrery.db"_s);
    QVERIFY(other.open());
    const auto entries = [&other]() {
        QSqlQuery query(other);
        return query.exec(u"SELECT count(*) FROM journal"_s) && query.next() ? query.value(0).toInt() : -1;
    };
    const QString title = u"Not recorded"_s;
    QVERIFY(QSqlQuery(other).exec(u"BEGIN IMMEDIATE"_s));
    action(app, u"Protect"_s)->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(question(title), 10'000);
    QCOMPARE(app.mutations().size(), 0);
    QVERIFY(shownText(question(title)).contains(u"so nothing was sent"_s));
    QVERIFY(answer(title, u"Try again"_s));
    QTRY_VERIFY(!question(title));
    QTRY_VERIFY_WITH_TIMEOUT(question(title), 10'000);
    QCOMPARE(app.mutations().size(), 0);
    QVERIFY(QSqlQuery(other).exec(u"ROLLBACK"_s));
    QVERIFY(answer(title, u"Try again"_s));
    QTRY_COMPARE(app.mutations().size(), 1);
    QTRY_COMPARE(entries(), 1);

    // Left, nothing is sent and nothing stays behind.
    QTRY_VERIFY(action(app, u"Remove protection…"_s));
    QVERIFY(QSqlQuery(other).exec(u"BEGIN IMMEDIATE"_s));
    action(app, u"Remove protection…"_s)->trigger();
    QVERIFY(answer(u"Remove the protection of"_s, u"Remove protection"_s));
    QTRY_VERIFY_WITH_TIMEOUT(question(title), 10'000);
    QTest::keyClick(question(title), Qt::Key_Escape);
    QTRY_VERIFY(!question(title));
    QTRY_VERIFY(action(app, u"Remove protection…"_s));

    // Sent all the same: it goes out while nothing can be written.
    action(app, u"Remove protection…"_s)->trigger();
    QVERIFY(answer(u"Remove the protection of"_s, u"Remove protection"_s));
    QTRY_VERIFY_WITH_TIMEOUT(question(title), 10'000);
    QVERIFY(answer(title, u"Send without a record"_s));
    QTRY_COMPARE(app.mutations().size(), 2);
    QTRY_VERIFY(action(app, u"Protect"_s));
    QVERIFY(QSqlQuery(other).exec(u"ROLLBACK"_s));
    QTRY_COMPARE_WITH_TIMEOUT(entries(), 2, 20'000);
    QVERIFY(models::journalChain::verify(other).holds());
}

void TestProfile::secondProgramHandsItsLinkOver()
{
    AppFixture app;
    QVERIFY(app.startService());
    QVERIFY(app.startDemo());
    QTRY_COMPARE(app.rowCount(), 2);

    QProcess second;
    second.setProcessChannelMode(QProcess::ForwardedChannels);
    second.start(qEnvironmentVariable("ORRERY_PROGRAM"),
                 {u"--profile"_s, app.profile(), u"orrery://acme/shop/deploy-requests/42"_s});
    QTRY_COMPARE_WITH_TIMEOUT(second.state(), QProcess::NotRunning, 10'000);
    QCOMPARE(second.exitStatus(), QProcess::NormalExit);
    QCOMPARE(second.exitCode(), 0);
    QTRY_COMPARE(models::requestNumberOf(app.window()->location()), 42);
    QCOMPARE(models::organizationOf(app.window()->location()), u"acme"_s);
    QTRY_VERIFY(app.window()->windowTitle().contains(u"#42 Add loyalty points"_s));
    QTRY_VERIFY(app.isQuiet());
    QCOMPARE(app.mutations().size(), 0); // a link opens a page, and never acts

    // A link that is none moves nothing.
    QProcess third;
    third.start(qEnvironmentVariable("ORRERY_PROGRAM"), {u"--profile"_s, app.profile(), u"https://example.com/acme"_s});
    QTRY_COMPARE_WITH_TIMEOUT(third.state(), QProcess::NotRunning, 10'000);
    QCOMPARE(third.exitCode(), 0);
    QCOMPARE(models::requestNumberOf(app.window()->location()), 42);
}

ORRERY_SUITE(TestProfile)
#include "tst_profile.moc"
