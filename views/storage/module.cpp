// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/module.h"

#include "models/branches/branch_places.h"
#include "models/storage/alerts/watch.h"
#include "models/storage/storage_places.h"
#include "views/storage/alerts/alert_settings_dialog.h"
#include "views/storage/page/page.h"
#include "views/storage/page/pane.h"
#include "views/storage/sources/history_files_dialog.h"
#include "views/window/page_row.h"

namespace orrery::views {

void contributeStorage(ViewRegistry &registry)
{
    registry.pages.push_back(pageRow<StoragePage>(models::storagePlace().route, Glyph::Storage));
    registry.tabs.push_back(
        {.route = models::branchPlace({}, {}, {}, {}).route,
         .id = QStringLiteral("storage"),
         .position = 30,
         .title = StoragePane::tr("Storage"),
         .make = [](const PageContext &context, const models::Location &place) -> Pane * {
             return new StoragePane(context, place);
         },
         .applies = [](const PageContext &context,
                       const models::Location &) { return context.service<models::StorageRadar>() != nullptr; }});
    registry.signOutLosses.push_back(
        {.text = StoragePage::tr("the storage history: all readings of its disks and tables, and its warning rules"),
         .keepText = StoragePage::tr("Export the storage history…"),
         .keep = [](const PageContext &context, const QString &account, QWidget *parent) {
             if (!context.service<models::StorageRadar>())
                 return;
             models::StorageVolume chosen;
             chosen.account = account;
             (new HistoryFilesDialog(HistoryFilesDialog::Direction::Export, context, chosen, parent))->open();
         }});
    registry.commands.push_back({.text = StoragePage::tr("Storage warnings…"),
                                 .run =
                                     [](const PageContext &context, QWidget *window) {
                                         if (context.service<models::StorageWatch>())
                                             AlertSettingsDialog::ask(context, window);
                                     },
                                 .setting = {},
                                 .toolTip = {},
                                 .inTray = true});
}

} // namespace orrery::views
