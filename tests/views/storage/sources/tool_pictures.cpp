// SPDX-License-Identifier: GPL-3.0-or-later
// For the eye, not a test: orrery_storage_tool_pictures [--dark] DIRECTORY writes the dialogs of the storage tools.
#include "models/organizations/organization_list.h"
#include "tests/views/storage/sources/tools_fixture.h"
#include "views/core/theme.h"
#include "views/storage/sources/history_files_dialog.h"
#include "views/storage/sources/prometheus_dialog.h"
#include "views/storage/sources/scrape_configuration_dialog.h"
#include "views/storage/sources/webhook_dialog.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QMessageAuthenticationCode>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace orrery;
using namespace orrery::test;
using namespace orrery::views;
using namespace Qt::StringLiterals;

namespace {

QDir folder;
QString suffix;

void picture(QDialog &dialog, const QString &name)
{
    dialog.show();
    QTest::qWait(50);
    dialog.grab().save(folder.filePath(name + suffix + u".png"_s));
}

void press(const QWidget &dialog, const QString &text)
{
    if (QAbstractButton *button = shownButton(&dialog, text))
        button->click();
    QTest::qWait(300);
}

void servers(StorageToolsFixture &fixture)
{
    PrometheusDialog fresh(&fixture.source, &fixture.account.clock);
    picture(fresh, u"prometheus_new"_s);
    api::PrometheusServerInfo info;
    info.name = u"Production Prometheus"_s;
    info.base = fixture.prometheus.url();
    info.authentication = api::PrometheusServerInfo::Authentication::Basic;
    info.user = u"orrery"_s;
    fixture.source.save(info, api::Secret("secret"));
    PrometheusDialog dialog(&fixture.source, &fixture.account.clock);
    dialog.show();
    press(dialog, u"Test connection"_s);
    picture(dialog, u"prometheus_kept"_s);
    auto *address = named<QLineEdit>(&dialog, u"Address of the server"_s);
    address->clear();
    QTest::keyClicks(address, u"http://prometheus.lan:9090"_s);
    QTest::keyClicks(named<QLineEdit>(&dialog, u"Password or token"_s), u"longersecret"_s);
    picture(dialog, u"prometheus_plain"_s);
    fixture.source.start();
    QTest::qWait(500);
    PrometheusDialog reading(&fixture.source, &fixture.account.clock);
    picture(reading, u"prometheus_reading"_s);
}

void webhooks(StorageToolsFixture &fixture)
{
    const QByteArray body = "{\"timestamp\":" + QByteArray::number(fixture.account.clock.now().toSecsSinceEpoch() - 300)
        + ",\"event\":\"keyspace.storage\",\"organization\":\"acme\",\"database\":\"shop\",\"resource\":{\"branch_"
          "name\":"
          "\"main\",\"keyspace_name\":\"commerce\",\"storage_percentage\":86,\"shards\":[{\"shard\":\"-80\",\"bytes_"
          "used\":"
          "90194313216,\"bytes_total_capacity\":107374182400,\"bytes_available\":17179869184,\"storage_percentage\":84}"
          ","
          "{\"shard\":\"80-\",\"bytes_used\":53687091200,\"bytes_total_capacity\":107374182400,\"bytes_available\":"
          "53687091200,\"storage_percentage\":50}]}}";
    WebhookDialog dialog(&fixture.account.accounts, &fixture.radar, &fixture.history, &fixture.account.clock);
    picture(dialog, u"webhook_empty"_s);
    auto *text = named<QPlainTextEdit>(&dialog, u"Body"_s);
    text->setPlainText(QString::fromUtf8(body));
    dialog.inspect();
    picture(dialog, u"webhook_unverified"_s);
    named<QLineEdit>(&dialog, u"Signature"_s)
        ->setText(
            QString::fromLatin1(QMessageAuthenticationCode::hash(body, "key", QCryptographicHash::Sha256).toHex()));
    named<QLineEdit>(&dialog, u"Secret of the webhook"_s)->setText(u"key"_s);
    dialog.inspect();
    picture(dialog, u"webhook_genuine"_s);
    press(dialog, u"Import as readings"_s);
    picture(dialog, u"webhook_imported"_s);
    text->setPlainText(QString::fromUtf8(body).replace(u"\"main\""_s, u"\"dev\""_s));
    dialog.inspect();
    picture(dialog, u"webhook_unknown"_s);
    text->setPlainText(u"<html>not a payload</html>"_s);
    dialog.inspect();
    picture(dialog, u"webhook_wrong"_s);
}

void files(StorageToolsFixture &fixture)
{
    HistoryFilesDialog out(HistoryFilesDialog::Direction::Export, fixture.context(),
                           fixture.volume(u"shop"_s, u"commerce"_s, u"-80"_s));
    picture(out, u"files_export"_s);
    const QString path = fixture.account.path(u"storage.csv"_s);
    out.run(path);
    picture(out, u"files_exported"_s);
    HistoryFilesDialog in(HistoryFilesDialog::Direction::Import, fixture.context());
    picture(in, u"files_import"_s);
    QFile file(path);
    if (file.open(QIODevice::Append))
        file.write("yesterday,acme,shop,main,commerce,-80,,,,1,2,3,x,1\nx,y\n");
    file.close();
    in.run(path);
    QTest::qWait(500);
    picture(in, u"files_imported"_s);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    const QStringList arguments = QApplication::arguments();
    const bool dark = arguments.contains(u"--dark"_s);
    const ThemeController theme(application, dark ? Theme::Scheme::Dark : Theme::Scheme::Light);
    folder.setPath(arguments.constLast());
    suffix = dark ? u"_dark"_s : QString();
    StorageToolsFixture fixture;
    fixture.grow();
    ServiceStub service;
    service.set("GET /v1/organizations", 200,
                "{\"type\":\"list\",\"current_page\":1,\"next_page\":null,\"data\":[{\"id\":\"o1\",\"name\":\"acme\"},{"
                "\"id\":\"o2\",\"name\":\"northwind\"}]}");
    auto *workspace = fixture.account.signIn(service.url());
    models::organizationList(workspace)->open();
    QTest::qWait(300);
    ScrapeConfigurationDialog configuration(&fixture.account.accounts);
    picture(configuration, u"scrape"_s);
    servers(fixture);
    webhooks(fixture);
    files(fixture);
    return 0;
}
