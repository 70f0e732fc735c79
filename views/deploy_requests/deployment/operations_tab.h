// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/error_text.h"

#include <QUrl>
#include <QWidget>

class QProgressBar;
class QTreeView;

namespace orrery {
class Clock;
}

namespace orrery::models {
class DeployRequestStore;
class OperationsModel;
class RequestActions;
} // namespace orrery::models

namespace orrery::views {

class CheckList;
class CodeView;
class PlainLabel;
class SectionHeader;
class StateOverlay;
class ThrottleSliders;

/// What runs, table by table and shard by shard, live; what holds it up; how strongly it is throttled, to be changed while
/// it runs; the statement of the selected change. When it is over, a summary to copy.
class OperationsTab final : public QWidget
{
    Q_OBJECT
public:
    OperationsTab(models::RequestActions *actions, const Clock *clock, QWidget *parent = nullptr);

Q_SIGNALS:
    void linkActivated(const QUrl &link);
    void signInRequested();
    /// The throttle was set, or the summary is copied: the quiet line.
    void notice(const QString &sentence);
    /// The throttle could not be set.
    void failed(const orrery::models::ErrorText &text);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void showRequest();
    void showProgress();
    void showThrottle();
    void showSummary();
    void showStatement();
    void setUpView();
    QWidget *makeThrottle();
    QWidget *makeSummary();

    models::RequestActions *m_actions;
    models::DeployRequestStore *m_store;
    models::OperationsModel *m_operations;
    const Clock *m_clock;
    PlainLabel *m_summary;
    QProgressBar *m_progress;
    CheckList *m_hints;
    QWidget *m_throttle = nullptr;
    PlainLabel *m_throttleNote = nullptr;
    ThrottleSliders *m_sliders = nullptr;
    QWidget *m_over = nullptr; ///< the summary
    PlainLabel *m_facts = nullptr;
    QTreeView *m_view;
    SectionHeader *m_statementTitle;
    CodeView *m_statement;
    StateOverlay *m_overlay;
};

} // namespace orrery::views
