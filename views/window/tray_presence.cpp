// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/tray_presence.h"

#include "models/core/badge.h"
#include "models/core/feature_registry.h"
#include "models/core/text.h"
#include "views/core/action_gate.h"
#include "views/core/notifier.h"
#include "views/window/view_registry.h"
#include "views/window/window_settings.h"

#include <QAction>
#include <QMenu>
#include <QSettings>

namespace orrery::views {

namespace {
constexpr QLatin1String toldKey("window/keep-in-tray-told");
} // namespace

TrayPresence::TrayPresence(const PageContext &context, QObject *parent)
    : QObject(parent), m_context(context), m_action(new QAction(tr("Keep watching when the window is closed"), this)),
      m_menu(std::make_unique<QMenu>())
{
    m_action->setCheckable(true);
    m_action->setChecked(keepInTraySetting.value(m_context.settings));
    m_action->setToolTip(
        tr("Closing the window leaves Orrery in the notification area, where it goes on collecting and "
           "telling"));
    connect(m_action, &QAction::toggled, this, [this](bool on) {
        keepInTraySetting.setValue(m_context.settings, on);
        update();
    });
    buildMenu();
    if (m_context.notifier)
        connect(m_context.notifier, &Notifier::iconClicked, this, &TrayPresence::showRequested);
    update();
}

TrayPresence::~TrayPresence()
{
    if (m_context.notifier)
        m_context.notifier->setStaying(nullptr);
}

void TrayPresence::buildMenu()
{
    connect(m_menu->addAction(tr("Open Orrery")), &QAction::triggered, this, &TrayPresence::showRequested);
    for (const models::GlobalPlace &place : m_context.features->globalPlaces) {
        models::Badge *badge = place.badge && m_context.services ? place.badge(*m_context.services) : nullptr;
        if (!badge)
            continue;
        QAction *action = m_menu->addAction(place.title);
        action->setData(place.title);
        connect(action, &QAction::triggered, this, [this, route = place.route]() {
            Q_EMIT openRequested({.route = route, .account = {}, .parameters = {}, .tab = {}});
        });
        connect(badge, &models::Badge::changed, this, &TrayPresence::updateStatus);
        m_places.append({badge, action});
    }
    for (const CommandRow &row : m_context.views->commands) {
        if (!row.inTray)
            continue;
        connect(m_menu->addAction(row.text), &QAction::triggered, this, [this, run = row.run]() {
            Q_EMIT commandRequested([context = m_context, run](QWidget *window) { run(context, window); });
        });
    }
    m_menu->addSeparator();
    connect(m_menu->addAction(tr("Quit")), &QAction::triggered, this, &TrayPresence::quitRequested);
}

bool TrayPresence::keeps() const
{
    return m_action->isChecked() && m_context.notifier && m_context.notifier->canStay();
}

void TrayPresence::tellHidden(const models::Location &place)
{
    if (!m_context.notifier || !m_context.settings || m_context.settings->value(toldKey, false).toBool())
        return;
    const bool shown = m_context.notifier->notify(
        {tr("Orrery keeps watching"),
         tr("Orrery keeps running in the notification area; open or quit it from its icon. To quit by closing the "
            "window, turn \"Keep watching when the window is closed\" off in its menu."),
         false, QVariant::fromValue(place)});
    if (shown)
        m_context.settings->setValue(toldKey, true);
}

QString TrayPresence::status() const
{
    QStringList lines;
    for (const auto &[badge, action] : m_places) {
        if (!badge->status().isEmpty())
            lines.append(badge->status());
    }
    return lines.join(QStringLiteral(", "));
}

void TrayPresence::update()
{
    const bool possible = m_context.notifier && m_context.notifier->canStay();
    setEnabledWithReason(m_action,
                         possible
                             ? std::nullopt
                             : std::optional<QString>(tr("This desktop has no notification area in which an icon "
                                                         "could stay, so a closed window could not be opened again.")));
    if (!m_context.notifier)
        return;
    updateStatus();
    m_context.notifier->setStaying(keeps() ? m_menu.get() : nullptr);
}

void TrayPresence::updateStatus()
{
    if (m_context.notifier && !m_places.isEmpty())
        m_context.notifier->setStatus(status());
    for (const auto &[badge, action] : m_places) {
        const QString title = action->data().toString();
        action->setText(badge->count() > 0 ? tr("%1 (%2)", "a place, how many things need attention there")
                                                 .arg(title, models::formattedCount(badge->count()))
                                           : title);
    }
}

} // namespace orrery::views
