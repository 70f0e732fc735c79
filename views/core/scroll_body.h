// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

namespace orrery::views {

/// What a dialog says and asks above its buttons: as high as its content where the screen has the room, else it scrolls and the
/// buttons stay.
class ScrollBody final : public QScrollArea
{
public:
    explicit ScrollBody(QWidget *content, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override { return widget()->sizeHint(); }
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    bool event(QEvent *event) override;
};

} // namespace orrery::views
