// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>
#include <QUuid>

namespace orrery::test {

/// Another program that writes to a database for as long as this lives: nobody else can.
class LockedFile
{
public:
    explicit LockedFile(const QString &path) : m_name(QUuid::createUuid().toString())
    {
        QSqlDatabase other = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
        other.setDatabaseName(path);
        const bool locked = other.open() && QSqlQuery(other).exec(QStringLiteral("BEGIN IMMEDIATE"));
        QVERIFY(locked);
    }
    ~LockedFile()
    {
        {
            QSqlDatabase other = QSqlDatabase::database(m_name);
            QSqlQuery(other).exec(QStringLiteral("ROLLBACK"));
            other.close();
        }
        QSqlDatabase::removeDatabase(m_name);
    }
    Q_DISABLE_COPY_MOVE(LockedFile)

private:
    QString m_name;
};

} // namespace orrery::test
