// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema/snapshot_store.h"

#include "api/branches/requests.h"
#include "api/core/api_client.h"
#include "models/branches/branch_list.h"
#include "models/core/aside.h"
#include "models/core/column_kit.h"
#include "models/core/local_database.h"
#include "models/core/workspace.h"
#include "models/schema/compare_places.h"

#include <QSaveFile>
#include <QUuid>

namespace orrery::models {

namespace {

/// Tables in memory stand in for a file that cannot be used (LocalDatabase).
bool isFile(const QSqlDatabase &database)
{
    return database.databaseName() != QLatin1String(":memory:");
}

Location compareWithItsBranch(const QString &account, const SchemaSnapshot &snapshot)
{
    return comparePlace(account, snapshot.organization, snapshot.database, SchemaSide::ofSnapshot(snapshot.id),
                        SchemaSide::ofBranch(snapshot.organization, snapshot.database, snapshot.branch));
}

/// Empty when all went well; translated.
QString writeScript(const QString &path, const QString &script)
{
    QSaveFile file(path);
    const QByteArray bytes = script.toUtf8();
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return {};
    return SnapshotStore::tr("%1 could not be written: %2").arg(visibleText(path), file.errorString());
}

} // namespace

SnapshotStore::SnapshotStore(StoreContext context, QObject *parent)
    : QObject(parent), m_context(std::move(context)),
      m_model(new SnapshotModel(
          snapshotColumns(m_context), [](const SchemaSnapshot &row) { return row.id; },
          [account = m_context.account](const SchemaSnapshot &row) { return compareWithItsBranch(account, row); },
          this))
{
    if (!m_context.database)
        return;
    connect(m_context.database, &LocalDatabase::accountForgotten, this, [this](const QString &account) {
        if (account != m_context.account)
            return;
        m_model->retain({});
        m_removed.clear();
        Q_EMIT stateChanged();
    });
}

void SnapshotStore::open()
{
    if (m_asked)
        return;
    m_asked = true;
    if (!m_context.database) {
        m_state.phase = LoadState::Phase::Ready;
        m_state.hasContent = true;
        setKeeping(false);
        return;
    }
    m_state.phase = LoadState::Phase::Loading;
    struct Answer
    {
        QList<SchemaSnapshot> snapshots;
        bool keeping = false;
    };
    auto answer = std::make_shared<Answer>();
    // What an earlier run removed cannot be asked back any more.
    write([account = m_context.account, now = m_context.clock->now()](QSqlDatabase &database) {
        return kept_snapshots::dropRemoved(database, account, now);
    });
    m_context.database->read(
        [answer, account = m_context.account](const QList<QSqlDatabase *> &connections) {
            QSqlError first;
            for (QSqlDatabase *connection : connections) {
                QList<SchemaSnapshot> found;
                const QSqlError error = kept_snapshots::list(*connection, account, &found);
                answer->snapshots += found;
                if (!first.isValid())
                    first = error;
            }
            answer->keeping = !first.isValid() && isFile(*connections.last());
            return first;
        },
        this,
        [this, answer]() {
            m_model->upsert(answer->snapshots);
            m_state.phase = LoadState::Phase::Ready;
            m_state.hasContent = true;
            m_state.loaded = m_model->rowCount();
            setKeeping(answer->keeping);
        });
}

QString SnapshotStore::keepingNotice() const
{
    return m_keeping ? QString()
                     : tr("The local database cannot be written: snapshots are kept only until Orrery ends.");
}

void SnapshotStore::setKeeping(bool keeping)
{
    m_keeping = keeping;
    Q_EMIT stateChanged();
}

void SnapshotStore::write(std::function<QSqlError(QSqlDatabase &)> work, std::function<void(const QSqlError &)> done)
{
    if (!m_context.database) {
        if (done)
            done({});
        return;
    }
    auto inFile = std::make_shared<bool>(false);
    m_context.database->write(
        [inFile, work = std::move(work)](QSqlDatabase &database) {
            *inFile = isFile(database);
            return work(database);
        },
        this,
        [this, inFile, done = std::move(done)](const QSqlError &error) {
            // A write that failed (somebody else holds the file) says nothing of where the others go.
            if (!error.isValid() && *inFile != m_keeping)
                setKeeping(*inFile);
            if (done)
                done(error);
        });
}

void SnapshotStore::tellNotWritten(const QString &what, const QSqlError &error)
{
    Q_EMIT failed({.title = what,
                   .cause = tr("The local database could not be written."),
                   .nextStep = tr("Try again."),
                   .details = error.text()});
}

void SnapshotStore::countRows()
{
    m_state.loaded = m_model->rowCount();
    Q_EMIT stateChanged();
}

void SnapshotStore::keepBranch(const QString &organization, const QString &database, const QString &branch)
{
    SchemaSnapshot origin;
    origin.organization = organization;
    origin.database = database;
    origin.branch = branch;
    m_context.client->send(schemaRequest(organization, database, branch), this)
        ->then(this, [this, origin](const api::Result<QList<api::TableSchema>> &result) {
            if (result)
                keep(origin, *result);
            else
                Q_EMIT failed(describeError(result.error(),
                                            tr("No snapshot of branch %1 could be kept: its schema could not be read.")
                                                .arg(visibleText(origin.branch))));
        });
}

void SnapshotStore::keep(const SchemaSnapshot &origin, const QList<api::TableSchema> &tables)
{
    open();
    SchemaSnapshot snapshot = origin;
    snapshot.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    snapshot.takenAt = m_context.clock->now();
    if (snapshot.name.trimmed().isEmpty())
        snapshot.name =
            tr("%1, %2", "branch, date and time")
                .arg(origin.branch, QLocale().toString(snapshot.takenAt.toLocalTime(), QLocale::ShortFormat));
    snapshot.name = snapshot.name.trimmed().left(longestName);
    snapshot.tables = tables.size();
    snapshot.bytes = 0;
    for (const api::TableSchema &table : tables)
        snapshot.bytes += table.raw.toUtf8().size();
    if (!m_context.database)
        m_tables.insert(snapshot.id, tables);
    const auto shown = [this, snapshot](const QSqlError &error) {
        if (error.isValid()) {
            tellNotWritten(tr("Snapshot %1 was not kept.").arg(visibleText(snapshot.name)), error);
            return;
        }
        m_model->upsert({snapshot});
        countRows();
        Q_EMIT kept(snapshot.id);
    };
    write([account = m_context.account, snapshot,
           tables](QSqlDatabase &database) { return kept_snapshots::add(database, account, snapshot, tables); },
          shown);
}

void SnapshotStore::rename(const QString &id, const QString &name)
{
    const SchemaSnapshot *known = m_model->find(id);
    const QString chosen = name.trimmed().left(longestName);
    if (!known || chosen.isEmpty() || chosen == known->name)
        return;
    SchemaSnapshot changed = *known;
    changed.name = chosen;
    const auto undo = [this, before = *known](const QSqlError &error) {
        if (!error.isValid())
            return;
        if (m_model->find(before.id))
            m_model->upsert({before});
        tellNotWritten(tr("Snapshot %1 was not renamed.").arg(visibleText(before.name)), error);
    };
    m_model->upsert({changed});
    write([account = m_context.account, id,
           chosen](QSqlDatabase &database) { return kept_snapshots::rename(database, account, id, chosen); },
          undo);
    Q_EMIT stateChanged();
}

void SnapshotStore::remove(const QString &id)
{
    const SchemaSnapshot *known = m_model->find(id);
    if (!known)
        return;
    const SchemaSnapshot snapshot = *known;
    m_removed.insert(id, snapshot);
    m_model->remove(id);
    const auto undo = [this, snapshot](const QSqlError &error) {
        if (!error.isValid() || m_removed.remove(snapshot.id) == 0)
            return;
        m_model->upsert({snapshot});
        countRows();
        tellNotWritten(tr("Snapshot %1 was not deleted.").arg(visibleText(snapshot.name)), error);
    };
    write([account = m_context.account, id, now = m_context.clock->now()](
              QSqlDatabase &database) { return kept_snapshots::setRemovedAt(database, account, id, now); },
          undo);
    countRows();
    Q_EMIT removed(id, snapshot.name);
}

bool SnapshotStore::restore(const QString &id)
{
    const auto found = m_removed.constFind(id);
    if (found == m_removed.cend())
        return false;
    const SchemaSnapshot snapshot = *found;
    m_model->upsert({snapshot});
    m_removed.erase(found);
    const auto undo = [this, snapshot](const QSqlError &error) {
        if (!error.isValid() || !m_model->find(snapshot.id))
            return;
        m_removed.insert(snapshot.id, snapshot);
        m_model->remove(snapshot.id);
        countRows();
        tellNotWritten(tr("Snapshot %1 was not brought back.").arg(visibleText(snapshot.name)), error);
    };
    write([account = m_context.account,
           id](QSqlDatabase &database) { return kept_snapshots::setRemovedAt(database, account, id, {}); },
          undo);
    countRows();
    return true;
}

void SnapshotStore::tables(const QString &id, QObject *receiver,
                           const std::function<void(const std::optional<QList<api::TableSchema>> &)> &callback)
{
    if (!m_context.database) {
        const auto found = m_tables.constFind(id);
        const auto tables = found == m_tables.cend() ? std::nullopt : std::optional(*found);
        QMetaObject::invokeMethod(
            receiver, [callback, tables]() { callback(tables); }, Qt::QueuedConnection);
        return;
    }
    auto tables = std::make_shared<std::optional<QList<api::TableSchema>>>();
    m_context.database->read(
        [tables, id, account = m_context.account](const QList<QSqlDatabase *> &connections) {
            // What is kept under an id never changes: whoever has it.
            QSqlError first;
            for (QSqlDatabase *connection : connections) {
                if (*tables)
                    break;
                const QSqlError error = kept_snapshots::tables(*connection, account, id, tables.get());
                if (!first.isValid())
                    first = error;
            }
            return first;
        },
        receiver, [tables, callback]() { callback(*tables); });
}

void SnapshotStore::exportSql(const QString &id, const QString &path)
{
    const SchemaSnapshot *known = m_model->find(id);
    if (!known)
        return;
    tables(id, this, [this, path, snapshot = *known](const std::optional<QList<api::TableSchema>> &tables) {
        if (!tables) {
            Q_EMIT exported(path,
                            tr("Snapshot %1 is not kept on this computer any more.").arg(visibleText(snapshot.name)));
            return;
        }
        runAside(
            this, [path, snapshot, all = *tables]() { return writeScript(path, snapshotScript(snapshot, all)); },
            [this, path](const QString &error) { Q_EMIT exported(path, error); });
    });
}

QList<Column<SchemaSnapshot>> snapshotColumns(const StoreContext &context)
{
    using Row = SchemaSnapshot;
    return {
        textColumn<Row>("name", SnapshotStore::tr("Snapshot"), 200, [](const Row &row) { return row.name; }),
        textColumn<Row>("database", SnapshotStore::tr("Database"), 110,
                        [](const Row &row) { return row.organization + QLatin1Char('/') + row.database; }),
        textColumn<Row>("branch", SnapshotStore::tr("Branch"), 90, [](const Row &row) { return row.branch; }),
        timeColumn<Row>("taken_at", SnapshotStore::tr("Taken"), 90, context.clock,
                        [](const Row &row) { return row.takenAt; }),
        numberColumn<Row>("tables", SnapshotStore::tr("Tables"), 60,
                          [](const Row &row) { return std::optional<qint64>(row.tables); }),
        bytesColumn<Row>("size", SnapshotStore::tr("Size"), 70,
                         [](const Row &row) { return std::optional<qint64>(row.bytes); }),
    };
}

QString snapshotScript(const SchemaSnapshot &snapshot, const QList<api::TableSchema> &tables)
{
    // Names from outside stand in a comment: nothing in them may end it.
    const auto comment = [](const QString &text) {
        return QLatin1String("-- ") + visibleText(text) + QLatin1Char('\n');
    };
    QString script = comment(snapshot.name)
        + comment(SnapshotStore::tr("Schema of %1/%2, branch %3, %4")
                      .arg(snapshot.organization, snapshot.database, snapshot.branch,
                           snapshot.takenAt.toUTC().toString(Qt::ISODate)));
    for (const api::TableSchema &table : tables) {
        QString statement = table.raw.trimmed();
        while (statement.endsWith(QLatin1Char(';')))
            statement.chop(1);
        script += QLatin1Char('\n') + statement + QLatin1String(";\n");
    }
    return script;
}

SnapshotStore *snapshotStore(Workspace *workspace)
{
    return workspace->store<SnapshotStore>(
        {QStringLiteral("snapshots")},
        [](const StoreContext &context, QObject *parent) { return new SnapshotStore(context, parent); });
}

} // namespace orrery::models
