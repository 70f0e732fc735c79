// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/review/changes_head.h"

#include "models/core/text.h"
#include "views/core/action_gate.h"
#include "views/core/flow_layout.h"
#include "views/core/glyph_button.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"
#include "views/core/state_chip.h"
#include "views/deploy_requests/diff/change_steps.h"
#include "views/deploy_requests/diff/change_views.h"

#include <QActionGroup>
#include <QCheckBox>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace orrery::views {

namespace {

using Kept = models::ReviewStore::Baseline;

// Widths from which there is room for words.
constexpr int countFrom = 500;
constexpr int wordsFrom = 560;
constexpr int viewedFrom = 400;

} // namespace

ChangesHead::ChangesHead(models::ReviewStore *review, DiffView *diff, QSettings *settings, const Clock *clock,
                         QWidget *menu, QWidget *parent)
    : QWidget(parent), m_review(review), m_clock(clock), m_name(new PlainLabel), m_state(new StateChip),
      m_publish(new QPushButton), m_viewed(new QCheckBox(tr("Viewed"))),
      m_note(makeGlyphButton(Glyph::Comment, tr("Write a note on the line or the table"), QStringLiteral("C"))),
      m_find(makeGlyphButton(Glyph::Search, tr("Find"), QStringLiteral("/"))), m_menu(menu),
      m_impact(makeGlyphButton(Glyph::Info, tr("Impact"), QStringLiteral("I"))), m_second(new QWidget),
      m_views(new ChangeViews(4, settings)), m_since(new QToolButton), m_sinceMenu(new QMenu(this)),
      m_steps(new ChangeSteps(diff))
{
    setTextSize(m_name, TextSize::Body, true);
    m_name->setElide(Qt::ElideMiddle);
    m_name->setSelectable(true);
    m_viewed->setAccessibleName(tr("Viewed"));
    m_viewed->setToolTip(plainToolTip(
        tr("%1 (%2)", "what a button does, its key").arg(tr("Mark viewed and go to next"), QStringLiteral("V"))));
    m_impact->setCheckable(true);
    m_publish->setAutoDefault(false);
    m_publish->setToolTip(plainToolTip(
        tr("%1 (%2)", "what a button does, its key").arg(tr("Publish the drafts as one comment"), tr("Ctrl+Enter"))));

    m_since->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_since->setIcon(glyphIcon(Glyph::Clock));
    m_since->setAutoRaise(true);
    m_since->setFocusPolicy(Qt::StrongFocus);
    m_since->setToolTip(plainToolTip(
        tr("%1 (%2)", "what a button does, its key").arg(tr("What the change is compared with"), QStringLiteral("S"))));

    auto *first = new FlowLayout(nullptr, space::unit);
    first->setContentsMargins(space::inner, 0, 0, 0);
    first->addWidget(m_name);
    first->addWidget(m_state);
    first->addStretch();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_publish, m_viewed, m_note, m_find, m_menu, m_impact})
        first->addWidget(widget);
    auto *second = new FlowLayout(m_second, space::unit);
    second->addWidget(m_views);
    second->addStretch();
    second->addWidget(m_since);
    second->addWidget(m_steps);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(first);
    column->addWidget(m_second);

    // The mark is the review's: the button follows it, and asks only.
    connect(m_viewed, &QCheckBox::clicked, this, [this](bool checked) {
        Q_EMIT viewedWanted(checked);
        refresh();
    });
    connect(m_note, &QToolButton::clicked, this, &ChangesHead::noteWanted);
    connect(m_find, &QToolButton::clicked, this, &ChangesHead::findWanted);
    connect(m_impact, &QToolButton::clicked, this, &ChangesHead::impactWanted);
    connect(m_publish, &QPushButton::clicked, this, &ChangesHead::publishWanted);
    connect(m_since, &QToolButton::clicked, this, &ChangesHead::openBaselines);
    connect(review, &models::ReviewStore::progressChanged, this, &ChangesHead::refresh);
    connect(review, &models::ReviewStore::notesChanged, this, &ChangesHead::refresh);
    refresh();
}

