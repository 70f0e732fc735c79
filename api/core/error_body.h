// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace orrery::api {

/// The service's own words in an error body: {"code","message"}, {"error","error_description"}, {"errors":[…]}, else the
/// first line; of HTML the title or the first line of text. Plain text, at most 500 characters.
struct ErrorBody
{
    QString code;
    QString message;
    friend bool operator==(const ErrorBody &, const ErrorBody &) = default;
};
ErrorBody readErrorBody(const QByteArray &body, const QByteArray &contentType);

/// The first line of a body that is not what it should be; of HTML the title or the first line of text. Plain text, at most
/// 500 characters, without secrets.
QString plainExcerpt(const QByteArray &body, const QByteArray &contentType = {});

} // namespace orrery::api
