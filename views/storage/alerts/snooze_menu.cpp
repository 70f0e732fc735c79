// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/alerts/snooze_menu.h"

#include "api/core/clock.h"
#include "models/storage/alerts/watch.h"
#include "views/core/action_gate.h"

#include <QCoreApplication>
#include <QLocale>
#include <QMenu>

#include <algorithm>

namespace orrery::views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(SnoozeMenu)
};

constexpr int foreverYears = 10; ///< a snooze without an end of its own
constexpr int longYears = 1; ///< what lasts longer than this is called one

QDateTime tomorrowAtNine(const QDateTime &now)
{
    return QDateTime(now.toLocalTime().date().addDays(1), QTime(9, 0)).toUTC();
}

} // namespace

QString snoozeText(const QDateTime &until, const QDateTime &now)
{
    if (!until.isValid() || until <= now)
        return {};
    if (until > now.addYears(longYears))
        return Words::tr("Snoozed until a higher threshold is crossed");
    const QDateTime local = until.toLocalTime();
    const QLocale locale;
    const QString time = locale.toString(local.time(), QLocale::ShortFormat);
    if (local.date() == now.toLocalTime().date())
        return Words::tr("Snoozed until %1", "a time of today").arg(time);
    return Words::tr("Snoozed until %1, %2", "date, time")
        .arg(locale.toString(local.date(), QLocale::ShortFormat), time);
}

QMenu *makeSnoozeMenu(models::StorageWatch *watch, const Clock *clock, const QList<models::StorageVolume> &volumes,
                      QWidget *parent)
{
    auto *menu = new QMenu(Words::tr("Snooze"), parent);
    menu->setToolTipsVisible(true);
    const auto add = [=](const QString &text, auto until) {
        QAction *action = menu->addAction(text);
        // The time counts from the choice, not from when the menu was made.
        QObject::connect(action, &QAction::triggered, watch,
                         [=]() { watch->snooze(volumes, until(clock->now().toUTC())); });
        return action;
    };
    add(Words::tr("For 1 hour"), [](const QDateTime &now) { return now.addSecs(3600); });
    add(Words::tr("Until tomorrow, %1").arg(QLocale().toString(QTime(9, 0), QLocale::ShortFormat)), &tomorrowAtNine);
    add(Words::tr("For 1 week"), [](const QDateTime &now) { return now.addDays(7); });
    add(Words::tr("Until a higher threshold is crossed"),
        [](const QDateTime &now) { return now.addYears(foreverYears); });
    menu->addSeparator();
    QAction *end = add(Words::tr("End the snooze"), [](const QDateTime &now) { return now; });
    const auto update = [=]() {
        const bool silent = std::any_of(volumes.cbegin(), volumes.cend(), [watch](const models::StorageVolume &volume) {
            return watch->snoozedUntil(volume).isValid();
        });
        setEnabledWithReason(end, silent ? std::nullopt : std::optional<QString>(Words::tr("It is not snoozed.")));
    };
    QObject::connect(menu, &QMenu::aboutToShow, menu, update);
    update();
    return menu;
}

} // namespace orrery::views
