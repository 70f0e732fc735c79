// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/diff/deploy_tables.h"
#include "models/deploy_requests/review/review_progress.h"

#include <QModelIndex>

namespace orrery::views {

/// What the rows of a list of changed tables are, for the delegate that paints them; a list model implements it where its
/// rows are more than the tables themselves.
class TableRows
{
public:
    enum class RowKind : quint8 { Overview, Keyspace, Table };

    TableRows() = default;
    Q_DISABLE_COPY_MOVE(TableRows)
    virtual ~TableRows() = default;

    [[nodiscard]] virtual RowKind kind(int row) const = 0;
    /// Null for other rows.
    [[nodiscard]] virtual const models::DeployTable *table(const QModelIndex &index) const = 0;
    [[nodiscard]] virtual models::ViewState viewState(const QModelIndex &index) const = 0;
    [[nodiscard]] virtual int draftCount(const QModelIndex &index) const = 0;
    /// "new since", "changed since"; empty where nothing changed, or nothing is compared.
    [[nodiscard]] virtual QString sinceWord(const QModelIndex &index) const = 0;
    /// Changed lines of the largest table, for bars that show size.
    [[nodiscard]] virtual int mostLines() const = 0;
};

} // namespace orrery::views
