// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/request/deploy_request_lists.h"
#include "models/deploy_requests/request/known_requests.h"

#include <QHash>

namespace orrery::models {

/// The open deploy requests into one branch, and the tables each of them changes: who else changes a table. While somebody
/// looks, the list is read as lists are, and each request of it once, behind everything else; again when the list says
/// that it changed.
class OpenRequests final : public QObject
{
    Q_OBJECT
public:
    OpenRequests(const StoreContext &context, const QString &organization, const QString &database,
                 const QString &intoBranch, QObject *parent = nullptr);

    void addViewer(QObject *viewer);
    void removeViewer(QObject *viewer);
    /// Nobody would miss it (Workspace drops such when there are many).
    [[nodiscard]] bool isDroppable() const;

    /// Of the open requests but `number`: how many there are, and what those that were read change.
    struct Others
    {
        int total = 0;
        QList<KnownRequest> checked;
        bool listed = false; ///< the list was read whole; else `total` is what is known of it
        bool failed = false; ///< the list, or one of them, could not be read

        [[nodiscard]] bool isComplete() const { return listed && checked.size() == total; }
    };
    [[nodiscard]] Others others(qint64 number) const;
    [[nodiscard]] const QString &intoBranch() const { return m_intoBranch; }
    [[nodiscard]] DeployRequestList *list() const { return m_list; }

    /// How many requests are read after each reading of the list; the others follow after the next.
    static constexpr int mostAtOnce = 60;

Q_SIGNALS:
    void changed();

private:
    struct Read
    {
        QDateTime updatedAt;
        api::OpenEnum<api::DeploymentState> state;
        std::optional<KnownRequest> known; ///< nothing: it could not be read
    };

    void onListChanged();
    void readNext();

    StoreContext m_context;
    QString m_organization;
    QString m_database;
    QString m_intoBranch;
    DeployRequestList *m_list;
    QHash<qint64, Read> m_read;
    QDateTime m_listedAt; ///< the reading of the list that the rest of the budget belongs to
    int m_left = mostAtOnce;
    bool m_reading = false;
};

/// Those of the account's database, the same for everybody who asks.
OpenRequests *openRequests(Workspace *workspace, const QString &organization, const QString &database,
                           const QString &intoBranch);

} // namespace orrery::models
