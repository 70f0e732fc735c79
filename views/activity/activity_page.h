// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/window/page.h"

namespace orrery::models {
class JournalList;
}

namespace orrery::views {

/// What was done from this computer: the action journal, newest first.
class ActivityPage final : public Page
{
    Q_OBJECT
public:
    ActivityPage(PageContext context, models::Location location, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Activity"); }
    void activate() override {}
    void refresh() override;

private:
    void askFile();
    void saveTo(const QString &path);

    models::JournalList *m_list;
};

} // namespace orrery::views
