// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/view/radar_columns.h"

#include "api/core/clock.h"
#include "models/core/column_kit.h"
#include "models/storage/view/names.h"

#include <QCoreApplication>

#include <cmath>

namespace orrery::models {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::StorageRadar)
};

std::optional<qint64> rounded(std::optional<double> value)
{
    return value && std::isfinite(*value) ? std::optional(qint64(std::llround(*value))) : std::nullopt;
}

} // namespace

QList<Column<RadarVolume>> radarColumns(const Clock *clock)
{
    using Row = RadarVolume;
    Column<Row> name = textColumn<Row>("name", Text::tr("Volume"), 0, [](const Row &row) {
        const QString volume = volumeName(row.volume);
        if (row.role.isEmpty())
            return volume.isEmpty() ? row.volume.branch : volume;
        return Text::tr("%1 (%2)", "a volume and its role").arg(volume, visibleText(row.role));
    });
    name.exact = [](const Row &row) { return volumePath(row.volume); };
    Column<Row> branch = textColumn<Row>("branch", Text::tr("Branch"), 0, [](const Row &row) {
        return QStringList{row.volume.organization, row.volume.database, row.volume.branch}.join(QLatin1String(" / "));
    });
    Column<Row> organization = textColumn<Row>("organization", Text::tr("Organization"), 0,
                                               [](const Row &row) { return row.volume.organization; });
    organization.hiddenByDefault = true; // a part of the branch's name here; for sorting
    Column<Row> risk = stateColumn<Row>("risk", Text::tr("State"), 0, [clock](const Row &row) {
        return std::optional(describeRisk(row.risk, clock->now()));
    });
    risk.sortKey = [](const Row &row) { return QVariant(row.risk.sortKey()); };
    risk.description = Text::tr("Sorted by how soon it is full or read-only");

    Column<Row> used;
    used.id = "used";
    used.title = Text::tr("Used");
    used.width = 140; // a view draws a bar beside it
    used.alignment = Qt::AlignRight | Qt::AlignVCenter;
    used.text = [](const Row &row) {
        return row.point.usedPercent ? formattedPercent(*row.point.usedPercent) : QString();
    };
    used.exact = [](const Row &row) { return describeStorageLevel(row.point.usedPercent).explanation; };
    used.sortKey = [](const Row &row) { return row.point.usedPercent ? QVariant(*row.point.usedPercent) : QVariant(); };

    Column<Row> usedBytes = bytesColumn<Row>("used_bytes", Text::tr("Used bytes"), 0,
                                             [](const Row &row) { return rounded(row.point.usedBytes); });
    usedBytes.hiddenByDefault = true;
    const Column<Row> capacity = bytesColumn<Row>("capacity", Text::tr("Capacity"), 0,
                                                  [](const Row &row) { return rounded(row.point.capacityBytes); });

    Column<Row> growth;
    growth.id = "growth";
    growth.title = Text::tr("Growth per day");
    growth.description = Text::tr("Over the last 7 days, or 30 days where 7 are not enough");
    growth.alignment = Qt::AlignRight | Qt::AlignVCenter;
    growth.text = [](const Row &row) {
        const auto &found = row.forecast.growth;
        if (!found || row.forecast.verdict == StorageForecast::Verdict::Steady)
            return found ? Text::tr("steady") : QString();
        return (found->perDay < 0 ? QStringLiteral("−%1") : QStringLiteral("+%1")).arg(describeGrowthAmount(*found));
    };
    growth.exact = [](const Row &row) { return row.forecast.sentence; };
    growth.sortKey = [](const Row &row) {
        return row.forecast.growth ? QVariant(row.forecast.growth->perDay) : QVariant();
    };

    Column<Row> serious;
    serious.id = "serious";
    serious.title = Text::tr("Days to 85 %");
    serious.description = Text::tr("When 85 % of the present capacity is expected to be used");
    // The chip beside it says the same moment in the same words.
    serious.text = [clock](const Row &row) {
        return row.risk.seriousAt.isValid() ? describeTimeUntil(row.risk.seriousAt, clock->now()) : QString();
    };
    serious.exact = [](const Row &row) {
        return row.risk.seriousAt.isValid() ? exactTime(row.risk.seriousAt) : row.forecast.sentence;
    };
    serious.sortKey = [](const Row &row) {
        return row.risk.seriousAt.isValid() ? QVariant(row.risk.seriousAt) : QVariant();
    };
    serious.relativeTime = true;

    Column<Row> source = textColumn<Row>("source", Text::tr("Source"), 0, [](const Row &row) {
        QStringList names;
        for (const StorageSource each : row.sources)
            names.append(sourceName(each));
        return names.join(QLatin1String(", "));
    });
    source.hiddenByDefault = true;
    Column<Row> read = timeColumn<Row>("read", Text::tr("Read"), 0, clock, [](const Row &row) { return row.point.at; });
    read.hiddenByDefault = true; // the page says when; a volume that is gone shows in its details
    return {name, branch, organization, risk, used, usedBytes, capacity, growth, serious, source, read};
}

} // namespace orrery::models
