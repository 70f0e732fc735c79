// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace orrery::bench {

double median(QList<double> samples);

/// What was measured, beside what it is held against.
struct Measure
{
    QString id; ///< stable, for bench.json
    QString title;
    QString unit; ///< "ms", "KiB", "requests"
    QList<double> samples;
    std::optional<double> limit; ///< in the same unit
    QString limitText; ///< where the limit comes from: "2 × floor"
    QString problem; ///< instead of samples: why there are none
    QString note;

    [[nodiscard]] double value() const { return median(samples); }
    [[nodiscard]] bool kept() const { return !samples.isEmpty() && (!limit || value() <= *limit); }
};

class Report
{
public:
    /// Adds a measure; the reference stays valid until the next call.
    Measure &add(const Measure &measure);
    [[nodiscard]] const Measure *find(const QString &id) const;
    /// A limit of `factor` times what `id` gave; none, with a word, when that was not measured.
    void limitBy(Measure &measure, double factor, const QString &id, const QString &text) const;

    [[nodiscard]] QString table() const;
    [[nodiscard]] QJsonObject json() const;

private:
    QList<Measure> m_measures;
};

} // namespace orrery::bench
