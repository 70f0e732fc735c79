// SPDX-License-Identifier: GPL-3.0-or-later
// "Go to": what it says when nothing is found and when an address is typed.
#include "views/window/go_to_dialog.h"

#include "tests/support/suite.h"
#include "tests/views/feature_fixture.h"
#include "views/core/plain_label.h"

#include <QLineEdit>
#include <QListView>
#include <QTest>

using namespace orrery;
using namespace Qt::StringLiterals;

class TestGoToDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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
