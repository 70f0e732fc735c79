// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/databases/database.h"
#include "models/core/list_store.h"

namespace orrery::models {

class Workspace;

using DatabaseList = ListStore<api::Database>;

DatabaseList::Spec databaseListSpec(const StoreContext &context, const QString &organization);

/// "Vitess", "Postgres", or the word the service sent for a newer kind.
QString databaseKindText(const api::OpenEnum<api::DatabaseKind> &kind);
/// Whether deploy requests, keyspaces and safe migrations exist for it.
bool isVitess(const api::OpenEnum<api::DatabaseKind> &kind);
StateWord describeDatabaseState(const api::Database &database);

DatabaseList *databaseList(Workspace *workspace, const QString &organization);
/// Only when it was asked for already; null otherwise.
const DatabaseList *loadedDatabases(const Workspace *workspace, const QString &organization);
/// The database's row where it is known already (from its list), or null.
const api::Database *knownDatabase(Workspace *workspace, const QString &organization, const QString &database);

} // namespace orrery::models
