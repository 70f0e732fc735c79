// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/state_chip.h"

#include "models/core/text.h"
#include "views/core/action_gate.h"

#include <QAccessibleWidget>
#include <QEvent>
#include <QFontMetrics>
#include <QPainter>

namespace orrery::views {

namespace {

constexpr int padding = 8;
constexpr int iconSide = 12;
constexpr int gap = 5;

QFont chipFont()
{
    QFont font = Theme::font(TextSize::Small);
    font.setWeight(QFont::Medium);
    return font;
}

int chipHeight(const QFontMetrics &metrics)
{
    return qMax(20, metrics.height() + 4);
}

} // namespace

QSize chipSize(const models::StateWord &word, const ChipLook &look)
{
    const QFontMetrics metrics(chipFont());
    const int sides = look.filled ? 2 * padding - 1 : 2;
    return {metrics.horizontalAdvance(models::visibleText(word.text)) + iconSide + gap + sides, chipHeight(metrics)};
}

void paintChip(QPainter *painter, const QRect &rect, const models::StateWord &word, const Theme &theme,
               const ChipLook &look, Qt::LayoutDirection direction)
{
    const QFont font = chipFont();
    const QFontMetrics metrics(font);
    const QSize wanted = chipSize(word, look);
    const int width = qMin(wanted.width(), rect.width());
    const int height = qMin(wanted.height(), rect.height());
    QRect chip(rect.x(), rect.y() + (rect.height() - height) / 2, width, height);
    if (direction == Qt::RightToLeft)
        chip.moveRight(rect.right());
    if (chip.width() < iconSide)
        return;

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QColor color = theme.tone(word.tone);
    if (look.filled) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme.toneFill(word.tone));
        painter->drawRoundedRect(chip, height / 2.0, height / 2.0);
    }
    const int start = look.filled ? padding - 1 : 0;
    QRect icon(chip.x() + start, chip.y(), iconSide, chip.height());
    QRect text(icon.right() + 1 + gap, chip.y(), chip.right() - icon.right() - gap - (look.filled ? padding : 1),
               chip.height());
    if (direction == Qt::RightToLeft) {
        icon.moveRight(chip.right() - start);
        text.moveLeft(chip.x() + (look.filled ? padding : 1));
    }
    paintGlyph(painter, look.glyph.value_or(toneGlyph(word.tone)), icon, color);
    painter->setFont(font);
    painter->setPen(color);
    painter->drawText(
        text, static_cast<int>(Qt::AlignVCenter | (direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft)),
        metrics.elidedText(models::visibleText(word.text), Qt::ElideRight, text.width() + 1));
    painter->restore();
}

namespace {

/// A screen reader takes a widget of no kind for something to enter; a chip is a word to read.
QAccessibleInterface *readChip(const QString &, QObject *object)
{
    auto *chip = qobject_cast<StateChip *>(object);
    return chip ? new QAccessibleWidget(chip, QAccessible::StaticText) : nullptr;
}

} // namespace

StateChip::StateChip(QWidget *parent) : QWidget(parent)
{
    static const bool installed = [] {
        QAccessible::installFactory(&readChip);
        return true;
    }();
    Q_UNUSED(installed)
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

StateChip::StateChip(const models::StateWord &word, QWidget *parent) : StateChip(parent)
{
    setState(word);
}

void StateChip::setState(const models::StateWord &word)
{
    m_word = word;
    setAccessibleName(models::visibleText(word.text));
    setAccessibleDescription(word.explanation);
    setToolTip(plainToolTip(word.explanation));
    updateGeometry();
    update();
}

QSize StateChip::sizeHint() const
{
    return chipSize(m_word);
}

QSize StateChip::minimumSizeHint() const
{
    const QSize hint = sizeHint();
    return {qMin(hint.width(), 64), hint.height()};
}

void StateChip::paintEvent(QPaintEvent *)
{
    if (m_word.text.isEmpty())
        return;
    QPainter painter(this);
    paintChip(&painter, rect(), m_word, Theme::of(this), {}, layoutDirection());
}

void StateChip::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        updateGeometry();
    QWidget::changeEvent(event);
}

} // namespace orrery::views
