// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/kept_places.h"

#include "models/core/local_database.h"
#include "models/core/sql_statements.h"

#include <memory>

namespace orrery::models {

void readKeptPlaces(const FeatureRegistry &features, LocalDatabase *database, const QStringList &accounts,
                    QObject *receiver, std::function<void(QList<KnownPlace>)> callback)
{
    auto found = std::make_shared<QList<KnownPlace>>();
    auto deliver = [found, callback = std::move(callback)]() { callback(*found); };
    if (!database) {
        QMetaObject::invokeMethod(receiver, std::move(deliver), Qt::QueuedConnection);
        return;
    }
    database->read(
        [found, accounts, sources = features.keptPlaceSources](const QList<QSqlDatabase *> &connections) {
            // Lists are kept in the file only: the first connection has them all, if any has.
            QSqlError error;
            for (const KeptPlaceSource &source : sources) {
                for (const QString &account : accounts) {
                    const QSqlError failed = selectRows(
                        *connections.first(),
                        QStringLiteral("SELECT kept_list.scope, kept_row.id, kept_row.bytes FROM kept_list"
                                       " JOIN kept_row ON kept_row.list_id = kept_list.id"
                                       " WHERE kept_list.account = ? AND kept_list.kind = ?"
                                       " ORDER BY kept_list.scope, kept_row.position"),
                        {account, source.kind}, [&](const QSqlQuery &row) {
                            found->append(source.places(account, row.value(0).toString(),
                                                        {row.value(1).toString(), row.value(2).toByteArray()}));
                        });
                    if (!error.isValid())
                        error = failed;
                }
            }
            return error;
        },
        receiver, std::move(deliver));
}

} // namespace orrery::models
