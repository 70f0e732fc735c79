// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/list_store.h"
#include "models/storage/storage_collector.h"
#include "models/storage/storage_risk.h"

#include <QTimer>

#include <map>
#include <memory>

namespace orrery::models {

class Accounts;
class Workspace;

/// One followed volume, as the Storage page lists it.
struct RadarVolume
{
    StorageVolume volume;
    QString role;
    StoragePoint point; ///< the newest reading
    DiskLimits limits;
    StorageForecast forecast;
    StorageRisk risk;
    friend bool operator==(const RadarVolume &, const RadarVolume &) = default;
};

/// The setting that says whether storage is collected in the background; true when it was never set.
inline const QString collectSetting = QStringLiteral("storage/collect");

using RadarModel = ResourceListModel<RadarVolume>;

/// name, organization, database, branch, risk, used, used_bytes, capacity, growth, serious (when 85 % is expected), source,
/// read. `clock` outlives the columns.
QList<Column<RadarVolume>> radarColumns(const Clock *clock);
/// Identity of a volume in the radar's model.
QString radarId(const StorageVolume &volume);

/// Every followed volume of every signed-in account with what is to be expected of it: the worst first when sorted by
/// `risk`. Holds a collector for each account, and shows what the history has, also while nothing is collected.
class StorageRadar final : public ListStoreBase
{
    Q_OBJECT
public:
    /// All outlive this.
    StorageRadar(Accounts *accounts, StorageHistory *history, const Clock *clock, QObject *parent = nullptr);
    ~StorageRadar() override;

    /// Collects every five minutes from now on, for all accounts.
    void start();
    void stop();
    [[nodiscard]] bool isCollecting() const { return m_running; }

    [[nodiscard]] RadarModel *model() const override { return m_model; }
    [[nodiscard]] QString failureTitle() const override;
    [[nodiscard]] const RadarVolume *find(const StorageVolume &volume) const { return m_model->find(radarId(volume)); }
    /// The volumes of one branch, in the order of their names.
    [[nodiscard]] QList<RadarVolume> ofBranch(const StorageVolume &volume) const;
    /// Reads a branch now, whether it is followed or not; `account` is whose.
    void collectBranch(const QString &account, const StorageTarget &target);
    /// Where reading the branch stands, with what the history has of it.
    [[nodiscard]] LoadState branchState(const QString &account, const StorageTarget &target) const;
    /// What could not be read in the last rounds.
    [[nodiscard]] QList<StorageCollector::Failure> failures() const;
    /// How many volumes want attention: Soon or worse.
    [[nodiscard]] int attention() const { return m_attention; }
    [[nodiscard]] StorageHistory *history() const { return m_history; }
    /// Of one account; null when it is not signed in. Lives as long as the account.
    [[nodiscard]] StorageCollector *collector(const QString &account) const;

Q_SIGNALS:
    /// failures() or attention() may be others.
    void changed();
    /// branchState() of a branch changed.
    void branchChanged(const orrery::models::StorageVolume &branch);
    /// Rows have new readings and what follows from them: time to look at thresholds.
    void updated();

private:
    void loadKept() override;
    void startLoading(api::Priority priority) override;
    void stopLoading() override {}

    void addWorkspace(Workspace *workspace);
    void removeWorkspace(const QString &account);
    void removeVolumes(const QList<StorageVolume> &volumes);
    void onCollected();
    void readNewest(const QString &account);
    void show(const QList<StorageReading> &readings);
    void forecastSome();
    void takeForecasts(const QList<std::pair<StorageVolume, StorageForecast>> &forecasts);
    void countAttention();
    [[nodiscard]] DiskLimits limitsOf(const StorageVolume &volume) const;
    void judge(RadarVolume &row) const;

    Accounts *m_accounts;
    StorageHistory *m_history;
    const Clock *m_clock;
    RadarModel *m_model;
    std::map<QString, std::unique_ptr<StorageCollector>> m_collectors; ///< by account
    QHash<StorageVolume, QDateTime> m_forecastAt;
    QSet<QString> m_dirty; ///< accounts with new readings
    QTimer m_readSoon;
    bool m_forecasting = false;
    bool m_running = false;
    int m_attention = 0;
};

} // namespace orrery::models
