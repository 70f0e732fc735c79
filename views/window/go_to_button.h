// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

class QAction;

namespace orrery::views {

/// Looks like the field it opens: "⌕ Go to…   Ctrl+K".
class GoToButton final : public QAbstractButton
{
    Q_OBJECT
public:
    explicit GoToButton(QAction *action, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QAction *m_action;
};

} // namespace orrery::views
