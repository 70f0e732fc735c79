// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/schema/schema_risks.h"

#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

namespace orrery::test {

/// A change of one table with all that is to be said of it. The tests compare our judgement with it; `./dev interop` lets
/// a database try the change.
struct SchemaPair
{
    QString name;
    QString before; ///< CREATE TABLE; empty: the table is not there
    QString after;
    QStringList risks; ///< "!drops data total": "!" danger, "?" caution, "." note; rule; part, without the table's name
    QStringList obstacles; ///< to doing it instantly
    QStringList revert; ///< "loses: …", "orphans: …", "may fail: …"
};

const QList<SchemaPair> &schemaPairs();

/// Nothing for an empty text and for one that is no statement.
std::optional<models::SchemaObject> schemaObject(const QString &sql);

/// "CREATE TABLE `orders` (`id` bigint NOT NULL, PARTS, PRIMARY KEY (`id`)) OPTIONS"; a full statement stays as it is.
QString ordersTable(const QString &parts,
                    const QString &options = QStringLiteral("ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"));

QStringList shownRisks(const QList<models::SchemaRisk> &risks);
QStringList shownForecast(const models::RevertForecast &forecast);

} // namespace orrery::test

Q_DECLARE_METATYPE(orrery::test::SchemaPair)
