// SPDX-License-Identifier: GPL-3.0-or-later
// The dialogs of a Prometheus server and of the configuration with which it scrapes.
#include "models/organizations/organization_list.h"
#include "tests/support/suite.h"
#include "tests/views/storage/sources/tools_fixture.h"
#include "views/storage/page/tools_menu.h"
#include "views/storage/sources/prometheus_dialog.h"
#include "views/storage/sources/scrape_configuration_dialog.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace orrery;
using namespace orrery::test;
using namespace orrery::views;
using namespace Qt::StringLiterals;
using Authentication = api::PrometheusServerInfo::Authentication;

namespace {

const QString password = u"correct-horse-battery"_s;

void enter(const QWidget *dialog, const QString &field, const QString &text)
{
    auto *edit = named<QLineEdit>(dialog, field);
    QVERIFY2(edit, qPrintable(field));
    edit->clear();
    QTest::keyClicks(edit, text);
}

void choose(const QWidget *dialog, const QString &box, int data)
{
    auto *combo = named<QComboBox>(dialog, box);
    QVERIFY2(combo, qPrintable(box));
    combo->setCurrentIndex(combo->findData(data));
    Q_EMIT combo->activated(combo->currentIndex());
}

QPushButton *button(const QWidget *dialog, const QString &text)
{
    const auto all = dialog->findChildren<QPushButton *>();
    for (QPushButton *each : all) {
        if (each->text() == text)
            return each;
    }
    return nullptr;
}

} // namespace

class TestPrometheusDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void aServerIsAddedTestedAndRemoved()
    {
        StorageToolsFixture fixture;
        auto *dialog = new PrometheusDialog(&fixture.source, &fixture.account.clock);
        dialog->show();
        QVERIFY(!button(dialog, u"Save"_s)->isEnabled());
        QVERIFY(!shownText(dialog).contains(u"Give the server a name."_s)); // not before something was entered
        enter(dialog, u"Name of the server"_s, u"ours"_s);
        enter(dialog, u"Address of the server"_s, fixture.prometheus.url().toString());
        QVERIFY(button(dialog, u"Save"_s)->isEnabled());
        choose(dialog, u"Authentication"_s, int(Authentication::Basic));
        QVERIFY(shownText(dialog).contains(u"Basic authentication needs a user name."_s));
        enter(dialog, u"User name"_s, u"grafana"_s);
        QVERIFY(shownText(dialog).contains(u"The password or token is missing."_s));
        auto *secret = named<QLineEdit>(dialog, u"Password or token"_s);
        QCOMPARE(secret->echoMode(), QLineEdit::Password);
        enter(dialog, u"Password or token"_s, password);
        QVERIFY(!shownText(dialog).contains(u"missing"_s));
        QVERIFY(shownText(dialog).contains(u"Stored in the keychain only."_s));

        QTest::mouseClick(button(dialog, u"Test connection"_s), Qt::LeftButton);
        QTRY_VERIFY(shownText(dialog).contains(u"It answers queries: version 2.42.0."_s));
        QVERIFY(fixture.source.servers().isEmpty()); // a test keeps nothing

        QTest::mouseClick(button(dialog, u"Save"_s), Qt::LeftButton);
        QCOMPARE(fixture.source.servers().size(), 1);
        QCOMPARE(fixture.source.servers().first().name, u"ours"_s);
        QCOMPARE(fixture.source.servers().first().user, u"grafana"_s);
        QCOMPARE(secret->text(), QString());
        QCOMPARE(secret->placeholderText(), u"unchanged"_s);
        QVERIFY(!shownText(dialog).contains(password));
        QVERIFY(!fixture.settingsFile().contains(password.toUtf8()));
        QVERIFY(named<QLineEdit>(dialog, u"Name of the server"_s)->isReadOnly());
        QVERIFY(button(dialog, u"Save"_s)->isEnabled());

        // Somebody who changes the address types the secret again, and tests again.
        QTest::mouseClick(button(dialog, u"Test connection"_s), Qt::LeftButton);
        QTRY_VERIFY(shownText(dialog).contains(u"version 2.42.0."_s));
        enter(dialog, u"Address of the server"_s, u"https://elsewhere.example.com"_s);
        QVERIFY(shownText(dialog).contains(u"The password or token is missing."_s));
        QVERIFY(!button(dialog, u"Save"_s)->isEnabled());
        QVERIFY(!shownText(dialog).contains(u"version 2.42.0."_s));

        QTest::mouseClick(button(dialog, u"Remove…"_s), Qt::LeftButton);
        QDialog *question = nullptr;
        QTRY_VERIFY((question = dialog->findChild<QDialog *>()));
        QTest::mouseClick(button(question, u"Remove"_s), Qt::LeftButton);
        QTRY_VERIFY(fixture.source.servers().isEmpty());
        delete dialog;
    }

    void aReadableWayIsAllowedOnlyWhereItMatters()
    {
        StorageToolsFixture fixture;
        PrometheusDialog dialog(&fixture.source, &fixture.account.clock);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        auto *allow = dialog.findChild<QCheckBox *>();
        enter(&dialog, u"Name of the server"_s, u"ours"_s);
        enter(&dialog, u"Address of the server"_s, u"http://prometheus.lan:9090"_s);
        QVERIFY(!allow->isVisible()); // nothing secret goes there
        choose(&dialog, u"Authentication"_s, int(Authentication::Bearer));
        enter(&dialog, u"Password or token"_s, password);
        QVERIFY(allow->isVisible());
        QVERIFY(!button(&dialog, u"Save"_s)->isEnabled());
        QVERIFY(dialog.problem().startsWith(u"The address begins with http://"_s));
        allow->click();
        QCOMPARE(dialog.problem(), QString());
        QVERIFY(button(&dialog, u"Save"_s)->isEnabled());
        enter(&dialog, u"Address of the server"_s, u"https://prometheus.lan:9090"_s);
        QVERIFY(!allow->isVisible());
    }

    void whatIsWrongIsSaidAtOnce_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("problem");
        QTest::newRow("nothing") << u""_s << u"The server has no address yet."_s;
        QTest::newRow("ftp") << u"ftp://a"_s << u"The address has to begin with https:// or http://."_s;
        QTest::newRow("a host") << u"prometheus.lan"_s << u"The address has to begin with https:// or http://."_s;
        QTest::newRow("api") << u"https://a/api/v1"_s << u"Leave out “/api/v1” and what follows it."_s;
        QTest::newRow("password")
            << u"https://u:p@a"_s
            << u"The address holds a name or password. Take it out and enter it below, where it is "
               "kept in the keychain."_s;
        QTest::newRow("good") << u"https://a/prometheus"_s << QString();
    }
    void whatIsWrongIsSaidAtOnce()
    {
        QFETCH(QString, address);
        QFETCH(QString, problem);
        StorageToolsFixture fixture;
        PrometheusDialog dialog(&fixture.source, &fixture.account.clock);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        enter(&dialog, u"Name of the server"_s, u"ours"_s);
        enter(&dialog, u"Address of the server"_s, address);
        QCOMPARE(dialog.problem(), problem);
        QCOMPARE(button(&dialog, u"Save"_s)->isEnabled(), problem.isEmpty());
        QCOMPARE(shownText(&dialog).contains(problem), true);
    }

    void theConfigurationIsCopiedAndSaved()
    {
        StorageToolsFixture fixture;
        ServiceStub service;
        service.set(
            "GET /v1/organizations", 200,
            "{\"type\":\"list\",\"current_page\":1,\"next_page\":null,\"data\":[{\"id\":\"o1\",\"name\":\"acme\"},"
            "{\"id\":\"o2\",\"name\":\"northwind\"}]}");
        auto *workspace = fixture.account.signIn(service.url());
        models::organizationList(workspace)->open();
        QTRY_COMPARE(models::organizationList(workspace)->rows().size(), 2);
        ScrapeConfigurationDialog dialog(&fixture.account.accounts);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        auto *organizations = named<QListWidget>(&dialog, u"Organizations"_s);
        QCOMPARE(organizations->count(), 2);
        auto *yaml = named<QPlainTextEdit>(&dialog, u"Configuration"_s);
        QVERIFY(yaml->isReadOnly());
        QVERIFY(yaml->toPlainText().contains(u"planetscale-northwind"_s));
        QVERIFY(yaml->toPlainText().contains(u"refresh_interval: 10m"_s));
        QVERIFY(!yaml->toPlainText().contains(u"pscale_tkn"_s)); // the account's own token
        organizations->item(1)->setCheckState(Qt::Unchecked);
        QVERIFY(!yaml->toPlainText().contains(u"northwind"_s));
        choose(&dialog, u"Collector"_s, int(api::ScrapeCollector::VictoriaMetrics));
        QVERIFY(!yaml->toPlainText().contains(u"refresh_interval"_s));
        QVERIFY(named<QPlainTextEdit>(&dialog, u"How to use it"_s)->toPlainText().contains(u"vmagent"_s));
        QVERIFY(yaml->toPlainText().contains(u"scrape_interval: 1m"_s));
        choose(&dialog, u"Scrape interval"_s, 30);
        QVERIFY(yaml->toPlainText().contains(u"scrape_interval: 30s"_s));
        QTest::mouseClick(button(&dialog, u"Copy configuration"_s), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), dialog.configuration().yaml);
        const QString path = fixture.account.path(u"planetscale.yml"_s);
        dialog.saveTo(path);
        QTRY_VERIFY(shownErrors(&dialog).join(u' ').contains(u"The configuration is saved as"_s));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(file.readAll()), dialog.configuration().yaml);
        dialog.saveTo(fixture.account.path(u"no/such/folder.yml"_s));
        QTRY_VERIFY(shownErrors(&dialog).join(u' ').contains(u"could not be written"_s));
        organizations->item(0)->setCheckState(Qt::Unchecked);
        QVERIFY(!button(&dialog, u"Copy configuration"_s)->isEnabled());
        QCOMPARE(button(&dialog, u"Copy configuration"_s)->toolTip(), u"Choose an organization first."_s);
    }

    void everythingHasANameAndGuessesNothing()
    {
        StorageToolsFixture fixture;
        api::PrometheusServerInfo info;
        info.name = u"<b>ours</b>"_s;
        info.base = fixture.prometheus.url();
        fixture.source.save(info, {});
        PrometheusDialog dialog(&fixture.source, &fixture.account.clock);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        ScrapeConfigurationDialog configuration(&fixture.account.accounts);
        configuration.setAttribute(Qt::WA_DeleteOnClose, false);
        configuration.show();
        for (const QDialog *each : {static_cast<QDialog *>(&dialog), static_cast<QDialog *>(&configuration)}) {
            QCOMPARE(unnamedWidgets(each), QStringList());
            QCOMPARE(guessingWidgets(each), QStringList());
        }
    }

    void theMenuOpensEachDialog()
    {
        StorageToolsFixture fixture;
        QWidget page;
        page.show();
        QMenu menu;
        fillStorageToolsMenu(&menu, fixture.context(), &page);
        QStringList titles;
        const QList<QAction *> actions = menu.actions();
        for (QAction *action : actions) {
            if (action->isSeparator())
                continue;
            action->trigger();
            const auto dialogs = page.findChildren<QDialog *>();
            QCOMPARE(dialogs.size(), 1);
            titles.append(action->text() + u" = "_s + dialogs.first()->windowTitle());
            delete dialogs.first();
        }
        QCOMPARE(
            titles,
            (QStringList{u"Prometheus server… = Prometheus server"_s, u"Scrape configuration… = Scrape configuration"_s,
                         u"Inspect a webhook payload… = Inspect a webhook payload"_s,
                         u"Export history… = Export the storage history"_s,
                         u"Import history… = Import into the storage history"_s}));
        QMenu without;
        fillStorageToolsMenu(&without, PageContext(), &page);
        const QList<QAction *> none = without.actions();
        for (const QAction *action : none)
            QVERIFY(action->isSeparator() || !action->isEnabled());
    }
};

ORRERY_SUITE(TestPrometheusDialog)
#include "tst_prometheus_dialog.moc"
