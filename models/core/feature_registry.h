// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/command_word.h"
#include "models/core/database_schema.h"
#include "models/core/routes.h"
#include "models/core/settings.h"

#include <functional>
#include <vector>

class QSettings;

namespace orrery {
class Clock;
}

namespace orrery::models {

class Accounts;
class Badge;
class LocalDatabase;
struct CacheEntry;
class ListStoreBase;
class Services;
class Workspace;

/// One row of the sidebar's tree.
struct SidebarChild
{
    QString id;
    QString text;
    bool production = false; ///< shown first, with the word
    Location location;
    friend bool operator==(const SidebarChild &, const SidebarChild &) = default;
};

/// The children of one kind of row in the sidebar's tree. A list that is read when the row is first expanded.
struct SidebarLevel
{
    QString parentRoute;
    QString route; ///< of the children
    bool expandsWithPage = false; ///< the page of the parent reads this list anyway, so the row opens with it
    std::function<ListStoreBase *(Workspace *, const Location &parent)> store;
    std::function<QList<SidebarChild>(Workspace *, const Location &parent)> children;
};

/// A place of the window that stands in the sidebar above the accounts.
struct GlobalPlace
{
    QString route;
    QString title; ///< translated
    /// The number beside it, among the services once the features have started; unset: none.
    std::function<Badge *(const Services &)> badge;
};

/// A place to go to by name.
struct KnownPlace
{
    Location location;
    QString text; ///< "acme / shop / add-loyalty", "acme / shop #42 add-loyalty → main"
};

/// Names places for the palette, from what an account has loaded: nothing is made or requested.
using PlaceSource = std::function<QList<KnownPlace>(Workspace *)>;

/// Names places from what is kept of the service on this computer, one list at a time. Pure: it runs on the local
/// database's thread.
struct KeptPlaceSource
{
    QString kind; ///< of the kept lists (CacheKey)
    std::function<QList<KnownPlace>(const QString &account, const QString &scope, const CacheEntry &row)> places;
};

/// What features start with: made before them, outliving them.
struct FeatureContext
{
    Services *services = nullptr; ///< features add theirs here
    Accounts *accounts = nullptr;
    LocalDatabase *database = nullptr;
    QSettings *settings = nullptr;
    const Clock *clock = nullptr;
};

/// What the features bring to the models: each adds its rows in a function of its own (models/FEATURE/module.h), listed
/// once in app/features.cpp. Filled at start-up, constant after it.
class FeatureRegistry
{
public:
    Routes routes;
    QString signInRoute; ///< where one signs in: shown for places of accounts that are not there
    std::vector<SidebarLevel> sidebarLevels;
    std::vector<GlobalPlace> globalPlaces; ///< in the order they stand in
    std::vector<PlaceSource> placeSources; ///< places that exist, the widest first
    std::vector<PlaceSource> beginningSources; ///< places where something new begins; listed behind the others
    std::vector<KeptPlaceSource> keptPlaceSources; ///< what an earlier run had read, the widest first
    QList<DatabaseTables> tables;
    std::vector<SettingRow> settings;
    std::vector<CommandWord> commandWords;
    std::vector<std::function<void(const FeatureContext &)>> starters; ///< make services, in this order
    /// Begin what the first paint does not need, once the window is there.
    std::vector<std::function<void(const FeatureContext &)>> lateStarters;

    [[nodiscard]] const SidebarLevel *levelBelow(const QString &parentRoute) const;
    /// Everything of these accounts' workspaces that can be gone to by name.
    [[nodiscard]] QList<KnownPlace> knownPlaces(const QList<Workspace *> &workspaces) const;
    /// Sentences for developers: what two features claim, and what refers to nothing. Empty in a release that was tested.
    [[nodiscard]] QStringList problems() const;
};

} // namespace orrery::models
