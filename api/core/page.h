// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace orrery::api {

/// The service's maximum, and what Orrery always asks for.
inline constexpr int maximumPageSize = 100;

/// Which page to ask for. Page-numbered lists use `number`; cursor lists (audit log, query patterns) use `startingAfter`.
struct PageRequest
{
    int number = 1;
    QString startingAfter;
    friend bool operator==(const PageRequest &, const PageRequest &) = default;
};

/// One page of a list and where the next one is. Follows the page "Pagination".
template<class T>
struct Page
{
    QList<T> items;
    std::optional<PageRequest> next; ///< empty on the last page
    std::optional<qint64> totalCount; ///< only some lists say it
    std::optional<int> totalPages;
    friend bool operator==(const Page &, const Page &) = default;
};

} // namespace orrery::api
