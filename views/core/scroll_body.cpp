// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/scroll_body.h"

#include "views/core/theme.h"

#include <QEvent>
#include <QScrollBar>

#include <algorithm>

namespace orrery::views {

namespace {
constexpr int leastHeight = 80;
} // namespace

ScrollBody::ScrollBody(QWidget *content, QWidget *parent) : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus); // what is in it takes the keys
    setFillRole(this, ColorRole::Surface);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setWidget(content);
}

QSize ScrollBody::minimumSizeHint() const
{
    const QSize least = widget()->minimumSizeHint();
    return {least.width(), std::min(least.height(), leastHeight)};
}

int ScrollBody::heightForWidth(int width) const
{
    if (!widget()->hasHeightForWidth())
        return widget()->sizeHint().height();
    // A bar that is there while the dialog grows makes lines wrap; without room for these it would never go.
    const int besideBar = width - verticalScrollBar()->sizeHint().width();
    return std::max(widget()->heightForWidth(width), widget()->heightForWidth(besideBar));
}

bool ScrollBody::event(QEvent *event)
{
    // The dialog is as high as the content, which a scroll area would keep to itself.
    if (event->type() == QEvent::LayoutRequest)
        updateGeometry();
    return QScrollArea::event(event);
}

} // namespace orrery::views
