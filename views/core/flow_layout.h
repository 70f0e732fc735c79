// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>
#include <QList>

namespace orrery::views {

/// A row of widgets that continues on the next line where there is no room for all: nothing in it is ever squeezed or cut.
/// Widgets that can grow begin at their least width and share the free room of their line; what stands behind the stretch is at
/// the line's end.
class FlowLayout final : public QLayout
{
public:
    explicit FlowLayout(QWidget *parent = nullptr, int spacing = 8);
    ~FlowLayout() override;

    /// What is added from now on stands at the end of its line.
    void addStretch() { m_stretchAt = int(m_items.size()); }

    void addItem(QLayoutItem *item) override { m_items.append(item); }
    [[nodiscard]] int count() const override { return int(m_items.size()); }
    [[nodiscard]] QLayoutItem *itemAt(int index) const override { return m_items.value(index); }
    QLayoutItem *takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return Qt::Horizontal; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;

private:
    struct Line
    {
        QList<int> items;
        int width = 0; ///< with the spaces between
        int height = 0;
    };
    [[nodiscard]] QList<Line> linesFor(int width) const;
    [[nodiscard]] QSize wanted(int item) const;
    void place(const Line &line, const QRect &room);

    QList<QLayoutItem *> m_items;
    int m_stretchAt = -1;
};

} // namespace orrery::views
