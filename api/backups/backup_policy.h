// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/field.h"

namespace orrery::api {

/// Which branches a policy backs up.
enum class BackupTarget : quint8 {
    Production,
    Development,
};

template<>
struct EnumNames<BackupTarget>
{
    static constexpr std::pair<BackupTarget, std::string_view> values[] = {
        {BackupTarget::Production, "production"},
        {BackupTarget::Development, "development"},
    };
};

/// Of retention; frequency has no `year`.
enum class PeriodUnit : quint8 {
    Hour,
    Day,
    Week,
    Month,
    Year,
};

template<>
struct EnumNames<PeriodUnit>
{
    static constexpr std::pair<PeriodUnit, std::string_view> values[] = {
        {PeriodUnit::Hour, "hour"},   {PeriodUnit::Day, "day"},   {PeriodUnit::Week, "week"},
        {PeriodUnit::Month, "month"}, {PeriodUnit::Year, "year"},
    };
};

/// A schedule of backups.
struct BackupPolicy : Resource
{
    QString id;
    QString displayName;
    QString name;
    OpenEnum<BackupTarget> target;
    std::optional<qint64> retentionValue;
    OpenEnum<PeriodUnit> retentionUnit;
    std::optional<qint64> frequencyValue;
    OpenEnum<PeriodUnit> frequencyUnit;
    QString scheduleTime; ///< HH:MM
    std::optional<qint64> scheduleDay; ///< 0 is Sunday
    std::optional<qint64> scheduleWeek; ///< 0 is the first of the month
    QDateTime createdAt;
    QDateTime updatedAt;
    QDateTime lastRanAt;
    QDateTime nextRunAt;
    std::optional<bool> required; ///< asked for by the service itself

    friend bool operator==(const BackupPolicy &, const BackupPolicy &) = default;

    static constexpr auto fields()
    {
        using B = BackupPolicy;
        return FieldTable{
            field("id", &B::id, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "ID")),
            field("display_name", &B::displayName, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Display name")),
            field("name", &B::name, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Name")),
            field("target", &B::target, Meaning::State, QT_TRANSLATE_NOOP("Field", "Target")),
            field("retention_value", &B::retentionValue, Meaning::Count, QT_TRANSLATE_NOOP("Field", "Retention")),
            field("retention_unit", &B::retentionUnit, Meaning::State, QT_TRANSLATE_NOOP("Field", "Retention unit")),
            field("frequency_value", &B::frequencyValue, Meaning::Count, QT_TRANSLATE_NOOP("Field", "Frequency")),
            field("frequency_unit", &B::frequencyUnit, Meaning::State, QT_TRANSLATE_NOOP("Field", "Frequency unit")),
            field("schedule_time", &B::scheduleTime, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Time of day")),
            field("schedule_day", &B::scheduleDay, Meaning::Count, QT_TRANSLATE_NOOP("Field", "Day of week")),
            field("schedule_week", &B::scheduleWeek, Meaning::Count, QT_TRANSLATE_NOOP("Field", "Week of month")),
            field("created_at", &B::createdAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Created")),
            field("updated_at", &B::updatedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Updated")),
            field("last_ran_at", &B::lastRanAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Last run")),
            field("next_run_at", &B::nextRunAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Next run")),
            field("required", &B::required, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Required")),
        };
    }
};

} // namespace orrery::api
