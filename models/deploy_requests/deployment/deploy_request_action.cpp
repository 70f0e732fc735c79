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
    std::string_view accesses = {};
    bool setsOff = false;
    std::optional<A> opposite = {};
};

constexpr Row rows[] = {
    {A::Approve, "approve", QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Approve"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Approve deploy request #%1"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Deploy request #%1 is approved."),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Deploy request #%1 could not be approved."),
     "approve_deploy_request"},
    {A::Comment, "comment", QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Comment"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Comment on deploy request #%1"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Comment posted."),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "The comment on deploy request #%1 could not be sent."),
     "review_deploy_request"},
    {A::Deploy,
     "deploy",
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Deploy changes"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Deploy #%1"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Deploy request #%1 is in the deploy queue."),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Deploy request #%1 could not be deployed."),
     {},
     true},
    {A::DeployInstantly,
     "deploy-instantly",
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Deploy changes instantly"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Deploy #%1 instantly"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions",
                       "Deploy request #%1 is in the deploy queue, to be deployed instantly."),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Deploy request #%1 could not be deployed."),
     {},
     true},
    {A::Apply,
     "apply",
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Apply changes"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Apply deployment #%1"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Deploy request #%1 is being applied."),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Deploy request #%1 could not be applied."),
     {},
     true},
    {A::ForceCutover,
     "force-cutover",
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Force cutover"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Force the cutover of #%1"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "The cutover of deploy request #%1 is being forced."),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions",
                       "The cutover of deploy request #%1 could not be forced."),
     {},
     true},
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
    {A::Revert,
     "revert",
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Revert changes"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Revert #%1"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Deploy request #%1 is being reverted."),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Deploy request #%1 could not be reverted."),
     {},
     true},
    {A::SkipRevert, "skip-revert", QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Skip revert window"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Skip the revert window of #%1"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "The revert window of #%1 is closed."),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "The revert window of #%1 could not be skipped.")},
    {A::EnableAutoApply,
     "enable-auto-apply",
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Turn auto-apply on"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Turn auto-apply on for #%1"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Auto-apply is on for #%1."),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Auto-apply of #%1 could not be changed."),
     {},
     false,
     A::DisableAutoApply},
    {A::DisableAutoApply,
     "disable-auto-apply",
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Turn auto-apply off"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Turn auto-apply off for #%1"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Auto-apply is off for #%1."),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Auto-apply of #%1 could not be changed."),
     {},
     false,
     A::EnableAutoApply},
    {A::EnableAutoDelete,
     "enable-auto-delete",
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Delete branch afterwards"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Delete the branch after deploying #%1"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "The branch is deleted after #%1 is deployed."),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions",
                       "Whether the branch of #%1 is deleted could not be changed."),
     {},
     false,
     A::DisableAutoDelete},
    {A::DisableAutoDelete,
     "disable-auto-delete",
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Keep branch afterwards"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "Keep the branch after deploying #%1"),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions", "The branch stays after #%1 is deployed."),
     QT_TRANSLATE_NOOP("orrery::models::DeployRequestActions",
                       "Whether the branch of #%1 is deleted could not be changed."),
     {},
     false,
     A::EnableAutoDelete},
};

static_assert(isRowForEach(rows));

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
    return rowOf(rows, action).accesses;
}

bool setsOff(A action)
{
    return rowOf(rows, action).setsOff;
}

std::optional<A> oppositeOf(A action)
{
    return rowOf(rows, action).opposite;
}

QString actionId(A action)
{
    return QString::fromLatin1(rowOf(rows, action).id);
}

QString actionVerb(A action)
{
    return DeployRequestActions::tr(rowOf(rows, action).verb);
}

QString actionTitle(A action, qint64 number)
{
    return numbered(rowOf(rows, action).title, number);
}

QString actionDone(A action, qint64 number)
{
    return numbered(rowOf(rows, action).done, number);
}

QString actionFailed(A action, qint64 number)
{
    return numbered(rowOf(rows, action).failed, number);
}

} // namespace orrery::models
