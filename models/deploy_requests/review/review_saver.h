// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/store_context.h"
#include "models/deploy_requests/review/kept_reviews.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace orrery::models {

/// Keeps one review in the local database, or in memory for this run when that cannot be written. Changes gather for half
/// a second and are written together; what could not be written goes with the next change.
class ReviewSaver final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds autosave{500};

    /// `complete` adds to the changes what is only known when they are written.
    ReviewSaver(const StoreContext &context, ReviewKey key, std::function<void(kept_reviews::Changes &)> complete,
                QObject *parent = nullptr);
    ~ReviewSaver() override;

    /// Reads what was kept. Cheap to call again; ends with read(). Nothing is written before.
    void open();
    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    /// False when the review ends with this run.
    [[nodiscard]] bool isKeeping() const { return m_keeping; }

    /// What is not written yet; call save() behind a change.
    [[nodiscard]] kept_reviews::Changes &waiting() { return m_waiting; }
    void save();
    /// Writes now what waits.
    void flush();
    /// Writes the last time, whatever was read.
    void close();
    /// Everything there is, where another database is used from now on.
    void rewrite(kept_reviews::Changes all);

    /// The text of a change, so that it can be compared with later.
    void keepText(const QByteArray &digest, const QString &text);
    /// Off this thread; nothing where it is not kept.
    void loadText(const QByteArray &digest, std::function<void(std::optional<QString>)> callback);

Q_SIGNALS:
    void read(const orrery::models::kept_reviews::Review &review);
    void rewriteNeeded();
    void forgotten();
    void keepingChanged();

private:
    void adopt(const kept_reviews::Review &review);
    void forget();
    void setKeeping(bool keeping);

    StoreContext m_context;
    ReviewKey m_key;
    std::function<void(kept_reviews::Changes &)> m_complete;
    QTimer m_timer;
    kept_reviews::Changes m_waiting;
    QHash<QByteArray, QString> m_texts; ///< without a database
    bool m_asked = false;
    bool m_loaded = false;
    bool m_keeping = true;
    bool m_forgotten = false;
};

} // namespace orrery::models
