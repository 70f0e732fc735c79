// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QObject>
#include <QString>

#include <tl/expected.hpp>

#include <functional>
#include <memory>

namespace orrery {
class Clock;
}

namespace orrery::models {

class LocalDatabase;
enum class JournalFormat : quint8;

/// One action a person took: written before its request is sent and completed after the answer. Holds no secret.
struct JournalEntry
{
    enum class Outcome : quint8 { Pending, Done, Refused, Unknown };

    qint64 id = 0;
    QDateTime at; ///< UTC, when it was about to be sent
    QDateTime endedAt;
    QString account;
    QString object; ///< "acme/shop #42"
    QString title; ///< translated, as the person saw it: "Approve deploy request #42"
    QString method;
    QString path;
    QString body; ///< JSON sent, without secrets
    Outcome outcome = Outcome::Pending;
    int status = 0;
    QString detail; ///< the service's message when refused
    QString requestId;
    friend bool operator==(const JournalEntry &, const JournalEntry &) = default;
};

/// Why an entry could not be written.
struct NotRecorded
{
    enum class Reason : quint8 { DiskFull, Other };
    Reason reason = Reason::Other;
    QString detail; ///< the database's own words
};

/// What Journal::begin() ends with: the entry's id, or why it could not be written.
using Recorded = tl::expected<qint64, NotRecorded>;

/// The append-only record of actions, in the local database (in memory only when there is none). It is written to the file
/// or not at all: also when the file takes nothing else any more, each entry is tried.
class Journal : public QObject
{
    Q_OBJECT
public:
    /// Whether this program holds the data folder.
    enum class Owner : quint8 { Yes, No };

    /// `database` may be null; both outlive the journal. Entries an earlier run left pending become Unknown, but not by a
    /// program beside the owner: they may be under way there.
    Journal(LocalDatabase *database, const Clock *clock, Owner owner, QObject *parent = nullptr);
    Journal(LocalDatabase *database, const Clock *clock, QObject *parent = nullptr)
        : Journal(database, clock, Owner::Yes, parent)
    {}
    ~Journal() override;

    /// Writes the entry, then calls `written`: the request is sent only after that, and not at all when it says that there
    /// is no entry. `written` comes in any case unless `context` is gone, never before begin() has returned. Id, time and
    /// outcome are set here.
    void begin(JournalEntry entry, QObject *context, std::function<void(const Recorded &)> written);
    /// For what a person sends although begin() said that it cannot be recorded: an entry in memory, which is written once it
    /// has ended and the file takes it, and says so. Tried for the last time when Orrery ends.
    qint64 beginUnrecorded(JournalEntry entry);
    /// Tried again for as long as the file refuses it: what happened is to be known.
    void end(qint64 id, JournalEntry::Outcome outcome, int status, const QString &detail, const QString &requestId);
    /// Newest first, at most `limit`.
    void recent(int limit, QObject *context, std::function<void(QList<JournalEntry>)> callback);
    /// Writes all of it into a file, in place of one that is there; `done` gets why that failed, or nothing.
    void save(const QString &path, JournalFormat format, QObject *context,
              std::function<void(const QString &error)> done);

Q_SIGNALS:
    void changed();

private:
    void complete(const JournalEntry &entry);
    void recordLate(qint64 id);

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace orrery::models
