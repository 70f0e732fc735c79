// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QProcess>
#include <QSqlDatabase>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <optional>

namespace orrery::interop {

/// A MariaDB server of our own in a temporary folder, without a port, and one connection to it. It ends with this object.
class MariaDb
{
public:
    ~MariaDb();

    /// Why it could not be started; empty when it runs. Wants mariadb-install-db, mariadbd and Qt's MySQL driver.
    QString start();

    /// What the server answers to one statement: its error, or nothing when it was executed.
    std::optional<QString> run(const QString &statement);
    /// The rows, each as its values; none when the statement failed.
    QList<QStringList> rows(const QString &query);
    QString version();

private:
    QTemporaryDir m_folder;
    QProcess m_server;
    QSqlDatabase m_database;
};

} // namespace orrery::interop
