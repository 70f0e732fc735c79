// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/database_file.h"

#include "api/core/clock.h"
#include "models/core/database_schema.h"
#include "models/core/journal_chain.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QSqlQuery>
#include <QStorageInfo>
#include <QVariant>

namespace orrery::models {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(databaseLog, "orrery.models.database", QtInfoMsg)

constexpr QFile::Permissions ownerOnly = QFile::ReadOwner | QFile::WriteOwner;
constexpr int carriedEntries = 1000;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::LocalDatabase)
};

/// An error of ours in the form SQLite's come in.
QSqlError sqliteError(int code, const QString &text)
{
    return {text, {}, QSqlError::ConnectionError, QString::number(code)};
}
constexpr int sqliteCorrupt = 11;
constexpr int sqliteCantOpen = 14;

bool looksLikeDatabase(const QString &path)
{
    QFile file(path);
    return file.size() == 0 || !file.open(QFile::ReadOnly) || file.read(16) == QByteArray("SQLite format 3", 16);
}

QList<QVariantList> lastJournalRows(QSqlDatabase &database)
{
    QList<QVariantList> rows;
    QSqlQuery query(database);
    query.setForwardOnly(true);
    query.prepare(
        u"SELECT id, at, account, object, title, method, path, body, outcome, status, detail, request_id, ended_at"
        " FROM journal ORDER BY id DESC LIMIT ?"_s);
    query.addBindValue(carriedEntries);
    if (query.exec()) {
        while (query.next()) {
            QVariantList row;
            for (int i = 0; i < 13; ++i)
                row.append(query.value(i));
            rows.prepend(row);
        }
    }
    return rows;
}

void addJournalRows(QSqlDatabase &database, const QList<QVariantList> &rows)
{
    if (rows.isEmpty())
        return;
    runStatement(database, u"BEGIN IMMEDIATE"_s);
    QSqlQuery query(database);
    query.prepare(u"INSERT INTO journal (id, at, account, object, title, method, path, body, outcome, status, detail,"
                  " request_id, ended_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s);
    for (const QVariantList &row : rows) {
        for (int i = 0; i < int(row.size()); ++i)
            query.bindValue(i, row.at(i));
        query.exec(); // a row that a damaged file garbled stays out
    }
    query.finish();
    if (const QSqlError error = journalChain::adopt(database); error.isValid())
        qCWarning(databaseLog, "the carried journal has no chain: %s", qUtf8Printable(error.text()));
    runStatement(database, u"COMMIT"_s);
}

} // namespace

DatabaseFile::DatabaseFile(QString path, LocalDatabase::Options options, std::function<void(const QString &)> tell)
    : m_path(std::move(path)), m_options(options), m_tell(std::move(tell)),
      m_fileName(u"orrery-file-%1"_s.arg(quintptr(this), 0, 16)),
      m_memoryName(u"orrery-memory-%1"_s.arg(quintptr(this), 0, 16))
{}

DatabaseFile::~DatabaseFile()
{
    // Space may have been made meanwhile.
    for (const LocalDatabase::WriteWork &remove : std::as_const(m_removals)) {
        if (m_file.isOpen() && !removeFromFile(remove))
            break;
    }
    closeFile();
    if (m_memory.isValid()) {
        m_memory.close();
        m_memory = {};
        QSqlDatabase::removeDatabase(m_memoryName);
    }
}

QDateTime DatabaseFile::now() const
{
    return m_options.clock ? m_options.clock->now() : QDateTime::currentDateTimeUtc();
}

DatabaseFile::Trouble DatabaseFile::classify(const QSqlError &error)
{
    // SQLite's result codes; the driver reports extended ones, whose low byte is the code. (sqlite.org, "Result and Error Codes")
    switch (error.nativeErrorCode().toInt() & 0xff) {
    case sqliteCorrupt:
    case 26: // not a database
        return Trouble::Damaged;
    case 13: // full
        return Trouble::Full;
    case 10: // I/O error
        return Trouble::Faulty;
    case 3: // permission
    case 8: // read-only
    case sqliteCantOpen:
    case 23: // authorisation
        return Trouble::Unwritable;
    default:
        return Trouble::Other;
    }
}

