// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/tone.h"

#include <QByteArray>
#include <QString>
#include <QVariant>

#include <functional>
#include <optional>

namespace orrery::models {

/// One column of a resource list, described once: everything a table, its filter, its sorting and its export need.
template<class Row>
struct Column
{
    QByteArray id; ///< stable, for settings and export ("created_at")
    QString title; ///< translated header
    QString description; ///< translated header tooltip
    std::function<QString(const Row &)> text; ///< localised display text
    std::function<QVariant(const Row &)> sortKey; ///< defaults to the text
    std::function<std::optional<StateWord>(const Row &)> state; ///< set for state columns: shown as a chip
    std::function<QString(const Row &)> exact; ///< tooltip with the exact value; may be unset
    Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter;
    bool monospace = false;
    bool relativeTime = false; ///< the text ages: tables repaint it, filters leave it out
    int width = 0; ///< preferred width at 100 %, in device-independent pixels; 0: by content
    bool hiddenByDefault = false;
};

} // namespace orrery::models
