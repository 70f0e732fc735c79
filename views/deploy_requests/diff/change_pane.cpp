// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/diff/change_pane.h"

#include "models/core/text.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"
#include "views/core/stack.h"
#include "views/deploy_requests/diff/diff_view.h"
#include "views/deploy_requests/diff/structure_view.h"

#include <QVBoxLayout>

namespace orrery::views {

ChangePane::ChangePane(QWidget *parent)
    : QWidget(parent), m_stack(new Stack), m_diff(new DiffView), m_structure(new StructureView),
      m_message(new PlainLabel)
{
    setTextRole(m_message, ColorRole::TextSecondary);
    m_message->setWordWrap(true);
    m_message->setContentsMargins(space::inner, space::unit, space::inner, space::unit);
    m_message->hide();
    m_stack->addWidget(m_diff);
    m_stack->addWidget(m_structure);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::unit);
    column->addWidget(m_message);
    column->addWidget(m_stack, 1);
}

bool ChangePane::isTextShown() const
{
    return m_stack->currentWidget() == m_diff;
}

QWidget *ChangePane::current() const
{
    return m_stack->currentWidget();
}

void ChangePane::addPage(QWidget *page)
{
    m_stack->addWidget(page);
}

void ChangePane::showPage(QWidget *page)
{
    m_stack->setCurrentWidget(page);
}

void ChangePane::setView(ChangeView view)
{
    if (view == ChangeView::SideBySide)
        m_diff->setMode(DiffView::Mode::SideBySide);
    else if (view == ChangeView::Unified)
        m_diff->setMode(DiffView::Mode::Unified);
}

void ChangePane::showText(const models::DeployTable &table)
{
    m_diff->setTitle(tr("Changes of table %1").arg(models::visibleText(table.name)));
    m_stack->setCurrentWidget(m_diff);
}

bool ChangePane::showStructure(const models::DeployTable &table)
{
    if (!table.structure || !table.structure->isRead()) {
        say(table.structure ? table.structure->unread : QString());
        return false;
    }
    m_structure->setTitle(tr("Changes of table %1").arg(models::visibleText(table.name)));
    m_structure->setStructure(table.structure);
    m_stack->setCurrentWidget(m_structure);
    say(table.structure->diff.isEmpty() ? tr("Both definitions are the same.") : table.structure->remark);
    return true;
}

void ChangePane::say(const QString &sentence)
{
    m_message->setText(sentence);
    m_message->setVisible(!sentence.isEmpty());
}

} // namespace orrery::views
