// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/mariadb.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QStandardPaths>
#include <QThread>

namespace orrery::interop {

namespace {

QString program(const QString &name)
{
    const QString found = QStandardPaths::findExecutable(name);
    return found.isEmpty()
        ? QStandardPaths::findExecutable(name, {QStringLiteral("/usr/sbin"), QStringLiteral("/usr/local/sbin")})
        : found;
}

QString connection()
{
    return QStringLiteral("interop");
}

} // namespace

MariaDb::~MariaDb()
{
    m_database.close();
    m_database = {};
    if (m_server.state() == QProcess::NotRunning)
        return;
    m_server.terminate();
    if (!m_server.waitForFinished(20'000))
        m_server.kill();
}

QString MariaDb::start()
{
    const QString install = program(QStringLiteral("mariadb-install-db"));
    const QString server = program(QStringLiteral("mariadbd"));
    if (install.isEmpty() || server.isEmpty())
        return QStringLiteral("mariadb-install-db or mariadbd is not installed");
    if (!QSqlDatabase::isDriverAvailable(QStringLiteral("QMYSQL")))
        return QStringLiteral("Qt's MySQL driver is not installed");
    const QString data = m_folder.filePath(QStringLiteral("data"));
    const QString socket = m_folder.filePath(QStringLiteral("socket"));
    // The server refuses to run as root unless it is told to.
    const QStringList common{QStringLiteral("--no-defaults"), QStringLiteral("--datadir=") + data};
    const QString user = QStringLiteral("--user=") + qEnvironmentVariable("USER", QStringLiteral("root"));
    QProcess setup;
    setup.setProcessChannelMode(QProcess::MergedChannels);
    setup.start(install,
                common
                    + QStringList{user, QStringLiteral("--auth-root-authentication-method=normal"),
                                  QStringLiteral("--skip-test-db")});
    if (!setup.waitForFinished(120'000) || setup.exitCode() != 0)
        return QStringLiteral("mariadb-install-db failed: ") + QString::fromUtf8(setup.readAll());
    m_server.setStandardOutputFile(m_folder.filePath(QStringLiteral("log")));
    m_server.setProcessChannelMode(QProcess::MergedChannels);
    m_server.start(server,
                   common
                       + QStringList{user, QStringLiteral("--socket=") + socket, QStringLiteral("--skip-networking"),
                                     QStringLiteral("--skip-grant-tables"),
                                     QStringLiteral("--innodb-flush-log-at-trx-commit=0")});
    if (!m_server.waitForStarted())
        return QStringLiteral("mariadbd does not start: ") + m_server.errorString();

    m_database = QSqlDatabase::addDatabase(QStringLiteral("QMYSQL"), connection());
    m_database.setHostName(QStringLiteral("localhost"));
    m_database.setUserName(QStringLiteral("root"));
    m_database.setConnectOptions(QStringLiteral("UNIX_SOCKET=") + socket);
    // The server says nowhere that it listens.
    for (QDeadlineTimer deadline(60'000); !m_database.open();) {
        if (deadline.hasExpired() || m_server.state() == QProcess::NotRunning)
            return QStringLiteral("no connection: ") + m_database.lastError().text();
        QThread::msleep(100);
    }
    return {};
}

std::optional<QString> MariaDb::run(const QString &statement)
{
    QSqlQuery query(m_database);
    if (query.exec(statement))
        return std::nullopt;
    return query.lastError().nativeErrorCode() + QLatin1Char(' ') + query.lastError().databaseText();
}

QList<QStringList> MariaDb::rows(const QString &text)
{
    QList<QStringList> rows;
    QSqlQuery query(m_database);
    if (!query.exec(text))
        return rows;
    const int columns = query.record().count();
    while (query.next()) {
        QStringList row;
        for (int i = 0; i < columns; ++i)
            row.append(query.value(i).isNull() ? QStringLiteral("NULL") : query.value(i).toString());
        rows.append(row);
    }
    return rows;
}

QString MariaDb::version()
{
    const QList<QStringList> found = rows(QStringLiteral("SELECT version()"));
    return found.isEmpty() ? QString() : found.constFirst().constFirst();
}

} // namespace orrery::interop
