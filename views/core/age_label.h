// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/load_state.h"
#include "views/core/plain_label.h"

#include <functional>

namespace orrery::views {

class AgeTicker;

/// "updated 12 s ago", "refreshing…", "offline copy of 2 h ago": how old what is shown is. The exact time is the tooltip.
/// Ages by itself while visible.
class AgeLabel : public PlainLabel
{
    Q_OBJECT

public:
    using Clock = std::function<QDateTime()>;

    /// Without a clock the system's is used.
    explicit AgeLabel(QWidget *parent = nullptr, Clock clock = {});

    void setState(const models::LoadState &state);
    void setTime(const QDateTime &fetchedAt);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void refresh();
    /// PlanetScale counts more or fewer rows than it listed.
    [[nodiscard]] bool disagrees() const;

    Clock m_clock;
    AgeTicker *m_ticker;
    models::LoadState m_state;
};

} // namespace orrery::views
