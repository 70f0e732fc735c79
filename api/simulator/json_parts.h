// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/simulator/entities.h"
#include "api/simulator/http.h"

#include <QJsonArray>
#include <QJsonObject>

#include <functional>

namespace orrery::simulator {

/// The time as the service writes it, or null.
QJsonValue timeOrNull(Instant instant);
/// The text, or null when empty.
QJsonValue textOrNull(const QString &text);
/// An actor, or null.
QJsonValue actorJson(const Actor &actor);
QJsonObject regionJson(const Region &region);
/// The short form of a resource inside another: id, name and times.
QJsonObject referenceJson(const QString &type, const QString &id, const QString &name, Instant createdAt,
                          Instant updatedAt, Instant deletedAt = 0);
/// A name as one segment of an address.
QString pathPart(const QString &name);
QJsonArray toArray(const QStringList &texts);

/// Which page was asked for, clipped as the service clips it: default 25, at most 100 a page.
struct PageRequest
{
    qsizetype page = 1;
    qsizetype perPage = 25;

    static PageRequest of(const HttpRequest &request);
};

/// The paging envelope. `totals` adds total_count and total_pages, which only some lists have.
/// `item` makes the JSON text of one element, called for the elements of this page only.
HttpResponse listResponse(const HttpRequest &request, const QString &base, qsizetype count, bool totals,
                          const std::function<QByteArray(qsizetype)> &item);
/// The same for lists whose elements are objects.
HttpResponse listResponse(const HttpRequest &request, const QString &base, const QList<QJsonObject> &items,
                          bool totals);

QByteArray compact(const QJsonObject &object);

} // namespace orrery::simulator
