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
#include <QCheckBox>
#include <QMenu>
#include <QPlainTextEdit>

#include <utility>

namespace orrery::views {

namespace {

using A = models::DeployRequestAction;
using S = api::DeploymentState;

constexpr int approvalTextHeight = 96;

std::optional<Glyph> glyphOf(A action)
{
    switch (action) {
    case A::Approve:
        return Glyph::UserCheck;
    case A::Comment:
        return Glyph::Comment;
    case A::DeployInstantly:
        return Glyph::Instant;
    case A::Revert:
        return Glyph::Revert;
    case A::Unblock:
        return Glyph::Unlock;
    default:
        return std::nullopt;
    }
}

models::FormValues valuesOf(const models::ReviewDraft &draft)
{
    return {{QStringLiteral("body"), draft.body}};
}

/// Of the two halves of a switch, whether this one changes anything.
bool isSwitchSide(A action, const api::Deployment &deployment)
{
    switch (action) {
    case A::EnableAutoApply:
        return !deployment.autoCutover.value_or(true);
    case A::DisableAutoApply:
        return deployment.autoCutover.value_or(true);
    case A::EnableAutoDelete:
        return !deployment.autoDeleteBranch.value_or(false);
    case A::DisableAutoDelete:
        return deployment.autoDeleteBranch.value_or(false);
    default:
        return true;
    }
}

/// There is nothing left to approve.
bool isDeployed(const api::DeployRequest &request)
{
    const auto state = models::deploymentStateOf(request);
    return request.deployedAt.isValid() || state == S::Complete || state == S::CompletePendingRevert
        || state == S::CompleteRevert || state == S::CompleteRevertError || state == S::InProgressRevert
        || state == S::InProgressRevertVschema;
}

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
    for (const A each : models::allDeployRequestActions)
        m_set->add(gated(each), glyphOf(each), asking(each));
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

ActionSet::Ask DeployRequestActions::asking(A which)
{
    switch (which) {
    case A::Approve:
        return [this](const models::Action &asked) { askApproval(asked); };
    case A::Comment:
        return
            [this](const models::Action &asked) { send(asked, m_review ? m_review->draft() : models::ReviewDraft()); };
    case A::Deploy:
    case A::DeployInstantly:
        return [this, which](const models::Action &) {
            if (m_deployDialog)
                return;
            const models::DeployStrategy strategy = which == A::DeployInstantly
                ? models::DeployStrategy::Instant
                : models::presentChoice(*m_model->store()->request()).strategy;
            m_deployDialog = DeployDialog::ask(m_model, strategy, m_page);
        };
    default:
        return {};
    }
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
    const api::Deployment deployment = request && request->deployment ? *request->deployment : api::Deployment();
    m_set->update();
    for (const A each : models::allDeployRequestActions)
        action(each)->setVisible(isSwitchSide(each, deployment)
                                 && !(each == A::Approve && request && isDeployed(*request)));
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
    QList<models::DestructiveItem> items;
    for (const models::DeployTable &table : m_review ? m_review->tables() : QList<models::DeployTable>())
        items.append(models::destructiveItems(table));
    ConfirmRequest ask;
    ask.words = asked.confirmation();
    ask.production = ask.words.production;
    ask.preview = asked.preview(valuesOf(draft));
    ask.acknowledgeLosses = true;
    for (const models::DestructiveItem &item : std::as_const(items))
        ask.losses.append(item.sentence());
    auto *dialog = new ConfirmDialog(ask, m_page->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ConfirmDialog::confirmed, this, [this, asked, draft]() { send(asked, draft); });
    // What was understood once stays understood, as long as the change is the same.
    for (qsizetype i = 0; i < items.size(); ++i) {
        QCheckBox *check = dialog->lossChecks().at(i);
        check->setChecked(m_review->isAcknowledged(items.at(i)));
        connect(check, &QCheckBox::toggled, m_review,
                [review = m_review, item = items.at(i)](bool on) { review->setAcknowledged(item, on); });
    }
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
