// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/webhooks/webhooks_pane.h"

#include "models/core/text.h"
#include "models/core/workspace.h"
#include "models/storage/history/history.h"
#include "models/storage/view/radar.h"
#include "models/webhooks/webhook_actions.h"
#include "models/webhooks/webhook_list.h"
#include "models/webhooks/webhook_places.h"
#include "views/core/action_set.h"
#include "views/core/secret_dialog.h"
#include "views/storage/sources/webhook_dialog.h"
#include "views/webhooks/sample_dialog.h"
#include "views/window/list_pane.h"

#include <QAction>
#include <QCoreApplication>
#include <QTimer>

namespace orrery::views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(WebhooksPane)
};

using namespace std::chrono_literals;

/// Something that is done on this computer and sends nothing.
ListAction local(const QString &id, const QString &verb, Glyph icon, std::function<std::optional<QString>()> refusal,
                 std::function<void()> run)
{
    models::Action action;
    action.id = id;
    action.verb = verb;
    action.refusal = std::move(refusal);
    action.local = std::move(run);
    return {action, icon};
}

} // namespace

Pane *makeWebhooksPane(const PageContext &context, const models::Location &place)
{
    const api::DatabaseRef database{models::organizationOf(place), models::databaseOf(place)};
    models::WebhookList *list = models::webhookList(context.workspace, database.organization, database.database);
    ListSpec spec;
    spec.name = Words::tr("Webhooks of %1").arg(models::visibleText(database.database));
    spec.settingsKey = QStringLiteral("webhooks");
    spec.sortColumn = models::webhook_column::url;
    spec.stretchColumn = models::webhook_column::url;
    spec.empty = {Glyph::Link, Words::tr("No webhooks"),
                  Words::tr("A webhook tells an address of yours what happens to this database."), nullptr};
    ListPane *pane = makeListPane(context, list, spec);
    const auto current = [pane]() { return pane->table()->currentId(); };
    const auto chosen = [list, current]() { return list->model()->find(current()); };
    const auto needsOne = [chosen]() {
        return chosen() ? std::nullopt : std::optional<QString>(Words::tr("Select a webhook first."));
    };
    const auto needsSecret = [chosen]() -> std::optional<QString> {
        if (!chosen())
            return Words::tr("Select a webhook first.");
        // Offline the list comes from this computer, where secrets are not kept.
        return chosen()->secret.isEmpty() ? std::optional<QString>(Words::tr("The secret has not been read yet."))
                                          : std::nullopt;
    };
    const models::WebhookActions actions = models::webhookActions(context.workspace, database, current);
    pane->setActions({{actions.create, Glyph::Plus},
                      {actions.edit, Glyph::Edit, true},
                      {actions.toggle, Glyph::Check},
                      {actions.test, Glyph::Instant, true},
                      local(QStringLiteral("secret"), Words::tr("Show secret…"), Glyph::Key, needsSecret,
                            [pane, chosen]() {
                                showSecret(pane, {Words::tr("Secret of the webhook"), chosen()->secret});
                            }),
                      local(QStringLiteral("samples"), Words::tr("Sample payloads…"), Glyph::Copy, needsOne,
                            [pane, chosen, database]() { showWebhookSamples(pane, *chosen(), database); }),
                      local(QStringLiteral("inspect"), Words::tr("Inspect a payload…"), Glyph::Search, needsSecret,
                            [pane, chosen, context]() {
                                auto *dialog = new WebhookDialog(
                                    context.accounts, context.service<models::StorageRadar>(),
                                    context.service<models::StorageHistory>(), context.clock, pane->window());
                                dialog->setAttribute(Qt::WA_DeleteOnClose);
                                dialog->setSecret(chosen()->secret);
                                dialog->open();
                            }),
                      {actions.remove, Glyph::Trash}},
                     context.settings);
    // The reason of a test that has to wait counts down, and no longer than that.
    auto *second = new QTimer(pane);
    second->setInterval(1s);
    QObject::connect(second, &QTimer::timeout, pane->actions(), &ActionSet::update);
    auto *end = new QTimer(pane);
    end->setSingleShot(true);
    end->setInterval(api::webhookTestInterval + 2s);
    QObject::connect(end, &QTimer::timeout, second, &QTimer::stop);
    QObject::connect(pane->actions(), &ActionSet::finished, second, [second, end](const QString &id) {
        if (id == QLatin1String("test")) {
            second->start();
            end->start();
        }
    });
    return pane;
}

} // namespace orrery::views
