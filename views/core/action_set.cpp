// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/action_set.h"

#include "views/core/action_gate.h"
#include "views/core/confirm_dialog.h"
#include "views/core/form_drafts.h"
#include "views/core/form_kit.h"
#include "views/core/form_widget.h"
#include "views/core/request_preview_panel.h"
#include "views/core/secret_dialog.h"
#include "views/core/unrecorded_dialog.h"

#include <QAction>
#include <QPushButton>

namespace orrery::views {

ActionSet::ActionSet(QWidget *owner, QSettings *settings) : QObject(owner), m_owner(owner), m_settings(settings) {}

QAction *ActionSet::add(const models::Action &action, std::optional<Glyph> icon, Ask ask)
{
    auto *shown = new QAction(action.verb, this);
    if (icon)
        shown->setIcon(glyphIcon(*icon));
    shown->setObjectName(action.id);
    connect(shown, &QAction::triggered, this, [this, id = action.id]() { trigger(id); });
    m_entries.append({action, shown, std::move(ask)});
    m_actions.append(shown);
    if (action.watch && m_entries.size() == 1) // all are of one account
        action.watch(this, [this]() { update(); });
    show(m_entries.last());
    return shown;
}

const ActionSet::Entry *ActionSet::find(const QString &id) const
{
    const auto found =
        std::find_if(m_entries.cbegin(), m_entries.cend(), [&id](const Entry &entry) { return entry.action.id == id; });
    return found == m_entries.cend() ? nullptr : &*found;
}

QAction *ActionSet::action(const QString &id) const
{
    const Entry *entry = find(id);
    return entry ? entry->shown : nullptr;
}

std::optional<QString> ActionSet::refusal(const QString &id) const
{
    const Entry *entry = find(id);
    return entry ? refusal(entry->action) : std::optional(QString());
}

std::optional<QString> ActionSet::refusal(const models::Action &action) const
{
    return m_busy ? std::optional<QString>(tr("Another action is under way.")) : action.refusal();
}

void ActionSet::show(const Entry &entry)
{
    const auto reason = refusal(entry.action);
    setEnabledWithReason(entry.shown, reason, !reason && entry.action.doubt ? entry.action.doubt() : QString());
}

void ActionSet::update()
{
    for (const Entry &entry : std::as_const(m_entries)) {
        if (entry.action.verbNow)
            entry.shown->setText(entry.action.verbNow());
        show(entry);
    }
}

void ActionSet::trigger(const QString &id)
{
    if (const Entry *entry = find(id))
        trigger(Entry(*entry));
}

void ActionSet::trigger(const Entry &entry)
{
    const models::Action &action = entry.action;
    if (refusal(action)) {
        update(); // it was possible when it was shown
        return;
    }
    if (action.local) {
        action.local();
        return;
    }
    // What is confirmed is what is done, also when the list moves on below the dialog.
    const models::Action asked = action.pinned ? action.pinned() : action;
    if (entry.ask) {
        entry.ask(asked);
        return;
    }
    if (asked.form) {
        askForm(asked);
        return;
    }
    ConfirmRequest question{asked.confirmation()};
    if (asked.preview)
        question.preview = asked.preview({});
    ConfirmDialog::ask(m_owner, question, [this, asked]() { run(asked, {}); });
}

void ActionSet::askForm(const models::Action &action)
{
    const models::Form form = action.form();
    ConfirmRequest question{action.confirmation()};
    const models::FormValues start = loadDraft(m_settings, form);
    if (action.preview)
        question.preview = action.preview(start);
    auto *dialog = new ConfirmDialog(question, m_owner->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setClosesOnConfirm(false);
    auto *fields = new FormWidget(form, start);
    dialog->addWidget(fields);
    const auto update = [this, dialog, fields, action]() {
        dialog->setMissing(fields->missing());
        if (dialog->previewPanel())
            dialog->previewPanel()->setPreview(action.preview(fields->values()));
        saveDraft(m_settings, fields->form(), fields->values());
    };
    dialog->setMissing(fields->missing());
    connect(fields, &FormWidget::changed, dialog, update);
    const QPointer<ConfirmDialog> open(dialog);
    connect(dialog, &ConfirmDialog::confirmed, this, [this, open, fields, action]() {
        fields->setEnabled(false);
        open->confirmButton()->setEnabled(false);
        open->setSummary(tr("Waiting for PlanetScale's answer."));
        growToFit(open);
        run(action, fields->values(), [this, open, fields, action](const models::ActionResult &result) {
            if (result.kind == models::ActionResult::Kind::Done)
                dropDraft(m_settings, action.form());
            if (!open)
                return;
            if (result.kind == models::ActionResult::Kind::Done) {
                open->accept();
                return;
            }
            // What was typed stays; a refusal stands at its field where it names one.
            fields->setEnabled(true);
            const QString named = fields->form().fieldNamedIn(result.serviceMessage);
            const bool atField = !named.isEmpty() && fields->showProblem(named, result.error.cause);
            open->setSummary(atField ? QString() : result.sentence);
            open->setMissing(fields->missing());
            growToFit(open);
        });
    });
    dialog->open();
    fields->focusFirst();
}

void ActionSet::run(const models::Action &action, const models::FormValues &values,
                    const std::function<void(const models::ActionResult &)> &end)
{
    m_busy = true;
    update();
    action.run(this, values, [this, action, values, end](const models::ActionResult &result) {
        if (result.sendUnrecorded)
            askUnrecorded(action, values, result, end);
        else
            conclude(action.id, result, end);
    });
}

void ActionSet::conclude(const QString &id, const models::ActionResult &result, const End &end)
{
    const QPointer<ActionSet> alive(this);
    m_busy = false;
    if (end)
        end(result);
    if (!alive)
        return;
    update();
    if (!result.secret.value.isEmpty())
        showSecret(m_owner, result.secret);
    Q_EMIT finished(id, result);
}

void ActionSet::askUnrecorded(const models::Action &action, const models::FormValues &values,
                              const models::ActionResult &result, const End &end)
{
    UnrecordedQuestion question;
    question.error = result.error;
    question.again = [this, action, values, end]() { run(action, values, end); };
    question.send = result.sendUnrecorded;
    question.leave = [this, id = action.id, result, end]() { conclude(id, result, end); };
    askAboutUnrecorded(m_owner, this, question);
}

} // namespace orrery::views
