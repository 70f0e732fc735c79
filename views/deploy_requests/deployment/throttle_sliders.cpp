// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/deployment/throttle_sliders.h"

#include "views/core/action_gate.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"

#include <QGridLayout>
#include <QPainter>
#include <QSignalBlocker>
#include <QSlider>
#include <QStyleOptionSlider>
#include <QTimer>
#include <QWheelEvent>

#include <algorithm>

namespace orrery::views {

namespace {

constexpr int settleMs = 700; // after the last key
constexpr int sliderWidth = 220;

class CalmSlider final : public QSlider
{
public:
    using QSlider::QSlider;

protected:
    // Scrolling past it must not slow a deployment down.
    void wheelEvent(QWheelEvent *event) override { event->ignore(); }

    // The base style's handle is hardly seen on a dark surface.
    void paintEvent(QPaintEvent *) override
    {
        QStyleOptionSlider option;
        initStyleOption(&option);
        const QRectF handle = style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, this);
        const Theme theme = Theme::of(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        QRectF track(4, height() / 2.0 - 2, width() - 8, 4);
        painter.setBrush(theme.color(ColorRole::Pressed));
        painter.drawRoundedRect(track, 2, 2);
        const QColor mark = theme.color(isEnabled() ? ColorRole::Accent : ColorRole::TextDisabled);
        if (option.upsideDown) // right to left
            track.setLeft(handle.center().x());
        else
            track.setRight(handle.center().x());
        painter.setBrush(mark);
        painter.drawRoundedRect(track, 2, 2);
        painter.setPen(QPen(hasFocus() ? theme.color(ColorRole::Focus) : theme.color(ColorRole::Surface), 2));
        painter.drawEllipse(handle.center(), 7, 7);
    }
};

} // namespace

ThrottleSliders::ThrottleSliders(QWidget *parent)
    : QWidget(parent), m_grid(new QGridLayout(this)), m_settled(new QTimer(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(space::group);
    m_grid->setVerticalSpacing(space::unit);
    m_grid->setColumnStretch(2, 1);
    m_settled->setSingleShot(true);
    m_settled->setInterval(settleMs);
    connect(m_settled, &QTimer::timeout, this, [this]() {
        if (isChanged())
            Q_EMIT released();
    });
}

void ThrottleSliders::addRow(const QString &keyspace)
{
    Row row{keyspace, new PlainLabel(keyspace, this), new CalmSlider(Qt::Horizontal, this), new PlainLabel(this)};
    setMonospace(row.name);
    row.name->setElide(Qt::ElideMiddle);
    row.slider->setRange(0, models::strongestThrottle);
    row.slider->setSingleStep(1);
    row.slider->setPageStep(5);
    row.slider->setFixedWidth(sliderWidth);
    row.slider->setAccessibleName(tr("Throttle of keyspace %1").arg(row.name->text()));
    setTextRole(row.effect, ColorRole::TextSecondary);
    const int line = int(m_rows.size());
    m_grid->addWidget(row.name, line, 0);
    m_grid->addWidget(row.slider, line, 1);
    m_grid->addWidget(row.effect, line, 2);
    m_rows.append(row);
    connect(row.slider, &QSlider::valueChanged, this, [this, line]() {
        showEffect(m_rows.at(line));
        Q_EMIT moved();
        if (!m_rows.at(line).slider->isSliderDown())
            m_settled->start();
    });
    connect(row.slider, &QSlider::sliderPressed, m_settled, &QTimer::stop);
    connect(row.slider, &QSlider::sliderReleased, this, [this]() {
        m_settled->stop();
        if (isChanged())
            Q_EMIT released();
    });
    showEffect(row);
}

void ThrottleSliders::showEffect(const Row &row)
{
    const int ratio = row.slider->value();
    const QString effect = models::throttleEffect(ratio);
    row.effect->setText(tr("%1: %2", "throttle ratio, its effect").arg(QString::number(ratio), effect));
    row.slider->setAccessibleDescription(effect);
}

void ThrottleSliders::setRatios(const QList<models::KeyspaceRatio> &ratios)
{
    // What somebody moves at this moment stays theirs.
    const bool held = m_settled->isActive()
        || std::any_of(m_rows.cbegin(), m_rows.cend(), [](const Row &row) { return row.slider->isSliderDown(); });
    const bool sameKeyspaces =
        std::equal(ratios.cbegin(), ratios.cend(), m_rows.cbegin(), m_rows.cend(),
                   [](const models::KeyspaceRatio &ratio, const Row &row) { return ratio.keyspace == row.keyspace; });
    m_set = ratios;
    if (!sameKeyspaces) {
        m_settled->stop();
        for (const Row &row : std::as_const(m_rows)) {
            for (QWidget *old : {static_cast<QWidget *>(row.name), static_cast<QWidget *>(row.slider),
                                 static_cast<QWidget *>(row.effect)}) {
                old->hide();
                old->deleteLater(); // a slider may be the reason for this
            }
        }
        m_rows.clear();
        for (const models::KeyspaceRatio &ratio : ratios)
            addRow(ratio.keyspace);
        setRefusal(m_refusal);
    }
    if (!held || !sameKeyspaces)
        reset();
}

void ThrottleSliders::reset()
{
    m_settled->stop();
    for (qsizetype i = 0; i < m_rows.size() && i < m_set.size(); ++i) {
        const QSignalBlocker blocker(m_rows.at(i).slider);
        m_rows.at(i).slider->setValue(m_set.at(i).ratio);
        showEffect(m_rows.at(i));
    }
}

void ThrottleSliders::setRefusal(const std::optional<QString> &reason)
{
    m_refusal = reason;
    for (const Row &row : std::as_const(m_rows)) {
        row.slider->setEnabled(!reason);
        row.slider->setToolTip(plainToolTip(reason.value_or(QString())));
    }
}

QList<models::KeyspaceRatio> ThrottleSliders::ratios() const
{
    QList<models::KeyspaceRatio> ratios;
    for (const Row &row : m_rows)
        ratios.append({row.keyspace, row.slider->value()});
    return ratios;
}

QList<QSlider *> ThrottleSliders::sliders() const
{
    QList<QSlider *> all;
    for (const Row &row : m_rows)
        all.append(row.slider);
    return all;
}

} // namespace orrery::views
