// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/review/review_table_list.h"

#include "models/core/text.h"
#include "views/core/action_gate.h"
#include "views/core/icons.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"
#include "views/deploy_requests/diff/table_list_delegate.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QProgressBar>
#include <QScopedValueRollback>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace orrery::views {

ReviewTableList::ReviewTableList(models::DeployTableModel *tables, models::ReviewStore *review, QWidget *parent)
    : QWidget(parent), m_tables(tables), m_review(review), m_model(new ReviewTableModel(tables, review, this)),
      m_filter(new QLineEdit), m_choice(new QToolButton), m_view(new QListView), m_bar(new QProgressBar),
      m_words(new PlainLabel(QString(), TextSize::Small, ColorRole::TextSecondary)), m_next(new QToolButton)
{
    m_filter->setPlaceholderText(tr("Filter tables"));
    m_filter->setAccessibleName(m_filter->placeholderText());
    m_filter->setToolTip(plainToolTip(
        tr("%1 (%2)", "what a field does, its key").arg(m_filter->placeholderText(), QStringLiteral("T"))));
    m_filter->setClearButtonEnabled(true);
    m_filter->installEventFilter(this);

    auto *menu = new QMenu(m_choice);
    auto *choices = new QActionGroup(menu);
    const auto add = [&](Choice choice, const QString &text) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(choice == Choice::All);
        action->setData(int(choice));
        choices->addAction(action);
        connect(action, &QAction::triggered, this, [this, choice]() { setChoice(choice); });
    };
    add(Choice::All, tr("All tables"));
    add(Choice::NotViewed, tr("Not viewed"));
    add(Choice::Destructive, tr("Destructive only"));
    add(Choice::ChangedSince, tr("Changed since what they are compared with"));
    m_choice->setMenu(menu);
    m_choice->setIcon(glyphIcon(Glyph::Filter));
    m_choice->setAutoRaise(true);
    m_choice->setPopupMode(QToolButton::InstantPopup);
    m_choice->setFocusPolicy(Qt::StrongFocus);
    m_choice->setAccessibleName(tr("Which tables are listed"));
    m_choice->setToolTip(plainToolTip(m_choice->accessibleName()));

    m_view->setModel(m_model);
    m_view->setItemDelegate(new TableListDelegate(m_view));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setAccessibleName(tr("Changed tables"));

    auto *top = new QHBoxLayout;
    top->setContentsMargins(0, 0, space::unit, 0);
    top->setSpacing(space::unit);
    top->addWidget(m_filter, 1);
    top->addWidget(m_choice);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::unit);
    column->addLayout(top);
    column->addWidget(m_view, 1);
    QWidget *progress = makeProgress();
    column->addWidget(progress);
    progress->setVisible(review != nullptr);
    setMinimumWidth(std::max(150, fontMetrics().averageCharWidth() * 25));

    connect(m_filter, &QLineEdit::textChanged, m_model, &ReviewTableModel::setText);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &ReviewTableList::onCurrent);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ReviewTableList::restore);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ReviewTableList::listed);
    connect(m_next, &QToolButton::clicked, this, [this]() { goToUnviewed(1); });
    if (review) {
        connect(review, &models::ReviewStore::progressChanged, this, &ReviewTableList::showProgress);
        connect(tables, &QAbstractItemModel::rowsInserted, this, &ReviewTableList::showProgress);
    }
    restore();
    showProgress();
}

QWidget *ReviewTableList::makeProgress()
{
    auto *progress = new QWidget;
    auto *column = new QVBoxLayout(progress);
    column->setContentsMargins(0, 0, space::unit, space::unit);
    column->setSpacing(space::unit);
    auto *line = new QHBoxLayout;
    line->setContentsMargins(space::inner, 0, 0, 0);
    line->setSpacing(space::unit);
    m_words->setElide(Qt::ElideRight);
    m_next->setText(tr("Next"));
    m_next->setAutoRaise(true);
    m_next->setFocusPolicy(Qt::StrongFocus);
    m_next->setAccessibleName(tr("Next table not viewed"));
    m_next->setToolTip(
        plainToolTip(tr("%1 (%2)", "what a button does, its key").arg(m_next->accessibleName(), QStringLiteral("N"))));
    line->addWidget(m_words, 1);
    line->addWidget(m_next);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(4);
    m_bar->setAccessibleName(tr("Tables viewed"));
    column->addWidget(m_bar);
    column->addLayout(line);
    return progress;
}

