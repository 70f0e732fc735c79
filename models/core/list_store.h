// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/codec.h"
#include "api/core/page_loader.h"
#include "models/core/load_state.h"
#include "models/core/local_database.h"
#include "models/core/resource_list_model.h"
#include "models/core/store_context.h"

#include <QPointer>

namespace orrery::models {

/// The non-template face of a list of resources: its item model, where it stands, and what a page may ask of it.
class ListStoreBase : public QObject
{
    Q_OBJECT
public:
    explicit ListStoreBase(StoreContext context, QObject *parent = nullptr) : QObject(parent), m_context(std::move(context)) {}

    [[nodiscard]] virtual ResourceListModelBase *model() const = 0;
    [[nodiscard]] const LoadState &state() const { return m_state; }
    /// Names the list for error sentences: "Branches of acme/shop could not be loaded.".
    [[nodiscard]] virtual QString failureTitle() const = 0;

    /// Shows what was kept and refreshes behind when that is older than `freshFor`. Cheap to call again.
    void open();
    /// Reads the whole list again, all pages; rows merge as they come. Nothing happens while one is under way.
    void refresh(api::Priority priority = api::Priority::Foreground);
    /// Forgets the request under way; rows stay.
    void cancel();

Q_SIGNALS:
    void stateChanged();

protected:
    virtual void loadKept() = 0;
    virtual void startLoading(api::Priority priority) = 0;
    virtual void stopLoading() = 0;
    void setState(LoadState state);
    [[nodiscard]] const StoreContext &context() const { return m_context; }

    /// Rows younger than this are not fetched again by open().
    std::chrono::seconds m_freshFor{30};

private:
    StoreContext m_context;
    LoadState m_state;
    bool m_keptAsked = false;
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
    };

    ListStore(StoreContext context, Spec spec, QObject *parent = nullptr)
        : ListStoreBase(std::move(context), parent), m_spec(std::move(spec)),
          m_model(new ResourceListModel<Row>(m_spec.columns, m_spec.idOf, m_spec.locationOf, this))
    {
        m_freshFor = m_spec.freshFor;
    }

    [[nodiscard]] ResourceListModel<Row> *model() const override { return m_model; }
    [[nodiscard]] const QList<Row> &rows() const { return m_model->rows(); }
    [[nodiscard]] QString failureTitle() const override { return m_spec.failureTitle; }

    /// A single row as an action or a detail request answered it.
    void mergeRow(const Row &row)
    {
        m_model->upsert({row});
        keep();
    }
    void removeRow(const QString &id)
    {
        m_model->remove(id);
        keep();
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
            this, [this](const QList<Row> &rows, const QDateTime &fetchedAt) {
                // The service may have answered first; what it said is newer.
                if (!fetchedAt.isValid() || this->state().fetchedAt.isValid() || !m_model->rows().isEmpty())
                    return;
                m_model->upsert(rows);
                LoadState state = this->state();
                state.hasContent = true;
                state.fetchedAt = fetchedAt;
                state.loaded = rows.size();
                if (state.phase == LoadState::Phase::Idle || state.phase == LoadState::Phase::Ready)
                    state.phase = LoadState::Phase::Stale;
                this->setState(state);
            });
    }

    void startLoading(api::Priority priority) override
    {
        m_seen.clear();
        m_loader = new api::PageLoader<Row>(
            this->context().client, m_spec.list, priority, [this](const api::Page<Row> &page) { addPage(page); },
            [this](const api::Result<api::Nothing> &result) { end(result); }, this);
    }

    void stopLoading() override
    {
        if (m_loader)
            delete m_loader.data();
    }

    void addPage(const api::Page<Row> &page)
    {
        for (const Row &row : page.items)
            m_seen.insert(m_spec.idOf(row));
        m_model->upsert(page.items);
        LoadState state = this->state();
        state.hasContent = state.hasContent || !page.items.isEmpty();
        state.loaded = m_model->rows().size();
        state.total = page.totalCount;
        this->setState(state);
    }

    void end(const api::Result<api::Nothing> &result)
    {
        LoadState state = this->state();
        if (result) {
            m_model->retain(m_seen);
            state.phase = LoadState::Phase::Ready;
            state.hasContent = true;
            state.fetchedAt = this->context().clock->now();
            state.loaded = m_model->rows().size();
            state.error.reset();
            this->setState(state);
            keep();
        } else if (!result.error().isCanceled()) {
            state.phase = LoadState::Phase::Failed;
            state.error = result.error();
            this->setState(state);
        }
    }

    void keep()
    {
        if (!this->context().database || m_spec.key.kind.isEmpty() || !this->state().fetchedAt.isValid())
            return;
        // Rows are implicitly shared values: the copy that travels to the worker thread is cheap.
        this->context().database->store(
            m_spec.key,
            [rows = m_model->rows(), idOf = m_spec.idOf]() {
                QList<CacheEntry> entries;
                entries.reserve(rows.size());
                for (const Row &row : rows)
                    entries.append({idOf(row), api::Codec<Row>::encode(row)});
                return entries;
            },
            this->state().fetchedAt);
    }

    Spec m_spec;
    ResourceListModel<Row> *m_model;
    QPointer<api::PageLoader<Row>> m_loader;
    QSet<QString> m_seen;
};

} // namespace orrery::models
