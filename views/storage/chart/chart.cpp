// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/chart/chart.h"

#include "models/core/text.h"
#include "views/core/action_gate.h"
#include "views/core/flow_layout.h"
#include "views/core/icons.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"
#include "views/core/state_chip.h"
#include "views/core/table.h"
#include "views/storage/chart/chart_menu.h"
#include "views/storage/chart/legend.h"
#include "views/storage/chart/table_model.h"

#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace orrery::views {

namespace {
constexpr int sentenceLetters = 16; ///< with less the sentence says nothing

QToolButton *segment(const QString &text, const QString &toolTip, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setText(text);
    button->setToolTip(plainToolTip(toolTip));
    button->setAccessibleName(toolTip);
    button->setCheckable(true);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

} // namespace

StorageChart::StorageChart(QWidget *parent)
    : QWidget(parent), m_level(new StateChip(this)),
      m_sentence(new PlainLabel(QString(), TextSize::Body, ColorRole::TextSecondary, this)),
      m_whole(new QToolButton(this)), m_tableButton(segment(QString(), tr("Show the readings as a table"), this)),
      m_stack(new QStackedLayout), m_plot(new StoragePlot(this)),
      m_message(new PlainLabel(QString(), TextSize::Body, ColorRole::TextSecondary, this)),
      m_model(new StorageTableModel(this)), m_table(nullptr), m_legend(new StorageLegend(this))
{
    auto *bar = new FlowLayout(nullptr, 2);
    makeBar(bar);

    auto *view = new QTreeView(this);
    auto *proxy = new ResourceProxy(view);
    proxy->setSourceModel(m_model);
    TableOptions options;
    options.accessibleName = tr("Storage readings");
    m_table = bindTable(view, proxy, options);
    connect(m_table, &TableBinding::locationOpened, this, &StorageChart::placeActivated);

    m_plot->setDays(daysOf(m_range));
    connect(m_plot, &StoragePlot::placeActivated, this, &StorageChart::placeActivated);
    connect(m_plot, &StoragePlot::viewChanged, this, [this](const QDateTime &from, const QDateTime &to) {
        m_whole->setVisible(m_plot->isZoomed() && m_stack->currentWidget() == m_plot);
        Q_EMIT viewChanged(from, to);
    });
    connect(m_plot, &StoragePlot::highlightedChanged, m_legend, &StorageLegend::setHighlighted);
    connect(m_legend, &StorageLegend::chosen, m_plot, &StoragePlot::setHighlighted);

    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    m_stack->addWidget(m_plot);
    m_stack->addWidget(view);
    m_stack->addWidget(m_message);

    auto *legendRow = new QHBoxLayout;
    legendRow->setContentsMargins(52, 0, 0, 0); // below the plot's own left edge
    legendRow->addWidget(m_legend);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::inner);
    layout->addLayout(bar);
    layout->addLayout(m_stack, 1);
    layout->addLayout(legendRow);
    refresh();
}

