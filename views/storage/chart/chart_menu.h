// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

namespace orrery::views {

class StorageChart;
class StoragePlot;

/// What else can be done with a chart: zoom, copy and export.
class ChartMenu : public QMenu
{
    Q_OBJECT

public:
    /// `chart` outlives the menu.
    explicit ChartMenu(StorageChart *chart, QWidget *parent);

Q_SIGNALS:
    /// How a saving went, in a sentence.
    void notice(const QString &sentence);

private:
    void askForFile(const QString &suffix);

    StoragePlot *m_plot;
};

} // namespace orrery::views
