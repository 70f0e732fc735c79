// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/column.h"
#include "models/core/location.h"
#include "models/core/roles.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>
#include <QStringList>

#include <algorithm>

namespace orrery::models {

/// What views need to know of a column beside the header text.
struct ColumnInfo
{
    QByteArray id;
    int width = 0;
    bool hiddenByDefault = false;
    bool relativeTime = false;
    bool isState = false;
};

/// The non-template face of every resource list. Rows keep their identity over refreshes: selection and persistent
/// indexes survive, the model is never reset.
class ResourceListModelBase : public QAbstractTableModel
{
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    [[nodiscard]] virtual ColumnInfo columnInfo(int column) const = 0;
    /// Row of an id; -1 when there is none.
    [[nodiscard]] virtual int rowOf(const QString &id) const = 0;
    /// Rows that a refresh added since somebody last looked have NewRole, until they are seen.
    [[nodiscard]] bool hasNew() const { return !m_new.isEmpty(); }
    /// Before they are inserted.
    void markNew(const QStringList &ids);
    void markSeen(const QStringList &ids);
    /// Whether somebody follows its rows.
    [[nodiscard]] bool isObserved() const;

protected:
    /// Emits dataChanged for `rows` (sorted ascending) in few, merged ranges: a signal per row is what makes views slow.
    void emitRowsChanged(const QList<int> &rows);
    [[nodiscard]] bool isNew(const QString &id) const { return m_new.contains(id); }
    /// For who cannot see the mark.
    [[nodiscard]] static QString describeNew(const QString &text);

    QSet<QString> m_new;
};

/// A list of `Row`s under column descriptors. Sorting and filtering are the proxy's business.
template<class Row>
class ResourceListModel final : public ResourceListModelBase
{
public:
    using IdOf = std::function<QString(const Row &)>;
    using LocationOf = std::function<Location(const Row &)>;

    ResourceListModel(QList<Column<Row>> columns, IdOf idOf, LocationOf locationOf = {}, QObject *parent = nullptr)
        : ResourceListModelBase(parent), m_columns(std::move(columns)), m_idOf(std::move(idOf)),
          m_locationOf(std::move(locationOf))
    {}

    [[nodiscard]] const QList<Row> &rows() const { return m_rows; }
    [[nodiscard]] const QList<Column<Row>> &columns() const { return m_columns; }
    [[nodiscard]] const Row *find(const QString &id) const
    {
        const int row = rowOf(id);
        return row < 0 ? nullptr : &m_rows.at(row);
    }
    [[nodiscard]] QString idOf(const Row &row) const { return m_idOf(row); }

    /// Identities of rows(), in their order. A row whose own id is empty has "#n": the n-th such row of what it came with.
    [[nodiscard]] const QStringList &ids() const { return m_ids; }

    /// Changes known rows in place and appends new ones; never drops one. Returns the identities of `rows`. A list that
    /// comes in parts passes `unnamed`, the number of rows without an id of their own in the parts before.
    QStringList upsert(const QList<Row> &rows, int *unnamed = nullptr)
    {
        int counted = 0;
        int &unnamedBefore = unnamed ? *unnamed : counted;
        QList<int> changed;
        QList<Row> added;
        QStringList addedIds;
        QStringList ids;
        QHash<QString, int> addedAt;
        ids.reserve(rows.size());
        ensureIndex();
        for (const Row &row : rows) {
            QString id = m_idOf(row);
            if (id.isEmpty())
                id = QStringLiteral("#%1").arg(unnamedBefore++);
            ids.append(id);
            if (const auto known = m_index.constFind(id); known != m_index.cend()) {
                if (!(m_rows.at(*known) == row)) {
                    m_rows[*known] = row;
                    changed.append(*known);
                }
            } else if (const auto again = addedAt.constFind(id); again != addedAt.cend()) {
                added[*again] = row;
            } else {
                addedAt.insert(id, int(added.size()));
                addedIds.append(id);
                added.append(row);
            }
        }
        std::sort(changed.begin(), changed.end());
        changed.erase(std::unique(changed.begin(), changed.end()), changed.end());
        emitRowsChanged(changed);
        if (!added.isEmpty()) {
            const int first = int(m_rows.size());
            beginInsertRows({}, first, first + int(added.size()) - 1);
            m_rows.append(added);
            m_ids.append(addedIds);
            // Anew for every page, the index would make a long list's loading quadratic.
            for (qsizetype i = 0; i < addedIds.size(); ++i)
                m_index.insert(addedIds.at(i), first + int(i));
            endInsertRows();
        }
        return ids;
    }

