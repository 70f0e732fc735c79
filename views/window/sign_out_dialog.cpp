// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/sign_out_dialog.h"

#include "models/auth/accounts.h"
#include "models/core/text.h"
#include "models/core/workspace.h"
#include "views/core/confirm_dialog.h"
#include "views/core/form_kit.h"
#include "views/core/link_button.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"
#include "views/window/view_registry.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <memory>

namespace orrery::views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(SignOutDialog)
};

QString verbFor(const QString &label)
{
    return Words::tr("Sign out of %1").arg(models::visibleText(label));
}

/// The accounts, `account` chosen.
QComboBox *makeChoice(const QList<models::Workspace *> &workspaces, const QString &account)
{
    auto *choice = new QComboBox;
    choice->setAccessibleName(Words::tr("Account to sign out of"));
    for (const models::Workspace *workspace : workspaces)
        choice->addItem(models::visibleText(workspace->facts().label), workspace->facts().id);
    choice->setCurrentIndex(std::max(0, choice->findData(account)));
    return choice;
}

/// What is deleted, a line each, and what can be taken along behind its line.
QWidget *makeLosses(const PageContext &context, const std::shared_ptr<QString> &account, QWidget *dialog)
{
    auto *list = new QWidget;
    auto *column = new QVBoxLayout(list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::inner);
    if (!context.views->signOutLosses.empty())
        column->addWidget(new PlainLabel(Words::tr("You will lose:"), TextSize::Body, ColorRole::TextSecondary));
    for (const SignOutLossRow &loss : context.views->signOutLosses) {
        auto *line = new PlainLabel(QStringLiteral("•  ") + loss.text);
        line->setWordWrap(true);
        column->addWidget(line);
        if (!loss.keep)
            continue;
        auto *keep = new LinkButton(loss.keepText);
        QObject::connect(keep, &LinkButton::clicked, dialog,
                         [context, loss, account, dialog]() { loss.keep(context, *account, dialog); });
        auto *indented = new QHBoxLayout;
        indented->addSpacing(space::group);
        indented->addWidget(keep);
        indented->addStretch(1);
        column->addLayout(indented);
    }
    return list;
}

} // namespace

ConfirmDialog *askSignOut(const PageContext &context, const QString &account, QWidget *parent)
{
    const QList<models::Workspace *> workspaces = context.accounts->workspaces();
    const models::Workspace *current = context.accounts->workspace(account);
    if (!current)
        return nullptr;
    const bool several = workspaces.size() > 1;
    auto chosen = std::make_shared<QString>(current->facts().id);
    ConfirmRequest question;
    question.words.tier = models::ConfirmationTier::Sentence;
    question.words.destructive = true;
    question.words.title = several ? Words::tr("Sign out of which account?")
                                   : Words::tr("Sign out of %1?").arg(models::visibleText(current->facts().label));
    question.words.consequence =
        Words::tr("Its tokens are revoked and removed from the keychain. What Orrery has stored of the account on this "
                  "computer is deleted, except the action journal. This cannot be undone.");
    question.words.verb = verbFor(current->facts().label);
    auto *dialog = new ConfirmDialog(question, parent ? parent->window() : nullptr);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &ConfirmDialog::confirmed, dialog, [accounts = context.accounts, chosen]() {
        if (accounts->workspace(*chosen))
            accounts->signOut(*chosen);
    });
    // What may not be sent is refused here, not after the question.
    const auto judge = [accounts = context.accounts, chosen, dialog]() {
        std::optional<QString> reason;
        if (accounts->isReadOnlyRun())
            reason = Words::tr("Start Orrery without --read-only to sign out.");
        else if (accounts->isReadOnly(*chosen))
            reason = Words::tr("This account is read-only. Turn read-only mode off to sign out.");
        dialog->setMissing(reason);
        dialog->setSummary(reason.value_or(QString()));
        growToFit(dialog);
    };
    judge();
    if (several) {
        QComboBox *choice = makeChoice(workspaces, *chosen);
        QObject::connect(choice, &QComboBox::currentIndexChanged, dialog, [choice, chosen, dialog, judge]() {
            *chosen = choice->currentData().toString();
            dialog->setVerb(verbFor(choice->currentText()));
            judge();
        });
        dialog->addWidget(choice);
    }
    if (context.views)
        dialog->addWidget(makeLosses(context, chosen, dialog));
    dialog->open(); // whole: what is added to a shown window comes too late for its height
    return dialog;
}

} // namespace orrery::views
