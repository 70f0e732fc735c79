// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/chart/picture.h"

#include "views/storage/chart/plot.h"

#include <QPainter>
#include <QSvgGenerator>

namespace orrery::views {

QImage chartImage(const StoragePlot &plot)
{
    QImage image(plot.size() * 2, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(2);
    image.fill(0);
    QPainter painter(&image);
    plot.paint(painter);
    return image;
}

bool saveChartImage(const StoragePlot &plot, const QString &path)
{
    if (!path.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive))
        return chartImage(plot).save(path, "PNG");
    QSvgGenerator generator;
    generator.setFileName(path);
    generator.setSize(plot.size());
    generator.setViewBox(QRect(QPoint(0, 0), plot.size()));
    generator.setTitle(plot.accessibleName());
    QPainter painter;
    if (!painter.begin(&generator))
        return false;
    plot.paint(painter);
    return painter.end();
}

} // namespace orrery::views
