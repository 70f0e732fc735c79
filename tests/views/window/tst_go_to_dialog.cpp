// SPDX-License-Identifier: GPL-3.0-or-later
// "Go to": what it says when nothing is found and when an address is typed.
#include "views/window/go_to_dialog.h"

#include "models/branches/branch_places.h"
#include "tests/support/suite.h"
#include "tests/views/feature_fixture.h"
#include "views/core/plain_label.h"

#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTest>

using namespace orrery;
using namespace Qt::StringLiterals;

class TestGoToDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatAnEarlierRunReadIsFound()
    {
        test::FeatureFixture fixture;
        const models::Workspace *workspace = fixture.account.signIn(QUrl(u"http://127.0.0.1:9/"_s));
        const QString account = workspace->facts().id;
        fixture.account.database.store(
            {account, u"branches"_s, u"acme/shop"_s},
            []() {
                return QList<models::CacheEntry>{{u"main"_s, "{}"}, {u"add-loyalty"_s, "{}"}};
            },
            fixture.account.clock.now());
        bool kept = false;
        QTRY_VERIFY((fixture.account.database.load(
                         {account, u"branches"_s, u"acme/shop"_s}, &fixture.account.accounts,
                         [&kept](const models::CachedList &list) { kept = kept || !list.entries.isEmpty(); }),
                     kept));
        views::GoToDialog dialog(fixture.context());
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        QSignalSpy chosen(&dialog, &views::GoToDialog::chosen);
        auto *field = dialog.findChild<QLineEdit *>();
        auto *list = dialog.findChild<QListView *>();
        field->setText(u"loyal"_s); // typed before it was read
        QTRY_COMPARE(list->model()->rowCount(), 1);
        QCOMPARE(list->currentIndex().data().toString(), u"acme / shop / add-loyalty"_s);
        QVERIFY(dialog.findChild<views::PlainLabel *>()->isHidden());
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.at(0).at(0).value<models::Location>(),
                 models::branchPlace(account, u"acme"_s, u"shop"_s, u"add-loyalty"_s));
    }

    void anEmptyListSaysWhy()
    {
        test::FeatureFixture fixture;
        views::GoToDialog dialog(fixture.context());
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        auto *field = dialog.findChild<QLineEdit *>();
        auto *list = dialog.findChild<QListView *>();
        auto *hint = dialog.findChild<views::PlainLabel *>();
        QVERIFY(field && list && hint);
        QVERIFY(list->model()->rowCount() > 0);
        QVERIFY(hint->isHidden());
        field->setText(u"no such place"_s);
        QCOMPARE(list->model()->rowCount(), 0);
        QVERIFY(!hint->isHidden());
        QVERIFY(hint->text().startsWith(u"Nothing found."_s));
        field->setText(u"https://app.planetscale.com/acme/shop/settings/webhooks"_s);
        QVERIFY(!hint->isHidden());
        QCOMPARE(hint->text(), u"Press Enter to open this address."_s);
        field->clear();
        QVERIFY(hint->isHidden());
    }
};

ORRERY_SUITE(TestGoToDialog)
#include "tst_go_to_dialog.moc"
