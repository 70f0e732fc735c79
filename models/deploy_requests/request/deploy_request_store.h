// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/action_result.h"
#include "models/core/aside.h"
#include "models/core/item_store.h"
#include "models/core/poller.h"
#include "models/core/request_preview.h"
#include "models/deploy_requests/deployment/deployment_consequences.h"
#include "models/deploy_requests/deployment/operations_model.h"
#include "models/deploy_requests/deployment/throttling.h"
#include "models/deploy_requests/diff/deploy_tables.h"
#include "models/deploy_requests/request/deploy_request_lists.h"

namespace orrery::models {

/// One deploy request on screen: the request with its deployment, its reviews, its diff, and everything that can be done
/// to it.
///
/// Requests: opening costs three (request, first page of reviews, diff), painted from the local database before they are
/// answered. A poll costs one; reviews and diff are read again only when the request says that they changed. Storage
/// check, throttler and queue cost one each, when first asked for. An action costs the mutation itself, one read before it
/// (approving: two, the diff is compared as well) and one after it.
///
/// The changes on screen do not move while somebody reads them: when the diff changed meanwhile, the new one waits, and
/// approving and deploying with it, until showPendingChanges().
class DeployRequestStore final : public QObject
{
    Q_OBJECT
public:
    using Action = DeployRequestAction;

    /// What the rules want to know and the request does not carry. Unset: unknown.
    struct Surroundings
    {
        std::optional<bool> approvalRequired; ///< Database::requireApprovalForDeploy
        std::optional<bool> intoProduction; ///< whether the target is a production branch
        QString currentUserId; ///< empty for a service token
        std::optional<bool> administrator;
        std::optional<bool> soleAdministrator;
        std::optional<QStringList> grantedScopes;
        std::optional<QStringList> grantedAccesses;
    };

    DeployRequestStore(StoreContext context, QString organization, QString database, qint64 number,
                       QObject *parent = nullptr, std::unique_ptr<PollTimer> timer = {});
    ~DeployRequestStore() override;

    void setSurroundings(Surroundings surroundings);

    /// Shows what was kept and refreshes behind. Cheap to call again.
    void open();
    /// Reads request, reviews and diff again.
    void refresh(api::Priority priority = api::Priority::Foreground);
    /// Whether a page shows it: polls often, seldom, or not at all.
    void setVisible(bool visible);
    void setOnline(bool online);

    [[nodiscard]] const QString &organization() const { return m_organization; }
    [[nodiscard]] const QString &database() const { return m_database; }
    [[nodiscard]] qint64 number() const { return m_number; }

    /// Empty until something is known.
    [[nodiscard]] const std::optional<api::DeployRequest> &request() const;
    [[nodiscard]] const LoadState &state() const;
    [[nodiscard]] const LoadState &diffState() const;
    /// "Deploy request #42 of acme/shop could not be loaded.", for describeError.
    [[nodiscard]] QString failureTitle() const;
    [[nodiscard]] QString diffFailureTitle() const;

    /// Filled in one go after a diff or the request's statements came: many tables are read on a worker thread.
    [[nodiscard]] DeployTableModel *tables() const { return m_tables; }
    /// Whether tables() is about to change: a diff is being read, or rows are being made of it.
    [[nodiscard]] bool isReadingChanges() const { return m_reading > 0; }
    [[nodiscard]] OperationsModel *operations() const { return m_operations; }
    [[nodiscard]] ReviewList *reviews() const { return m_reviews; }
    /// Made, and loaded, when first asked for.
    ItemStore<api::StorageCheck> *storageCheck();
    ItemStore<api::Throttler> *throttler();
    DeployQueueList *queue();

    /// Identifies the schema changes on screen; empty before a diff was shown.
    [[nodiscard]] const QByteArray &shownDigest() const { return m_shown.digest; }
    /// Tables whose change is another than the one on screen; 0: the screen is up to date.
    [[nodiscard]] int pendingChanges() const;
    void showPendingChanges();

    /// Until when it can be reverted; invalid outside the revert window.
    [[nodiscard]] QDateTime revertDeadline() const;

    [[nodiscard]] ReviewContext reviewContext() const;
    /// Why the action is not possible now, in a sentence; nothing when it is.
    [[nodiscard]] std::optional<QString> refusal(Action action) const;
    [[nodiscard]] QString consequence(Action action) const;
    /// Also binds the action to what is on screen now: performed later, it stops when the object differs from that.
    [[nodiscard]] Confirmation confirmation(Action action);
    /// `body` is the comment of Approve and Comment.
    [[nodiscard]] RequestPreview preview(Action action, const QString &body = {}) const;
    [[nodiscard]] std::optional<Action> busyAction() const { return m_busy; }

    /// Binds the next `action` to `shown`: performed, it stops when the object differs from that.
    void bind(Action action, const api::DeployRequest &shown) { m_confirmed = std::pair(action, shown); }

