// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/storage_chart.h"

#include "models/core/text.h"
#include "views/core/icons.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"
#include "views/core/state_chip.h"
#include "views/core/table.h"
#include "views/storage/storage_table_model.h"

#include <QApplication>
#include <QButtonGroup>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QStackedLayout>
#include <QSvgGenerator>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace orrery::views {

namespace {

/// A short piece of a series' line for the legend.
class LineSample : public QWidget
{
public:
    LineSample(int index, QWidget *parent) : QWidget(parent), m_index(index) { setFixedSize(24, 16); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        QPen pen(Theme::of(this).series(m_index), 2);
        pen.setStyle(m_index % 3 == 1 ? Qt::DashLine : m_index % 3 == 2 ? Qt::DotLine : Qt::SolidLine);
        painter.setPen(pen);
        painter.drawLine(QPointF(1, 8), QPointF(23, 8));
    }

private:
    int m_index;
};

QToolButton *segment(const QString &text, const QString &toolTip, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setText(text);
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    button->setCheckable(true);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

/// Latest known percentage of a series.
std::optional<double> latestPercent(const models::StorageSeries &series)
{
    for (qsizetype i = series.points.size() - 1; i >= 0; --i) {
        if (series.points.at(i).usedPercent)
            return series.points.at(i).usedPercent;
    }
    return std::nullopt;
}

} // namespace

StorageChart::StorageChart(QWidget *parent)
    : QWidget(parent), m_level(new StateChip(this)),
      m_sentence(new PlainLabel(QString(), TextSize::Body, ColorRole::TextSecondary, this)),
      m_tableButton(segment(QString(), tr("Show the readings as a table"), this)), m_stack(new QStackedLayout),
      m_plot(new StoragePlot(this)),
      m_message(new PlainLabel(QString(), TextSize::Body, ColorRole::TextSecondary, this)),
      m_model(new StorageTableModel(this)), m_table(nullptr), m_legend(new QWidget(this)),
      m_legendRow(new QHBoxLayout(m_legend))
{
    auto *bar = new QHBoxLayout;
    bar->setSpacing(2);
    m_sentence->setElide(Qt::ElideRight);
    bar->addWidget(m_level);
    bar->addSpacing(6);
    bar->addWidget(m_sentence, 1);
    bar->addSpacing(space::group);

    auto *ranges = new QButtonGroup(this);
    const std::pair<QString, QString> rangeTexts[] = {
        {tr("24 h"), tr("The last 24 hours")}, {tr("7 d"), tr("The last 7 days")}, {tr("All"), tr("All readings")}};
    for (int i = 0; i < 3; ++i) {
        QToolButton *button = segment(rangeTexts[i].first, rangeTexts[i].second, this);
        ranges->addButton(button, i);
        bar->addWidget(button);
        m_rangeButtons += button;
        connect(button, &QToolButton::clicked, this, [this, i] { setRange(static_cast<Range>(i)); });
    }
    bar->addSpacing(space::group);
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
    bar->addSpacing(space::group);
    m_tableButton->setIcon(glyphIcon(Glyph::Table));
    connect(m_tableButton, &QToolButton::toggled, this, [this](bool shown) { setTableShown(shown); });
    bar->addWidget(m_tableButton);
    auto *more = new QToolButton(this);
    more->setIcon(glyphIcon(Glyph::More));
    more->setAutoRaise(true);
    more->setToolTip(tr("Copy and export"));
    more->setAccessibleName(tr("Copy and export"));
    more->setPopupMode(QToolButton::InstantPopup);
    more->setFocusPolicy(Qt::StrongFocus);
    auto *menu = new QMenu(more);
    connect(menu->addAction(glyphIcon(Glyph::Copy), tr("Copy picture")), &QAction::triggered, this,
            &StorageChart::copyImage);
    connect(menu->addAction(tr("Copy readings as CSV")), &QAction::triggered, this,
            [this] { QApplication::clipboard()->setText(m_table->exported(TableFormat::Csv)); });
    menu->addSeparator();
    connect(menu->addAction(glyphIcon(Glyph::Download), tr("Save as PNG…")), &QAction::triggered, this,
            [this] { askForImageFile(QStringLiteral("png")); });
    connect(menu->addAction(tr("Save as SVG…")), &QAction::triggered, this,
            [this] { askForImageFile(QStringLiteral("svg")); });
    more->setMenu(menu);
    bar->addWidget(more);

    auto *view = new QTreeView(this);
    auto *proxy = new ResourceProxy(view);
    proxy->setSourceModel(m_model);
    TableOptions options;
    options.accessibleName = tr("Storage readings");
    m_table = bindTable(view, proxy, options);

    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    m_stack->addWidget(m_plot);
    m_stack->addWidget(view);
    m_stack->addWidget(m_message);
    m_legendRow->setContentsMargins(52, 0, 0, 0);
    m_legendRow->setSpacing(6);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::inner);
    layout->addLayout(bar);
    layout->addLayout(m_stack, 1);
    layout->addWidget(m_legend);
    refresh();
}

