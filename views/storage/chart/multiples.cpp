// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/chart/multiples.h"

#include "models/core/roles.h"
#include "models/core/text.h"
#include "views/core/action_gate.h"
#include "views/core/icons.h"
#include "views/core/theme.h"
#include "views/storage/chart/lines.h"

#include <QAbstractListModel>
#include <QPainter>
#include <QResizeEvent>
#include <QScrollBar>
#include <QStyledItemDelegate>

#include <algorithm>

namespace orrery::views {

namespace {

constexpr int smallestCell = 176;
constexpr int plotHeight = 44;
constexpr int padding = 8;
constexpr int curveColumns = 160; ///< more are not seen in a cell

enum CellRole : int { CurveRole = models::ProgressRole + 100, PercentRole, SeriesRole };

int cellHeight()
{
    return plotHeight + 2 * QFontMetrics(Theme::font(TextSize::Small, true)).height() + 2 * padding + 14;
}

auto levelWord(std::optional<double> percent)
{
    models::StateWord word = models::describeStorageLevel(percent);
    const std::optional<int> reached = percent ? models::thresholdReached(*percent) : std::nullopt;
    if (reached)
        word.text = StorageMultiples::tr("above %1").arg(models::formattedPercent(*reached));
    else if (percent)
        word.text = StorageMultiples::tr("below every threshold");
    return word;
}

} // namespace

/// Rows in order of fullness; a curve's points lie in 0..1 by time and in percent.
class StorageMultiplesModel final : public QAbstractListModel
{
public:
    using QAbstractListModel::QAbstractListModel;

    void setSeries(const QList<models::StorageSeries> &series, const QList<models::StateWord> &risks)
    {
        beginResetModel();
        m_cells.clear();
        QList<std::optional<double>> levels;
        double first = std::numeric_limits<double>::max();
        double last = std::numeric_limits<double>::lowest();
        for (const models::StorageSeries &one : series) {
            levels.append(latestPercent(one));
            for (const models::StoragePoint &point : one.points) {
                if (!point.at.isValid())
                    continue;
                first = std::min(first, static_cast<double>(point.at.toMSecsSinceEpoch()));
                last = std::max(last, static_cast<double>(point.at.toMSecsSinceEpoch()));
            }
        }
        if (last - first < 1000) {
            // One moment stands in the middle.
            first -= 1000;
            last += 1000;
        }
        const double span = last - first;
        const QList<int> order = fullestFirst(levels);
        for (const int index : order) {
            const models::StorageSeries &one = series.at(index);
            Cell cell{index, models::visibleText(one.name), levels.at(index), {}, {}};
            cell.word = risks.size() == series.size() ? risks.at(index) : levelWord(cell.percent);
            const StorageLine line = storageLine(orderedPoints(one.points));
            cell.curve = lineRuns(line, line.percent, first, last, curveColumns);
            for (PointRun &run : cell.curve) {
                for (QPointF &point : run)
                    point.setX((point.x() - first) / span);
            }
            m_cells.append(cell);
        }
        endResetModel();
    }

    [[nodiscard]] int rowOf(int series) const
    {
        const auto found = std::find_if(m_cells.cbegin(), m_cells.cend(),
                                        [series](const Cell &cell) { return cell.series == series; });
        return found == m_cells.cend() ? -1 : static_cast<int>(found - m_cells.cbegin());
    }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_cells.size());
    }

    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        if (!checkIndex(index, CheckIndexOption::IndexIsValid))
            return {};
        const Cell &cell = m_cells.at(index.row());
        switch (role) {
        case Qt::DisplayRole:
        case models::IdRole:
            return cell.name;
        case Qt::AccessibleTextRole:
        case Qt::ToolTipRole: {
            const QString level = models::describeStorageLevel(cell.percent).explanation;
            const QString text = StorageMultiples::tr("%1: %2").arg(cell.name, level);
            const QString words = cell.word.explanation == level || cell.word.text.isEmpty()
                ? text
                : StorageMultiples::tr("%1. %2", "two sentences").arg(text, cell.word.text);
            return role == Qt::ToolTipRole ? plainToolTip(words) : words;
        }
        case models::StateRole:
            return QVariant::fromValue(cell.word);
        case PercentRole:
            return cell.percent ? QVariant(*cell.percent) : QVariant();
        case SeriesRole:
            return cell.series;
        case CurveRole:
            return QVariant::fromValue(cell.curve);
        default:
            return {};
        }
    }

private:
    struct Cell
    {
        int series = 0;
        QString name;
        std::optional<double> percent;
        models::StateWord word;
        QList<PointRun> curve;
    };

    QList<Cell> m_cells;
};

