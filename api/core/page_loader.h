// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/api_client.h"

#include <QSet>

namespace orrery::api {

/// Loads a list completely, page after page, and reports each page as it comes. Owned by its parent; deletes itself
/// after finished. Stops with Kind::Decode when the service repeats a page or never ends a list.
template<class T>
class PageLoader final : public QObject
{
public:
    using Factory = std::function<Request<Page<T>>(const PageRequest &)>;
    using OnPage = std::function<void(const Page<T> &)>;
    using OnEnd = std::function<void(const Result<Nothing> &)>;

    PageLoader(ApiClient *client, Factory factory, Priority priority, OnPage onPage, OnEnd onEnd, QObject *parent)
        : QObject(parent), m_client(client), m_factory(std::move(factory)), m_priority(priority),
          m_onPage(std::move(onPage)), m_onEnd(std::move(onEnd))
    {
        request(PageRequest{});
    }

private:
    void request(const PageRequest &page)
    {
        m_client->send(m_factory(page), this, m_priority)->then(this, [this, page](const Result<Page<T>> &result) {
            if (!result) {
                end(tl::unexpected(result.error()));
                return;
            }
            m_seen.insert(key(page));
            m_onPage(*result);
            if (!result->next || result->items.isEmpty()) {
                end(Nothing{});
                return;
            }
            if (m_seen.contains(key(*result->next)) || m_seen.size() >= maximumPages) {
                ApiError error{.kind = ApiError::Kind::Decode};
                error.path = m_factory(page).encodedPath();
                error.detail = m_seen.size() >= maximumPages ? QStringLiteral("the list does not end after %1 pages").arg(m_seen.size())
                                                             : QStringLiteral("page %1 names an earlier page as its next").arg(key(page));
                end(tl::unexpected(error));
                return;
            }
            request(*result->next);
        });
    }
    static QString key(const PageRequest &page)
    {
        return page.startingAfter.isEmpty() ? QString::number(page.number) : page.startingAfter;
    }
    void end(const Result<Nothing> &result)
    {
        m_onEnd(result);
        deleteLater();
    }

    /// 10,000 deploy requests are 100 pages; a list of 200,000 rows is beyond anything the service holds.
    static constexpr int maximumPages = 2000;

    ApiClient *m_client;
    Factory m_factory;
    Priority m_priority;
    OnPage m_onPage;
    OnEnd m_onEnd;
    QSet<QString> m_seen;
};

} // namespace orrery::api
