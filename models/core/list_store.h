// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/codec.h"
#include "api/core/page_loader.h"
#include "models/core/local_database.h"
#include "models/core/resource_list_model.h"
#include "models/core/store.h"

#include <QPointer>

#include <algorithm>

namespace orrery::models {

/// The non-template face of a list of resources: a store with an item model.
class ListStoreBase : public Store
{
    Q_OBJECT
public:
    using Store::Store;

    [[nodiscard]] virtual ResourceListModelBase *model() const = 0;
    [[nodiscard]] bool isObserved() const override;
};

/// A complete list of one kind of resource: paged loading, merge, first paint from the local database. Describe it with a
/// Spec; there is no reason to subclass.
template<class Row>
class ListStore final : public ListStoreBase
{
public:
    struct Spec
    {
        CacheKey key; ///< empty kind: not kept
        QString failureTitle; ///< translated
        std::function<api::Request<api::Page<Row>>(const api::PageRequest &)> list;
        QList<Column<Row>> columns;
        typename ResourceListModel<Row>::IdOf idOf;
        typename ResourceListModel<Row>::LocationOf locationOf;
        std::chrono::seconds freshFor{30};
        /// How often it is read again while it is viewed, by what is in it; unset: as often as anything (viewedInterval).
        std::function<std::chrono::milliseconds(const QList<Row> &)> pollEvery = {};
    };

    /// How often a list is read again from its beginning when it moved while it was read.
    static constexpr int mostPasses = 3;

    ListStore(StoreContext context, Spec spec, QObject *parent = nullptr)
        : ListStoreBase(std::move(context), parent), m_spec(std::move(spec)),
          m_model(new ResourceListModel<Row>(m_spec.columns, m_spec.idOf, m_spec.locationOf, this))
    {
        m_freshFor = m_spec.freshFor;
    }

    [[nodiscard]] ResourceListModel<Row> *model() const override { return m_model; }
    [[nodiscard]] const QList<Row> &rows() const { return m_model->rows(); }
    [[nodiscard]] QString failureTitle() const override { return m_spec.failureTitle; }
    void setLoadingPriority(api::Priority priority) override
    {
        m_priority = priority;
        if (m_loader)
            m_loader->setPriority(m_priority);
    }

    /// A single row as an action or a detail request answered it. Newer than any page of a load under way.
    void mergeRow(const Row &row)
    {
        int unnamed = int(m_model->rows().size());
        const qsizetype before = m_model->rows().size();
        const QString id = m_model->upsert({row}, &unnamed).first();
        m_removed.remove(id);
        m_merged.insert(id);
        amendKept({id}, {row}, {});
        changeCount(m_model->rows().size() - before); // last: who is told may drop this
    }
    /// The list could not be read, but one row of it could by its name: show that.
    void showSingle(const Row &row)
    {
        m_model->upsert({row});
        LoadState state;
        state.phase = LoadState::Phase::Ready;
        state.hasContent = true;
        state.fetchedAt = this->context().clock->now();
        state.loaded = m_model->rows().size();
        this->setState(state);
    }
    void removeRow(const QString &id)
    {
        const qsizetype before = m_model->rows().size();
        m_model->remove(id);
        m_merged.remove(id);
        m_removed.insert(id);
        amendKept({}, {}, {id});
        changeCount(m_model->rows().size() - before);
    }

private:
    void loadKept() override
    {
        if (!this->context().database || m_spec.key.kind.isEmpty())
            return;
        this->context().database->template loadDecoded<QList<Row>>(
            m_spec.key,
            [](const CachedList &kept) {
                QList<Row> rows;
                rows.reserve(kept.entries.size());
                for (const CacheEntry &entry : kept.entries) {
                    if (auto row = api::Codec<Row>::decode(entry.bytes))
                        rows.append(std::move(*row));
                }
                return rows;
            },
            this, [this](const QList<Row> &rows, const QDateTime &fetchedAt) { showKept(rows, fetchedAt); });
    }

