// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/access/current_user.h"

#include "api/access/requests.h"
#include "models/core/workspace.h"

#include <QCoreApplication>

namespace orrery::models {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CurrentUser)
};
} // namespace

UserItem *currentUser(Workspace *workspace)
{
    return workspace->store<UserItem>({QStringLiteral("user")}, [](const StoreContext &context, QObject *parent) {
        UserItem::Spec spec;
        spec.key = {context.account, QStringLiteral("user"), {}};
        spec.failureTitle = Words::tr("The signed-in user could not be loaded.");
        spec.get = [] { return api::access::currentUser(); };
        spec.encode = &api::Codec<api::User>::encode;
        spec.decode = &api::Codec<api::User>::decode;
        spec.freshFor = std::chrono::hours(1);
        return new UserItem(context, std::move(spec), parent);
    });
}

} // namespace orrery::models
