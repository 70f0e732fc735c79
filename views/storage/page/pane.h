// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/sources/targets.h"
#include "views/window/page.h"

#include <QWidget>

namespace orrery::models {
class StorageView;
}

namespace orrery::views {

class StateOverlay;
class StorageDetail;

/// How full the volumes of one branch are, over time: the fullest first, the others among its shards. Reading it once asks
/// the service for the branch, whether it is followed or not.
class StoragePane final : public QWidget
{
    Q_OBJECT
public:
    /// `context.storage` has to be there. `target` may lack the kind; until it is known, nothing is asked for.
    StoragePane(const PageContext &context, const QString &account, models::StorageTarget target,
                QWidget *parent = nullptr);

    /// What the branch itself gives: kind, id and limits.
    void setTarget(const models::StorageTarget &target);
    /// Where the branch itself stands, which gives the kind: shown while that is not known.
    void setBranchState(const models::LoadState &state, const QString &failureTitle);
    void open();
    void refresh();
    [[nodiscard]] models::LoadState loadState() const;
    [[nodiscard]] StorageDetail *detail() const { return m_detail; }

Q_SIGNALS:
    void loadStateChanged();
    void signInRequested();
    void navigate(const orrery::models::Location &location);
    void linkOpened(const QUrl &url);
    /// Something was done, or could not be, in a sentence.
    void notice(const QString &sentence);
    /// Try again while it is the branch that could not be read.
    void branchRetryRequested();

private:
    void update();
    [[nodiscard]] bool isKindKnown() const { return m_target.kind.isPresent(); }
    [[nodiscard]] models::StorageVolume branch() const;

    models::StorageRadar *m_radar;
    QString m_account;
    models::StorageTarget m_target;
    models::StorageView *m_view;
    StorageDetail *m_detail;
    StateOverlay *m_states;
    models::LoadState m_branchState;
    QString m_branchFailure;
    bool m_opened = false;
};

} // namespace orrery::views
