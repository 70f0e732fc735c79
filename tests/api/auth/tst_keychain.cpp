// SPDX-License-Identifier: GPL-3.0-or-later
// Runs under tests/support/with_keyring.sh: a bus and an unlocked gnome-keyring of its own. The rooms without a usable
// keychain are made by starting this program again in another environment, with the name of the room as its argument.
#include "api/auth/keychain_secret_store.h"

#include <QCoreApplication>
#include <QProcess>
#include <QtTest>

using namespace orrery::api;
using namespace std::chrono_literals;

namespace {
SecretEntry entryOf(const QString &key)
{
    return {.key = key, .receivers = {QUrl(QStringLiteral("https://api.planetscale.com"))}};
}

SecretStore::WriteResult written(SecretStore &store, const QString &key, const QByteArray &text)
{
    std::optional<SecretStore::WriteResult> result;
    store.write(entryOf(key), Secret(text), &store, [&result](const SecretStore::WriteResult &r) { result = r; });
    [&] {
        QVERIFY(!result); // never before write() returned
        QTRY_VERIFY_WITH_TIMEOUT(result, 20000);
    }();
    return result.value_or(tl::unexpected(SecretError()));
}

SecretStore::ReadResult read(SecretStore &store, const QString &key)
{
    std::optional<SecretStore::ReadResult> result;
    store.read(entryOf(key), &store, [&result](const SecretStore::ReadResult &r) { result = r; });
    [&] { QTRY_VERIFY_WITH_TIMEOUT(result, 20000); }();
    return result.value_or(tl::unexpected(SecretError()));
}

SecretStore::WriteResult removed(SecretStore &store, const QString &key)
{
    std::optional<SecretStore::WriteResult> result;
    store.remove(entryOf(key), &store, [&result](const SecretStore::WriteResult &r) { result = r; });
    [&] { QTRY_VERIFY_WITH_TIMEOUT(result, 20000); }();
    return result.value_or(tl::unexpected(SecretError()));
}

// What reading, writing and removing give in the room this process runs in, as three numbers: the exit code of a child.
int probeRoom()
{
    KeychainSecretStore store({.timeout = 8s, .lateRetry = 60s});
    QString line;
    int pending = 3;
    QStringList kinds{QString(), QString(), QString()};
    const auto note = [&](int place, const std::optional<SecretError> &error) {
        kinds[place] = error ? QString::number(int(error->kind)) : QStringLiteral("ok");
        if (--pending == 0) {
            fprintf(stdout, "%s\n", qPrintable(kinds.join(u' ')));
            QCoreApplication::exit(0);
        }
    };
    const QString key = QStringLiteral("Orrery: acme, OAuth access token (7)");
    store.read(entryOf(key), &store,
               [&](const SecretStore::ReadResult &r) { note(0, r ? std::nullopt : std::optional(r.error())); });
    store.write(entryOf(key), Secret("x"), &store,
                [&](const SecretStore::WriteResult &r) { note(1, r ? std::nullopt : std::optional(r.error())); });
    store.remove(entryOf(key), &store,
                 [&](const SecretStore::WriteResult &r) { note(2, r ? std::nullopt : std::optional(r.error())); });
    return QCoreApplication::exec();
}

// A session whose keychain starts after its programs: "LATE" when the store noticed by itself.
int probeLateKeychain()
{
    KeychainSecretStore store({.timeout = 8s, .lateRetry = 300ms});
    QProcess daemon;
    QObject::connect(&store, &KeychainSecretStore::checked, &store, [&](const std::optional<SecretError> &error) {
        if (!error || daemon.state() != QProcess::NotRunning)
            return;
        daemon.start(
            QStringLiteral("gnome-keyring-daemon"),
            {QStringLiteral("--foreground"), QStringLiteral("--unlock"), QStringLiteral("--components=secrets")});
        daemon.write("late");
        daemon.closeWriteChannel();
    });
    QObject::connect(&store, &SecretStore::becameAvailable, &store, [&] {
        fputs("LATE\n", stdout);
        daemon.kill();
        QCoreApplication::exit(0);
    });
    QTimer::singleShot(10s, &store, [] { QCoreApplication::exit(1); });
    store.check();
    return QCoreApplication::exec();
}

QString allThree(SecretError::Kind kind)
{
    const QString number = QString::number(int(kind));
    return QStringList{number, number, number}.join(u' ');
}
} // namespace

class TestKeychain : public QObject
{
    Q_OBJECT

    QTemporaryDir m_scratch;

