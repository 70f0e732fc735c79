// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/text.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace orrery::models {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::Text)
};

constexpr QChar noBreakSpace(0x00a0);

bool isInvisible(char32_t c)
{
    return (c >= 0x80 && c <= 0x9f) || c == 0x00ad || c == 0x061c || c == 0x180e || c == 0x200b || c == 0x200e
        || c == 0x200f || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff
        || (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe007f);
}

QString marked(char32_t c)
{
    return QStringLiteral("\u27e8U+%1\u27e9").arg(static_cast<uint>(c), 4, 16, QLatin1Char('0')).toUpper();
}

/// "3 min" with a space that does not break.
QString withUnit(const QString &number, const QString &unit)
{
    return number + noBreakSpace + unit;
}

QString amount(qint64 value, const QString &unit)
{
    return withUnit(QLocale().toString(value), unit);
}

} // namespace

QString visibleText(const QString &text, LineBreaks lineBreaks)
{
    // Nearly every text is clean: look first, copy only when there is something to mark.
    const auto isClean = [lineBreaks](QChar c) {
        const char16_t unit = c.unicode();
        if (unit >= 0x20 && unit < 0x7f)
            return true;
        if (lineBreaks == LineBreaks::Keep && (unit == u'\n' || unit == u'\t'))
            return true;
        return unit > 0xa0 && !c.isSurrogate() && !isInvisible(unit);
    };
    bool clean = true;
    for (const QChar c : text) {
        if (!isClean(c)) {
            clean = false;
            break;
        }
    }
    if (clean)
        return text;

    QString out;
    out.reserve(text.size() + 16);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        char32_t point = c.unicode();
        if (c.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate()) {
            point = QChar::surrogateToUcs4(c, text.at(i + 1));
            ++i;
            if (isInvisible(point))
                out += marked(point);
            else
                out.append(c).append(text.at(i));
        } else if (c.isSurrogate()) {
            out += QChar(QChar::ReplacementCharacter);
        } else if (point == '\r' && lineBreaks == LineBreaks::Keep && i + 1 < text.size() && text.at(i + 1) == u'\n') {
            continue;
        } else if (point < 0x20 && !(lineBreaks == LineBreaks::Keep && (point == '\n' || point == '\t'))) {
            out += QChar(static_cast<char16_t>(0x2400 + point));
        } else if (point == 0x7f) {
            out += QChar(u'\u2421');
        } else if (isInvisible(point)) {
            out += marked(point);
        } else {
            out += c;
        }
    }
    return out;
}

QString joinedNames(const QStringList &names)
{
    QStringList visible;
    for (const QString &name : names)
        visible.append(visibleText(name));
    return visible.join(QStringLiteral(" / "));
}

QString relativeTime(const QDateTime &when, const QDateTime &now)
{
    if (!when.isValid())
        return {};
    const qint64 seconds = when.secsTo(now);
    const qint64 distance = std::abs(seconds);
    QString span;
    if (distance < 5)
        return Text::tr("just now");
    if (distance < 60)
        span = amount(distance, Text::tr("s", "seconds, short"));
    else if (distance < 3600)
        span = amount(distance / 60, Text::tr("min", "minutes, short"));
    else if (distance < 86400)
        span = amount(distance / 3600, Text::tr("h", "hours, short"));
    else if (distance < 30 * 86400)
        span = amount(distance / 86400, Text::tr("d", "days, short"));
    else
        return QLocale().toString(when.toLocalTime().date(), QLocale::ShortFormat);
    return seconds >= 0 ? Text::tr("%1 ago").arg(span) : Text::tr("in %1").arg(span);
}

QString exactTime(const QDateTime &when)
{
    if (!when.isValid())
        return {};
    const QDateTime local = when.toLocalTime();
    return QStringLiteral("%1 %2").arg(QLocale().toString(local.date(), QLocale::LongFormat),
                                       QLocale().toString(local.time(), QStringLiteral("HH:mm:ss")))
        + QLatin1Char(' ') + local.timeZoneAbbreviation();
}

QString formattedBytes(double bytes)
{
    if (!std::isfinite(bytes))
        return {};
    const double magnitude = std::abs(bytes);
    // Three significant figures: 1.23 GiB, 12.3 GiB, 123 GiB.
    double scaled = magnitude;
    while (scaled >= 1023.5)
        scaled /= 1024;
    const int decimals = magnitude < 1024 || scaled >= 99.95 ? 0 : 1;
    const QString size = QLocale().formattedDataSize(static_cast<qint64>(std::min(magnitude, 9.0e18)), decimals,
                                                     QLocale::DataSizeIecFormat);
    return bytes < 0 ? QLocale().negativeSign() + size : size;
}

QString exactBytes(double bytes)
{
    if (!std::isfinite(bytes))
        return {};
    return Text::tr("%1 bytes").arg(QLocale().toString(bytes, 'f', 0));
}

QString formattedPercent(double percent, int decimals)
{
    if (!std::isfinite(percent))
        return {};
    const double scale = std::pow(10.0, decimals);
    double shown = std::round(percent * scale) / scale;
    // The epsilon forgives what binary fractions lose (0.57 * 100), not a real distance.
    if (shown > percent + 1e-9 && std::floor(shown) > std::floor(percent + 1e-9))
        shown = std::floor(percent * scale) / scale;
    QString number = QLocale().toString(shown, 'f', decimals);
    if (decimals > 0) {
        const QString zeros = QLocale().zeroDigit().repeated(decimals);
        const QString tail = QLocale().decimalPoint() + zeros;
        if (number.endsWith(tail))
            number.chop(tail.size());
    }
    return withUnit(number, QLocale().percent());
}

QString formattedDuration(qint64 seconds)
{
    const QString s = Text::tr("s", "seconds, short");
    const QString min = Text::tr("min", "minutes, short");
    const QString h = Text::tr("h", "hours, short");
    const QString d = Text::tr("d", "days, short");
    const auto two = [](qint64 major, const QString &majorUnit, qint64 minor, const QString &minorUnit) {
        const QString first = amount(major, majorUnit);
        return minor == 0 ? first : first + QLatin1Char(' ') + amount(minor, minorUnit);
    };
    if (seconds < 0)
        return QLocale().negativeSign() + formattedDuration(-seconds);
    if (seconds < 60)
        return amount(seconds, s);
    if (seconds < 3600)
        return two(seconds / 60, min, seconds % 60, s);
    if (seconds < 86400)
        return two(seconds / 3600, h, seconds % 3600 / 60, min);
    return two(seconds / 86400, d, seconds % 86400 / 3600, h);
}

QString countOf(qint64 count, qint64 total)
{
    return Text::tr("%1 of %2").arg(QLocale().toString(count), QLocale().toString(total));
}

QString formattedCount(qint64 count)
{
    return QLocale().toString(count);
}

} // namespace orrery::models
