// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/core/theme.h"

#include <QLabel>

namespace orrery::views {

/// A label that shows its text literally: never as HTML, with control and bidi characters made visible. Every text that
/// came from the network is shown in one of these.
class PlainLabel : public QLabel
{
    Q_OBJECT

public:
    explicit PlainLabel(QWidget *parent = nullptr);
    explicit PlainLabel(const QString &text, QWidget *parent = nullptr);
    PlainLabel(const QString &text, TextSize size, ColorRole role = ColorRole::Text, QWidget *parent = nullptr);

    /// Hides QLabel::setText: cleans the text first. The uncleaned text is kept for copying.
    void setText(const QString &text);
    [[nodiscard]] QString rawText() const { return m_raw; }

    /// Line feeds in the text start new lines (notes, bodies) instead of being shown as ␊.
    void setMultiLine(bool multiLine);
    /// Cuts a text that does not fit and shows the whole of it as tooltip. Off by default.
    void setElide(Qt::TextElideMode mode);
    void setSelectable(bool selectable);

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QString m_raw;
    Qt::TextElideMode m_elide = Qt::ElideNone;
    bool m_multiLine = false;
};

} // namespace orrery::views
