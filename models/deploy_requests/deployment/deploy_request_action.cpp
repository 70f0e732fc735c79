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

} // namespace

bool isReview(A action)
{
    return action == A::Approve || action == A::Comment;
}

std::string_view accessesOf(A action)
{
    // One operation, two accesses: each kind of review has its own.
    switch (action) {
    case A::Approve:
        return "approve_deploy_request";
    case A::Comment:
        return "review_deploy_request";
    default:
        return {};
    }
}

QString actionId(A action)
{
    switch (action) {
    case A::Approve:
        return QStringLiteral("approve");
    case A::Comment:
        return QStringLiteral("comment");
    case A::Deploy:
        return QStringLiteral("deploy");
    case A::DeployInstantly:
        return QStringLiteral("deploy-instantly");
    case A::Apply:
        return QStringLiteral("apply");
    case A::ForceCutover:
        return QStringLiteral("force-cutover");
    case A::Cancel:
        return QStringLiteral("cancel");
    case A::Unblock:
        return QStringLiteral("unblock");
    case A::Close:
        return QStringLiteral("close");
    case A::Revert:
        return QStringLiteral("revert");
    case A::SkipRevert:
        return QStringLiteral("skip-revert");
    case A::EnableAutoApply:
        return QStringLiteral("enable-auto-apply");
    case A::DisableAutoApply:
        return QStringLiteral("disable-auto-apply");
    case A::EnableAutoDelete:
        return QStringLiteral("enable-auto-delete");
    case A::DisableAutoDelete:
        return QStringLiteral("disable-auto-delete");
    }
    return {};
}

QString actionVerb(A action)
{
    switch (action) {
    case A::Approve:
        return DeployRequestActions::tr("Approve");
    case A::Comment:
        return DeployRequestActions::tr("Comment");
    case A::Deploy:
        return DeployRequestActions::tr("Deploy changes");
    case A::DeployInstantly:
        return DeployRequestActions::tr("Deploy changes instantly");
    case A::Apply:
        return DeployRequestActions::tr("Apply changes");
    case A::ForceCutover:
        return DeployRequestActions::tr("Force cutover");
    case A::Cancel:
        return DeployRequestActions::tr("Cancel deployment");
    case A::Unblock:
        return DeployRequestActions::tr("Unblock deploy queue");
    case A::Close:
        return DeployRequestActions::tr("Close deploy request");
    case A::Revert:
        return DeployRequestActions::tr("Revert changes");
    case A::SkipRevert:
        return DeployRequestActions::tr("Skip revert window");
    case A::EnableAutoApply:
        return DeployRequestActions::tr("Turn auto-apply on");
    case A::DisableAutoApply:
        return DeployRequestActions::tr("Turn auto-apply off");
    case A::EnableAutoDelete:
        return DeployRequestActions::tr("Delete branch afterwards");
    case A::DisableAutoDelete:
        return DeployRequestActions::tr("Keep branch afterwards");
    }
    return {};
}

QString actionTitle(A action, qint64 number)
{
    switch (action) {
    case A::Approve:
        return DeployRequestActions::tr("Approve deploy request #%1").arg(number);
    case A::Comment:
        return DeployRequestActions::tr("Comment on deploy request #%1").arg(number);
    case A::Deploy:
        return DeployRequestActions::tr("Deploy #%1").arg(number);
    case A::DeployInstantly:
        return DeployRequestActions::tr("Deploy #%1 instantly").arg(number);
    case A::Apply:
        return DeployRequestActions::tr("Apply deployment #%1").arg(number);
    case A::ForceCutover:
        return DeployRequestActions::tr("Force the cutover of #%1").arg(number);
    case A::Cancel:
        return DeployRequestActions::tr("Cancel the deployment of #%1").arg(number);
    case A::Unblock:
        return DeployRequestActions::tr("Unblock the deploy queue after #%1").arg(number);
    case A::Close:
        return DeployRequestActions::tr("Close deploy request #%1").arg(number);
    case A::Revert:
        return DeployRequestActions::tr("Revert #%1").arg(number);
    case A::SkipRevert:
        return DeployRequestActions::tr("Skip the revert window of #%1").arg(number);
    case A::EnableAutoApply:
        return DeployRequestActions::tr("Turn auto-apply on for #%1").arg(number);
    case A::DisableAutoApply:
        return DeployRequestActions::tr("Turn auto-apply off for #%1").arg(number);
    case A::EnableAutoDelete:
        return DeployRequestActions::tr("Delete the branch after deploying #%1").arg(number);
    case A::DisableAutoDelete:
        return DeployRequestActions::tr("Keep the branch after deploying #%1").arg(number);
    }
    return {};
}