    // Runs probeRoom() through a shell line in which "$@" is this program.
    QString inRoom(const QString &shell, const QHash<QString, QString> &environment = {})
    {
        QProcess process;
        QProcessEnvironment room = QProcessEnvironment::systemEnvironment();
        const QString home = m_scratch.filePath(QString::fromLatin1(QTest::currentTestFunction()));
        QDir().mkpath(home + QStringLiteral("/run"));
        QFile::setPermissions(home + QStringLiteral("/run"), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        for (const char *name : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"})
            room.insert(QString::fromLatin1(name), home);
        room.insert(QStringLiteral("XDG_RUNTIME_DIR"), home + QStringLiteral("/run"));
        for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"})
            room.remove(QString::fromLatin1(name));
        for (auto it = environment.cbegin(); it != environment.cend(); ++it)
            room.insert(it.key(), it.value());
        process.setProcessEnvironment(room);
        process.start(QStringLiteral("sh"),
                      {QStringLiteral("-c"), shell, QStringLiteral("sh"), QCoreApplication::applicationFilePath(),
                       QStringLiteral("--probe-room")});
        if (!process.waitForFinished(60'000))
            process.kill();
        return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
    }

    // The configuration of a bus whose activation folder is empty: nobody provides org.freedesktop.secrets by itself.
    QString busWithoutServices()
    {
        const QString config = m_scratch.filePath(QStringLiteral("bus.conf"));
        QFile file(config);
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write(
            "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" "
            "\"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\n"
            "<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>"
            "<policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/>"
            "<allow own=\"*\"/></policy></busconfig>\n");
        return config;
    }

private Q_SLOTS:
    void writesReadsAndRemoves()
    {
        KeychainSecretStore store;
        QSignalSpy checked(&store, &KeychainSecretStore::checked);
        const QString key = QStringLiteral("Orrery: acme, OAuth access token (7)");
        QCOMPARE(read(store, key).error().kind, SecretError::Kind::Missing);
        QCOMPARE(checked.count(), 1);
        QVERIFY(!checked.at(0).at(0).value<std::optional<SecretError>>());

        QVERIFY(written(store, key, "pscale_oauth_example").has_value());
        QCOMPARE(read(store, key)->reveal(), QByteArray("pscale_oauth_example"));
        QVERIFY(written(store, key, "pscale_oauth_other").has_value());
        KeychainSecretStore other; // what one keeps, another finds
        QCOMPARE(read(other, key)->reveal(), QByteArray("pscale_oauth_other"));
        QVERIFY(removed(store, key).has_value());
        QVERIFY(removed(store, key).has_value());
        QCOMPARE(read(store, key).error().kind, SecretError::Kind::Missing);
        QVERIFY(store.isPersistent());
    }

    void theTrialLeavesNothingBehind()
    {
        KeychainSecretStore store;
        QCOMPARE(read(store, QStringLiteral("Orrery keychain check")).error().kind, SecretError::Kind::Missing);
    }

    void keepsNoMoreThanWindowsDoes()
    {
        KeychainSecretStore store;
        const QString key = QStringLiteral("size");
        // "orrery-secret 1 https://api.planetscale.com" and a line end are kept with it.
        QVERIFY(written(store, key, QByteArray(2560 - 44, 'x')).has_value());
        const auto result = written(store, key, QByteArray(2560 - 43, 'x'));
        QCOMPARE(result.error().kind, SecretError::Kind::TooLarge);
        QCOMPARE(read(store, key)->size(), 2560 - 44);
        QVERIFY(removed(store, key).has_value());
    }

    void anAnswerForSomeoneGoneIsDropped()
    {
        KeychainSecretStore store;
        auto context = std::make_unique<QObject>();
        bool called = false;
        store.read(entryOf(QStringLiteral("nothing")), context.get(), [&called](const auto &) { called = true; });
        context.reset();
        QCOMPARE(read(store, QStringLiteral("nothing")).error().kind, SecretError::Kind::Missing);
        QVERIFY(!called);
    }

    void theStoreMayGoWhileAJobRuns()
    {
        auto store = std::make_unique<KeychainSecretStore>();
        QObject context;
        bool called = false;
        store->write(entryOf(QStringLiteral("orphan")), Secret("x"), &context,
                     [&called](const auto &) { called = true; });
        store.reset();
        KeychainSecretStore other; // its jobs queue behind the orphan's
        QCOMPARE(read(other, QStringLiteral("nothing")).error().kind, SecretError::Kind::Missing);
        QVERIFY(!called);
    }

    void aSlowKeychainIsSaidToBeSlow()
    {
        // The keyring daemon is stopped, as it is while a prompt of the system waits for a person.
        QProcess find;
        find.start(QStringLiteral("sh"),
                   {QStringLiteral("-c"),
                    QStringLiteral(
                        "dbus-send --session --print-reply=literal --dest=org.freedesktop.DBus /org/freedesktop/DBus "
                        "org.freedesktop.DBus.GetConnectionUnixProcessID string:org.freedesktop.secrets")});
        QVERIFY(find.waitForFinished());
        const QString daemon = QString::fromUtf8(find.readAllStandardOutput()).section(u' ', -1).trimmed();
        QVERIFY2(daemon.toInt() > 0, qPrintable(daemon));

        KeychainSecretStore store({.slowAfter = 100ms, .timeout = 400ms, .lateRetry = 60s});
        QVERIFY(read(store, QStringLiteral("nothing")).error().kind == SecretError::Kind::Missing);
        QSignalSpy waiting(&store, &SecretStore::waiting);
        QCOMPARE(QProcess::execute(QStringLiteral("kill"), {QStringLiteral("-STOP"), daemon}), 0);
        const auto result = read(store, QStringLiteral("nothing"));
        QCOMPARE(QProcess::execute(QStringLiteral("kill"), {QStringLiteral("-CONT"), daemon}), 0);
        QCOMPARE(result.error().kind, SecretError::Kind::Slow);
        QCOMPARE(waiting.count(), 2);
        QCOMPARE(waiting.at(0).at(0).toBool(), true);
        QCOMPARE(waiting.at(1).at(0).toBool(), false);
        // The job that was given up still ends, and the next one works.
        QCOMPARE(read(store, QStringLiteral("nothing")).error().kind, SecretError::Kind::Missing);
    }

    void withoutABus()
    {
        QCOMPARE(inRoom(QStringLiteral("exec \"$@\"")), allThree(SecretError::Kind::NoKeychain));
        QCOMPARE(inRoom(QStringLiteral("exec \"$@\""),
                        {{QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QStringLiteral("unix:path=/nonexistent/bus")}}),
                 allThree(SecretError::Kind::NoKeychain));
    }

    void withoutASecretService()
    {
        QCOMPARE(inRoom(QStringLiteral("exec dbus-run-session --config-file=%1 -- \"$@\"").arg(busWithoutServices())),
                 allThree(SecretError::Kind::NoKeychain));
    }

    void aKeychainThatStartsLateIsNoticed()
    {
        QCOMPARE(inRoom(QStringLiteral("exec dbus-run-session --config-file=%1 -- \"$1\" --probe-late")
                            .arg(busWithoutServices())),
                 QStringLiteral("LATE"));
    }

    void withALockedKeyring()
    {
        // A keyring made with one password, and opened in a new session with another.
        const QString line = QStringLiteral("dbus-run-session -- sh -c 'printf %s right | gnome-keyring-daemon "
                                            "--unlock --components=secrets >/dev/null 2>&1; \"$@\"' "
                                            "sh \"$@\" >/dev/null; "
                                            "exec dbus-run-session -- sh -c 'printf %s wrong | gnome-keyring-daemon "
                                            "--unlock --components=secrets >/dev/null 2>&1; "
                                            "\"$@\"' sh \"$@\"");
        QCOMPARE(inRoom(line), allThree(SecretError::Kind::Locked));
    }

    void withoutGlib()
    {
        QCOMPARE(inRoom(QStringLiteral("exec \"$@\""), {{QStringLiteral("QT_NO_GLIB"), QStringLiteral("1")}}),
                 allThree(SecretError::Kind::NoKeychain));
    }

    void memoryOnly()
    {
        MemorySecretStore store;
        const QString key = QStringLiteral("k");
        QVERIFY(!store.isPersistent());
        QCOMPARE(read(store, key).error().kind, SecretError::Kind::Missing);
        QVERIFY(written(store, key, "v").has_value());
        QCOMPARE(read(store, key)->reveal(), QByteArray("v"));
        QVERIFY(removed(store, key).has_value());
        QCOMPARE(read(store, key).error().kind, SecretError::Kind::Missing);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (QCoreApplication::arguments().contains(QStringLiteral("--probe-room")))
        return probeRoom();
    if (QCoreApplication::arguments().contains(QStringLiteral("--probe-late")))
        return probeLateKeychain();
    TestKeychain test;
    QTEST_SET_MAIN_SOURCE_PATH
    return QTest::qExec(&test, argc, argv);
}
#include "tst_keychain.moc"
