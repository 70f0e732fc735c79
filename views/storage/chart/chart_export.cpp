// SPDX-License-Identifier: GPL-3.0-or-later
// StorageChart's menu: zoom, copy and export.
#include "views/storage/chart/chart.h"

#include "views/core/icons.h"
#include "views/core/table.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QMenu>
#include <QPainter>
#include <QSvgGenerator>

namespace orrery::views {

void StorageChart::fillMenu(QMenu *menu)
{
    // The keys are the plot's own: named here, after a tab, so that they are found.
    const auto add = [this, menu](const QString &text, const QString &key, auto act) {
        QAction *action = menu->addAction(text + u'\t' + key);
        connect(action, &QAction::triggered, m_plot, act);
        return action;
    };
    const QList<QAction *> zooms{
        add(tr("Zoom in"), QStringLiteral("+"), [this] { m_plot->zoom(1 / 1.5); }),
        add(tr("Zoom out"), QStringLiteral("\u2212"), [this] { m_plot->zoom(1.5); }),
        add(tr("Whole range"), QStringLiteral("0"), [this] { m_plot->resetView(); }),
    };
    connect(menu, &QMenu::aboutToShow, this, [this, zooms] {
        for (QAction *action : zooms)
            action->setEnabled(m_plot->isVisible());
        zooms.last()->setEnabled(m_plot->isVisible() && m_plot->isZoomed());
    });
    menu->addSeparator();
    connect(menu->addAction(glyphIcon(Glyph::Copy), tr("Copy picture")), &QAction::triggered, this,
            &StorageChart::copyImage);
    connect(menu->addAction(tr("Copy readings as CSV")), &QAction::triggered, this,
            [this] { QApplication::clipboard()->setText(table()->exported(TableFormat::Csv)); });
    menu->addSeparator();
    connect(menu->addAction(glyphIcon(Glyph::Download), tr("Save as PNG…")), &QAction::triggered, this,
            [this] { askForImageFile(QStringLiteral("png")); });
    connect(menu->addAction(tr("Save as SVG…")), &QAction::triggered, this,
            [this] { askForImageFile(QStringLiteral("svg")); });
    connect(menu->addAction(tr("Save readings as CSV…")), &QAction::triggered, this,
            [this] { table()->exportToFile(TableFormat::Csv); });
}

QList<std::pair<QString, QString>> StorageChart::keys()
{
    return {{tr("+, −, wheel"), tr("Zoom the storage chart")},
            {tr("Drag"), tr("Show the range dragged over")},
            {tr("Shift+←, Shift+→"), tr("Move along the time")},
            {QStringLiteral("0"), tr("Show the whole range again")},
            {QStringLiteral("←, →"), tr("Read values in the chart")},
            {QStringLiteral("↑, ↓"), tr("Choose a line of the chart")},
            {tr("Ctrl+←, Ctrl+→"), tr("Go through what happened; Enter opens it")}};
}

QImage StorageChart::image() const
{
    QImage image(m_plot->size() * 2, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(2);
    image.fill(0);
    QPainter painter(&image);
    m_plot->paint(painter);
    return image;
}

bool StorageChart::saveImage(const QString &path) const
{
    if (!path.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive))
        return image().save(path, "PNG");
    QSvgGenerator generator;
    generator.setFileName(path);
    generator.setSize(m_plot->size());
    generator.setViewBox(QRect(QPoint(0, 0), m_plot->size()));
    generator.setTitle(m_plot->accessibleName());
    QPainter painter;
    if (!painter.begin(&generator))
        return false;
    m_plot->paint(painter);
    return painter.end();
}

void StorageChart::copyImage() const
{
    QApplication::clipboard()->setImage(image());
}

void StorageChart::askForImageFile(const QString &suffix)
{
    auto *dialog = new QFileDialog(window(), tr("Save the chart"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->selectFile(QStringLiteral("storage.%1").arg(suffix));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        const QString shown = QDir::toNativeSeparators(path);
        Q_EMIT notice(saveImage(path) ? tr("The chart is saved as %1.").arg(shown)
                                      : tr("%1 could not be written.").arg(shown));
    });
    dialog->open();
}

} // namespace orrery::views
