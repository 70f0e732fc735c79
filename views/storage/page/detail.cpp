// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/page/detail.h"

#include "api/core/clock.h"
#include "models/storage/view/names.h"
#include "views/core/age_ticker.h"
#include "views/core/link_button.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"
#include "views/core/state_chip.h"
#include "views/core/table.h"
#include "views/storage/chart/chart.h"
#include "views/storage/chart/multiples.h"
#include "views/storage/page/facts.h"
#include "views/storage/page/table_sizes.h"
#include "views/window/tabs.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace orrery::views {

using namespace std::chrono_literals;

namespace {

constexpr auto askAfter = 200ms; // a turn of the wheel is many steps
constexpr int mostPoints = 4000; ///< more a chart cannot show: two for each pixel of a wide one
constexpr int factsWidth = 260;
constexpr int narrow = 860;

constexpr QLatin1String chartTab("chart");
constexpr QLatin1String shardsTab("shards");
constexpr QLatin1String tablesTab("tables");
constexpr QLatin1String detailsTab("details");
} // namespace

models::StorageSeries withPart(const models::StorageSeries &whole, const models::StorageSeries &part)
{
    if (part.points.isEmpty())
        return whole;
    models::StorageSeries merged = part;
    merged.name = whole.name.isEmpty() ? part.name : whole.name;
    const auto before = [](const models::StoragePoint &point, const QDateTime &at) { return point.at < at; };
    const auto after = [](const QDateTime &at, const models::StoragePoint &point) { return at < point.at; };
    const auto &points = whole.points;
    const auto first = std::lower_bound(points.cbegin(), points.cend(), part.points.constFirst().at, before);
    const auto last = std::upper_bound(points.cbegin(), points.cend(), part.points.constLast().at, after);
    merged.points = points.mid(0, first - points.cbegin()) + part.points + points.mid(last - points.cbegin());
    return merged;
}

StorageDetail::StorageDetail(models::StorageView *view, const Clock *clock, QSettings *settings, QWidget *parent)
    : QWidget(parent), m_view(view), m_clock(clock), m_settings(settings), m_name(new PlainLabel({}, TextSize::Title)),
      m_risk(new StateChip), m_open(new LinkButton(tr("Open branch"))),
      m_sentence(new PlainLabel({}, TextSize::Body, ColorRole::TextSecondary)), m_tabs(new Tabs),
      m_chart(new StorageChart), m_chartRow(nullptr), m_facts(new StorageFacts), m_factsArea(new QScrollArea)
{
    auto *heading = new QHBoxLayout;
    heading->setSpacing(space::inner);
    m_name->setElide(Qt::ElideMiddle);
    heading->addWidget(m_name);
    heading->addWidget(m_risk);
    heading->addStretch(1);
    heading->addWidget(m_open);
    connect(m_open, &LinkButton::clicked, this,
            [this]() { Q_EMIT placeActivated(models::volumePlace(m_view->volume())); });
    m_sentence->setElide(Qt::ElideRight);

    m_chart->setRange(StorageChart::Range::Month);
    connect(m_chart, &StorageChart::rangeChanged, this, [this]() {
        m_whole = {};
        askSpan();
    });
    m_askSoon.setSingleShot(true);
    m_askSoon.setInterval(askAfter);
    connect(&m_askSoon, &QTimer::timeout, this, &StorageDetail::askSpan);
    connect(m_chart, &StorageChart::viewChanged, this, [this]() { m_askSoon.start(); });
    connect(m_chart, &StorageChart::placeActivated, this, &StorageDetail::placeActivated);
    connect(m_chart, &StorageChart::notice, this, &StorageDetail::notice);
    connect(m_chart->table(), &TableBinding::notice, this, &StorageDetail::notice);

    connect(m_facts, &StorageFacts::linkOpened, this, &StorageDetail::linkOpened);
    new AgeTicker(m_facts, [this]() {
        if (const models::RadarVolume *row = m_view->row())
            m_facts->setVolume(*row, m_view->remedies(), m_view->accountLabels(), m_clock->now());
    });
    m_factsArea->setWidget(m_facts);
    m_factsArea->setWidgetResizable(true);
    m_factsArea->setFrameShape(QFrame::NoFrame);
    m_factsArea->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_factsArea->setAccessibleName(tr("The volume in words"));
    setFillRole(m_factsArea, ColorRole::Surface);

    auto *chartPage = new QWidget;
    m_chartRow = new QHBoxLayout(chartPage);
    m_chartRow->setContentsMargins(0, 0, 0, 0);
    m_chartRow->setSpacing(space::group);
    m_chartRow->addWidget(m_chart, 1);
    m_chartRow->addWidget(m_factsArea);
    m_factsArea->setFixedWidth(factsWidth);
    m_tabs->add(chartTab, tr("History"), [chartPage]() { return chartPage; });
    m_tabs->add(tablesTab, tr("Tables"), [this]() {
        m_tables = new StorageTables(m_settings);
        connect(m_tables, &StorageTables::notice, this, &StorageDetail::notice);
        m_tables->setTables(m_view->tables(), m_clock->now());
        return m_tables;
    });
    m_tabs->setCurrent(chartTab);
    connect(m_tabs, &Tabs::currentChanged, this,
            [this](const QString &id) { m_view->setSiblingsWanted(id == shardsTab); });

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::inner, 0, 0);
    column->setSpacing(space::unit);
    column->addLayout(heading);
    column->addWidget(m_sentence);
    column->addWidget(m_tabs, 1);
    connect(m_view, &models::StorageView::changed, this, &StorageDetail::update);
    update();
}

