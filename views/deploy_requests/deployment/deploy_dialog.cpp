// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/deployment/deploy_dialog.h"

#include "models/core/text.h"
#include "models/deploy_requests/deployment/deploy_run.h"
#include "models/deploy_requests/deployment/deployment_consequences.h"
#include "models/deploy_requests/deployment/request_actions.h"
#include "models/deploy_requests/deployment/request_deployment.h"
#include "models/deploy_requests/request/deploy_request_store.h"
#include "views/core/action_gate.h"
#include "views/core/action_set.h"
#include "views/core/plain_label.h"
#include "views/core/request_preview_panel.h"
#include "views/core/spacing.h"
#include "views/core/unrecorded_dialog.h"
#include "views/deploy_requests/check_list.h"
#include "views/deploy_requests/deployment/throttle_sliders.h"
#include "views/deploy_requests/request_facts.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QEvent>
#include <QPushButton>
#include <QRadioButton>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

namespace orrery::views {

using models::DeployStrategy;
using A = models::DeployRequestAction;

namespace {

constexpr int dialogWidth = 560;
constexpr int optionIndent = 26; ///< below the text of a radio button

models::Tone toneOf(models::DeployRun::State state)
{
    using S = models::DeployRun::State;
    switch (state) {
    case S::Waiting:
    case S::NotSent:
        return models::Tone::Neutral;
    case S::UnderWay:
        return models::Tone::Busy;
    case S::Done:
        return models::Tone::Ok;
    case S::Failed:
        return models::Tone::Critical;
    case S::Unknown:
        return models::Tone::Warn;
    }
    return models::Tone::Neutral;
}

} // namespace

DeployDialog *DeployDialog::ask(models::RequestActions *actions, DeployStrategy strategy, ActionSet *runner,
                                QWidget *page)
{
    ConfirmRequest request;
    const models::Action deploy = actions->action(strategy == DeployStrategy::Instant ? A::DeployInstantly : A::Deploy);
    request.words = deploy.confirmation();
    request.words.title = models::actionTitle(A::Deploy, actions->store()->number());
    const QString doubt = deploy.doubt();
    request.words.consequence =
        models::deployConsequence(actions->context()) + (doubt.isEmpty() ? doubt : u' ' + doubt);
    for (const QString &each : models::dataLoss(*actions->store()->request()))
        request.lost.append({tr("%1 is dropped with its data").arg(each)});
    request.preview = deploy.preview({});
    auto *dialog = new DeployDialog(actions, request, strategy, runner, page->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    return dialog;
}

DeployDialog::DeployDialog(models::RequestActions *actions, const ConfirmRequest &request, DeployStrategy strategy,
                           ActionSet *runner, QWidget *window)
    : ConfirmDialog(request, window), m_actions(actions), m_store(actions->store()), m_shown(*m_store->request()),
      m_runner(runner), m_failed(new AcknowledgementList(tr("Failed checks"))), m_choices(new QWidget(this)),
      m_deleteBranch(new QCheckBox), m_throttle(new QWidget),
      m_throttleNote(new PlainLabel(QString(), TextSize::Body, ColorRole::TextSecondary)),
      m_sliders(new ThrottleSliders), m_progress(new CheckList), m_outcome(new PlainLabel)
{
    setClosesOnConfirm(false);
    setFixedWidth(dialogWidth);
    auto *column = new QVBoxLayout(m_choices);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::inner);
    column->addWidget(makeOptions(strategy));
    m_deleteBranch->setText(tr("Delete the branch %1 afterwards")
                                .arg(models::visibleText(m_shown.branch))
                                .replace(u'&', QStringLiteral("&&")));
    m_deleteBranch->setChecked(models::presentChoice(m_shown).deleteBranch);
    column->addWidget(m_deleteBranch);
    auto *throttle = new QVBoxLayout(m_throttle);
    throttle->setContentsMargins(0, 0, 0, 0);
    throttle->setSpacing(space::unit);
    m_throttleNote->setWordWrap(true);
    throttle->addWidget(m_throttleNote);
    throttle->addWidget(m_sliders);
    column->addWidget(m_throttle);
    addWidget(m_choices);
    addWidget(m_failed);

    m_outcome->setWordWrap(true);
    m_outcome->setSelectable(true);
    m_progress->hide();
    m_outcome->hide();
    addWidget(m_progress);
    addWidget(m_outcome);

    connect(m_failed, &AcknowledgementList::changed, this, [this]() { setMissing(missing()); });
    connect(m_deleteBranch, &QCheckBox::toggled, this, &DeployDialog::showChoice);
    connect(m_sliders, &ThrottleSliders::moved, this, &DeployDialog::showChoice);
    connect(m_store, &models::DeployRequestStore::changed, this, &DeployDialog::showChoice);
    connect(m_actions->deployment()->throttler(), &models::Store::stateChanged, this, &DeployDialog::showThrottle);
    // Made, and read, when first asked for.
    connect(m_actions->deployment()->storageCheck(), &models::Store::stateChanged, this, &DeployDialog::showChoice);
    connect(this, &ConfirmDialog::confirmed, this, &DeployDialog::start);
    // The page was dropped: nothing can be decided here any more.
    connect(m_store, &QObject::destroyed, this, [this]() {
        m_confirmed = true;
        hide();
        deleteLater();
    });
    m_actions->deployment()->throttler()->open();
    showThrottle();
}

QWidget *DeployDialog::makeOptions(DeployStrategy strategy)
{
    auto *box = new QWidget;
    box->setAccessibleName(tr("How it is deployed"));
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::inner);
    auto *group = new QButtonGroup(box);
    for (std::size_t i = 0; i < models::allDeployStrategies.size(); ++i) {
        const DeployStrategy each = models::allDeployStrategies[i];
        auto *button = new QRadioButton(models::strategyName(each));
        auto *text = new PlainLabel(QString(), TextSize::Body, ColorRole::TextSecondary);
        text->setWordWrap(true);
        text->setContentsMargins(optionIndent, 0, 0, 0);
        button->setChecked(each == strategy);
        group->addButton(button);
        auto *pair = new QVBoxLayout;
        pair->setSpacing(0);
        pair->addWidget(button);
        pair->addWidget(text);
        column->addLayout(pair);
        m_options[i] = {button, text};
        connect(button, &QRadioButton::toggled, this, &DeployDialog::showChoice);
    }
    return box;
}

