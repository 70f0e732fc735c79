// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/api_client.h"
#include "api/core/network_access.h"
#include "api/organizations/requests.h"
#include "models/core/journal.h"
#include "models/core/local_database.h"
#include "models/core/store_context.h"
#include "tests/support/fixed_credentials.h"
#include "tests/support/manual_clock.h"
#include "tests/support/raw_peer.h"

#include <QTemporaryDir>
#include <QTest>

namespace orrery::test {

/// Everything a store works with: a client against a scripted peer, a local database in a folder of its own, a journal and
/// a clock that stands still. Organizations serve as the resource: they are the smallest there is.
struct StoreFixture
{
    StoreFixture()
    {
        api::ApiClient::Options options;
        options.hosts = api::Hosts::allAt(peer.url());
        options.concurrent = 1; // the peer's answers come in the order of the script
        options.retryBase = std::chrono::milliseconds(1);
        client = std::make_unique<api::ApiClient>(&network, &credentials, &wallClock, options);
    }
    [[nodiscard]] models::StoreContext context()
    {
        return {.client = client.get(),
                .database = &database,
                .journal = &journal,
                .clock = &clock,
                .account = QStringLiteral("account-1")};
    }

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

    RawPeer peer;
    ManualClock clock;
    Clock wallClock; ///< of the client: its waits have to pass
    api::LoopbackOnlyNetwork network;
    FixedCredentials credentials;
    QTemporaryDir dir;
    models::LocalDatabase database{dir.filePath(QStringLiteral("orrery.sqlite"))};
    models::Journal journal{&database, &clock};
    std::unique_ptr<api::ApiClient> client;
};

} // namespace orrery::test
