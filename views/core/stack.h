// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStackedWidget>

namespace orrery::views {

/// A stack that asks for the room of what it shows. QStackedWidget asks for that of the largest of all, so that a wide page
/// visited once would squeeze the sidebar from then on.
class Stack : public QStackedWidget
{
public:
    explicit Stack(QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override;
    [[nodiscard]] int heightForWidth(int width) const override;
};

} // namespace orrery::views