void ChangesHead::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    shareRoom();
}

void ChangesHead::shareRoom()
{
    // The change itself gets the room; words of buttons that have a picture give way first.
    const int room = width();
    m_steps->setCountVisible(room >= countFrom);
    m_since->setToolButtonStyle(room >= wordsFrom || m_baseline ? Qt::ToolButtonTextBesideIcon
                                                                : Qt::ToolButtonIconOnly);
    const int words = m_publish->isHidden() ? viewedFrom : viewedFrom + m_publish->sizeHint().width();
    m_viewed->setText(room >= words ? tr("Viewed") : QString());
}

void ChangesHead::setTable(const QString &id, const QString &name)
{
    m_id = id;
    m_name->setText(name);
    refresh();
}

void ChangesHead::refresh()
{
    const bool table = !m_id.isEmpty();
    const models::ViewState state = m_review->viewState(m_id);
    m_viewed->setChecked(table && state == models::ViewState::Viewed);
    m_state->setVisible(table && state == models::ViewState::ChangedSince);
    if (state == models::ViewState::ChangedSince)
        m_state->setState(models::describeViewState(state));
    for (QWidget *widget : std::initializer_list<QWidget *>{m_viewed, m_note, m_find, m_menu, m_impact, m_second})
        widget->setVisible(table);
    const auto drafts = int(m_review->notes().size());
    m_publish->setVisible(drafts > 0);
    m_publish->setText(tr("Publish %Ln…", "drafts", drafts));
    m_publish->setAccessibleName(tr("Publish %Ln draft(s)", nullptr, drafts));
    m_since->setText(baselineText(m_baseline));
    m_since->setAccessibleName(tr("Compared with: %1").arg(m_since->text()));
    shareRoom();
}

void ChangesHead::setImpactShown(bool shown)
{
    m_impact->setChecked(shown);
}

QString ChangesHead::baselineText(Baseline baseline) const
{
    if (!baseline)
        return tr("All changes");
    switch (*baseline) {
    case Kept::LastLook:
        return tr("Since my last visit");
    case Kept::LastApproval:
        return tr("Since my approval");
    case Kept::Viewed:
        break;
    }
    return tr("Since I viewed it");
}

void ChangesHead::fillBaselines()
{
    m_sinceMenu->clear();
    auto *group = new QActionGroup(m_sinceMenu);
    const auto add = [&](Baseline baseline) {
        QString text = baselineText(baseline);
        bool enabled = true;
        if (baseline && *baseline != Kept::Viewed) {
            const models::SeenVersion version = m_review->version(*baseline);
            enabled = version.isValid();
            text = enabled ? tr("%1, %2", "since when: in words, how long ago")
                                 .arg(text, models::relativeTime(version.at, m_clock->now()))
                           : tr("%1 (none yet)", "since when").arg(text);
        }
        QAction *action = m_sinceMenu->addAction(text);
        action->setCheckable(true);
        action->setChecked(baseline == m_baseline);
        action->setEnabled(enabled);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, baseline]() { setBaseline(baseline); });
    };
    add(std::nullopt);
    add(Kept::LastLook);
    add(Kept::LastApproval);
    add(Kept::Viewed);
}

void ChangesHead::setBaseline(Baseline baseline)
{
    if (baseline && *baseline != Kept::Viewed && !m_review->version(*baseline).isValid())
        baseline.reset();
    if (baseline == m_baseline)
        return;
    m_baseline = baseline;
    refresh();
    Q_EMIT baselineChanged();
}

void ChangesHead::openBaselines()
{
    fillBaselines();
    m_sinceMenu->popup(m_since->mapToGlobal(QPoint(0, m_since->height())));
}

} // namespace orrery::views
