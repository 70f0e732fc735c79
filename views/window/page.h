// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/hosts.h"
#include "models/core/action_result.h"
#include "models/core/load_state.h"
#include "models/core/location.h"
#include "models/core/services.h"

#include <QUrl>
#include <QWidget>

#include <functional>

class QSettings;

namespace orrery {
class Clock;
}

namespace orrery::api {
class Connectivity;
}

namespace orrery::models {
class Accounts;
class FeatureRegistry;
class Journal;
class Workspace;
} // namespace orrery::models

namespace orrery::views {

class Notifier;
class Pane;
class ViewRegistry;

/// What every page works with; everything outlives the pages. What belongs to one feature is among the services.
struct PageContext
{
    models::Accounts *accounts = nullptr;
    models::Workspace *workspace = nullptr; ///< the account the page belongs to; null for pages of the window
    models::Journal *journal = nullptr;
    QSettings *settings = nullptr; ///< widths, sorting, splitters
    const Clock *clock = nullptr;
    const api::Connectivity *connectivity = nullptr; ///< may be null
    const models::FeatureRegistry *features = nullptr; ///< places and what else the features bring
    const ViewRegistry *views = nullptr; ///< their pages
    const models::Services *services = nullptr; ///< may be null: no feature has anything to share
    Notifier *notifier = nullptr; ///< outside the window; may be null
    std::function<bool(const QUrl &)> openUrl; ///< in the browser; asked through openInBrowser()

    /// Shows a page in the browser; false when there is none, or when the address is neither https nor on this computer.
    bool openInBrowser(const QUrl &url) const { return openUrl && api::isProtectedAddress(url) && openUrl(url); }
    /// An object a feature shares; null where there is none.
    template<class T>
    [[nodiscard]] T *service() const
    {
        return services ? services->find<T>() : nullptr;
    }
};

/// One place of the window. Pages are made on the first visit and kept for a while, so that going back is instant; a page
/// that is not active asks for nothing.
class Page : public QWidget
{
    Q_OBJECT
public:
    Page(PageContext context, models::Location location, QWidget *parent = nullptr);

    [[nodiscard]] const models::Location &location() const { return m_location; }
    /// For the window title: "#42 Add loyalty points".
    [[nodiscard]] virtual QString title() const = 0;
    /// Opens what the page shows: called when it becomes the current one, also again after going back.
    virtual void activate() = 0;
    /// It is no longer the current page: polling stops.
    virtual void deactivate() {}
    /// Reads again what is on screen (Ctrl+R).
    virtual void refresh() = 0;
    /// Somebody is back at the window. Viewed stores look again by themselves; this is for what else is on screen.
    virtual void lookAgain() {}
    /// Goes to a tab by its id; unknown ids are ignored.
    virtual void openTab(const QString &tab) { Q_UNUSED(tab) }
    /// Where the content on screen stands, for the header's age label and progress line.
    [[nodiscard]] virtual models::LoadState loadState() const { return {}; }
    /// The page's own keys for the "?" sheet: (shortcut, what it does).
    [[nodiscard]] virtual QList<std::pair<QString, QString>> keys() const { return {}; }

Q_SIGNALS:
    /// Go somewhere else.
    void navigate(const orrery::models::Location &location);
    /// The tab changed: history and links follow without making a new page.
    void locationChanged(const orrery::models::Location &location);
    void loadStateChanged();
    void titleChanged();
    /// An action ended: the window shows the quiet line. Refusals are the page's to show.
    void notice(const QString &sentence);
    void signInRequested();

protected:
    [[nodiscard]] const PageContext &context() const { return m_context; }
    /// What the pane says, the page says to the window.
    void follow(Pane *pane);
    /// For openTab implementations: remembers the tab and tells the window.
    void setTab(const QString &tab);
    /// What the page shows is elsewhere now, by a choice on the page: history and links follow without making a new page.
    void setLocation(const models::Location &location);

private:
    PageContext m_context;
    models::Location m_location;
};

} // namespace orrery::views
