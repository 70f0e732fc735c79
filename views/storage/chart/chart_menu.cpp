// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/chart/chart_menu.h"

#include "views/core/icons.h"
#include "views/core/table.h"
#include "views/storage/chart/chart.h"
#include "views/storage/chart/picture.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>

namespace orrery::views {

ChartMenu::ChartMenu(StorageChart *chart, QWidget *parent) : QMenu(parent), m_plot(chart->plot())
{
    StoragePlot *plot = m_plot;
    // The keys are the plot's own: named here, after a tab, so that they are found.
    const auto add = [this, plot](const QString &text, const QString &key, auto act) {
        QAction *action = addAction(text + u'\t' + key);
        connect(action, &QAction::triggered, plot, act);
        return action;
    };
    const QList<QAction *> zooms{
        add(tr("Zoom in"), QStringLiteral("+"), [plot] { plot->zoom(1 / 1.5); }),
        add(tr("Zoom out"), QStringLiteral("\u2212"), [plot] { plot->zoom(1.5); }),
        add(tr("Whole range"), QStringLiteral("0"), [plot] { plot->resetView(); }),
    };
    connect(this, &QMenu::aboutToShow, this, [plot, zooms] {
        for (QAction *action : zooms)
            action->setEnabled(plot->isVisible());
        zooms.last()->setEnabled(plot->isVisible() && plot->isZoomed());
    });
    addSeparator();
    connect(addAction(glyphIcon(Glyph::Copy), tr("Copy picture")), &QAction::triggered, this,
            [plot] { QApplication::clipboard()->setImage(chartImage(*plot)); });
    connect(addAction(tr("Copy readings as CSV")), &QAction::triggered, this,
            [chart] { QApplication::clipboard()->setText(chart->table()->exported(TableFormat::Csv)); });
    addSeparator();
    connect(addAction(glyphIcon(Glyph::Download), tr("Save as PNG…")), &QAction::triggered, this,
            [this] { askForFile(QStringLiteral("png")); });
    connect(addAction(tr("Save as SVG…")), &QAction::triggered, this, [this] { askForFile(QStringLiteral("svg")); });
    connect(addAction(tr("Save readings as CSV…")), &QAction::triggered, this,
            [chart] { chart->table()->exportToFile(TableFormat::Csv); });
}

void ChartMenu::askForFile(const QString &suffix)
{
    auto *dialog = new QFileDialog(m_plot->window(), tr("Save the chart"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->selectFile(QStringLiteral("storage.%1").arg(suffix));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        const QString shown = QDir::toNativeSeparators(path);
        Q_EMIT notice(saveChartImage(*m_plot, path) ? tr("The chart is saved as %1.").arg(shown)
                                                    : tr("%1 could not be written.").arg(shown));
    });
    dialog->open();
}

} // namespace orrery::views
