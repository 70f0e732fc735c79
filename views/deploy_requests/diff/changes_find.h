// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/aside.h"
#include "models/deploy_requests/diff/deploy_tables.h"

#include <QHash>
#include <QWidget>

class QLineEdit;
class QListView;

namespace orrery::views {

class DiffView;
class PlainLabel;

/// The line in which one finds in all changed tables: hits of the table on screen are marked in its diff, and the next hit
/// behind the last one is in the next table that has any. The other tables are counted on a worker thread.
///
/// Keys: Enter and F3 go on, with Shift back, Esc closes.
class ChangesFind final : public QWidget
{
    Q_OBJECT
public:
    /// `list` has `tables` among its rows, each under its id (models::IdRole); `diff` shows the list's current table.
    ChangesFind(models::DeployTableModel *tables, QListView *list, DiffView *diff, QWidget *parent = nullptr);

    /// Shows the line and puts the cursor into it.
    void begin();
    void leave();
    void next();
    void previous();
    /// Counts again: the tables changed.
    void refresh();

    [[nodiscard]] QLineEdit *field() const { return m_field; }
    [[nodiscard]] PlainLabel *count() const { return m_count; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void start();
    void countOthers();
    void showCount();
    /// The nearest row with hits before or behind the current one, around the end; the current one when no other has any.
    [[nodiscard]] int otherRow(int by) const;

    models::DeployTableModel *m_tables;
    QListView *m_list;
    DiffView *m_diff;
    QLineEdit *m_field;
    PlainLabel *m_count;
    QHash<QString, int> m_hits; ///< by table id; empty while they are counted
    bool m_counting = false;
    bool m_fromEnd = false; ///< the table that is about to be shown is entered from its last hit
    models::Wanted m_wanted;
};

} // namespace orrery::views
