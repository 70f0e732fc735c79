// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/sources/prometheus_feed.h"

#include <optional>
#include <vector>

class QSettings;

namespace orrery::models {

class Accounts;
class StorageRadar;

/// The Prometheus-compatible servers of the user, and what is read from them. The servers are kept in the settings, their
/// passwords and tokens in the keychain only; where there is none, they last for this run.
class PrometheusSource final : public QObject
{
    Q_OBJECT
public:
    using MakeTimer = std::function<std::unique_ptr<PollTimer>()>;

    /// All outlive this. `makeTimer` as in Poller, for each server.
    PrometheusSource(Accounts *accounts, StorageRadar *radar, StorageHistory *history, QSettings *settings,
                     const Clock *clock, QObject *parent = nullptr, MakeTimer makeTimer = {});
    ~PrometheusSource() override;

    /// Reads every server from now on. Before, and in between, nothing is sent but by test().
    void start();
    void stop();
    [[nodiscard]] bool isRunning() const { return m_running; }

    /// In the order of their names.
    [[nodiscard]] QList<api::PrometheusServerInfo> servers() const;
    [[nodiscard]] std::optional<api::PrometheusServerInfo> server(const QString &name) const;
    /// Adds a server, or replaces the one of this name. Without `secret` the kept one stays, unless it would go elsewhere
    /// (see needsSecret()).
    void save(const api::PrometheusServerInfo &server, const std::optional<api::Secret> &secret);
    /// Removes its secret too. What was read from it stays.
    void remove(const QString &name);
    /// Whether the secret has to be typed: there is none, or it was given for another host or another kind.
    [[nodiscard]] bool needsSecret(const api::PrometheusServerInfo &server) const;
    /// The secret lasts for this run: the keychain did not take it.
    [[nodiscard]] bool isForThisRunOnly(const QString &name) const;

    /// Asks the server what it is, with `secret` or else the kept one; ends with a sentence and whether it worked. Nothing is
    /// kept. `context` lives in this thread; without it no callback comes.
    void test(const api::PrometheusServerInfo &server, const std::optional<api::Secret> &secret, QObject *context,
              const std::function<void(bool works, const QString &sentence)> &done);

    [[nodiscard]] PrometheusState state(const QString &name) const;
    void read(const QString &name);
    void fillAgain(const QString &name);
    void cancelFilling(const QString &name);

Q_SIGNALS:
    /// servers() or a state().
    void changed();
    /// A message about the keychain that belongs to no page.
    void notice(const QString &sentence);

private:
    struct Server
    {
        api::PrometheusServerInfo info;
        std::optional<api::Secret> secret;
        bool thisRunOnly = false;
        std::unique_ptr<PrometheusFeed> feed;
    };

    [[nodiscard]] Server *find(const QString &name) const;
    Server *open(const api::PrometheusServerInfo &info, const QHash<QString, PrometheusRead> &read);
    void load();
    void keep();
    void readSecret(const QString &name);
    void begin(Server *server);
    void listBranches();
    void keepSecret(Server *server, const api::Secret &secret);
    void forgetSecret(Server *server);
    void testWith(const api::PrometheusServerInfo &server, const api::Secret &secret, QObject *context,
                  const std::function<void(bool works, const QString &sentence)> &done);

    Accounts *m_accounts;
    StorageRadar *m_radar;
    StorageHistory *m_history;
    QSettings *m_settings;
    const Clock *m_clock;
    MakeTimer m_makeTimer;
    std::vector<std::unique_ptr<Server>> m_servers;
    bool m_running = false;
};

} // namespace orrery::models
