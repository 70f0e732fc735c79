// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/sources/prometheus_source.h"
#include "tests/support/service_stub.h"
#include "tests/views/eyes.h"
#include "tests/views/storage/page/page_fixture.h"

namespace orrery::test {

/// The fixture of the Storage page with a Prometheus server that can be added, and readings of acme / shop / main.
class StorageToolsFixture : public StoragePageFixture
{
public:
    StorageToolsFixture()
    {
        prometheus.set("GET /api/v1/status/buildinfo", 200, R"({"status":"success","data":{"version":"2.42.0"}})");
        prometheus.set("GET /api/v1/query", 200, R"({"status":"success","data":{"resultType":"vector","result":[]}})");
    }

    /// Two shards with some days of readings, known to the account from then on.
    void grow()
    {
        StoragePageFixture::grow(volume(QStringLiteral("shop"), QStringLiteral("commerce"), QStringLiteral("-80")), 60,
                                 82, 3);
        StoragePageFixture::grow(volume(QStringLiteral("shop"), QStringLiteral("commerce"), QStringLiteral("80-")), 30,
                                 42, 3);
        [&] { QTRY_VERIFY(radar.model()->rowCount() == 2); }();
    }
    using StoragePageFixture::grow;
    [[nodiscard]] QByteArray settingsFile()
    {
        settings.sync();
        QFile file(settings.fileName());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    ServiceStub prometheus;
    models::PrometheusSource &source = *services.find<models::PrometheusSource>();
};

/// The one child with this accessible name.
template<class Widget>
Widget *named(const QWidget *root, const QString &name)
{
    const auto all = root->findChildren<Widget *>();
    for (Widget *each : all) {
        if (each->accessibleName() == name)
            return each;
    }
    return nullptr;
}

} // namespace orrery::test
