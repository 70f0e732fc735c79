// SPDX-License-Identifier: GPL-3.0-or-later
// Backups on the page of a database, against a running simulator: every action as a person takes it, and what the service
// was really asked.
#include "models/branches/branch_list.h"
#include "models/core/text.h"
#include "models/databases/database_places.h"
#include "tests/support/suite.h"
#include "tests/views/page_suite.h"
#include "views/core/action_gate.h"
#include "views/core/confirm_dialog.h"

#include <QAction>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>

using namespace orrery;
using namespace orrery::test;
using namespace Qt::StringLiterals;
using models::Location;
using Shown = views::StateOverlay::Shown;
using PagePtr = std::unique_ptr<views::Page>;

namespace {

const QString backups = QStringLiteral("/v1/organizations/acme/databases/shop/branches/main/backups");

Location backupsOf(const QString &database)
{
    return models::databasePlace({}, u"acme"_s, database, u"backups"_s);
}

QAction *action(const PagePtr &page, const QString &text)
{
    const auto actions = page->findChildren<QAction *>();
    for (QAction *each : actions) {
        if (each->text() == text)
            return each;
    }
    return nullptr;
}

template<class Widget>
Widget *named(const QWidget *root, const QString &name)
{
    const auto all = root->findChildren<Widget *>();
    for (Widget *each : all) {
        if (each->accessibleName() == name)
            return each;
    }
    return nullptr;
}

} // namespace

class TestBackupsPane final : public PageSuite
{
    Q_OBJECT

    /// The backups of shop/main, all sixteen, at rest.
    PagePtr open()
    {
        PagePtr page = fixture()->open(backupsOf(u"shop"_s));
        const bool there =
            QTest::qWaitFor([&] { return shownColumn(shownTable(page.get())).size() == 16 && fixture()->isQuiet(); });
        return there ? std::move(page) : nullptr;
    }
    static bool select(const PagePtr &page, const QString &name)
    {
        QTreeView *table = shownTable(page.get());
        const qsizetype row = shownColumn(table).indexOf(name);
        if (row < 0)
            return false;
        table->setFocus();
        table->setCurrentIndex(table->model()->index(int(row), 0));
        return true;
    }
    static views::ConfirmDialog *dialogOf(const PagePtr &page) { return page->findChild<views::ConfirmDialog *>(); }

private Q_SLOTS:
    void theList()
    {
        startSimulator();
        const PagePtr page = open();
        QVERIFY(page);
        QTreeView *table = shownTable(page.get());
        QCOMPARE(table->accessibleName(), u"Backups of branch main"_s);
        QStringList states = shownColumn(table, 1);
        states.sort();
        states.removeDuplicates();
        QCOMPARE(states,
                 (QStringList{u"Canceled"_s, u"Complete"_s, u"Failed"_s, u"Ignored"_s, u"Pending"_s, u"Running"_s}));
        // The branch can be chosen; production comes first.
        auto *branches = named<QComboBox>(page.get(), u"Branch whose backups are shown"_s);
        QVERIFY(branches);
        QCOMPARE(branches->count(), 14);
        QCOMPARE(branches->currentText(), u"main (production)"_s);
    }

    void anotherBranchWithNone()
    {
        startSimulator();
        const PagePtr page = open();
        QVERIFY(page);
        auto *branches = named<QComboBox>(page.get(), u"Branch whose backups are shown"_s);
        const int at = branches->findText(u"add-loyalty"_s);
        QVERIFY(at >= 0);
        branches->setCurrentIndex(at);
        Q_EMIT branches->activated(at);
        QTRY_VERIFY(shownText(page.get()).contains(u"No backups of branch add-loyalty"_s));
        // What is empty offers what makes the first one.
        QVERIFY(shownButton(page.get(), u"Create backup…"_s));
        QCOMPARE(unnamedWidgets(page.get()), QStringList());
    }

