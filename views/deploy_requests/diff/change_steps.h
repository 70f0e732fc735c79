// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QToolButton;

namespace orrery::views {

class DiffView;
class PlainLabel;

/// Which change of a text is on screen, with the buttons to the one before and after it.
class ChangeSteps final : public QWidget
{
    Q_OBJECT
public:
    /// `diff` outlives this.
    explicit ChangeSteps(DiffView *diff, QWidget *parent = nullptr);

    /// False while something else than the text is on screen: nothing to count then.
    void setTextShown(bool shown);
    void setCountVisible(bool visible);

private:
    void update();

    DiffView *m_diff;
    PlainLabel *m_count;
    QToolButton *m_previous;
    QToolButton *m_next;
    bool m_shown = true;
};

} // namespace orrery::views
