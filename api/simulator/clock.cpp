// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/clock.h"

#include <QDateTime>

namespace orrery::simulator {

Clock::Clock(double timeScale) : m_start(QDateTime::currentMSecsSinceEpoch()), m_timeScale(timeScale)
{
    m_elapsed.start();
}

Instant Clock::now() const
{
    return m_start + m_skipped + static_cast<Instant>(static_cast<double>(m_elapsed.elapsed()) * m_timeScale);
}

void Clock::advance(Instant milliseconds)
{
    m_skipped += milliseconds;
}

namespace {
void putDigits(QChar *to, qint64 value, int digits)
{
    for (int i = digits - 1; i >= 0; --i) {
        to[i] = QChar(static_cast<char16_t>(u'0' + value % 10));
        value /= 10;
    }
}
} // namespace

// QDateTime::toString() is most of the cost of a page of 100 deploy requests (each carries two dozen
// times), hence the digits by hand.
QString isoTime(Instant instant)
{
    if (instant == 0)
        return {};
    qint64 days = instant / kDay;
    qint64 rest = instant % kDay;
    if (rest < 0) {
        rest += kDay;
        --days;
    }
    constexpr qint64 julianEpoch = 2440588; // 1970-01-01
    const QDate date = QDate::fromJulianDay(julianEpoch + days);
    if (date.year() < 0 || date.year() > 9999)
        return QStringLiteral("9999-12-31T23:59:59.999Z");
    QString text = QStringLiteral("0000-00-00T00:00:00.000Z");
    QChar *out = text.data();
    putDigits(out, date.year(), 4);
    putDigits(out + 5, date.month(), 2);
    putDigits(out + 8, date.day(), 2);
    putDigits(out + 11, rest / kHour, 2);
    putDigits(out + 14, rest / kMinute % 60, 2);
    putDigits(out + 17, rest / kSecond % 60, 2);
    putDigits(out + 20, rest % kSecond, 3);
    return text;
}

Instant parseIsoTime(const QString &text)
{
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    return time.isValid() ? time.toMSecsSinceEpoch() : 0;
}

} // namespace orrery::simulator