void StorageChart::setSeries(const QList<models::StorageSeries> &series)
{
    m_series = series;
    refresh();
}

void StorageChart::setRange(Range range)
{
    const bool changed = range != m_range;
    m_range = range;
    refresh();
    if (changed)
        Q_EMIT rangeChanged(range);
}

void StorageChart::setUnit(StorageUnit unit)
{
    const bool changed = unit != m_unit;
    m_unit = unit;
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
    const QDateTime from = newest.addDays(m_range == Range::Day ? -1 : -7);
    QList<models::StorageSeries> cut = m_series;
    for (models::StorageSeries &series : cut) {
        const auto first = std::lower_bound(
            series.points.cbegin(), series.points.cend(), from,
            [](const models::StoragePoint &point, const QDateTime &wanted) { return point.at < wanted; });
        series.points.remove(0, first - series.points.cbegin());
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

void StorageChart::refresh()
{
    m_rangeButtons.at(static_cast<int>(m_range))->setChecked(true);
    m_unitButtons.at(static_cast<int>(m_unit))->setChecked(true);

    const QList<models::StorageSeries> shown = inRange();
    qsizetype points = 0;
    std::optional<double> highest;
    for (const models::StorageSeries &series : shown)
        points += series.points.size();
    for (const models::StorageSeries &series : std::as_const(m_series)) {
        if (const std::optional<double> percent = latestPercent(series))
            highest = std::max(highest.value_or(*percent), *percent);
    }
    m_plot->setSeries(shown, m_unit);
    m_model->setSeries(shown);
    m_level->setVisible(points > 0);
    m_level->setState(models::describeStorageLevel(highest));
    // The chip says the figure already; beside it the sentence goes on without it.
    QString sentence = summary();
    sentence.remove(m_level->state().text + QLatin1String(": "));
    m_sentence->setText(points > 0 ? sentence : QString());
    m_plot->setAccessibleName(points > 0 ? tr("Storage over time. %1").arg(summary()) : tr("Storage over time"));
    if (points == 0) {
        m_message->setText(m_series.isEmpty() || m_range == Range::All
                               ? tr("No storage readings yet. The first one appears with the next measurement.")
                               : tr("No storage readings in this range."));
        m_stack->setCurrentWidget(m_message);
    } else if (isTableShown()) {
        m_stack->setCurrentWidget(m_table->view());
    } else {
        m_stack->setCurrentWidget(m_plot);
    }
    updateLegend();
}

void StorageChart::updateLegend()
{
    while (QLayoutItem *item = m_legendRow->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    for (int i = 0; i < m_series.size(); ++i) {
        m_legendRow->addWidget(new LineSample(i, m_legend));
        auto *name = new PlainLabel(m_series.at(i).name, TextSize::Small, ColorRole::TextSecondary, m_legend);
        name->setElide(Qt::ElideMiddle);
        const std::optional<double> percent = latestPercent(m_series.at(i));
        if (percent)
            name->setText(QStringLiteral("%1  %2").arg(m_series.at(i).name, models::formattedPercent(*percent)));
        name->setToolTip(m_series.at(i).source);
        m_legendRow->addWidget(name);
        m_legendRow->addSpacing(space::inner);
    }
    m_legendRow->addStretch(1);
    // One volume needs no legend.
    m_legend->setVisible(m_series.size() > 1 && m_stack->currentWidget() == m_plot);
}

bool StorageChart::saveImage(const QString &path) const
{
    if (path.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive)) {
        QSvgGenerator generator;
        generator.setFileName(path);
        generator.setSize(m_plot->size());
        generator.setViewBox(QRect(QPoint(0, 0), m_plot->size()));
        generator.setTitle(m_plot->accessibleName());
        QPainter painter;
        if (!painter.begin(&generator))
            return false;
        m_plot->render(&painter);
        return painter.end();
    }
    QImage image(m_plot->size() * 2, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(2);
    image.fill(0);
    QPainter painter(&image);
    m_plot->QWidget::render(&painter);
    painter.end();
    return image.save(path, "PNG");
}

void StorageChart::copyImage() const
{
    QImage image(m_plot->size() * 2, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(2);
    image.fill(0);
    QPainter painter(&image);
    m_plot->QWidget::render(&painter);
    painter.end();
    QApplication::clipboard()->setImage(image);
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

void StorageChart::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange)
        updateLegend();
}

} // namespace orrery::views
