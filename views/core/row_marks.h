// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

class QTreeView;

namespace orrery::views {

/// What goes on in a table while it is seen: ages are painted anew, and new rows (models::NewRole) lose their mark once they
/// were on screen for a while.
class RowMarks final : public QObject
{
    Q_OBJECT
public:
    /// A child of the view, whose model is, or is a proxy of, a list of resources; of any other nothing is done.
    explicit RowMarks(QTreeView *view);

private:
    void tick();
    [[nodiscard]] QStringList newOnScreen() const;

    QTreeView *m_view;
    QStringList m_looked; ///< new rows that were on screen at the last tick
};

} // namespace orrery::views
