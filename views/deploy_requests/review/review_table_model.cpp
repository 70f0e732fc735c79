// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/review/review_table_model.h"

#include "models/core/text.h"

#include <algorithm>

namespace orrery::views {

using models::DeployTable;
using models::ViewState;

ReviewTableModel::ReviewTableModel(models::DeployTableModel *tables, models::ReviewStore *review, QObject *parent)
    : QAbstractListModel(parent), m_tables(tables), m_review(review)
{
    connect(tables, &QAbstractItemModel::rowsInserted, this, &ReviewTableModel::rebuild);
    connect(tables, &QAbstractItemModel::rowsRemoved, this, &ReviewTableModel::rebuild);
    connect(tables, &QAbstractItemModel::dataChanged, this, &ReviewTableModel::rebuild);
    if (review) {
        connect(review, &models::ReviewStore::progressChanged, this, &ReviewTableModel::rebuild);
        connect(review, &models::ReviewStore::notesChanged, this, &ReviewTableModel::repaint);
    }
    rebuild();
}

void ReviewTableModel::setChoice(Choice choice)
{
    m_choice = choice;
    rebuild();
}

void ReviewTableModel::setText(const QString &text)
{
    m_text = text;
    rebuild();
}

void ReviewTableModel::setBaseline(std::optional<models::ReviewStore::Baseline> baseline)
{
    m_baseline = baseline;
    rebuild();
}

bool ReviewTableModel::isListed(const DeployTable &table) const
{
    if (!m_text.isEmpty() && !table.id.contains(m_text, Qt::CaseInsensitive))
        return false;
    switch (m_choice) {
    case Choice::NotViewed:
        return !m_review || m_review->viewState(table.id) != ViewState::Viewed;
    case Choice::Destructive:
        return !models::destructiveItems(table).isEmpty();
    case Choice::ChangedSince:
        return m_added.contains(table.id) || m_changed.contains(table.id);
    case Choice::All:
        break;
    }
    return true;
}

void ReviewTableModel::rebuild()
{
    m_added.clear();
    m_changed.clear();
    if (m_review && m_baseline) {
        const models::ChangesSince since = m_review->changesSince(*m_baseline);
        m_added = QSet<QString>(since.added.cbegin(), since.added.cend());
        m_changed = QSet<QString>(since.changed.cbegin(), since.changed.cend());
    }
    QList<const DeployTable *> listed;
    m_mostLines = 0;
    bool several = false;
    const QList<DeployTable> &all = m_tables->rows();
    for (const DeployTable &table : all) {
        m_mostLines = std::max(m_mostLines, table.added + table.removed);
        several = several || table.keyspace != all.first().keyspace;
        if (isListed(table))
            listed.append(&table);
    }
    // New tables come in at the end, whatever their keyspace.
    std::stable_sort(listed.begin(), listed.end(),
                     [](const DeployTable *a, const DeployTable *b) { return a->keyspace < b->keyspace; });
    QList<Row> rows{{RowKind::Overview, {}}};
    for (qsizetype i = 0; i < listed.size(); ++i) {
        if (several && (i == 0 || listed.at(i)->keyspace != listed.at(i - 1)->keyspace))
            rows.append({RowKind::Keyspace, listed.at(i)->keyspace});
        rows.append({RowKind::Table, listed.at(i)->id});
    }
    if (rows == m_rows) {
        repaint();
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

void ReviewTableModel::repaint()
{
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0), index(int(m_rows.size()) - 1));
}

const DeployTable *ReviewTableModel::table(const QModelIndex &index) const
{
    if (!index.isValid() || kind(index.row()) != RowKind::Table)
        return nullptr;
    return m_tables->find(m_rows.at(index.row()).text);
}

ViewState ReviewTableModel::viewState(const QModelIndex &index) const
{
    return m_review && index.isValid() ? m_review->viewState(m_rows.at(index.row()).text) : ViewState::NotViewed;
}

int ReviewTableModel::draftCount(const QModelIndex &index) const
{
    return m_review && index.isValid() && kind(index.row()) == RowKind::Table
        ? m_review->noteCount(m_rows.at(index.row()).text)
        : 0;
}

QString ReviewTableModel::sinceWord(const QModelIndex &index) const
{
    const QString &id = m_rows.at(index.row()).text;
    if (m_added.contains(id))
        return tr("new since");
    return m_changed.contains(id) ? tr("changed since") : QString();
}

QModelIndex ReviewTableModel::indexOf(const QString &tableId) const
{
    const auto found = std::find(m_rows.cbegin(), m_rows.cend(), Row{RowKind::Table, tableId});
    return found == m_rows.cend() ? QModelIndex() : index(int(found - m_rows.cbegin()));
}

QStringList ReviewTableModel::listedIds() const
{
    QStringList ids;
    for (const Row &row : m_rows) {
        if (row.kind == RowKind::Table)
            ids.append(row.text);
    }
    return ids;
}

int ReviewTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

Qt::ItemFlags ReviewTableModel::flags(const QModelIndex &index) const
{
    if (!index.isValid() || kind(index.row()) == RowKind::Keyspace)
        return Qt::ItemNeverHasChildren;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

QVariant ReviewTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case KindRole:
        return int(row.kind);
    case models::IdRole:
        return row.kind == RowKind::Table ? row.text : QString();
    case Qt::DisplayRole:
        if (row.kind == RowKind::Overview)
            return tr("Overview");
        if (const DeployTable *found = table(index))
            return models::visibleText(found->name);
        return row.text.isEmpty() ? tr("Without a keyspace") : models::visibleText(row.text);
    case Qt::AccessibleTextRole:
        return spoken(index);
    default:
        return {};
    }
}

QString ReviewTableModel::spoken(const QModelIndex &index) const
{
    const QString name = data(index, Qt::DisplayRole).toString();
    const DeployTable *found = table(index);
    if (!found)
        return kind(index.row()) == RowKind::Keyspace ? tr("Keyspace %1").arg(name) : name;
    QStringList parts{name, models::describeChange(found->change).text};
    if (found->added > 0)
        parts.append(tr("%Ln line(s) added", nullptr, found->added));
    if (found->removed > 0)
        parts.append(tr("%Ln line(s) removed", nullptr, found->removed));
    if (const auto risk = models::describeTableRisk(*found))
        parts.append(risk->text);
    if (m_review)
        parts.append(models::describeViewState(viewState(index)).text);
    if (const QString since = sinceWord(index); !since.isEmpty())
        parts.append(since);
    if (const int drafts = draftCount(index); drafts > 0)
        parts.append(tr("%Ln draft(s)", nullptr, drafts));
    return parts.join(QLatin1String(", "));
}

} // namespace orrery::views
