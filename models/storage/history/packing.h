// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/history/rollup.h"

#include <QByteArray>
#include <QByteArrayView>

namespace orrery::models {

/// Arranged readings as bytes: differences in variable length, 6 bytes or so for each.
QByteArray packed(const std::vector<KeptReading> &readings);
/// Appends what packed() made; false, with nothing appended, when these are no such bytes.
bool unpack(QByteArrayView bytes, std::vector<KeptReading> *readings);

} // namespace orrery::models
