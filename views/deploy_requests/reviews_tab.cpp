// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/reviews_tab.h"

#include "models/core/text.h"
#include "views/core/action_gate.h"
#include "views/core/card.h"
#include "views/core/orrery_style.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"
#include "views/core/state_chip.h"
#include "views/core/state_overlay.h"
#include "views/deploy_requests/deploy_request_actions.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace orrery::views {

namespace {
using A = models::DeployRequestAction;

constexpr int textWidth = 760;
constexpr int boxHeight = 84;
} // namespace

/// One review.
class ReviewsTab::Item final : public Card
{
public:
    explicit Item(QWidget *parent)
        : Card(parent), m_who(new PlainLabel(this)),
          m_when(new PlainLabel(QString(), TextSize::Body, ColorRole::TextSecondary, this)),
          m_chip(new StateChip(this)), m_body(new PlainLabel(this))
    {
        setTextSize(m_who, TextSize::Body, true);
        m_who->setElide(Qt::ElideRight);
        m_body->setMultiLine(true);
        m_body->setWordWrap(true);
        m_body->setSelectable(true);
        auto *line = new QHBoxLayout;
        line->setSpacing(space::inner);
        line->addWidget(m_who);
        line->addWidget(m_chip);
        line->addStretch(1);
        line->addWidget(m_when);
        auto *column = new QVBoxLayout(this);
        column->setContentsMargins(space::group, space::inner + 2, space::group, space::inner + 2);
        column->setSpacing(space::inner);
        column->addLayout(line);
        column->addWidget(m_body);
    }

    void show(const api::Review &review, const QDateTime &now)
    {
        const QString who = review.actor ? review.actor->displayName : QString();
        m_who->setText(who.isEmpty() ? ReviewsTab::tr("Somebody") : who);
        m_when->setText(models::relativeTime(review.createdAt, now));
        m_when->setToolTip(plainToolTip(models::exactTime(review.createdAt)));
        m_chip->setState(models::describeReview(review));
        const QString body = review.body.trimmed();
        m_body->setText(body);
        m_body->setVisible(!body.isEmpty());
    }

private:
    PlainLabel *m_who;
    PlainLabel *m_when;
    StateChip *m_chip;
    PlainLabel *m_body;
};

ReviewsTab::ReviewsTab(models::DeployRequestStore *store, DeployRequestActions *actions, const Clock *clock,
                       QWidget *parent)
    : QWidget(parent), m_store(store), m_actions(actions), m_clock(clock), m_scroll(new QScrollArea),
      m_box(new QPlainTextEdit), m_comment(new QPushButton(models::actionVerb(A::Comment))),
      m_approve(new QPushButton(models::actionVerb(A::Approve)))
{
    auto *content = new QWidget;
    content->setMaximumWidth(textWidth);
    m_list = new QVBoxLayout(content);
    m_list->setContentsMargins(0, space::inner, 0, space::inner);
    m_list->setSpacing(space::inner);
    m_list->addStretch(1);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setAccessibleName(tr("Reviews of deploy request #%1").arg(store->number()));
    m_scroll->setWidget(content);
    m_overlay = new StateOverlay(m_scroll);
    m_overlay->bind(store->reviews());
    m_overlay->setEmptyState(
        {Glyph::Comment, tr("No reviews yet"), tr("Comments and approvals are listed here, oldest first."), nullptr});

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, space::inner);
    column->setSpacing(space::inner);
    column->addWidget(m_overlay, 1);
    column->addWidget(makeComposer());

    connect(m_overlay, &StateOverlay::signInRequested, this, &ReviewsTab::signInRequested);
    connect(store->reviews(), &models::ListStoreBase::stateChanged, this, &ReviewsTab::showReviews);
    connect(store->reviews()->model(), &QAbstractItemModel::dataChanged, this, &ReviewsTab::showReviews);
    connect(store->reviews()->model(), &QAbstractItemModel::rowsInserted, this, &ReviewsTab::showReviews);
    connect(store->reviews()->model(), &QAbstractItemModel::rowsRemoved, this, &ReviewsTab::showReviews);
    connect(store, &models::DeployRequestStore::changed, this, &ReviewsTab::updateButtons);
    connect(store, &models::DeployRequestStore::actionStarted, this, &ReviewsTab::updateButtons);
    connect(store, &models::DeployRequestStore::actionFinished, this, &ReviewsTab::onFinished);
    connect(m_box, &QPlainTextEdit::textChanged, this, &ReviewsTab::updateButtons);
    connect(m_comment, &QPushButton::clicked, this,
            [this]() { m_actions->start(A::Comment, m_box->toPlainText().trimmed()); });
    connect(m_approve, &QPushButton::clicked, this,
            [this]() { m_actions->start(A::Approve, m_box->toPlainText().trimmed()); });
    showReviews();
    updateButtons();
}

QWidget *ReviewsTab::makeComposer()
{
    auto *composer = new Card;
    composer->setMaximumWidth(textWidth);
    m_box->setFrameShape(QFrame::NoFrame);
    m_box->viewport()->setAutoFillBackground(false);
    m_box->setPlaceholderText(tr("Write a comment…"));
    m_box->setAccessibleName(tr("Comment"));
    m_box->setFixedHeight(boxHeight);
    m_box->setTabChangesFocus(true);
    m_box->installEventFilter(this);
    auto *hint = new PlainLabel(tr("Ctrl+Enter sends the comment"), TextSize::Small, ColorRole::TextSecondary);
    auto *line = new QHBoxLayout;
    line->setSpacing(space::inner);
    line->addWidget(hint);
    line->addStretch(1);
    line->addWidget(m_comment);
    line->addWidget(m_approve);
    auto *column = new QVBoxLayout(composer);
    column->setContentsMargins(space::inner + space::unit, space::inner, space::inner, space::inner);
    column->setSpacing(space::inner);
    column->addWidget(m_box);
    column->addLayout(line);
    return composer;
}

void ReviewsTab::showReviews()
{
    const models::ReviewList *reviews = m_store->reviews();
    const QStringList &ids = reviews->model()->ids();
    const QDateTime now = m_clock->now();
    const QSet<QString> known(ids.cbegin(), ids.cend());
    for (auto it = m_items.begin(); it != m_items.end();) {
        if (known.contains(it.key())) {
            ++it;
            continue;
        }
        it.value()->deleteLater();
        it = m_items.erase(it);
    }
    for (int row = 0; row < int(ids.size()); ++row) {
        Item *&item = m_items[ids.at(row)];
        if (!item) {
            item = new Item(m_scroll->widget());
            m_list->insertWidget(row, item);
        }
        item->show(reviews->rows().at(row), now);
    }
}

void ReviewsTab::updateButtons()
{
    auto refusal = m_store->refusal(A::Comment);
    if (!refusal && m_box->toPlainText().trimmed().isEmpty())
        refusal = tr("Write a comment first.");
    setEnabledWithReason(m_comment, refusal);
    setEnabledWithReason(m_approve, m_store->refusal(A::Approve));
    m_box->setReadOnly(m_store->busyAction().has_value());
}

void ReviewsTab::onFinished(models::DeployRequestAction action, const models::ActionResult &result)
{
    // What was written stays until the service has it.
    if ((action == A::Comment || action == A::Approve) && result.kind == models::ActionResult::Kind::Done)
        m_box->clear();
    updateButtons();
}

bool ReviewsTab::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_box && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)
            && key->modifiers().testFlag(Qt::ControlModifier)) {
            m_comment->click();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace orrery::views
