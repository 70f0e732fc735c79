// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/deployment/queue_timeline_delegate.h"

#include "models/deploy_requests/deployment/queue_timeline.h"
#include "views/core/spacing.h"
#include "views/core/theme.h"

#include <QApplication>
#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace orrery::views {

using Model = models::QueueTimelineModel;

namespace {

constexpr double barHeight = 10;
constexpr double labelGap = 64; ///< least distance of two labels of the axis

} // namespace

QueueTimelineDelegate::QueueTimelineDelegate(const models::QueueTimelineModel *model, QObject *parent)
    : CellDelegate(parent), m_model(model)
{}

void QueueTimelineDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    CellDelegate::paint(painter, option, index);
    if (index.column() != Model::TimelineColumn)
        return;
    const QRectF rect = QRectF(option.rect).adjusted(space::inner, 0, -space::inner, 0);
    if (rect.width() < 40)
        return;
    painter->save();
    painter->setClipRect(option.rect);
    painter->setRenderHint(QPainter::Antialiasing);
    if (const models::QueueEntry *entry = m_model->entry(index))
        paintEntry(painter, option, rect, *entry);
    else
        paintAxis(painter, option, rect);
    painter->restore();
}

void QueueTimelineDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    CellDelegate::initStyleOption(option, index);
    if (index.column() == Model::ReasonColumn || index.column() == Model::StartColumn)
        option->features.setFlag(QStyleOptionViewItem::WrapText);
}

QSize QueueTimelineDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = CellDelegate::sizeHint(option, index);
    if (m_model->entry(index))
        size.setHeight(3 * option.fontMetrics.lineSpacing() + space::inner);
    return size;
}

double QueueTimelineDelegate::position(const QDateTime &at, const QRectF &rect, bool mirrored) const
{
    const auto [from, to] = m_model->axis();
    const auto whole = double(std::max<qint64>(from.msecsTo(to), 1));
    const double part = std::clamp(double(from.msecsTo(at)) / whole, 0.0, 1.0);
    return mirrored ? rect.right() - part * rect.width() : rect.left() + part * rect.width();
}

void QueueTimelineDelegate::paintAxis(QPainter *painter, const QStyleOptionViewItem &option, const QRectF &rect) const
{
    const Theme theme = Theme::of(option.palette);
    const bool mirrored = option.direction == Qt::RightToLeft;
    const auto [from, to] = m_model->axis();
    // Round times: the smallest step whose labels do not touch.
    qint64 step = 60;
    for (const qint64 minutes : {5, 10, 15, 30, 60, 120, 240, 480, 1440, 2880}) {
        step = minutes * 60;
        if (double(step) / double(std::max<qint64>(from.secsTo(to), 1)) * rect.width() >= labelGap)
            break;
    }
    painter->setFont(Theme::tabular(TextSize::Small));
    const QDateTime local = from.toLocalTime();
    QDateTime tick = local.date().startOfDay();
    tick = tick.addSecs((tick.secsTo(local) / step + 1) * step);
    const double now = position(m_model->now(), rect, mirrored);
    for (; tick < to; tick = tick.addSecs(step)) {
        const double x = position(tick, rect, mirrored);
        painter->setPen(theme.color(ColorRole::Grid));
        painter->drawLine(QPointF(x, rect.bottom() - 4), QPointF(x, rect.bottom()));
        const QRectF label(x - labelGap / 2, rect.top(), labelGap, rect.height() - 4);
        if (label.left() < rect.left() - 8 || label.right() > rect.right() + 8 || std::abs(x - now) < labelGap * 0.6)
            continue;
        painter->setPen(theme.color(ColorRole::TextSecondary));
        painter->drawText(label, Qt::AlignCenter, QLocale().toString(tick.time(), QLocale::ShortFormat));
    }
    painter->setPen(theme.color(ColorRole::Accent));
    QRectF label(now - labelGap / 2, rect.top(), labelGap, rect.height() - 4);
    label.moveLeft(std::clamp(label.left(), rect.left(), std::max(rect.left(), rect.right() - labelGap)));
    painter->drawText(label, Qt::AlignCenter, tr("now", "on a time axis"));
}

void QueueTimelineDelegate::paintEntry(QPainter *painter, const QStyleOptionViewItem &option, const QRectF &rect,
                                       const models::QueueEntry &entry) const
{
    const Theme theme = Theme::of(option.palette);
    const bool mirrored = option.direction == Qt::RightToLeft;
    const double middle = rect.center().y();
    const QDateTime now = m_model->now();
    const auto x = [&](const QDateTime &at) { return position(at, rect, mirrored); };
    const double far = mirrored ? rect.left() : rect.right();
    const auto bar = [&](double a, double b) {
        return QRectF(std::min(a, b), middle - barHeight / 2, std::max(std::abs(b - a), 2.0), barHeight);
    };

    painter->setPen(QPen(theme.color(ColorRole::Accent), 1, Qt::SolidLine));
    painter->drawLine(QPointF(x(now), rect.top()), QPointF(x(now), rect.bottom()));

    const QColor quiet = theme.color(ColorRole::TextSecondary);
    if (entry.position > 0) {
        // Waiting: a line from when it was queued to where it starts, or to where nobody knows.
        const double begin = x(entry.queuedAt.isValid() ? entry.queuedAt : now);
        const double end = entry.startsAt.isValid() ? x(entry.startsAt) : far;
        painter->setPen(QPen(quiet, 1.5, Qt::DotLine));
        painter->drawLine(QPointF(begin, middle), QPointF(end, middle));
        painter->setPen(Qt::NoPen);
        painter->setBrush(quiet);
        painter->drawEllipse(QPointF(begin, middle), 2.5, 2.5);
        if (entry.startsAt.isValid()) {
            painter->setBrush(theme.color(ColorRole::Accent));
            painter->drawRoundedRect(QRectF(end - 2, middle - barHeight / 2, 4, barHeight), 2, 2);
        }
        return;
    }
    const QDateTime begin = entry.startedAt.isValid() ? entry.startedAt
        : entry.queuedAt.isValid()                    ? entry.queuedAt
                                                      : now;
    const bool over = entry.endsAt.isValid() && entry.endsAt <= now;
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme.tone(entry.state.tone == models::Tone::Neutral ? models::Tone::Accent : entry.state.tone));
    painter->drawRoundedRect(bar(x(begin), x(over ? entry.endsAt : now)), 3, 3);
    if (entry.endsAt.isValid() && !over) { // still to do
        painter->setBrush(theme.toneFill(entry.state.tone));
        painter->setPen(QPen(theme.tone(entry.state.tone), 1));
        painter->drawRoundedRect(bar(x(now), x(entry.endsAt)).adjusted(0, 0.5, 0, -0.5), 3, 3);
    }
    const double after = x(entry.endsAt.isValid() ? entry.endsAt : now);
    if (entry.freeAt.isValid() && (!entry.endsAt.isValid() || entry.freeAt > entry.endsAt)) {
        // The revert window: nothing is done, everybody waits.
        painter->setPen(QPen(theme.tone(models::Tone::Warn), 1));
        painter->setBrush(QBrush(theme.tone(models::Tone::Warn), Qt::BDiagPattern));
        painter->drawRoundedRect(bar(after, x(entry.freeAt)).adjusted(0, 0.5, 0, -0.5), 3, 3);
    } else if (!entry.freeAt.isValid()) {
        painter->setPen(QPen(theme.tone(models::Tone::Warn), 1.5, Qt::DashLine));
        painter->drawLine(QPointF(std::max(after, x(now)), middle), QPointF(far, middle));
    }
}

} // namespace orrery::views
