// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/features.h"
#include "models/core/notices.h"
#include "models/core/services.h"
#include "tests/models/account_fixture.h"
#include "views/window/page.h"

#include <QSettings>

namespace orrery::test {

/// The features on an AccountFixture, started as the program starts them; nothing is read in the background.
class FeatureFixture
{
public:
    FeatureFixture() : settings(account.path(QStringLiteral("settings.ini")), QSettings::IniFormat)
    {
        services.add(std::make_unique<models::Notices>());
        for (const auto &start : features.models.starters)
            start({.services = &services,
                   .accounts = &account.accounts,
                   .database = &account.database,
                   .settings = &settings,
                   .clock = &account.clock});
    }

    [[nodiscard]] views::PageContext context()
    {
        views::PageContext made;
        made.accounts = &account.accounts;
        made.journal = &account.journal;
        made.settings = &settings;
        made.clock = &account.clock;
        made.features = &features.models;
        made.views = &features.views;
        made.services = &services;
        return made;
    }
    [[nodiscard]] const models::Routes &routes() const { return features.models.routes; }

    const Features features = Features::all();
    AccountFixture account{&services};
    QSettings settings;
    models::Services services;
};

} // namespace orrery::test
