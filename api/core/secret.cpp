// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/secret.h"

#include <QMutex>
#include <QString>

#include <unordered_set>

namespace orrery::api {

namespace {

constexpr qsizetype shortest = 8;

struct Living
{
    QMutex mutex;
    std::unordered_set<const QByteArray *> secrets;
};

// Never destroyed: the last messages of a program are redacted too.
Living &living()
{
    static auto &all = *new Living;
    return all;
}

} // namespace

void Secret::remember() const
{
    if (m_bytes.size() < shortest)
        return;
    Living &all = living();
    const QMutexLocker lock(&all.mutex);
    all.secrets.insert(&m_bytes);
}

void Secret::forget() const
{
    if (m_bytes.size() < shortest)
        return;
    Living &all = living();
    const QMutexLocker lock(&all.mutex);
    all.secrets.erase(&m_bytes);
}

QString Secret::withoutSecrets(QString text)
{
    Living &all = living();
    const QMutexLocker lock(&all.mutex);
    for (const QByteArray *secret : all.secrets)
        text.replace(QString::fromUtf8(*secret), QStringLiteral("[redacted]"));
    return text;
}

} // namespace orrery::api
