// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/load_state.h"
#include "models/core/location.h"
#include "models/core/tone.h"

#include <QWidget>

#include <variant>

namespace orrery::views {

/// What a pane says to the page it stands on.
namespace pane_event {
struct Navigate ///< go somewhere else
{
    models::Location place;
};
struct Notice ///< something was done, in a sentence
{
    QString sentence;
};
struct SignIn ///< the account has to sign in again
{};
struct LoadState ///< loadState() is another
{};
struct Note ///< note() is another
{};
} // namespace pane_event

using PaneEvent =
    std::variant<pane_event::Navigate, pane_event::Notice, pane_event::SignIn, pane_event::LoadState, pane_event::Note>;

/// The content of a tab or of a page: reads what it shows while it is active, and says everything it has to say through one
/// signal, so that a page follows any pane in one line.
class Pane : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    /// It is what the person looks at, or no longer: a pane that is not active asks for nothing.
    virtual void setActive(bool active) = 0;
    /// Reads again what is on screen.
    virtual void refresh() = 0;
    [[nodiscard]] virtual models::LoadState loadState() const = 0;
    /// Shown behind the tab's text: "12", "3 open"; empty: nothing.
    [[nodiscard]] virtual QString note() const { return {}; }

Q_SIGNALS:
    void said(const orrery::views::PaneEvent &event);

protected:
    void navigate(const models::Location &place) { Q_EMIT said(pane_event::Navigate{place}); }
    void notice(const QString &sentence) { Q_EMIT said(pane_event::Notice{sentence}); }
    void askToSignIn() { Q_EMIT said(pane_event::SignIn{}); }
    void reportLoadState() { Q_EMIT said(pane_event::LoadState{}); }
    void reportNote() { Q_EMIT said(pane_event::Note{}); }
    /// What a pane inside this one says, this one says.
    void passOn(Pane *inner) { connect(inner, &Pane::said, this, &Pane::said); }
};

} // namespace orrery::views
