// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/request_body.h"

#include <algorithm>
#include <cstring>

namespace orrery::api {

RequestBody::RequestBody(QByteArray bytes) : m_bytes(std::move(bytes))
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 RequestBody::bytesAvailable() const
{
    return m_bytes.size() - m_at + QIODevice::bytesAvailable();
}

qint64 RequestBody::readData(char *data, qint64 maximum)
{
    const qsizetype size = std::min<qsizetype>(maximum, m_bytes.size() - m_at);
    if (size <= 0)
        return m_bytes.isEmpty() || m_at >= m_bytes.size() ? -1 : 0;
    std::memcpy(data, m_bytes.constData() + m_at, std::size_t(size));
    m_at += size;
    return size;
}

qint64 RequestBody::writeData(const char *, qint64)
{
    return -1;
}

} // namespace orrery::api
