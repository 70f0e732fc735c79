// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/branches/branch.h"

#include <QScrollArea>

namespace orrery {
class Clock;
}

namespace orrery::views {

class ErrorBar;
class FactsPanel;

/// The facts of a branch in groups, and what deserves attention first.
class BranchOverview final : public QScrollArea
{
    Q_OBJECT
public:
    explicit BranchOverview(const Clock *clock, QWidget *parent = nullptr);

    void setBranch(const api::Branch &branch);

private:
    const Clock *m_clock;
    ErrorBar *m_attention;
    FactsPanel *m_state;
    FactsPanel *m_cluster;
    FactsPanel *m_storage;
    QWidget *m_storageCard;
    FactsPanel *m_origin;
};

} // namespace orrery::views
