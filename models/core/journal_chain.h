// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/journal.h"

#include <QByteArray>
#include <QSqlDatabase>
#include <QSqlError>
#include <QStringList>

namespace orrery::models {

/// The journal's entries are chained: for each that is begun, and again when it ends, a link is written in the same
/// transaction. A link's hash (SHA-256) covers the link before it and everything the entry says, so that a change, a removal,
/// an addition or another order made past the program is found. Whoever can run programs as the person can also write a
/// whole new chain; what it shows is that nobody did less than that.
namespace journalChain {

enum class Kind : quint8 { Begun, Ended };

/// Of a link: `entry` as it was when it was begun, or as it ended.
[[nodiscard]] QByteArray hashOf(const QByteArray &previous, Kind kind, const JournalEntry &entry);

/// Adds the entry's link, in the transaction that writes the entry.
QSqlError append(QSqlDatabase &database, Kind kind, const JournalEntry &entry);
/// Links entries of programs that did not chain yet; nothing once there is a link.
QSqlError adopt(QSqlDatabase &database);

/// What verify() found.
struct Check
{
    qint64 entries = 0;
    qint64 links = 0;
    QStringList faults; ///< translated sentences, in the order of the chain; at most a hundred
    qint64 moreFaults = 0;
    QSqlError error; ///< when the file could not be read

    [[nodiscard]] bool holds() const { return !error.isValid() && faults.isEmpty(); }
};

/// Reads the whole journal. Of a database without a journal nothing is said but the error.
[[nodiscard]] Check verify(QSqlDatabase &database);

} // namespace journalChain

enum class JournalOrder : quint8 { OldestFirst, NewestFirst };

/// Every entry, one at a time; ends early when `take` returns false.
QSqlError readJournal(QSqlDatabase &database, JournalOrder order,
                      const std::function<bool(const JournalEntry &)> &take);

} // namespace orrery::models
