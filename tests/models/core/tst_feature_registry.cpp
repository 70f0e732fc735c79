// SPDX-License-Identifier: GPL-3.0-or-later
// What features bring may collide or lead nowhere: each such fault is told in a sentence, and nothing else is.
#include "models/core/feature_registry.h"

#include "tests/support/suite.h"

#include <QTest>

using namespace orrery::models;
using namespace Qt::StringLiterals;

namespace {

Route route(const QString &id, const QString &pattern, const QString &parent = {})
{
    Route made;
    made.id = id;
    made.patterns = {pattern};
    made.parent = parent;
    made.title = [id](const Location &) { return id; };
    return made;
}

SettingRow setting(const QString &key, const QVariant &defaultValue)
{
    SettingRow row;
    row.key = key;
    row.defaultValue = defaultValue;
    return row;
}

/// One of everything, and nothing wrong with it.
FeatureRegistry sound()
{
    FeatureRegistry features;
    features.routes.add(route(u"shelf"_s, u"{shelf}"_s));
    features.routes.add(route(u"book"_s, u"{shelf}/{book}"_s, u"shelf"_s));
    features.sidebarLevels.push_back({.parentRoute = u"shelf"_s, .route = u"book"_s, .store = {}, .children = {}});
    features.globalPlaces.push_back({.route = u"shelf"_s, .title = u"Shelf"_s, .badge = {}});
    DatabaseTables tables;
    tables.feature = u"books"_s;
    features.tables.append(tables);
    features.commandWords.push_back({.word = u"books"_s, .usage = {}, .text = {}, .run = {}});
    features.settings.push_back(setting(u"books/sorted"_s, true));
    return features;
}

} // namespace

class TestFeatureRegistry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatFitsTogetherIsNoProblem() { QCOMPARE(sound().problems(), QStringList()); }

    void eachFaultIsTold_data()
    {
        using Fault = std::function<void(FeatureRegistry &)>;
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const Fault &fault, const QString &expected) {
            QTest::newRow(name) << fault << expected;
        };
        row(
            "a level of what is no route", [](FeatureRegistry &f) { f.sidebarLevels.front().route = u"page"_s; },
            u"The sidebar lists \"page\" below \"shelf\", and one of them is no route."_s);
        row(
            "a level below what is no route",
            [](FeatureRegistry &f) { f.sidebarLevels.front().parentRoute = u"house"_s; },
            u"The sidebar lists \"book\" below \"house\", and one of them is no route."_s);
        row(
            "two levels below one route",
            [](FeatureRegistry &f) { f.sidebarLevels.push_back(f.sidebarLevels.front()); },
            u"Two features bring children of \"shelf\" to the sidebar."_s);
        row(
            "a global place that is no route", [](FeatureRegistry &f) { f.globalPlaces.front().route = u"attic"_s; },
            u"The sidebar shows \"attic\", which is no route."_s);
        row(
            "tables of one name", [](FeatureRegistry &f) { f.tables.append(f.tables.first()); },
            u"Two features bring database tables called \"books\"."_s);
        row(
            "a word twice", [](FeatureRegistry &f) { f.commandWords.push_back(f.commandWords.front()); },
            u"Two features bring the word \"books\" to the command line."_s);
        row(
            "a setting twice", [](FeatureRegistry &f) { f.settings.push_back(f.settings.front()); },
            u"Two features claim the setting \"books/sorted\"."_s);
        row(
            "a setting without a default",
            [](FeatureRegistry &f) { f.settings.push_back(setting(u"books/colour"_s, {})); },
            u"The setting \"books/colour\" has no default."_s);
    }
    void eachFaultIsTold()
    {
        QFETCH(const std::function<void(FeatureRegistry &)>, fault);
        QFETCH(const QString, expected);
        FeatureRegistry features = sound();
        fault(features);
        QCOMPARE(features.problems(), QStringList{expected});
    }

    // The first claim stays; a release goes on with it.
    void theFirstClaimCounts()
    {
        FeatureRegistry features = sound();
        features.sidebarLevels.push_back({.parentRoute = u"shelf"_s, .route = u"shelf"_s, .store = {}, .children = {}});
        QCOMPARE(features.levelBelow(u"shelf"_s)->route, u"book"_s);
        QCOMPARE(features.levelBelow(u"book"_s), nullptr);
    }
};

ORRERY_SUITE(TestFeatureRegistry)
#include "tst_feature_registry.moc"
