// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QModelIndexList>
#include <QString>

#include <functional>

class QAbstractItemModel;

namespace orrery::views {

enum class TableFormat : quint8 { Csv, Json, Markdown, Plain };

/// The rows of `model` (all of them in its order, or those of `rows`) as text. Dates are written as ISO 8601 in UTC and
/// numbers without group separators, from models::SortRole; everything else as displayed. `columns` are logical columns in
/// the order wanted; empty means all. CSV cells that a spreadsheet would take for a formula get a leading apostrophe.
QString exportTable(const QAbstractItemModel &model, TableFormat format, const QList<int> &columns = {},
                    const QList<int> &rows = {});

/// Writes a table's text on a worker thread, in place of a file that is there; `told` gets a sentence about how that went,
/// unless `owner` is gone.
void saveTable(QObject *owner, const QString &path, const QString &text,
               const std::function<void(const QString &sentence)> &told);

/// "csv", "json", "md", "txt".
QString fileSuffix(TableFormat format);

} // namespace orrery::views
