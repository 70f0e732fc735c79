// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/location.h"

#include <QStringList>
#include <QUrl>

#include <functional>
#include <optional>
#include <vector>

namespace orrery::models {

/// One kind of place, as its feature describes it. Links, breadcrumb, sidebar and the page factory are derived from these.
///
/// A pattern is a path: literal words; `{name}` for a parameter; `{name:number}` for one that is a positive number;
/// `{tab:one|two}` for words that are tabs of the page. What follows a pattern is ignored, because the dashboard has more
/// pages below its own. Where several patterns fit, literals win over parameters, from the left, then the longer one.
struct Route
{
    QString id; ///< "branch"
    QStringList patterns; ///< the first that reads back as the same place is the one written
    QStringList query; ///< parameters that stand behind the "?" of our own links
    bool onlyOurs = false; ///< the dashboard has no such page: only orrery:// links lead there
    bool ofAccount = true; ///< false: a page of the window, whatever the account
    QString parent; ///< id of the route one level up; its parameters are among this one's
    QString parentTab; ///< the tab this belongs to there
    QString parentTabTitle; ///< translated name of that tab, when it is a step of the breadcrumb of its own
    std::function<QString(const Location &)> title; ///< translated; the last step of the breadcrumb
    /// Drops parameters of a link that make no sense; may be unset.
    std::function<void(Location &)> clean;
};

/// One step of the way to a place.
struct RouteStep
{
    QString title;
    Location place;
};

/// Every kind of place the window has. A value that is filled at start-up and does not change after it.
class Routes
{
public:
    /// False for an id that is taken, or a pattern that another route has too: the first one stays. problems() tells.
    bool add(Route route);
    [[nodiscard]] const Route *find(const QString &id) const;
    [[nodiscard]] const std::vector<Route> &all() const { return m_routes; }
    /// Where an account begins: the first route of accounts that has no parent; null without one.
    [[nodiscard]] const Route *accountRoot() const;
    /// Sentences for developers: claims that collide, parents that do not exist.
    [[nodiscard]] QStringList problems() const;

    /// orrery://acme/shop/deploy-requests/42 and https://app.planetscale.com/acme/shop/deploy-requests/42; nothing else. A
    /// link only ever opens a page.
    [[nodiscard]] std::optional<Location> fromUrl(const QUrl &url) const;
    /// The orrery:// link of a place; empty for one without a route.
    [[nodiscard]] QUrl toUrl(const Location &location) const;

    /// The place one level up; none for top-level pages.
    [[nodiscard]] std::optional<Location> parent(const Location &location) const;
    /// From the top down to the place itself.
    [[nodiscard]] QList<Location> path(const Location &location) const;
    /// The same with titles, and with the tabs that are steps of their own.
    [[nodiscard]] QList<RouteStep> steps(const Location &location) const;

private:
    struct Pattern;

    [[nodiscard]] QUrl written(const Route &route, const QString &pattern, const Location &location) const;
    [[nodiscard]] std::optional<Location> read(const QStringList &segments, bool ours) const;

    std::vector<Route> m_routes;
    QStringList m_problems;
};

} // namespace orrery::models
