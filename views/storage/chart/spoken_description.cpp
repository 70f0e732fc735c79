// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/chart/spoken_description.h"

#include <QAccessible>
#include <QWidget>

namespace orrery::views {

void SpokenDescription::say(const QString &text)
{
    if (text == m_widget->accessibleDescription())
        return;
    m_widget->setAccessibleDescription(text);
    if (QAccessible::isActive()) {
        QAccessibleEvent event(m_widget, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&event);
    }
}

} // namespace orrery::views
