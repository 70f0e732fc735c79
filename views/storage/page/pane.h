// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/branches/branch_list.h"
#include "models/storage/sources/targets.h"
#include "models/storage/view/radar.h"
#include "views/window/page.h"
#include "views/window/pane.h"

#include <QWidget>

namespace orrery::models {
class StorageView;
}

namespace orrery::views {

class StateOverlay;
class StorageDetail;

/// How full the volumes of one branch are, over time: the fullest first, the others among its shards. Reading it once asks
/// the service for the branch, whether it is followed or not.
class StoragePane final : public Pane
{
    Q_OBJECT
public:
    /// The radar has to be among the services. Until the branch has told its kind, nothing is asked for.
    StoragePane(const PageContext &context, const models::Location &place, QWidget *parent = nullptr);

    void setActive(bool active) override;
    void refresh() override;
    [[nodiscard]] models::LoadState loadState() const override;
    [[nodiscard]] StorageDetail *detail() const { return m_detail; }

private:
    void open();
    void readBranch();
    void update();
    [[nodiscard]] bool isKindKnown() const { return m_target.kind.isPresent(); }
    [[nodiscard]] models::StorageVolume branch() const;

    models::StorageRadar *m_radar;
    models::Workspace *m_workspace;
    models::BranchItem *m_branch;
    QString m_account;
    models::StorageTarget m_target;
    models::StorageView *m_view;
    StorageDetail *m_detail;
    StateOverlay *m_states;
    bool m_opened = false;
};

} // namespace orrery::views
