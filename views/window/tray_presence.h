// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/location.h"
#include "views/window/page.h"

#include <QObject>

#include <functional>
#include <memory>

class QAction;
class QMenu;

namespace orrery::models {
class Badge;
}

namespace orrery::views {

/// Goes on watching with the window closed, when that is wanted: says whether closing only hides the window, and keeps the
/// icon in the notification area with its menu and its one line of state.
class TrayPresence final : public QObject
{
    Q_OBJECT
public:
    /// What `context` names outlives this; without a notifier nothing is ever kept.
    explicit TrayPresence(const PageContext &context, QObject *parent = nullptr);
    ~TrayPresence() override;

    /// "Keep watching when the window is closed", remembered; disabled with its reason where there is no notification area.
    [[nodiscard]] QAction *action() const { return m_action; }
    /// Whether closing the window only hides it. Asked at that moment: a notification area may come and go.
    [[nodiscard]] bool keeps() const;
    /// The window was hidden; says so the first time only. `place` is shown again when that is clicked.
    void tellHidden(const models::Location &place);
    /// "2 volumes need attention": how things stand, as the features say.
    [[nodiscard]] QString status() const;
    /// Looks again whether there is a notification area.
    void update();

Q_SIGNALS:
    /// The window is wanted, as it was left.
    void showRequested();
    /// The window is wanted at this place.
    void openRequested(const orrery::models::Location &place);
    /// An entry of a feature was chosen; the window is wanted first.
    void commandRequested(const std::function<void(QWidget *window)> &run);
    void quitRequested();

private:
    void buildMenu();
    void updateStatus();

    PageContext m_context;
    QAction *m_action;
    QList<std::pair<models::Badge *, QAction *>> m_places; ///< those with a number, and their entries
    std::unique_ptr<QMenu> m_menu;
};

} // namespace orrery::views
