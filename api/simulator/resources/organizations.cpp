// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/resources/json.h"

#include <algorithm>

namespace orrery::simulator {

using namespace Qt::StringLiterals;

namespace {

QJsonObject organizationJson(const Organization &organization)
{
    QJsonObject json{{u"id"_s, organization.id},
                     {u"type"_s, u"Organization"_s},
                     {u"name"_s, organization.name},
                     {u"billing_email"_s, organization.billingEmail},
                     {u"created_at"_s, timeOrNull(organization.createdAt)},
                     {u"updated_at"_s, timeOrNull(organization.updatedAt)},
                     {u"plan"_s, organization.plan},
                     {u"valid_billing_info"_s, true},
                     {u"sso"_s, organization.sso},
                     {u"sso_directory"_s, false},
                     {u"single_tenancy"_s, false},
                     {u"managed_tenancy"_s, false},
                     {u"has_past_due_invoices"_s, false},
                     {u"database_count"_s, static_cast<qint64>(organization.databases.size())},
                     {u"sso_portal_url"_s, QJsonValue::Null},
                     {u"features"_s, QJsonObject{{u"insights"_s, true}, {u"query_tags"_s, false}}},
                     {u"idp_managed_roles"_s, false},
                     {u"invoice_budget_amount"_s, organization.budget},
                     {u"keyspace_shard_limit"_s, 512},
                     {u"has_card"_s, true},
                     {u"payment_info_required"_s, false}};
    organization.quirks.apply(json);
    return json;
}

QJsonObject membershipJson(const Membership &membership, const World &world)
{
    return {{u"id"_s, membership.id},
            {u"type"_s, u"OrganizationMembership"_s},
            {u"user"_s, userJson(*membership.user, world)},
            {u"role"_s, membership.role},
            {u"created_at"_s, timeOrNull(membership.createdAt)},
            {u"updated_at"_s, timeOrNull(membership.createdAt)}};
}

QJsonObject auditJson(const AuditEvent &event)
{
    return {{u"id"_s, event.id},
            {u"type"_s, u"AuditLogEvent"_s},
            {u"actor_id"_s, textOrNull(event.actor.id)},
            {u"actor_type"_s, textOrNull(event.actor.type)},
            {u"auditable_id"_s, textOrNull(event.auditableId)},
            {u"auditable_type"_s, textOrNull(event.auditableType)},
            {u"target_id"_s, textOrNull(event.targetId)},
            {u"target_type"_s, textOrNull(event.targetType)},
            {u"location"_s, u"Porto, Portugal"_s},
            {u"target_display_name"_s, textOrNull(event.targetName)},
            {u"audit_action"_s, event.action},
            {u"action"_s, event.action.section(u'.', -1)},
            {u"actor_display_name"_s, event.actor.displayName},
            {u"auditable_display_name"_s, event.auditableName},
            {u"remote_ip"_s, u"203.0.113.7"_s},
            {u"created_at"_s, timeOrNull(event.createdAt)},
            {u"updated_at"_s, timeOrNull(event.createdAt)},
            {u"metadata"_s, QJsonValue::Null}};
}

HttpResponse listOrganizations(Context &context)
{
    QList<QJsonObject> items;
    for (const auto &organization : context.world.organizations) {
        const bool visible = context.caller.kind == Caller::OAuth
            ? organization->membership(context.caller.userId) != nullptr
            : context.caller.organizations.contains(organization->name);
        if (visible)
            items.append(organizationJson(*organization));
    }
    return listResponse(context.request, context.base, items, false);
}

HttpResponse updateOrganization(Context &context)
{
    Organization &organization = *context.organization;
    if (context.body.contains(u"billing_email"_s))
        organization.billingEmail = context.body.value(u"billing_email"_s).toString();
    if (context.body.contains(u"invoice_budget_amount"_s))
        organization.budget = QString::number(context.body.value(u"invoice_budget_amount"_s).toInt()) + u".0"_s;
    organization.updatedAt = context.now();
    return HttpResponse::json(organizationJson(organization));
}

HttpResponse listMembers(Context &context)
{
    const QString search = context.request.query(u"q"_s);
    QList<QJsonObject> items;
    for (const Membership &membership : context.organization->members) {
        if (search.isEmpty() || membership.user->name.contains(search, Qt::CaseInsensitive)
            || membership.user->email.contains(search, Qt::CaseInsensitive))
            items.append(membershipJson(membership, context.world));
    }
    return listResponse(context.request, context.base, items, true);
}

HttpResponse getMember(Context &context)
{
    const Membership *membership = context.organization->membership(context.path.value(u"id"_s));
    return membership ? HttpResponse::json(membershipJson(*membership, context.world)) : HttpResponse::notFound();
}

/// A token may be told what it may do itself; of others this world knows nothing.
HttpResponse getServiceToken(Context &context)
{
    if (context.path.value(u"id"_s) != context.caller.actor.id)
        return HttpResponse::notFound();
    QStringList rights(context.caller.rights.cbegin(), context.caller.rights.cend());
    rights.sort();
    QJsonArray accesses;
    for (const QString &right : std::as_const(rights))
        accesses.append(QJsonObject{{u"id"_s, context.caller.actor.id + u'-' + right},
                                    {u"access"_s, right},
                                    {u"description"_s, right},
                                    {u"resource_name"_s, context.organization->name},
                                    {u"resource_id"_s, context.organization->id},
                                    {u"resource_type"_s, u"Organization"_s}});
    return HttpResponse::json({{u"id"_s, context.caller.actor.id},
                               {u"type"_s, u"ServiceToken"_s},
                               {u"name"_s, context.caller.actor.displayName},
                               {u"display_name"_s, context.caller.actor.displayName},
                               {u"token"_s, QJsonValue::Null},
                               {u"service_token_accesses"_s, accesses}});
}

// The one cursor-paged list of this slice; newest first.
HttpResponse listAudit(Context &context)
{
    bool ok = false;
    const int asked = context.request.query(u"limit"_s).toInt(&ok);
    const qsizetype limit = ok && asked > 0 ? std::min(asked, 100) : 25;
    const QString after = context.request.query(u"starting_after"_s);
    QList<const AuditEvent *> events;
    for (auto it = context.organization->audit.crbegin(); it != context.organization->audit.crend(); ++it)
        events.append(&*it);
    qsizetype begin = 0;
    if (!after.isEmpty()) {
        const auto found =
            std::find_if(events.cbegin(), events.cend(), [&](const AuditEvent *event) { return event->id == after; });
        if (found == events.cend())
            return HttpResponse::error(400, u"bad_request"_s, u"starting_after is not a known cursor"_s);
        begin = found - events.cbegin() + 1;
    }
    const qsizetype end = std::min(begin + limit, events.size());
    QJsonArray data;
    for (qsizetype i = begin; i < end; ++i)
        data.append(auditJson(*events.at(i)));
    const bool any = begin < end;
    return HttpResponse::json(
        {{u"type"_s, u"list"_s},
         {u"has_next"_s, end < events.size()},
         {u"has_prev"_s, begin > 0},
         {u"cursor_start"_s, any ? QJsonValue(events.at(begin)->id) : QJsonValue(QJsonValue::Null)},
         {u"cursor_end"_s, any ? QJsonValue(events.at(end - 1)->id) : QJsonValue(QJsonValue::Null)},
         {u"data"_s, data}});
}

} // namespace

void addOrganizationRoutes(Router &router)
{
    // The page names no service-token access; its text says a token sees the organizations it has access to.
    const Access list{Access::Listed, {u"read_organizations"_s}, allAccesses()};
    router.add("GET", u"/organizations"_s, list, listOrganizations);
    const Access read = Access::listed(u"read_organizations read_organization"_s, u"read_organization"_s);
    router.add("GET", u"/organizations/{organization}"_s, read,
               [](Context &context) { return HttpResponse::json(organizationJson(*context.organization)); });
    router.add("PATCH", u"/organizations/{organization}"_s, Access::listed(u"write_organization"_s, {}),
               updateOrganization);
    router.add("GET", u"/organizations/{organization}/members"_s,
               Access::listed(u"read_organization"_s, u"read_organization"_s), listMembers);
    router.add("GET", u"/organizations/{organization}/members/{id}"_s,
               Access::listed(u"read_organization"_s, u"read_organization"_s), getMember);
    router.add("GET", u"/organizations/{organization}/service-tokens/{id}"_s,
               Access::listed({}, u"read_service_tokens"_s), getServiceToken);
    router.add("GET", u"/organizations/{organization}/audit-log"_s,
               Access::listed(u"read_audit_logs"_s, u"read_audit_logs"_s), listAudit);
}

} // namespace orrery::simulator