QRadioButton *DeployDialog::option(DeployStrategy strategy) const
{
    for (std::size_t i = 0; i < models::allDeployStrategies.size(); ++i) {
        if (models::allDeployStrategies[i] == strategy)
            return m_options[i].button;
    }
    return nullptr;
}

models::DeployChoice DeployDialog::choice() const
{
    models::DeployChoice choice;
    for (std::size_t i = 0; i < models::allDeployStrategies.size(); ++i) {
        if (m_options[i].button->isChecked())
            choice.strategy = models::allDeployStrategies[i];
    }
    choice.deleteBranch = m_deleteBranch->isChecked();
    if (m_sliders->isChanged())
        choice.throttle = m_sliders->ratios();
    return choice;
}

void DeployDialog::showThrottle()
{
    if (m_confirmed)
        return;
    const auto *throttler = m_actions->deployment()->throttler();
    if (const auto &value = throttler->value()) {
        // What somebody has chosen here stays chosen.
        if (!m_sliders->isChanged())
            m_sliders->setRatios(models::throttleRatios(*value));
        m_throttleNote->setText(tr("Copy throttle, for this deployment only"));
    } else if (throttler->state().phase == models::LoadState::Phase::Failed && throttler->state().error) {
        m_throttleNote->setText(
            tr("The throttle is not known and stays as it is. %1")
                .arg(models::describeError(*throttler->state().error, throttler->failureTitle()).cause));
    } else {
        m_throttleNote->setText(tr("Reading the throttle…"));
    }
    showChoice();
}

void DeployDialog::showFailedChecks()
{
    const auto *storage = m_actions->deployment()->storageCheck();
    QList<Acknowledgement> failed;
    for (const Check &check :
         views::failedChecks(requestChecks(m_actions->context(), m_store->reviews()->rows())
                             << storageCheckOf(storage->state(), storage->value(), storage->failureTitle())))
        failed.append({tr("Deploy anyway: %1").arg(check.title), check.detail});
    m_failed->setItems(failed);
}

std::optional<QString> DeployDialog::missing() const
{
    const auto &request = m_store->request();
    if (!request)
        return tr("The deploy request is not loaded.");
    const DeployStrategy strategy = choice().strategy;
    const A action = strategy == DeployStrategy::Instant ? A::DeployInstantly : A::Deploy;
    const QString difference = models::differenceSince(m_shown, *request, action);
    if (!difference.isEmpty())
        return tr("%1 Close this and look at it again.").arg(difference);
    if (m_store->pendingChanges() > 0)
        return tr("The schema changes are no longer those on screen; look at the new ones first.");
    if (m_store->isBusy())
        return tr("Another action on this deploy request is under way.");
    if (auto refusal = models::strategyRefusal(strategy, m_actions->context()))
        return refusal;
    const auto *storage = m_actions->deployment()->storageCheck();
    if (!storage->value() && storage->state().isLoading())
        return tr("The storage of the target is still being checked.");
    if (!m_failed->isComplete())
        return tr("Acknowledge each failed check listed above.");
    return std::nullopt;
}

