// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/action.h"
#include "models/core/created_search.h"
#include "models/deploy_requests/create/branch_changes.h"
#include "models/deploy_requests/create/kept_draft.h"
#include "models/deploy_requests/request/deploy_request_lists.h"

namespace orrery::models {

/// A deploy request before it exists: which branch into which, what that changes, what the service's schema check says, and
/// the one request that creates it. Vitess databases only. Follows the page "deploy-requests".
///
/// Opening a branch costs four requests (the branch, its diff, its schema check, its open deploy requests); a target other
/// than the parent branch, or a diff that cannot be read, costs the two schemas instead. Creating costs the branch once more
/// and one POST, which is never sent a second time: without an answer the open deploy requests are read instead, a few times.
///
/// The draft is kept for each branch until the deploy request is there.
class NewDeployRequest final : public QObject
{
    Q_OBJECT
public:
    using Source = BranchChanges::Source;

    /// `branches` and `snapshots` outlive this.
    NewDeployRequest(StoreContext context, BranchList *branches, SnapshotStore *snapshots, QString organization,
                     QString database, QObject *parent = nullptr);
    ~NewDeployRequest() override;

    /// Reads what belongs to the branch, when it is older than a minute. Cheap to call again.
    void open();
    void refresh();
    /// Nobody looks any more: what is being read ends.
    void cancel();

    /// Begins with another branch; its own draft comes back.
    void setBranch(const QString &branch);
    [[nodiscard]] const QString &branch() const { return m_branch; }
    /// The chosen or suggested target: the branch's parent, else the default branch. Empty while neither is known.
    [[nodiscard]] QString into() const;
    /// Branches to choose from, by name; targets begin with the suggested one and leave the branch itself out.
    [[nodiscard]] QStringList branchChoices() const;
    [[nodiscard]] QStringList targetChoices() const;

    [[nodiscard]] const NewRequestDraft &draft() const { return m_draft->value(); }
    [[nodiscard]] bool isDraftLoaded() const { return m_draft->isLoaded(); }
    void setInto(const QString &into);
    void setNotes(const QString &notes);
    void setAutoApply(bool on);
    void setAutoDelete(bool on);
    /// Writes now what waits.
    void flush() { m_draft->flush(); }

    [[nodiscard]] const BranchChanges *changes() const { return m_changes; }
    [[nodiscard]] DeployTableModel *tables() const { return m_changes->tables(); }
    [[nodiscard]] ChangeCounts counts() const { return m_changes->counts(); }
    [[nodiscard]] const LoadState &changesState() const { return m_changes->state(); }
    [[nodiscard]] QString changesFailureTitle() const { return m_changes->failureTitle(); }
    [[nodiscard]] Source source() const { return m_changes->source(); }
    [[nodiscard]] QString sourceReason() const { return m_changes->sourceReason(); }

    /// The service's schema check of the branch.
    [[nodiscard]] const QList<api::LintError> &lintErrors() const { return m_lintErrors; }
    [[nodiscard]] const LoadState &lintState() const { return m_lint; }
    [[nodiscard]] QString lintFailureTitle() const;
    /// Open deploy requests from this branch, the newest first.
    [[nodiscard]] const QList<api::DeployRequestSummary> &openRequests() const { return m_openRequests; }
    [[nodiscard]] const LoadState &openRequestsState() const { return m_open; }

    /// The open request into the chosen target, which a second one is not made beside; nothing: none.
    [[nodiscard]] std::optional<qint64> openIntoTarget() const;
    /// The branch or target as it was read last; null when it is not known.
    [[nodiscard]] const api::Branch *branchRow() const;
    [[nodiscard]] const api::Branch *targetRow() const;

    /// Creates it from the draft as it stands then. Where that is not answered, openRequests() is being read when it ends,
    /// and created() or lookedUp() follows. Outlived by this.
    [[nodiscard]] Action create();
    [[nodiscard]] bool isCreating() const { return m_creating; }

Q_SIGNALS:
    /// Anything but the draft and the rows of tables().
    void changed();
    /// The kept draft was read, or another branch's began.
    void draftChanged();
    /// At once, or when it was looked up.
    void created(qint64 number, const QString &sentence);
    /// What became of a request without an answer, where it did not make the deploy request; a sentence.
    void lookedUp(const QString &sentence);

private:
    [[nodiscard]] const api::Branch *find(const QString &name) const;
    [[nodiscard]] QString suggestedTarget() const;
    [[nodiscard]] api::DeployRequestCreate body() const;
    [[nodiscard]] std::optional<QString> refusal() const;
    [[nodiscard]] ActionSpec<api::Branch, api::DeployRequest> creation();
    void startOver();
    void read();
    void readBranch();
    void readChanges();
    /// Where the target is another than the changes were read against.
    void followTarget();
    void readLint();
    void readOpenRequests();
    void onLookedUp(const CreatedSearch<api::DeployRequestSummary>::Result &result);
    /// False when it says the same already.
    bool edit(const std::function<void(NewRequestDraft &)> &change);
    void finishCreated(qint64 number, const QString &sentence);
    void onEnded(const ActionResult &result);

    StoreContext m_context;
    BranchList *m_branches;
    QString m_organization;
    QString m_database;
    QString m_branch;
    KeptDraft *m_draft;
    BranchChanges *m_changes;

    std::unique_ptr<QObject> m_reading; ///< owns the requests under way for this branch
    std::optional<api::Branch> m_row; ///< the branch, read by itself
    QDateTime m_readAt;
    QList<api::LintError> m_lintErrors;
    LoadState m_lint;
    QList<api::DeployRequestSummary> m_openRequests;
    LoadState m_open;

    bool m_creating = false;
    bool m_outcomeUnknown = false; ///< a POST was not answered, and what became of it is not looked up yet
    std::optional<QSet<qint64>> m_openBefore; ///< numbers of the open deploy requests before that POST, where known
    qint64 m_createdNumber = 0;
};

} // namespace orrery::models
