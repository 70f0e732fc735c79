// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/review/reviews_tab.h"

#include "models/core/text.h"
#include "models/deploy_requests/deployment/request_actions.h"
#include "models/deploy_requests/request/deploy_request_store.h"
#include "models/deploy_requests/review/review_format.h"
#include "views/core/action_button.h"
#include "views/core/action_gate.h"
#include "views/core/age_ticker.h"
#include "views/core/card.h"
#include "views/core/clear_layout.h"
#include "views/core/link_button.h"
#include "views/core/markdown_text.h"
#include "views/core/orrery_style.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"
#include "views/core/state_chip.h"
#include "views/core/state_overlay.h"
#include "views/deploy_requests/deployment/deploy_request_actions.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <functional>

namespace orrery::views {

namespace {
using A = models::DeployRequestAction;

constexpr int textWidth = 760;
constexpr int boxHeight = 84;
constexpr int draftsHeight = 180;
} // namespace

/// One review.
class ReviewsTab::Item final : public Card
{
public:
    explicit Item(QWidget *parent)
        : Card(parent), m_who(new PlainLabel(this)),
          m_when(new PlainLabel(QString(), TextSize::Body, ColorRole::TextSecondary, this)),
          m_chip(new StateChip(this)), m_body(new MarkdownText(this)), m_notes(new QVBoxLayout)
    {
        setTextSize(m_who, TextSize::Body, true);
        m_who->setElide(Qt::ElideRight);
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
        m_notes->setSpacing(space::inner);
        connect(m_body, &MarkdownText::linkActivated, this, [this](const QUrl &url) { follow(url); });
        column->addLayout(m_notes);
    }

    void show(const api::Review &review, const models::ReviewStore &store, const QDateTime &now)
    {
        const QString who = review.actor ? review.actor->displayName : QString();
        m_who->setText(who.isEmpty() ? ReviewsTab::tr("Someone") : who);
        m_when->setText(models::relativeTime(review.createdAt, now));
        m_when->setToolTip(plainToolTip(models::exactTime(review.createdAt)));
        m_chip->setState(models::describeReview(review));
        const models::ParsedReview parsed = models::parseReview(review.body);
        const QString body = parsed.summary.trimmed();
        m_body->setMarkdownText(body);
        m_body->setAccessibleName(ReviewsTab::tr("Comment of %1").arg(m_who->text()));
        m_body->setVisible(!body.isEmpty());
        QList<std::pair<models::ReviewNote, models::NotePlace>> notes;
        for (const models::ReviewNote &note : parsed.notes)
            notes.append({note, store.placeOf(note)});
        if (notes == m_shownNotes)
            return;
        m_shownNotes = notes;
        clearLayout(m_notes);
        for (const auto &[note, place] : std::as_const(m_shownNotes))
            m_notes->addWidget(makeNote(note, place));
    }

    std::function<void(const models::NoteAnchor &)> activate; ///< goes where a note belongs
    std::function<void(const QUrl &)> follow; ///< an address in the text

private:
    QWidget *makeNote(const models::ReviewNote &note, const models::NotePlace &place)
    {
        auto *widget = new QWidget(this);
        auto *line = new QHBoxLayout;
        line->setSpacing(space::inner);
        const QString where = models::anchorWords(note.anchor, place, true);
        if (place.table >= 0) {
            auto *link = new LinkButton(where, widget);
            connect(link, &QAbstractButton::clicked, this, [this, anchor = note.anchor]() {
                if (activate)
                    activate(anchor);
            });
            line->addWidget(link);
        } else {
            auto *label = new PlainLabel(where, widget);
            setTextRole(label, ColorRole::TextSecondary);
            line->addWidget(label);
        }
        if (const auto state = models::describePlace(place))
            line->addWidget(new StateChip(*state, widget));
        line->addStretch(1);
        auto *body = new MarkdownText(widget);
        body->setAccessibleName(where);
        body->setMarkdownText(note.body.trimmed());
        connect(body, &MarkdownText::linkActivated, this, [this](const QUrl &url) { follow(url); });
        auto *column = new QVBoxLayout(widget);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(0);
        column->addLayout(line);
        column->addWidget(body);
        return widget;
    }

    PlainLabel *m_who;
    PlainLabel *m_when;
    StateChip *m_chip;
    MarkdownText *m_body;
    QVBoxLayout *m_notes;
    QList<std::pair<models::ReviewNote, models::NotePlace>> m_shownNotes;
};

ReviewsTab::ReviewsTab(models::ReviewStore *review, DeployRequestActions *actions, const Clock *clock, QWidget *parent)
    : QWidget(parent), m_store(actions->model()->store()), m_review(review), m_actions(actions), m_clock(clock),
      m_drafts(new QVBoxLayout), m_draftScroll(new QScrollArea), m_keeping(new PlainLabel), m_scroll(new QScrollArea),
      m_box(new QPlainTextEdit), m_comment(new QPushButton(models::actionVerb(A::Comment))),
      m_approve(new ActionButton(actions->action(A::Approve)))
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
    m_scroll->setAccessibleName(tr("Reviews of deploy request #%1").arg(m_store->number()));
    m_scroll->setWidget(content);
    m_overlay = new StateOverlay(m_scroll);
    m_overlay->bind(m_store->reviews());
    m_overlay->setEmptyState(
        {Glyph::Comment, tr("No reviews yet"), tr("Comments and approvals are listed here, oldest first."), nullptr});

