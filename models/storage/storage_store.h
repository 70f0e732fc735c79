// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/databases/database.h"
#include "api/storage/metrics.h"
#include "models/core/load_state.h"
#include "models/core/store_context.h"
#include "models/storage/storage_series.h"

#include <QObject>

namespace orrery::models {

/// Reads a Vitess branch's answer (metrics shard_storage_usage and shard_storage_available) into one series per shard.
/// The reference contradicts itself about the unit of the first: values up to 100 are taken as percent, larger ones as bytes.
QList<StorageSeries> vitessStorageSeries(const api::MetricSeries &answer);

/// Reads a Postgres branch's answers: percentages over time, one series per pod, with today's capacity from `now`,
/// which stands at the end of the history or, where that is not told, at `readAt`.
QList<StorageSeries> postgresStorageSeries(const api::MetricSeries &history, const api::InstantMetrics &now,
                                           const QDateTime &readAt);

/// How full the volumes of one branch are, over time.
class StorageStore final : public QObject
{
    Q_OBJECT
public:
    StorageStore(StoreContext context, api::OpenEnum<api::DatabaseKind> kind, QString organization, QString database,
                 QString branch, QObject *parent = nullptr);

    [[nodiscard]] const LoadState &state() const { return m_state; }
    [[nodiscard]] const QList<StorageSeries> &series() const { return m_series; }
    [[nodiscard]] QString failureTitle() const;
    /// The fullest volume, its name and level in words.
    [[nodiscard]] StateWord summary() const;

    /// Postgres and Vitess are asked for different metrics; until the kind is known, nothing is asked for.
    void setKind(const api::OpenEnum<api::DatabaseKind> &kind) { m_kind = kind; }
    [[nodiscard]] bool isKindKnown() const { return m_kind.isPresent(); }

    /// One of the service's named periods: "1h", "12h", "1d", "7d", ….
    void setPeriod(const QString &period);
    [[nodiscard]] const QString &period() const { return m_period; }
    void refresh();

Q_SIGNALS:
    void changed();

private:
    void finish(QList<StorageSeries> series);
    void fail(const api::ApiError &error);

    StoreContext m_context;
    api::OpenEnum<api::DatabaseKind> m_kind;
    QString m_organization;
    QString m_database;
    QString m_branch;
    QString m_period = QStringLiteral("7d");
    LoadState m_state;
    QList<StorageSeries> m_series;
    quint64 m_generation = 0; ///< answers to a period no longer asked for are dropped
};

} // namespace orrery::models
