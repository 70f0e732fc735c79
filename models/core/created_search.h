// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/page_loader.h"
#include "models/core/poller.h"
#include "models/core/services.h"
#include "models/core/store_context.h"

#include <array>

namespace orrery::models {

/// Where it is among the services, what measures the waits of a search: tests decide when they are over.
struct LookupTimers
{
    std::function<std::unique_ptr<PollTimer>()> make;
};

/// Looks for what a creation made that was not answered: in the whole list it would be in, and again after growing waits,
/// because the service may still be at it. Ends once and deletes itself; not found only means that it is not there yet.
template<class Row>
class CreatedSearch final : public QObject
{
public:
    using Factory = typename api::PageLoader<Row>::Factory;

    /// How it ended: the row, or nothing; and the whole list as it was read last, where it could be read.
    struct Result
    {
        std::optional<Row> found;
        std::optional<QList<Row>> rows;
        std::optional<api::ApiError> error; ///< of the last look, where that failed
    };
    using End = std::function<void(const Result &)>;

    static constexpr std::array waits{std::chrono::milliseconds(1000), std::chrono::milliseconds(3000),
                                      std::chrono::milliseconds(8000)};

    CreatedSearch(const StoreContext &context, Factory list, std::function<bool(const Row &)> isIt, End end,
                  QObject *parent)
        : QObject(parent), m_client(context.client), m_list(std::move(list)), m_isIt(std::move(isIt)),
          m_end(std::move(end))
    {
        const LookupTimers *timers = context.services ? context.services->find<LookupTimers>() : nullptr;
        m_timer = timers ? timers->make() : makePollTimer();
        connect(m_timer.get(), &PollTimer::timeout, this, [this]() { look(); });
        look();
    }

private:
    void look()
    {
        if (!m_client)
            return;
        const auto rows = std::make_shared<QList<Row>>();
        new api::PageLoader<Row>(
            m_client, m_list, api::Priority::Foreground,
            [rows](const api::Page<Row> &page) { rows->append(page.items); },
            [this, rows](const api::Result<api::Nothing> &end) { onRead(end, *rows); }, this);
    }

    void onRead(const api::Result<api::Nothing> &end, const QList<Row> &rows)
    {
        Result result;
        if (end)
            result.rows = rows;
        else
            result.error = end.error();
        for (const Row &row : rows) {
            if (!result.found && m_isIt(row))
                result.found = row;
        }
        if (!result.found && m_looks < waits.size()) {
            m_timer->start(waits[m_looks++]);
            return;
        }
        deleteLater();
        const End ended = std::exchange(m_end, {});
        ended(result);
    }

    QPointer<api::ApiClient> m_client;
    Factory m_list;
    std::function<bool(const Row &)> m_isIt;
    End m_end;
    std::unique_ptr<PollTimer> m_timer;
    std::size_t m_looks = 0; ///< that have ended
};

/// The same as an ActionSpec has it: `isIt` knows what was there before.
template<class Row>
std::function<void(QObject *owner, const std::function<void(const std::optional<Row> &)> &end)>
searchIn(const StoreContext &context, typename CreatedSearch<Row>::Factory list, std::function<bool(const Row &)> isIt)
{
    return [=](QObject *owner, const std::function<void(const std::optional<Row> &)> &end) {
        new CreatedSearch<Row>(
            context, list, isIt, [end](const typename CreatedSearch<Row>::Result &result) { end(result.found); },
            owner);
    };
}

} // namespace orrery::models
