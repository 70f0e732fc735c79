// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/organizations/requests.h"
#include "tests/models/service_fixture.h"
#include "tests/support/raw_peer.h"

namespace orrery::test {

/// A fixture with a peer that answers in the order of its script. Organizations serve as the resource: they are the smallest
/// there is.
struct StoreFixture : PeerFixture<RawPeer>
{
    StoreFixture() : PeerFixture(1) {} // one at a time: the peer's answers come in the order of the script

    /// "a:1,b:2" → organizations a and b with plans 1 and 2; a missing id is sent as no id.
    static QByteArray organizations(const QByteArray &names)
    {
        QByteArrayList objects;
        if (!names.isEmpty()) {
            for (const QByteArray &each : names.split(',')) {
                const qsizetype colon = each.indexOf(':');
                const QByteArray name = colon < 0 ? each : each.left(colon);
                QByteArray object = "{\"name\":\"" + name + "\"";
                if (!name.startsWith('?'))
                    object += ",\"id\":\"" + name + "\"";
                if (colon >= 0)
                    object += ",\"plan\":\"" + each.mid(colon + 1) + "\"";
                objects.append(object + "}");
            }
        }
        return '[' + objects.join(',') + ']';
    }
    static QByteArray page(const QByteArray &names, int next = 0, int total = -1)
    {
        return "{\"type\":\"list\",\"next_page\":" + (next > 0 ? QByteArray::number(next) : "null")
            + (total >= 0 ? ",\"total_count\":" + QByteArray::number(total) : QByteArray())
            + ",\"data\":" + organizations(names) + "}";
    }
    void addPage(const QByteArray &names, int next = 0, int total = -1) { peer.addHttp(200, page(names, next, total)); }
};

} // namespace orrery::test
