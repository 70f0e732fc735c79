// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/review/overview_tab.h"

#include "models/deploy_requests/deployment/request_actions.h"
#include "models/deploy_requests/deployment/request_deployment.h"
#include "models/deploy_requests/request/deploy_request_store.h"
#include "views/core/age_ticker.h"
#include "views/core/card.h"
#include "views/core/markdown_text.h"
#include "views/core/plain_label.h"
#include "views/core/section_header.h"
#include "views/core/spacing.h"
#include "views/deploy_requests/request_facts.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace orrery::views {

namespace {
constexpr int sideWidth = 280; ///< where the text is of the usual size
constexpr int sideLetters = 38;
constexpr int textWidth = 720; // lines longer than this read badly
} // namespace

OverviewTab::OverviewTab(models::RequestActions *actions, const Clock *clock, QWidget *parent)
    : QWidget(parent), m_actions(actions), m_store(actions->store()), m_clock(clock), m_notes(new MarkdownText),
      m_noNotes(new PlainLabel), m_checks(new CheckList), m_impact(new CheckList), m_facts(new FactsPanel)
{
    auto *content = new QWidget;
    auto *row = new QHBoxLayout(content);
    row->setContentsMargins(0, space::inner, 0, space::group);
    row->setSpacing(space::page);
    row->addWidget(makeText(), 1);
    row->addWidget(makeSide(), 0, Qt::AlignTop);
    content->setAutoFillBackground(false);

    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(tr("Overview"));
    scroll->setWidget(content);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(scroll);

    connect(m_notes, &MarkdownText::linkActivated, this, &OverviewTab::linkActivated);
    connect(m_checks, &CheckList::linkActivated, this, &OverviewTab::linkActivated);
    connect(m_store, &models::DeployRequestStore::changed, this, &OverviewTab::showRequest);
    connect(m_store->reviews(), &models::Store::stateChanged, this, &OverviewTab::showRequest);
    new AgeTicker(this, [this]() { showRequest(); });
    showRequest();
}

QWidget *OverviewTab::makeText()
{
    auto *text = new QWidget;
    text->setMaximumWidth(textWidth);
    auto *column = new QVBoxLayout(text);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::inner);
    setTextRole(m_noNotes, ColorRole::TextSecondary);
    m_notes->setAccessibleName(tr("Notes"));
    column->addWidget(new SectionHeader(tr("Notes")));
    column->addWidget(m_notes);
    column->addWidget(m_noNotes);
    column->addSpacing(space::group);
    column->addWidget(new SectionHeader(tr("Checks")));
    column->addWidget(m_checks);
    column->addStretch(1);
    return text;
}

QWidget *OverviewTab::makeSide()
{
    auto *card = new Card;
    card->setFixedWidth(std::max(sideWidth, card->fontMetrics().averageCharWidth() * sideLetters));
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(space::group, space::group - space::unit, space::group, space::group);
    column->setSpacing(space::inner);
    column->addWidget(new SectionHeader(tr("Impact")));
    column->addWidget(m_impact);
    column->addSpacing(space::inner);
    column->addWidget(makeSeparator(card));
    column->addWidget(new SectionHeader(tr("Facts")));
    column->addWidget(m_facts);
    return card;
}

void OverviewTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    showRequest();
}

void OverviewTab::showRequest()
{
    const auto &request = m_store->request();
    if (!request || !isVisible())
        return;
    const QDateTime now = m_clock->now();
    const bool before = isBeforeDeployment(*request);
    if (before && !m_asked) {
        m_asked = true;
        connect(m_actions->deployment()->storageCheck(), &models::Store::stateChanged, this, &OverviewTab::showRequest);
        m_actions->deployment()->queue();
    }
    const QString notes = notesBelowTitle(*request);
    const bool written = !notes.isEmpty();
    m_notes->setMarkdownText(notes);
    m_notes->setVisible(written);
    m_noNotes->setText(request->notes.isEmpty() ? tr("No notes were written.") : tr("No notes beyond the title."));
    m_noNotes->setVisible(!written);
    QList<Check> checks = requestChecks(m_actions->context(), m_store->reviews()->rows());
    if (before) {
        auto *storage = m_actions->deployment()->storageCheck();
        checks.append(storageCheckOf(storage->state(), storage->value(), storage->failureTitle()));
    }
    m_checks->setChecks(checks);
    m_impact->setChecks(requestImpact(*request, now));
    m_facts->setFacts(requestFacts(*request, now));
}

} // namespace orrery::views
