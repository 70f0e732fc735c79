// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>

#include <atomic>
#include <functional>
#include <memory>
#include <type_traits>

namespace orrery::models {

/// Whether anybody still wants a result: the newest work of a kind is wanted, until its owner is gone. For work that looks
/// up between its parts and gives up.
class Wanted
{
public:
    Wanted() = default;
    ~Wanted() { drop(); }
    Q_DISABLE_COPY_MOVE(Wanted)

    /// What was asked for before is stale from now on. Gives the question of what is asked for now; it may be asked in any
    /// thread, also when this object is gone.
    std::function<bool()> renew()
    {
        drop();
        m_stale = std::make_shared<std::atomic_bool>(false);
        return [stale = m_stale]() { return stale->load(std::memory_order_relaxed); };
    }
    void drop()
    {
        if (m_stale)
            m_stale->store(true, std::memory_order_relaxed);
    }

private:
    std::shared_ptr<std::atomic_bool> m_stale;
};

/// Runs `work` on a worker thread and `done` with its result in the owner's, unless the owner is gone.
template<class Work, class Done>
void runAside(QObject *owner, Work work, Done done)
{
    using Value = std::invoke_result_t<Work>;
    auto *watcher = new QFutureWatcher<Value>(owner);
    QObject::connect(watcher, &QFutureWatcherBase::finished, owner, [watcher, done = std::move(done)]() {
        done(watcher->result());
        watcher->deleteLater();
    });
    const auto promise = std::make_shared<QPromise<Value>>();
    promise->start();
    watcher->setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, work = std::move(work)]() {
        promise->addResult(work());
        promise->finish();
    });
}

} // namespace orrery::models
