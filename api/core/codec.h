// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/page.h"
#include "api/core/result.h"

#include <QByteArray>

namespace orrery::api {

/// The body of a request: as it is sent, and as it may be seen (previewed, written to the journal).
struct JsonBody
{
    QByteArray bytes;
    QByteArray redacted; ///< with "[redacted]" for each secret; empty when there is none to take out
    friend bool operator==(const JsonBody &, const JsonBody &) = default;
};

/// Bytes of JSON to a resource and back. Declared without JSON so that layers above api/ can keep encoded resources
/// (the local database does) without seeing it; defined in json_codec.h and instantiated once per resource, in the
/// resource's own .cpp: `template struct Codec<Branch>;`
///
/// Decoding is tolerant, as the reference asks: a missing or null field is empty, a field of another type goes to
/// Resource::extras, an unknown enumerator keeps its text. Only a document that is not JSON, or not an object (list)
/// at all, is an error (Kind::Decode, `detail` names the place). Nothing is thrown.
template<class T>
struct Codec
{
    static Result<T> decode(const QByteArray &body);
    /// To keep it: without the members that are marked as secrets.
    static QByteArray encode(const T &value);
    /// To send it: with them.
    static JsonBody body(const T &value);
    /// An array as `encodeList` wrote it, or a bare array answer.
    static Result<QList<T>> decodeList(const QByteArray &body);
    static QByteArray encodeList(const QList<T> &values); ///< without secrets, like `encode`
    /// A paged list answer ({data, next_page, …} or {data, has_next, cursor_end}).
    static Result<Page<T>> decodePage(const QByteArray &body);
    /// {"data": […]} without paging.
    static Result<QList<T>> decodeData(const QByteArray &body);
};

/// Accepts any body, also an empty one.
template<>
struct Codec<Nothing>
{
    static Result<Nothing> decode(const QByteArray &) { return Nothing{}; }
};

} // namespace orrery::api
