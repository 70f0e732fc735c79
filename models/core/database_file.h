// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/local_database.h"

#include <QSqlDatabase>
#include <QSqlError>

#include <optional>

namespace orrery::models {

/// The file behind LocalDatabase, with what happens when it is damaged, full, not writable or newer than this program.
/// Lives on the worker thread. Where the file cannot be used, tables in memory stand in, so that work always has some.
class DatabaseFile
{
public:
    DatabaseFile(QString path, LocalDatabase::Options options, std::function<void(const QString &)> tell);
    ~DatabaseFile();
    Q_DISABLE_COPY_MOVE(DatabaseFile)

    void open();
    /// Whether what is stored now will be there in the next run.
    [[nodiscard]] bool isKeeping() const { return m_keeping; }
    /// The connection to work with: the file's, else the one in memory.
    [[nodiscard]] QSqlDatabase &active() { return m_keeping ? m_file : m_memory; }
    /// The file's connection, also when nothing can be written any more (a full disk can still be read); null without one.
    [[nodiscard]] QSqlDatabase *readable() { return m_file.isOpen() ? &m_file : nullptr; }
    /// Every connection that can be read and has the tables of this version, oldest first: the file's when it is not
    /// written to any more, then active().
    [[nodiscard]] QList<QSqlDatabase *> readers();
    /// The file's connection for what has to be in the file, also when everything else is written to the tables in memory;
    /// null without one.
    [[nodiscard]] QSqlDatabase *recordable() { return m_file.isOpen() && m_hasTables ? &m_file : nullptr; }
    /// Why what is stored now is not kept, in the words that were told; invalid while it is.
    [[nodiscard]] QSqlError whyNotKept() const;
    /// Whether the error says that the disk is full.
    [[nodiscard]] static bool isFull(const QSqlError &error) { return classify(error) == Trouble::Full; }
    /// See LocalDatabase::forget(): what it does to a file that is not written to any more; nothing to any other.
    void forgetUnwritten(const LocalDatabase::WriteWork &remove, const LocalDatabase::WriteWork &hide);
    /// Rewrites the file without the pages that held removed rows: afterwards no byte of them is in it or beside it.
    void wipeRemoved();
    /// Draws the consequences of a failed statement, outside any transaction. True: the same work can run again, on
    /// active(), which is another one now.
    bool recoverFrom(const QSqlError &error);

private:
    enum class Trouble : quint8 { Other, Unwritable, Full, Faulty, Damaged };
    static Trouble classify(const QSqlError &error);
    /// What an error of the disk comes from: SQLite has one code for no room, no right and a broken disk.
    [[nodiscard]] Trouble causeOfFault() const;

    [[nodiscard]] QSqlError openFile();
    [[nodiscard]] bool removeFromFile(const LocalDatabase::WriteWork &remove);
    [[nodiscard]] bool prepareFolder() const;
    void closeFile();
    [[nodiscard]] QString setAside() const;
    void startOver();
    void keepInMemory(const QString &reason);
    [[nodiscard]] QDateTime now() const;

    const QString m_path;
    const LocalDatabase::Options m_options;
    const std::function<void(const QString &)> m_tell;
    const QString m_fileName; ///< connection names
    const QString m_memoryName;
    QSqlDatabase m_file;
    QSqlDatabase m_memory;
    QString m_whyNotKept;
    bool m_keeping = false;
    bool m_startedOver = false;
    bool m_newer = false;
    bool m_hasTables = false; ///< the file those of this version
    QList<LocalDatabase::WriteWork> m_removals; ///< that the file did not take
};

} // namespace orrery::models
