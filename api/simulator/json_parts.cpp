// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/json_parts.h"

#include <QJsonDocument>
#include <QUrl>

#include <algorithm>

namespace orrery::simulator {

using namespace Qt::StringLiterals;

QJsonValue timeOrNull(Instant instant)
{
    return instant == 0 ? QJsonValue(QJsonValue::Null) : QJsonValue(isoTime(instant));
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QJsonValue actorJson(const Actor &actor)
{
    if (actor.isNull())
        return QJsonValue(QJsonValue::Null);
    return QJsonObject{{u"id"_s, actor.id},
                       {u"type"_s, actor.type},
                       {u"display_name"_s, actor.displayName},
                       {u"avatar_url"_s, actor.avatarUrl}};
}

QJsonObject regionJson(const Region &region)
{
    return {{u"id"_s, region.id},
            {u"type"_s, u"Region"_s},
            {u"provider"_s, region.provider},
            {u"enabled"_s, true},
            {u"public_ip_addresses"_s, toArray(region.addresses)},
            {u"display_name"_s, region.displayName},
            {u"location"_s, region.location},
            {u"slug"_s, region.slug},
            {u"current_default"_s, region.currentDefault},
            {u"mysql_supported"_s, true},
            {u"postgresql_supported"_s, region.provider == u"AWS"}};
}

QJsonObject referenceJson(const QString &type, const QString &id, const QString &name, Instant createdAt,
                          Instant updatedAt, Instant deletedAt)
{
    return {{u"id"_s, id},
            {u"type"_s, type},
            {u"name"_s, name},
            {u"created_at"_s, timeOrNull(createdAt)},
            {u"updated_at"_s, timeOrNull(updatedAt)},
            {u"deleted_at"_s, timeOrNull(deletedAt)}};
}

QString pathPart(const QString &name)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(name));
}

QJsonArray toArray(const QStringList &texts)
{
    return QJsonArray::fromStringList(texts);
}

PageRequest PageRequest::of(const HttpRequest &request)
{
    PageRequest result;
    bool ok = false;
    const int page = request.query(u"page"_s).toInt(&ok);
    if (ok && page > 0)
        result.page = page;
    const int perPage = request.query(u"per_page"_s).toInt(&ok);
    if (ok && perPage > 0)
        result.perPage = std::min(perPage, 100);
    return result;
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

namespace {
/// The address of another page: the same query with `page` replaced.
QString pageAddress(const HttpRequest &request, const QString &base, qsizetype page, qsizetype perPage)
{
    QUrlQuery query(request.rawQuery);
    query.removeAllQueryItems(u"page"_s);
    query.removeAllQueryItems(u"per_page"_s);
    query.addQueryItem(u"page"_s, QString::number(page));
    query.addQueryItem(u"per_page"_s, QString::number(perPage));
    return base + request.path + u'?' + query.toString(QUrl::FullyEncoded);
}
} // namespace

HttpResponse listResponse(const HttpRequest &request, const QString &base, qsizetype count, bool totals,
                          const std::function<QByteArray(qsizetype)> &item)
{
    const PageRequest wanted = PageRequest::of(request);
    const qsizetype begin = std::min((wanted.page - 1) * wanted.perPage, count);
    const qsizetype end = std::min(begin + wanted.perPage, count);
    const bool hasNext = end < count;
    const bool hasPrevious = wanted.page > 1;

    QJsonObject envelope{{u"type"_s, u"list"_s},
                         {u"current_page"_s, wanted.page},
                         {u"per_page"_s, wanted.perPage},
                         {u"next_page"_s, hasNext ? QJsonValue(wanted.page + 1) : QJsonValue(QJsonValue::Null)},
                         {u"next_page_url"_s,
                          hasNext ? QJsonValue(pageAddress(request, base, wanted.page + 1, wanted.perPage))
                                  : QJsonValue(QJsonValue::Null)},
                         {u"prev_page"_s, hasPrevious ? QJsonValue(wanted.page - 1) : QJsonValue(QJsonValue::Null)},
                         {u"prev_page_url"_s,
                          hasPrevious ? QJsonValue(pageAddress(request, base, wanted.page - 1, wanted.perPage))
                                      : QJsonValue(QJsonValue::Null)}};
    if (totals) {
        envelope.insert(u"total_count"_s, count);
        envelope.insert(u"total_pages"_s, (count + wanted.perPage - 1) / wanted.perPage);
    }
    QByteArray body = compact(envelope);
    body.chop(1);
    body += ",\"data\":[";
    for (qsizetype i = begin; i < end; ++i) {
        if (i > begin)
            body += ',';
        body += item(i);
    }
    body += "]}";
    return HttpResponse::raw(body);
}

HttpResponse listResponse(const HttpRequest &request, const QString &base, const QList<QJsonObject> &items, bool totals)
{
    return listResponse(request, base, items.size(), totals, [&items](qsizetype i) { return compact(items.at(i)); });
}

} // namespace orrery::simulator
