// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/deployment/deploy_request_action.h"

#include <QCoreApplication>

namespace orrery::models {

using A = DeployRequestAction;

namespace {

struct DeployRequestActions
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::DeployRequestActions)
};

/// What an action is called; all but the verb with the number of the request.
struct Row
{
    A action;
    const char *id;
    const char *verb;
    const char *title;
    const char *done;
    const char *failed;
};

constexpr Row rows[] = {
    {A::Approve, "approve", QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Approve"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Approve deploy request #%1"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Deploy request #%1 is approved."),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Deploy request #%1 could not be approved.")},
    {A::Comment, "comment", QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Comment"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Comment on deploy request #%1"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Comment posted."),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "The comment on deploy request #%1 could not be sent.")},
    {A::Deploy, "deploy", QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Deploy changes"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Deploy #%1"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Deploy request #%1 is in the deploy queue."),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Deploy request #%1 could not be deployed.")},
    {A::DeployInstantly, "deploy-instantly",
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Deploy changes instantly"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Deploy #%1 instantly"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions",
                       "Deploy request #%1 is in the deploy queue, to be deployed instantly."),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Deploy request #%1 could not be deployed.")},
    {A::Apply, "apply", QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Apply changes"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Apply deployment #%1"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Deploy request #%1 is being applied."),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Deploy request #%1 could not be applied.")},
    {A::ForceCutover, "force-cutover", QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Force cutover"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Force the cutover of #%1"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "The cutover of deploy request #%1 is being forced."),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions",
                       "The cutover of deploy request #%1 could not be forced.")},
    {A::Cancel, "cancel", QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Cancel deployment"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Cancel the deployment of #%1"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "The deployment of #%1 is being canceled."),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "The deployment of #%1 could not be canceled.")},
    {A::Unblock, "unblock", QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Unblock deploy queue"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Unblock the deploy queue after #%1"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Deploy request #%1 no longer blocks the deploy queue."),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "The deploy queue could not be unblocked after #%1.")},
    {A::Close, "close", QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Close deploy request"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Close deploy request #%1"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Deploy request #%1 is closed."),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Deploy request #%1 could not be closed.")},
    {A::Revert, "revert", QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Revert changes"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Revert #%1"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Deploy request #%1 is being reverted."),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Deploy request #%1 could not be reverted.")},
    {A::SkipRevert, "skip-revert", QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Skip revert window"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Skip the revert window of #%1"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "The revert window of #%1 is closed."),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "The revert window of #%1 could not be skipped.")},
    {A::EnableAutoApply, "enable-auto-apply",
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Turn auto-apply on"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Turn auto-apply on for #%1"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Auto-apply is on for #%1."),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Auto-apply of #%1 could not be changed.")},
    {A::DisableAutoApply, "disable-auto-apply",
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Turn auto-apply off"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Turn auto-apply off for #%1"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Auto-apply is off for #%1."),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Auto-apply of #%1 could not be changed.")},
    {A::EnableAutoDelete, "enable-auto-delete",
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Delete branch afterwards"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Delete the branch after deploying #%1"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "The branch is deleted after #%1 is deployed."),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions",
                       "Whether the branch of #%1 is deleted could not be changed.")},
    {A::DisableAutoDelete, "disable-auto-delete",
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Keep branch afterwards"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Keep the branch after deploying #%1"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "The branch stays after #%1 is deployed."),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions",
                       "Whether the branch of #%1 is deleted could not be changed.")},
};

constexpr bool isInOrder()
{
    for (std::size_t i = 0; i < std::size(rows); ++i) {
        if (rows[i].action != allDeployRequestActions[i] || std::size_t(rows[i].action) != i)
            return false;
    }
    return std::size(rows) == allDeployRequestActions.size();
}
static_assert(isInOrder());

const Row &rowOf(A action)
{
    return rows[std::size_t(action)];
}

/// Not every text names the request.
QString numbered(const char *text, qint64 number)
{
    const QString words = DeployRequestActions::tr(text);
    return words.contains(QLatin1String("%1")) ? words.arg(number) : words;
}

} // namespace

bool isReview(A action)
{
    return action == A::Approve || action == A::Comment;
}

std::string_view accessesOf(A action)
{
    // One operation, two accesses: each kind of review has its own.
    if (action == A::Approve)
        return "approve_deploy_request";
    return action == A::Comment ? "review_deploy_request" : "";
}

QString actionId(A action)
{
    return QString::fromLatin1(rowOf(action).id);
}

QString actionVerb(A action)
{
    return DeployRequestActions::tr(rowOf(action).verb);
}

QString actionTitle(A action, qint64 number)
{
    return numbered(rowOf(action).title, number);
}

QString actionDone(A action, qint64 number)
{
    return numbered(rowOf(action).done, number);
}

QString actionFailed(A action, qint64 number)
{
    return numbered(rowOf(action).failed, number);
}

} // namespace orrery::models
