// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/forecast/trend.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace orrery::models {

namespace {

constexpr double z90TwoSided = 1.6449;
constexpr double z90OneSided = 1.2816;
constexpr double mostCorrelation = 0.995;

/// How much neighbouring residuals agree, 0 to `mostCorrelation`.
double correlationOfNeighbours(const std::vector<TrendPoint> &points, double slope)
{
    std::vector<double> residuals;
    residuals.reserve(points.size());
    for (const TrendPoint &point : points)
        residuals.push_back(point.value - slope * (point.day - points.front().day));
    const double middle = medianOf(residuals);
    std::vector<double> distances;
    distances.reserve(residuals.size());
    for (double &residual : residuals) {
        residual -= middle;
        distances.push_back(std::abs(residual));
    }
    // 1.4826 makes the median distance a standard deviation.
    const double widest = 3 * 1.4826 * medianOf(distances);
    double together = 0;
    double alone = 0;
    for (size_t i = 0; i < residuals.size(); ++i) {
        residuals[i] = std::clamp(residuals[i], -widest, widest);
        alone += residuals[i] * residuals[i];
        if (i > 0)
            together += residuals[i] * residuals[i - 1];
    }
    if (alone <= 0)
        return 0; // a perfect line
    const double n = double(residuals.size());
    const double raw = together / alone;
    // A fitted line takes some of it away, most where readings never come back to the line.
    const double corrected = n > 8 ? raw + (2 + 8 * raw * raw) / n : raw;
    return std::clamp(corrected, 0.0, mostCorrelation);
}

/// The value at `rank` (0-based, cut to what exists) of `slopes` in order.
double valueAt(std::vector<double> &slopes, double rank)
{
    const double last = double(slopes.size() - 1);
    const auto place = slopes.begin() + std::ptrdiff_t(std::clamp(rank, 0.0, last));
    std::nth_element(slopes.begin(), place, slopes.end());
    return *place;
}

} // namespace

double medianOf(std::vector<double> values)
{
    if (values.empty())
        return std::numeric_limits<double>::quiet_NaN();
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1)
        return *middle;
    return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

std::vector<TrendPoint> evenlySpaced(const std::vector<TrendPoint> &points, int cells)
{
    std::vector<TrendPoint> result;
    if (points.empty() || cells <= 0)
        return result;
    const double from = points.front().day;
    const double span = points.back().day - from;
    std::vector<double> days;
    std::vector<double> values;
    const auto close = [&] {
        if (!days.empty())
            result.push_back({medianOf(days), medianOf(values)});
        days.clear();
        values.clear();
    };
    double cell = -1;
    for (const TrendPoint &point : points) {
        const double own = span > 0 ? std::min(std::floor((point.day - from) / span * cells), double(cells - 1)) : 0;
        if (own > cell) {
            close();
            cell = own;
        }
        days.push_back(point.day);
        values.push_back(point.value);
    }
    close();
    return result;
}

std::optional<Trend> robustTrend(const std::vector<TrendPoint> &points)
{
    const size_t n = points.size();
    if (n < 3)
        return std::nullopt;
    std::vector<double> slopes;
    slopes.reserve(n * (n - 1) / 2);
    for (size_t i = 0; i < n; ++i) {
        for (size_t j = i + 1; j < n; ++j) {
            const double days = points[j].day - points[i].day;
            if (days > 0)
                slopes.push_back((points[j].value - points[i].value) / days);
        }
    }
    if (slopes.empty())
        return std::nullopt;

    Trend trend;
    trend.slope = medianOf(slopes);
    const double correlation = correlationOfNeighbours(points, trend.slope);
    const double widening = std::sqrt((1 + correlation) / (1 - correlation));
    const double count = double(n);
    const double deviation = std::sqrt(count * (count - 1) * (2 * count + 5) / 18);
    const double pairs = double(slopes.size());
    const auto lowEnd = [&](double z) {
        const double end = valueAt(slopes, std::floor((pairs - z * deviation) / 2) - 1);
        return trend.slope - std::max(0.0, trend.slope - end) * widening;
    };
    const auto highEnd = [&](double z) {
        const double end = valueAt(slopes, std::ceil((pairs + z * deviation) / 2));
        return trend.slope + std::max(0.0, end - trend.slope) * widening;
    };
    trend.low = lowEnd(z90TwoSided);
    trend.high = highEnd(z90TwoSided);
    trend.rises = lowEnd(z90OneSided) > 0;
    trend.falls = highEnd(z90OneSided) < 0;
    return trend;
}

} // namespace orrery::models
