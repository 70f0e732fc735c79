// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/pane_focus.h"

#include "views/core/state_overlay.h"

#include <QAbstractItemView>
#include <QLineEdit>
#include <QScrollArea>
#include <QSplitter>

#include <algorithm>

namespace orrery::views {

namespace {

QWidgetList stopsOf(const QWidget *root)
{
    QWidgetList stops;
    for (QWidget *at = root->nextInFocusChain(); at && at != root; at = at->nextInFocusChain()) {
        if (root->isAncestorOf(at) && at->isVisible() && at->isEnabled() && !at->focusProxy()
            && (at->focusPolicy() & Qt::TabFocus))
            stops.append(at);
    }
    return stops;
}

bool isWork(const QWidget *widget)
{
    return qobject_cast<const QAbstractScrollArea *>(widget) && !qobject_cast<const QScrollArea *>(widget);
}

QWidget *workAmong(const QWidgetList &stops)
{
    const auto work = std::find_if(stops.cbegin(), stops.cend(), isWork);
    return work == stops.cend() ? nullptr : *work;
}

/// The part of the innermost splitter that holds it, or the page.
const QWidget *paneOf(const QWidget *widget, const QWidget *page)
{
    const QWidget *at = widget;
    while (at->parentWidget() && at != page && !qobject_cast<const QSplitter *>(at->parentWidget()))
        at = at->parentWidget();
    return at;
}

} // namespace

QWidget *workOf(const QWidget *root)
{
    const QWidgetList stops = stopsOf(root);
    if (QWidget *work = workAmong(stops))
        return work;
    const auto overlays = root->findChildren<StateOverlay *>();
    for (const StateOverlay *overlay : overlays) {
        auto *coming = overlay->isVisible() ? overlay->findChild<QAbstractItemView *>() : nullptr;
        if (coming && (coming->focusPolicy() & Qt::TabFocus))
            return coming;
    }
    const auto first = std::find_if(stops.cbegin(), stops.cend(),
                                    [](const QWidget *stop) { return !qobject_cast<const QLineEdit *>(stop); });
    return first == stops.cend() ? nullptr : *first;
}

QWidgetList panesOf(const QWidget *page)
{
    QList<const QWidget *> panes;
    QList<QWidgetList> stopsOfPane;
    const QWidgetList stops = stopsOf(page);
    for (QWidget *stop : stops) {
        const QWidget *pane = paneOf(stop, page);
        qsizetype at = panes.indexOf(pane);
        if (at < 0) {
            at = panes.size();
            panes.append(pane);
            stopsOfPane.append(QWidgetList());
        }
        stopsOfPane[at].append(stop);
    }
    QWidgetList targets;
    for (const QWidgetList &each : std::as_const(stopsOfPane)) {
        QWidget *work = workAmong(each);
        targets.append(work ? work : each.constFirst());
    }
    return targets;
}

} // namespace orrery::views
