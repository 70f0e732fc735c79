// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/location.h"

#include <QDateTime>
#include <QString>

namespace orrery::models {

/// Something that happened to a branch and may explain its curve: drawn on the time axis.
struct StorageEvent
{
    enum class Kind : quint8 { Deployment, Backup, Resize, CapacityChange, ReadOnly };

    Kind kind = Kind::Deployment;
    QDateTime at; ///< UTC
    QString title; ///< translated, one line: "Deploy request #40: Add loyalty points"
    Location place; ///< where it is shown; default: nowhere
    friend bool operator==(const StorageEvent &, const StorageEvent &) = default;
};

} // namespace orrery::models
