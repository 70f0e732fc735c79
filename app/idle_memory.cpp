// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/idle_memory.h"

#include "api/core/api_client.h"

#include <QThreadPool>

#include <chrono>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace orrery {

using namespace std::chrono_literals;

namespace {
constexpr qint64 worthwhile = 2 * 1024 * 1024;
}

IdleMemory::IdleMemory(QObject *parent) : QObject(parent)
{
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(1s);
    connect(&m_quiet, &QTimer::timeout, this, &IdleMemory::giveBack);
}

void IdleMemory::watch(const api::ApiClient *client)
{
    connect(client, &api::ApiClient::requestFinished, this,
            [this](const api::SentRequest &request) { m_bytes += request.bytes; });
    connect(client, &api::ApiClient::pendingCountChanged, this, [this](int count) {
        if (count > 0)
            m_quiet.stop();
        else if (m_bytes > worthwhile)
            m_quiet.start();
    });
}

void IdleMemory::giveBack()
{
    m_bytes = 0;
#ifdef __GLIBC__
    // It walks every arena: not on the UI thread.
    QThreadPool::globalInstance()->start([]() { malloc_trim(0); });
#endif
}

} // namespace orrery
