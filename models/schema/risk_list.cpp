// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema/risk_list.h"

namespace orrery::models {

namespace {

QUrl page(QLatin1String name)
{
    return QUrl(QLatin1String("https://planetscale.com/docs/vitess/") + name);
}

} // namespace

void RiskList::add(SchemaRisk::Rule rule, SchemaRisk::Severity severity, const QString &part, const QString &title,
                   const QString &detail, const QUrl &page)
{
    m_risks.append({rule, severity, part.isEmpty() ? m_table : m_table + QLatin1Char('.') + part, title, detail, page});
}

QUrl risk_pages::deployRequests()
{
    return page(QLatin1String("schema-changes/deploy-requests"));
}

QUrl risk_pages::uniqueKeys()
{
    return page(QLatin1String("schema-changes/onlineddl-change-unique-keys"));
}

QUrl risk_pages::renames()
{
    return page(QLatin1String("schema-changes/handling-table-and-column-renames"));
}

QUrl risk_pages::foreignKeys()
{
    return page(QLatin1String("foreign-key-constraints"));
}

} // namespace orrery::models
