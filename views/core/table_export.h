// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QModelIndexList>
#include <QString>

class QAbstractItemModel;

namespace orrery::views {

enum class TableFormat : quint8 { Csv, Json, Markdown, Plain };

/// The rows of `model` (all of them in its order, or those of `rows`) as text. Dates are written as ISO 8601 in UTC and
/// numbers without group separators, from models::SortRole; everything else as displayed. `columns` are logical columns in
/// the order wanted; empty means all. CSV cells that a spreadsheet would take for a formula get a leading apostrophe.
QString exportTable(const QAbstractItemModel &model, TableFormat format, const QList<int> &columns = {},
                    const QList<int> &rows = {});

/// "csv", "json", "md", "txt".
QString fileSuffix(TableFormat format);

} // namespace orrery::views
