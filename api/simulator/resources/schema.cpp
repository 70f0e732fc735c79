// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/resources/json.h"
#include "api/simulator/schema_text.h"

namespace orrery::simulator {

using namespace Qt::StringLiterals;

namespace {

HttpResponse branchSchema(Context &context)
{
    const QString keyspace = context.request.query(u"keyspace"_s);
    QJsonArray data;
    for (const Table &table : context.branch->schema) {
        if (!keyspace.isEmpty() && table.keyspace != keyspace)
            continue;
        data.append(QJsonObject{{u"name"_s, table.name}, {u"html"_s, schemaHtml(table.raw)}, {u"raw"_s, table.raw}});
    }
    return HttpResponse::json({{u"data"_s, data}});
}

HttpResponse branchLint(Context &context)
{
    return listResponse(context.request, context.base, lint(context.branch->schema), false);
}

// Seen in official clients only: against the parent branch.
HttpResponse branchDiff(Context &context)
{
    const Branch *parent = context.database->branch(context.branch->parentBranch);
    if (!parent)
        return HttpResponse::unprocessable(u"Branch has no parent branch to compare with"_s);
    QJsonArray data;
    for (const TableChange &change : changesBetween(context.branch->baseSchema, context.branch->schema)) {
        const QString diff = unifiedDiff(change.before, change.after);
        data.append(QJsonObject{{u"name"_s, change.table}, {u"raw"_s, diff}, {u"html"_s, schemaHtml(diff)}});
    }
    return HttpResponse::json({{u"data"_s, data}});
}

} // namespace

void addSchemaRoutes(Router &router)
{
    const QString branch = u"/organizations/{organization}/databases/{database}/branches/{branch}"_s;
    const Access read =
        Access::listed(u"read_branches read_branch"_s,
                       u"read_branch delete_branch create_branch connect_production_branch connect_branch"_s);
    router.add("GET", branch + u"/schema"_s, read, branchSchema);
    router.add("GET", branch + u"/schema/lint"_s, read, branchLint);
    router.add("GET", branch + u"/diff"_s, read, branchDiff);
}

} // namespace orrery::simulator
