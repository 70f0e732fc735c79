// SPDX-License-Identifier: GPL-3.0-or-later
// The record of what was sent: the newest first, also what is added while it is on screen; ages that go on.
#include "models/activity/activity_places.h"
#include "tests/support/suite.h"
#include "tests/views/eyes.h"
#include "tests/views/feature_fixture.h"
#include "views/window/view_registry.h"

#include <QDir>
#include <QFileDialog>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
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

    // All of it, not only what is shown, in either form.
    void exportsTheWholeRecord_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("begins");
        QTest::newRow("CSV") << u"a.csv"_s
                             << QByteArray("id,at,ended_at,account,object,title,method,path,body,outcome,status,"
                                           "detail,request_id\r\n1,");
        QTest::newRow("JSON Lines") << u"a.jsonl"_s << QByteArray("{\"account\":");
    }
    void exportsTheWholeRecord()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, begins);
        QTemporaryDir folder;
        FeatureFixture fixture;
        models::Journal &journal = fixture.account.journal;
        for (const QString &title : {u"first"_s, u"second"_s})
            journal.begin(entry(title), &journal, [](const models::Recorded &) {});
        const std::unique_ptr<views::Page> page(
            fixture.features.views.makePage(fixture.context(), models::activityPlace(), nullptr));
        page->show();
        page->activate();
        QSignalSpy notices(page.get(), &views::Page::notice);
        const auto save = [&](const QString &path) {
            shownButton(page.get(), u"Export…"_s)->click();
            auto *dialog = page->findChild<QFileDialog *>();
            if (!dialog)
                return false;
            Q_EMIT dialog->fileSelected(path);
            delete dialog;
            return true;
        };
        const QString path = folder.filePath(name);
        QVERIFY(save(path));
        QTRY_COMPARE(notices.size(), 1);
        QCOMPARE(notices.first().first().toString(),
                 u"Your activity is saved as %1."_s.arg(QDir::toNativeSeparators(path)));
        QFile file(path);
        QVERIFY(file.open(QFile::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY2(text.startsWith(begins), text.constData());
        QVERIFY(text.indexOf("first") < text.indexOf("second"));
        QVERIFY(save(folder.filePath(u"no/such/folder.csv"_s)));
        QTRY_COMPARE(notices.size(), 2);
        QVERIFY(notices.last().first().toString().contains(u"could not be written"_s));
    }
};

ORRERY_SUITE(TestActivityPage)
#include "tst_activity_page.moc"
