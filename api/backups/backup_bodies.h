// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/backups/backup.h"

namespace orrery::api {

/// Body of POST …/backups; all optional.
struct BackupCreate : Resource
{
    QString name;
    OpenEnum<PeriodUnit> retentionUnit;
    std::optional<qint64> retentionValue; ///< 1 to 1000
    std::optional<bool> emergency; ///< Postgres only; may slow the database

    friend bool operator==(const BackupCreate &, const BackupCreate &) = default;

    static constexpr auto fields()
    {
        using B = BackupCreate;
        return FieldTable{
            field("name", &B::name, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Name")),
            field("retention_unit", &B::retentionUnit, Meaning::State, QT_TRANSLATE_NOOP("Field", "Retention unit")),
            field("retention_value", &B::retentionValue, Meaning::Count, QT_TRANSLATE_NOOP("Field", "Retention")),
            field("emergency", &B::emergency, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Emergency backup")),
        };
    }
};

/// Body of PATCH …/backups/{id}.
struct BackupUpdate : Resource
{
    std::optional<bool> isProtected;

    friend bool operator==(const BackupUpdate &, const BackupUpdate &) = default;

    static constexpr auto fields()
    {
        using B = BackupUpdate;
        return FieldTable{
            field("protected", &B::isProtected, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Protected from deletion")),
        };
    }
};

} // namespace orrery::api
