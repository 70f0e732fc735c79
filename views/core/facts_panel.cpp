// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/facts_panel.h"

#include "views/core/action_gate.h"
#include "views/core/clear_layout.h"
#include "views/core/icons.h"
#include "views/core/link_button.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"
#include "views/core/state_chip.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGridLayout>
#include <QMenu>

#include <algorithm>

namespace orrery::views {

namespace {
constexpr int widestLabel = 20; ///< in letters
} // namespace

FactsPanel::FactsPanel(QWidget *parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(space::group);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(1, 1);
    setAccessibleName(tr("Details"));
}

void FactsPanel::setFacts(const QList<Fact> &facts)
{
    if (facts == m_facts || changeValues(facts))
        return;
    m_facts = facts;
    clearLayout(m_grid);
    int row = 0;
    int widest = 0;
    for (const Fact &fact : facts) {
        auto *label = new PlainLabel(fact.label, TextSize::Body, ColorRole::TextSecondary, this);
        widest = std::max(widest, label->sizeHint().width());
        label->setWordWrap(true);
        m_grid->addWidget(label, row, 0);
        m_grid->setAlignment(label, Qt::AlignTop);
        if (fact.state) {
            auto *chip = new StateChip(*fact.state, this);
            chip->setMinimumWidth(chip->sizeHint().width());
            m_grid->addWidget(chip, row, 1, Qt::AlignLeft | Qt::AlignVCenter);
        } else if (!fact.link.isEmpty()) {
            auto *button = new LinkButton(fact.value, this);
            button->setToolTip(plainToolTip(fact.exact));
            connect(button, &LinkButton::clicked, this, [this, id = fact.link] { Q_EMIT linkActivated(id); });
            m_grid->addWidget(button, row, 1, Qt::AlignLeft);
        } else {
            auto *value = new PlainLabel(this);
            // A word that no line takes is cut in the middle; everything else wraps.
            if (fact.monospace && !fact.value.contains(QLatin1Char(' ')))
                value->setElide(Qt::ElideMiddle);
            else
                value->setMultiLine(true);
            value->setText(fact.value.isEmpty() ? QStringLiteral("–") : fact.value);
            value->setSelectable(true);
            value->setContextMenuPolicy(Qt::NoContextMenu);
            if (fact.monospace)
                setMonospace(value);
            if (fact.value.isEmpty())
                setTextRole(value, ColorRole::TextSecondary);
            value->setToolTip(plainToolTip(fact.exact));
            value->setAccessibleName(fact.label);
            value->setAccessibleDescription(value->text());
            label->setBuddy(value);
            m_grid->addWidget(value, row, 1);
        }
        ++row;
    }
    // At once: the layout would show them a moment later.
    for (int i = 0; i < m_grid->count(); ++i)
        m_grid->itemAt(i)->widget()->show();
    m_grid->setColumnMinimumWidth(0, std::min(widest, fontMetrics().averageCharWidth() * widestLabel));
}

bool FactsPanel::changeValues(const QList<Fact> &facts)
{
    const bool same =
        std::equal(facts.cbegin(), facts.cend(), m_facts.cbegin(), m_facts.cend(), [](const Fact &a, const Fact &b) {
            return a.label == b.label && a.monospace == b.monospace && a.state == b.state && a.link == b.link
                && a.value.isEmpty() == b.value.isEmpty();
        });
    if (!same)
        return false;
    for (int row = 0; row < int(facts.size()); ++row) {
        const Fact &fact = facts.at(row);
        if (fact == m_facts.at(row) || fact.state || fact.value.isEmpty())
            continue;
        QWidget *shown = m_grid->itemAtPosition(row, 1)->widget();
        shown->setToolTip(plainToolTip(fact.exact));
        if (auto *button = qobject_cast<LinkButton *>(shown)) {
            button->setText(fact.value);
        } else if (auto *value = qobject_cast<PlainLabel *>(shown)) {
            value->setText(fact.value);
            value->setAccessibleDescription(value->text());
        }
    }
    m_facts = facts;
    return true;
}

QString FactsPanel::asText() const
{
    QStringList lines;
    for (const Fact &fact : m_facts)
        lines += QStringLiteral("%1: %2").arg(fact.label, fact.state ? fact.state->text : fact.value);
    return lines.join(u'\n');
}

void FactsPanel::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QWidget *under = childAt(event->pos());
    const auto *label = qobject_cast<const PlainLabel *>(under);
    const auto copy = [](const QString &text) { QApplication::clipboard()->setText(text); };
    if (label && label->hasSelectedText()) {
        const QString text = label->selectedText();
        connect(menu->addAction(tr("Copy selection")), &QAction::triggered, this, [copy, text] { copy(text); });
    }
    if (label) {
        const QString text = label->rawText();
        connect(menu->addAction(glyphIcon(Glyph::Copy), tr("Copy")), &QAction::triggered, this,
                [copy, text] { copy(text); });
    }
    connect(menu->addAction(tr("Copy all")), &QAction::triggered, this, [this, copy] { copy(asText()); });
    menu->popup(event->globalPos());
}

} // namespace orrery::views
