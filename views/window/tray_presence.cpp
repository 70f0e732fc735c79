// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/tray_presence.h"

#include "models/storage/view/radar.h"
#include "views/core/action_gate.h"
#include "views/core/notifier.h"

#include <QAction>
#include <QMenu>
#include <QSettings>

namespace orrery::views {

namespace {
constexpr QLatin1String keepKey("window/keep-in-tray");
constexpr QLatin1String toldKey("window/keep-in-tray-told");
} // namespace

TrayPresence::TrayPresence(const PageContext &context, QObject *parent)
    : QObject(parent), m_context(context), m_action(new QAction(tr("Keep watching when the window is closed"), this)),
      m_menu(std::make_unique<QMenu>())
{
    m_action->setCheckable(true);
    m_action->setChecked(m_context.settings && m_context.settings->value(keepKey, false).toBool());
    m_action->setToolTip(
        tr("Closing the window leaves Orrery in the notification area, where it goes on collecting and "
           "telling"));
    connect(m_action, &QAction::toggled, this, [this](bool on) {
        if (m_context.settings)
            m_context.settings->setValue(keepKey, on);
        update();
    });
    buildMenu();
    if (m_context.notifier)
        connect(m_context.notifier, &Notifier::iconClicked, this, &TrayPresence::showRequested);
    if (m_context.storage)
        connect(m_context.storage, &models::StorageRadar::changed, this, &TrayPresence::updateStatus);
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
    if (m_context.storage) {
        m_storage = m_menu->addAction(tr("Storage"));
        connect(m_storage, &QAction::triggered, this,
                [this]() { Q_EMIT openRequested(models::Location{.page = models::Location::Page::Storage}); });
    }
    if (m_context.storageWatch) {
        connect(m_menu->addAction(tr("Storage warnings…")), &QAction::triggered, this,
                &TrayPresence::alertSettingsRequested);
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
         tr("Its icon in the notification area opens the window again and quits the program. To quit by closing the "
            "window, turn \"Keep watching when the window is closed\" off in its menu."),
         false, QVariant::fromValue(place)});
    if (shown)
        m_context.settings->setValue(toldKey, true);
}

QString TrayPresence::status() const
{
    if (!m_context.storage)
        return {};
    if (const int count = m_context.storage->attention(); count > 0)
        return tr("%Ln volume(s) want attention", nullptr, count);
    if (!m_context.storage->isCollecting())
        return tr("storage is not collected");
    return m_context.storage->model()->rows().isEmpty() ? tr("no volume is known yet")
                                                        : tr("no volume wants attention");
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
    if (!m_context.storage)
        return;
    if (m_context.notifier)
        m_context.notifier->setStatus(status());
    const int count = m_context.storage->attention();
    m_storage->setText(count > 0 ? tr("Storage (%Ln want(s) attention)", nullptr, count) : tr("Storage"));
}

} // namespace orrery::views