    /// Removes every row whose identity is not in `ids`: the end of a complete refresh.
    void retain(const QSet<QString> &ids)
    {
        for (int last = int(m_rows.size()) - 1; last >= 0;) {
            if (ids.contains(m_ids.at(last))) {
                --last;
                continue;
            }
            int first = last;
            while (first > 0 && !ids.contains(m_ids.at(first - 1)))
                --first;
            removeRange(first, last);
            last = first - 1;
        }
    }

    void remove(const QString &id)
    {
        if (const int row = rowOf(id); row >= 0)
            removeRange(row, row);
    }

    [[nodiscard]] int rowOf(const QString &id) const override
    {
        ensureIndex();
        return m_index.value(id, -1);
    }
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_rows.size());
    }
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_columns.size());
    }
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override
    {
        return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren : Qt::NoItemFlags;
    }

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override
    {
        if (!checkIndex(index, CheckIndexOption::IndexIsValid))
            return {};
        const Row &row = m_rows.at(index.row());
        const Column<Row> &column = m_columns.at(index.column());
        switch (role) {
        case Qt::DisplayRole:
            return cellText(row, column);
        case Qt::TextAlignmentRole:
            return QVariant::fromValue(column.alignment);
        case Qt::ToolTipRole:
        case ExactRole:
            if (column.state) {
                const auto word = column.state(row);
                return word ? QVariant(word->explanation) : QVariant();
            }
            return column.exact ? QVariant(column.exact(row)) : QVariant();
        case SortRole:
            return column.sortKey ? column.sortKey(row) : QVariant(cellText(row, column));
        case FilterRole: {
            // The filter box matches the whole row, whichever column is shown.
            QString all;
            for (const Column<Row> &each : m_columns) {
                if (!each.relativeTime)
                    all += cellText(row, each) + QLatin1Char('\n');
            }
            return all;
        }
        case StateRole:
            if (column.state) {
                if (const auto word = column.state(row))
                    return QVariant::fromValue(*word);
            }
            return {};
        case MonospaceRole:
            return column.monospace;
        case NewRole:
            return isNew(m_ids.at(index.row()));
        case Qt::AccessibleTextRole:
            return index.column() == 0 && isNew(m_ids.at(index.row())) ? QVariant(describeNew(cellText(row, column)))
                                                                       : QVariant();
        case IdRole:
            return m_ids.at(index.row());
        case LocationRole:
            return m_locationOf ? QVariant::fromValue(m_locationOf(row)) : QVariant();
        default:
            return {};
        }
    }

    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override
    {
        if (orientation != Qt::Horizontal || section < 0 || section >= m_columns.size())
            return {};
        const Column<Row> &column = m_columns.at(section);
        switch (role) {
        case Qt::DisplayRole:
            return column.title;
        case Qt::ToolTipRole:
            return column.description;
        case Qt::TextAlignmentRole:
            return QVariant::fromValue(column.alignment);
        default:
            return {};
        }
    }

    [[nodiscard]] ColumnInfo columnInfo(int column) const override
    {
        const Column<Row> &c = m_columns.at(column);
        return {c.id, c.width, c.hiddenByDefault, c.relativeTime, bool(c.state)};
    }

private:
    static QString cellText(const Row &row, const Column<Row> &column)
    {
        if (column.text)
            return column.text(row);
        if (column.state) {
            if (const auto word = column.state(row))
                return word->text;
        }
        return {};
    }
    void removeRange(int first, int last)
    {
        beginRemoveRows({}, first, last);
        for (int row = first; row <= last && hasNew(); ++row)
            m_new.remove(m_ids.at(row));
        m_rows.remove(first, last - first + 1);
        m_ids.remove(first, last - first + 1);
        m_indexIsStale = true;
        endRemoveRows();
    }
    /// Made again when it is asked for: a refresh that removes many ranges does not pay for each, and whoever asks in
    /// between (a selection that follows the signals) gets the row of that moment.
    void ensureIndex() const
    {
        if (!m_indexIsStale)
            return;
        m_indexIsStale = false;
        m_index.clear();
        m_index.reserve(m_ids.size());
        for (int i = 0; i < int(m_ids.size()); ++i)
            m_index.insert(m_ids.at(i), i);
    }

    QList<Column<Row>> m_columns;
    IdOf m_idOf;
    LocationOf m_locationOf;
    QList<Row> m_rows;
    QStringList m_ids; ///< of m_rows
    mutable QHash<QString, int> m_index; ///< id → row
    mutable bool m_indexIsStale = false;
};

} // namespace orrery::models
