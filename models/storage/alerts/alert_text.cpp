// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/alerts/alert_text.h"
#include "models/storage/storage_places.h"

#include "models/core/text.h"
#include "models/storage/history/series.h"
#include "models/storage/view/names.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace orrery::models {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::StorageAlert)
};

constexpr qsizetype mostLines = 8; ///< of volumes; a notification is no list to scroll through

Tone toneOf(int threshold)
{
    if (threshold == 0)
        return Tone::Warn; // a forecast
    if (threshold >= 90)
        return Tone::Critical;
    return threshold >= 75 ? Tone::Warn : Tone::Neutral;
}

/// Where all of them are shown: their branch, else their database, else their organization, else the page of all.
Location commonPlace(const QList<AlertItem> &items)
{
    const Location everything = storagePlace();
    StorageVolume common = items.first().volume;
    for (const AlertItem &item : items) {
        const StorageVolume &volume = item.volume;
        if (volume.account != common.account || volume.organization != common.organization)
            return everything;
        if (volume.database != common.database) {
            common.database.clear();
            common.branch.clear();
        } else if (volume.branch != common.branch) {
            common.branch.clear();
        }
    }
    return volumePlace(common);
}

QString levelLine(const AlertItem &item)
{
    const QString level = describeStorageLevel(item.percent).explanation;
    if (item.threshold == readOnlyThreshold)
        return Text::tr("Writes are stopped: the volume is read-only. %1.").arg(level);
    return Text::tr("%1.", "a sentence without its full stop").arg(level);
}

QString titleOf(const AlertItem &item)
{
    const QString path = volumePath(item.volume);
    if (item.threshold == readOnlyThreshold)
        return Text::tr("%1 is read-only").arg(path);
    if (item.threshold == 0)
        return Text::tr("%1 fills up").arg(path);
    return Text::tr("%1: %2 used").arg(path, formattedPercent(item.percent));
}

QString titleOf(const QList<AlertItem> &items)
{
    const int count = int(items.size());
    // They are in order: where the mildest is read-only, all are.
    if (items.constLast().threshold == readOnlyThreshold)
        return Text::tr("%Ln volume(s) are read-only", nullptr, count);
    const bool crossed = std::all_of(items.cbegin(), items.cend(), [](const AlertItem &item) {
        return item.threshold > 0 && item.threshold < readOnlyThreshold;
    });
    if (!crossed)
        return Text::tr("%Ln volume(s) fill up or are full", nullptr, count);
    const double most = std::max_element(items.cbegin(), items.cend(), [](const AlertItem &a, const AlertItem &b) {
                            return a.percent < b.percent;
                        })->percent;
    return Text::tr("%Ln volume(s) above a threshold, up to %1", nullptr, count).arg(formattedPercent(most));
}

QString listLine(const AlertItem &item)
{
    const QString path = volumePath(item.volume);
    const QString level = formattedPercent(item.percent);
    if (item.threshold == readOnlyThreshold)
        return Text::tr("%1: read-only, %2 used").arg(path, level);
    if (item.threshold == 0)
        return Text::tr("%1: %2 used. %3", "a volume, its level, its outlook").arg(path, level, item.fillingText);
    // What was silenced may have gone by since.
    if (item.percent < item.threshold)
        return Text::tr("%1: was above %3, now %2 used").arg(path, level, formattedPercent(item.threshold));
    return Text::tr("%1: %2 used, above %3").arg(path, level, formattedPercent(item.threshold));
}

} // namespace

QString describeFilling(const AlertInput &input, const QDateTime &now)
{
    const StorageForecast &forecast = input.forecast;
    QStringList parts;
    if (!forecast.sentence.isEmpty())
        parts.append(forecast.sentence);
    if (forecast.verdict == StorageForecast::Verdict::Growing) {
        std::optional<ThresholdForecast> full;
        const bool grows = canGrow(input.limits, input.capacityBytes) && input.capacityBytes && input.percent;
        if (grows) {
            full = limitForecast(input.limits, forecast, *input.percent / 100 * *input.capacityBytes,
                                 forecast.growth ? forecast.growth->to : QDateTime());
        } else if (!forecast.thresholds.isEmpty() && forecast.thresholds.constLast().percent >= 100) {
            full = forecast.thresholds.constLast();
        }
        if (full && grows)
            parts.append(Text::tr("Its storage limit of %1: %2.")
                             .arg(formattedBytes(*storageLimitBytes(input.limits)), describeThreshold(*full, now)));
        else if (full)
            parts.append(Text::tr("Full: %1.").arg(describeThreshold(*full, now)));
    }
    return parts.join(QLatin1Char(' '));
}

StorageAlert alertOf(QList<AlertItem> items, const QDateTime &now)
{
    std::sort(items.begin(), items.end(), [](const AlertItem &a, const AlertItem &b) {
        if (a.threshold != b.threshold)
            return a.threshold > b.threshold;
        if (a.percent != b.percent)
            return a.percent > b.percent;
        return a.volume < b.volume;
    });
    StorageAlert alert;
    alert.place = commonPlace(items);
    alert.threshold = items.first().threshold;
    alert.tone = toneOf(alert.threshold);
    for (const AlertItem &item : items)
        alert.volumes.append(item.volume);

    QStringList lines;
    if (items.size() == 1) {
        const AlertItem &item = items.first();
        alert.title = titleOf(item);
        lines.append(levelLine(item));
        const QString fillingText = item.input ? describeFilling(*item.input, now) : item.fillingText;
        if (!fillingText.isEmpty())
            lines.append(fillingText);
        if (item.input) {
            alert.remedies =
                storageRemedies(item.input->limits, item.volume, item.input->capacityBytes, item.input->artefactBytes);
        }
        if (!alert.remedies.isEmpty())
            lines.append(Text::tr("What you can do: %1.").arg(alert.remedies.first().text));
    } else {
        alert.title = titleOf(items);
        const qsizetype shown = items.size() > mostLines ? mostLines - 1 : items.size();
        for (qsizetype i = 0; i < shown; ++i)
            lines.append(listLine(items.at(i)));
        if (shown < items.size())
            lines.append(Text::tr("and %Ln more", nullptr, int(items.size() - shown)));
    }
    const bool silenced = std::any_of(items.cbegin(), items.cend(), [](const AlertItem &item) { return item.inQuiet; });
    if (silenced)
        alert.title = Text::tr("During quiet hours: %1").arg(alert.title);
    alert.body = lines.join(QLatin1Char('\n'));
    return alert;
}

} // namespace orrery::models
