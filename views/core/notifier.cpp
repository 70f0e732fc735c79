// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/notifier.h"

#include "models/core/text.h"

#include <QApplication>
#include <QMenu>
#include <QSystemTrayIcon>

namespace orrery::views {

namespace {

QString disarmed(const QString &text, models::LineBreaks lineBreaks)
{
    QString plain = models::visibleText(text, lineBreaks);
    plain.replace(QLatin1Char('<'), QChar(0x2039)); // ‹
    plain.replace(QLatin1Char('>'), QChar(0x203a)); // ›
    plain.replace(QLatin1Char('&'), QChar(0xff06)); // ＆
    return plain;
}

} // namespace

TrayNotifier::TrayNotifier(QIcon icon, QObject *parent) : Notifier(parent), m_icon(std::move(icon)) {}

TrayNotifier::~TrayNotifier() = default;

bool TrayNotifier::notify(const Notification &notification)
{
    if (!canStay() || !QSystemTrayIcon::supportsMessages())
        return false;
    showIcon();
    m_target = notification.target;
    m_tray->showMessage(plainForDesktop(notification.title), plainLinesForDesktop(notification.text),
                        notification.urgent ? QSystemTrayIcon::Warning : QSystemTrayIcon::Information);
    return true;
}

bool TrayNotifier::canStay() const
{
    return QSystemTrayIcon::isSystemTrayAvailable();
}

void TrayNotifier::setStaying(QMenu *menu)
{
    if (m_menu == menu)
        return;
    m_menu = menu;
    if (!m_menu) {
        // Not every platform takes a menu back; the next notification makes a new icon.
        m_tray.reset();
        return;
    }
    showIcon();
    m_tray->setContextMenu(m_menu);
}

void TrayNotifier::setStatus(const QString &line)
{
    m_status = line;
    showToolTip();
}

void TrayNotifier::showIcon()
{
    if (m_tray)
        return;
    m_tray = std::make_unique<QSystemTrayIcon>(m_icon);
    connect(m_tray.get(), &QSystemTrayIcon::messageClicked, this, &TrayNotifier::activateLast);
    connect(m_tray.get(), &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason != QSystemTrayIcon::Trigger && reason != QSystemTrayIcon::DoubleClick)
            return;
        if (m_menu)
            Q_EMIT iconClicked();
        else
            activateLast();
    });
    showToolTip();
    m_tray->show();
}

void TrayNotifier::activateLast()
{
    if (m_target.isValid())
        Q_EMIT activated(m_target);
}

void TrayNotifier::showToolTip()
{
    if (!m_tray)
        return;
    const QString name = QApplication::applicationDisplayName();
    m_tray->setToolTip(m_status.isEmpty() ? name
                                          : tr("%1: %2", "program, its state").arg(name, plainForDesktop(m_status)));
}

QString plainForDesktop(const QString &text)
{
    return disarmed(text, models::LineBreaks::Show);
}

QString plainLinesForDesktop(const QString &text)
{
    return disarmed(text, models::LineBreaks::Keep);
}

} // namespace orrery::views