    void whatIsNotPossibleSaysWhy_data()
    {
        QTest::addColumn<QString>("backup");
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("reason"); // empty: possible
        QTest::newRow("restore a running one")
            << u"ad hoc"_s << u"Restore to a new branch…"_s << u"Only a complete backup can be restored."_s;
        QTest::newRow("restore a failed one")
            << u"nightly export"_s << u"Restore to a new branch…"_s << u"Only a complete backup can be restored."_s;
        QTest::newRow("restore a complete one")
            << u"before dropping legacy_total"_s << u"Restore to a new branch…"_s << QString();
        QTest::newRow("delete a protected one")
            << u"before dropping legacy_total"_s << u"Delete backup…"_s
            << u"The backup is protected from deletion. Remove the protection first."_s;
        QTest::newRow("delete a free one") << u"weekly 2026-11-18"_s << u"Delete backup…"_s << QString();
        QTest::newRow("lift a protection") << u"before dropping legacy_total"_s << u"Remove protection…"_s << QString();
    }
    void whatIsNotPossibleSaysWhy()
    {
        QFETCH(QString, backup);
        QFETCH(QString, action);
        QFETCH(QString, reason);
        startSimulator();
        const PagePtr page = open();
        QVERIFY(page);
        // The name of a weekly one depends on the day the simulator runs.
        const QStringList names = shownColumn(shownTable(page.get()));
        const QString name = backup.startsWith(u"weekly"_s) ? names.filter(u"weekly"_s).value(0) : backup;
        QVERIFY(select(page, name));
        const QAction *asked = ::action(page, action);
        QVERIFY(asked);
        QCOMPARE(asked->isEnabled(), reason.isEmpty());
        QCOMPARE(views::disabledReason(asked), reason);
        fixture()->accounts()->setReadOnly(fixture()->workspace()->facts().id, true);
        QCOMPARE(views::disabledReason(asked), u"Read-only mode is on: nothing can be changed."_s);
        QVERIFY(!asked->isEnabled());
        if (auto *button = named<QAbstractButton>(page.get(), action))
            QCOMPARE(button->accessibleDescription(), u"Read-only mode is on: nothing can be changed."_s);
        fixture()->accounts()->setReadOnly(fixture()->workspace()->facts().id, false);
        QCOMPARE(views::disabledReason(asked), reason);
        QCOMPARE(fixture()->mutations().size(), 0);
    }

    void scopesSayWhatIsPossible_data()
    {
        QTest::addColumn<QStringList>("granted"); // beside those that read
        QTest::addColumn<QString>("reason"); // why it cannot be deleted; empty: it can
        QTest::addColumn<QString>("doubt");
        QTest::newRow("only reading")
            << QStringList()
            << u"This sign-in was not granted “delete_backups”; sign in again with it, or ask "
               "someone who has it."_s
            << QString();
        QTest::newRow("not for production")
            << QStringList{u"delete_backups"_s} << QString()
            << u"Not known: whether “delete_backups” is enough for a production branch, or "
               "“delete_production_branch_backups” is needed."_s;
        QTest::newRow("for production") << QStringList{u"delete_production_branch_backups"_s} << QString() << QString();
    }
    void scopesSayWhatIsPossible()
    {
        QFETCH(QStringList, granted);
        QFETCH(QString, reason);
        QFETCH(QString, doubt);
        PageFixture person;
        QVERIFY2(person.startWithScopes(granted
                                            + QStringList{u"read_user"_s, u"read_organizations"_s,
                                                          u"read_organization"_s, u"read_databases"_s,
                                                          u"read_database"_s, u"read_branches"_s, u"read_backups"_s},
                                        {u"--time-scale"_s, u"0"_s}),
                 qPrintable(person.error()));
        const PagePtr page = person.open(backupsOf(u"shop"_s));
        QTRY_COMPARE(shownColumn(shownTable(page.get())).size(), 16);
        QVERIFY(select(page, shownColumn(shownTable(page.get())).filter(u"weekly"_s).value(0)));
        const QAction *remove = ::action(page, u"Delete backup…"_s);
        QVERIFY(remove);
        QTRY_COMPARE(views::disabledReason(remove), reason);
        QCOMPARE(remove->isEnabled(), reason.isEmpty());
        if (reason.isEmpty())
            QTRY_COMPARE(remove->statusTip(), doubt);
        QCOMPARE(person.mutations().size(), 0);
    }

