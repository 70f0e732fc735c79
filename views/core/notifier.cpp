// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/notifier.h"

#include "models/core/text.h"

#include <QApplication>
#include <QSystemTrayIcon>

namespace orrery::views {

TrayNotifier::TrayNotifier(QIcon icon, QObject *parent) : Notifier(parent), m_icon(std::move(icon)) {}

TrayNotifier::~TrayNotifier() = default;

bool TrayNotifier::notify(const Notification &notification)
{
    if (!QSystemTrayIcon::isSystemTrayAvailable() || !QSystemTrayIcon::supportsMessages())
        return false;
    if (!m_tray) {
        m_tray = std::make_unique<QSystemTrayIcon>(m_icon);
        m_tray->setToolTip(QApplication::applicationDisplayName());
        const auto activate = [this]() {
            if (m_target.isValid())
                Q_EMIT activated(m_target);
        };
        connect(m_tray.get(), &QSystemTrayIcon::messageClicked, this, activate);
        connect(m_tray.get(), &QSystemTrayIcon::activated, this, [activate](QSystemTrayIcon::ActivationReason reason) {
            if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
                activate();
        });
        m_tray->show();
    }
    m_target = notification.target;
    m_tray->showMessage(plainForDesktop(notification.title), plainForDesktop(notification.text),
                        notification.urgent ? QSystemTrayIcon::Warning : QSystemTrayIcon::Information);
    return true;
}

QString plainForDesktop(const QString &text)
{
    QString plain = models::visibleText(text);
    plain.replace(QLatin1Char('<'), QChar(0x2039)); // ‹
    plain.replace(QLatin1Char('>'), QChar(0x203a)); // ›
    plain.replace(QLatin1Char('&'), QChar(0xff06)); // ＆
    return plain;
}

} // namespace orrery::views
