// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/service_names.h"

#include <QRegularExpression>
#include <QStringList>

namespace orrery::models {

QString planName(const QString &plan)
{
    static const QRegularExpression internal(QStringLiteral("^[a-z0-9]+(_[a-z0-9]+)*$"));
    if (!internal.match(plan).hasMatch())
        return plan;
    QStringList words = plan.split(QLatin1Char('_'));
    for (QString &word : words)
        word[0] = word.at(0).toUpper();
    return words.join(QLatin1Char(' '));
}

QString clusterSizeName(const QString &name, const QString &display)
{
    // The class and its size; provider and processor stand behind them.
    static const QRegularExpression internal(QStringLiteral("^([A-Z]+)_([A-Z0-9]+)(_[A-Z0-9]+)*$"));
    if (!display.isEmpty())
        return display;
    const QRegularExpressionMatch parts = internal.match(name);
    return parts.hasMatch() ? parts.captured(1) + QLatin1Char('-') + parts.captured(2) : name;
}

} // namespace orrery::models
