// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/sql_statements.h"

#include "models/core/database_schema.h"

namespace orrery::models {

using namespace Qt::StringLiterals;

QSqlError hideRows(QSqlDatabase &database, const QString &table, const QStringList &columns, const QVariantList &values)
{
    const QString names = columns.join(u", "_s);
    QStringList marks;
    QStringList same;
    for (const QString &column : columns) {
        marks.append(u"?"_s);
        same.append(u"(h.%1 IS NULL OR h.%1 = t.%1)"_s.arg(column));
    }
    QSqlError error = runStatement(database, u"CREATE TEMP TABLE IF NOT EXISTS hidden_%1 (%2)"_s.arg(table, names));
    if (!error.isValid()) {
        error = runStatement(
            database, u"INSERT INTO temp.hidden_%1 (%2) VALUES (%3)"_s.arg(table, names, marks.join(u", "_s)), values);
    }
    if (!error.isValid()) {
        // SQLite looks for a name among temporary objects first.
        error = runStatement(database,
                             u"CREATE TEMP VIEW IF NOT EXISTS %1 AS SELECT * FROM main.%1 AS t WHERE NOT EXISTS"
                             " (SELECT 1 FROM temp.hidden_%1 AS h WHERE %2)"_s.arg(table, same.join(u" AND "_s)));
    }
    return error;
}

} // namespace orrery::models
