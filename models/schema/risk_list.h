// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/schema/schema_risks.h"

#include <QUrl>

namespace orrery::models {

/// Collects what is said of one table. For those who judge a part of it: column_risks, key_risks, schema_risks.
class RiskList
{
public:
    explicit RiskList(QString table) : m_table(std::move(table)) {}

    /// `part` is the column, key or partition; empty: the table itself.
    void add(SchemaRisk::Rule rule, SchemaRisk::Severity severity, const QString &part, const QString &title,
             const QString &detail, const QUrl &page = {});

    [[nodiscard]] const QList<SchemaRisk> &risks() const { return m_risks; }

private:
    QString m_table;
    QList<SchemaRisk> m_risks;
};

/// Pages of PlanetScale's documentation that speak of a risk.
namespace risk_pages {
QUrl deployRequests();
QUrl uniqueKeys();
QUrl renames();
QUrl foreignKeys();
} // namespace risk_pages

} // namespace orrery::models