DatabaseFile::Trouble DatabaseFile::causeOfFault() const
{
    constexpr qint64 room = 1024 * 1024;
    const QFileInfo folder(QFileInfo(m_path).absolutePath());
    const QStorageInfo disk(folder.absoluteFilePath());
    if (!folder.isWritable() || (disk.isValid() && disk.isReadOnly()))
        return Trouble::Unwritable;
    return disk.isValid() && disk.bytesAvailable() < room ? Trouble::Full : Trouble::Faulty;
}

bool DatabaseFile::prepareFolder() const
{
    const QFileInfo folder(QFileInfo(m_path).absolutePath());
    if (!folder.exists()) {
        if (!QDir().mkpath(folder.absoluteFilePath()))
            return false;
        QFile::setPermissions(folder.absoluteFilePath(), ownerOnly | QFile::ExeOwner);
    }
    QFile file(m_path);
    // The file is made here, not by SQLite, so that there is no moment in which others can open it; -wal and -shm get
    // its permissions from SQLite.
    if (!file.exists())
        return file.open(QFile::WriteOnly | QFile::NewOnly, ownerOnly);
    if ((file.permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)) != 0)
        file.setPermissions(ownerOnly);
    return true;
}

QSqlError DatabaseFile::openFile()
{
    // SQLite removes the write-ahead log when it closes; one that is still there tells of a run that was cut off.
    const bool cutOff = QFileInfo(m_path + "-wal"_L1).size() > 0;
    if (!prepareFolder())
        return sqliteError(sqliteCantOpen, u"the folder or file cannot be made"_s);
    // Looked at before SQLite does: it removes the log of a file that it cannot read.
    if (!looksLikeDatabase(m_path))
        return sqliteError(sqliteCorrupt, u"the file does not begin as a database does"_s);
    m_file = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_fileName);
    m_file.setDatabaseName(m_path);
    m_file.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=2000"_s);
    if (!m_file.open())
        return m_file.lastError();

    QSqlError error;
    int version = databaseVersion(m_file, &error);
    const Trouble trouble = classify(error);
    if (version < 0 && (trouble == Trouble::Full || trouble == Trouble::Faulty || trouble == Trouble::Unwritable)) {
        // The index of the write-ahead log is a file as well, for which a full disk has no room: in memory it does, as
        // long as nobody else opens the file.
        m_file.close();
        if (!m_file.open())
            return m_file.lastError();
        runStatement(m_file, u"PRAGMA locking_mode = EXCLUSIVE"_s);
        version = databaseVersion(m_file, &error);
    }
    if (version < 0)
        return error;
    error = {};
    const DatabaseAge age = databaseAge(m_file, m_options.tables, &error);
    if (error.isValid())
        return error;
    if (age == DatabaseAge::Newer) {
        m_newer = true; // looked at, not touched
        return {};
    }
    m_hasTables = age == DatabaseAge::Current;
    if (cutOff) {
        QSqlQuery check(m_file);
        if (!check.exec(u"PRAGMA quick_check(1)"_s) || !check.next())
            return check.lastError();
        if (check.value(0).toString() != "ok"_L1)
            return sqliteError(sqliteCorrupt, check.value(0).toString());
    }
    for (const QString &pragma : {u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = NORMAL"_s,
                                  u"PRAGMA foreign_keys = ON"_s, u"PRAGMA secure_delete = FAST"_s}) {
        error = runStatement(m_file, pragma);
        if (error.isValid())
            return error;
    }
    if (m_options.maximumPages > 0)
        runStatement(m_file, u"PRAGMA max_page_count = %1"_s.arg(m_options.maximumPages));
    error = migrateDatabase(m_file, m_options.tables);
    m_hasTables = !error.isValid();
    if (m_hasTables) {
        if (const QString missing = missingColumn(m_file, m_options.tables); !missing.isEmpty()) {
            m_hasTables = false;
            return sqliteError(sqliteCorrupt, u"%1 is missing"_s.arg(missing));
        }
    }
    return error;
}

