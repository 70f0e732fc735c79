// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabBar>

#include <array>

class QSettings;

namespace orrery::views {

/// How a table's change is read: as text, part by part, or as the statements that run.
enum class ChangeView : quint8 { Unified, SideBySide, Structure, Statements };

/// The choice of a view. One choice for every difference, wherever it is read: it is remembered.
class ChangeViews final : public QTabBar
{
    Q_OBJECT
public:
    /// The first `count` of the views; `settings` may be null.
    ChangeViews(int count, QSettings *settings, QWidget *parent = nullptr);

    [[nodiscard]] ChangeView view() const { return ChangeView(currentIndex()); }
    /// Nothing happens for a view that is not offered.
    void setView(ChangeView view);
    /// Where there is little room the views are told by their icons.
    void setNarrow(bool narrow);
    /// Room for the icons.
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void viewChanged();

private:
    [[nodiscard]] static QString idOf(ChangeView view);

    QSettings *m_settings;
};

} // namespace orrery::views
