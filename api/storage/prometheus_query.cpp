// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/storage/prometheus_query.h"

#include "api/core/answer_limits.h"
#include "api/core/error_body.h"
#include "api/core/json_codec.h"
#include "api/storage/volume_samples.h"

#include <QHash>
#include <QMap>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace orrery::api {

using namespace Qt::StringLiterals;

namespace {

/// What an answer may cost: eleven thousand points, the most a server gives, of some hundred volumes, or some points of every
/// table there is.
constexpr AnswerLimits promLimits{.text = 64LL * 1024, .values = 8'000'000, .rows = 50'000, .rowsOfPage = 50'000};

ApiError tooLarge(const PassedLimit &passed)
{
    return {.kind = ApiError::Kind::TooLarge, .detail = passed.detail()};
}

QString name(QByteArrayView metric)
{
    return QString::fromLatin1(metric);
}

QString condition(const PromMatcher &matcher)
{
    const bool pattern = matcher.is == PromMatcher::Is::OneOf || matcher.is == PromMatcher::Is::NoneOf;
    const bool negative = matcher.is == PromMatcher::Is::NotEqual || matcher.is == PromMatcher::Is::NoneOf;
    QString value = matcher.values.value(0);
    if (pattern) {
        QStringList literals;
        for (const QString &one : matcher.values)
            literals.append(promql::literalPattern(one));
        value = literals.join(u'|');
    }
    const QString sign = pattern ? (negative ? u"!~"_s : u"=~"_s) : (negative ? u"!="_s : u"="_s);
    return matcher.label + sign + promql::quoted(value);
}

QList<PromMatcher> ofBranches(const QStringList &branchIds)
{
    if (branchIds.isEmpty())
        return {};
    const auto is = branchIds.size() == 1 ? PromMatcher::Is::Equal : PromMatcher::Is::OneOf;
    return {{.label = u"planetscale_database_branch_id"_s, .is = is, .values = branchIds}};
}

/// A sample value comes as text, because JSON knows no NaN and no infinity.
std::optional<double> valueOf(const json::Json &in)
{
    if (in.is_number())
        return in.get<double>();
    QString text;
    if (!json::read(in, text))
        return {};
    if (text == u"NaN")
        return std::numeric_limits<double>::quiet_NaN();
    if (text == u"+Inf" || text == u"Inf")
        return std::numeric_limits<double>::infinity();
    if (text == u"-Inf")
        return -std::numeric_limits<double>::infinity();
    bool ok = false;
    const double value = text.toDouble(&ok);
    return ok ? std::optional(value) : std::nullopt;
}

/// [seconds, "value"]
std::optional<PromPoint> pointFrom(const json::Json &in)
{
    constexpr double furthest = 8.64e12; // seconds; what a date can be
    if (!in.is_array() || in.size() != 2 || !in[0].is_number())
        return {};
    const double at = in[0].get<double>();
    const auto value = valueOf(in[1]);
    if (!value || !(std::abs(at) <= furthest))
        return {};
    return PromPoint{.at = std::llround(at * 1000), .value = *value};
}

const json::Json &member(const json::Json &object, const char *key)
{
    static const json::Json none;
    if (!object.is_object())
        return none;
    const auto found = object.find(key);
    return found == object.end() ? none : *found;
}

QString textIn(const json::Json &object, const char *key)
{
    QString text;
    json::read(member(object, key), text);
    return text;
}

void addSeries(PromAnswer &answer, const json::Json &in)
{
    Keyed<QString> labels;
    // Null is an empty map to a server written in Go.
    const json::Json &metric = member(in, "metric");
    const bool hasMetric = in.is_object() && in.contains("metric");
    if (!hasMetric || (!metric.is_null() && !json::read(metric, labels))) {
        ++answer.leftOut;
        return;
    }
    PromSeries series{.labels = std::move(labels.entries), .points = {}};
    const auto add = [&](const json::Json &pair) {
        if (const auto point = pointFrom(pair))
            series.points.append(*point);
        else
            ++answer.leftOut;
    };
    if (const json::Json &values = member(in, "values"); values.is_array()) {
        series.points.reserve(qsizetype(values.size()));
        for (const json::Json &pair : values)
            add(pair);
    } else if (!(in.contains("values") && values.is_null())) { // an empty list, as above
        add(member(in, "value")); // native histograms have neither
    }
    answer.series.append(std::move(series));
}

/// A list of sentences, whatever else may stand among them.
QStringList sentencesIn(const json::Json &list)
{
    QStringList sentences;
    if (!list.is_array())
        return sentences;
    for (const json::Json &each : list) {
        QString sentence;
        if (json::read(each, sentence) && !sentence.isEmpty())
            sentences.append(sentence);
    }
    return sentences;
}

ApiError notAnAnswer(const QString &detail, const QByteArray &body)
{
    return {.kind = ApiError::Kind::Decode, .message = plainExcerpt(body), .detail = detail};
}

struct Side
{
    std::optional<double> VolumeSeries::Point::*value;
    QByteArrayView metric;
};

constexpr std::array sides{Side{&VolumeSeries::Point::availableBytes, storageMetric::vitessAvailable},
                           Side{&VolumeSeries::Point::capacityBytes, storageMetric::vitessCapacity},
                           Side{&VolumeSeries::Point::availableBytes, storageMetric::postgresAvailable},
                           Side{&VolumeSeries::Point::capacityBytes, storageMetric::postgresCapacity}};

struct Joined
{
    VolumeSeries series; // without points
    QMap<qint64, VolumeSeries::Point> points;
};

} // namespace

