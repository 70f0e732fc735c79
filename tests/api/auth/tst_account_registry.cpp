// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/account_registry.h"
#include "api/core/utc.h"
#include "tests/support/manual_clock.h"
#include "tests/support/suite.h"

#include <QtTest>

using namespace orrery;
using namespace orrery::api;
using namespace orrery::test;

namespace {
AccountInfo sample(const QString &label)
{
    AccountInfo account = AccountInfo::create(AccountInfo::Kind::OAuth, label, Hosts(),
                                              QDateTime(QDate(2026, 3, 1), QTime(12, 0), orrery::kUtc));
    account.clientId = QStringLiteral("client");
    account.clientRegistered = true;
    account.ownerOrganization = QStringLiteral("owner");
    account.ownerApplicationId = QStringLiteral("app");
    account.ownerTokenId = QStringLiteral("abcdef123456");
    account.serviceTokens = {{QStringLiteral("acme"), QStringLiteral("zyxwvu654321")}};
    account.scope = {QStringLiteral("read_user"), QStringLiteral("read_databases")};
    account.expiresAt = QDateTime(QDate(2026, 3, 31), QTime(12, 0, 0, 5), orrery::kUtc);
    return account;
}
} // namespace

class TestAccountRegistry : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    ManualClock m_clock;
    QString m_path;

    void write(const QByteArray &text)
    {
        QFile file(m_path);
        QVERIFY(QDir().mkpath(QFileInfo(m_path).path()) && file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    QByteArray text() const
    {
        QFile file(m_path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("deep/accounts.json"));
    }

    void keepsAccountsWithoutSecrets()
    {
        AccountInfo kept;
        {
            AccountRegistry registry(m_path, &m_clock);
            QSignalSpy loaded(&registry, &AccountRegistry::loaded);
            registry.load();
            QVERIFY(!registry.isLoaded());
            QTRY_COMPARE(loaded.count(), 1);
            QVERIFY(registry.accounts().isEmpty());
            kept = registry.add(sample(QStringLiteral("acme")));
            registry.setCurrent(kept.id);
        } // the last save ends with it
        QVERIFY(text().contains(R"("keychain_name":"acme")"));
        QCOMPARE(QFile::permissions(m_path) & (QFile::ReadOther | QFile::ReadGroup), QFile::Permissions());

        AccountRegistry again(m_path, &m_clock);
        QSignalSpy problem(&again, &AccountRegistry::problem);
        again.load();
        QTRY_VERIFY(again.isLoaded());
        QCOMPARE(again.accounts(), QList<AccountInfo>{kept});
        QCOMPARE(again.currentId(), kept.id);
        QCOMPARE(problem.count(), 0);
    }

    void keychainNamesAreUnique()
    {
        AccountRegistry registry(m_path, &m_clock);
        QCOMPARE(registry.add(sample(QStringLiteral("acme"))).keychainName, QStringLiteral("acme"));
        QCOMPARE(registry.add(sample(QStringLiteral("acme"))).keychainName, QStringLiteral("acme (2)"));
        const AccountInfo third = registry.add(sample(QStringLiteral("acme")));
        QCOMPARE(secretEntry(third, SecretRole::RefreshToken).key,
                 QStringLiteral("Orrery: acme (3), OAuth refresh token (%1)").arg(third.id));
        QCOMPARE(secretEntry(third, SecretRole::ServiceToken, QStringLiteral("globex")).key,
                 QStringLiteral("Orrery: acme (3), service token for globex (%1)").arg(third.id));
    }

    void updatesAndRemoves()
    {
        AccountRegistry registry(m_path, &m_clock);
        AccountInfo account = registry.add(sample(QStringLiteral("acme")));
        QSignalSpy changed(&registry, &AccountRegistry::changed);
        registry.update(account);
        QCOMPARE(changed.count(), 0);
        account.label = QStringLiteral("ada@acme.example");
        registry.update(account);
        QCOMPARE(registry.account(account.id)->label, QStringLiteral("ada@acme.example"));
        registry.setCurrent(account.id);
        registry.remove(account.id);
        QVERIFY(registry.accounts().isEmpty());
        QVERIFY(registry.currentId().isEmpty());
        QCOMPARE(changed.count(), 2);
        QSignalSpy saved(&registry, &AccountRegistry::saved);
        QTRY_COMPARE(saved.count(), 1); // many changes, one last save
        QVERIFY(text().contains(R"("accounts":[])"));
    }

    void accountsForThisRunAreNotWritten()
    {
        AccountRegistry registry(m_path, &m_clock);
        AccountInfo account = sample(QStringLiteral("passing"));
        account.forThisRunOnly = true;
        QSignalSpy saved(&registry, &AccountRegistry::saved);
        registry.add(account);
        QTRY_COMPARE(saved.count(), 1);
        QCOMPARE(registry.accounts().size(), 1);
        QVERIFY(!text().contains("passing"));
    }

    void aDamagedFileIsSetAside_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("readable");
        QTest::newRow("noise") << QByteArray("\x00\xff\x13", 3) << 0;
        QTest::newRow("empty") << QByteArray() << 0;
        QTest::newRow("truncated") << QByteArray("{\"version\":1,\"accounts\":[{\"id\"") << 0;
        QTest::newRow("another shape") << QByteArray(R"({"accounts":{}})") << 0;
        QTest::newRow("one bad account") << QByteArray(
            "{\"version\":1,\"accounts\":[7,{\"id\":\"i\",\"keychain_name\":\"k\",\"kind\":\"oauth\",\"hosts\":"
            "{\"api\":\"https://a.example\",\"auth\":\"https://b.example\",\"app\":\"https://c.example\","
            "\"metrics\":\"https://d.example\"}}]}")
                                         << 1;
        QTest::newRow("hosts that are no hosts") << QByteArray(
            R"({"version":1,"accounts":[{"id":"i","keychain_name":"k","kind":"oauth","hosts":{"api":"file:/x"}}]})")
                                                 << 0;
    }
    void aDamagedFileIsSetAside()
    {
        QFETCH(QByteArray, content);
        QFETCH(int, readable);
        write(content);
        AccountRegistry registry(m_path, &m_clock);
        QSignalSpy problem(&registry, &AccountRegistry::problem);
        registry.load();
        QTRY_COMPARE(problem.count(), 1);
        const auto found = problem.at(0).at(0).value<RegistryProblem>();
        QCOMPARE(found.kind, RegistryProblem::Kind::Damaged);
        QCOMPARE(found.setAside, m_path + QStringLiteral(".damaged-20260301-120000"));
        QFile aside(found.setAside);
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), content);
        QCOMPARE(registry.accounts().size(), readable);
        QSignalSpy saved(&registry, &AccountRegistry::saved);
        registry.add(sample(QStringLiteral("new")));
        QTRY_VERIFY(saved.count() > 0);
    }

    void oneBrokenEntryCostsThatEntry()
    {
        write("{\"version\":1,\"accounts\":[7,{\"id\":\"i\",\"keychain_name\":\"k\",\"kind\":\"oauth\",\"hosts\":"
              "{\"api\":\"https://a.example\",\"auth\":\"https://b.example\",\"app\":\"https://c.example\","
              "\"metrics\":\"https://d.example\"}}]}");
        for (int start = 0; start < 2; ++start) { // nothing was done in the first one
            AccountRegistry registry(m_path, &m_clock);
            QSignalSpy loaded(&registry, &AccountRegistry::loaded);
            QSignalSpy problem(&registry, &AccountRegistry::problem);
            QSignalSpy saved(&registry, &AccountRegistry::saved);
            registry.load();
            QTRY_COMPARE(loaded.count(), 1);
            QCOMPARE(registry.accounts().size(), 1);
            if (start == 0)
                QTRY_COMPARE(saved.count(), 1);
            QCOMPARE(problem.count(), start == 0 ? 1 : 0);
        }
    }

    void aNewerFileIsLeftAlone()
    {
        const QByteArray content = R"({"version":99,"accounts":[]})";
        write(content);
        AccountRegistry registry(m_path, &m_clock);
        QSignalSpy problem(&registry, &AccountRegistry::problem);
        registry.load();
        QTRY_COMPARE(problem.count(), 1);
        QCOMPARE(problem.at(0).at(0).value<RegistryProblem>().kind, RegistryProblem::Kind::TooNew);
        registry.add(sample(QStringLiteral("new")));
        QCOMPARE(registry.accounts().size(), 1);
        QCOMPARE(text(), content);
    }

    void aFolderThatCannotBeMadeIsReported()
    {
        // A file where the folder should be stops also root, whom permissions do not.
        QFile blocker(m_folder->filePath(QStringLiteral("deep")));
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        AccountRegistry registry(m_path, &m_clock);
        QSignalSpy problem(&registry, &AccountRegistry::problem);
        registry.load();
        QTRY_VERIFY(registry.isLoaded());
        registry.add(sample(QStringLiteral("acme")));
        QTRY_COMPARE(problem.count(), 1);
        QCOMPARE(problem.at(0).at(0).value<RegistryProblem>().kind, RegistryProblem::Kind::CannotWrite);
        QCOMPARE(registry.accounts().size(), 1);
    }
};

ORRERY_SUITE(TestAccountRegistry)
#include "tst_account_registry.moc"
