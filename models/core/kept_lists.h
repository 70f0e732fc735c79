// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/local_database.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QStringList>

namespace orrery::models::kept {

// What LocalDatabase does with the tables kept_list and kept_row, on its worker thread. Each function returns the first
// error; the caller holds the transaction.

/// Entries in the order they were first stored in.
QSqlError read(QSqlDatabase &database, const CacheKey &key, CachedList *list);
/// Makes the stored list equal to `entries`, touching only rows that differ. Of entries with one id the last counts.
QSqlError replace(QSqlDatabase &database, const CacheKey &key, const QList<CacheEntry> &entries,
                  const QDateTime &fetchedAt);
QSqlError amend(QSqlDatabase &database, const CacheKey &key, const QList<CacheEntry> &entries,
                const QStringList &removed);
/// Forgets lists that were last read before `before`. What a person typed (drafts of new deploy requests) stays.
QSqlError expire(QSqlDatabase &database, const QDateTime &before);
QSqlError forgetAccount(QSqlDatabase &database, const QString &account);

} // namespace orrery::models::kept