void StorageChart::makeBar(FlowLayout *bar)
{
    m_sentence->setElide(Qt::ElideRight);
    m_sentence->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_sentence->setMinimumWidth(fontMetrics().averageCharWidth() * sentenceLetters);
    bar->addWidget(m_level);
    bar->addWidget(m_sentence);
    bar->addStretch();

    m_whole->setText(tr("Whole range"));
    m_whole->setToolTip(tr("Show the whole range again (0)"));
    m_whole->setAutoRaise(true);
    m_whole->setFocusPolicy(Qt::StrongFocus);
    m_whole->hide();
    connect(m_whole, &QToolButton::clicked, this, [this] {
        m_plot->resetView();
        m_plot->setFocus();
    });
    bar->addWidget(m_whole);

    auto *ranges = new QButtonGroup(this);
    const std::pair<QString, QString> rangeTexts[] = {
        {tr("24 h"), tr("The last 24 hours")}, {tr("7 d"), tr("The last 7 days")}, {tr("30 d"), tr("The last 30 days")},
        {tr("90 d"), tr("The last 90 days")},  {tr("1 y"), tr("The last year")},   {tr("All"), tr("All readings")}};
    int index = 0;
    for (const auto &[text, toolTip] : rangeTexts) {
        QToolButton *button = segment(text, toolTip, this);
        ranges->addButton(button, index);
        bar->addWidget(button);
        m_rangeButtons += button;
        connect(button, &QToolButton::clicked, this, [this, index] { setRange(static_cast<Range>(index)); });
        ++index;
    }
    auto *units = new QButtonGroup(this);
    const std::pair<QString, QString> unitTexts[] = {{tr("%", "unit"), tr("Used part of the capacity, in percent")},
                                                     {tr("Bytes"), tr("Used bytes against the capacity")}};
    for (int i = 0; i < 2; ++i) {
        QToolButton *button = segment(unitTexts[i].first, unitTexts[i].second, this);
        units->addButton(button, i);
        bar->addWidget(button);
        m_unitButtons += button;
        connect(button, &QToolButton::clicked, this, [this, i] { setUnit(static_cast<StorageUnit>(i)); });
    }
    m_tableButton->setIcon(glyphIcon(Glyph::Table));
    connect(m_tableButton, &QToolButton::toggled, this, [this](bool shown) { setTableShown(shown); });
    bar->addWidget(m_tableButton);
    auto *more = new QToolButton(this);
    more->setIcon(glyphIcon(Glyph::More));
    more->setAutoRaise(true);
    more->setToolTip(tr("Zoom, copy and export"));
    more->setAccessibleName(tr("Zoom, copy and export"));
    more->setPopupMode(QToolButton::InstantPopup);
    more->setFocusPolicy(Qt::StrongFocus);
    auto *menu = new ChartMenu(this, more);
    connect(menu, &ChartMenu::notice, this, &StorageChart::notice);
    more->setMenu(menu);
    bar->addWidget(more);
}

int StorageChart::daysOf(Range range)
{
    switch (range) {
    case Range::Day:
        return 1;
    case Range::Week:
        return 7;
    case Range::Month:
        return 30;
    case Range::Quarter:
        return 90;
    case Range::Year:
        return 365;
    case Range::All:
        break;
    }
    return 0;
}

void StorageChart::setRanges(const QList<Range> &ranges)
{
    for (int i = 0; i < m_rangeButtons.size(); ++i)
        m_rangeButtons.at(i)->setVisible(ranges.contains(static_cast<Range>(i)));
}

void StorageChart::setSeries(const QList<models::StorageSeries> &series)
{
    m_series = series;
    m_plot->setSeries(m_series, m_unit);
    // The plot knows whether these are other volumes.
    m_forecast = m_plot->content().forecast;
    refresh();
}

void StorageChart::setForecast(const models::StorageForecast &forecast, int series)
{
    if (forecast == m_forecast && series == m_forecastSeries)
        return;
    m_forecast = forecast;
    m_forecastSeries = series;
    m_plot->setForecast(forecast, series);
    refresh();
}

void StorageChart::setEvents(const QList<models::StorageEvent> &events)
{
    if (events == m_events)
        return;
    m_events = events;
    m_plot->setEvents(events);
    refresh();
}

void StorageChart::setMarkers(const QList<StorageMarker> &markers)
{
    m_plot->setMarkers(markers);
}

void StorageChart::setRange(Range range)
{
    const bool changed = range != m_range;
    m_range = range;
    m_plot->setDays(daysOf(range));
    m_plot->resetView();
    refresh();
    if (changed)
        Q_EMIT rangeChanged(range);
}

void StorageChart::setUnit(StorageUnit unit)
{
    const bool changed = unit != m_unit;
    m_unit = unit;
    m_plot->setUnit(unit);
    refresh();
    if (changed)
        Q_EMIT unitChanged(unit);
}

bool StorageChart::isTableShown() const
{
    return m_tableButton->isChecked();
}

void StorageChart::setTableShown(bool shown)
{
    m_tableButton->setChecked(shown);
    refresh();
}

TableBinding *StorageChart::table() const
{
    refreshTable();
    return m_table;
}

QList<models::StorageSeries> StorageChart::inRange() const
{
    if (m_range == Range::All)
        return m_series;
    // Counted from the newest reading: a copy kept from yesterday still shows its last day.
    QDateTime newest;
    for (const models::StorageSeries &series : m_series) {
        if (!series.points.isEmpty() && (!newest.isValid() || series.points.constLast().at > newest))
            newest = series.points.constLast().at;
    }
    const QDateTime from = newest.addDays(-daysOf(m_range));
    QList<models::StorageSeries> cut = m_series;
    for (models::StorageSeries &series : cut) {
        const auto first = std::lower_bound(
            series.points.cbegin(), series.points.cend(), from,
            [](const models::StoragePoint &point, const QDateTime &wanted) { return point.at < wanted; });
        series.points = series.points.mid(first - series.points.cbegin());
    }
    return cut;
}

