// SPDX-License-Identifier: GPL-3.0-or-later
// Webhooks as a person manages them, against a running simulator: the tab, the page of their own, forms, refusals, secrets.
#include "models/databases/database_places.h"
#include "models/webhooks/webhook_list.h"
#include "models/webhooks/webhook_places.h"
#include "tests/support/suite.h"
#include "tests/views/page_suite.h"
#include "views/core/action_gate.h"
#include "views/core/action_set.h"
#include "views/core/confirm_dialog.h"
#include "views/core/form_widget.h"
#include "views/window/list_pane.h"

#include <QAction>
#include <QCheckBox>
#include <QJsonArray>
#include <QJsonObject>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace orrery;
using namespace orrery::test;
using namespace orrery::views;
using namespace Qt::StringLiterals;

namespace {

const QString path = QStringLiteral("/v1/organizations/acme/databases/shop/webhooks");

ListPane *paneOf(const std::unique_ptr<Page> &page)
{
    return page->findChild<ListPane *>();
}

ConfirmDialog *openDialog()
{
    for (QWidget *each : QApplication::topLevelWidgets()) {
        if (auto *dialog = qobject_cast<ConfirmDialog *>(each); dialog && dialog->isVisible())
            return dialog;
    }
    return nullptr;
}

} // namespace

class TestWebhooksPane final : public PageSuite
{
    Q_OBJECT

    std::unique_ptr<Page> opened()
    {
        auto page = fixture()->open(models::webhooksPlace({}, u"acme"_s, u"shop"_s));
        [&] { QTRY_VERIFY(shownRows(page) > 0); }();
        const auto *list = models::webhookList(fixture()->workspace(), u"acme"_s, u"shop"_s);
        paneOf(page)->table()->selectId(list->rows().first().id);
        return page;
    }

private Q_SLOTS:
    void theTabAndThePageShowTheSame()
    {
        startSimulator();
        const auto page = opened();
        const auto tab = fixture()->open(models::databasePlace({}, u"acme"_s, u"shop"_s, u"webhooks"_s));
        QTRY_COMPARE(shownRows(tab), shownRows(page));
        // The secret is nowhere on the page, nor among what is kept.
        QString seen;
        for (const auto *label : page->findChildren<QLabel *>())
            seen += label->text();
        const auto *list = models::webhookList(fixture()->workspace(), u"acme"_s, u"shop"_s);
        const QString secret = list->rows().first().secret;
        QVERIFY(secret.size() >= 32);
        QVERIFY(!seen.contains(secret));
    }

    void createsOne()
    {
        startSimulator();
        const auto page = opened();
        const int before = shownRows(page);
        paneOf(page)->actions()->action(u"create"_s)->trigger();
        ConfirmDialog *dialog = openDialog();
        QVERIFY(dialog);
        auto *form = dialog->findChild<FormWidget *>();
        QVERIFY(!dialog->confirmButton()->isEnabled()); // nothing is there yet
        qobject_cast<QLineEdit *>(form->control(u"url"_s))->setText(u"http://example.com/new"_s);
        QVERIFY(!dialog->confirmButton()->isEnabled());
        qobject_cast<QLineEdit *>(form->control(u"url"_s))->setText(u"https://example.com/new"_s);
        form->control(u"events"_s)->findChild<QCheckBox *>()->setChecked(true);
        QVERIFY(dialog->confirmButton()->isEnabled());
        QTest::mouseClick(dialog->confirmButton(), Qt::LeftButton);
        QTRY_COMPARE(shownRows(page), before + 1);
        QTRY_VERIFY(!openDialog());
        QCOMPARE(fixture()->mutationLines(), QStringList{u"POST "_s + path});
        const QJsonObject body = fixture()->mutations().first().body.toObject();
        QCOMPARE(body.value(u"url"_s).toString(), u"https://example.com/new"_s);
        QCOMPARE(body.value(u"enabled"_s), QJsonValue(true));
        QCOMPARE(body.value(u"events"_s).toArray(), QJsonArray{u"branch.ready"_s});
    }

    void aRefusalStandsAtItsFieldAndNothingIsLost()
    {
        startSimulator();
        const auto page = opened();
        const auto *list = models::webhookList(fixture()->workspace(), u"acme"_s, u"shop"_s);
        const QString taken = list->rows().first().url;
        paneOf(page)->actions()->action(u"create"_s)->trigger();
        ConfirmDialog *dialog = openDialog();
        QVERIFY(dialog);
        auto *form = dialog->findChild<FormWidget *>();
        auto *url = qobject_cast<QLineEdit *>(form->control(u"url"_s));
        url->setText(taken); // has to be unique in its database
        form->control(u"events"_s)->findChild<QCheckBox *>()->setChecked(true);
        QTest::mouseClick(dialog->confirmButton(), Qt::LeftButton);
        QTRY_VERIFY(!url->accessibleDescription().startsWith(u"PlanetScale sends"_s));
        QVERIFY(dialog->isVisible());
        QCOMPARE(url->text(), taken);
        // Closed by mistake: it is there again.
        dialog->reject();
        QTRY_VERIFY(!openDialog());
        paneOf(page)->actions()->action(u"create"_s)->trigger();
        QCOMPARE(qobject_cast<QLineEdit *>(openDialog()->findChild<FormWidget *>()->control(u"url"_s))->text(), taken);
        openDialog()->reject();
    }

    void testsCountDown()
    {
        startSimulator();
        const auto page = opened();
        QAction *test = paneOf(page)->actions()->action(u"test"_s);
        QTRY_VERIFY(test->isEnabled());
        test->trigger();
        QTRY_COMPARE(fixture()->mutations().size(), 1);
        QTRY_VERIFY(disabledReason(test).startsWith(u"PlanetScale takes one test in 20 seconds"_s));
    }

    void deletesOne()
    {
        startSimulator();
        const auto page = opened();
        const int before = shownRows(page);
        QAction *remove = paneOf(page)->actions()->action(u"delete"_s);
        QTRY_VERIFY(remove->isEnabled());
        remove->trigger();
        ConfirmDialog *dialog = openDialog();
        QVERIFY(dialog);
        QTest::mouseClick(dialog->confirmButton(), Qt::LeftButton);
        QTRY_COMPARE(shownRows(page), before - 1);
        QVERIFY(fixture()->mutationLines().first().startsWith(u"DELETE "_s + path));
    }
};

ORRERY_SUITE(TestWebhooksPane)
#include "tst_webhooks_pane.moc"
