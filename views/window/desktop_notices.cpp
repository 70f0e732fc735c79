// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/desktop_notices.h"

#include "models/auth/accounts.h"
#include "models/core/text.h"
#include "views/core/notifier.h"

namespace orrery::views {

DesktopNotices::DesktopNotices(models::Notices *notices, Notifier *notifier, QObject *parent)
    : QObject(parent), m_notifier(notifier)
{
    if (notices)
        connect(notices, &models::Notices::posted, this, &DesktopNotices::show);
    if (m_notifier) {
        connect(m_notifier, &Notifier::activated, this, [this](const QVariant &target) {
            if (target.canConvert<models::Location>())
                Q_EMIT opened(target.value<models::Location>());
        });
    }
}

void DesktopNotices::show(const models::Notice &notice)
{
    if (m_notifier && m_notifier->notify({notice.title, notice.text, notice.urgent, QVariant::fromValue(notice.place)}))
        return;
    const QString line = notice.text.section(QLatin1Char('\n'), 0, 0);
    Q_EMIT shownInWindow(line.isEmpty() ? notice.title
                                        : tr("%1. %2", "title and text of a notification").arg(notice.title, line),
                         notice.urgent, notice.place);
}

} // namespace orrery::views
