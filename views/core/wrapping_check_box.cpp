// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/wrapping_check_box.h"

#include <QRegularExpression>
#include <QStyle>
#include <QStyleOptionButton>
#include <QStylePainter>

#include <algorithm>

namespace orrery::views {

namespace {
constexpr int textFlags = Qt::TextWordWrap | Qt::TextShowMnemonic | Qt::AlignTop;
constexpr int comfortableWidth = 60; // letters
} // namespace

WrappingCheckBox::WrappingCheckBox(const QString &text, QWidget *parent) : QCheckBox(text, parent)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

QStyleOptionButton WrappingCheckBox::styleOption() const
{
    QStyleOptionButton option;
    initStyleOption(&option);
    return option;
}

int WrappingCheckBox::indent() const
{
    const QStyleOptionButton option = styleOption();
    return style()->pixelMetric(QStyle::PM_IndicatorWidth, &option, this)
        + style()->pixelMetric(QStyle::PM_CheckBoxLabelSpacing, &option, this);
}

QSize WrappingCheckBox::textSize(int width) const
{
    return fontMetrics().boundingRect(QRect(0, 0, std::max(1, width), QWIDGETSIZE_MAX), textFlags, text()).size();
}

int WrappingCheckBox::heightForWidth(int width) const
{
    return std::max(QCheckBox::sizeHint().height(), textSize(width - indent()).height() + 4);
}

QSize WrappingCheckBox::sizeHint() const
{
    const int wanted =
        std::min(QCheckBox::sizeHint().width(), indent() + fontMetrics().averageCharWidth() * comfortableWidth);
    return {wanted, heightForWidth(wanted)};
}

QSize WrappingCheckBox::minimumSizeHint() const
{
    int widest = 0;
    const QStringList words = text().split(QRegularExpression(QStringLiteral("\\s+")));
    for (const QString &word : words)
        widest = std::max(widest, fontMetrics().horizontalAdvance(word));
    return {indent() + widest + 2, QCheckBox::sizeHint().height()};
}

bool WrappingCheckBox::hitButton(const QPoint &position) const
{
    return rect().contains(position);
}

void WrappingCheckBox::paintEvent(QPaintEvent *)
{
    QStylePainter painter(this);
    QStyleOptionButton option = styleOption();
    // The box stands beside the first line.
    const int line = QCheckBox::sizeHint().height();
    QStyleOptionButton box = option;
    box.rect.setHeight(line);
    box.rect = style()->subElementRect(QStyle::SE_CheckBoxIndicator, &box, this);
    painter.drawPrimitive(QStyle::PE_IndicatorCheckBox, box);
    const int top = (line - fontMetrics().height()) / 2;
    const QRect words = QStyle::visualRect(option.direction, rect(), rect().adjusted(indent(), top, 0, 0));
    const int alignment = option.direction == Qt::RightToLeft ? int(Qt::AlignRight) : int(Qt::AlignLeft);
    painter.drawItemText(words, textFlags | alignment, palette(), isEnabled(), text(), foregroundRole());
    if (!hasFocus())
        return;
    QStyleOptionFocusRect focus;
    focus.QStyleOption::operator=(option);
    focus.rect = words.adjusted(-2, -1, 0, 0);
    painter.drawPrimitive(QStyle::PE_FrameFocusRect, focus);
}

} // namespace orrery::views
