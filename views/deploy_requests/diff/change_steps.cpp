// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/diff/change_steps.h"

#include "models/core/text.h"
#include "views/core/glyph_button.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"
#include "views/deploy_requests/diff/diff_view.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace orrery::views {

ChangeSteps::ChangeSteps(DiffView *diff, QWidget *parent)
    : QWidget(parent), m_diff(diff), m_count(new PlainLabel),
      m_previous(makeGlyphButton(Glyph::ChevronUp, tr("Previous change"), QStringLiteral("["))),
      m_next(makeGlyphButton(Glyph::ChevronDown, tr("Next change"), QStringLiteral("]")))
{
    setTextRole(m_count, ColorRole::TextSecondary);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::unit);
    line->addWidget(m_count);
    line->addWidget(m_previous);
    line->addWidget(m_next);
    connect(m_previous, &QToolButton::clicked, m_diff, &DiffView::previousChange);
    connect(m_next, &QToolButton::clicked, m_diff, &DiffView::nextChange);
    connect(m_diff, &DiffView::currentChangeChanged, this, &ChangeSteps::update);
    update();
}

void ChangeSteps::setTextShown(bool shown)
{
    m_shown = shown;
    update();
}

void ChangeSteps::setCountVisible(bool visible)
{
    m_count->setVisible(visible);
}

void ChangeSteps::update()
{
    const int count = m_shown ? m_diff->changeCount() : 0;
    const int current = m_diff->currentChange();
    m_count->setText(count == 0        ? QString()
                         : current < 0 ? tr("%Ln change(s)", nullptr, count)
                                       : models::countOf(current + 1, count));
    m_previous->setEnabled(count > 0);
    m_next->setEnabled(count > 0);
}

} // namespace orrery::views
