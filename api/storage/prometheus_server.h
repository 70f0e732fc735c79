// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/auth/secret_store.h"
#include "api/core/api_client.h"
#include "api/storage/prometheus_query.h"

#include <QObject>
#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>

namespace orrery::api {

/// A server that answers PromQL (Prometheus, VictoriaMetrics, Thanos, Mimir), without its secret. Safe to keep in a file.
struct PrometheusServerInfo
{
    enum class Authentication : quint8 { None, Basic, Bearer };

    QString name; ///< chosen by the person; part of the keychain entry, so set once
    /// Everything before "/api/v1": "https://mimir.example.com/prometheus", "https://vm.example.com/select/0/prometheus".
    QUrl base;
    Authentication authentication = Authentication::None;
    QString user; ///< Basic
    QString tenant; ///< X-Scope-OrgID, of a server with tenants; empty: not sent
    /// The person accepts that the credential is readable on the way. Off, a credential is sent in plain http to this machine
    /// only: whoever listens on the way could keep it.
    bool allowPlainCredential = false;

    friend bool operator==(const PrometheusServerInfo &, const PrometheusServerInfo &) = default;
};

/// "Orrery: Prometheus server NAME, password or token", for the server's address only.
SecretEntry prometheusSecretEntry(const PrometheusServerInfo &server);

/// What is wrong with a server before anything is sent.
enum class PrometheusServerProblem : quint8 {
    None,
    NoAddress,
    NotHttp, ///< another scheme than http and https
    BadAddress, ///< no host, or a query or fragment
    CredentialInAddress, ///< "https://user:password@…": it would be kept in a file
    ApiPath, ///< ends with "/api/v1" or an operation of it: the base is what stands before
    NoUser,
    BadUser, ///< a colon or a control character, which basic authentication cannot carry
    NoSecret,
    BadSecret, ///< a control character
    BadTenant, ///< a character that no tenant has
    PlainCredential, ///< a credential in plain http to another machine, and that is not allowed
};

PrometheusServerProblem problemOf(const PrometheusServerInfo &server, const Secret &secret);

/// An English sentence for the person; empty for None. Context "PrometheusServer" of the translations.
QString describeProblem(PrometheusServerProblem problem);

/// A range of one query. The step may be made longer, see promStep(). With a step below five minutes the server repeats values
/// across gaps; promql::samples() does not.
struct PromRange
{
    QString promql;
    QDateTime from; ///< UTC
    QDateTime to;
    std::chrono::seconds step{60};
};

/// What the connection test found.
struct PromBuild
{
    QString version; ///< "2.42.0"; empty: it answers queries, but does not say what it is
    bool operator==(const PromBuild &) const = default;
};

/// Asks one Prometheus-compatible server. Only reads. A few requests at once, redirects are not followed, answers are read on
/// another thread. The secret is nowhere but in the Authorization header; user, tenant and query are in no log.
///
/// Errors: 401/403/404 as everywhere; a refused query (400, 422, or "status":"error") is Kind::Invalid with the server's code
/// and words, 429 and 503 with these words too; a page instead of an answer is Kind::Decode.
///
/// All calls end exactly once, never before they returned, and not at all when `context` is gone by then.
class PrometheusServer final : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        int concurrent = 2;
        std::chrono::milliseconds idleTimeout{60'000}; ///< a long range may be silent while it is computed
        std::chrono::milliseconds totalTimeout{120'000};
        qint64 maximumBody = 128LL * 1024 * 1024;
        qsizetype longestGet = 1500; ///< a longer query goes as a form by POST
    };
    using AnswerDone = std::function<void(const Result<PromAnswer> &)>;
    using BuildDone = std::function<void(const Result<PromBuild> &)>;

    /// `network` outlives the object.
    PrometheusServer(QNetworkAccessManager *network, Options options, QObject *parent = nullptr);
    explicit PrometheusServer(QNetworkAccessManager *network, QObject *parent = nullptr);
    ~PrometheusServer() override;

    /// From now on. With a problem all calls end with Kind::Invalid and its sentence, and nothing is sent.
    void setServer(const PrometheusServerInfo &server, const Secret &secret);
    [[nodiscard]] const PrometheusServerInfo &server() const;

    /// GET or POST …/api/v1/query_range
    void queryRange(const PromRange &range, QObject *context, AnswerDone done);
    /// GET or POST …/api/v1/query, at a moment; invalid: now, as the server has it. With promql::samples(): raw samples.
    void query(const QString &promql, const QDateTime &at, QObject *context, AnswerDone done);
    /// GET …/api/v1/status/buildinfo, and where there is none (Mimir behind a gateway, old versions) the query "vector(1)".
    void test(QObject *context, BuildDone done);

    [[nodiscard]] int pendingCount() const;

Q_SIGNALS:
    void requestFinished(const orrery::api::SentRequest &request);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace orrery::api
