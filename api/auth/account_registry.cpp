// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/account_registry.h"

#include "api/core/json_codec.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QSaveFile>

namespace orrery::api {

Q_LOGGING_CATEGORY(accountsLog, "orrery.api.auth.accounts", QtInfoMsg)

namespace {
using json::Json;
constexpr int fileVersion = 1;
constexpr qint64 maximumFile = 4LL * 1024 * 1024;

struct Loaded
{
    QList<AccountInfo> accounts;
    QString currentId;
    std::optional<RegistryProblem> problem;
};

QString textOf(const Json &object, const char *name)
{
    QString text;
    const auto found = object.find(name);
    if (found != object.end())
        json::read(*found, text);
    return text;
}

bool flagOf(const Json &object, const char *name)
{
    std::optional<bool> flag;
    const auto found = object.find(name);
    if (found != object.end())
        json::read(*found, flag);
    return flag.value_or(false);
}

Json written(const Hosts &hosts)
{
    const auto text = [](const QUrl &url) { return url.toString(QUrl::FullyEncoded).toStdString(); };
    return {{"api", text(hosts.api)},
            {"auth", text(hosts.auth)},
            {"app", text(hosts.app)},
            {"metrics", text(hosts.metrics)}};
}

// Nothing when an address is missing or no web address: a token must not go to a host that was guessed.
std::optional<Hosts> readHosts(const Json &object)
{
    if (!object.is_object())
        return std::nullopt;
    Hosts hosts;
    const std::pair<const char *, QUrl *> fields[]{
        {"api", &hosts.api}, {"auth", &hosts.auth}, {"app", &hosts.app}, {"metrics", &hosts.metrics}};
    for (const auto &field : fields) {
        const QUrl url(textOf(object, field.first), QUrl::StrictMode);
        if (!url.isValid() || url.host().isEmpty()
            || (url.scheme() != QLatin1String("https") && url.scheme() != QLatin1String("http"))) {
            return std::nullopt;
        }
        *field.second = url;
    }
    return hosts;
}

Json written(const AccountInfo &account)
{
    Json out = {{"id", account.id.toStdString()},
                {"label", account.label.toStdString()},
                {"keychain_name", account.keychainName.toStdString()},
                {"kind", account.kind == AccountInfo::Kind::OAuth ? "oauth" : "service_token"},
                {"hosts", written(account.hosts)},
                {"client_registered", account.clientRegistered},
                {"read_only", account.readOnly}};
    const auto addText = [&out](const char *name, const QString &text) {
        if (!text.isEmpty())
            out[name] = text.toStdString();
    };
    addText("name", account.name);
    addText("color", account.color);
    addText("client_id", account.clientId);
    addText("owner_organization", account.ownerOrganization);
    addText("owner_application_id", account.ownerApplicationId);
    addText("owner_token_id", account.ownerTokenId);
    out["scope"] = json::write(account.scope);
    out["created_at"] = json::write(account.createdAt);
    out["expires_at"] = json::write(account.expiresAt);
    out["service_tokens"] = Json::array();
    for (const AccountInfo::TokenRef &token : account.serviceTokens)
        out["service_tokens"].push_back(
            {{"organization", token.organization.toStdString()}, {"id", token.id.toStdString()}});
    return out;
}

std::optional<AccountInfo> readAccount(const Json &object)
{
    if (!object.is_object())
        return std::nullopt;
    AccountInfo account;
    account.id = textOf(object, "id");
    account.keychainName = textOf(object, "keychain_name");
    const auto hosts = readHosts(object.value("hosts", Json()));
    const QString kind = textOf(object, "kind");
    if (account.id.isEmpty() || account.keychainName.isEmpty() || !hosts
        || (kind != QLatin1String("oauth") && kind != QLatin1String("service_token"))) {
        return std::nullopt;
    }
    account.hosts = *hosts;
    account.kind = kind == QLatin1String("oauth") ? AccountInfo::Kind::OAuth : AccountInfo::Kind::ServiceToken;
    account.label = textOf(object, "label");
    account.name = textOf(object, "name");
    account.color = textOf(object, "color");
    account.clientId = textOf(object, "client_id");
    account.clientRegistered = flagOf(object, "client_registered");
    account.readOnly = flagOf(object, "read_only");
    account.ownerOrganization = textOf(object, "owner_organization");
    account.ownerApplicationId = textOf(object, "owner_application_id");
    account.ownerTokenId = textOf(object, "owner_token_id");
    json::read(object.value("scope", Json()), account.scope);
    json::read(object.value("created_at", Json()), account.createdAt);
    json::read(object.value("expires_at", Json()), account.expiresAt);
    const Json tokens = object.value("service_tokens", Json::array());
    if (tokens.is_array()) {
        for (const Json &token : tokens) {
            if (token.is_object() && !textOf(token, "id").isEmpty())
                account.serviceTokens.append({textOf(token, "organization"), textOf(token, "id")});
        }
    }
    return account;
}

// Out of the way, never deleted: a person may still want to look into it.
QString setAside(const QString &path, const QDateTime &now)
{
    const QString base = path + QStringLiteral(".damaged-") + now.toString(QStringLiteral("yyyyMMdd-HHmmss"));
    QString name = base;
    for (int i = 2; QFile::exists(name) && i < 100; ++i)
        name = base + u'-' + QString::number(i);
    return QFile::rename(path, name) ? name : QString();
}

Loaded loadFile(const QString &path, const QDateTime &now)
{
    QFile file(path);
    if (!file.exists())
        return {};
    const auto failed = [&path](RegistryProblem::Kind kind, const QString &aside, const QString &detail) {
        Loaded out;
        out.problem = RegistryProblem{.kind = kind, .path = path, .setAside = aside, .detail = detail};
        return out;
    };
    if (!file.open(QIODevice::ReadOnly))
        return failed(RegistryProblem::Kind::CannotRead, {}, file.errorString());
    const QByteArray text = file.read(maximumFile);
    file.close();
    const Json document = Json::parse(text.cbegin(), text.cend(), nullptr, false);

    Loaded out;
    bool damaged = !document.is_object() || !document.contains("accounts") || !document["accounts"].is_array();
    if (!damaged) {
        std::optional<qint64> version;
        json::read(document.value("version", Json()), version);
        if (version.value_or(0) > fileVersion)
            return failed(RegistryProblem::Kind::TooNew, {}, {});
        for (const Json &element : document["accounts"]) {
            if (auto account = readAccount(element))
                out.accounts.append(*account);
            else
                damaged = true;
        }
        out.currentId = textOf(document, "current");
    }
    if (damaged) {
        // What could be read is kept; the file as it was goes aside.
        const QString aside = setAside(path, now);
        out.problem =
            RegistryProblem{.kind = RegistryProblem::Kind::Damaged, .path = path, .setAside = aside, .detail = {}};
    }
    return out;
}

// Empty when it worked.
QString saveFile(const QString &path, const QByteArray &text)
{
    if (!QDir().mkpath(QFileInfo(path).absolutePath()))
        return QStringLiteral("the folder cannot be made");
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return file.errorString();
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (file.write(text) != text.size() || !file.commit())
        return file.errorString();
    return {};
}
} // namespace

AccountRegistry::AccountRegistry(QString path, const Clock *clock, QObject *parent)
    : QObject(parent), m_path(std::move(path)), m_clock(clock)
{
    m_worker.setMaxThreadCount(1);
}

AccountRegistry::~AccountRegistry()
{
    // A save is under way and newer changes wait behind it; the pool's destructor lets both end.
    if (m_saveAgain)
        m_worker.start([path = m_path, text = fileText()] { saveFile(path, text); });
}

void AccountRegistry::load()
{
    m_worker.start([this, path = m_path, now = m_clock->now()] {
        Loaded result = loadFile(path, now);
        // The pool is a member: this object outlives the task.
        QMetaObject::invokeMethod(
            this,
            [this, result = std::move(result)] {
                m_accounts = result.accounts;
                m_currentId = result.currentId;
                m_loaded = true;
                if (result.problem) {
                    m_mayWrite = result.problem->kind == RegistryProblem::Kind::Damaged;
                    qCWarning(accountsLog, "the accounts file has a problem (kind %d)", int(result.problem->kind));
                    // The file went aside: what could be read of it is to be there at the next start as well.
                    if (m_mayWrite && !m_accounts.isEmpty())
                        save();
                }
                Q_EMIT loaded();
                if (result.problem)
                    Q_EMIT problem(*result.problem);
            },
            Qt::QueuedConnection);
    });
}

std::optional<AccountInfo> AccountRegistry::account(const QString &id) const
{
    for (const AccountInfo &account : m_accounts) {
        if (account.id == id)
            return account;
    }
    return std::nullopt;
}

AccountInfo AccountRegistry::add(AccountInfo account)
{
    const QString base = account.keychainName;
    const auto taken = [this](const QString &name) {
        return std::any_of(m_accounts.cbegin(), m_accounts.cend(),
                           [&name](const AccountInfo &other) { return other.keychainName == name; });
    };
    for (int i = 2; taken(account.keychainName); ++i)
        account.keychainName = QStringLiteral("%1 (%2)").arg(base).arg(i);
    m_accounts.append(account);
    save();
    Q_EMIT changed();
    return account;
}

void AccountRegistry::update(const AccountInfo &account)
{
    for (AccountInfo &known : m_accounts) {
        if (known.id != account.id || known == account)
            continue;
        known = account;
        save();
        Q_EMIT changed();
        return;
    }
}

void AccountRegistry::remove(const QString &id)
{
    if (m_accounts.removeIf([&id](const AccountInfo &account) { return account.id == id; }) == 0)
        return;
    if (m_currentId == id)
        m_currentId.clear();
    save();
    Q_EMIT changed();
}

void AccountRegistry::setCurrent(const QString &id)
{
    if (m_currentId == id)
        return;
    m_currentId = id;
    save();
}

QByteArray AccountRegistry::fileText() const
{
    Json document = {{"version", fileVersion}, {"current", m_currentId.toStdString()}, {"accounts", Json::array()}};
    for (const AccountInfo &account : m_accounts) {
        if (!account.forThisRunOnly)
            document["accounts"].push_back(written(account));
    }
    return json::dump(document);
}

void AccountRegistry::save()
{
    if (!m_mayWrite)
        return;
    if (m_saving) {
        m_saveAgain = true;
        return;
    }
    m_saving = true;
    m_saveAgain = false;
    m_worker.start([this, path = m_path, text = fileText()] {
        const QString failure = saveFile(path, text);
        QMetaObject::invokeMethod(
            this,
            [this, failure] {
                m_saving = false;
                if (m_saveAgain) {
                    save();
                    return;
                }
                if (failure.isEmpty()) {
                    Q_EMIT saved();
                    return;
                }
                qCWarning(accountsLog, "the accounts file cannot be written");
                Q_EMIT problem(
                    {.kind = RegistryProblem::Kind::CannotWrite, .path = m_path, .setAside = {}, .detail = failure});
            },
            Qt::QueuedConnection);
    });
}

} // namespace orrery::api