void ReviewTableList::showProgress()
{
    if (!m_review)
        return;
    const int count = m_review->tableCount() > 0 ? m_review->tableCount() : m_tables->rowCount();
    const int viewed = m_review->viewedCount();
    m_bar->setRange(0, std::max(1, count));
    m_bar->setValue(viewed);
    m_words->setText(tr("%1 viewed", "7 of 12").arg(models::countOf(viewed, count)));
    m_next->setEnabled(viewed < count);
}

void ReviewTableList::onCurrent(const QModelIndex &index)
{
    if (m_restoring || !index.isValid())
        return;
    const QString id = index.data(models::IdRole).toString();
    const bool overview = m_model->kind(index.row()) == ReviewTableModel::RowKind::Overview;
    m_currentRow = index.row();
    if (id == m_currentId && overview == m_overview)
        return;
    m_currentId = id;
    m_overview = overview;
    Q_EMIT currentChanged();
}

void ReviewTableList::restore()
{
    QModelIndex wanted = m_overview ? m_model->index(0) : m_model->indexOf(m_currentId);
    // The diff on screen stays although its table is not listed any more; where the table itself is gone, what is now in
    // its place is shown.
    const bool hidden = !wanted.isValid() && !m_currentId.isEmpty() && m_tables->find(m_currentId);
    if (!wanted.isValid() && !hidden) {
        int row = std::clamp(m_currentRow, 0, m_model->rowCount() - 1);
        while (row < m_model->rowCount() && m_model->kind(row) != ReviewTableModel::RowKind::Table)
            ++row;
        if (row == m_model->rowCount()) {
            row = m_model->rowCount() - 1;
            while (row > 0 && m_model->kind(row) != ReviewTableModel::RowKind::Table)
                --row;
        }
        wanted = m_model->index(row);
        // Before there is any table, nothing is chosen: the first one is, when it comes.
        if (m_model->kind(row) != ReviewTableModel::RowKind::Table) {
            if (!m_currentId.isEmpty()) {
                m_currentId.clear();
                Q_EMIT currentChanged();
            }
            return;
        }
    }
    if (hidden)
        return;
    if (wanted.data(models::IdRole).toString() != m_currentId) {
        m_view->setCurrentIndex(wanted);
        return;
    }
    const QScopedValueRollback restoring(m_restoring, true);
    m_currentRow = wanted.row();
    m_view->setCurrentIndex(wanted);
}

bool ReviewTableList::select(const QString &tableId)
{
    if (!m_tables->find(tableId))
        return false;
    if (!m_model->indexOf(tableId).isValid()) {
        m_filter->clear();
        if (!m_model->indexOf(tableId).isValid())
            setChoice(Choice::All);
    }
    m_view->setCurrentIndex(m_model->indexOf(tableId));
    return true;
}

void ReviewTableList::selectOverview()
{
    m_view->setCurrentIndex(m_model->index(0));
}

void ReviewTableList::step(int by)
{
    // A current table that is not listed any more had its place between its neighbours.
    int row = m_view->currentIndex().isValid() ? m_view->currentIndex().row()
        : by > 0                               ? std::max(0, m_currentRow) - 1
                                               : m_currentRow;
    do {
        row += by;
    } while (row > 0 && row < m_model->rowCount() && m_model->kind(row) == ReviewTableModel::RowKind::Keyspace);
    if (row >= 0 && row < m_model->rowCount())
        m_view->setCurrentIndex(m_model->index(row));
}

bool ReviewTableList::goToUnviewed(int by)
{
    const QString next = m_review ? m_review->nextUnviewed(m_currentId, by) : QString();
    return !next.isEmpty() && select(next);
}

void ReviewTableList::setChoice(Choice choice)
{
    const QList<QAction *> actions = m_choice->menu()->actions();
    for (QAction *action : actions) {
        if (action->data().toInt() == int(choice))
            action->setChecked(true);
    }
    m_choice->setIcon(glyphIcon(Glyph::Filter, choice == Choice::All ? ColorRole::TextSecondary : ColorRole::Accent));
    m_model->setChoice(choice);
}

void ReviewTableList::beginFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

bool ReviewTableList::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_filter && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool leaves = key->key() == Qt::Key_Escape;
        if (leaves)
            m_filter->clear();
        if (leaves || key->key() == Qt::Key_Down || key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            m_view->setFocus(Qt::OtherFocusReason);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace orrery::views