QString promql::quoted(const QString &text)
{
    QString out = u"\""_s;
    for (const QChar c : text) {
        if (c == u'\\' || c == u'"')
            out += u'\\' + QString(c);
        else if (c == u'\n')
            out += u"\\n"_s;
        else if (c.unicode() < 0x20 || c.unicode() == 0x7F)
            out += u"\\x%1"_s.arg(uint(c.unicode()), 2, 16, QChar(u'0'));
        else
            out += c;
    }
    return out + u'"';
}

QString promql::literalPattern(const QString &text)
{
    constexpr QStringView special = u"\\.+*?()|[]{}^$";
    QString out;
    for (const QChar c : text) {
        if (special.contains(c))
            out += u'\\';
        out += c;
    }
    return out;
}

QString promql::selector(const QString &name, const QList<PromMatcher> &matchers)
{
    QStringList conditions;
    for (const PromMatcher &matcher : matchers)
        conditions.append(condition(matcher));
    if (conditions.isEmpty() && !name.isEmpty())
        return name;
    return name + u'{' + conditions.join(u',') + u'}';
}

QString promql::volumes(const QStringList &branchIds)
{
    QStringList names;
    for (const Side &side : sides)
        names.append(name(side.metric));
    return selector({},
                    QList<PromMatcher>{{.label = u"__name__"_s, .is = PromMatcher::Is::OneOf, .values = names}}
                        + ofBranches(branchIds));
}

QString promql::tables(const QStringList &branchIds)
{
    return selector(name(storageMetric::tableBytes), ofBranches(branchIds));
}

QString promql::samples(const QString &selector, std::chrono::seconds before)
{
    return selector + u"[%1s]"_s.arg(std::max<qint64>(1, before.count()));
}

QString PromSeries::label(QStringView labelName) const
{
    for (const auto &[key, value] : labels) {
        if (key == labelName)
            return value;
    }
    return {};
}

Result<PromAnswer> decodePromAnswer(const QByteArray &body)
{
    const DecodeScope scope(promLimits, false);
    const auto document = json::parse(body);
    if (!document && document.error().kind == ApiError::Kind::TooLarge)
        return tl::unexpected(document.error());
    if (!document)
        return tl::unexpected(notAnAnswer(u"expected an answer of Prometheus"_s, body));
    const QString status = textIn(*document, "status");
    if (status == u"error") {
        ApiError error{.kind = ApiError::Kind::Invalid};
        error.code = textIn(*document, "errorType").left(100);
        error.message = plainExcerpt(textIn(*document, "error").toUtf8());
        return tl::unexpected(error);
    }
    const json::Json &data = member(*document, "data");
    const QString type = textIn(data, "resultType");
    const json::Json &result = member(data, "result");
    const bool hasResult = data.is_object() && data.contains("result") && (result.is_array() || result.is_null());
    if (status != u"success" || !hasResult)
        return tl::unexpected(notAnAnswer(u"expected an answer of Prometheus"_s, body));
    PromAnswer answer;
    answer.warnings = sentencesIn(member(*document, "warnings"));
    answer.infos = sentencesIn(member(*document, "infos"));
    const json::Json &partial = member(*document, "isPartial");
    answer.isPartial = partial.is_boolean() && partial.get<bool>();
    const bool known = type.isEmpty() || type == u"matrix" || type == u"vector" || type == u"scalar";
    if (known && (result.is_null() || result.empty()))
        return answer;
    if (type == u"scalar") {
        if (const auto point = pointFrom(result))
            answer.series.append({.labels = {}, .points = {*point}});
        else
            ++answer.leftOut;
        return answer;
    }
    if (type != u"matrix" && type != u"vector")
        return tl::unexpected(notAnAnswer(u"the result is no series but \"%1\""_s.arg(type.left(40)), body));
    if (qint64(result.size()) > promLimits.rows)
        return tl::unexpected(tooLarge({.of = PassedLimit::Of::Rows, .most = promLimits.rows}));
    answer.series.reserve(qsizetype(result.size()));
    for (const json::Json &one : result)
        addSeries(answer, one);
    return answer;
}

