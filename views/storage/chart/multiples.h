// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/tone.h"
#include "models/storage/history/series.h"

#include <QListView>

namespace orrery::views {

class StorageMultiplesModel;

/// The shards of a keyspace (or any volumes) side by side as small plots of one scale, fullest first: name, level, curve and
/// what it means in a word. A list for keys and screen readers; only what is on screen is painted.
class StorageMultiples final : public QListView
{
    Q_OBJECT
public:
    explicit StorageMultiples(QWidget *parent = nullptr);

    /// Oldest point first in each. `risks`, where given, has one word for each series ("85 % in 3 days"); else the
    /// threshold that is reached. The current one stays current.
    void setSeries(const QList<models::StorageSeries> &series, const QList<models::StateWord> &risks = {});

    /// Index in the list given to setSeries; -1: none.
    [[nodiscard]] int currentSeries() const;
    void setCurrentSeries(int series);

Q_SIGNALS:
    /// Enter or double click: show this one large.
    void seriesActivated(int series);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fitCells();

    StorageMultiplesModel *m_model;
};

} // namespace orrery::views