void DeployDialog::showChoice()
{
    if (m_confirmed || !m_store->request())
        return;
    showFailedChecks();
    models::ReviewContext context = m_actions->context();
    for (std::size_t i = 0; i < models::allDeployStrategies.size(); ++i) {
        const DeployStrategy each = models::allDeployStrategies[i];
        const auto refusal = models::strategyRefusal(each, context);
        const Option &option = m_options[i];
        // The chosen one stays reachable: its reason stands at the button that is disabled because of it.
        setEnabledWithReason(option.button, option.button->isChecked() ? std::nullopt : refusal);
        const QString text =
            refusal ? tr("Not possible: %1").arg(*refusal) : models::strategyConsequence(each, context);
        option.consequence->setText(text);
        option.button->setAccessibleDescription(text);
    }
    const models::DeployChoice chosen = choice();
    const bool keeps = models::presentChoice(m_shown).deleteBranch;
    setEnabledWithReason(m_deleteBranch,
                         models::refusalReason(keeps ? A::DisableAutoDelete : A::EnableAutoDelete, context));
    m_throttle->setVisible(chosen.strategy != DeployStrategy::Instant);
    m_sliders->setRefusal(models::throttleRefusal(context));
    setVerb(models::actionVerb(chosen.strategy == DeployStrategy::Instant ? A::DeployInstantly : A::Deploy));
    setSummary(models::deploySummaryLine(chosen, context));
    QList<models::RequestPreview> previews;
    for (const models::DeployStep &step : models::deploySteps(chosen, m_shown))
        previews.append(
            (step.action ? m_actions->action(*step.action) : m_actions->throttle(step.throttle)).preview({}));
    if (previewPanel())
        previewPanel()->setPreviews(previews);
    setMissing(missing());
}

void DeployDialog::start()
{
    if (m_confirmed || !m_runner || missing())
        return;
    m_confirmed = true;
    // The page's: what was begun is carried through even if this dialog is gone.
    m_run = new models::DeployRun(m_actions, choice(), m_shown, m_actions);
    connect(m_run, &models::DeployRun::notRecorded, this, [this](const models::ActionResult &result) {
        UnrecordedQuestion question;
        question.error = result.error;
        question.again = [this]() { m_run->sendAgain(); };
        question.send = result.sendUnrecorded;
        question.leave = [this, result]() { m_run->giveUp(result); };
        askAboutUnrecorded(this, m_run, question);
    });
    m_choices->hide();
    m_failed->hide();
    stopAsking();
    connect(m_run, &models::DeployRun::changed, this, &DeployDialog::showRun);
    connect(m_run, &models::DeployRun::finished, this, &DeployDialog::onRunFinished);
    connect(m_run, &models::DeployRun::finished, m_run, &QObject::deleteLater);
    cancelButton()->setText(tr("Stop"));
    cancelButton()->setToolTip(tr("Nothing more is sent after the request that is under way"));
    m_progress->show();
    m_runner->run(m_run->action(), {});
    showRun();
}

void DeployDialog::showRun()
{
    using S = models::DeployRun::State;
    if (!m_run)
        return;
    QList<Check> checks;
    for (const models::DeployRun::Step &step : m_run->steps()) {
        Check check{toneOf(step.state), models::stepTitle(step.step), step.detail, {}, {}};
        if (step.state == S::NotSent)
            check.detail = tr("Not sent.");
        else if (step.state == S::Waiting)
            check.detail = tr("Waits for the one before it.");
        else if (step.state == S::Done)
            check.detail = tr("Done.");
        else if (step.state == S::UnderWay)
            check.detail = tr("Under way.");
        checks.append(check);
    }
    m_progress->setChecks(checks);
}

void DeployDialog::onRunFinished()
{
    if (m_run->isDone()) {
        accept();
        return;
    }
    m_outcome->setText(m_run->outcome());
    m_outcome->show();
    cancelButton()->setText(tr("Close"));
    cancelButton()->setToolTip({});
    cancelButton()->setEnabled(true);
    cancelButton()->setFocus(Qt::OtherFocusReason);
    setAccessibleDescription(m_outcome->text());
}

bool DeployDialog::isSending() const
{
    return m_run && m_run->isRunning();
}

void DeployDialog::reject()
{
    if (isSending()) {
        m_run->stop();
        cancelButton()->setEnabled(false);
        return;
    }
    ConfirmDialog::reject();
}

bool DeployDialog::event(QEvent *event)
{
    const bool handled = ConfirmDialog::event(event);
    // What is shown in it changed. Not adjustSize(): it stops at two thirds of the screen.
    if (event->type() == QEvent::LayoutRequest) {
        const int most = screen() ? screen()->availableGeometry().height() - space::page : height();
        resize(dialogWidth, std::min(layout()->totalHeightForWidth(dialogWidth), most));
    }
    return handled;
}

} // namespace orrery::views
