// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/resources/json.h"

namespace orrery::simulator {

using namespace Qt::StringLiterals;

QJsonObject userJson(const User &user, const World &world)
{
    const Organization *home = world.organization(user.defaultOrganization);
    QJsonObject json{
        {u"id"_s, user.id},
        {u"type"_s, u"User"_s},
        {u"display_name"_s, user.name},
        {u"name"_s, user.name},
        {u"email"_s, user.email},
        {u"avatar_url"_s, user.actor().avatarUrl},
        {u"created_at"_s, timeOrNull(user.createdAt)},
        {u"updated_at"_s, timeOrNull(user.createdAt + 30 * kDay)},
        {u"two_factor_auth_configured"_s, true},
        {u"default_organization"_s,
         home ? QJsonValue(referenceJson(u"Organization"_s, home->id, home->name, home->createdAt, home->updatedAt))
              : QJsonValue(QJsonValue::Null)},
        {u"sso"_s, false},
        {u"managed"_s, false},
        {u"directory_managed"_s, false},
        {u"email_verified"_s, true}};
    user.quirks.apply(json);
    return json;
}

void addUserRoutes(Router &router)
{
    router.add("GET", u"/user"_s, Access::listed(u"read_user"_s, {}), [](Context &context) {
        const User *user = context.world.user(context.caller.userId);
        return user ? HttpResponse::json(userJson(*user, context.world)) : HttpResponse::notFound();
    });
}

} // namespace orrery::simulator
