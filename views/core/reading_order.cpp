// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/reading_order.h"

#include <QEvent>
#include <QFormLayout>
#include <QGridLayout>
#include <QScrollArea>
#include <QSplitter>
#include <QTimer>
#include <QWidget>

#include <algorithm>

namespace orrery::views {

namespace {

void collect(QWidget *widget, QWidgetList &stops);

/// Indexes of a layout's items as they are read: a grid's by row and column, however they were added.
QList<int> readingOrder(const QLayout *layout)
{
    QList<std::pair<std::pair<int, int>, int>> places;
    const auto *grid = qobject_cast<const QGridLayout *>(layout);
    const auto *form = qobject_cast<const QFormLayout *>(layout);
    for (int i = 0; i < layout->count(); ++i) {
        int row = 0;
        int column = i;
        int rows = 0;
        int columns = 0;
        if (grid) {
            grid->getItemPosition(i, &row, &column, &rows, &columns);
        } else if (form) {
            QFormLayout::ItemRole role = QFormLayout::LabelRole;
            form->getItemPosition(i, &row, &role);
            column = role;
        }
        places.append({{row, column}, i});
    }
    std::stable_sort(places.begin(), places.end(),
                     [](const auto &left, const auto &right) { return left.first < right.first; });
    QList<int> order;
    for (const auto &place : std::as_const(places))
        order.append(place.second);
    return order;
}

void collect(QLayout *layout, QWidgetList &stops)
{
    for (const int i : readingOrder(layout)) {
        QLayoutItem *item = layout->itemAt(i);
        if (QWidget *widget = item->widget())
            collect(widget, stops);
        else if (QLayout *inner = item->layout())
            collect(inner, stops);
    }
}

void collect(QWidget *widget, QWidgetList &stops)
{
    if (stops.contains(widget))
        return;
    // Where a widget passes the focus on, the one behind it takes the Tab key.
    if ((widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy())
        stops.append(widget);
    if (const auto *splitter = qobject_cast<QSplitter *>(widget)) {
        for (int i = 0; i < splitter->count(); ++i)
            collect(splitter->widget(i), stops);
    } else if (const auto *area = qobject_cast<QScrollArea *>(widget); area && area->widget()) {
        collect(area->widget(), stops);
    } else if (widget->layout()) {
        collect(widget->layout(), stops);
    }
    // What no layout holds, such as the rows a widget places itself.
    const auto children = widget->findChildren<QWidget *>(Qt::FindDirectChildrenOnly);
    for (QWidget *child : children) {
        if (!child->isWindow() && !stops.contains(child) && !widget->inherits("QAbstractScrollArea")
            && !widget->inherits("QLineEdit") && !widget->inherits("QComboBox")
            && !widget->inherits("QAbstractSpinBox"))
            collect(child, stops);
    }
}

class ReadingOrder final : public QObject
{
public:
    explicit ReadingOrder(QWidget *root) : QObject(root), m_root(root)
    {
        m_soon.setSingleShot(true);
        m_soon.setInterval(0);
        connect(&m_soon, &QTimer::timeout, this, &ReadingOrder::arrange);
        root->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Show || event->type() == QEvent::LayoutRequest)
            m_soon.start();
        return QObject::eventFilter(watched, event);
    }

private:
    void arrange()
    {
        QWidgetList wanted;
        collect(m_root, wanted);
        wanted.removeAll(m_root);
        QWidgetList now;
        for (QWidget *at = m_root->nextInFocusChain(); at != m_root; at = at->nextInFocusChain()) {
            if (wanted.contains(at))
                now.append(at);
        }
        if (now == wanted)
            return;
        for (qsizetype i = 1; i < wanted.size(); ++i)
            QWidget::setTabOrder(wanted.at(i - 1), wanted.at(i));
    }

    QWidget *m_root;
    QTimer m_soon;
};

} // namespace

void followReadingOrder(QWidget *root)
{
    new ReadingOrder(root);
}

} // namespace orrery::views
