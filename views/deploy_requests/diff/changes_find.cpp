// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/diff/changes_find.h"

#include "models/core/text.h"
#include "models/deploy_requests/diff/changes_text.h"
#include "views/core/action_gate.h"
#include "views/core/glyph_button.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"
#include "views/deploy_requests/diff/diff_view.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QToolButton>

namespace orrery::views {

ChangesFind::ChangesFind(models::DeployTableModel *tables, QListView *list, DiffView *diff, QWidget *parent)
    : QWidget(parent), m_tables(tables), m_list(list), m_diff(diff), m_field(new QLineEdit), m_count(new PlainLabel)
{
    m_field->setPlaceholderText(tr("Find in all tables"));
    m_field->setAccessibleName(m_field->placeholderText());
    m_field->setClearButtonEnabled(true);
    m_field->setMaximumWidth(320);
    m_field->installEventFilter(this);
    setTextRole(m_count, ColorRole::TextSecondary);
    auto *close = makeGlyphButton(Glyph::Cross, tr("Close"), tr("Esc"));
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(space::inner, 0, 0, 0);
    line->setSpacing(space::inner);
    line->addWidget(m_field, 1);
    line->addWidget(m_count);
    line->addStretch(1);
    line->addWidget(close);
    hide();
    connect(close, &QToolButton::clicked, this, &ChangesFind::leave);
    connect(m_field, &QLineEdit::textChanged, this, &ChangesFind::start);
    connect(m_diff, &DiffView::findChanged, this, [this]() {
        // The last hit of a table that is entered backwards, now that its hits are known.
        if (m_diff->findCount() > 0 && std::exchange(m_fromEnd, false) && m_diff->currentHit() == 0)
            m_diff->findPrevious();
        showCount();
    });
}

void ChangesFind::begin()
{
    show();
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
    start();
}

void ChangesFind::leave()
{
    hide();
    m_wanted.drop();
    m_hits.clear();
    m_counting = false;
    m_diff->find({});
    m_diff->setFocus(Qt::OtherFocusReason);
}

void ChangesFind::start()
{
    m_fromEnd = false;
    m_diff->find(m_field->text());
    countOthers();
}

void ChangesFind::refresh()
{
    if (isVisible())
        countOthers();
}

void ChangesFind::countOthers()
{
    m_wanted.drop();
    m_hits.clear();
    m_counting = !m_field->text().isEmpty();
    showCount();
    if (!m_counting)
        return;
    // What the list leaves out cannot be gone to.
    QList<models::DeployTable> listed;
    const QAbstractItemModel *rows = m_list->model();
    for (int row = 0; row < rows->rowCount(); ++row) {
        if (const auto *table = m_tables->find(rows->index(row, 0).data(models::IdRole).toString()))
            listed.append(*table);
    }
    models::runAside(
        this,
        [tables = listed, text = m_field->text(), isStale = m_wanted.renew()]() {
            return std::pair(models::findInTables(tables, text, isStale), isStale);
        },
        [this](const std::pair<QHash<QString, int>, std::function<bool()>> &found) {
            if (found.second())
                return;
            m_hits = found.first;
            m_counting = false;
            showCount();
        });
}

void ChangesFind::showCount()
{
    if (m_field->text().isEmpty()) {
        m_count->setText({});
        return;
    }
    QString here;
    if (m_diff->findCount() > 0)
        here = tr("%1 here", "a count").arg(models::countOf(m_diff->currentHit() + 1, m_diff->findCount()));
    if (m_counting || m_diff->isFinding()) {
        m_count->setText(here.isEmpty() ? tr("Searching…") : here);
        return;
    }
    qint64 all = 0;
    for (const int count : std::as_const(m_hits))
        all += count;
    if (all == 0) {
        m_count->setText(here.isEmpty() ? tr("Not found") : here);
        return;
    }
    const QString everywhere =
        tr("%1 in %Ln table(s)", "hits", static_cast<int>(m_hits.size())).arg(models::formattedCount(all));
    m_count->setText(here.isEmpty() ? everywhere : here + QStringLiteral(" · ") + everywhere);
}

int ChangesFind::otherRow(int by) const
{
    const QAbstractItemModel *rows = m_list->model();
    const int count = rows->rowCount();
    const int current = m_list->currentIndex().row();
    for (int step = 1; step <= count; ++step) {
        const int row = ((current + by * step) % count + count) % count;
        if (m_hits.contains(rows->index(row, 0).data(models::IdRole).toString()))
            return row;
    }
    return current;
}

void ChangesFind::next()
{
    if (m_diff->currentHit() + 1 < m_diff->findCount()) {
        m_diff->findNext();
        return;
    }
    const int row = otherRow(1);
    if (row == m_list->currentIndex().row())
        m_diff->findNext();
    else
        m_list->setCurrentIndex(m_list->model()->index(row, 0));
}

void ChangesFind::previous()
{
    if (m_diff->currentHit() > 0) {
        m_diff->findPrevious();
        return;
    }
    const int row = otherRow(-1);
    if (row == m_list->currentIndex().row()) {
        m_diff->findPrevious();
        return;
    }
    m_fromEnd = true;
    m_list->setCurrentIndex(m_list->model()->index(row, 0));
}

bool ChangesFind::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Escape) {
            leave();
            return true;
        }
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter || key->key() == Qt::Key_F3) {
            if (key->modifiers().testFlag(Qt::ShiftModifier))
                previous();
            else
                next();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace orrery::views
