// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/result.h"

#include <QByteArrayView>

#include <functional>
#include <optional>
#include <span>

namespace orrery::api {

/// How metrics are written as text. The two differ in the unit of a timestamp and in how the end is told.
enum class ExpositionFormat : quint8 {
    Detect, ///< OpenMetrics when it has a "# EOF" or "# UNIT" line, else Text
    Text, ///< Prometheus text format 0.0.4: timestamps in milliseconds
    OpenMetrics, ///< OpenMetrics 1.0: timestamps in seconds, "# EOF" at the end, exemplars (which are not read)
};

/// The format a Content-Type header names; Detect when it names none of the two.
ExpositionFormat expositionFormatOf(QByteArrayView contentType);

/// A label as it stands in the text, escapes undone; UTF-8.
struct ExpositionLabel
{
    QByteArrayView name;
    QByteArrayView value;
};

/// One line of the text, seen while it is read: the views end with the call that hands it over.
struct ExpositionSample
{
    QByteArrayView name;
    std::span<const ExpositionLabel> labels; ///< in the order of the text, each name once
    double value = 0; ///< may be NaN or infinite
    std::optional<qint64> timestamp; ///< milliseconds since the epoch, UTC; rarely there

    /// The value of that label; empty when there is none.
    [[nodiscard]] QByteArrayView label(QByteArrayView labelName) const;
};

/// What was seen on the way. Everything but `samples` and `filtered` was tolerated.
struct ExpositionCounts
{
    qint64 samples = 0; ///< handed over
    qint64 filtered = 0; ///< of a name that is not wanted; not looked at any further
    qint64 comments = 0; ///< "# HELP", "# TYPE" and the like
    qint64 malformed = 0; ///< lines that are none of these, left out
    qint64 notFinite = 0; ///< samples with NaN or an infinity, handed over
    qint64 duplicateLabels = 0; ///< a label that was there before on its line; the first one counts
    /// The last line has no end, or OpenMetrics has no "# EOF": the transfer may have been cut. A last line without an end is
    /// left out, because half a number is a number.
    bool truncated = false;
    qint64 afterEnd = 0; ///< lines behind the "# EOF" of OpenMetrics, not read

    friend bool operator==(const ExpositionCounts &, const ExpositionCounts &) = default;
};

/// What to read and how.
struct ExpositionOptions
{
    ExpositionFormat format = ExpositionFormat::Detect;
    /// Names of the wanted metrics, as they stand before "{"; empty: all.
    std::span<const QByteArrayView> wanted;
    /// Several files may be joined: a "# EOF" is the end of one, and what follows is read too.
    bool joined = false;
};

/// The most labels of one line; a line with more is malformed.
inline constexpr qsizetype maximumExpositionLabels = 256;

/// Reads metrics in the Prometheus text format and calls `handle` for each sample, in the order of the text. Names may be
/// quoted, as newer servers write those with other characters: {"my.metric","my.label"="value"} 1. Nothing is copied but
/// texts with escapes. The time it takes is linear in the size of the text, whatever it holds. Kind::Decode when the text is
/// something else as a whole (HTML, JSON, a sentence); an empty text has no samples and is no error.
Result<ExpositionCounts> readExposition(QByteArrayView text, const ExpositionOptions &options,
                                        const std::function<void(const ExpositionSample &)> &handle);

} // namespace orrery::api