    void showKept(const QList<Row> &rows, const QDateTime &fetchedAt)
    {
        m_isKnown = m_isKnown || fetchedAt.isValid();
        // The service may have answered first; what it said is newer.
        if (!fetchedAt.isValid() || this->state().fetchedAt.isValid())
            return;
        QList<Row> unknown;
        for (const Row &row : rows) {
            const QString id = m_spec.idOf(row);
            if (m_model->rowOf(id) < 0 && !m_removed.contains(id))
                unknown.append(row);
        }
        // After a first page of the service, rows without an id cannot be told from those on it.
        if (!m_model->rows().isEmpty())
            unknown.removeIf([this](const Row &row) { return m_spec.idOf(row).isEmpty(); });
        m_model->upsert(unknown);
        LoadState state = this->state();
        state.hasContent = true;
        state.fetchedAt = fetchedAt;
        state.loaded = m_model->rows().size();
        if (state.phase == LoadState::Phase::Idle || state.phase == LoadState::Phase::Ready)
            state.phase = LoadState::Phase::Stale;
        this->setState(state);
    }

    /// What was read of a list from its first page to its last. One that moved meanwhile (a row came or went on an earlier
    /// page) gives rows twice, says another total, or fewer rows than it says there are.
    struct Pass
    {
        qint64 rows = 0; ///< different ones
        qint64 twice = 0;
        std::optional<qint64> firstTotal;
        std::optional<qint64> lastTotal;

        [[nodiscard]] qint64 missing() const { return lastTotal.value_or(rows) - rows; }
        [[nodiscard]] bool isWhole() const { return twice == 0 && missing() == 0 && firstTotal == lastTotal; }
        /// A service that counts otherwise than it lists does so every time: nothing moved.
        [[nodiscard]] bool isAsOdd(const Pass &other) const
        {
            return twice == other.twice && missing() == other.missing() && firstTotal == lastTotal;
        }
    };

    [[nodiscard]] std::chrono::milliseconds pollInterval() const override
    {
        return m_spec.pollEvery ? m_spec.pollEvery(rows()) : Store::pollInterval();
    }

    void startLoading(api::Priority priority) override
    {
        m_merged.clear();
        m_removed.clear();
        m_seen.clear();
        m_priority = priority;
        m_passes = 0;
        m_seenBefore.clear();
        readPages();
    }

    void readPages()
    {
        ++m_passes;
        m_seenBefore.unite(m_seen);
        m_seen.clear();
        m_unnamed = 0;
        m_pass = {};
        m_delivered.clear();
        // What a load that was given up still delivers counts for nothing.
        const int load = ++m_load;
        m_loader = new api::PageLoader<Row>(
            this->context().client, m_spec.list, m_priority,
            [this, load](const api::Page<Row> &page) {
                if (load == m_load)
                    addPage(page);
            },
            [this, load](const api::Result<api::Nothing> &result) {
                if (load == m_load)
                    end(result);
            },
            this);
    }

    void stopLoading() override
    {
        ++m_load;
        if (!m_loader)
            return;
        // At once, so that a refresh right after this does not share the flight that is given up.
        for (api::Job *job : m_loader->template findChildren<api::Job *>())
            job->cancel();
        m_loader->deleteLater(); // later: this may be called from one of its own calls
    }

    void addPage(const api::Page<Row> &page)
    {
        notePage(page);
        QList<Row> rows = page.items;
        if (!m_merged.isEmpty() || !m_removed.isEmpty()) {
            rows.removeIf([this](const Row &row) {
                const QString id = m_spec.idOf(row);
                return m_merged.contains(id) || m_removed.contains(id);
            });
        }
        markNew(rows);
        const QStringList ids = m_model->upsert(rows, &m_unnamed);
        m_seen.unite(QSet<QString>(ids.cbegin(), ids.cend()));
        LoadState state = this->state();
        state.hasContent = state.hasContent || !page.items.isEmpty();
        state.loaded = m_model->rows().size();
        state.total = page.totalCount;
        this->setState(state);
    }

    void notePage(const api::Page<Row> &page)
    {
        for (const Row &row : page.items) {
            const QString id = m_spec.idOf(row);
            const bool known = !id.isEmpty() && m_delivered.contains(id);
            ++(known ? m_pass.twice : m_pass.rows);
            if (!id.isEmpty())
                m_delivered.insert(id);
        }
        if (!page.totalCount)
            return;
        m_pass.firstTotal = m_pass.firstTotal.value_or(*page.totalCount);
        m_pass.lastTotal = page.totalCount;
    }

