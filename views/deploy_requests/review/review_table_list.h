// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/deploy_requests/review/review_table_model.h"

#include <QWidget>

class QLineEdit;
class QListView;
class QProgressBar;
class QToolButton;

namespace orrery::views {

class PlainLabel;

/// The left of a review: a filter, the overview and the changed tables, and how far the review is. The current table stays
/// the same while rows come and go; where it goes away, the row in its place is taken.
class ReviewTableList final : public QWidget
{
    Q_OBJECT
public:
    using Choice = ReviewTableModel::Choice;

    ReviewTableList(models::DeployTableModel *tables, models::ReviewStore *review, QWidget *parent = nullptr);

    [[nodiscard]] ReviewTableModel *model() const { return m_model; }
    [[nodiscard]] QListView *view() const { return m_view; }
    [[nodiscard]] QLineEdit *filterField() const { return m_filter; }
    [[nodiscard]] PlainLabel *progressLabel() const { return m_words; }

    /// Empty on the overview.
    [[nodiscard]] const QString &currentId() const { return m_currentId; }
    [[nodiscard]] bool isOverview() const { return m_overview; }
    /// Clears the filter when it hides the table. False when there is no such table.
    bool select(const QString &tableId);
    void selectOverview();
    /// The next (1) or previous (-1) row that can be chosen.
    void step(int by);
    /// The next table not viewed as it is now, around the end, listed or not. False when there is none.
    bool goToUnviewed(int by);
    void setChoice(Choice choice);
    void beginFilter();

Q_SIGNALS:
    /// Another table, or the overview, is current; also when there is one for the first time.
    void currentChanged();
    /// Which tables are listed changed.
    void listed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void onCurrent(const QModelIndex &index);
    void restore();
    void showProgress();
    QWidget *makeProgress();

    models::DeployTableModel *m_tables;
    models::ReviewStore *m_review;
    ReviewTableModel *m_model;
    QLineEdit *m_filter;
    QToolButton *m_choice;
    QListView *m_view;
    QProgressBar *m_bar;
    PlainLabel *m_words;
    QToolButton *m_next;
    QString m_currentId;
    int m_currentRow = -1;
    bool m_overview = false;
    bool m_restoring = false;
};

} // namespace orrery::views
