// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QObject>
#include <QVariant>

#include <memory>

class QSystemTrayIcon;

namespace orrery::views {

/// Something to tell a person who looks elsewhere. Plain text.
struct Notification
{
    QString title;
    QString text;
    bool urgent = false;
    QVariant target; ///< handed back when it is clicked
};

/// Tells outside the window; a seam, so that tests see what is told and nothing appears on a desktop.
class Notifier : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// False when the desktop shows no notifications: the window has to say it then.
    virtual bool notify(const Notification &notification) = 0;

Q_SIGNALS:
    /// The notification was clicked.
    void activated(const QVariant &target);
};

/// Over the desktop's notification area. The icon appears with the first notification and not before.
class TrayNotifier final : public Notifier
{
    Q_OBJECT
public:
    explicit TrayNotifier(QIcon icon, QObject *parent = nullptr);
    ~TrayNotifier() override;

    bool notify(const Notification &notification) override;

private:
    QIcon m_icon;
    std::unique_ptr<QSystemTrayIcon> m_tray;
    QVariant m_target; ///< of the notification shown last: the desktop does not say which was clicked
};

/// `text` such that a desktop which takes notifications for markup shows it literally too.
QString plainForDesktop(const QString &text);

} // namespace orrery::views
