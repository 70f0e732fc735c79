// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/request/open_requests.h"

#include <QUrl>
#include <QWidget>

#include <functional>

namespace orrery {
class Clock;
}

namespace orrery::models {
class DeployRequestStore;
class RequestDeployment;
struct DeployTable;
} // namespace orrery::models

namespace orrery::views {

class CheckList;
class SectionHeader;

/// The right of a review: what the change of the current table does, whether the target is ready for it, and who else
/// changes the table. Asks for the storage check and the queue when it is first seen, while that matters; for nothing else.
class ImpactPanel final : public QWidget
{
    Q_OBJECT
public:
    /// All outlive this.
    ImpactPanel(models::DeployRequestStore *store, models::RequestDeployment *deployment, const Clock *clock,
                QWidget *parent = nullptr);

    /// The table on screen; empty: only what concerns the whole request.
    void setTable(const QString &tableId);
    /// Past deployments, as far as they are known without asking (models::loadKnownRequests).
    void setKnownRequests(const QList<models::KnownRequest> &known);
    /// The open requests into the same branch, and the address that stands for one of them. Outlives this.
    void setOpenRequests(const models::OpenRequests *open, std::function<QUrl(qint64 number)> linkTo);

    [[nodiscard]] CheckList *tableChecks() const { return m_table; }
    [[nodiscard]] CheckList *targetChecks() const { return m_target; }
    [[nodiscard]] CheckList *otherChecks() const { return m_others; }

Q_SIGNALS:
    void linkActivated(const QUrl &link);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void showImpact();
    void ask();

    models::DeployRequestStore *m_store;
    models::RequestDeployment *m_deployment;
    const Clock *m_clock;
    CheckList *m_table;
    CheckList *m_target;
    SectionHeader *m_targetHeader;
    CheckList *m_others;
    SectionHeader *m_othersHeader;
    QString m_id;
    QList<models::KnownRequest> m_known;
    const models::OpenRequests *m_open = nullptr;
    std::function<QUrl(qint64)> m_linkTo;
    bool m_asked = false; ///< for storage check and queue
};

} // namespace orrery::views
