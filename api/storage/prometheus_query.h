// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/result.h"
#include "api/storage/volume_samples.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <utility>

namespace orrery::api {

/// One condition on a label in PromQL.
struct PromMatcher
{
    enum class Is : quint8 { Equal, NotEqual, OneOf, NoneOf };

    QString label;
    Is is = Is::Equal;
    QStringList values; ///< one for Equal and NotEqual; taken literally in any case

    friend bool operator==(const PromMatcher &, const PromMatcher &) = default;
};

namespace promql {

/// `text` as a PromQL string, in double quotes.
QString quoted(const QString &text);
/// `text` with everything escaped that means something in a regular expression (RE2).
QString literalPattern(const QString &text);
/// name{label="value",…}; without a name "{…}". A matcher of several metric names has the label "__name__".
QString selector(const QString &name, const QList<PromMatcher> &matchers);

/// Both sides of all volumes, of these branches (by id); empty: of all that the server knows. What readVolumeSeries() reads.
QString volumes(const QStringList &branchIds = {});
/// Bytes of all tables, of these branches.
QString tables(const QStringList &branchIds = {});

/// What was stored, with the moments it was stored at, in the time before the moment of the query: selector "[3600s]". For
/// PrometheusServer::query(). A range query gives something else: at each step the last value of the five minutes before, so
/// that a series that ended seems to go on.
QString samples(const QString &selector, std::chrono::seconds before);

} // namespace promql

/// One point of a series.
struct PromPoint
{
    qint64 at = 0; ///< milliseconds since the epoch, UTC
    double value = 0; ///< may be NaN or infinite
    friend bool operator==(const PromPoint &, const PromPoint &) = default;
};

/// One series with its labels, "__name__" included where the server tells it; sorted by name.
struct PromSeries
{
    QList<std::pair<QString, QString>> labels;
    QList<PromPoint> points; ///< oldest first; one in the answer of an instant query

    [[nodiscard]] QString label(QStringView name) const;
    friend bool operator==(const PromSeries &, const PromSeries &) = default;
};

/// What a query gave.
struct PromAnswer
{
    QList<PromSeries> series;
    QStringList warnings; ///< the server's own words ("some stores did not answer")
    QStringList infos; ///< likewise, of newer servers
    bool isPartial = false; ///< VictoriaMetrics' word for it: some of its stores did not answer
    qint64 leftOut = 0; ///< series and points of another shape

    /// Nothing in the answer says that there may be more.
    [[nodiscard]] bool isComplete() const { return warnings.isEmpty() && infos.isEmpty() && !isPartial; }
    friend bool operator==(const PromAnswer &, const PromAnswer &) = default;
};

/// Reads {"status":"success","data":{"resultType":"matrix"|"vector"|"scalar","result":…}}; a result that is null is empty, which
/// is how servers written in Go may say it. {"status":"error"} is Kind::Invalid with the server's code and words, whatever the
/// HTTP status was; anything else is Kind::Decode.
Result<PromAnswer> decodePromAnswer(const QByteArray &body);

/// The most points of a series that Prometheus answers.
inline constexpr qint64 maximumPromPoints = 11'000;

/// A step of at least `wished` with which `from` to `to` gives at most maximumPromPoints; whole seconds, a nice number
/// (1, 2, 5, 10, 15, 30 seconds, minutes, … days) where it had to be longer.
std::chrono::seconds promStep(const QDateTime &from, const QDateTime &to, std::chrono::seconds wished);

/// The storage of one volume over time, both sides by the moments they share.
struct VolumeSeries
{
    VolumeIdentity volume;
    QString organization; ///< names as the service's discovery labels them; empty where the server dropped the labels
    QString database;
    QString branch;
    struct Point
    {
        qint64 at = 0; ///< milliseconds since the epoch, UTC
        std::optional<double> availableBytes;
        std::optional<double> capacityBytes;
        friend bool operator==(const Point &, const Point &) = default;
    };
    QList<Point> points; ///< oldest first
    friend bool operator==(const VolumeSeries &, const VolumeSeries &) = default;
};

/// Joins the two sides in an answer to promql::volumes(). Values that are no number of bytes and series of another metric are
/// left out, and added to `leftOut`. A volume that is given twice (two servers scrape it) is one; the later series fills what
/// the earlier one lacks.
QList<VolumeSeries> readVolumeSeries(const PromAnswer &answer, qint64 *leftOut = nullptr);

/// The tables in an answer to promql::tables(), with their last values; what is no number of bytes, or names no table, is left
/// out and added to `leftOut`.
QList<TableSample> readTableSamples(const PromAnswer &answer, qint64 *leftOut = nullptr);

} // namespace orrery::api
