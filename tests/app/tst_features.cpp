// SPDX-License-Identifier: GPL-3.0-or-later
// Everything the features bring fits together.
#include "app/features.h"

#include "tests/support/suite.h"

#include <QTest>

using namespace orrery;
using namespace Qt::StringLiterals;

class TestFeatures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingCollides() { QCOMPARE(Features::all().problems(), QStringList()); }

    void collisionsAreTold()
    {
        Features features = Features::all();
        features.views.pages.push_back({u"nowhere"_s, views::Glyph::Branch, {}});
        features.views.tabs.push_back({.route = u"database"_s, .id = u"webhooks"_s});
        features.views.menus.push_back({u"nowhere"_s, {}});
        features.models.settings.push_back(features.models.settings.front());
        const QStringList problems = features.problems();
        QVERIFY(problems.contains(u"There is a page for \"nowhere\", which is no route."_s));
        QVERIFY(problems.contains(u"There is a menu for \"nowhere\", which is no route."_s));
        QVERIFY(problems.contains(u"Two features bring the tab \"database/webhooks\"."_s));
        QVERIFY(
            problems.contains(u"Two features claim the setting \"%1\"."_s.arg(features.models.settings.front().key)));
    }

    // Every place can be written as a link that leads back to it.
    void everyRouteReadsWhatItWrites()
    {
        const Features features = Features::all();
        for (const models::Route &route : features.models.routes.all()) {
            models::Location place{.route = route.id, .account = {}, .parameters = {}, .tab = {}};
            for (const QString &name : {u"organization"_s, u"database"_s, u"branch"_s, u"number"_s}) {
                if (route.patterns.first().contains(u'{' + name))
                    place.parameters.insert(name, name == u"number"_s ? u"42"_s : name);
            }
            QCOMPARE(features.models.routes.fromUrl(features.models.routes.toUrl(place)), std::optional(place));
        }
    }
};

ORRERY_SUITE(TestFeatures)
#include "tst_features.moc"
