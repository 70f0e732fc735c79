// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QDateTime>
#include <QtCore/QTimeZone>

namespace orrery {

/// UTC as QDateTime's constructors and from…SinceEpoch() take it: Qt 6.5 replaced the time specification by a time zone, and
/// later versions warn of the former.
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
inline constexpr QTimeZone::Initialization kUtc = QTimeZone::UTC;
#else
inline constexpr Qt::TimeSpec kUtc = Qt::UTC;
#endif

/// The same date and time of day, read as UTC.
inline QDateTime readAsUtc(const QDateTime &time)
{
    return QDateTime(time.date(), time.time(), kUtc);
}

} // namespace orrery