void StorageDetail::setVolume(const models::StorageVolume &volume)
{
    if (volume == m_view->volume())
        return;
    m_whole = {};
    m_closer = false;
    m_askSoon.stop();
    m_view->setVolume(volume);
    m_chart->plot()->resetView();
    askSpan();
    update();
}

void StorageDetail::setOpenShown(bool shown)
{
    m_open->setVisible(shown);
}

void StorageDetail::askSpan()
{
    m_askSoon.stop();
    const models::RadarVolume *row = m_view->row();
    const StoragePlot *plot = m_chart->plot();
    const int days = StorageChart::daysOf(m_chart->range());
    m_closer = plot->isZoomed() && !m_whole.points.isEmpty();
    if (!m_closer) {
        // Counted from the newest reading, like the chart does: a volume that is gone still shows its last days.
        const QDateTime newest = row ? row->point.at : m_clock->now();
        m_view->setSpan(days > 0 ? newest.addDays(-days) : QDateTime(), {}, mostPoints);
        return;
    }
    const QDateTime to = plot->viewTo();
    const bool followsEnd = to >= m_whole.points.constLast().at;
    m_view->setSpan(plot->viewFrom(), followsEnd ? QDateTime() : to, mostPoints);
}

QList<StorageMarker> StorageDetail::markersOf(const models::RadarVolume &row) const
{
    QList<StorageMarker> markers;
    const std::optional<double> &capacity = row.point.capacityBytes;
    if (const auto percent = models::autoscalePercent(row.limits, capacity))
        markers.append({*percent, {}, tr("Autoscaling level"), ColorRole::Accent});
    if (const auto percent = capacity ? models::shrinkPercent(row.limits, *capacity) : std::nullopt)
        markers.append({*percent, {}, tr("Shrinks below this"), ColorRole::TextSecondary});
    if (const auto bytes = models::storageLimitBytes(row.limits))
        markers.append({{}, *bytes, tr("Storage limit"), ColorRole::Busy});
    if (const auto percent = models::readOnlyPercent(row.limits, capacity))
        markers.append({*percent, {}, tr("Read-only"), ColorRole::Critical});
    return markers;
}

