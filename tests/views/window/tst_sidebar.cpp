// SPDX-License-Identifier: GPL-3.0-or-later
// The sidebar as the window shows it: icons, and texts that cannot be taken for anything else.
#include "views/window/sidebar_proxy.h"

#include "app/features.h"
#include "models/core/sidebar_model.h"
#include "models/core/workspace.h"
#include "tests/models/list_checks.h"
#include "tests/support/suite.h"

#include <QAbstractItemModelTester>
#include <QIcon>
#include <QTextDocument>

using namespace orrery;
using namespace orrery::models;
using namespace orrery::test;
using namespace Qt::StringLiterals;

class TestSidebar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsHaveIconsAndHarmlessToolTips()
    {
        ServiceFixture fixture;
        fixture.peer.set("GET /v1/organizations", 200,
                         listJson(R"({"id":"o1","name":"<b>bold</b><img src=x>"},{"id":"o2","name":"acme"})"));
        fixture.peer.set("GET /v1/organizations/acme/databases", 200, listJson({}));
        Workspace workspace(
            fixture.context(),
            {.id = u"account-1"_s, .label = u"Sam"_s, .description = u"Signed in at <i>127.0.0.1</i>."_s});
        const Features features = Features::all();
        SidebarModel model(&features.models, nullptr);
        views::SidebarProxy proxy(&features.views, nullptr, nullptr);
        proxy.setSourceModel(&model);
        model.addWorkspace(&workspace);
        const QModelIndex account = proxy.index(2, 0);
        QTRY_COMPARE(proxy.rowCount(account), 2);
        const QModelIndex hostile = proxy.index(0, 0, account);
        QCOMPARE(hostile.data().toString(), u"<b>bold</b><img src=x>"_s);
        QVERIFY(!proxy.index(0, 0).data(Qt::DecorationRole).value<QIcon>().isNull());
        QVERIFY(!hostile.data(Qt::DecorationRole).value<QIcon>().isNull());
        QVERIFY(!account.data(Qt::DecorationRole).isValid()); // a heading
        // Qt shows a tool tip that looks like HTML as HTML: it has to be escaped then.
        for (const QModelIndex &index : {account, hostile, proxy.index(1, 0, account)}) {
            const QString tip = index.data(Qt::ToolTipRole).toString();
            QTextDocument shown;
            if (Qt::mightBeRichText(tip))
                shown.setHtml(tip);
            else
                shown.setPlainText(tip);
            QCOMPARE(shown.toPlainText(),
                     index == account ? u"Signed in at <i>127.0.0.1</i>."_s : index.data().toString());
        }
        const QAbstractItemModelTester tester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTRY_COMPARE(fixture.client->pendingCount(), 0);
        model.removeWorkspace(u"account-1"_s);
        QCOMPARE(proxy.rowCount(), 2);
    }
};

ORRERY_SUITE(TestSidebar)
#include "tst_sidebar.moc"
