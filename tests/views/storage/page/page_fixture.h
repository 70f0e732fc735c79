// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/history/history.h"
#include "models/storage/storage_places.h"
#include "models/storage/view/radar.h"
#include "tests/models/account_fixture.h"
#include "tests/views/feature_fixture.h"
#include "views/storage/page/page.h"

#include <QTest>

#include <cmath>

namespace orrery::test {

/// A signed-in account whose service does not answer, a history with readings, and the Storage page on them.
class StoragePageFixture : public FeatureFixture
{
public:
    StoragePageFixture() : m_workspace(account.signIn(QUrl(QStringLiteral("http://127.0.0.1:9")))) {}

    [[nodiscard]] models::StorageVolume volume(const QString &database, const QString &keyspace, const QString &shard,
                                               const QString &table = {}) const
    {
        models::StorageVolume made;
        made.account = m_workspace->facts().id;
        made.organization = QStringLiteral("acme");
        made.database = database;
        made.branch = QStringLiteral("main");
        made.keyspace = keyspace;
        made.shard = shard;
        made.table = table;
        return made;
    }

    /// Readings every half hour of the last `days`, up to now, from one level to another of 120 GiB.
    void grow(const models::StorageVolume &volume, double from, double to, int days)
    {
        constexpr double capacity = 120.0 * 1073741824.0;
        const int count = days * 48;
        const QDateTime now = account.clock.now();
        QList<models::StorageReading> readings;
        for (int i = 0; i <= count; ++i) {
            models::StorageReading reading;
            reading.volume = volume;
            reading.point.at = now.addSecs(-1800LL * (count - i));
            const double percent = from + (to - from) * i / count + 0.15 * std::sin(i / 7.6);
            reading.point.usedBytes = percent / 100 * capacity;
            if (!volume.isTable()) {
                reading.point.usedPercent = percent;
                reading.point.capacityBytes = capacity;
            }
            readings.append(reading);
        }
        history.add(readings);
    }

    [[nodiscard]] views::PageContext context()
    {
        views::PageContext made = FeatureFixture::context();
        made.openUrl = [this](const QUrl &url) {
            opened.append(url);
            return true;
        };
        return made;
    }

    std::unique_ptr<views::StoragePage> open(QSize size)
    {
        auto page = std::make_unique<views::StoragePage>(context(), models::storagePlace(), nullptr);
        page->resize(size);
        page->show();
        page->activate();
        return page;
    }

    QList<QUrl> opened;

private:
    models::Workspace *m_workspace;

public:
    models::StorageHistory &history = *services.find<models::StorageHistory>();
    models::StorageRadar &radar = *services.find<models::StorageRadar>();
};

} // namespace orrery::test
