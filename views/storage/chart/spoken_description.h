// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace orrery::views {

/// Tells screen readers what a widget that paints itself shows now; says so only when it changed.
class SpokenDescription
{
public:
    explicit SpokenDescription(QWidget *widget) : m_widget(widget) {}
    void say(const QString &text);

private:
    QWidget *m_widget;
};

} // namespace orrery::views
