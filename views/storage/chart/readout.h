// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/storage/chart/content.h"
#include "views/storage/chart/selection.h"

#include <QCoreApplication>

namespace orrery::views {

/// What a chart says of one moment: at its crosshair, and to a screen reader.
class ChartReadout
{
    Q_DECLARE_TR_FUNCTIONS(orrery::views::ChartReadout)

public:
    struct Row
    {
        int series = 0;
        QString name;
        QString value;
        std::optional<QPointF> at; ///< of its dot, in milliseconds and value
    };
    struct Rows
    {
        QList<Row> shown;
        int hidden = 0;
    };

    /// Both have to outlive it.
    ChartReadout(const ChartContent &content, const ChartSelection &selection)
        : m_content(content), m_selection(selection)
    {}

    /// A row for each series with a reading, at most `most`: the chosen one first, then the fullest. After the last reading:
    /// what is expected.
    [[nodiscard]] Rows rows(qsizetype most) const;
    /// "21 Nov 05:00", of the crosshair.
    [[nodiscard]] QString time() const;
    /// "and 58 more".
    static QString more(int hidden);
    /// "21 Nov 05:00: commerce / -80 82.4 % (98.9 GiB of 120 GiB)"; empty without crosshair.
    [[nodiscard]] QString text() const;
    /// The current event, then the crosshair, or else the chosen line.
    [[nodiscard]] QString description() const;
    /// "Deploy request #40, 21 Nov 05:00".
    static QString eventText(const models::StorageEvent &event);

private:
    [[nodiscard]] Row expectedRow(const models::ForecastPoint &point) const;
    [[nodiscard]] Row row(int series, const models::StoragePoint &point) const;
    [[nodiscard]] QList<int> order(qint64 milliseconds) const;

    const ChartContent &m_content;
    const ChartSelection &m_selection;
};

} // namespace orrery::views
