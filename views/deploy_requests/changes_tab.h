// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/deploy_tables.h"

#include <QWidget>

class QListView;
class QSettings;
class QSplitter;
class QStackedWidget;
class QTabBar;
class QToolButton;

namespace orrery::models {
class DeployRequestStore;
}

namespace orrery::views {

class ChangesFind;
class ChangesMenu;
class CodeView;
class DiffView;
class PlainLabel;
class StateOverlay;

/// The schema changes: tables at the left, the diff of the current one beside them.
///
/// Keys: j and k go through the tables, ] and [ through the changes, 1 and 2 set the view, / finds in all tables.
class ChangesTab final : public QWidget
{
    Q_OBJECT
public:
    ChangesTab(models::DeployRequestStore *store, QSettings *settings, QWidget *parent = nullptr);

    [[nodiscard]] QListView *list() const { return m_list; }
    [[nodiscard]] DiffView *diff() const { return m_diff; }
    [[nodiscard]] ChangesFind *findBar() const { return m_find; }
    /// The keys for the page's sheet.
    static QList<std::pair<QString, QString>> keys();

Q_SIGNALS:
    void signInRequested();
    /// Something was done, in a sentence for the status line.
    void notice(const QString &sentence);

private:
    QWidget *makeReader();
    void makeShortcuts();
    void restoreChoices();

    void showState();
    void showTables();
    void showCurrent();
    void step(int by);
    void setMode(int mode);
    void showChangeCount();

    models::DeployRequestStore *m_store;
    QSettings *m_settings;
    QListView *m_list;
    QSplitter *m_split;
    PlainLabel *m_name;
    PlainLabel *m_count;
    QToolButton *m_previous;
    QToolButton *m_next;
    QTabBar *m_mode;
    QStackedWidget *m_stack;
    DiffView *m_diff;
    QWidget *m_statements;
    PlainLabel *m_statementsReason;
    CodeView *m_code;
    ChangesFind *m_find;
    ChangesMenu *m_menu;
    StateOverlay *m_overlay;
    QString m_shownId;
    QByteArray m_shownDigest;
    QStringList m_shownStatements;
};

} // namespace orrery::views
