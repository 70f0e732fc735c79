// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/error_text.h"
#include "models/core/load_state.h"
#include "models/core/resource_list_model.h"
#include "models/core/store_context.h"
#include "models/schema/kept_snapshots.h"

#include <QObject>

#include <functional>

namespace orrery::models {

using SnapshotModel = ResourceListModel<SchemaSnapshot>;

/// The schema snapshots of one account, kept on this computer: list, keep, rename, delete with a way back, export.
///
/// Only keepBranch() asks the service for anything (one GET). What is deleted can be brought back while the program runs,
/// and is gone for good when it starts again. Without a local database that can be written, snapshots are in memory for
/// this run, and keepingNotice() says so.
class SnapshotStore final : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype longestName = 120;

    explicit SnapshotStore(StoreContext context, QObject *parent = nullptr);

    /// Reads the list once; cheap to call again.
    void open();
    [[nodiscard]] SnapshotModel *model() const { return m_model; }
    [[nodiscard]] const LoadState &state() const { return m_state; }
    [[nodiscard]] const SchemaSnapshot *find(const QString &id) const { return m_model->find(id); }
    /// A sentence when snapshots end with this run; else empty.
    [[nodiscard]] QString keepingNotice() const;

    /// Reads the branch's schema and keeps it under a name that says branch and time. Ends with kept() or failed().
    void keepBranch(const QString &organization, const QString &database, const QString &branch);
    /// Keeps what was read already. `origin` says of which branch and, when set, under which name.
    void keep(const SchemaSnapshot &origin, const QList<api::TableSchema> &tables);
    /// Blanks around the name go; an empty one changes nothing.
    void rename(const QString &id, const QString &name);
    void remove(const QString &id);
    /// Brings back what remove() took. False when it is not there any more.
    bool restore(const QString &id);

    /// The tables of a snapshot; nothing when it is not kept here.
    void tables(const QString &id, QObject *receiver,
                const std::function<void(const std::optional<QList<api::TableSchema>> &)> &callback);
    /// Writes the statements as a script off this thread. Ends with exported().
    void exportSql(const QString &id, const QString &path);

Q_SIGNALS:
    /// The list was read, or where keeping stands changed.
    void stateChanged();
    void kept(const QString &id);
    /// Nothing was kept, renamed, deleted or brought back; the list is as it was.
    void failed(const orrery::models::ErrorText &error);
    void removed(const QString &id, const QString &name);
    /// `error` is empty after success; translated.
    void exported(const QString &path, const QString &error);

private:
    void setKeeping(bool keeping);
    /// `done` gets the error when nothing was written.
    void write(std::function<QSqlError(QSqlDatabase &)> work, std::function<void(const QSqlError &)> done = {});
    void tellNotWritten(const QString &what, const QSqlError &error);
    void countRows();

    StoreContext m_context;
    SnapshotModel *m_model;
    LoadState m_state;
    QHash<QString, SchemaSnapshot> m_removed; ///< that can be brought back
    QHash<QString, QList<api::TableSchema>> m_tables; ///< where there is no local database
    bool m_asked = false;
    bool m_keeping = true;
};

/// name, database, branch, taken_at, tables, size
QList<Column<SchemaSnapshot>> snapshotColumns(const StoreContext &context);

/// The statements as one script that makes the schema anew, with a comment that says where it is from. Pure.
QString snapshotScript(const SchemaSnapshot &snapshot, const QList<api::TableSchema> &tables);

class Workspace;

/// Schema snapshots of the account, kept on this computer.
SnapshotStore *snapshotStore(Workspace *workspace);

} // namespace orrery::models
