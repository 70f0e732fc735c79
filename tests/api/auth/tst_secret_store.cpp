// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/account.h"
#include "tests/support/suite.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orrery::api;
using Kind = SecretError::Kind;

namespace {

/// A keychain that two profiles share, with its entries in the open.
class SharedKeychain final : public SecretStore
{
public:
    QHash<QString, QByteArray> entries;
    [[nodiscard]] bool isPersistent() const override { return true; }

    SecretStore::ReadResult got(const SecretEntry &entry)
    {
        std::optional<ReadResult> result;
        read(entry, this, [&result](const ReadResult &r) { result = r; });
        [&] { QTRY_VERIFY(result); }();
        return *result;
    }
    bool put(const SecretEntry &entry, const char *secret)
    {
        std::optional<WriteResult> result;
        write(entry, Secret(secret), this, [&result](const WriteResult &r) { result = r; });
        [&] { QTRY_VERIFY(result); }();
        return result->has_value();
    }
    bool drop(const SecretEntry &entry)
    {
        std::optional<WriteResult> result;
        remove(entry, this, [&result](const WriteResult &r) { result = r; });
        [&] { QTRY_VERIFY(result); }();
        return result->has_value();
    }

protected:
    void readValue(const QString &key, QObject *context, ReadDone done) override
    {
        const ReadResult result = entries.contains(key)
            ? ReadResult(Secret(entries.value(key)))
            : ReadResult(tl::unexpected(SecretError{.kind = Kind::Missing, .key = key, .detail = {}}));
        QMetaObject::invokeMethod(
            context, [done, result] { done(result); }, Qt::QueuedConnection);
    }
    void writeValue(const QString &key, const Secret &value, QObject *context, WriteDone done) override
    {
        entries.insert(key, value.reveal());
        QMetaObject::invokeMethod(
            context, [done] { done({}); }, Qt::QueuedConnection);
    }
    void removeValue(const QString &key, QObject *context, WriteDone done) override
    {
        entries.remove(key);
        QMetaObject::invokeMethod(
            context, [done] { done({}); }, Qt::QueuedConnection);
    }
};

AccountInfo accountAt(const Hosts &hosts)
{
    return AccountInfo::create(AccountInfo::Kind::OAuth, u"PlanetScale"_s, hosts, QDateTime());
}

SecretEntry accessOf(const AccountInfo &account)
{
    return secretEntry(account, SecretRole::AccessToken);
}

} // namespace

class TestSecretStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void profilesWithOneKeychainKeepTheirOwn()
    {
        SharedKeychain keychain;
        const AccountInfo real = accountAt({});
        const AccountInfo local = accountAt(Hosts::allAt(QUrl(u"http://127.0.0.1:4000"_s)));
        QVERIFY(keychain.put(accessOf(real), "pscale_oauth_real"));
        QVERIFY(keychain.put(accessOf(local), "pscale_oauth_local"));
        QCOMPARE(keychain.got(accessOf(real))->reveal(), QByteArray("pscale_oauth_real"));
        QCOMPARE(keychain.got(accessOf(local))->reveal(), QByteArray("pscale_oauth_local"));
        QVERIFY(keychain.drop(accessOf(local)));
        QCOMPARE(keychain.got(accessOf(real))->reveal(), QByteArray("pscale_oauth_real"));
    }

    void aSecretIsGivenOutForItsOwnHostsOnly_data()
    {
        QTest::addColumn<QUrl>("api");
        QTest::addColumn<QUrl>("auth");
        QTest::newRow("another host") << QUrl(u"https://api.planetscale.example"_s) << Hosts().auth;
        QTest::newRow("another host for tokens") << Hosts().api << QUrl(u"https://auth.planetscale.example"_s);
        QTest::newRow("another port") << QUrl(u"https://api.planetscale.com:8443"_s) << Hosts().auth;
        QTest::newRow("without TLS") << QUrl(u"http://api.planetscale.com"_s) << Hosts().auth;
    }
    void aSecretIsGivenOutForItsOwnHostsOnly()
    {
        QFETCH(QUrl, api);
        QFETCH(QUrl, auth);
        SharedKeychain keychain;
        AccountInfo account = accountAt({});
        QVERIFY(keychain.put(accessOf(account), "pscale_oauth_real"));
        account.hosts.api = api;
        account.hosts.auth = auth;
        const auto result = keychain.got(accessOf(account));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, Kind::OtherHost);
        QVERIFY2(!result.error().detail.contains(u"pscale"_s), qPrintable(result.error().detail));
    }

    void anAddressIsItsSchemeHostAndPort()
    {
        SharedKeychain keychain;
        AccountInfo account = accountAt({});
        QVERIFY(keychain.put(accessOf(account), "line one\nline two"));
        account.hosts.api = QUrl(u"https://API.planetscale.com:443/v1/"_s);
        QCOMPARE(keychain.got(accessOf(account))->reveal(), QByteArray("line one\nline two"));
    }

    void formerEntriesAreTakenOverOnce()
    {
        SharedKeychain keychain;
        AccountInfo account = accountAt({});
        account.keychainName = u"acme@planetscale"_s;
        const QString former = u"acme@planetscale service token for globex"_s;
        keychain.entries.insert(former, "pscale_tkn_old");
        const SecretEntry entry = secretEntry(account, SecretRole::ServiceToken, u"globex"_s);
        QCOMPARE(keychain.got(entry)->reveal(), QByteArray("pscale_tkn_old"));
        QCOMPARE(keychain.entries.keys(), QStringList{entry.key});
        QCOMPARE(keychain.got(entry)->reveal(), QByteArray("pscale_tkn_old"));
    }

    /// It may be the token of another profile that overwrote it.
    void aFormerEntryNeverGoesToAHostThatIsNotPlanetScales()
    {
        SharedKeychain keychain;
        AccountInfo account = accountAt(Hosts::allAt(QUrl(u"http://127.0.0.1:4000"_s)));
        account.keychainName = u"PlanetScale@planetscale"_s;
        keychain.entries.insert(u"PlanetScale@planetscale OAuth access token"_s, "pscale_oauth_real");
        QCOMPARE(keychain.got(accessOf(account)).error().kind, Kind::Missing);
    }

    void bytesWithoutReceiversAreNoSecretOfOurs()
    {
        SharedKeychain keychain;
        const SecretEntry entry{.key = u"k"_s, .receivers = {Hosts().api}};
        keychain.entries.insert(u"k"_s, "pscale_oauth_bare");
        QCOMPARE(keychain.got(entry).error().kind, Kind::Missing);
    }
};

ORRERY_SUITE(TestSecretStore)
#include "tst_secret_store.moc"