QString actionDone(A action, qint64 number)
{
    switch (action) {
    case A::Approve:
        return DeployRequestActions::tr("Deploy request #%1 is approved.").arg(number);
    case A::Comment:
        return DeployRequestActions::tr("Comment posted.");
    case A::Deploy:
        return DeployRequestActions::tr("Deploy request #%1 is in the deploy queue.").arg(number);
    case A::DeployInstantly:
        return DeployRequestActions::tr("Deploy request #%1 is in the deploy queue, to be deployed instantly.")
            .arg(number);
    case A::Apply:
        return DeployRequestActions::tr("Deploy request #%1 is being applied.").arg(number);
    case A::ForceCutover:
        return DeployRequestActions::tr("The cutover of deploy request #%1 is being forced.").arg(number);
    case A::Cancel:
        return DeployRequestActions::tr("The deployment of #%1 is being canceled.").arg(number);
    case A::Unblock:
        return DeployRequestActions::tr("Deploy request #%1 no longer blocks the deploy queue.").arg(number);
    case A::Close:
        return DeployRequestActions::tr("Deploy request #%1 is closed.").arg(number);
    case A::Revert:
        return DeployRequestActions::tr("Deploy request #%1 is being reverted.").arg(number);
    case A::SkipRevert:
        return DeployRequestActions::tr("The revert window of #%1 is closed.").arg(number);
    case A::EnableAutoApply:
        return DeployRequestActions::tr("Auto-apply is on for #%1.").arg(number);
    case A::DisableAutoApply:
        return DeployRequestActions::tr("Auto-apply is off for #%1.").arg(number);
    case A::EnableAutoDelete:
        return DeployRequestActions::tr("The branch is deleted after #%1 is deployed.").arg(number);
    case A::DisableAutoDelete:
        return DeployRequestActions::tr("The branch stays after #%1 is deployed.").arg(number);
    }
    return {};
}

QString actionFailed(A action, qint64 number)
{
    switch (action) {
    case A::Approve:
        return DeployRequestActions::tr("Deploy request #%1 could not be approved.").arg(number);
    case A::Comment:
        return DeployRequestActions::tr("The comment on deploy request #%1 could not be sent.").arg(number);
    case A::Deploy:
    case A::DeployInstantly:
        return DeployRequestActions::tr("Deploy request #%1 could not be deployed.").arg(number);
    case A::Apply:
        return DeployRequestActions::tr("Deploy request #%1 could not be applied.").arg(number);
    case A::ForceCutover:
        return DeployRequestActions::tr("The cutover of deploy request #%1 could not be forced.").arg(number);
    case A::Cancel:
        return DeployRequestActions::tr("The deployment of #%1 could not be canceled.").arg(number);
    case A::Unblock:
        return DeployRequestActions::tr("The deploy queue could not be unblocked after #%1.").arg(number);
    case A::Close:
        return DeployRequestActions::tr("Deploy request #%1 could not be closed.").arg(number);
    case A::Revert:
        return DeployRequestActions::tr("Deploy request #%1 could not be reverted.").arg(number);
    case A::SkipRevert:
        return DeployRequestActions::tr("The revert window of #%1 could not be skipped.").arg(number);
    case A::EnableAutoApply:
    case A::DisableAutoApply:
        return DeployRequestActions::tr("Auto-apply of #%1 could not be changed.").arg(number);
    case A::EnableAutoDelete:
    case A::DisableAutoDelete:
        return DeployRequestActions::tr("Whether the branch of #%1 is deleted could not be changed.").arg(number);
    }
    return {};
}

} // namespace orrery::models
