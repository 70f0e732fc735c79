// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/filter_bar.h"

#include "models/core/text.h"
#include "views/core/action_gate.h"
#include "views/core/flow_layout.h"
#include "views/core/icons.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"
#include "views/core/table.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QShortcut>
#include <QTimer>

namespace orrery::views {

FilterBar::FilterBar(QWidget *parent)
    : QWidget(parent), m_field(new QLineEdit(this)),
      m_counts(new PlainLabel(QString(), TextSize::Small, ColorRole::TextSecondary, this)), m_debounce(new QTimer(this))
{
    auto *layout = new FlowLayout(this, space::inner);
    layout->addWidget(m_field);
    layout->addWidget(m_counts);
    layout->addStretch();

    m_field->addAction(glyphIcon(Glyph::Search), QLineEdit::LeadingPosition);
    m_field->setClearButtonEnabled(true);
    m_field->setMinimumWidth(160);
    m_field->setMaximumWidth(320);
    m_field->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setPlaceholder(tr("Filter"));
    m_field->setAccessibleName(tr("Filter"));
    m_field->setToolTip(plainToolTip(
        tr("Filter this table (%1)").arg(QKeySequence(QKeySequence::Find).toString(QKeySequence::NativeText))));
    m_field->installEventFilter(this);
    setFocusProxy(m_field);

    m_debounce->setSingleShot(true);
    m_debounce->setInterval(150);
    connect(m_field, &QLineEdit::textChanged, this, [this] { m_debounce->start(); });
    connect(m_debounce, &QTimer::timeout, this, &FilterBar::applyNow);
}

void FilterBar::bind(TableBinding *table, QWidget *page)
{
    m_table = table;
    m_field->setAccessibleName(tr("Filter %1").arg(table->view()->accessibleName()));
    connect(this, &FilterBar::filterChanged, table->proxy(), &ResourceProxy::setFilterText);
    const auto recount = [this] { setCounts(m_table->visibleCount(), m_table->totalCount()); };
    connect(table, &TableBinding::countsChanged, this, recount);
    connect(table->proxy()->sourceModel(), &QAbstractItemModel::rowsInserted, this, recount);
    connect(table->proxy()->sourceModel(), &QAbstractItemModel::rowsRemoved, this, recount);
    // Someone else may clear the filter, for instance the "no matches" state.
    connect(table->proxy(), &ResourceProxy::filterTextChanged, this, [this] {
        const QString text = m_table->proxy()->filterText();
        if (text != m_applied) {
            m_applied = text;
            m_field->setText(text);
            m_debounce->stop();
        }
    });
    recount();
    QWidget *scope = page ? page : parentWidget();
    auto *find = new QShortcut(QKeySequence::Find, scope ? scope : this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, this, [this] {
        m_field->setFocus(Qt::ShortcutFocusReason);
        m_field->selectAll();
    });
}

void FilterBar::addWidget(QWidget *widget)
{
    layout()->addWidget(widget);
}

QString FilterBar::text() const
{
    return m_field->text();
}

void FilterBar::setText(const QString &text)
{
    m_field->setText(text);
}

void FilterBar::setPlaceholder(const QString &text)
{
    m_field->setPlaceholderText(text);
}

void FilterBar::setCounts(qint64 visible, qint64 total)
{
    // Always both, so that a list can be seen to be whole: "1,240 of 1,240".
    m_counts->setText(models::countOf(visible, total));
}

void FilterBar::applyNow()
{
    m_debounce->stop();
    if (m_field->text() == m_applied)
        return;
    m_applied = m_field->text();
    Q_EMIT filterChanged(m_applied);
}

bool FilterBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::FocusIn && m_table)
        m_table->proxy()->prepareFilter();
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent *>(event)->key()) {
        case Qt::Key_Escape:
            if (m_field->text().isEmpty() && !m_table)
                break;
            m_field->clear();
            applyNow();
            if (m_table)
                m_table->view()->setFocus(Qt::ShortcutFocusReason);
            return true;
        case Qt::Key_Down:
        case Qt::Key_Return:
        case Qt::Key_Enter:
            applyNow();
            if (m_table)
                m_table->view()->setFocus(Qt::ShortcutFocusReason);
            return true;
        default:
            break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace orrery::views
