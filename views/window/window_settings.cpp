// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/window_settings.h"

#include "models/core/feature_registry.h"
#include "views/core/theme.h"

#include <QCoreApplication>

namespace orrery::views {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(WindowSettings)
};
} // namespace

void addWindowSettings(models::FeatureRegistry &registry)
{
    using models::SettingRow;
    using models::SettingScope;
    SettingRow scheme = SettingRow::of(schemeSetting, SettingScope::Machine)
                            .shownAs(Words::tr("Appearance"), Words::tr("Colors"),
                                     Words::tr("Light or dark, or as the desktop has it"));
    scheme.choices = {{Words::tr("Follow the system"), int(Theme::Scheme::System)},
                      {Words::tr("Light"), int(Theme::Scheme::Light)},
                      {Words::tr("Dark"), int(Theme::Scheme::Dark)}};
    registry.settings.push_back(scheme);
    registry.settings.push_back(
        SettingRow::of(keepInTraySetting, SettingScope::Machine)
            .shownAs(Words::tr("Window"), Words::tr("Keep watching when the window is closed"),
                     Words::tr("Orrery stays in the notification area; open or quit it from its icon")));
}

} // namespace orrery::views
