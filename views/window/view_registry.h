// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/location.h"
#include "models/core/settings.h"
#include "views/core/icons.h"

#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

class QWidget;

namespace orrery::models {
class FeatureRegistry;
}

namespace orrery::views {

class Page;
class Pane;
struct ListAction;
struct PageContext;

/// The page of a route. Places whose route has none are shown as the page above them.
struct PageRow
{
    QString route;
    Glyph icon = Glyph::Organization; ///< of its places, in sidebar and palette
    std::function<Page *(const PageContext &, const models::Location &, QWidget *parent)> make;
};

/// A tab of a page that shows tabs (TabbedPage); the page may belong to another feature.
struct TabRow
{
    QString route; ///< of the page
    QString id; ///< in links: "webhooks"
    int position = 0; ///< tabs stand in this order
    QString title; ///< translated
    std::function<Pane *(const PageContext &, const models::Location &)> make;
    /// Whether the object has this at all, as far as it is known; unset: always.
    std::function<bool(const PageContext &, const models::Location &)> applies = {};
    /// Shown behind the title before the pane is made: a count that is known already. May be unset.
    std::function<QString(const PageContext &, const models::Location &)> note = {};
};

/// An entry of the window's menu that belongs to a feature.
struct CommandRow
{
    QString text; ///< translated
    /// What it does; the window is the parent of dialogs.
    std::function<void(const PageContext &, QWidget *window)> run;
    /// Instead of `run`: it switches this setting.
    std::optional<models::Setting<bool>> setting;
    QString toolTip; ///< translated; may be empty
    bool inTray = false; ///< also in the menu of the notification area
};

/// What can be done with the objects of a route wherever they are shown by name, as in the sidebar; features may add to
/// the menus of each other's routes.
struct MenuRow
{
    QString route;
    std::function<QList<ListAction>(const PageContext &, const models::Location &)> make;
};

/// Something stored on this computer that signing out deletes; the question names it.
struct SignOutLossRow
{
    QString text; ///< translated: "storage history: all readings of disks and tables"
    QString keepText = {}; ///< translated; what `keep` does: "Export storage history…"
    /// Offers to take it along before. May be unset.
    std::function<void(const PageContext &, const QString &account, QWidget *parent)> keep = {};
};

/// What the features bring to the window: each adds its rows in a function of its own (views/FEATURE/module.h), listed once
/// in app/features.cpp. Filled at start-up, constant after it.
class ViewRegistry
{
public:
    std::vector<PageRow> pages;
    std::vector<TabRow> tabs;
    std::vector<CommandRow> commands;
    std::vector<MenuRow> menus;
    std::vector<SignOutLossRow> signOutLosses;

    /// Null when no feature brings a page for it.
    [[nodiscard]] const PageRow *page(const QString &route) const;
    /// In their order.
    [[nodiscard]] QList<const TabRow *> tabsOf(const QString &route) const;
    [[nodiscard]] const TabRow *tab(const QString &route, const QString &id) const;
    /// The icon of a place.
    [[nodiscard]] std::optional<Glyph> icon(const QString &route) const;
    /// The page of a place, or of what stands in for it. Never null.
    [[nodiscard]] Page *makePage(const PageContext &context, const models::Location &location, QWidget *parent) const;
    /// Sentences for developers: pages without a route, routes without a page, and two claims on one.
    [[nodiscard]] QStringList problems(const models::FeatureRegistry &features) const;
};

} // namespace orrery::views
