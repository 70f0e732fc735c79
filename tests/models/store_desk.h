// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/api_client.h"
#include "api/core/network_access.h"
#include "models/core/error_text.h"
#include "models/core/journal.h"
#include "models/core/list_store.h"
#include "tests/support/fixed_credentials.h"
#include "tests/support/manual_clock.h"
#include "tests/support/service_stub.h"

#include <QTemporaryDir>
#include <QTest>

namespace orrery::test {

/// Everything a store works with: a client against a peer that answers as scripted, a local database in a folder of its
/// own, a journal and a clock that stands still. `Peer` is RawPeer (answers in an order) or ServiceStub (answers by path).
template<class Peer>
struct StoreDesk
{
    explicit StoreDesk(int concurrent = 6)
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
    models::LocalDatabase database{dir.filePath(QStringLiteral("orrery.sqlite"))};
    models::Journal journal{&database, &clock};
    std::unique_ptr<api::ApiClient> client;
};

/// A desk whose service answers by method and path.
using ServiceDesk = StoreDesk<ServiceStub>;

/// A list answer with these rows.
inline QByteArray listJson(const QByteArray &rows, const QByteArray &next = "null")
{
    return "{\"type\":\"list\",\"current_page\":1,\"per_page\":100,\"next_page\":" + next + ",\"data\":[" + rows + "]}";
}

/// What a row shows, column by column; the locale's own blanks read as plain ones.
template<class Row>
QStringList cells(const QList<models::Column<Row>> &columns, const Row &row)
{
    models::ResourceListModel<Row> model(columns, [](const Row &r) { return r.id; });
    model.upsert({row});
    QStringList all;
    for (int column = 0; column < model.columnCount(); ++column)
        all.append(model.index(0, column).data().toString().replace(QChar(0xa0), QLatin1Char(' ')));
    return all;
}

/// The same of the first row as the service sends it.
template<class Row>
QStringList cellsOf(const QList<models::Column<Row>> &columns, const QByteArray &json)
{
    const auto row = api::Codec<Row>::decode(json);
    return row ? cells(columns, *row) : QStringList{QStringLiteral("cannot be decoded")};
}

/// Titles of the columns, those hidden at first in brackets.
template<class Row>
QStringList titles(const QList<models::Column<Row>> &columns)
{
    QStringList all;
    for (const models::Column<Row> &column : columns)
        all.append(column.hiddenByDefault ? QStringLiteral("[%1]").arg(column.title) : column.title);
    return all;
}

/// Reads a list of `rows` from the service, opens it again over the same local database while the service is silent, and
/// compares: every row that was kept is the row that was sent. Empty when all is well, else what is not.
template<class Row>
QString differenceOfKept(ServiceDesk &desk, const typename models::ListStore<Row>::Spec &spec, const QByteArray &rows)
{
    using Phase = models::LoadState::Phase;
    const QByteArray line = "GET /v1" + spec.list({}).encodedPath().toLatin1();
    desk.peer.set(line, 200, listJson(rows));
    models::ListStore<Row> first(desk.context(), spec);
    first.open();
    if (!QTest::qWaitFor([&] { return first.state().phase == Phase::Ready; }))
        return QStringLiteral("not loaded");
    if (first.rows().isEmpty())
        return QStringLiteral("nothing loaded");
    desk.peer.set(line, ServiceStub::hold, {});
    desk.clock.advance(std::chrono::hours(1));
    models::ListStore<Row> second(desk.context(), spec);
    second.open();
    if (!QTest::qWaitFor([&] { return second.state().hasContent; }))
        return QStringLiteral("nothing kept");
    if (!second.state().isLoading())
        return QStringLiteral("not refreshed behind");
    return second.rows() == first.rows() ? QString() : QStringLiteral("the kept rows differ");
}

/// How a list fails when the service answers with `status`: the paragraph a person reads.
template<class Row>
QString failureOf(ServiceDesk &desk, const typename models::ListStore<Row>::Spec &spec, int status,
                  const QByteArray &body)
{
    desk.peer.set("GET /v1" + spec.list({}).encodedPath().toLatin1(), status, body);
    models::ListStore<Row> store(desk.context(), spec);
    store.refresh();
    if (!QTest::qWaitFor([&] { return store.state().phase == models::LoadState::Phase::Failed; }))
        return QStringLiteral("did not fail");
    return models::describeError(*store.state().error, store.failureTitle()).paragraph();
}

} // namespace orrery::test
