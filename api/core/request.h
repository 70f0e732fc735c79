// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/codec.h"
#include "api/core/endpoint.h"

#include <QList>
#include <QStringList>

#include <utility>

namespace orrery::api {

/// A request as it will be sent, without host and credential. A value: tests compare it literally.
struct RequestData
{
    const Endpoint *endpoint = nullptr;
    QStringList pathArguments; ///< in the order of the endpoint's placeholders, not encoded
    QList<std::pair<QString, QString>> query; ///< not encoded, in sending order
    QByteArray body; ///< JSON; empty when the operation takes none; may hold a secret: only the wire sees it
    QByteArray redacted = {}; ///< JsonBody::redacted

    [[nodiscard]] Method method() const { return endpoint->method; }
    /// "/organizations/acme/databases/a%2Fb": percent-encoded, below /v1. The one place where a path is built.
    [[nodiscard]] QString encodedPath() const;
    /// "state=open&page=2", percent-encoded; empty without query.
    [[nodiscard]] QString encodedQuery() const;
    /// The body as it may be shown, logged and kept.
    [[nodiscard]] const QByteArray &redactedBody() const { return redacted.isEmpty() ? body : redacted; }
    /// The organization the request is about; empty for user-level requests. Picks the credential.
    [[nodiscard]] QString organization() const;

    friend bool operator==(const RequestData &, const RequestData &) = default;
};

/// A request together with the way to read its answer.
template<class T>
struct Request : RequestData
{
    using Decoder = Result<T> (*)(const QByteArray &);
    Decoder decode = nullptr;
};

/// Request for one resource (or Nothing).
template<class T>
Request<T> makeRequest(const Endpoint &endpoint, QStringList pathArguments,
                       QList<std::pair<QString, QString>> query = {}, JsonBody body = {})
{
    return {{&endpoint, std::move(pathArguments), std::move(query), std::move(body.bytes), std::move(body.redacted)},
            &Codec<T>::decode};
}

/// Request for one page of a list, 100 rows a page.
template<class T>
Request<Page<T>> makePageRequest(const Endpoint &endpoint, QStringList pathArguments, const PageRequest &page,
                                 QList<std::pair<QString, QString>> query = {})
{
    if (endpoint.paging == Paging::Cursor) {
        if (!page.startingAfter.isEmpty())
            query.append({QStringLiteral("starting_after"), page.startingAfter});
        query.append({QStringLiteral("limit"), QString::number(maximumPageSize)});
    } else {
        query.append({QStringLiteral("page"), QString::number(page.number)});
        query.append({QStringLiteral("per_page"), QString::number(maximumPageSize)});
    }
    return {{&endpoint, std::move(pathArguments), std::move(query), {}, {}}, &Codec<T>::decodePage};
}

/// Request for an unpaged {"data": […]} answer.
template<class T>
Request<QList<T>> makeDataRequest(const Endpoint &endpoint, QStringList pathArguments,
                                  QList<std::pair<QString, QString>> query = {})
{
    return {{&endpoint, std::move(pathArguments), std::move(query), {}, {}}, &Codec<T>::decodeData};
}

/// Request for a bare array answer.
template<class T>
Request<QList<T>> makeListRequest(const Endpoint &endpoint, QStringList pathArguments,
                                  QList<std::pair<QString, QString>> query = {})
{
    return {{&endpoint, std::move(pathArguments), std::move(query), {}, {}}, &Codec<T>::decodeList};
}

} // namespace orrery::api
