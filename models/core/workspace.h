// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/api_client.h"
#include "models/core/store_context.h"

#include <QHash>
#include <QObject>
#include <QStringList>

#include <functional>
#include <vector>

namespace orrery::models {

class Store;

/// What is shown of an account.
struct AccountFacts
{
    QString id;
    QString label; ///< "Sam Keller", "acme (service token)"
    QString description; ///< one sentence: how it is signed in and where
    QString hostNote; ///< names the host when it is not PlanetScale's own; empty otherwise
    QString organization; ///< of a service token that was typed in for one organization; empty otherwise
    bool hasUser = true; ///< GET /user answers only OAuth sign-ins
    QString color; ///< the person's mark of the account, a name of accountColors(); empty: none
    QHash<QString, QString> serviceTokens; ///< ids, by the organization they are for
};

/// One signed-in account with its stores. Features make theirs through store(), from functions of their own (databases(),
/// branches(), …), so that everybody who asks for the same list gets the same one. Stores nobody looks at are dropped,
/// those unused longest first, when there are many: what they had read is in the local database.
class Workspace final : public QObject
{
    Q_OBJECT
public:
    Workspace(StoreContext context, AccountFacts facts, QObject *parent = nullptr);
    ~Workspace() override;

    [[nodiscard]] const AccountFacts &facts() const { return m_facts; }
    [[nodiscard]] const StoreContext &context() const { return m_context; }
    void setFacts(AccountFacts facts);
    /// Where the account's PlanetScale is.
    [[nodiscard]] const api::Hosts &hosts() const { return m_context.client->options().hosts; }

    /// The store of a key (its kind, then what it belongs to), made by `make(context, parent)` when it is not there. What
    /// keeps it over a turn of the event loop has to be connected to it, or be one of its viewers.
    template<class S, class Make>
    S *store(const QStringList &key, Make make)
    {
        if (QObject *known = find(key))
            return static_cast<S *>(known);
        S *made = make(m_context, this);
        insert(key, made, droppable<S>());
        return made;
    }
    /// Only what was asked for already; null otherwise. Nothing is made or requested.
    template<class S>
    [[nodiscard]] S *loaded(const QStringList &key) const
    {
        return static_cast<S *>(find(key));
    }

    /// Somebody is back at the window: what is on screen is read again (Store::lookAgain()).
    void lookAgain();

    /// How many stores are kept beside those that somebody looks at.
    static constexpr int mostUnobserved = 48;
    [[nodiscard]] int storeCount() const { return int(m_stores.size()); }

Q_SIGNALS:
    void factsChanged();

private:
    using IsDroppable = bool (*)(const QObject *);
    struct Entry
    {
        QStringList key;
        QObject *object = nullptr; ///< a child of this
        IsDroppable isDroppable = nullptr; ///< null: it lives as long as the account, like a watch over its deployments
    };

    /// What a store says of itself (Store::isDroppable()).
    template<class S>
    static constexpr IsDroppable droppable()
    {
        if constexpr (requires(const S &store) { store.isDroppable(); })
            return [](const QObject *object) { return static_cast<const S *>(object)->isDroppable(); };
        else
            return nullptr;
    }

    [[nodiscard]] QObject *find(const QStringList &key) const;
    void insert(const QStringList &key, QObject *object, IsDroppable isDroppable);
    void dropUnobserved();

    StoreContext m_context;
    AccountFacts m_facts;
    mutable std::vector<Entry> m_stores; ///< the one used last comes last
};

} // namespace orrery::models
