// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/simulator/credentials.h"
#include "api/simulator/http.h"
#include "api/simulator/world.h"

#include <QJsonObject>

#include <functional>

namespace orrery::simulator {

/// What a handler gets: the caller was recognised, is permitted, and the resources named in the path exist.
struct Context
{
    World &world;
    const HttpRequest &request;
    QString base; ///< "http://127.0.0.1:PORT"
    Caller caller;
    QJsonObject body;
    QHash<QString, QString> path; ///< values of the {placeholders}
    Organization *organization = nullptr;
    Database *database = nullptr;
    Branch *branch = nullptr;
    DeployRequest *deployRequest = nullptr;

    Instant now() const { return world.now(); }
};

/// Who may call an operation, as its documentation page states it.
struct Access
{
    enum Kind { Public, AnyCredential, Listed } kind = Listed;
    QStringList scopes; ///< OAuth scopes of any resource level, one is enough; empty: OAuth tokens are refused
    QStringList accesses; ///< service-token accesses, one is enough; empty: service tokens are refused

    static Access open() { return {Public, {}, {}}; }
    static Access anyCredential() { return {AnyCredential, {}, {}}; }
    static Access listed(const QString &scopes, const QString &accesses);
};

using Handler = std::function<HttpResponse(Context &)>;

struct Route
{
    QByteArray method;
    QStringList pattern; ///< segments; a placeholder is "{name}"
    Access access;
    Handler handler;
};

/// The table of operations. Each file under resources/ adds its own rows.
class Router
{
public:
    /// `pattern` as the documentation prints it, below /v1: "/organizations/{organization}".
    void add(const char *method, const QString &pattern, const Access &access, Handler handler);

    /// The row for a request and the placeholder values; null when there is none.
    const Route *match(const QByteArray &method, const QStringList &segments, QHash<QString, QString> *values) const;
    const QList<Route> &routes() const { return m_routes; }

private:
    QList<Route> m_routes;
};

/// What one file in resources/ brings. A new one is that file and a row in resources/resources.cpp.
struct Resource
{
    void (*addRoutes)(Router &router);
    /// Gives a scenario's databases what belongs to this resource; null where the scenario's own file does it.
    void (*populate)(World &world, const QString &scenario) = nullptr;
};

/// All of them: the whole surface of the API.
const QList<Resource> &resources();

} // namespace orrery::simulator