QString StorageChart::summary() const
{
    const models::StorageSeries *worst = nullptr;
    std::optional<double> highest;
    for (const models::StorageSeries &series : m_series) {
        const std::optional<double> percent = latestPercent(series);
        if (percent && (!highest || *percent > *highest)) {
            highest = percent;
            worst = &series;
        }
    }
    const models::StateWord word = models::describeStorageLevel(highest);
    if (worst && m_series.size() > 1)
        return tr("%1: %2").arg(models::visibleText(worst->name), word.explanation);
    return word.explanation;
}

void StorageChart::refreshTable() const
{
    if (!m_tableIsOld)
        return;
    m_tableIsOld = false;
    // What lies before the range or after what the chart shows of the days to come is left out here too.
    const QDateTime from = m_plot->homeFrom();
    const QDateTime to = m_plot->homeTo();
    QList<models::StorageEvent> events = m_events;
    events.erase(std::remove_if(events.begin(), events.end(),
                                [&from](const models::StorageEvent &event) { return event.at < from; }),
                 events.end());
    models::StorageForecast forecast = m_forecast;
    forecast.cone.erase(std::remove_if(forecast.cone.begin(), forecast.cone.end(),
                                       [&to](const models::ForecastPoint &point) { return point.at > to; }),
                        forecast.cone.end());
    m_model->setContent(inRange(), forecast, m_forecastSeries, events);
}

void StorageChart::refresh()
{
    m_rangeButtons.at(static_cast<int>(m_range))->setChecked(true);
    m_unitButtons.at(static_cast<int>(m_unit))->setChecked(true);

    qsizetype points = 0;
    std::optional<double> highest;
    for (const models::StorageSeries &series : std::as_const(m_series)) {
        points += series.points.size();
        if (const std::optional<double> percent = latestPercent(series))
            highest = std::max(highest.value_or(*percent), *percent);
    }
    m_level->setVisible(points > 0);
    m_level->setState(models::describeStorageLevel(highest));
    // The chip says the figure already; beside it the sentence goes on without it.
    QString sentence = summary();
    sentence.remove(m_level->state().text + QLatin1String(": "));
    m_sentence->setText(points > 0 ? sentence : QString());
    QString name = points > 0 ? tr("Storage over time. %1").arg(summary()) : tr("Storage over time");
    if (!m_forecast.sentence.isEmpty())
        name += QLatin1String(". ") + m_forecast.sentence;
    m_plot->setAccessibleName(name);

    m_tableIsOld = true;
    if (points == 0) {
        m_message->setText(tr("No storage readings yet. The first one appears with the next measurement."));
        m_stack->setCurrentWidget(m_message);
    } else if (isTableShown()) {
        refreshTable();
        m_stack->setCurrentWidget(m_table->view());
    } else {
        m_stack->setCurrentWidget(m_plot);
    }
    const bool drawn = m_stack->currentWidget() == m_plot;
    m_whole->setVisible(drawn && m_plot->isZoomed());
    m_legend->setLines(m_series, m_plot->content().styles);
    m_legend->setHighlighted(m_plot->highlighted());
    // One volume needs no legend.
    m_legend->setVisible(drawn && m_series.size() > 1);
}

QList<std::pair<QString, QString>> StorageChart::keys()
{
    return {{tr("+, −, wheel"), tr("Zoom the storage chart")},
            {tr("Drag"), tr("Show the range dragged over")},
            {tr("Shift+←, Shift+→"), tr("Move through time")},
            {QStringLiteral("0"), tr("Show the whole range again")},
            {QStringLiteral("←, →"), tr("Read values in the chart")},
            {QStringLiteral("↑, ↓"), tr("Choose a line of the chart")},
            {tr("Ctrl+←, Ctrl+→"), tr("Go through events; Enter opens one")}};
}

void StorageChart::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LocaleChange || event->type() == QEvent::LanguageChange)
        refresh();
}

} // namespace orrery::views