std::chrono::seconds promStep(const QDateTime &from, const QDateTime &to, std::chrono::seconds wished)
{
    static constexpr std::array<int, 22> nice{1,     2,     5,      10,     15,     30,     60,    120,
                                              300,   600,   900,    1800,   3600,   7200,   10800, 21600,
                                              43200, 86400, 172800, 259200, 604800, 1209600};
    wished = std::max(wished, std::chrono::seconds(1));
    const qint64 span = std::max<qint64>(0, from.secsTo(to));
    // Both ends count.
    const qint64 least = (span + maximumPromPoints - 2) / (maximumPromPoints - 1);
    if (least <= wished.count())
        return wished;
    for (const int step : nice) {
        if (step >= least)
            return std::chrono::seconds(step);
    }
    return std::chrono::seconds(least);
}

QList<VolumeSeries> readVolumeSeries(const PromAnswer &answer, qint64 *leftOut)
{
    qint64 unusable = 0;
    QList<Joined> volumes;
    QHash<QString, qsizetype> places;
    for (const PromSeries &series : answer.series) {
        const QString metric = series.label(u"__name__");
        const auto side =
            std::find_if(sides.begin(), sides.end(), [&](const Side &one) { return metric == name(one.metric); });
        if (side == sides.end()) {
            ++unusable;
            continue;
        }
        VolumeSeries volume;
        const QString role = series.label(u"planetscale_role");
        volume.volume = {.branchId = series.label(u"planetscale_database_branch_id"),
                         .keyspace = series.label(u"planetscale_keyspace"),
                         .shard = series.label(u"planetscale_shard"),
                         .pod = series.label(u"planetscale_pod"),
                         .role = role.isEmpty() ? series.label(u"planetscale_tablet_type") : role};
        volume.organization = series.label(u"planetscale_organization_name");
        volume.database = series.label(u"planetscale_database_name");
        volume.branch = series.label(u"planetscale_branch_name");
        const VolumeIdentity &id = volume.volume;
        const QString key = QStringList{id.branchId, id.keyspace, id.shard, id.pod, id.role}.join(QChar(0));
        auto place = places.constFind(key);
        if (place == places.cend()) {
            place = places.insert(key, volumes.size());
            volumes.append({.series = volume, .points = {}});
        }
        Joined &joined = volumes[place.value()];
        for (const PromPoint &point : series.points) {
            if (!std::isfinite(point.value) || point.value < 0) {
                ++unusable;
                continue;
            }
            VolumeSeries::Point &both = joined.points[point.at];
            both.at = point.at;
            if (!(both.*(side->value)))
                both.*(side->value) = point.value;
        }
    }
    QList<VolumeSeries> result;
    result.reserve(volumes.size());
    for (Joined &joined : volumes) {
        joined.series.points = joined.points.values();
        result.append(std::move(joined.series));
    }
    if (leftOut)
        *leftOut += unusable;
    return result;
}

QList<TableSample> readTableSamples(const PromAnswer &answer, qint64 *leftOut)
{
    qint64 unusable = 0;
    QList<TableSample> tables;
    for (const PromSeries &series : answer.series) {
        TableSample table{.branchId = series.label(u"planetscale_database_branch_id"),
                          .keyspace = series.label(u"planetscale_keyspace"),
                          .shard = series.label(u"planetscale_shard"),
                          .table = series.label(u"planetscale_table"),
                          .pod = series.label(u"planetscale_pod"),
                          .role = series.label(u"planetscale_tablet_type")};
        if (series.points.isEmpty())
            continue;
        table.bytes = series.points.constLast().value;
        if (!table.table.isEmpty() && std::isfinite(table.bytes) && table.bytes >= 0)
            tables.append(table);
        else
            ++unusable;
    }
    if (leftOut)
        *leftOut += unusable;
    return tables;
}

} // namespace orrery::api
