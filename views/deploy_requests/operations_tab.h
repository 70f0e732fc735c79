// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUrl>
#include <QWidget>

class QProgressBar;
class QTreeView;

namespace orrery {
class Clock;
}

namespace orrery::models {
class DeployRequestStore;
}

namespace orrery::views {

class CheckList;
class CodeView;
class PlainLabel;
class SectionHeader;
class StateOverlay;

/// What runs, table by table and shard by shard, live; the statement of the selected one below.
class OperationsTab final : public QWidget
{
    Q_OBJECT
public:
    OperationsTab(models::DeployRequestStore *store, const Clock *clock, QWidget *parent = nullptr);

Q_SIGNALS:
    void linkActivated(const QUrl &link);
    void signInRequested();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void showRequest();
    void showStatement();
    void setUpView();

    models::DeployRequestStore *m_store;
    const Clock *m_clock;
    PlainLabel *m_summary;
    QProgressBar *m_progress;
    CheckList *m_hints;
    QTreeView *m_view;
    SectionHeader *m_statementTitle;
    CodeView *m_statement;
    StateOverlay *m_overlay;
};

} // namespace orrery::views
