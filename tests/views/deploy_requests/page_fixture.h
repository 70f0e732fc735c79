// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/network_access.h"
#include "models/auth/accounts.h"
#include "models/core/journal.h"
#include "models/core/local_database.h"
#include "tests/support/simulator_process.h"
#include "views/deploy_requests/deploy_request_page.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkReply>
#include <QSettings>
#include <QTemporaryDir>

namespace orrery::test {

/// A signed-in account of a running simulator, and the deploy request page on it.
class PageFixture
{
public:
    /// False when the simulator cannot be started; error() says why.
    bool start(const QStringList &arguments = {})
    {
        const bool started = m_simulator.start(QStringList{QStringLiteral("--record"), recordFile()} + arguments);
        if (!started)
            return false;
        m_database = std::make_unique<models::LocalDatabase>(m_folder.filePath(QStringLiteral("orrery.db")));
        m_journal = std::make_unique<models::Journal>(m_database.get(), &m_clock);
        m_registry =
            std::make_unique<api::AccountRegistry>(m_folder.filePath(QStringLiteral("accounts.json")), &m_clock);
        m_settings =
            std::make_unique<QSettings>(m_folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        models::Accounts::Services services;
        services.network = &m_network;
        services.clock = &m_clock;
        services.keychain = &m_memory;
        services.memory = &m_memory;
        services.registry = m_registry.get();
        services.database = m_database.get();
        services.journal = m_journal.get();
        m_accounts = std::make_unique<models::Accounts>(services);
        m_workspace = m_accounts->addServiceToken({QStringLiteral("demotoken001"), api::Secret("pscale_tkn_demo")},
                                                  {QStringLiteral("acme")}, api::Hosts::allAt(m_simulator.url()), true);
        return true;
    }
    [[nodiscard]] QString error() const { return m_simulator.errorString(); }
    [[nodiscard]] models::Workspace *workspace() const { return m_workspace; }
    [[nodiscard]] QSettings *settings() const { return m_settings.get(); }

    [[nodiscard]] views::PageContext context()
    {
        views::PageContext made;
        made.accounts = m_accounts.get();
        made.workspace = m_workspace;
        made.journal = m_journal.get();
        made.settings = m_settings.get();
        made.clock = &m_clock;
        made.openUrl = [this](const QUrl &url) {
            opened.append(url);
            return true;
        };
        return made;
    }

    std::unique_ptr<views::DeployRequestPage> open(const QString &database, qint64 number, const QString &tab = {})
    {
        auto page = std::make_unique<views::DeployRequestPage>(
            context(),
            models::Location::deployRequestPage(m_workspace->facts().id, QStringLiteral("acme"), database, number,
                                                tab));
        page->resize(1000, 700);
        page->show();
        page->activate();
        return page;
    }

    /// What the service was asked, one object a request; only those that change something.
    [[nodiscard]] QList<QJsonObject> mutations() const
    {
        QList<QJsonObject> found;
        QFile file(recordFile());
        if (!file.open(QIODevice::ReadOnly))
            return found;
        while (!file.atEnd()) {
            const QJsonObject line = QJsonDocument::fromJson(file.readLine()).object();
            const QString method = line.value(QLatin1String("method")).toString();
            if (!method.isEmpty() && method != QLatin1String("GET"))
                found.append(line);
        }
        return found;
    }
    /// "POST /v1/…" of each.
    [[nodiscard]] QStringList mutationLines() const
    {
        QStringList lines;
        for (const QJsonObject &line : mutations())
            lines.append(line.value(QLatin1String("method")).toString() + QLatin1Char(' ')
                         + line.value(QLatin1String("path")).toString());
        return lines;
    }

    /// Somebody else acts on the service.
    QNetworkReply *sendFromElsewhere(const QByteArray &method, const QString &path, const QByteArray &body)
    {
        QNetworkRequest request(m_simulator.url().resolved(QUrl(path)));
        request.setRawHeader("Authorization", "demotoken001:pscale_tkn_demo");
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
        return m_network.sendCustomRequest(request, method, body);
    }

    QList<QUrl> opened; ///< addresses the page wanted to show in the browser

private:
    [[nodiscard]] QString recordFile() const { return m_folder.filePath(QStringLiteral("record.jsonl")); }

    QTemporaryDir m_folder;
    SimulatorProcess m_simulator;
    Clock m_clock;
    api::LoopbackOnlyNetwork m_network;
    api::MemorySecretStore m_memory;
    std::unique_ptr<models::LocalDatabase> m_database;
    std::unique_ptr<models::Journal> m_journal;
    std::unique_ptr<api::AccountRegistry> m_registry;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<models::Accounts> m_accounts;
    models::Workspace *m_workspace = nullptr;
};

} // namespace orrery::test
