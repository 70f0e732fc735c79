// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/chart/legend.h"

#include "models/core/text.h"
#include "views/core/theme.h"

#include <QEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace orrery::views {

namespace {

constexpr int sample = 24; ///< width of the piece of line
constexpr int widest = 220; ///< of one name
constexpr int between = 16;

} // namespace

StorageLegend::StorageLegend(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StorageLegend::setLines(const QList<models::StorageSeries> &series, const QList<StorageLineStyle> &styles)
{
    m_texts.clear();
    m_levels.clear();
    m_styles = styles;
    for (const models::StorageSeries &one : series) {
        const std::optional<double> level = latestPercent(one);
        m_levels.append(level);
        QString text = models::visibleText(one.name);
        if (level)
            text += QStringLiteral("  ") + models::formattedPercent(*level);
        m_texts.append(text);
    }
    m_highlight = -1;
    place();
}

void StorageLegend::setHighlighted(int series)
{
    if (series == m_highlight)
        return;
    m_highlight = series;
    place();
}

QRect StorageLegend::rectOf(int series) const
{
    for (const Place &one : m_places) {
        if (one.series == series)
            return one.rect;
    }
    return {};
}

void StorageLegend::place()
{
    m_places.clear();
    const QFontMetrics metrics(Theme::font(TextSize::Small));
    QList<int> order = fullestFirst(m_levels);
    // Of many, those that have a look of their own; the chosen one in any case.
    order.erase(std::remove_if(order.begin(), order.end(),
                               [this](int i) { return m_styles.value(i).isBackground() && i != m_highlight; }),
                order.end());
    if (order.size() == m_texts.size())
        std::sort(order.begin(), order.end());
    else if (order.removeOne(m_highlight))
        order.prepend(m_highlight);
    const int more = metrics.horizontalAdvance(tr("and %Ln more", "lines", static_cast<int>(m_texts.size()))) + between;
    int x = 0;
    for (qsizetype i = 0; i < order.size(); ++i) {
        const QString text = metrics.elidedText(m_texts.at(order.at(i)), Qt::ElideMiddle, widest);
        const int length = sample + 6 + metrics.horizontalAdvance(text);
        const bool isLast = i + 1 == order.size() && order.size() == m_texts.size();
        if (x > 0 && x + length + (isLast ? 0 : more) > width())
            break;
        m_places.append({order.at(i), QRect(x, 0, length, height()), text});
        x += length + between;
    }
    update();
}

void StorageLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme theme = Theme::of(this);
    int right = 0;
    for (const Place &one : std::as_const(m_places)) {
        const bool chosen = one.series == m_highlight;
        QPen pen = linePen(theme, m_styles.at(one.series));
        if (chosen)
            pen.setWidthF(3);
        if (chosen && m_styles.at(one.series).isBackground())
            pen.setColor(theme.color(ColorRole::Text));
        painter.setPen(pen);
        const double middle = one.rect.center().y() + 0.5;
        painter.drawLine(QPointF(one.rect.left() + 1, middle), QPointF(one.rect.left() + sample - 1, middle));
        painter.setFont(Theme::font(TextSize::Small, chosen));
        painter.setPen(theme.color(chosen ? ColorRole::Text : ColorRole::TextSecondary));
        painter.drawText(one.rect.adjusted(sample + 6, 0, between, 0), Qt::AlignLeft | Qt::AlignVCenter, one.text);
        right = one.rect.right() + between;
    }
    const auto hidden = static_cast<int>(m_texts.size() - m_places.size());
    if (hidden > 0) {
        painter.setFont(Theme::font(TextSize::Small));
        painter.setPen(theme.color(ColorRole::TextSecondary));
        painter.drawText(QRect(right, 0, width() - right, height()), Qt::AlignLeft | Qt::AlignVCenter,
                         tr("and %Ln more", "lines", hidden));
    }
}

void StorageLegend::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

void StorageLegend::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange) {
        updateGeometry();
        place();
    }
}

void StorageLegend::mousePressEvent(QMouseEvent *event)
{
    for (const Place &one : std::as_const(m_places)) {
        if (one.rect.contains(event->pos())) {
            Q_EMIT chosen(one.series == m_highlight ? -1 : one.series);
            return;
        }
    }
    QWidget::mousePressEvent(event);
}

QSize StorageLegend::sizeHint() const
{
    return {400, QFontMetrics(Theme::font(TextSize::Small)).height() + 4};
}

QSize StorageLegend::minimumSizeHint() const
{
    return {80, sizeHint().height()};
}

} // namespace orrery::views
