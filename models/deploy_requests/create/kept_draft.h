// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/local_database.h"
#include "models/core/store_context.h"

#include <QObject>
#include <QTimer>

namespace orrery::models {

/// What a person has filled in of a deploy request that does not exist yet.
struct NewRequestDraft
{
    QString into; ///< empty: the suggested target
    QString notes;
    bool autoApply = true; ///< off: the deployment is gated
    bool autoDelete = false; ///< delete the branch after deploying
    friend bool operator==(const NewRequestDraft &, const NewRequestDraft &) = default;
};

/// Keeps the draft of each branch in the local database: half a second after the last change, and before it is gone.
class KeptDraft final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds autosave{500};

    KeptDraft(StoreContext context, QString organization, QString database, QObject *parent = nullptr);
    ~KeptDraft() override;

    /// Writes what waits, and begins with another branch: loaded() follows when something was kept.
    void open(const QString &branch);
    [[nodiscard]] bool isLoaded() const { return m_loaded; }

    [[nodiscard]] const NewRequestDraft &value() const { return m_draft; }
    /// False when it says the same already.
    bool set(const NewRequestDraft &draft);
    /// Writes now what waits.
    void flush();
    void remove();

Q_SIGNALS:
    void loaded();

private:
    [[nodiscard]] CacheKey key() const;
    void adopt(const CachedList &kept);

    StoreContext m_context;
    QString m_organization;
    QString m_database;
    QString m_branch;
    NewRequestDraft m_draft;
    QTimer m_autosave;
    bool m_loaded = false;
    bool m_edited = false; ///< not kept as it is
    bool m_forgotten = false;
};

} // namespace orrery::models
