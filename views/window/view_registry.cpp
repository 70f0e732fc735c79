// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/view_registry.h"

#include "models/core/feature_registry.h"
#include "views/window/page.h"

#include <QSet>

#include <algorithm>

namespace orrery::views {

namespace {

/// Where no feature has a page: says so, and does nothing.
class EmptyPage final : public Page
{
public:
    using Page::Page;
    [[nodiscard]] QString title() const override { return {}; }
    void activate() override {}
    void refresh() override {}
};

} // namespace

const PageRow *ViewRegistry::page(const QString &route) const
{
    const auto found =
        std::find_if(pages.cbegin(), pages.cend(), [&route](const PageRow &each) { return each.route == route; });
    return found == pages.cend() ? nullptr : &*found;
}

QList<const TabRow *> ViewRegistry::tabsOf(const QString &route) const
{
    QList<const TabRow *> found;
    for (const TabRow &row : tabs) {
        if (row.route == route)
            found.append(&row);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const TabRow *a, const TabRow *b) { return a->position < b->position; });
    return found;
}

const TabRow *ViewRegistry::tab(const QString &route, const QString &id) const
{
    const auto found = std::find_if(tabs.cbegin(), tabs.cend(),
                                    [&](const TabRow &each) { return each.route == route && each.id == id; });
    return found == tabs.cend() ? nullptr : &*found;
}

std::optional<Glyph> ViewRegistry::icon(const QString &route) const
{
    const PageRow *row = page(route);
    return row ? std::optional<Glyph>(row->icon) : std::nullopt;
}

Page *ViewRegistry::makePage(const PageContext &context, const models::Location &location, QWidget *parent) const
{
    if (const PageRow *row = page(location.route))
        return row->make(context, location, parent);
    if (const auto above = context.features->routes.parent(location))
        return makePage(context, *above, parent);
    if (const PageRow *row = page(context.features->signInRoute))
        return row->make(context, location, parent);
    return new EmptyPage(context, location, parent);
}

QStringList ViewRegistry::problems(const models::FeatureRegistry &features) const
{
    QStringList problems;
    QSet<QString> routes;
    for (const PageRow &row : pages) {
        if (!features.routes.find(row.route))
            problems.append(QStringLiteral("There is a page for \"%1\", which is no route.").arg(row.route));
        if (routes.contains(row.route))
            problems.append(QStringLiteral("Two features bring a page for \"%1\".").arg(row.route));
        routes.insert(row.route);
    }
    QSet<QString> claimed;
    for (const TabRow &row : tabs) {
        const QString name = row.route + QLatin1Char('/') + row.id;
        if (!features.routes.find(row.route))
            problems.append(QStringLiteral("There is a tab \"%1\" of a page that is no route.").arg(name));
        if (claimed.contains(name))
            problems.append(QStringLiteral("Two features bring the tab \"%1\".").arg(name));
        claimed.insert(name);
    }
    for (const MenuRow &row : menus) {
        if (!features.routes.find(row.route))
            problems.append(QStringLiteral("There is a menu for \"%1\", which is no route.").arg(row.route));
    }
    for (const models::Route &route : features.routes.all()) {
        if (!routes.contains(route.id))
            problems.append(QStringLiteral("No feature brings a page for the route \"%1\".").arg(route.id));
    }
    return problems;
}

} // namespace orrery::views
