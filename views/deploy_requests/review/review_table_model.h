// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/roles.h"
#include "models/deploy_requests/review/review_store.h"
#include "views/deploy_requests/diff/table_rows.h"

#include <QAbstractListModel>
#include <QSet>

namespace orrery::views {

/// The rows of a review: the overview first, then the changed tables, grouped by keyspace below a heading where there is
/// more than one. A choice and a text say which tables are listed; the overview always is.
///
/// Answers models::IdRole (a table's id; empty for other rows), Qt::DisplayRole and Qt::AccessibleTextRole ("orders,
/// modified, 3 lines added, 1 line removed, drops data, not viewed").
class ReviewTableModel final : public QAbstractListModel, public TableRows
{
    Q_OBJECT
public:
    enum class Choice : quint8 { All, NotViewed, Destructive, ChangedSince };
    /// Beside models::Role.
    enum ExtraRole : int { KindRole = Qt::UserRole + 100 };

    /// `tables` and `review` outlive this; `review` may be null: nothing is viewed then.
    explicit ReviewTableModel(models::DeployTableModel *tables, models::ReviewStore *review = nullptr,
                              QObject *parent = nullptr);

    [[nodiscard]] Choice choice() const { return m_choice; }
    void setChoice(Choice choice);
    /// In any letter case, in the table's id.
    void setText(const QString &text);
    [[nodiscard]] const QString &text() const { return m_text; }
    /// What the tables are compared with, for Choice::ChangedSince and the rows' words; nothing: with the target.
    void setBaseline(std::optional<models::ReviewStore::Baseline> baseline);

    [[nodiscard]] RowKind kind(int row) const override { return m_rows.at(row).kind; }
    [[nodiscard]] const models::DeployTable *table(const QModelIndex &index) const override;
    [[nodiscard]] models::ViewState viewState(const QModelIndex &index) const override;
    [[nodiscard]] int draftCount(const QModelIndex &index) const override;
    [[nodiscard]] QString sinceWord(const QModelIndex &index) const override;
    /// Invalid when it is not listed.
    [[nodiscard]] QModelIndex indexOf(const QString &tableId) const;
    /// Ids of the listed tables, in their order.
    [[nodiscard]] QStringList listedIds() const;
    [[nodiscard]] int mostLines() const override { return m_mostLines; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row
    {
        RowKind kind = RowKind::Table;
        QString text; ///< id of a table, name of a keyspace
        friend bool operator==(const Row &, const Row &) = default;
    };

    void rebuild();
    void repaint();
    [[nodiscard]] bool isListed(const models::DeployTable &table) const;
    [[nodiscard]] QString spoken(const QModelIndex &index) const;

    models::DeployTableModel *m_tables;
    models::ReviewStore *m_review;
    QList<Row> m_rows;
    Choice m_choice = Choice::All;
    QString m_text;
    std::optional<models::ReviewStore::Baseline> m_baseline;
    QSet<QString> m_added; ///< since the baseline
    QSet<QString> m_changed;
    int m_mostLines = 0;
};

} // namespace orrery::views
