// SPDX-License-Identifier: GPL-3.0-or-later
// What pages may ask for: no address but a protected one reaches the browser.
#include "tests/support/suite.h"
#include "views/window/page.h"

#include <QTest>

using namespace orrery;
using namespace Qt::StringLiterals;

class TestPageContext : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensOnlyWhatIsProtected_data()
    {
        QTest::addColumn<QUrl>("url");
        QTest::addColumn<bool>("opened");
        QTest::newRow("the dashboard") << QUrl(u"https://app.planetscale.com/acme"_s) << true;
        QTest::newRow("on this computer") << QUrl(u"http://127.0.0.1:8765/oauth/authorize"_s) << true;
        QTest::newRow("on this computer, by name") << QUrl(u"http://localhost:8765/oauth/authorize"_s) << true;
        QTest::newRow("in the clear") << QUrl(u"http://app.planetscale.com/acme"_s) << false;
        QTest::newRow("almost this computer") << QUrl(u"http://127.0.0.1.example.com/"_s) << false;
        QTest::newRow("a file") << QUrl(u"file:///etc/passwd"_s) << false;
        QTest::newRow("a file on this computer's name") << QUrl(u"file://localhost/etc/passwd"_s) << false;
        QTest::newRow("another program") << QUrl(u"ssh://localhost/"_s) << false;
        QTest::newRow("a script") << QUrl(u"javascript:alert(1)"_s) << false;
        QTest::newRow("ourselves") << QUrl(u"orrery://acme"_s) << false;
        QTest::newRow("nothing") << QUrl() << false;
    }
    void opensOnlyWhatIsProtected()
    {
        QFETCH(QUrl, url);
        QFETCH(bool, opened);
        QList<QUrl> seen;
        views::PageContext context;
        QVERIFY(!context.openInBrowser(url)); // without a browser
        context.openUrl = [&seen](const QUrl &each) {
            seen.append(each);
            return true;
        };
        QCOMPARE(context.openInBrowser(url), opened);
        QCOMPARE(seen, opened ? QList<QUrl>{url} : QList<QUrl>());
    }
};

ORRERY_SUITE(TestPageContext)
#include "tst_page_context.moc"