    m_drafts->setContentsMargins(0, 0, 0, 0);
    m_drafts->setSpacing(space::inner);
    setTextRole(m_keeping, ColorRole::Warn);
    m_keeping->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, space::inner);
    column->setSpacing(space::inner);
    column->addWidget(m_overlay, 1);
    column->addWidget(makeDrafts());
    column->addWidget(m_keeping);
    column->addWidget(makeComposer());

    connect(m_overlay, &StateOverlay::signInRequested, this, &ReviewsTab::signInRequested);
    connect(m_store->reviews(), &models::Store::stateChanged, this, &ReviewsTab::showReviews);
    connect(m_store->reviews()->model(), &QAbstractItemModel::dataChanged, this, &ReviewsTab::showReviews);
    connect(m_store->reviews()->model(), &QAbstractItemModel::rowsInserted, this, &ReviewsTab::showReviews);
    connect(m_store->reviews()->model(), &QAbstractItemModel::rowsRemoved, this, &ReviewsTab::showReviews);
    connect(m_store, &models::DeployRequestStore::changed, this, &ReviewsTab::updateButtons);
    connect(actions->model(), &models::RequestActions::started, this, &ReviewsTab::updateButtons);
    connect(actions->model(), &models::RequestActions::finished, this, &ReviewsTab::updateButtons);
    connect(m_review, &models::ReviewStore::notesChanged, this, &ReviewsTab::showDrafts);
    connect(m_review, &models::ReviewStore::notesChanged, this, &ReviewsTab::updateButtons);
    connect(m_review, &models::ReviewStore::progressChanged, this, [this]() {
        showReviews(); // the places of their notes
        showDrafts();
        updateButtons();
    });
    connect(m_review, &models::ReviewStore::keepingNoticeChanged, this, &ReviewsTab::showDrafts);
    // What is written is the summary of the review: kept while it is written, and sent with the drafts.
    connect(m_box, &QPlainTextEdit::textChanged, this, [this]() { m_review->setSummary(m_box->toPlainText()); });
    connect(m_comment, &QPushButton::clicked, this, &ReviewsTab::send);
    new AgeTicker(this, [this]() { showReviews(); });
    showReviews();
    showDrafts();
    updateButtons();
}

QWidget *ReviewsTab::makeDrafts()
{
    auto *content = new QWidget;
    content->setMaximumWidth(textWidth);
    content->setLayout(m_drafts);
    m_draftScroll->setWidgetResizable(true);
    m_draftScroll->setFrameShape(QFrame::NoFrame);
    m_draftScroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_draftScroll->setAccessibleName(tr("Drafts"));
    m_draftScroll->setWidget(content);
    return m_draftScroll;
}

void ReviewsTab::showDrafts()
{
    m_keeping->setText(m_review->keepingNotice());
    m_keeping->setVisible(!m_keeping->text().isEmpty());
    if (m_box->toPlainText() != m_review->summary())
        m_box->setPlainText(m_review->summary());
    QList<NoteCard::Contents> drafts;
    for (const models::ReviewNote &note : m_review->notes())
        drafts.append({note, m_review->placeOf(note), {}, note.updatedAt, true});
    if (drafts == m_shownDrafts)
        return;
    m_shownDrafts = drafts;
    clearLayout(m_drafts);
    for (const NoteCard::Contents &draft : std::as_const(drafts)) {
        auto *card = new NoteCard(draft, m_clock);
        m_drafts->addWidget(card);
        const QString id = draft.note.id;
        connect(card, &NoteCard::placeActivated, this, [this, id]() { Q_EMIT draftActivated(id); });
        connect(card, &NoteCard::editRequested, this, [this, id]() { Q_EMIT draftActivated(id); });
        connect(card, &NoteCard::linkActivated, this, &ReviewsTab::linkActivated);
        connect(card, &NoteCard::deleteRequested, m_review, [this, id]() { m_review->removeNote(id); });
    }
    m_drafts->addStretch(1);
    m_draftScroll->setVisible(!drafts.isEmpty());
    m_draftScroll->setFixedHeight(std::min(draftsHeight, m_draftScroll->widget()->sizeHint().height()));
}

void ReviewsTab::send()
{
    // With drafts nobody has seen the comment as one text yet.
    if (m_review->notes().isEmpty())
        m_actions->start(A::Comment);
    else
        Q_EMIT publishRequested();
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
    auto *hint = new PlainLabel(tr("Ctrl+Enter to comment"), TextSize::Small, ColorRole::TextSecondary);
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
            item->follow = [this](const QUrl &url) { Q_EMIT linkActivated(url); };
            item->activate = [this](const models::NoteAnchor &anchor) { Q_EMIT anchorActivated(anchor); };
            m_list->insertWidget(row, item);
        }
        item->show(reviews->rows().at(row), *m_review, now);
    }
}

void ReviewsTab::updateButtons()
{
    auto refusal = m_actions->refusal(A::Comment);
    if (!refusal && m_review->draft().body.isEmpty())
        refusal = tr("Write a comment first.");
    setEnabledWithReason(m_comment, refusal);
    m_approve->setVisible(m_actions->action(A::Approve)->isVisible());
    const auto drafts = int(m_review->notes().size());
    m_comment->setText(drafts > 0 ? tr("Publish %Ln draft(s)…", nullptr, drafts) : models::actionVerb(A::Comment));
    m_box->setReadOnly(m_store->isBusy());
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
