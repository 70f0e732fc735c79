// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/api_client.h"
#include "api/core/codec.h"
#include "models/core/local_database.h"
#include "models/core/store.h"

#include <QPointer>

namespace orrery::models {

/// One resource (or one unpaged answer) with its state; kept over runs like lists are. `T` is a resource or a QList of one.
template<class T>
class ItemStore final : public Store
{
public:
    struct Spec
    {
        CacheKey key; ///< empty kind: not kept
        QString failureTitle; ///< translated
        std::function<api::Request<T>()> get;
        std::function<QByteArray(const T &)> encode; ///< for keeping; unset: not kept
        std::function<api::Result<T>(const QByteArray &)> decode;
        std::chrono::seconds freshFor{15};
    };

    ItemStore(StoreContext context, Spec spec, QObject *parent = nullptr)
        : Store(std::move(context), parent), m_spec(std::move(spec))
    {
        m_freshFor = m_spec.freshFor;
    }

    /// Empty until something is known.
    [[nodiscard]] const std::optional<T> &value() const { return m_value; }
    [[nodiscard]] QString failureTitle() const override { return m_spec.failureTitle; }
    void setLoadingPriority(api::Priority priority) override
    {
        if (m_job)
            m_job->setPriority(priority);
    }

    /// A newer value an action answered with; what is being loaded was asked for earlier and is dropped.
    void setValue(const T &value)
    {
        ++m_load;
        if (m_job)
            m_job->cancel();
        show(value);
    }

private:
    void show(const T &value)
    {
        m_value = value;
        LoadState state = this->state();
        state.phase = LoadState::Phase::Ready;
        state.hasContent = true;
        state.fetchedAt = this->context().clock->now();
        state.error.reset();
        keep(state.fetchedAt);
        this->setState(state); // last: who is told may drop this
    }

    void loadKept() override
    {
        if (!this->context().database || m_spec.key.kind.isEmpty() || !m_spec.decode)
            return;
        this->context().database->template loadDecoded<std::optional<T>>(
            m_spec.key,
            [decode = m_spec.decode](const CachedList &kept) -> std::optional<T> {
                if (kept.entries.isEmpty())
                    return std::nullopt;
                auto value = decode(kept.entries.first().bytes);
                return value ? std::optional<T>(std::move(*value)) : std::nullopt;
            },
            this,
            [this](const std::optional<T> &value, const QDateTime &fetchedAt) {
                if (!value || m_value)
                    return;
                m_value = value;
                LoadState state = this->state();
                state.hasContent = true;
                state.fetchedAt = fetchedAt;
                if (state.phase == LoadState::Phase::Idle || state.phase == LoadState::Phase::Ready)
                    state.phase = LoadState::Phase::Stale;
                this->setState(state);
            });
    }

    void startLoading(api::Priority priority) override
    {
        const int load = ++m_load;
        auto *job = this->context().client->send(m_spec.get(), this, priority);
        m_job = job;
        job->then(this, [this, load](const api::Result<T> &result) {
            if (load == m_load)
                end(result);
        });
    }

    void stopLoading() override
    {
        ++m_load;
        if (m_job)
            m_job->cancel();
    }

    void end(const api::Result<T> &result)
    {
        if (result) {
            show(*result);
            return;
        }
        LoadState state = this->state();
        if (result.error().isCanceled()) {
            state.phase = state.hasContent ? LoadState::Phase::Stale : LoadState::Phase::Idle;
        } else {
            state.phase = LoadState::Phase::Failed;
            state.error = result.error();
        }
        this->setState(state);
    }

    void keep(const QDateTime &fetchedAt)
    {
        if (!this->context().database || m_spec.key.kind.isEmpty() || !m_spec.encode)
            return;
        this->context().database->store(
            m_spec.key,
            [value = *m_value, encode = m_spec.encode]() {
                return QList<CacheEntry>{{QStringLiteral("value"), encode(value)}};
            },
            fetchedAt);
    }

    Spec m_spec;
    std::optional<T> m_value;
    QPointer<api::Job> m_job;
    int m_load = 0;
};

} // namespace orrery::models
