// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUrl>
#include <QWidget>

namespace orrery {
class Clock;
}

namespace orrery::models {
class DeployRequestStore;
class RequestActions;
} // namespace orrery::models

namespace orrery::views {

class CheckList;
class FactsPanel;
class MarkdownText;
class PlainLabel;

/// The overview of a deploy request: notes, checks, what it does to the target, facts.
class OverviewTab final : public QWidget
{
    Q_OBJECT
public:
    OverviewTab(models::RequestActions *actions, const Clock *clock, QWidget *parent = nullptr);

Q_SIGNALS:
    void linkActivated(const QUrl &link);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void showRequest();
    QWidget *makeText();
    QWidget *makeSide();

    models::RequestActions *m_actions;
    models::DeployRequestStore *m_store;
    const Clock *m_clock;
    MarkdownText *m_notes;
    PlainLabel *m_noNotes;
    CheckList *m_checks;
    CheckList *m_impact;
    FactsPanel *m_facts;
    bool m_asked = false; ///< storage check and queue
};

} // namespace orrery::views
