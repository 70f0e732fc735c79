// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/server.h"

namespace orrery::simulator {

using namespace Qt::StringLiterals;

/// A person who signed up a minute ago: one organization and nothing in it.
void buildEmpty(World &world)
{
    addRegions(world);
    User &sam = world.addUser(u"Sam Keller"_s, u"sam.keller@acme.example"_s);
    sam.defaultOrganization = u"acme"_s;
    world.signedIn = &sam;
    Organization &acme = world.addOrganization(u"acme"_s);
    acme.createdAt = acme.updatedAt = world.now() - kMinute;
    acme.members.push_back({world.newId(), &sam, u"admin"_s, world.now() - kMinute});
}

} // namespace orrery::simulator
