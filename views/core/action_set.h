// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/action.h"
#include "views/core/icons.h"

#include <QObject>
#include <QPointer>

class QAction;
class QSettings;
class QWidget;

namespace orrery::views {

/// Described actions as QActions for buttons, menus and shortcuts, and the one way they run: why not, what is asked,
/// confirmation, request, outcome. One at a time; while one runs the others say so.
class ActionSet final : public QObject
{
    Q_OBJECT
public:
    /// Dialogs appear over `owner`'s window; `settings` keeps what was typed into forms, and may be null.
    ActionSet(QWidget *owner, QSettings *settings);

    /// Asks in a way of its own instead of form and confirmation, then runs the action by run() or not at all.
    using Ask = std::function<void(const models::Action &asked)>;
    QAction *add(const models::Action &action, std::optional<Glyph> icon = {}, Ask ask = {});
    [[nodiscard]] QAction *action(const QString &id) const;
    /// In the order they were added.
    [[nodiscard]] const QList<QAction *> &actions() const { return m_actions; }
    /// Asks every action again whether it is possible: after a selection, an answer, a change of what is known.
    void update();
    [[nodiscard]] bool isBusy() const { return m_busy; }
    /// What choosing the action does.
    void trigger(const QString &id);
    /// Runs what was asked and confirmed; `end` before finished().
    void run(const models::Action &action, const models::FormValues &values,
             const std::function<void(const models::ActionResult &)> &end = {});
    /// Why the action is not possible now.
    [[nodiscard]] std::optional<QString> refusal(const QString &id) const;

Q_SIGNALS:
    /// An action was sent and answered, or stopped because its object had changed.
    void finished(const QString &id, const orrery::models::ActionResult &result);

private:
    struct Entry
    {
        models::Action action;
        QAction *shown = nullptr;
        Ask ask;
    };

    void show(const Entry &entry);
    [[nodiscard]] const Entry *find(const QString &id) const;
    void trigger(const Entry &entry);
    void askForm(const models::Action &action);
    using End = std::function<void(const models::ActionResult &)>;
    void conclude(const QString &id, const models::ActionResult &result, const End &end);
    /// What could not be recorded: again, all the same, or not at all.
    void askUnrecorded(const models::Action &action, const models::FormValues &values,
                       const models::ActionResult &result, const End &end);
    [[nodiscard]] std::optional<QString> refusal(const models::Action &action) const;

    QWidget *m_owner;
    QSettings *m_settings;
    QList<Entry> m_entries;
    QList<QAction *> m_actions;
    bool m_busy = false;
};

} // namespace orrery::views
