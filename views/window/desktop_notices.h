// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/location.h"
#include "models/core/notices.h"

#include <QObject>

namespace orrery::views {

class Notifier;

/// Shows what features tell (models::Notices) outside the window, where the desktop allows it.
class DesktopNotices final : public QObject
{
    Q_OBJECT
public:
    /// Both may be null; without a notifier the window has to say everything. They outlive this.
    DesktopNotices(models::Notices *notices, Notifier *notifier, QObject *parent = nullptr);

Q_SIGNALS:
    /// A notification was clicked: show the window and this place.
    void opened(const orrery::models::Location &place);
    /// The desktop shows no notifications: say it in the window, and lead to the place.
    void shownInWindow(const QString &sentence, bool urgent, const orrery::models::Location &place);

private:
    void show(const models::Notice &notice);

    Notifier *m_notifier;
};

} // namespace orrery::views
