// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/item_store.h"
#include "models/core/poller.h"
#include "models/deploy_requests/diff/shown_changes.h"
#include "models/deploy_requests/request/deploy_request_lists.h"

namespace orrery::models {

class DiffGaps;

/// One deploy request as it is read and kept up to date: the request with its deployment, its reviews and its changes. What
/// runs is RequestDeployment's, what can be done to it RequestActions'.
///
/// Opening costs three requests (request, first page of reviews, diff), painted from the local database before they are
/// answered. A poll costs one; reviews and diff are read again only when the request says that they changed.
class DeployRequestStore final : public QObject
{
    Q_OBJECT
public:
    DeployRequestStore(StoreContext context, QString organization, QString database, qint64 number,
                       QObject *parent = nullptr, std::unique_ptr<PollTimer> timer = {});
    ~DeployRequestStore() override;

    /// Shows what was kept and refreshes behind. Cheap to call again.
    void open();
    /// Reads request, reviews and diff again; not while it is busy.
    void refresh(api::Priority priority = api::Priority::Foreground);
    void refreshRequest() { m_request->refresh(); }
    /// Somebody is back at its page: the request is read again when it is not fresh, and with it what it says has changed.
    void lookAgain();
    /// Whether a page shows it: polls often, seldom, or not at all.
    void setVisible(bool visible);
    void setOnline(bool online);
    [[nodiscard]] bool isOnline() const { return m_poller->isOnline(); }

    [[nodiscard]] const StoreContext &context() const { return m_context; }
    [[nodiscard]] const QString &organization() const { return m_organization; }
    [[nodiscard]] const QString &database() const { return m_database; }
    [[nodiscard]] qint64 number() const { return m_number; }
    /// "acme/shop #42"
    [[nodiscard]] QString displayName() const;

    /// Empty until something is known.
    [[nodiscard]] const std::optional<api::DeployRequest> &request() const;
    [[nodiscard]] const LoadState &state() const;
    [[nodiscard]] const LoadState &diffState() const;
    /// "Deploy request #42 of acme/shop could not be loaded.", for describeError.
    [[nodiscard]] QString failureTitle() const;
    [[nodiscard]] QString diffFailureTitle() const;

    [[nodiscard]] ReviewList *reviews() const { return m_reviews; }
    [[nodiscard]] ShownChanges *changes() const { return m_changes; }
    [[nodiscard]] DeployTableModel *tables() const { return m_changes->tables(); }
    [[nodiscard]] bool isReadingChanges() const { return m_changes->isReading(); }
    [[nodiscard]] const QByteArray &shownDigest() const { return m_changes->digest(); }
    [[nodiscard]] int pendingChanges() const { return m_changes->pending(); }
    void showPendingChanges();

    /// While an action is under way nothing is read on its own: an older answer must not overwrite the action's.
    void setBusy(bool busy);
    [[nodiscard]] bool isBusy() const { return m_busy; }
    /// What an action was answered, or read before it. An answer about another request is no news of this one.
    void merge(const api::DeployRequest &answer);
    void merge(const api::Review &answer);
    void setDiff(const QList<api::TableDiff> &diffs) { m_diff->setValue(diffs); }

Q_SIGNALS:
    /// The service says something else of the request than before; comes ahead of changed().
    void requestChanged();
    /// The request, what may be done to it, or where loading stands changed.
    void changed();
    /// tables() shows other changes than before, or pendingChanges() is another number.
    void changesChanged();

private:
    void onRequestChanged();
    void onDiffChanged();
    void fillGaps();
    void readAgainWhatChanged(const api::DeployRequest &before, const api::DeployRequest &after);

    StoreContext m_context;
    QString m_organization;
    QString m_database;
    qint64 m_number;

    ItemStore<api::DeployRequest> *m_request;
    ItemStore<QList<api::TableDiff>> *m_diff;
    ReviewList *m_reviews;
    ShownChanges *m_changes;
    DiffGaps *m_gaps;
    Poller *m_poller;

    std::optional<api::DeployRequest> m_seen; ///< the value the parts were last updated from
    QDateTime m_seenAt;
    bool m_seenFromService = false;
    LoadState::Phase m_seenPhase = LoadState::Phase::Idle;
    bool m_busy = false;
};

} // namespace orrery::models