    void creating()
    {
        startSimulator();
        const PagePtr page = fixture()->open(backupsOf(u"billing"_s));
        QTRY_VERIFY(shownRows(page) > 0 && fixture()->isQuiet());
        QSignalSpy notices(page.get(), &views::Page::notice);
        QTest::mouseClick(shownButton(page.get(), u"Create backup…"_s), Qt::LeftButton);
        QTRY_VERIFY(dialogOf(page));
        QVERIFY(shownText(dialogOf(page)).contains(u"A backup of branch main is taken now."_s));
        QCOMPARE(unnamedWidgets(dialogOf(page)), QStringList());
        named<QLineEdit>(dialogOf(page), u"Name"_s)->setText(u"by hand"_s);
        named<QSpinBox>(dialogOf(page), u"Keep for"_s)->setValue(3);
        dialogOf(page)->confirmButton()->click();
        QTRY_COMPARE(notices.size(), 1);
        QCOMPARE(notices.first().first().toString(), u"Backup of branch main started."_s);
        QCOMPARE(fixture()->mutationLines(),
                 QStringList{u"POST /v1/organizations/acme/databases/billing/branches/main/backups"_s});
        QCOMPARE(fixture()->mutations().first().body.toObject(),
                 (QJsonObject{{u"name"_s, u"by hand"_s}, {u"retention_unit"_s, u"day"_s}, {u"retention_value"_s, 3}}));
        QTRY_VERIFY(shownColumn(shownTable(page.get())).contains(u"by hand"_s));
    }

    void oneIsBeingTakenAlready()
    {
        startSimulator();
        const PagePtr page = open();
        QVERIFY(page);
        QTest::mouseClick(shownButton(page.get(), u"Create backup…"_s), Qt::LeftButton);
        QTRY_VERIFY(dialogOf(page));
        dialogOf(page)->confirmButton()->click();
        QTRY_COMPARE(shownErrors(page.get()),
                     QStringList{u"A backup of branch main could not be created. PlanetScale said: A backup of this "
                                 "branch is already in progress."_s});
        QCOMPARE(fixture()->mutations().size(), 1);
        QCOMPARE(fixture()->mutations().first().status, 422);
    }

    void deletingWantsTheName()
    {
        startSimulator();
        const PagePtr page = open();
        QVERIFY(page);
        const QString name = shownColumn(shownTable(page.get())).filter(u"weekly"_s).value(0);
        QVERIFY(select(page, name));
        const QString id = shownTable(page.get())->currentIndex().data(models::IdRole).toString();
        action(page, u"Delete backup…"_s)->trigger();
        QTRY_VERIFY(dialogOf(page));
        views::ConfirmDialog *dialog = dialogOf(page);
        QVERIFY(shownText(dialog).contains(u"What it holds can no longer be restored. This cannot be undone."_s));
        QVERIFY(!dialog->confirmButton()->isEnabled());
        QCOMPARE(views::disabledReason(dialog->confirmButton()), u"Type %1 first."_s.arg(name));
        QTest::keyClick(dialog, Qt::Key_Return); // on Cancel, at most
        QCOMPARE(fixture()->mutations().size(), 0);
        QTRY_VERIFY(!dialogOf(page));

        action(page, u"Delete backup…"_s)->trigger();
        QTRY_VERIFY(dialogOf(page));
        dialogOf(page)->nameField()->setText(name);
        QVERIFY(dialogOf(page)->confirmButton()->isEnabled());
        QSignalSpy notices(page.get(), &views::Page::notice);
        dialogOf(page)->confirmButton()->click();
        QTRY_COMPARE(notices.size(), 1);
        QCOMPARE(notices.first().first().toString(), u"Backup %1 was deleted."_s.arg(name));
        QCOMPARE(fixture()->mutationLines(), QStringList{u"DELETE "_s + backups + u'/' + id});
        QCOMPARE(shownColumn(shownTable(page.get())).size(), 15);
        QVERIFY(!shownColumn(shownTable(page.get())).contains(name));
    }

    void protectingAndBack()
    {
        startSimulator();
        const PagePtr page = open();
        QVERIFY(page);
        QSignalSpy notices(page.get(), &views::Page::notice);
        const QString name = shownColumn(shownTable(page.get())).filter(u"weekly"_s).value(0);
        QVERIFY(select(page, name));
        const QString id = shownTable(page.get())->currentIndex().data(models::IdRole).toString();
        action(page, u"Protect"_s)->trigger(); // takes nothing away: not asked
        QVERIFY(!dialogOf(page));
        QTRY_COMPARE(notices.size(), 1);
        QTRY_VERIFY(action(page, u"Remove protection…"_s));
        action(page, u"Remove protection…"_s)->trigger();
        QTRY_VERIFY(dialogOf(page));
        QVERIFY(shownText(dialogOf(page)).contains(u"can be deleted again, by people and when it expires."_s));
        dialogOf(page)->confirmButton()->click();
        QTRY_COMPARE(notices.size(), 2);
        QCOMPARE(fixture()->mutationLines(),
                 (QStringList{u"PATCH "_s + backups + u'/' + id, u"PATCH "_s + backups + u'/' + id}));
        QCOMPARE(fixture()->mutations().first().body.toObject(), (QJsonObject{{u"protected"_s, true}}));
        QCOMPARE(fixture()->mutations().last().body.toObject(), (QJsonObject{{u"protected"_s, false}}));
    }

