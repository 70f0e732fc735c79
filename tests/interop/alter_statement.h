// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/schema/table_definition.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace orrery::interop {

/// The table as MariaDB can have it: charsets and collations written out under the names it knows, and without the marks of
/// MySQL's versions. Nothing when it has something MariaDB lacks; then `why` says what.
std::optional<models::TableDefinition> forMariaDb(const models::TableDefinition &table, QString *why);

/// CREATE TABLE `schema`.`name` …
QString createStatement(const QString &schema, const models::TableDefinition &table);

/// ALTER TABLE `schema`.`name` … that makes one of the other, as far as they differ in more than spelling; none when they do
/// not. A foreign key is dropped by a statement of its own, before another one takes its name. `algorithm`: "INSTANT", or
/// empty for what the database chooses.
QStringList alterStatements(const QString &schema, const models::TableDefinition &before,
                            const models::TableDefinition &after, const QString &algorithm = {});

} // namespace orrery::interop
