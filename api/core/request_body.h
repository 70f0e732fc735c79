// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QIODevice>

namespace orrery::api {

/// The body of a mutation as a device that can be read once. When a connection breaks, QNetworkAccessManager silently sends
/// a request again if it can rewind the body, whatever the verb; a body that cannot be rewound is what forbids that.
class RequestBody final : public QIODevice
{
    Q_OBJECT
public:
    explicit RequestBody(QByteArray bytes);

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] bool atEnd() const override { return m_at >= m_bytes.size() && QIODevice::atEnd(); }
    [[nodiscard]] qint64 bytesAvailable() const override;
    bool reset() override { return false; }
    bool seek(qint64) override { return false; }

protected:
    qint64 readData(char *data, qint64 maximum) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    QByteArray m_bytes;
    qsizetype m_at = 0;
};

} // namespace orrery::api