    void restoring()
    {
        startSimulator();
        const PagePtr page = open();
        QVERIFY(page);
        QVERIFY(select(page, u"before the 2.0 migration"_s));
        const QString id = shownTable(page.get())->currentIndex().data(models::IdRole).toString();
        QTest::mouseClick(shownButton(page.get(), u"Restore to a new branch…"_s), Qt::LeftButton);
        QTRY_VERIFY(dialogOf(page));
        views::ConfirmDialog *dialog = dialogOf(page);
        QVERIFY(!dialog->confirmButton()->isEnabled());
        auto *name = named<QLineEdit>(dialog, u"New branch"_s);
        name->setText(u"main"_s);
        QCOMPARE(views::disabledReason(dialog->confirmButton()), u"A branch named main exists already."_s);
        name->setText(u"has blanks"_s);
        QVERIFY(!dialog->confirmButton()->isEnabled());
        name->setText(u"again"_s);
        QVERIFY(dialog->confirmButton()->isEnabled());
        auto *sizes = named<QComboBox>(dialog, u"Cluster size"_s);
        QVERIFY(sizes->count() > 1);
        QVERIFY(!sizes->isEditable());
        QCOMPARE(sizes->currentText(), u"PS-80 · 1 vCPU · 8 GiB memory · price 197.00"_s); // of the branch's region
        QCOMPARE(unnamedWidgets(dialog), QStringList());
        sizes->setCurrentIndex(sizes->findData(u"PS_20"_s));
        QSignalSpy notices(page.get(), &views::Page::notice);
        dialog->confirmButton()->click();
        QTRY_COMPARE(notices.size(), 1);
        QCOMPARE(notices.first().first().toString(),
                 u"Backup before the 2.0 migration is being restored to branch again."_s);
        QCOMPARE(fixture()->mutationLines(), QStringList{u"POST /v1/organizations/acme/databases/shop/branches"_s});
        QCOMPARE(fixture()->mutations().first().body.toObject(),
                 (QJsonObject{{u"backup_id"_s, id},
                              {u"cluster_size"_s, u"PS_20"_s},
                              {u"name"_s, u"again"_s},
                              {u"parent_branch"_s, u"main"_s}}));
        // The list of branches learns of it.
        QTRY_VERIFY(models::knownBranch(fixture()->workspace(), u"acme"_s, u"shop"_s, u"again"_s));
    }

    void refusedByTheService()
    {
        startSimulator();
        const PagePtr page = open();
        QVERIFY(page);
        QVERIFY(fixture()->setFaults(
            {fault(u"/backups$"_s, u"status"_s,
                   {{u"method"_s, u"POST"_s}, {u"status"_s, 422}, {u"message"_s, u"<b>Too many</b> backups"_s}})}));
        QTest::mouseClick(shownButton(page.get(), u"Create backup…"_s), Qt::LeftButton);
        QTRY_VERIFY(dialogOf(page));
        dialogOf(page)->confirmButton()->click();
        QTRY_COMPARE(shownErrors(page.get()).size(), 1);
        QVERIFY2(shownErrors(page.get())
                     .first()
                     .startsWith(u"A backup of branch main could not be created. PlanetScale said: <b>Too many</b> "
                                 "backups."_s),
                 qPrintable(shownErrors(page.get()).first()));
        QCOMPARE(guessingWidgets(page.get()), QStringList());
        QCOMPARE(shownColumn(shownTable(page.get())).size(), 16);
    }

