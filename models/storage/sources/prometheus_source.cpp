// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/sources/prometheus_source.h"

#include "api/core/connectivity.h"
#include "api/core/hosts.h"
#include "api/core/utc.h"
#include "models/auth/accounts.h"
#include "models/auth/auth_text.h"
#include "models/core/local_database.h"
#include "models/core/text.h"
#include "models/storage/history/history.h"
#include "models/storage/sources/prometheus_text.h"
#include "models/storage/view/radar.h"

#include <QPointer>
#include <QSettings>

#include <algorithm>

namespace orrery::models {

using namespace Qt::StringLiterals;
using api::PrometheusServerInfo;
using Authentication = PrometheusServerInfo::Authentication;

namespace {

const QString serversKey = u"prometheus/servers"_s;

QString authenticationWord(Authentication authentication)
{
    switch (authentication) {
    case Authentication::None:
        break;
    case Authentication::Basic:
        return u"basic"_s;
    case Authentication::Bearer:
        return u"bearer"_s;
    }
    return u"none"_s;
}

Authentication authenticationOf(const QString &word)
{
    for (const Authentication each : {Authentication::Basic, Authentication::Bearer}) {
        if (word == authenticationWord(each))
            return each;
    }
    return Authentication::None;
}

PrometheusServerInfo infoFrom(const QVariantMap &map)
{
    PrometheusServerInfo info;
    info.name = map.value(u"name"_s).toString();
    info.base = map.value(u"address"_s).toUrl();
    info.authentication = authenticationOf(map.value(u"authentication"_s).toString());
    info.user = map.value(u"user"_s).toString();
    info.tenant = map.value(u"tenant"_s).toString();
    info.allowPlainCredential = map.value(u"allow_plain_credential"_s).toBool();
    return info;
}

/// A credential typed into the address stays out of the file; such a server is refused before anything is sent.
QVariantMap mapOf(const PrometheusServerInfo &info)
{
    return {{u"name"_s, info.name},
            {u"address"_s, info.base.adjusted(QUrl::RemoveUserInfo)},
            {u"authentication"_s, authenticationWord(info.authentication)},
            {u"user"_s, info.user},
            {u"tenant"_s, info.tenant},
            {u"allow_plain_credential"_s, info.allowPlainCredential}};
}

/// "read_until": seconds by key; "gaps": [from, to, step] in seconds, by key.
QVariantMap mapOf(const QHash<QString, PrometheusRead> &read, const std::function<bool(const QString &key)> &isKept)
{
    QVariantMap times;
    QVariantMap gaps;
    for (auto each = read.cbegin(); each != read.cend(); ++each) {
        if (!isKept(each.key()))
            continue;
        times.insert(each.key(), each->until.toSecsSinceEpoch());
        QVariantList stretches;
        for (const PrometheusGap &gap : each->gaps)
            stretches.append(QVariant(
                QVariantList{gap.from.toSecsSinceEpoch(), gap.to.toSecsSinceEpoch(), qlonglong(gap.step.count())}));
        if (!stretches.isEmpty())
            gaps.insert(each.key(), stretches);
    }
    return {{u"read_until"_s, times}, {u"gaps"_s, gaps}};
}

QHash<QString, PrometheusRead> readFrom(const QVariantMap &map)
{
    const auto time = [](const QVariant &seconds) { return QDateTime::fromSecsSinceEpoch(seconds.toLongLong(), kUtc); };
    QHash<QString, PrometheusRead> read;
    const QVariantMap times = map.value(u"read_until"_s).toMap();
    for (auto each = times.cbegin(); each != times.cend(); ++each)
        read[each.key()].until = time(each.value());
    const QVariantMap gaps = map.value(u"gaps"_s).toMap();
    for (auto each = gaps.cbegin(); each != gaps.cend(); ++each) {
        const QVariantList stretches = each.value().toList();
        for (const QVariant &stretch : stretches) {
            const QVariantList parts = stretch.toList();
            const qint64 step = parts.value(2).toLongLong();
            const PrometheusGap gap{time(parts.value(0)), time(parts.value(1)), std::chrono::seconds(step)};
            if (step > 0 && gap.from <= gap.to && read.contains(each.key()))
                addGap(read[each.key()].gaps, gap);
        }
    }
    return read;
}

bool sameReceiver(const PrometheusServerInfo &left, const PrometheusServerInfo &right)
{
    const auto port = [](const QUrl &url) { return url.port(url.scheme() == u"https" ? 443 : 80); };
    return left.base.scheme() == right.base.scheme() && left.base.host() == right.base.host()
        && port(left.base) == port(right.base) && left.authentication == right.authentication;
}

} // namespace

PrometheusSource::PrometheusSource(Accounts *accounts, StorageRadar *radar, StorageHistory *history,
                                   QSettings *settings, const Clock *clock, QObject *parent, MakeTimer makeTimer)
    : QObject(parent), m_accounts(accounts), m_radar(radar), m_history(history), m_settings(settings), m_clock(clock),
      m_makeTimer(std::move(makeTimer))
{
    if (const api::Connectivity *connectivity = m_accounts->services().connectivity) {
        connect(connectivity, &api::Connectivity::onlineChanged, this, [this](bool online) {
            for (const auto &server : m_servers)
                server->feed->setOnline(online || api::isLoopbackHost(server->info.base.host()));
        });
    }
    connect(m_history->database(), &LocalDatabase::accountForgotten, this, [this](const QString &account) {
        for (const auto &server : m_servers)
            server->feed->forgetAccount(account);
        keep();
    });
    connect(m_accounts->services().keychain, &api::SecretStore::becameAvailable, this, [this]() {
        for (const auto &server : m_servers) {
            if (m_running && !server->secret)
                begin(server.get());
        }
    });
    // A branch that was listed just now can be asked for.
    const auto follow = [this](const Workspace *workspace) {
        const StorageCollector *collector = m_radar->collector(workspace->facts().id);
        if (!collector)
            return;
        connect(collector->targets(), &StorageTargets::finished, this, [this]() {
            for (const auto &server : m_servers) {
                if (server->feed->state().branches == 0)
                    server->feed->read();
            }
        });
        if (m_running && !m_servers.empty())
            listBranches();
    };
    connect(m_accounts, &Accounts::workspaceAdded, this, follow);
    const QList<Workspace *> workspaces = m_accounts->workspaces();
    for (const Workspace *workspace : workspaces)
        follow(workspace);
    load();
}

PrometheusSource::~PrometheusSource() = default;

PrometheusSource::Server *PrometheusSource::find(const QString &name) const
{
    const auto found = std::find_if(m_servers.cbegin(), m_servers.cend(),
                                    [&name](const auto &each) { return each->info.name == name; });
    return found == m_servers.cend() ? nullptr : found->get();
}

PrometheusSource::Server *PrometheusSource::open(const PrometheusServerInfo &info,
                                                 const QHash<QString, PrometheusRead> &read)
{
    auto owned = std::make_unique<Server>();
    Server *server = owned.get();
    server->info = info;
    server->feed = std::make_unique<PrometheusFeed>(
        m_accounts->services().network, m_history, m_clock, [this]() { return knownBranches(m_accounts, m_radar); },
        nullptr, m_makeTimer ? m_makeTimer() : nullptr);
    server->feed->setRead(read);
    if (const api::Connectivity *connectivity = m_accounts->services().connectivity)
        server->feed->setOnline(connectivity->isOnline() || api::isLoopbackHost(info.base.host()));
    connect(server->feed.get(), &PrometheusFeed::changed, this, &PrometheusSource::changed);
    connect(server->feed.get(), &PrometheusFeed::alreadyReadChanged, this, &PrometheusSource::keep);
    const auto place = std::find_if(m_servers.begin(), m_servers.end(),
                                    [&info](const auto &each) { return info.name < each->info.name; });
    m_servers.insert(place, std::move(owned));
    return server;
}

void PrometheusSource::load()
{
    const QVariantList kept = m_settings->value(serversKey).toList();
    for (const QVariant &each : kept) {
        const QVariantMap map = each.toMap();
        const PrometheusServerInfo info = infoFrom(map);
        if (info.name.isEmpty() || find(info.name))
            continue;
        open(info, readFrom(map));
    }
}

void PrometheusSource::keep()
{
    QVariantList all;
    for (const auto &server : m_servers) {
        QVariantMap map = mapOf(server->info);
        // Of an account that has gone, the history has too.
        map.insert(mapOf(server->feed->alreadyRead(), [this](const QString &key) {
            return m_accounts->workspace(key.section(u'/', 0, 0)) != nullptr;
        }));
        all.append(map);
    }
    m_settings->setValue(serversKey, all);
}

void PrometheusSource::start()
{
    if (m_running)
        return;
    m_running = true;
    for (const auto &server : m_servers)
        begin(server.get());
    if (!m_servers.empty())
        listBranches();
}

void PrometheusSource::stop()
{
    m_running = false;
    for (const auto &server : m_servers)
        server->feed->stop();
}

void PrometheusSource::listBranches()
{
    const QList<Workspace *> workspaces = m_accounts->workspaces();
    for (const Workspace *workspace : workspaces) {
        if (StorageCollector *collector = m_radar->collector(workspace->facts().id))
            collector->listTargets();
    }
}

void PrometheusSource::begin(Server *server)
{
    if (server->info.authentication == Authentication::None)
        server->secret = api::Secret();
    if (!server->secret) {
        readSecret(server->info.name);
        return;
    }
    server->feed->setServer(server->info, *server->secret);
    if (m_running)
        server->feed->start();
}

void PrometheusSource::readSecret(const QString &name)
{
    const Server *server = find(name);
    m_accounts->services().keychain->read(
        api::prometheusSecretEntry(server->info), this, [this, name](const api::SecretStore::ReadResult &result) {
            Server *waiting = find(name);
            if (!waiting || waiting->secret)
                return; // removed, or typed anew meanwhile
            if (!result) {
                waiting->feed->setError(result.error().kind == api::SecretError::Kind::Missing
                                            ? tr("Its password or token is not in the keychain. Enter it again.")
                                            : secretErrorReason(result.error()));
                return;
            }
            waiting->secret = *result;
            begin(waiting);
        });
}

QList<PrometheusServerInfo> PrometheusSource::servers() const
{
    QList<PrometheusServerInfo> all;
    for (const auto &server : m_servers)
        all.append(server->info);
    return all;
}

std::optional<PrometheusServerInfo> PrometheusSource::server(const QString &name) const
{
    const Server *found = find(name);
    return found ? std::optional(found->info) : std::nullopt;
}

bool PrometheusSource::needsSecret(const PrometheusServerInfo &server) const
{
    if (server.authentication == Authentication::None)
        return false;
    const Server *known = find(server.name);
    if (!known || !sameReceiver(known->info, server))
        return true;
    // Kept, but not read yet: before start() that is no reason to ask for it.
    return !known->secret && !known->feed->state().error.isEmpty();
}

bool PrometheusSource::isForThisRunOnly(const QString &name) const
{
    const Server *found = find(name);
    return found && found->thisRunOnly;
}

void PrometheusSource::save(const PrometheusServerInfo &server, const std::optional<api::Secret> &secret)
{
    Server *known = find(server.name);
    const bool elsewhere = known && !sameReceiver(known->info, server);
    if (!known)
        known = open(server, {});
    known->info = server;
    if (const api::Connectivity *connectivity = m_accounts->services().connectivity)
        known->feed->setOnline(connectivity->isOnline() || api::isLoopbackHost(server.base.host()));
    keep();
    if (server.authentication != Authentication::None && secret)
        keepSecret(known, *secret);
    else if (elsewhere)
        forgetSecret(known);
    if (m_running) {
        begin(known);
        listBranches();
    }
    Q_EMIT changed();
}

void PrometheusSource::keepSecret(Server *server, const api::Secret &secret)
{
    const QString name = server->info.name;
    server->secret = secret;
    server->thisRunOnly = !m_accounts->services().keychain->isPersistent();
    m_accounts->services().keychain->write(
        api::prometheusSecretEntry(server->info), secret, this,
        [this, name](const api::SecretStore::WriteResult &result) {
            Server *written = find(name);
            if (result || !written)
                return;
            written->thisRunOnly = true;
            Q_EMIT notice(tr("You will need to enter the password or token of %1 again next time. %2")
                              .arg(visibleText(name), secretErrorReason(result.error())));
            Q_EMIT changed();
        });
}

void PrometheusSource::forgetSecret(Server *server)
{
    const QString name = server->info.name;
    server->secret.reset();
    m_accounts->services().keychain->remove(
        api::prometheusSecretEntry(server->info), this, [this, name](const api::SecretStore::WriteResult &result) {
            if (!result) {
                Q_EMIT notice(tr("The password or token of %1 could not be removed from the keychain. %2")
                                  .arg(visibleText(name), secretErrorReason(result.error())));
            }
        });
}

void PrometheusSource::remove(const QString &name)
{
    const auto found =
        std::find_if(m_servers.begin(), m_servers.end(), [&name](const auto &each) { return each->info.name == name; });
    if (found == m_servers.end())
        return;
    forgetSecret(found->get());
    m_servers.erase(found);
    keep();
    Q_EMIT changed();
}

void PrometheusSource::test(const PrometheusServerInfo &server, const std::optional<api::Secret> &secret,
                            QObject *context, const std::function<void(bool, const QString &)> &done)
{
    const Server *known = find(server.name);
    const bool keptFits = known && sameReceiver(known->info, server);
    if (secret || server.authentication == Authentication::None || !keptFits) {
        testWith(server, secret.value_or(api::Secret()), context, done);
        return;
    }
    if (known->secret) {
        testWith(server, *known->secret, context, done);
        return;
    }
    const QPointer<QObject> listener(context);
    m_accounts->services().keychain->read(api::prometheusSecretEntry(server), context,
                                          [this, server, listener, done](const api::SecretStore::ReadResult &result) {
                                              if (result)
                                                  testWith(server, *result, listener, done);
                                              else
                                                  done(false, secretErrorReason(result.error()));
                                          });
}

void PrometheusSource::testWith(const PrometheusServerInfo &server, const api::Secret &secret, QObject *context,
                                const std::function<void(bool, const QString &)> &done)
{
    auto *asked = new api::PrometheusServer(m_accounts->services().network, this);
    asked->setServer(server, secret);
    connect(context, &QObject::destroyed, asked, &QObject::deleteLater);
    asked->test(context, [asked, done](const api::Result<api::PromBuild> &build) {
        asked->deleteLater();
        if (!build)
            done(false, describePrometheusError(build.error(), {}));
        else if (build->version.isEmpty())
            done(true, tr("It answers queries."));
        else
            done(true, tr("It answers queries: version %1.").arg(visibleText(build->version)));
    });
}

PrometheusState PrometheusSource::state(const QString &name) const
{
    const Server *found = find(name);
    return found ? found->feed->state() : PrometheusState();
}

void PrometheusSource::read(const QString &name)
{
    if (Server *found = find(name))
        found->feed->read();
}

void PrometheusSource::fillAgain(const QString &name)
{
    if (Server *found = find(name))
        found->feed->fillAgain();
}

void PrometheusSource::cancelFilling(const QString &name)
{
    if (Server *found = find(name))
        found->feed->cancelFilling();
}

} // namespace orrery::models