void DatabaseFile::closeFile()
{
    m_hasTables = false;
    if (!m_file.isValid())
        return;
    m_file.close();
    m_file = {};
    QSqlDatabase::removeDatabase(m_fileName);
}

void DatabaseFile::open()
{
    const QSqlError error = openFile();
    if (m_newer) {
        closeFile();
        keepInMemory(Text::tr("The local database %1 was written by a newer version of Orrery and is left untouched. "
                              "This version keeps nothing; the newer one finds everything as it was.")
                         .arg(QDir::toNativeSeparators(m_path)));
        return;
    }
    m_keeping = !error.isValid();
    if (error.isValid() && !recoverFrom(error)) {
        qCWarning(databaseLog, "opening the local database failed: %s", qUtf8Printable(error.text()));
        closeFile();
        keepInMemory(Text::tr("The local database %1 could not be opened (%2). Orrery works on, but keeps nothing for "
                              "the next start.")
                         .arg(QDir::toNativeSeparators(m_path),
                              error.databaseText().isEmpty() ? error.driverText() : error.databaseText()));
    }
}

bool DatabaseFile::recoverFrom(const QSqlError &error)
{
    Trouble trouble = classify(error);
    if (trouble == Trouble::Faulty)
        trouble = causeOfFault();
    if (trouble == Trouble::Other || (!m_keeping && m_memory.isOpen())) {
        qCWarning(databaseLog, "a statement failed: %s", qUtf8Printable(error.text()));
        return false;
    }
    qCWarning(databaseLog, "the local database is in trouble (%s): %s", qUtf8Printable(error.nativeErrorCode()),
              qUtf8Printable(error.text()));
    const QString path = QDir::toNativeSeparators(m_path);
    switch (trouble) {
    case Trouble::Damaged:
        startOver();
        return true;
    case Trouble::Full:
        keepInMemory(
            Text::tr("The local database %1 cannot be written: the disk is full. "
                     "Orrery works on, but keeps nothing for the next start. Free some space, then start Orrery again.")
                .arg(path));
        return true;
    case Trouble::Faulty:
        keepInMemory(Text::tr("The local database %1 cannot be written: the disk reports an error (%2). "
                              "Orrery works on, but keeps nothing for the next start.")
                         .arg(path, error.databaseText().isEmpty() ? error.driverText() : error.databaseText()));
        return true;
    case Trouble::Unwritable:
        keepInMemory(Text::tr("The local database %1 cannot be written: the folder or the file does not allow it. "
                              "Orrery works on, but keeps nothing for the next start.")
                         .arg(path));
        return true;
    case Trouble::Other:
        break;
    }
    return false;
}

QList<QSqlDatabase *> DatabaseFile::readers()
{
    QList<QSqlDatabase *> connections;
    if (!m_keeping && m_file.isOpen() && m_hasTables)
        connections.append(&m_file);
    connections.append(&active());
    return connections;
}

bool DatabaseFile::removeFromFile(const LocalDatabase::WriteWork &remove)
{
    // A file that was never opened for good lacks it; without, rows would stay whose owner is gone.
    runStatement(m_file, u"PRAGMA foreign_keys = ON"_s);
    QSqlError error = runStatement(m_file, u"BEGIN IMMEDIATE"_s);
    if (!error.isValid())
        error = remove(m_file);
    if (!error.isValid())
        error = runStatement(m_file, u"COMMIT"_s);
    if (error.isValid())
        runStatement(m_file, u"ROLLBACK"_s);
    return !error.isValid();
}

