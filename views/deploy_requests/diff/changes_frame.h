// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/diff/deploy_tables.h"

#include <QPointer>
#include <QSplitter>

#include <functional>

class QListView;
class QSettings;
class QShortcut;

namespace orrery::models {
class ExternalDiff;
}

namespace orrery::views {

class ChangePane;
class ChangesFind;
class ChangesMenu;
class ChangeViews;
class DiffView;

/// Where changed tables are read, whoever found them: the list at the left, and beside it a head over the change of the
/// current table, with the bar that finds in all of them. The same keys everywhere: j and k go through the tables, ] and [
/// through the changes, numbers set the view, / finds, F3 goes through the hits.
class ChangesFrame final : public QSplitter
{
    Q_OBJECT
public:
    /// `tables` outlives this, as do `settings` and `external`, which may be null. `list` becomes part of the frame.
    ChangesFrame(models::DeployTableModel *tables, QListView *list, QSettings *settings, models::ExternalDiff *external,
                 QWidget *parent = nullptr);

    [[nodiscard]] ChangePane *pane() const { return m_pane; }
    [[nodiscard]] DiffView *diff() const;
    [[nodiscard]] ChangesFind *find() const { return m_find; }
    /// For the head.
    [[nodiscard]] ChangesMenu *menu() const { return m_menu; }

    /// Puts the parts into place, once: `left` has the list, `below` (or nothing) stands under the change.
    void setParts(QWidget *left, QWidget *head, ChangeViews *views, QWidget *below = nullptr);
    /// Works wherever the focus is on the page, as long as the frame is what is shown; a text field keeps its letters.
    void addKey(const QString &keys, const std::function<void()> &what);
    /// Where the list ends and the change begins, under the person's own key.
    void rememberSplit(const QString &settingsKey);

Q_SIGNALS:
    /// The next (1) or previous (-1) table.
    void stepWanted(int by);
    /// Rows came, went or changed.
    void tablesChanged();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void setWrapping(bool wrapping);

    QSettings *m_settings;
    QList<QPointer<QShortcut>> m_keys;
    ChangePane *m_pane;
    ChangesFind *m_find;
    ChangesMenu *m_menu;
};

} // namespace orrery::views
