// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/module.h"

#include "models/auth/accounts.h"
#include "models/core/badge.h"
#include "models/core/feature_registry.h"
#include "models/core/notices.h"
#include "models/core/services.h"
#include "models/storage/alerts/watch.h"
#include "models/storage/history/history.h"
#include "models/storage/history/history_tables.h"
#include "models/storage/sources/prometheus_source.h"
#include "models/storage/storage_places.h"
#include "models/storage/view/radar.h"

#include <QCoreApplication>
#include <QTimer>

namespace orrery::models {

namespace {

/// From here on a disk does not wait until somebody has time.
constexpr int urgentThreshold = 95;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(StorageModule)
};

/// The number beside Storage, and the line in the notification area.
class StorageBadge final : public QObject
{
public:
    explicit StorageBadge(const StorageRadar *radar) : m_radar(radar)
    {
        connect(radar, &StorageRadar::changed, this, &StorageBadge::update);
        update();
    }

    Badge badge;

private:
    void update()
    {
        const int count = m_radar->attention();
        if (count > 0) {
            badge.set(count, Words::tr("Storage, %Ln volume(s) need attention", nullptr, count),
                      Words::tr("%Ln volume(s) need attention", nullptr, count));
            return;
        }
        badge.set(0, {},
                  !m_radar->isCollecting()                 ? Words::tr("storage is not collected")
                      : m_radar->model()->rows().isEmpty() ? Words::tr("no volumes known yet")
                                                           : Words::tr("no volume needs attention"));
    }

    const StorageRadar *m_radar;
};

void start(const FeatureContext &context)
{
    Services *services = context.services;
    auto *history = services->add(std::make_unique<StorageHistory>(context.database, context.clock));
    auto *radar = services->add(std::make_unique<StorageRadar>(context.accounts, history, context.clock));
    services->add(
        std::make_unique<PrometheusSource>(context.accounts, radar, history, context.settings, context.clock));
    services->add(std::make_unique<StorageBadge>(radar));
    auto *watch =
        services->add(std::make_unique<StorageWatch>(radar, context.database, context.settings, context.clock));
    if (Notices *notices = services->find<Notices>()) {
        QObject::connect(watch, &StorageWatch::alert, notices, [notices](const StorageAlert &alert) {
            const bool urgent = alert.tone == Tone::Critical || alert.threshold >= urgentThreshold;
            notices->post({alert.title, alert.body, urgent, alert.place == Location() ? storagePlace() : alert.place});
        });
    }
}

void startCollecting(const FeatureContext &context)
{
    using namespace std::chrono_literals;
    auto *history = context.services->find<StorageHistory>();
    history->compact();
    auto *compacting = new QTimer(history);
    QObject::connect(compacting, &QTimer::timeout, history, &StorageHistory::compact);
    compacting->start(1h);
    if (collectSetting.value(context.settings))
        context.services->find<StorageRadar>()->start();
    context.services->find<PrometheusSource>()->start();
}

} // namespace

void contributeStorage(FeatureRegistry &registry)
{
    registry.routes.add({.id = storagePlace().route,
                         .patterns = {QStringLiteral("~/storage")},
                         .onlyOurs = true,
                         .ofAccount = false,
                         .title = [](const Location &) { return Words::tr("Storage"); }});
    registry.globalPlaces.push_back({storagePlace().route, Words::tr("Storage"), [](const Services &services) {
                                         StorageBadge *badge = services.find<StorageBadge>();
                                         return badge ? &badge->badge : nullptr;
                                     }});
    registry.tables.append(kept_storage::databaseTables());
    SettingRow collect = SettingRow::of(collectSetting, SettingScope::Machine)
                             .shownAs(Words::tr("Storage"), Words::tr("Read in the background"),
                                      Words::tr("Reads the storage of every production branch every five minutes "
                                                "while Orrery runs"));
    collect.apply = [](const Services &services, const QVariant &value) {
        auto *radar = services.find<StorageRadar>();
        if (radar && value.toBool())
            radar->start();
        else if (radar)
            radar->stop();
    };
    registry.settings.push_back(collect);
    registry.starters.push_back(&start);
    registry.lateStarters.push_back(&startCollecting);
}

} // namespace orrery::models