void StorageDetail::update()
{
    const models::RadarVolume *row = m_view->row();
    m_name->setText(models::volumePath(m_view->volume()));
    m_risk->setVisible(row);
    m_sentence->setText(row ? row->forecast.sentence : QString());
    m_factsArea->setEnabled(row);
    if (row) {
        m_risk->setState(models::describeRisk(row->risk, m_clock->now()));
        m_facts->setVolume(*row, m_view->remedies(), m_view->accountLabels(), m_clock->now());
    }
    if (!m_view->isLoading())
        updateChart();
    updateSiblings();
    m_tabs->setCount(tablesTab, m_view->tables().largest.isEmpty() ? -1 : m_view->tables().largest.size());
    if (m_tables)
        m_tables->setTables(m_view->tables(), m_clock->now());
}

void StorageDetail::updateChart()
{
    models::StorageSeries series = m_view->series();
    if (!m_closer)
        m_whole = series;
    else
        series = withPart(m_whole, series);
    series.volume = m_view->volume();
    if (series.name.isEmpty())
        series.name = models::volumePath(series.volume);
    const QList<models::StorageSeries> shown =
        series.points.isEmpty() ? QList<models::StorageSeries>() : QList<models::StorageSeries>{series};
    if (!(shown == m_chart->series()))
        m_chart->setSeries(shown);
    m_chart->setForecast(m_view->forecast());
    m_chart->setEvents(m_view->events());
    if (const models::RadarVolume *row = m_view->row())
        m_chart->setMarkers(markersOf(*row));
}

void StorageDetail::updateSiblings()
{
    const qsizetype count = m_view->siblingCount();
    if (count > 1 && !m_tabs->contains(shardsTab)) {
        m_tabs->add(shardsTab, {}, [this]() {
            m_multiples = new StorageMultiples;
            connect(m_multiples, &StorageMultiples::seriesActivated, this, [this](int index) {
                if (index < 0 || index >= m_view->siblings().size())
                    return;
                const models::StorageVolume chosen = m_view->siblings().at(index).volume;
                m_tabs->setCurrent(chartTab);
                Q_EMIT volumeChosen(chosen);
            });
            return m_multiples;
        });
    } else if (count <= 1 && m_tabs->contains(shardsTab)) {
        m_tabs->remove(shardsTab);
        m_multiples = nullptr;
    }
    m_tabs->setText(shardsTab, m_view->volume().keyspace.isEmpty() ? tr("Pods") : tr("Shards"));
    m_tabs->setCount(shardsTab, count);
    if (m_multiples)
        m_multiples->setSeries(m_view->siblings());
}

void StorageDetail::arrange()
{
    const bool isNarrow = width() < narrow;
    if (isNarrow == m_tabs->contains(detailsTab))
        return;
    if (isNarrow) {
        m_chartRow->removeWidget(m_factsArea);
        m_narrowFacts = new QWidget(this); // the tab takes it when somebody opens it, which may be never
        m_narrowFacts->hide();
        auto *column = new QVBoxLayout(m_narrowFacts);
        column->setContentsMargins(0, space::inner, 0, 0);
        column->addWidget(m_factsArea);
        m_factsArea->setMinimumWidth(0);
        m_factsArea->setMaximumWidth(QWIDGETSIZE_MAX);
        m_tabs->add(detailsTab, tr("Details"), [this]() { return m_narrowFacts; });
        return;
    }
    if (m_tabs->current() == detailsTab)
        m_tabs->setCurrent(chartTab);
    m_chartRow->addWidget(m_factsArea);
    m_factsArea->setFixedWidth(factsWidth);
    m_factsArea->show();
    const bool wasShown = m_tabs->content(detailsTab) != nullptr;
    m_tabs->remove(detailsTab);
    if (!wasShown)
        m_narrowFacts->deleteLater(); // the tab never took it
    m_narrowFacts = nullptr;
}

void StorageDetail::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace orrery::views
