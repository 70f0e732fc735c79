// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/api_client.h"
#include "api/core/network_access.h"
#include "models/core/journal.h"
#include "models/core/local_database.h"
#include "models/core/store_context.h"
#include "tests/models/model_features.h"
#include "tests/support/fixed_credentials.h"
#include "tests/support/manual_clock.h"
#include "tests/support/service_stub.h"

#include <QTemporaryDir>
#include <QTest>

namespace orrery::test {

/// Everything a store works with: a client against a peer that answers as scripted, a local database in a folder of its
/// own, a journal and a clock that stands still. `Peer` is RawPeer (answers in an order) or ServiceStub (answers by path).
template<class Peer>
struct PeerFixture
{
    explicit PeerFixture(int concurrent = 6)
    {
        api::ApiClient::Options options;
        options.hosts = api::Hosts::allAt(peer.url());
        options.concurrent = concurrent;
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
    /// The last ten entries of the journal, the newest first.
    [[nodiscard]] QList<models::JournalEntry> recorded()
    {
        std::optional<QList<models::JournalEntry>> entries;
        journal.recent(10, &journal, [&entries](const QList<models::JournalEntry> &list) { entries = list; });
        static_cast<void>(QTest::qWaitFor([&entries] { return entries.has_value(); }));
        return entries.value_or(QList<models::JournalEntry>());
    }

    Peer peer;
    ManualClock clock;
    Clock wallClock; ///< of the client: its waits have to pass
    api::LoopbackOnlyNetwork network;
    FixedCredentials credentials;
    QTemporaryDir dir;
    models::LocalDatabase database{dir.filePath(QStringLiteral("orrery.sqlite")), allTables()};
    models::Journal journal{&database, &clock};
    std::unique_ptr<api::ApiClient> client;
};

/// One whose service answers by method and path.
using ServiceFixture = PeerFixture<ServiceStub>;

} // namespace orrery::test
