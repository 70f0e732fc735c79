// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/list_store.h"
#include "models/core/settings.h"
#include "models/storage/sources/collector.h"
#include "models/storage/view/radar_volume.h"

#include <QTimer>

#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace orrery::models {

class Accounts;
class Workspace;

/// The setting that says whether storage is collected in the background; true when it was never set.
inline const Setting<bool> collectSetting{QLatin1String("storage/collect"), true};

using RadarModel = ResourceListModel<RadarVolume>;

/// Every followed disk of every signed-in account with what is to be expected of it: the worst first when sorted by `risk`.
/// Holds a collector for each account, and shows what the history has, also while nothing is collected. A disk that is seen
/// through several accounts of one service is one row.
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
    void setLoadingPriority(api::Priority) override {} ///< a round goes on whoever looks
    /// The row of a volume, whichever account names it; null while there is none.
    [[nodiscard]] const RadarVolume *find(const StorageVolume &volume) const { return m_model->find(idOf(volume)); }
    /// Identity of a disk in the model: all names but the account, and whose service it is.
    [[nodiscard]] QString idOf(const StorageVolume &volume) const;
    /// When a forecast is a matter of attention, for each branch; unset: RiskRule's defaults.
    void setRiskRule(const std::function<RiskRule(const StorageVolume &)> &rule);
    /// The volumes of one branch, in the order of their names, as the account of `volume` sees them.
    [[nodiscard]] QList<RadarVolume> ofBranch(const StorageVolume &volume) const;
    /// Reads a branch now, whether it is followed or not; `account` is whose.
    void collectBranch(const QString &account, const StorageTarget &target);
    /// Where reading the branch stands, with what the history has of it.
    [[nodiscard]] LoadState branchState(const QString &account, const StorageTarget &target) const;
    /// What could not be read in the last rounds.
    [[nodiscard]] QList<StorageCollector::Failure> failures() const;
    /// What was in their answers and could not be used.
    [[nodiscard]] QList<StorageCollector::LeftOut> leftOut() const;
    /// How many disks need attention (StorageRisk::needsAttention()).
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
    /// Makes the rows of these anew; those nobody sees any more go.
    void remake(const QList<StorageVolume> &volumes);
    [[nodiscard]] std::optional<RadarVolume> rowOf(const StorageVolume &volume) const;
    void judgeAll();
    void forecastSome();
    void takeForecasts(const QList<std::pair<StorageVolume, StorageForecast>> &forecasts);
    void countAttention();
    [[nodiscard]] DiskLimits limitsOf(const RadarVolume &row) const;
    void judge(RadarVolume &row) const;

    Accounts *m_accounts;
    StorageHistory *m_history;
    const Clock *m_clock;
    RadarModel *m_model;
    std::map<QString, std::unique_ptr<StorageCollector>> m_collectors; ///< by account
    QHash<StorageVolume, StorageReading> m_newest; ///< of every volume through every account
    QHash<QString, QString> m_services; ///< by account: the host it speaks to
    std::function<RiskRule(const StorageVolume &)> m_rule;
    QHash<StorageVolume, QDateTime> m_forecastAt;
    QSet<QString> m_dirty; ///< accounts with new readings
    QTimer m_readSoon;
    bool m_forecasting = false;
    bool m_running = false;
    int m_attention = 0;
};

} // namespace orrery::models
