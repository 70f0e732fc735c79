// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QObject>
#include <QPointer>
#include <QVariant>

#include <memory>

class QMenu;
class QSystemTrayIcon;

namespace orrery::views {

/// Something to tell a person who looks elsewhere. Plain text.
struct Notification
{
    QString title; ///< one line
    QString text; ///< line feeds begin new lines
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

    /// Whether an icon can stay in the desktop's notification area. Without that a hidden window could not be found again.
    [[nodiscard]] virtual bool canStay() const { return false; }
    /// Keeps the icon there, with this menu, whether or not anything was told; null: as before. The menu outlives that.
    virtual void setStaying(QMenu *menu) { Q_UNUSED(menu) }
    /// The icon's state in one line of plain text, shown under the pointer.
    virtual void setStatus(const QString &line) { Q_UNUSED(line) }

Q_SIGNALS:
    /// The notification was clicked.
    void activated(const QVariant &target);
    /// The icon that stays was clicked: show the window.
    void iconClicked();
};

/// Over the desktop's notification area. The icon appears with the first notification, or to stay, and not before.
class TrayNotifier final : public Notifier
{
    Q_OBJECT
public:
    explicit TrayNotifier(QIcon icon, QObject *parent = nullptr);
    ~TrayNotifier() override;

    bool notify(const Notification &notification) override;
    [[nodiscard]] bool canStay() const override;
    void setStaying(QMenu *menu) override;
    void setStatus(const QString &line) override;

private:
    void showIcon();
    void activateLast();
    void showToolTip();

    QIcon m_icon;
    std::unique_ptr<QSystemTrayIcon> m_tray; ///< the one icon for both purposes
    QPointer<QMenu> m_menu; ///< while it stays
    QString m_status;
    QVariant m_target; ///< of the notification shown last: the desktop does not say which was clicked
};

/// `text` such that a desktop which takes notifications for markup shows it literally too.
QString plainForDesktop(const QString &text);
/// The same for what has several lines.
QString plainLinesForDesktop(const QString &text);

} // namespace orrery::views
