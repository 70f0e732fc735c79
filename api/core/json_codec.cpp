// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/json_codec.h"

#include "api/core/error_body.h"
#include "api/core/http_log.h"
#include "api/core/json_scan.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QMutex>
#include <QSet>
#include <QTimeZone>

#include <algorithm>
#include <cmath>

namespace orrery::api::json {

Q_LOGGING_CATEGORY(decodeLog, "orrery.api.decode", QtInfoMsg)

namespace {
constexpr qsizetype firstWordsLength = 2000; ///< far enough into a page to find its title

QString toQString(const std::string &text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

// Replaces invalid UTF-8 instead of throwing: what we write may hold whatever text a service sent.
std::string dumpText(const Json &value)
{
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}
} // namespace

bool read(const Json &in, QString &out)
{
    if (!in.is_string())
        return false;
    const auto &text = in.get_ref<const std::string &>();
    out = text.empty() ? QStringLiteral("") : toQString(text);
    return true;
}

bool read(const Json &in, std::optional<bool> &out)
{
    if (!in.is_boolean())
        return false;
    out = in.get<bool>();
    return true;
}

bool read(const Json &in, std::optional<qint64> &out)
{
    if (in.is_number_unsigned()) {
        const auto value = in.get<quint64>();
        if (value > quint64(std::numeric_limits<qint64>::max()))
            return false;
        out = qint64(value);
        return true;
    }
    if (in.is_number_integer()) {
        out = in.get<qint64>();
        return true;
    }
    // "progress_percentage" and money come as integer or float, whichever the service's serialiser chose.
    if (in.is_number_float()) {
        const double value = in.get<double>();
        if (!std::isfinite(value) || std::abs(value) >= 9.2e18)
            return false;
        out = qint64(std::llround(value));
        return true;
    }
    return false;
}

bool read(const Json &in, std::optional<double> &out)
{
    if (!in.is_number())
        return false;
    out = in.get<double>();
    return true;
}

bool read(const Json &in, QDateTime &out)
{
    QString text;
    if (!read(in, text))
        return false;
    QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid())
        return false;
    out = time.toUTC();
    return true;
}

bool read(const Json &in, QStringList &out)
{
    if (!in.is_array())
        return false;
    QStringList values;
    for (const Json &element : in) {
        QString text;
        if (!read(element, text))
            return false;
        values.append(text);
    }
    out = std::move(values);
    return true;
}

bool read(const Json &in, JsonText &out)
{
    out.text = QByteArray::fromStdString(dumpText(in));
    return true;
}

Json write(const QString &value)
{
    return value.isNull() ? Json() : Json(value.toStdString());
}

Json write(const std::optional<bool> &value)
{
    return value ? Json(*value) : Json();
}

Json write(const std::optional<qint64> &value)
{
    return value ? Json(*value) : Json();
}

Json write(const std::optional<double> &value)
{
    return value ? Json(*value) : Json();
}

Json write(const QDateTime &value)
{
    return value.isValid() ? Json(value.toUTC().toString(Qt::ISODateWithMs).toStdString()) : Json();
}

Json write(const QStringList &value)
{
    Json out = Json::array();
    for (const QString &text : value)
        out.push_back(text.toStdString());
    return out;
}

Json write(const JsonText &value)
{
    if (value.text.isEmpty())
        return {};
    Json parsed = Json::parse(value.text.cbegin(), value.text.cend(), nullptr, false);
    return parsed.is_discarded() ? Json() : parsed;
}

void noteOddity(const char *field, const char *what)
{
    // One line a field and run: a list of 10,000 rows with the same oddity must not drown the log.
    static QMutex mutex;
    static QSet<QByteArray> seen;
    const QMutexLocker lock(&mutex);
    const QByteArray key = QByteArray(field) + ' ' + what;
    if (seen.contains(key) || seen.size() > 1000)
        return;
    seen.insert(key);
    qCInfo(decodeLog, "field %s %s", field, what);
}

namespace {
const char *const redactedWord = "[redacted]";

/// What the service may begin to send one day: an undescribed text that by its name is a secret.
bool isNameOfSecret(std::string_view name)
{
    const auto contains = [name](std::string_view part) { return name.find(part) != std::string_view::npos; };
    return contains("password") || contains("secret") || contains("plain_text") || contains("private_key")
        || contains("api_key") || name.ends_with("token") || name == "__param_sig";
}

/// Extras are shown, exported and kept as they came, so no secret may get there.
void hideByName(std::string_view name, Json &value)
{
    if (value.is_string() && isNameOfSecret(name))
        value = redactedWord;
    else if (value.is_object()) {
        for (auto &[inner, each] : value.items())
            hideByName(inner, each);
    } else if (value.is_array()) {
        for (Json &each : value)
            hideByName(name, each);
    }
}

void addExtra(Resource &resource, const std::string &name, Json value, bool wrongType, bool secret)
{
    if (secret)
        value = redactedWord;
    hideByName(name, value);
    resource.extras.append({toQString(name), QByteArray::fromStdString(dumpText(value)), wrongType});
}
} // namespace

void keepElement(Resource &row, const Json &element)
{
    addExtra(row, "value", element, true, false);
    noteOddity("list element", "is not an object");
}

bool readFields(const Json &in, std::span<const FieldReader> fields, Resource *extras)
{
    if (!in.is_object())
        return false;
    std::size_t matched = 0;
    for (const FieldReader &field : fields) {
        const auto found = in.find(field.name);
        if (found == in.end())
            continue;
        ++matched;
        if (found->is_null() || field.read(*found, field.target))
            continue;
        if (extras)
            addExtra(*extras, field.name, *found, true, field.secret);
        noteOddity(field.name, "has another type than described");
    }
    // Every real object also names its type; that is no extra.
    if (!extras || matched + std::size_t(in.contains("type")) >= in.size())
        return true;
    for (const auto &[name, value] : in.items()) {
        const bool described = name == "type"
            || std::any_of(fields.begin(), fields.end(),
                           [&n = name](const FieldReader &field) { return n == field.name; });
        if (!described && !value.is_null())
            addExtra(*extras, name, value, false, false);
    }
    return true;
}

Json writeFields(std::span<const FieldWriter> fields, const Resource &extras)
{
    Json out = Json::object();
    for (const FieldWriter &field : fields) {
        Json text = field.write(field.source);
        if (!text.is_null())
            out[field.name] = std::move(text);
    }
    for (const ExtraField &extra : extras.extras) {
        Json value = Json::parse(extra.json.cbegin(), extra.json.cend(), nullptr, false);
        if (!value.is_discarded())
            out[extra.name.toStdString()] = std::move(value);
    }
    return out;
}

void hideSecretPlaces(Json &object, std::span<const SecretPlace> places, bool erase)
{
    if (!object.is_object())
        return;
    for (const SecretPlace &place : places) {
        const auto found = place.name ? object.find(place.name) : object.end();
        if (found == object.end())
            continue;
        if (place.hide)
            place.hide(*found, erase);
        else if (erase)
            object.erase(found);
        else
            *found = redactedWord;
    }
}

QList<FieldValue> describeAll(std::span<const FieldDescriber> fields, const Resource &extras)
{
    QList<FieldValue> out;
    out.reserve(qsizetype(fields.size()) + extras.extras.size());
    for (const FieldDescriber &field : fields) {
        FieldValue value{.name = QString::fromLatin1(field.name),
                         .label = QCoreApplication::translate("Field", field.label),
                         .meaning = field.meaning,
                         .value = {},
                         .children = {}};
        field.describe(value, field.source);
        if (field.meaning == Meaning::Secret && (value.value.isValid() || !value.children.isEmpty())) {
            value.value = QString(8, QChar(0x2022)); // says nothing about its length
            value.children.clear();
        }
        out.append(std::move(value));
    }
    for (const ExtraField &extra : extras.extras) {
        out.append({.name = extra.name,
                    .label = extra.name,
                    .meaning = Meaning::Code,
                    .value = QString::fromUtf8(extra.json),
                    .children = {}});
    }
    return out;
}

ApiError decodeError(const QString &detail, const QByteArray &body)
{
    ApiError error{.kind = ApiError::Kind::Decode};
    // Both may quote the body, and a body may hold a secret that is shown once.
    error.detail = redact(detail);
    error.message = plainExcerpt(body.left(firstWordsLength));
    return error;
}

Result<Json> parse(const QByteArray &body)
{
    if (body.isEmpty())
        return tl::unexpected(decodeError(QStringLiteral("the answer has no body"), body));
    const JsonScan scan = scanJson(body, DecodeScope::current());
    if (scan.passed)
        return tl::unexpected(ApiError{.kind = ApiError::Kind::TooLarge, .detail = scan.passed->detail()});
    if (!scan.repaired.isEmpty())
        noteOddity("of an answer", "holds half a surrogate or a number out of range");
    // A stray byte in one name must not take the whole list away: it becomes a replacement character.
    QByteArray text = scan.repaired.isEmpty() ? body : scan.repaired;
    if (!text.isValidUtf8())
        text = QString::fromUtf8(text).toUtf8();
    try {
        return Json::parse(text.cbegin(), text.cend());
    } catch (const Json::exception &exception) {
        return tl::unexpected(decodeError(QString::fromUtf8(exception.what()), body));
    }
}

QByteArray dump(const Json &value)
{
    return QByteArray::fromStdString(dumpText(value));
}

namespace {

/// Some pages, not more than there are rows, and enough for them.
bool isPossible(qint64 pages, std::optional<qint64> rows, std::optional<qint64> rowsOnAPage)
{
    constexpr qint64 most = 1'000'000;
    if (pages < 1 || pages > most)
        return false;
    if (!rows)
        return true;
    const bool enough = !rowsOnAPage || *rowsOnAPage < 1 || pages >= *rows / *rowsOnAPage;
    return pages <= std::max<qint64>(*rows, 1) && enough;
}

} // namespace

std::optional<ApiError> tooManyPages(const Json &document)
{
    const AnswerLimits *limits = DecodeScope::current();
    std::optional<qint64> pages;
    if (const auto found = document.find("total_pages"); limits && found != document.end())
        read(*found, pages);
    if (pages.value_or(0) <= AnswerLimits::pages)
        return {};
    const PassedLimit passed{.of = PassedLimit::Of::Pages, .most = AnswerLimits::pages};
    return ApiError{.kind = ApiError::Kind::TooLarge, .detail = passed.detail()};
}

bool readPaging(const Json &document, std::optional<PageRequest> &next, std::optional<qint64> &totalCount,
                std::optional<int> &totalPages)
{
    if (!document.is_object() || !document.contains("data"))
        return false;
    const auto number = [&](const char *name) {
        std::optional<qint64> value;
        if (const auto found = document.find(name); found != document.end())
            read(*found, value);
        return value;
    };
    totalCount = number("total_count");
    // Anything that cannot be is no reason to stop reading.
    if (const auto pages = number("total_pages")) {
        if (isPossible(*pages, totalCount, number("per_page")))
            totalPages = int(*pages);
        else if (!tooManyPages(document) && (*pages != 0 || totalCount.value_or(0) != 0)) // an empty list has none
            qCWarning(decodeLog, "a list says it has %lld pages: ignored", qlonglong(*pages));
    }
    if (const auto page = number("next_page"); page && *page > 0 && *page < std::numeric_limits<int>::max()) {
        next = PageRequest{.number = int(*page), .startingAfter = {}};
    } else {
        std::optional<bool> hasNext;
        QString cursor;
        if (const auto found = document.find("has_next"); found != document.end())
            read(*found, hasNext);
        if (const auto found = document.find("cursor_end"); found != document.end())
            read(*found, cursor);
        if (hasNext.value_or(false) && !cursor.isEmpty())
            next = PageRequest{.number = 1, .startingAfter = cursor};
    }
    return true;
}

} // namespace orrery::api::json