namespace {

class CellPainter final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme theme = Theme::of(option.palette);
        const QRectF cell = QRectF(option.rect).adjusted(3, 3, -3, -3);
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        const bool focused = option.state.testFlag(QStyle::State_HasFocus);
        const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(theme.color(focused ? ColorRole::Focus : ColorRole::Border), focused ? 2 : 1));
        painter->setBrush(theme.color(selected      ? ColorRole::Selection
                                          : hovered ? ColorRole::Hover
                                                    : ColorRole::Surface));
        painter->drawRoundedRect(cell.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);

        const QRectF inside = cell.adjusted(padding, padding - 2, -padding, -padding + 2);
        const QFont strong = Theme::font(TextSize::Small, true);
        const QFontMetrics metrics(strong);
        const auto word = index.data(models::StateRole).value<models::StateWord>();
        const QVariant percent = index.data(PercentRole);
        const QString level =
            percent.isValid() ? models::formattedPercent(percent.toDouble()) : StorageMultiples::tr("unknown");
        const int levelWidth = metrics.horizontalAdvance(level);
        painter->setFont(strong);
        painter->setPen(theme.color(ColorRole::Text));
        const QRectF title(inside.left(), inside.top(), inside.width(), metrics.height());
        painter->drawText(title.adjusted(0, 0, -levelWidth - 8, 0), Qt::AlignLeft | Qt::AlignVCenter,
                          metrics.elidedText(index.data().toString(), Qt::ElideMiddle,
                                             static_cast<int>(title.width()) - levelWidth - 8));
        painter->drawText(title, Qt::AlignRight | Qt::AlignVCenter, level);

        const QRectF plot(inside.left(), title.bottom() + 5, inside.width(), plotHeight);
        paintCurve(*painter, plot, theme, index.data(CurveRole).value<QList<PointRun>>());

        const QRectF foot(inside.left(), plot.bottom() + 4, inside.width(), metrics.height());
        const QColor tone = theme.tone(word.tone);
        paintGlyph(painter, toneGlyph(word.tone), QRectF(foot.left(), foot.center().y() - 6, 12, 12), tone);
        painter->setFont(Theme::font(TextSize::Small));
        painter->setPen(word.tone == models::Tone::Ok ? theme.color(ColorRole::TextSecondary) : tone);
        painter->drawText(
            foot.adjusted(17, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
            painter->fontMetrics().elidedText(word.text, Qt::ElideRight, static_cast<int>(foot.width()) - 17));
        painter->restore();
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        const auto *list = qobject_cast<const QListView *>(option.widget);
        return list && !list->gridSize().isEmpty() ? list->gridSize() : QSize(smallestCell, cellHeight());
    }

private:
    static void paintCurve(QPainter &painter, const QRectF &plot, const Theme &theme, const QList<PointRun> &curve)
    {
        const auto y = [&plot](double percent) {
            return plot.bottom() - std::clamp(percent, 0.0, 100.0) / 100 * plot.height();
        };
        painter.fillRect(plot, theme.color(ColorRole::SurfaceSunken));
        for (const int threshold : {75, 95}) {
            QColor line = theme.color(threshold == 95 ? ColorRole::Critical : ColorRole::Warn);
            line.setAlphaF(0.6F);
            QPen pen(line, 1);
            pen.setDashPattern({2, 3});
            painter.setPen(pen);
            const double at = std::round(y(threshold)) + 0.5;
            painter.drawLine(QPointF(plot.left(), at), QPointF(plot.right(), at));
        }
        const QColor color = theme.color(ColorRole::Series1);
        QColor fill = color;
        fill.setAlphaF(0.18F);
        painter.save();
        painter.setClipRect(plot.adjusted(-1, -1, 1, 1));
        for (const PointRun &run : curve) {
            QPolygonF line;
            for (const QPointF &point : run)
                line.append(QPointF(plot.left() + point.x() * plot.width(), y(point.y())));
            painter.setPen(Qt::NoPen);
            if (line.size() == 1) {
                painter.setBrush(color);
                painter.drawEllipse(
                    QPointF(std::clamp(line.first().x(), plot.left() + 3, plot.right() - 3), line.first().y()), 3, 3);
                continue;
            }
            QPolygonF area = line;
            area.append(QPointF(line.constLast().x(), plot.bottom()));
            area.append(QPointF(line.constFirst().x(), plot.bottom()));
            painter.setBrush(fill);
            painter.drawPolygon(area);
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(color, 1.5));
            painter.drawPolyline(line);
        }
        painter.restore();
    }
};

} // namespace

StorageMultiples::StorageMultiples(QWidget *parent) : QListView(parent), m_model(new StorageMultiplesModel(this))
{
    setModel(m_model);
    setItemDelegate(new CellPainter(this));
    setFrameShape(QFrame::NoFrame);
    setFlow(QListView::LeftToRight);
    setWrapping(true);
    setResizeMode(QListView::Adjust);
    setUniformItemSizes(true);
    setMouseTracking(true);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Volumes, the fullest first"));
    connect(this, &QAbstractItemView::activated, this,
            [this](const QModelIndex &index) { Q_EMIT seriesActivated(index.data(SeriesRole).toInt()); });
    fitCells();
}

void StorageMultiples::setSeries(const QList<models::StorageSeries> &series, const QList<models::StateWord> &risks)
{
    const QString current = currentIndex().data(models::IdRole).toString();
    const int scrolled = verticalScrollBar()->value();
    m_model->setSeries(series, risks);
    if (!current.isEmpty()) {
        for (int row = 0; row < m_model->rowCount(); ++row) {
            if (m_model->index(row).data(models::IdRole).toString() == current) {
                setCurrentIndex(m_model->index(row));
                break;
            }
        }
    }
    verticalScrollBar()->setValue(scrolled);
}

int StorageMultiples::currentSeries() const
{
    return currentIndex().isValid() ? currentIndex().data(SeriesRole).toInt() : -1;
}

void StorageMultiples::setCurrentSeries(int series)
{
    setCurrentIndex(m_model->index(m_model->rowOf(series)));
}

void StorageMultiples::fitCells()
{
    // As many columns as fit, and the cells share what is left over; room for the scroll bar is always kept.
    const int room = std::max(smallestCell, width() - verticalScrollBar()->sizeHint().width() - 2);
    const int columns = std::max(1, room / smallestCell);
    const QSize cell(room / columns, cellHeight());
    if (gridSize() != cell)
        setGridSize(cell);
}

void StorageMultiples::resizeEvent(QResizeEvent *event)
{
    fitCells();
    QListView::resizeEvent(event);
}

void StorageMultiples::changeEvent(QEvent *event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange)
        fitCells();
}

} // namespace orrery::views
