// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/review/review_saver.h"

#include "models/core/local_database.h"

#include <memory>
#include <utility>

namespace orrery::models {

using kept_reviews::Changes;

namespace {

/// Tables in memory stand in for a file that cannot be used (LocalDatabase).
bool isFile(const QSqlDatabase &database)
{
    return database.databaseName() != QLatin1String(":memory:");
}

} // namespace

ReviewSaver::ReviewSaver(const StoreContext &context, ReviewKey key, std::function<void(Changes &)> complete,
                         QObject *parent)
    : QObject(parent), m_context(context), m_key(std::move(key)), m_complete(std::move(complete))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(autosave);
    connect(&m_timer, &QTimer::timeout, this, &ReviewSaver::flush);
    if (!m_context.database)
        return;
    // Whatever happened to the file, what is on screen goes to the tables that are used from now on.
    connect(m_context.database, &LocalDatabase::problem, this, &ReviewSaver::rewriteNeeded);
    connect(m_context.database, &LocalDatabase::accountForgotten, this, [this](const QString &account) {
        if (account == m_key.account)
            forget();
    });
}

ReviewSaver::~ReviewSaver() = default;

void ReviewSaver::open()
{
    if (m_asked)
        return;
    m_asked = true;
    if (!m_context.database) {
        adopt({});
        setKeeping(false);
        return;
    }
    struct Answer
    {
        kept_reviews::Review review;
        bool keeping = false;
        bool fromOlder = false;
    };
    auto answer = std::make_shared<Answer>();
    m_context.database->read(
        [answer, key = m_key](const QList<QSqlDatabase *> &connections) {
            QSqlError error = kept_reviews::read(connections, key, &answer->review);
            answer->keeping = !error.isValid() && isFile(*connections.last());
            answer->fromOlder = connections.size() > 1;
            return error;
        },
        this,
        [this, answer]() {
            setKeeping(answer->keeping);
            adopt(answer->review);
            // From now on the tables in memory hold all of it, also what is removed.
            if (answer->fromOlder)
                Q_EMIT rewriteNeeded();
        });
}

void ReviewSaver::adopt(const kept_reviews::Review &review)
{
    if (m_forgotten)
        return;
    m_loaded = true;
    Q_EMIT read(review);
    save();
}

void ReviewSaver::forget()
{
    m_forgotten = true;
    m_timer.stop();
    m_waiting = {};
    m_texts.clear();
    Q_EMIT forgotten();
}

void ReviewSaver::save()
{
    if (!m_waiting.isEmpty() && !m_forgotten && !m_timer.isActive())
        m_timer.start(); // not started over by each key: a person who types on and on is saved as well
}

void ReviewSaver::rewrite(Changes all)
{
    if (!m_loaded || m_forgotten)
        return;
    all.add(m_waiting); // removals among it
    m_waiting = std::move(all);
    save();
}

void ReviewSaver::flush()
{
    m_timer.stop();
    // Before what was kept is known, what waits is still needed to be laid over it.
    if (m_waiting.isEmpty() || m_forgotten || (m_asked && !m_loaded))
        return;
    if (!m_context.database) {
        m_waiting = {};
        return;
    }
    m_complete(m_waiting);
    auto inFile = std::make_shared<bool>(false);
    auto changes = std::make_shared<const Changes>(std::exchange(m_waiting, {}));
    m_context.database->write(
        [inFile, changes, key = m_key, now = m_context.clock->now(),
         moment = m_context.database->moment()](QSqlDatabase &database) {
            *inFile = isFile(database);
            return kept_reviews::apply(database, key, *changes, now, moment);
        },
        this,
        [this, inFile, changes](const QSqlError &error) {
            setKeeping(!error.isValid() && *inFile);
            if (!error.isValid() || m_forgotten)
                return;
            // Goes with the next change: trying again by itself would not end while the cause lasts.
            Changes again = *changes;
            again.add(m_waiting);
            m_waiting = again;
        });
}

void ReviewSaver::close()
{
    m_loaded = true; // nothing to wait for any more
    flush();
}

void ReviewSaver::setKeeping(bool keeping)
{
    if (m_keeping == keeping)
        return;
    m_keeping = keeping;
    Q_EMIT keepingChanged();
}

void ReviewSaver::keepText(const QByteArray &digest, const QString &text)
{
    if (!digest.isEmpty())
        (m_context.database ? m_waiting.texts : m_texts).insert(digest, text);
}

void ReviewSaver::loadText(const QByteArray &digest, std::function<void(std::optional<QString>)> callback)
{
    auto text = std::make_shared<std::optional<QString>>();
    const auto deliver = [text, callback = std::move(callback)]() { callback(*text); };
    if (!m_context.database) {
        if (const auto kept = m_texts.constFind(digest); kept != m_texts.cend())
            *text = *kept;
        QMetaObject::invokeMethod(this, deliver, Qt::QueuedConnection);
        return;
    }
    flush(); // the text may still wait
    m_context.database->read(
        [text, digest](const QList<QSqlDatabase *> &connections) {
            // Not kept and not readable come to the same: there is nothing to compare with.
            return kept_reviews::text(connections, digest, text.get());
        },
        this, deliver);
}

} // namespace orrery::models