    void changedMeanwhile()
    {
        startSimulator();
        const PagePtr page = open();
        QVERIFY(page);
        const QString name = shownColumn(shownTable(page.get())).filter(u"weekly"_s).value(0);
        QVERIFY(select(page, name));
        const QString id = shownTable(page.get())->currentIndex().data(models::IdRole).toString();
        action(page, u"Delete backup…"_s)->trigger();
        QTRY_VERIFY(dialogOf(page));
        const std::unique_ptr<QNetworkReply> other(
            fixture()->sendFromElsewhere("PATCH", backups + u'/' + id, "{\"protected\":true}"));
        QTRY_VERIFY(other->isFinished());
        QCOMPARE(other->error(), QNetworkReply::NoError);
        dialogOf(page)->nameField()->setText(name);
        dialogOf(page)->confirmButton()->click();
        QTRY_VERIFY(shownErrors(page.get()).size() == 1);
        QVERIFY2(shownErrors(page.get()).first().contains(u"was changed by someone else. Nothing was sent."_s),
                 qPrintable(shownErrors(page.get()).first()));
        QCOMPARE(fixture()->mutationLines(), QStringList{u"PATCH "_s + backups + u'/' + id});
        QTRY_COMPARE(views::disabledReason(action(page, u"Delete backup…"_s)),
                     u"The backup is protected from deletion. Remove the protection first."_s);
    }

    void failedAndStale()
    {
        startSimulator();
        const QString title = u"The backups of branch main of acme/shop could not be loaded."_s;
        QVERIFY(fixture()->setFaults({fault(backups + u'$', u"status"_s, {{u"status"_s, 500}})}));
        const PagePtr page = fixture()->open(backupsOf(u"shop"_s));
        QTRY_COMPARE_WITH_TIMEOUT(shownErrors(page.get()).size(), 1, 15'000);
        QVERIFY2(shownErrors(page.get()).first().startsWith(title + u" PlanetScale failed while answering"_s),
                 qPrintable(shownErrors(page.get()).first()));
        QVERIFY(fixture()->setFaults({}));
        QTest::mouseClick(shownButton(page.get(), u"Retry"_s), Qt::LeftButton);
        QTRY_COMPARE(shownColumn(shownTable(page.get())).size(), 16);
        QVERIFY(fixture()->setFaults({fault(backups + u'$', u"drop"_s)}));
        page->refresh();
        QTRY_COMPARE_WITH_TIMEOUT(shownErrors(page.get()).size(), 1, 15'000);
        QCOMPARE(shownColumn(shownTable(page.get())).size(), 16);
    }

    void withTheKeyboardAlone()
    {
        startSimulator();
        const PagePtr page = open();
        QVERIFY(page);
        QVERIFY(select(page, u"before the 2.0 migration"_s));
        const QStringList stops = tabStops(page.get());
        for (const QString &name : {u"Backups of branch main"_s, u"Create backup…"_s, u"Restore to a new branch…"_s,
                                    u"Branch whose backups are shown"_s})
            QVERIFY2(stops.contains(name), qPrintable(stops.join(u'|')));
        QVERIFY2(!stops.contains(QString()), qPrintable(stops.join(u'|')));
        QAbstractButton *create = shownButton(page.get(), u"Create backup…"_s);
        create->setFocus();
        QTest::keyClick(create, Qt::Key_Space);
        QTRY_VERIFY(dialogOf(page));
        QTest::keyClick(dialogOf(page), Qt::Key_Escape);
        QTRY_VERIFY(!dialogOf(page));
        QCOMPARE(fixture()->mutations().size(), 0);
    }

    void hostileNames()
    {
        startSimulator({u"--scenario"_s, u"hostile"_s});
        const QString name = u"first line\nsecond line\r\n\ttab"_s;
        const PagePtr page = fixture()->open(backupsOf(name));
        QTRY_COMPARE(shownColumn(shownTable(page.get())).size(), 6);
        QTRY_VERIFY(fixture()->isQuiet());
        for (const QString &shown : shownColumn(shownTable(page.get())))
            QCOMPARE(dangerousCharacter(shown), QString());
        QTreeView *table = shownTable(page.get());
        table->setCurrentIndex(table->model()->index(0, 0));
        action(page, u"Delete backup…"_s)->trigger();
        QTRY_VERIFY(dialogOf(page));
        QCOMPARE(guessingWidgets(page.get()), QStringList());
        QCOMPARE(dangerousCharacter(shownText(dialogOf(page))), QString());
        QCOMPARE(dangerousCharacter(dialogOf(page)->windowTitle()), QString());
        // A name that no field can hold can still be confirmed: as it is shown.
        dialogOf(page)->nameField()->setText(models::visibleText(name));
        QVERIFY(dialogOf(page)->confirmButton()->isEnabled());
    }
};

ORRERY_SUITE(TestBackupsPane)
#include "tst_backups_pane.moc"
