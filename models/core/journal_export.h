// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlError>
#include <QString>

#include <functional>

class QSqlDatabase;

namespace orrery::models {

enum class JournalFormat : quint8 { JsonLines, Csv };

/// The whole journal as lines with their ends, oldest entry first; CSV begins with the names of its columns. The names are an
/// interface: programs read them. Ends early when `take` returns false.
QSqlError exportJournal(QSqlDatabase &database, JournalFormat format,
                        const std::function<bool(const QString &line)> &take);

} // namespace orrery::models