    /// Why the copying cannot be slowed down or sped up now, in a sentence; nothing when it can.
    [[nodiscard]] std::optional<QString> throttleRefusal() const;
    [[nodiscard]] RequestPreview previewThrottle(const QList<KeyspaceRatio> &ratios) const;
    /// Sets the ratios of all keyspaces. Ends with exactly one throttleFinished(), and sends at most one mutating request.
    void setThrottle(const QList<KeyspaceRatio> &ratios);
    [[nodiscard]] bool isThrottling() const { return m_throttling; }

    /// Every intent ends with exactly one actionFinished(), and sends at most one mutating request.
    void perform(Action action, const QString &body = {});
    void approve(const QString &body = {}) { perform(Action::Approve, body); }
    void comment(const QString &body) { perform(Action::Comment, body); }
    void deploy(bool instantly = false) { perform(instantly ? Action::DeployInstantly : Action::Deploy); }
    void apply() { perform(Action::Apply); }
    void forceCutover() { perform(Action::ForceCutover); }
    void cancel() { perform(Action::Cancel); }
    void unblock() { perform(Action::Unblock); }
    void close() { perform(Action::Close); }
    void revert() { perform(Action::Revert); }
    void skipRevert() { perform(Action::SkipRevert); }
    void setAutoApply(bool on) { perform(on ? Action::EnableAutoApply : Action::DisableAutoApply); }
    void setAutoDelete(bool on) { perform(on ? Action::EnableAutoDelete : Action::DisableAutoDelete); }

Q_SIGNALS:
    /// The request, what may be done to it, or where loading stands changed.
    void changed();
    /// tables() shows other changes than before, or pendingChanges() is another number.
    void changesChanged();
    void actionStarted(orrery::models::DeployRequestAction action);
    void actionFinished(orrery::models::DeployRequestAction action, const orrery::models::ActionResult &result);
    void throttleFinished(const orrery::models::ActionResult &result);

private:
    template<class Answer>
    using OutcomeOf = MutationOutcome<api::DeployRequest, Answer>;

    [[nodiscard]] QString objectName() const;
    [[nodiscard]] api::Request<api::DeployRequest> actionRequest(Action action) const;
    [[nodiscard]] api::Request<api::Review> reviewRequest(Action action, const QString &body) const;

    void onRequestChanged();
    void onDiffChanged();
    void adoptDiffs(const ParsedDiffs &parsed);
    void fillGaps();
    void fillGapsFrom(const QList<api::TableSchema> &before, const QList<api::TableSchema> &after);
    void updateTables(bool changesShown = false);
    void adoptTables(const QList<DeployTable> &rows);
    void readAgainWhatChanged(const api::DeployRequest &before, const api::DeployRequest &after);

    void send(Action action, const QString &body);
    void compareDiffThenSend(Action action, const QString &body);
    template<class Answer>
    void run(Action action, api::Request<Answer> request);
    void merge(const api::DeployRequest &answer);
    void merge(const api::Review &answer);
    void finish(Action action, const ActionResult &result);

    StoreContext m_context;
    QString m_organization;
    QString m_database;
    qint64 m_number;
    Surroundings m_surroundings;

    ItemStore<api::DeployRequest> *m_request;
    ItemStore<QList<api::TableDiff>> *m_diff;
    ReviewList *m_reviews;
    DeployTableModel *m_tables;
    OperationsModel *m_operations;
    ItemStore<api::StorageCheck> *m_storageCheck = nullptr;
    ItemStore<api::Throttler> *m_throttler = nullptr;
    DeployQueueList *m_queue = nullptr;
    Poller *m_poller;

    ParsedDiffs m_shown; ///< on screen
    ParsedDiffs m_latest; ///< read last
    std::optional<QList<api::TableDiff>> m_parsedFrom; ///< the answer that was parsed last
    quint64 m_generation = 0; ///< of parsing: only the newest result counts
    quint64 m_tablesGeneration = 0; ///< of making rows: likewise
    int m_reading = 0; ///< works on other threads, newest or not
    bool m_changesShown = false; ///< the rows that are being made are of another diff than those on screen
    QByteArray m_filled; ///< digest of the diffs whose gaps the branches' schemas were read for
    Wanted m_wantedDiffs;
    Wanted m_wantedGaps;
    Wanted m_wantedTables;
    std::optional<api::DeployRequest> m_seen; ///< the value the models were last updated from
    QDateTime m_seenAt;
    bool m_seenFromService = false;
    LoadState::Phase m_seenPhase = LoadState::Phase::Idle;
    std::optional<std::pair<Action, api::DeployRequest>> m_confirmed; ///< what a confirmation was asked about
    std::optional<Action> m_busy;
    bool m_throttling = false;
};

} // namespace orrery::models
