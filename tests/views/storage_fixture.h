// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/alerts/watch.h"
#include "models/storage/history/history.h"
#include "models/storage/view/radar.h"
#include "tests/models/account_fixture.h"
#include "tests/views/feature_fixture.h"
#include "views/core/notifier.h"

#include <QMenu>
#include <QPointer>

namespace orrery::test {

/// A desktop that keeps what it was told.
class FakeNotifier final : public views::Notifier
{
    Q_OBJECT
public:
    bool notify(const views::Notification &notification) override
    {
        if (works)
            all.append(notification);
        return works;
    }
    [[nodiscard]] bool canStay() const override { return hasArea; }
    void setStaying(QMenu *staying) override { menu = staying; }
    void setStatus(const QString &line) override { status = line; }

    /// The entry of the icon's menu with this text; null when there is none or no icon.
    [[nodiscard]] QAction *entry(const QString &text) const
    {
        const QList<QAction *> actions = menu ? menu->actions() : QList<QAction *>();
        for (QAction *action : actions) {
            if (action->text() == text)
                return action;
        }
        return nullptr;
    }

    QList<views::Notification> all;
    QPointer<QMenu> menu; ///< of the icon, while it stays
    QString status;
    bool works = true; ///< notifications are shown
    bool hasArea = true; ///< there is a notification area
};

/// What a window needs to watch storage, without an account and without a service.
class StorageFixture : public FeatureFixture
{
public:
    static models::StorageVolume volume(const QString &database, const QString &branch, const QString &shard)
    {
        return {.account = QStringLiteral("work"),
                .organization = QStringLiteral("acme"),
                .database = database,
                .branch = branch,
                .keyspace = QStringLiteral("commerce"),
                .shard = shard,
                .pod = {},
                .table = {}};
    }
    /// A reading of now, as a collector gives it.
    void read(const models::StorageVolume &volume, double percent)
    {
        models::StorageReading reading;
        reading.volume = volume;
        reading.point.at = account.clock.now().toUTC();
        reading.point.usedPercent = percent;
        history.add({reading});
    }
    [[nodiscard]] views::PageContext context()
    {
        views::PageContext made = FeatureFixture::context();
        made.notifier = &notifier;
        return made;
    }

    models::StorageHistory &history = *services.find<models::StorageHistory>();
    models::StorageRadar &radar = *services.find<models::StorageRadar>();
    models::StorageWatch &watch = *services.find<models::StorageWatch>();
    FakeNotifier notifier;
};

} // namespace orrery::test
