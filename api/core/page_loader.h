// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/answer_limits.h"
#include "api/core/api_client.h"

#include <QHash>
#include <QPointer>
#include <QSet>

namespace orrery::api {

/// Loads a list completely and reports each page in page order. Owned by its parent; deletes itself after it has ended.
///
/// A list that says how many pages it has is asked for several pages at a time; any other page after page. Pages past
/// the announced end are followed, since rows may be added meanwhile. Ends with Kind::Decode when the service repeats a
/// page, leads back to one, or goes on beyond what it announced, and with Kind::TooLarge where a list that announces nothing
/// has more rows or pages than any real one. An owner may be gone after any callback.
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
        request(m_due);
    }

    /// Of every page that has not been sent yet.
    void setPriority(Priority priority)
    {
        m_priority = priority;
        for (Job *job : findChildren<Job *>())
            job->setPriority(priority);
    }

    /// 10,000 deploy requests are 100 pages; a list of 200,000 rows is beyond anything the service holds.
    static constexpr int maximumPages = AnswerLimits::pages;
    /// What the pages of a list may hold together, however few or many there are.
    static constexpr qint64 maximumRows = 200'000;
    /// How many pages beyond the announced number are still believed.
    static constexpr int pagesBeyondTotal = 5;
    static constexpr int parallelPages = 4;

private:
    void request(const PageRequest &page)
    {
        const QString name = key(page);
        if (m_asked.contains(name))
            return;
        m_asked.insert(name);
        ++m_underWay;
        m_client->send(m_factory(page), this, m_priority)->then(this, [this, name](const Result<Page<T>> &result) {
            --m_underWay;
            if (m_ended)
                return;
            m_arrived.insert(name, result);
            deliver();
        });
    }

    /// Hands out what has arrived, as far as it is that page's turn.
    void deliver()
    {
        const QPointer<PageLoader> alive(this);
        while (!m_ended) {
            const auto found = m_arrived.constFind(key(m_due));
            if (found == m_arrived.cend())
                break;
            const Result<Page<T>> result = found.value();
            m_arrived.erase(found);
            if (!result) {
                end(tl::unexpected(result.error()));
                return;
            }
            if (!result->items.isEmpty() && result->items == m_previous) {
                fail(QStringLiteral("page %1 repeats the page before it").arg(key(m_due)));
                return;
            }
            m_previous = result->items;
            m_delivered.insert(key(m_due));
            m_rows += result->items.size();
            if (m_rows > maximumRows) {
                fail({.of = PassedLimit::Of::Rows, .most = maximumRows});
                return;
            }
            if (m_delivered.size() == 1)
                m_totalPages = result->totalPages;
            const OnPage onPage = m_onPage; // outlives this loader, should the callback delete it
            onPage(*result);
            if (!alive || m_ended)
                return;
            if (!result->next || result->items.isEmpty()) {
                end(Nothing{});
                return;
            }
            if (!goOnTo(*result->next))
                return;
        }
        askAhead();
    }

    bool goOnTo(const PageRequest &next)
    {
        if (m_delivered.contains(key(next))) {
            fail(QStringLiteral("page %1 names an earlier page as its next").arg(key(m_due)));
            return false;
        }
        if (m_totalPages && m_delivered.size() >= *m_totalPages + pagesBeyondTotal) {
            fail(QStringLiteral("the list does not end after %1 pages").arg(m_delivered.size()));
            return false;
        }
        if (m_delivered.size() >= maximumPages) {
            fail({.of = PassedLimit::Of::Pages, .most = maximumPages});
            return false;
        }
        m_due = next;
        request(m_due);
        return true;
    }

    void askAhead()
    {
        if (m_ended || !m_totalPages || !m_due.startingAfter.isEmpty())
            return;
        const int last = qMin(*m_totalPages, maximumPages);
        // What has arrived out of turn counts too: one slow page must not pile up all others in memory.
        for (int number = m_due.number; number <= last && m_underWay + m_arrived.size() < parallelPages; ++number)
            request(PageRequest{.number = number, .startingAfter = {}});
    }

    static QString key(const PageRequest &page)
    {
        return page.startingAfter.isEmpty() ? QString::number(page.number) : QLatin1Char('>') + page.startingAfter;
    }

    void fail(const PassedLimit &passed) { fail(passed.detail(), ApiError::Kind::TooLarge); }
    void fail(const QString &detail, ApiError::Kind kind = ApiError::Kind::Decode)
    {
        const auto request = m_factory(m_due);
        const RequestData &data = request;
        ApiError error{.kind = kind};
        error.path = QStringLiteral("/v1") + data.encodedPath();
        error.operation = QString::fromLatin1(data.endpoint->id.data(), qsizetype(data.endpoint->id.size()));
        error.detail = detail;
        end(tl::unexpected(error));
    }

    void end(const Result<Nothing> &result)
    {
        m_ended = true;
        // Takes the pages that are still under way along.
        deleteLater();
        const OnEnd onEnd = std::move(m_onEnd);
        onEnd(result);
    }

    ApiClient *m_client;
    Factory m_factory;
    Priority m_priority;
    OnPage m_onPage;
    OnEnd m_onEnd;
    PageRequest m_due; ///< the page to be handed out next
    std::optional<int> m_totalPages; ///< as the first page says
    QHash<QString, Result<Page<T>>> m_arrived; ///< out of turn
    QSet<QString> m_asked;
    QSet<QString> m_delivered;
    QList<T> m_previous;
    qint64 m_rows = 0;
    int m_underWay = 0;
    bool m_ended = false;
};

} // namespace orrery::api
