// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/resources/json.h"

namespace orrery::simulator {

using namespace Qt::StringLiterals;

namespace {

QJsonObject reviewJson(const Review &review)
{
    QJsonObject json{{u"id"_s, review.id},
                     {u"type"_s, u"DeployRequestReview"_s},
                     {u"body"_s, review.body},
                     {u"html_body"_s,
                      review.body.isEmpty() ? QString()
                                            : u"<p>%1</p><script>window.orreryRenderedHtml=1</script>"_s.arg(
                                                review.body.toHtmlEscaped())},
                     {u"state"_s, review.state},
                     {u"created_at"_s, timeOrNull(review.createdAt)},
                     {u"updated_at"_s, timeOrNull(review.createdAt)},
                     {u"actor"_s, actorJson(review.actor)}};
    review.quirks.apply(json);
    return json;
}

/// Why the caller may not approve; empty when they may. Docs "deploy-requests": authors cannot approve their own
/// request unless they are the organization's only administrator.
QString approvalRefusal(const Context &context)
{
    const DeployRequest &request = *context.deployRequest;
    if (!request.open)
        return u"Deploy request is closed"_s;
    if (context.caller.kind == Caller::ServiceToken)
        return {};
    const Membership *membership = context.organization->membership(context.caller.userId);
    const bool admin = membership && membership->role == u"admin";
    if (request.actor.id == context.caller.actor.id && !(admin && context.organization->adminCount() == 1))
        return u"You cannot approve your own deploy request"_s;
    if (context.database->requireApproval && !admin)
        return u"Deploy requests of this database must be approved by an administrator"_s;
    return {};
}

HttpResponse createReview(Context &context)
{
    DeployRequest &request = *context.deployRequest;
    const QString state = context.body.value(u"state"_s).toString();
    const QString body = context.body.value(u"body"_s).toString();
    if (state != u"commented" && state != u"approved")
        return HttpResponse::error(422, u"invalid_params"_s, u"state must be commented or approved"_s);
    if (context.caller.kind == Caller::ServiceToken) {
        const QString need = state == u"approved" ? u"approve_deploy_request"_s : u"review_deploy_request"_s;
        if (!context.caller.rights.contains(need))
            return HttpResponse::notFound();
    }
    if (state == u"commented" && body.trimmed().isEmpty())
        return HttpResponse::unprocessable(u"Body can't be blank"_s);
    if (state == u"approved") {
        const QString refusal = approvalRefusal(context);
        if (!refusal.isEmpty())
            return HttpResponse::unprocessable(refusal);
        request.approved = true;
    }
    Review review;
    review.id = context.world.newId();
    review.state = state;
    review.body = body;
    review.createdAt = context.now();
    review.actor = context.caller.actor;
    request.reviews.append(review);
    request.updatedAt = context.now();
    request.cachedJson.clear();
    context.world.record(*context.organization, context.caller.actor,
                         state == u"approved" ? u"deploy_request.approved"_s : u"deploy_request.commented"_s,
                         u"DeployRequest"_s, request.id, u"#%1"_s.arg(request.number));
    return HttpResponse::json(reviewJson(review), 201);
}

} // namespace

void addReviewRoutes(Router &router)
{
    const QString list = u"/organizations/{organization}/databases/{database}/deploy-requests/{number}/reviews"_s;
    router.add("GET", list, Access::listed(u"read_deploy_requests"_s, u"read_deploy_request"_s), [](Context &context) {
        const QList<Review> &reviews = context.deployRequest->reviews;
        return listResponse(context.request, context.base, reviews.size(), false,
                            [&](qsizetype i) { return compact(reviewJson(reviews.at(i))); });
    });
    router.add("POST", list,
               Access::listed(u"approve_deploy_requests"_s, u"approve_deploy_request review_deploy_request"_s),
               createReview);
}

} // namespace orrery::simulator
