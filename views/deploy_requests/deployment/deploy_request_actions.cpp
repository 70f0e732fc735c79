// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/deployment/deploy_request_actions.h"

#include "models/core/text.h"
#include "models/deploy_requests/deployment/request_actions.h"
#include "models/deploy_requests/request/deploy_request_store.h"
#include "views/core/confirm_dialog.h"
#include "views/core/icons.h"
#include "views/core/plain_label.h"
#include "views/deploy_requests/deployment/deploy_dialog.h"

#include <QAction>
#include <QMenu>
#include <QPlainTextEdit>

#include <map>
#include <utility>

namespace orrery::views {

namespace {

using A = models::DeployRequestAction;
using S = api::DeploymentState;

constexpr int approvalTextHeight = 96;

models::FormValues valuesOf(const models::ReviewDraft &draft)
{
    return {{QStringLiteral("body"), draft.body}};
}

/// There is nothing left to approve.
bool isDeployed(const api::DeployRequest &request)
{
    const auto state = models::deploymentStateOf(request);
    return request.deployedAt.isValid() || state == S::Complete || state == S::CompletePendingRevert
        || state == S::CompleteRevert || state == S::CompleteRevertError || state == S::InProgressRevert
        || state == S::InProgressRevertVschema;
}

// Of the two halves of a switch, only the one that changes something is shown.
template<bool on>
bool autoAppliesNot(const api::DeployRequest &request)
{
    return models::deploymentOrNone(request).autoCutover.value_or(true) != on;
}
template<bool on>
bool autoDeletesNot(const api::DeployRequest &request)
{
    return models::deploymentOrNone(request).autoDeleteBranch.value_or(false) != on;
}

/// How an action looks on the page.
struct Look
{
    A action;
    std::optional<Glyph> icon = {};
    bool (*isShown)(const api::DeployRequest &) = nullptr; ///< unset: always
};
constexpr Look looks[] = {
    {A::Approve, Glyph::UserCheck, [](const api::DeployRequest &request) { return !isDeployed(request); }},
    {A::Comment, Glyph::Comment},
    {A::Deploy},
    {A::DeployInstantly, Glyph::Instant},
    {A::Apply},
    {A::ForceCutover},
    {A::Cancel},
    {A::Unblock, Glyph::Unlock},
    {A::Close},
    {A::Revert, Glyph::Revert},
    {A::SkipRevert},
    {A::EnableAutoApply, {}, autoAppliesNot<true>},
    {A::DisableAutoApply, {}, autoAppliesNot<false>},
    {A::EnableAutoDelete, {}, autoDeletesNot<true>},
    {A::DisableAutoDelete, {}, autoDeletesNot<false>},
};
static_assert(models::isRowForEach(looks));

} // namespace

TitleActions titleActions(const api::DeployRequest &request)
{
    const auto state = models::deploymentStateOf(request);
    const bool gated = request.deployment && request.deployment->autoCutover == false;
    if (!state.isKnown())
        return {};
    switch (state.value()) {
    case S::Queued:
    case S::Submitting:
    case S::InProgress:
        return {gated ? std::optional(A::Apply) : std::nullopt, A::Cancel};
    case S::PendingCutover:
        return {A::Apply, A::Cancel};
    case S::InProgressCutover:
        return {std::nullopt, A::ForceCutover, false};
    case S::CompletePendingRevert:
        return {A::SkipRevert, A::Revert, false};
    case S::CompleteError:
    case S::CompleteRevertError:
        return {A::Unblock, std::nullopt};
    case S::Pending:
    case S::Ready:
    case S::NoChanges:
    case S::Error:
        if (request.state == api::DeployRequestState::Closed)
            return {};
        return {A::Deploy, request.approved.value_or(false) ? std::nullopt : std::optional(A::Approve)};
    case S::InProgressVschema:
    case S::InProgressCancel:
    case S::InProgressRevert:
    case S::InProgressRevertVschema:
    case S::Complete:
    case S::CompleteCancel:
    case S::CompleteRevert:
    case S::Cancelled:
        break;
    }
    return {};
}

DeployRequestActions::DeployRequestActions(models::RequestActions *model, QWidget *page)
    : QObject(page), m_model(model), m_page(page), m_set(new ActionSet(page, nullptr)), m_menu(new QMenu(page))
{
    // These are asked for in ways of their own; the others by their confirmation.
    const std::map<A, ActionSet::Ask> asks{
        {A::Approve, [this](const models::Action &asked) { askApproval(asked); }},
        {A::Comment,
         [this](const models::Action &asked) { send(asked, m_review ? m_review->draft() : models::ReviewDraft()); }},
        {A::Deploy,
         [this](const models::Action &) {
             askDeployment(models::presentChoice(*m_model->store()->request()).strategy);
         }},
        {A::DeployInstantly, [this](const models::Action &) { askDeployment(models::DeployStrategy::Instant); }},
    };
    for (const Look &look : looks) {
        const auto ask = asks.find(look.action);
        m_set->add(gated(look.action), look.icon, ask == asks.end() ? ActionSet::Ask() : ask->second);
    }
    update();
}

models::Action DeployRequestActions::gated(A which)
{
    models::Action action = m_model->action(which);
    if (which == A::Approve) {
        action.refusal = [this, inner = action.refusal]() {
            auto reason = inner();
            return reason ? reason : unreviewed();
        };
    }
    return action;
}

void DeployRequestActions::askDeployment(models::DeployStrategy strategy)
{
    if (!m_deployDialog)
        m_deployDialog = DeployDialog::ask(m_model, strategy, m_set, m_page);
}

QAction *DeployRequestActions::action(A which) const
{
    return m_set->action(models::actionId(which));
}

std::optional<QString> DeployRequestActions::refusal(A which) const
{
    return m_set->refusal(models::actionId(which));
}

void DeployRequestActions::start(A which)
{
    m_set->trigger(models::actionId(which));
}

void DeployRequestActions::fillMenu()
{
    const auto add = [this](std::initializer_list<A> group) {
        m_menu->addSeparator();
        for (const A each : group) {
            if (m_buttons.first != each && m_buttons.second != each)
                m_menu->addAction(action(each));
        }
    };
    m_menu->clear();
    add({A::Approve, A::Deploy, A::DeployInstantly});
    add({A::Apply, A::ForceCutover, A::SkipRevert, A::Unblock});
    add({A::EnableAutoApply, A::DisableAutoApply, A::EnableAutoDelete, A::DisableAutoDelete});
    add({A::Cancel, A::Revert, A::Close});
    m_menu->addSeparator();
    for (QAction *each : std::as_const(m_extra))
        m_menu->addAction(each);
}

void DeployRequestActions::addToMenu(QAction *extra)
{
    m_extra.append(extra);
    m_menu->addAction(extra);
}

void DeployRequestActions::update()
{
    const auto &request = m_model->store()->request();
    const TitleActions buttons = request ? titleActions(*request) : TitleActions();
    m_set->update();
    for (const Look &look : looks)
        action(look.action)->setVisible(!look.isShown || look.isShown(request.value_or(api::DeployRequest())));
    if (m_menu->isEmpty() || !(buttons == m_buttons)) {
        m_buttons = buttons;
        fillMenu();
    }
}

bool DeployRequestActions::isDeploying() const
{
    return m_deployDialog && m_deployDialog->isSending();
}

void DeployRequestActions::setReview(models::ReviewStore *review)
{
    m_review = review;
    connect(review, &models::ReviewStore::progressChanged, this, &DeployRequestActions::update);
    update();
}

std::optional<QString> DeployRequestActions::unreviewed() const
{
    if (!m_review)
        return std::nullopt;
    // Without its tables the review cannot tell what has to be looked at.
    const models::DeployRequestStore *store = m_model->store();
    const bool read = !store->shownDigest().isEmpty() && !store->isReadingChanges();
    if (!m_review->isLoaded() || (!read && store->diffState().phase != models::LoadState::Phase::Failed))
        return tr("The schema changes are still being read.");
    const QString toView = m_review->readiness().toView;
    return toView.isEmpty() ? std::nullopt : std::optional(toView);
}

void DeployRequestActions::askApproval(const models::Action &asked)
{
    const models::ReviewDraft draft = m_review ? m_review->draft() : models::ReviewDraft();
    ConfirmRequest ask{asked.confirmation(), {}, asked.preview(valuesOf(draft))};
    for (const models::DeployTable &table : m_review ? m_review->tables() : QList<models::DeployTable>()) {
        const QList<models::DestructiveItem> items = models::destructiveItems(table);
        for (const models::DestructiveItem &item : items) {
            // What was understood once stays understood, as long as the change is the same.
            ask.lost.append(
                {item.sentence(), {}, m_review->isAcknowledged(item), [review = QPointer(m_review), item](bool ticked) {
                     if (review)
                         review->setAcknowledged(item, ticked);
                 }});
        }
    }
    auto *dialog = new ConfirmDialog(ask, m_page->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ConfirmDialog::confirmed, this, [this, asked, draft]() { send(asked, draft); });
    if (!draft.body.isEmpty()) {
        auto *words = new QPlainTextEdit(models::visibleText(draft.body, models::LineBreaks::Keep));
        words->setReadOnly(true);
        words->setTabChangesFocus(true);
        words->setFixedHeight(approvalTextHeight);
        words->setAccessibleName(tr("The comment that goes with the approval"));
        setMonospace(words);
        setFillRole(words, ColorRole::SurfaceSunken);
        dialog->addWidget(new PlainLabel(tr("The approval is sent with this comment:")));
        dialog->addWidget(words);
    }
    dialog->open();
}

void DeployRequestActions::send(const models::Action &asked, const models::ReviewDraft &draft)
{
    m_set->run(asked, valuesOf(draft), [this, id = asked.id, draft](const models::ActionResult &result) {
        if (result.kind != models::ActionResult::Kind::Done || !m_review)
            return;
        if (id == models::actionId(A::Approve))
            m_review->markApproved();
        m_review->discard(draft);
    });
}

} // namespace orrery::views
