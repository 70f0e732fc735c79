// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/diff/diff_accessible.h"

#include "views/deploy_requests/diff/diff_view.h"

#include <QAccessible>
#include <QAccessibleWidget>

#include <algorithm>

namespace orrery::views {

namespace {

/// The text interface over the spoken rows. The text is put together when somebody asks, up to a size that stays quick.
class DiffAccessible : public QAccessibleWidget, public QAccessibleTextInterface
{
public:
    explicit DiffAccessible(DiffView *view) : QAccessibleWidget(view, QAccessible::EditableText) {}

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::TextInterface)
            return static_cast<QAccessibleTextInterface *>(this);
        return QAccessibleWidget::interface_cast(type);
    }

    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.readOnly = true;
        state.multiLine = true;
        return state;
    }

    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        if (kind == QAccessible::Value)
            return view()->spokenRow(view()->currentRow());
        return QAccessibleWidget::text(kind);
    }

    void selection(int, int *start, int *end) const override
    {
        *start = 0;
        *end = 0;
    }
    [[nodiscard]] int selectionCount() const override { return 0; }
    void addSelection(int, int) override {}
    void removeSelection(int) override {}
    void setSelection(int, int, int) override {}

    [[nodiscard]] int cursorPosition() const override { return offsetOfRow(view()->currentRow()); }
    void setCursorPosition(int position) override { view()->setCurrentRow(rowOfOffset(position)); }
    [[nodiscard]] QString text(int start, int end) const override { return whole().mid(start, end - start); }
    [[nodiscard]] int characterCount() const override { return static_cast<int>(whole().size()); }
    [[nodiscard]] QRect characterRect(int offset) const override
    {
        const QRect rect = view()->rowRect(rowOfOffset(offset));
        return {view()->viewport()->mapToGlobal(rect.topLeft()), rect.size()};
    }
    [[nodiscard]] int offsetAtPoint(const QPoint &point) const override
    {
        return offsetOfRow(view()->rowAt(view()->viewport()->mapFromGlobal(point).y()));
    }
    void scrollToSubstring(int start, int) override { view()->setCurrentRow(rowOfOffset(start)); }
    QString attributes(int, int *start, int *end) const override
    {
        *start = 0;
        *end = characterCount();
        return {};
    }

private:
    [[nodiscard]] DiffView *view() const { return static_cast<DiffView *>(widget()); }

    static constexpr int mostRows = 5000;

    [[nodiscard]] QString whole() const
    {
        QString out;
        const int rows = std::min(view()->rowCount(), mostRows);
        for (int row = 0; row < rows; ++row)
            out += view()->spokenRow(row) + u'\n';
        return out;
    }
    [[nodiscard]] int offsetOfRow(int row) const
    {
        qsizetype offset = 0;
        for (int i = 0; i < std::min(row, mostRows); ++i)
            offset += view()->spokenRow(i).size() + 1;
        return static_cast<int>(offset);
    }
    [[nodiscard]] int rowOfOffset(int offset) const
    {
        qsizetype end = 0;
        const int rows = std::min(view()->rowCount(), mostRows);
        for (int row = 0; row < rows; ++row) {
            end += view()->spokenRow(row).size() + 1;
            if (offset < end)
                return row;
        }
        return std::max(0, rows - 1);
    }
};

QAccessibleInterface *makeDiffAccessible(const QString &className, QObject *object)
{
    if (className == QLatin1String("orrery::views::DiffView"))
        return new DiffAccessible(static_cast<DiffView *>(object));
    return nullptr;
}

} // namespace

void installDiffAccessibility()
{
    // Installing the same factory again is harmless: Qt keeps it once.
    QAccessible::installFactory(makeDiffAccessible);
}

void announceDiffRow(DiffView *view)
{
    if (!QAccessible::isActive())
        return;
    QAccessibleValueChangeEvent event(view, view->spokenRow(view->currentRow()));
    QAccessible::updateAccessibility(&event);
}

} // namespace orrery::views