    /// Rows that nobody has seen: of a list that was known before.
    void markNew(const QList<Row> &rows)
    {
        if (!m_isKnown)
            return;
        QStringList fresh;
        for (const Row &row : rows) {
            const QString id = m_spec.idOf(row);
            if (!id.isEmpty() && m_model->rowOf(id) < 0)
                fresh.append(id);
        }
        m_model->markNew(fresh);
    }

    /// Whether the list moved while it was read. One that is read for the last time keeps what any pass has seen.
    bool movedWhileRead()
    {
        if (m_pass.isWhole() || m_pass.isAsOdd(m_odd)) {
            m_seenBefore.clear();
            return false;
        }
        m_odd = m_pass;
        return true;
    }

    void end(const api::Result<api::Nothing> &result)
    {
        if (result && movedWhileRead() && m_passes < mostPasses) {
            readPages();
            return;
        }
        m_delivered.clear();
        LoadState state = this->state();
        if (result) {
            m_isKnown = true;
            m_model->retain(m_seen + m_seenBefore + m_merged);
            state.phase = LoadState::Phase::Ready;
            state.hasContent = true;
            state.fetchedAt = this->context().clock->now();
            state.loaded = m_model->rows().size();
            // Rows that came meanwhile by an action are more than were counted; rows the list itself had too many are told.
            if (state.total && m_pass.missing() >= 0)
                state.total = std::max(*state.total, state.loaded);
            state.error.reset();
            keep(state.fetchedAt);
        } else if (result.error().isCanceled()) {
            state.phase = state.hasContent ? LoadState::Phase::Stale : LoadState::Phase::Idle;
        } else {
            state.phase = LoadState::Phase::Failed;
            state.error = result.error();
        }
        this->setState(state);
    }

    /// After a row was merged or removed on its own: `by` rows more.
    void changeCount(qsizetype by)
    {
        LoadState state = this->state();
        const bool hasContent = state.hasContent || by > 0;
        if (by == 0 && hasContent == state.hasContent)
            return;
        state.hasContent = hasContent;
        state.loaded = m_model->rows().size();
        if (state.total)
            state.total = std::max<qint64>(*state.total + by, 0);
        this->setState(state);
    }

    [[nodiscard]] bool isKept() const { return this->context().database && !m_spec.key.kind.isEmpty(); }

    static QList<CacheEntry> encoded(const QStringList &ids, const QList<Row> &rows)
    {
        QList<CacheEntry> entries;
        entries.reserve(rows.size());
        for (qsizetype i = 0; i < rows.size(); ++i)
            entries.append({ids.at(i), api::Codec<Row>::encode(rows.at(i))});
        return entries;
    }

    /// Keeps the whole list. Rows are implicitly shared values: the copy that travels to the worker thread is cheap.
    void keep(const QDateTime &fetchedAt)
    {
        if (isKept())
            this->context().database->store(
                m_spec.key, [ids = m_model->ids(), rows = m_model->rows()]() { return encoded(ids, rows); }, fetchedAt);
    }

    void amendKept(const QStringList &ids, const QList<Row> &rows, const QStringList &removed)
    {
        if (isKept())
            this->context().database->amend(
                m_spec.key, [ids, rows]() { return encoded(ids, rows); }, removed);
    }

    Spec m_spec;
    ResourceListModel<Row> *m_model;
    QPointer<api::PageLoader<Row>> m_loader;
    QSet<QString> m_seen; ///< by the pass under way
    QSet<QString> m_seenBefore; ///< by earlier passes of the same load, while the list moves
    QSet<QString> m_merged; ///< on their own, since that load began
    QSet<QString> m_removed;
    QSet<QString> m_delivered; ///< by the pages of this pass
    Pass m_pass;
    Pass m_odd; ///< the last one that was not whole
    api::Priority m_priority = api::Priority::Foreground;
    int m_passes = 0;
    int m_unnamed = 0;
    int m_load = 0;
    bool m_isKnown = false; ///< all of it, from the service or from an earlier run
};

} // namespace orrery::models
