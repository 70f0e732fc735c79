// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/diff/external_diff.h"
#include "models/storage/history/history.h"
#include "models/storage/view/radar.h"
#include "tests/models/account_fixture.h"
#include "tests/support/simulator_process.h"
#include "tests/support/simulator_record.h"
#include "tests/views/eyes.h"
#include "tests/views/feature_fixture.h"

#include <QJsonArray>
#include <QNetworkReply>
#include <QSettings>
#include <QTest>

namespace orrery::test {

/// A signed-in account of a running simulator, and pages on it as the window makes them.
class PageFixture
{
public:
    /// False when the simulator cannot be started; error() says why.
    bool start(const QStringList &arguments = {})
    {
        if (!m_simulator.start(QStringList{QStringLiteral("--record"), recordFile()} + arguments))
            return false;
        m_workspace = m_features.account.signIn(m_simulator.url());
        return true;
    }
    /// As start(), for a person who was granted these OAuth scopes.
    bool startWithScopes(const QStringList &scopes, const QStringList &arguments = {})
    {
        if (!m_simulator.start(QStringList{QStringLiteral("--record"), recordFile()} + arguments))
            return false;
        const QJsonObject wanted{{QStringLiteral("scopes"), QJsonArray::fromStringList(scopes)}};
        const QString token = m_simulator.control(QStringLiteral("issue-token"), QJsonDocument(wanted))
                                  .value(QLatin1String("access_token"))
                                  .toString();
        m_workspace = m_features.account.signInWithScopes(m_simulator.url(), token.toLatin1(), scopes);
        return !token.isEmpty();
    }
    /// Pages opened from now on are those of another service token of acme.
    void signInWith(const api::ServiceToken &token)
    {
        m_workspace =
            accounts()->addServiceToken(token, {QStringLiteral("acme")}, api::Hosts::allAt(m_simulator.url()), true);
    }
    void stopService() { m_simulator.stop(); }
    [[nodiscard]] QString error() const { return m_simulator.errorString(); }
    [[nodiscard]] models::Workspace *workspace() const { return m_workspace; }
    [[nodiscard]] models::Accounts *accounts() { return &m_features.account.accounts; }
    [[nodiscard]] models::Notices *notices() { return m_features.services.find<models::Notices>(); }
    [[nodiscard]] const models::Routes &routes() const { return m_features.routes(); }
    [[nodiscard]] QSettings *settings() { return &m_features.settings; }
    bool setFaults(const QJsonArray &rules)
    {
        return !m_simulator.control(QStringLiteral("faults"), QJsonDocument(rules)).isEmpty();
    }
    /// POST /_simulator/state
    bool forceState(const QJsonObject &state)
    {
        return !m_simulator.control(QStringLiteral("state"), QJsonDocument(state)).isEmpty();
    }
    /// The window of the same account after a restart: what is kept is there, nothing is loaded.
    void forgetWhatIsLoaded()
    {
        m_restarted = std::make_unique<models::Workspace>(m_workspace->context(), m_workspace->facts());
        m_workspace = m_restarted.get();
    }

    [[nodiscard]] views::PageContext context()
    {
        views::PageContext made = m_features.context();
        made.workspace = m_workspace;
        made.openUrl = [this](const QUrl &url) {
            opened.append(url);
            return true;
        };
        return made;
    }

    /// The page of a place of acme, on screen; places without an account get this one.
    std::unique_ptr<views::Page> open(models::Location place)
    {
        place.account = m_workspace->facts().id;
        std::unique_ptr<views::Page> page(m_features.features.views.makePage(context(), place, nullptr));
        page->resize(1000, 700);
        page->show();
        page->activate();
        return page;
    }
    /// Whether nothing of this account is queued or under way.
    [[nodiscard]] bool isQuiet() const { return m_workspace->context().client->pendingCount() == 0; }

    [[nodiscard]] QList<Recorded> record() const { return readRecord(recordFile()); }
    /// What the service was asked that changes something.
    [[nodiscard]] QList<Recorded> mutations() const { return mutationsOf(record()); }
    /// "POST /v1/…" of each.
    [[nodiscard]] QStringList mutationLines() const
    {
        QStringList lines;
        for (const Recorded &each : mutations())
            lines.append(each.method + QLatin1Char(' ') + each.path);
        return lines;
    }

    /// Somebody else acts on the service.
    QNetworkReply *sendFromElsewhere(const QByteArray &method, const QString &path, const QByteArray &body)
    {
        QNetworkRequest request(m_simulator.url().resolved(QUrl(path)));
        request.setRawHeader("Authorization", "demotoken001:pscale_tkn_demo");
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
        return m_features.account.network.sendCustomRequest(request, method, body);
    }

    QList<QUrl> opened; ///< addresses the page wanted to show in the browser

private:
    [[nodiscard]] QString recordFile() const { return m_features.account.path(QStringLiteral("record.jsonl")); }

    FeatureFixture m_features;
    SimulatorProcess m_simulator;
    std::unique_ptr<models::Workspace> m_restarted;
    models::Workspace *m_workspace = nullptr;
};

} // namespace orrery::test