void DatabaseFile::forgetUnwritten(const LocalDatabase::WriteWork &remove, const LocalDatabase::WriteWork &hide)
{
    if (m_keeping || !m_file.isOpen() || removeFromFile(remove))
        return;
    m_removals.append(remove);
    runStatement(m_file, u"PRAGMA temp_store = MEMORY"_s); // the disk takes no more
    if (const QSqlError error = hide(m_file); error.isValid()) {
        qCWarning(databaseLog, "what is forgotten could not be hidden, the file is read no more: %s",
                  qUtf8Printable(error.text()));
        closeFile();
    }
}

void DatabaseFile::wipeRemoved()
{
    if (!m_keeping || !m_file.isOpen())
        return;
    for (const QString &statement : {u"VACUUM"_s, u"PRAGMA wal_checkpoint(TRUNCATE)"_s}) {
        if (const QSqlError error = runStatement(m_file, statement); error.isValid())
            qCWarning(databaseLog, "what was removed may still be in free pages: %s", qUtf8Printable(error.text()));
    }
}

QString DatabaseFile::setAside() const
{
    const QString stem = m_path + ".damaged-"_L1 + now().toLocalTime().toString(u"yyyyMMdd-HHmmss"_s);
    QString name = stem;
    for (int i = 2; QFile::exists(name); ++i)
        name = u"%1-%2"_s.arg(stem).arg(i);
    if (!QFile::rename(m_path, name))
        return {};
    // The companions go along under matching names, so that a repair tool sees the file as it was; one that stayed
    // behind would be replayed into the new file.
    for (const QLatin1String suffix : {"-wal"_L1, "-shm"_L1}) {
        if (QFile::exists(m_path + suffix) && !QFile::rename(m_path + suffix, name + suffix)
            && !QFile::remove(m_path + suffix))
            return {};
    }
    return name;
}

void DatabaseFile::startOver()
{
    const QList<QVariantList> journal = m_file.isOpen() ? lastJournalRows(m_file) : QList<QVariantList>();
    closeFile();
    const QString path = QDir::toNativeSeparators(m_path);
    const QString name = m_startedOver ? QString() : setAside();
    m_startedOver = true;
    const QSqlError error = name.isEmpty() ? sqliteError(sqliteCantOpen, u"not set aside"_s) : openFile();
    if (error.isValid()) {
        qCWarning(databaseLog, "a new local database could not be begun: %s", qUtf8Printable(error.text()));
        closeFile();
        keepInMemory(Text::tr("The local database %1 is damaged and could not be replaced. "
                              "Orrery works on, but keeps nothing for the next start.")
                         .arg(path));
        addJournalRows(m_memory, journal);
        return;
    }
    m_keeping = true;
    addJournalRows(m_file, journal);
    m_tell(Text::tr("The local database was damaged. It is set aside as %1, and a new one has been begun: "
                    "pages load from PlanetScale again.")
               .arg(QDir::toNativeSeparators(name)));
}

QSqlError DatabaseFile::whyNotKept() const
{
    return m_keeping ? QSqlError() : sqliteError(sqliteCantOpen, m_whyNotKept);
}

void DatabaseFile::keepInMemory(const QString &reason)
{
    m_whyNotKept = reason;
    const QList<QVariantList> journal = m_file.isOpen() ? lastJournalRows(m_file) : QList<QVariantList>();
    m_keeping = false;
    if (!m_memory.isOpen()) {
        m_memory = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_memoryName);
        m_memory.setDatabaseName(u":memory:"_s);
        if (!m_memory.open())
            qCCritical(databaseLog, "no tables in memory: %s", qUtf8Printable(m_memory.lastError().text()));
        runStatement(m_memory, u"PRAGMA foreign_keys = ON"_s);
        if (const QSqlError error = migrateDatabase(m_memory, m_options.tables); error.isValid())
            qCCritical(databaseLog, "no tables in memory: %s", qUtf8Printable(error.text()));
        addJournalRows(m_memory, journal);
    }
    m_tell(reason);
}

} // namespace orrery::models
