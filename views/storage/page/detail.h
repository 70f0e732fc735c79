// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/location.h"
#include "models/storage/view/view.h"
#include "views/storage/chart/marker.h"

#include <QTimer>
#include <QUrl>
#include <QWidget>

class QHBoxLayout;
class QScrollArea;
class QSettings;

namespace orrery {
class Clock;
}

namespace orrery::views {

class LinkButton;
class PlainLabel;
class StateChip;
class StorageChart;
class StorageFacts;
class StorageMultiples;
class StorageTables;
class Tabs;

/// One volume: its chart with what is expected and what happened, the shards beside it, the tables of its branch, and all
/// of it in sentences. Where it is narrow the sentences have a tab of their own.
class StorageDetail final : public QWidget
{
    Q_OBJECT
public:
    /// All outlive this; `settings` may be null.
    StorageDetail(models::StorageView *view, const Clock *clock, QSettings *settings, QWidget *parent = nullptr);

    void setVolume(const models::StorageVolume &volume);
    /// Whether a button leads to the branch; not where one is there already.
    void setOpenShown(bool shown);
    [[nodiscard]] StorageChart *chart() const { return m_chart; }
    [[nodiscard]] StorageFacts *facts() const { return m_facts; }
    /// Null while its tab was never shown.
    [[nodiscard]] StorageMultiples *multiples() const { return m_multiples; }
    [[nodiscard]] StorageTables *tables() const { return m_tables; }
    /// "chart", "shards", "tables", "details".
    [[nodiscard]] Tabs *tabs() const { return m_tabs; }

Q_SIGNALS:
    /// Another volume was chosen among the shards.
    void volumeChosen(const orrery::models::StorageVolume &volume);
    void placeActivated(const orrery::models::Location &place);
    void linkOpened(const QUrl &url);
    void notice(const QString &sentence);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void update();
    void updateChart();
    void updateSiblings();
    void askSpan();
    void arrange();
    [[nodiscard]] QList<StorageMarker> markersOf(const models::RadarVolume &row) const;

    models::StorageView *m_view;
    const Clock *m_clock;
    QSettings *m_settings;
    PlainLabel *m_name;
    StateChip *m_risk;
    LinkButton *m_open;
    PlainLabel *m_sentence;
    Tabs *m_tabs;
    StorageChart *m_chart;
    QHBoxLayout *m_chartRow;
    StorageFacts *m_facts;
    QScrollArea *m_factsArea;
    QWidget *m_narrowFacts = nullptr; ///< content of the tab "details"
    StorageMultiples *m_multiples = nullptr;
    StorageTables *m_tables = nullptr;
    models::StorageSeries m_whole; ///< over the whole range, as fine as the chart can show it
    bool m_closer = false; ///< what was asked for last is a part of the range
    QTimer m_askSoon;
};

/// `part` is the same history closer: its readings stand in place of those of `whole` over its own time.
models::StorageSeries withPart(const models::StorageSeries &whole, const models::StorageSeries &part);

} // namespace orrery::views
