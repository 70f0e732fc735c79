// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/core/stack.h"
#include "views/window/page.h"

namespace orrery::views {

/// Shows one page at a time and keeps the last few, so that going back shows them as they were left.
class PageHost final : public Stack
{
    Q_OBJECT
public:
    using Factory = std::function<Page *(const models::Location &, QWidget *parent)>;

    explicit PageHost(Factory factory, QWidget *parent = nullptr);

    /// Shows the page of a location, making it when it is not among the kept ones.
    Page *show(const models::Location &location);
    [[nodiscard]] Page *current() const { return m_current; }
    /// Nobody sees the window: the page asks for nothing until it is active again.
    void setActive(bool active);
    /// Forgets every page that shows something of this account.
    void dropAccount(const QString &account);

Q_SIGNALS:
    /// A page was made: connect to it.
    void pageMade(orrery::views::Page *page);

private:
    static constexpr qsizetype kept = 8;

    Factory m_factory;
    QList<Page *> m_pages; ///< most recently shown first
    Page *m_current = nullptr;
    bool m_active = true;
};

} // namespace orrery::views
