// SPDX-License-Identifier: GPL-3.0-or-later
// The record of what was sent: the newest first, also what is added while it is on screen; ages that go on.
#include "models/activity/activity_places.h"
#include "tests/support/suite.h"
#include "tests/views/eyes.h"
#include "tests/views/feature_fixture.h"
#include "views/window/view_registry.h"

#include <QRegularExpression>
#include <QTest>
#include <QTreeView>

using namespace orrery;
using namespace orrery::test;
using namespace Qt::StringLiterals;

namespace {
models::JournalEntry entry(const QString &title)
{
    models::JournalEntry made;
    made.object = u"acme/shop"_s;
    made.title = title;
    made.method = u"POST"_s;
    made.path = u"/organizations/acme/databases/shop/branches"_s;
    return made;
}

QStringList titles(const QTreeView &table)
{
    QStringList all;
    for (int row = 0; row < table.model()->rowCount(); ++row)
        all.append(table.model()->index(row, 1).data().toString());
    return all;
}
} // namespace

class TestActivityPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u"has no column"_s)); }

    void theNewestStandsFirst()
    {
        FeatureFixture fixture;
        models::Journal &journal = fixture.account.journal;
        const auto add = [&journal](const QString &title) {
            bool written = false;
            journal.begin(entry(title), &journal, [&written](const models::Recorded &) { written = true; });
            return QTest::qWaitFor([&written] { return written; });
        };
        QVERIFY(add(u"first"_s));
        QVERIFY(add(u"second"_s));
        const std::unique_ptr<views::Page> page(
            fixture.features.views.makePage(fixture.context(), models::activityPlace(), nullptr));
        page->resize(900, 500);
        page->show();
        page->activate();
        const auto *table = page->findChild<QTreeView *>();
        QTRY_COMPARE(titles(*table), QStringList({u"second"_s, u"first"_s}));
        QVERIFY(add(u"third"_s));
        QTRY_COMPARE(titles(*table), QStringList({u"third"_s, u"second"_s, u"first"_s}));
    }
};

ORRERY_SUITE(TestActivityPage)
#include "tst_activity_page.moc"
