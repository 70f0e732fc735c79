// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/page/tools_menu.h"

#include "models/auth/accounts.h"
#include "models/storage/sources/prometheus_source.h"
#include "models/storage/view/radar.h"
#include "views/storage/sources/history_files_dialog.h"
#include "views/storage/sources/prometheus_dialog.h"
#include "views/storage/sources/scrape_configuration_dialog.h"
#include "views/storage/sources/webhook_dialog.h"

#include <QMenu>

namespace orrery::views {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(StorageTools)
};
} // namespace

void fillStorageToolsMenu(QMenu *menu, const PageContext &context, QWidget *parent,
                          const std::function<models::StorageVolume()> &chosen)
{
    using Direction = HistoryFilesDialog::Direction;
    const auto add = [menu, parent](const QString &text, bool possible, auto make) {
        QAction *action = menu->addAction(text);
        action->setEnabled(possible);
        QObject::connect(action, &QAction::triggered, parent, [make]() { make()->open(); });
    };
    models::StorageHistory *history =
        context.service<models::StorageRadar>() ? context.service<models::StorageRadar>()->history() : nullptr;
    add(Words::tr("Prometheus server…"), context.service<models::PrometheusSource>(), [context, parent]() {
        return new PrometheusDialog(context.service<models::PrometheusSource>(), context.clock, parent->window());
    });
    add(Words::tr("Scrape configuration…"), context.accounts,
        [context, parent]() { return new ScrapeConfigurationDialog(context.accounts, parent->window()); });
    add(Words::tr("Inspect a webhook payload…"), context.accounts, [context, history, parent]() {
        return new WebhookDialog(context.accounts, context.service<models::StorageRadar>(), history, context.clock,
                                 parent->window());
    });
    menu->addSeparator();
    // These take time, and the window stays usable.
    const auto addFiles = [&](const QString &text, Direction direction) {
        QAction *action = menu->addAction(text);
        action->setEnabled(history);
        QObject::connect(action, &QAction::triggered, parent, [context, parent, chosen, direction]() {
            (new HistoryFilesDialog(direction, context, chosen ? chosen() : models::StorageVolume(), parent->window()))
                ->show();
        });
    };
    addFiles(Words::tr("Export history…"), Direction::Export);
    addFiles(Words::tr("Import history…"), Direction::Import);
}

} // namespace orrery::views
