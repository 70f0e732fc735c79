// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/api_client.h"
#include "api/core/network_access.h"
#include "api/organizations/requests.h"
#include "tests/support/fixed_credentials.h"
#include "tests/support/raw_peer.h"

#include <memory>
#include <optional>

namespace orrery::test {

/// Sends the same bodies as Organization requests would, by POST.
inline constexpr api::Endpoint renameEndpoint{.id = "test_rename",
                                              .method = api::Method::Post,
                                              .path = "/organizations/{organization}/rename",
                                              .summary = "Rename"};
inline constexpr api::Endpoint dropEndpoint{
    .id = "test_drop", .method = api::Method::Delete, .path = "/organizations/{organization}", .summary = "Drop"};

inline api::Request<api::Organization> renameRequest(const QByteArray &body = R"({"name":"new"})")
{
    return api::makeRequest<api::Organization>(renameEndpoint, {QStringLiteral("acme")}, {},
                                               {.bytes = body, .redacted = {}});
}
inline api::Request<api::Nothing> dropRequest()
{
    return api::makeRequest<api::Nothing>(dropEndpoint, {QStringLiteral("acme")});
}

/// A client against a raw peer, with waits short enough for a test and long enough for a slow machine.
struct ClientFixture
{
    RawPeer peer;
    api::LoopbackOnlyNetwork network;
    FixedCredentials credentials;
    Clock clock;
    QObject owner;
    std::unique_ptr<api::ApiClient> client;
    QList<api::SentRequest> sent;

    static api::ApiClient::Options quick(const QUrl &url)
    {
        api::ApiClient::Options options;
        options.hosts = api::Hosts::allAt(url);
        options.retryBase = std::chrono::milliseconds(1);
        options.rateLimitBase = std::chrono::milliseconds(1);
        return options;
    }
    ClientFixture() { use(quick(peer.url())); }
    void use(const api::ApiClient::Options &options)
    {
        client = std::make_unique<api::ApiClient>(&network, &credentials, &clock, options);
        QObject::connect(client.get(), &api::ApiClient::requestFinished, &owner,
                         [this](const api::SentRequest &request) { sent.append(request); });
    }
};

/// Waits for the end of a request and keeps it. Counts the ends: more than one is a fault.
template<class T>
class Outcome : public QObject
{
public:
    explicit Outcome(api::JobOf<T> *job)
    {
        job->then(this, [this](const api::Result<T> &r) {
            ++count;
            result = r;
        });
    }
    [[nodiscard]] bool isError() const { return result && !result->has_value(); }
    [[nodiscard]] api::ApiError error() const { return isError() ? result->error() : api::ApiError{}; }

    int count = 0;
    std::optional<api::Result<T>> result;
};

} // namespace orrery::test
