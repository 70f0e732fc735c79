// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/simulator/credentials.h"
#include "api/simulator/faults.h"
#include "api/simulator/http.h"
#include "api/simulator/recorder.h"
#include "api/simulator/router.h"
#include "api/simulator/world.h"

#include <QElapsedTimer>
#include <QHash>
#include <QJsonArray>
#include <QObject>
#include <QQueue>

#include <memory>

class QHttpServer;

namespace orrery::simulator {

struct Options
{
    quint16 port = 0; ///< 0 = any free one
    QString scenario = QStringLiteral("demo"); ///< demo, large, empty, hostile
    double timeScale = 1.0;
    QString recordFile;
    QString faultsFile;
    int rateLimit = 600; ///< requests a minute and credential; 0 = no limit
    quint32 seed = 1;
};

/// The simulated service on 127.0.0.1. One process plays all hosts: the API below /v1, the authorization server below
/// /oauth, the web app below /app, the metrics host below /metrics.
///
/// Adding a resource: one file in resources/ with one `add…Routes(Router &)`, and its row in resources/resources.cpp.
///
/// Credentials known from the start: OAuth application `pscale_app_demo` / `pscale_app_secret_demo` with redirects to
/// http://127.0.0.1:7739|7740|7741/callback; service tokens `demotoken001:pscale_tkn_demo` (everything on acme) and
/// `readtoken001:pscale_tkn_read` (reading only).
///
/// Controls for tests (not recorded, not limited, no credentials):
///   POST /_simulator/advance {"seconds":N}        let simulated time pass
///   POST /_simulator/expire-tokens                every OAuth access token is expired from now on
///   POST /_simulator/revoke-tokens                every OAuth access and refresh token is revoked
///   POST /_simulator/issue-token {"scopes":[…],"organizations":[…]}  an OAuth token without the browser
///   POST /_simulator/faults [rules]               replaces the fault rules; [] removes them
///   POST /_simulator/rate-limit {"limit":N}       0 = none; also forgets what was counted
///   POST /_simulator/state {"organization","database","number","deployment_state","held","fails_with",…}
///                                                 forces a deploy request; {"database","require_approval":bool};
///                                                 {"database","branch","storage_percent":N};
///                                                 {"organization","role"} of who is signed in
///   GET  /_simulator/record                       {"requests":[…]} as --record writes them
///   GET  /_simulator/time                         {"now","time_scale"}
///   GET  /_simulator/routes                       {"routes":[{"method","path"}]}
class Server : public QObject
{
    Q_OBJECT
public:
    explicit Server(const Options &options, QObject *parent = nullptr);
    ~Server() override;

    /// Starts listening; false with a sentence when the port, the record or the faults cannot be used.
    bool listen(QString *error);
    quint16 port() const { return m_port; }
    /// "http://127.0.0.1:PORT"
    QString baseAddress() const;

    /// Answers one request; the sockets call this, and tests may.
    HttpResponse handle(const HttpRequest &request);

    World &world() { return m_world; }
    Credentials &credentials() { return m_credentials; }
    Faults &faults() { return m_faults; }
    const QList<QJsonObject> &recorded() const { return m_recorder.lines(); }
    void setRateLimit(int requestsPerMinute);
    /// Writes the JSON of finished deploy requests ahead of the first question, for `milliseconds` at most; whether
    /// there is more to do. Only the scenario `large` has so many that it pays.
    bool prepare(qint64 milliseconds);
    /// [{"method","path"}] of everything below /v1.
    QJsonArray routeList() const;

private:
    HttpResponse answer(const HttpRequest &request);
    HttpResponse answerApi(const HttpRequest &request, QStringList segments);
    HttpResponse answerApp(const HttpRequest &request) const;
    std::optional<HttpResponse> limited(const QString &key);

    Options m_options;
    World m_world;
    Credentials m_credentials;
    Router m_router;
    Recorder m_recorder;
    Faults m_faults;
    QHash<QString, QQueue<qint64>> m_recent; ///< per credential: when it asked, in real milliseconds
    QElapsedTimer m_realTime;
    std::unique_ptr<QHttpServer> m_http;
    struct
    {
        size_t organization = 0, database = 0, request = 0;
    } m_prepared;
    quint16 m_port = 0;
};

/// Fills a world by scenario name; false when there is no such scenario.
bool buildScenario(const QString &name, World &world);
void buildDemo(World &world);
void buildLarge(World &world);
void buildEmpty(World &world);
void buildHostile(World &world);
void buildHuge(World &world);
/// The regions every scenario has.
void addRegions(World &world);

/// The authorization server: everything below /oauth, and the organization's older token endpoint.
HttpResponse answerOAuth(World &world, Credentials &credentials, const HttpRequest &request, const QString &base);
HttpResponse answerOrganizationToken(World &world, Credentials &credentials, const HttpRequest &request,
                                     const QString &organization, const QString &applicationId);
/// The metrics host: GET /metrics/branch/{id}?sig=&exp= as the organization's service discovery prints it.
HttpResponse answerScrape(World &world, const HttpRequest &request);
/// The hidden controls listed above.
HttpResponse answerControls(Server &server, const HttpRequest &request, const QString &command);

} // namespace orrery::simulator
