// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/storage/chart/lines.h"

#include <QStringList>
#include <QWidget>

namespace orrery::views {

/// Names the lines of a storage chart: a piece of each line, name and level, as many as one row holds and how many more
/// there are. A click chooses a line; the chart's Up and Down keys do the same.
class StorageLegend final : public QWidget
{
    Q_OBJECT
public:
    explicit StorageLegend(QWidget *parent = nullptr);

    void setLines(const QList<models::StorageSeries> &series, const QList<StorageLineStyle> &styles);
    void setHighlighted(int series);

    /// Number of lines that are named at the current width.
    [[nodiscard]] int shownLines() const { return static_cast<int>(m_places.size()); }
    /// Where a line is named; empty when it is not.
    [[nodiscard]] QRect rectOf(int series) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosen(int series);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    struct Place
    {
        int series = 0;
        QRect rect;
        QString text;
    };
    void place();

    QStringList m_texts;
    QList<std::optional<double>> m_levels;
    QList<StorageLineStyle> m_styles;
    QList<Place> m_places;
    int m_highlight = -1;
};

} // namespace orrery::views
