// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/history/history.h"
#include "models/storage/view/radar.h"
#include "tests/models/account_desk.h"
#include "views/storage/page/page.h"

#include <QSettings>
#include <QTest>

#include <cmath>

namespace orrery::test {

/// A signed-in account whose service does not answer, a history with readings, and the Storage page on them.
class StoragePageFixture
{
public:
    StoragePageFixture()
        : m_settings(account.path(QStringLiteral("settings.ini")), QSettings::IniFormat),
          m_workspace(account.signIn(QUrl(QStringLiteral("http://127.0.0.1:9")))),
          history(&account.database, &account.clock), radar(&account.accounts, &history, &account.clock)
    {}

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
        views::PageContext made;
        made.accounts = &account.accounts;
        made.settings = &m_settings;
        made.clock = &account.clock;
        made.storage = &radar;
        made.openUrl = [this](const QUrl &url) {
            opened.append(url);
            return true;
        };
        return made;
    }

    std::unique_ptr<views::StoragePage> open(QSize size)
    {
        auto page = std::make_unique<views::StoragePage>(
            context(), models::Location{.page = models::Location::Page::Storage}, nullptr);
        page->resize(size);
        page->show();
        page->activate();
        return page;
    }

    AccountDesk account;
    QList<QUrl> opened;

private:
    QSettings m_settings;
    models::Workspace *m_workspace;

public:
    models::StorageHistory history;
    models::StorageRadar radar;
};

} // namespace orrery::test
