// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

namespace orrery::views {

/// A quiet raised area with a hairline border, for side panels and groups that stand apart. Lay children out in it.
class Card : public QFrame
{
    Q_OBJECT

public:
    explicit Card(QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

/// A one-pixel line across (or down) in the border colour.
QFrame *makeSeparator(QWidget *parent, Qt::Orientation orientation = Qt::Horizontal);

} // namespace orrery::views
