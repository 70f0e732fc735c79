// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

namespace orrery {

namespace api {
class ApiClient;
}

/// Gives memory back to the system after a lot was loaded: parsing pages of JSON leaves the allocator with tens of
/// megabytes of free pages that it keeps otherwise. Does nothing where the allocator returns them by itself.
class IdleMemory final : public QObject
{
    Q_OBJECT
public:
    explicit IdleMemory(QObject *parent = nullptr);

    void watch(const api::ApiClient *client);

private:
    void giveBack();

    QTimer m_quiet;
    qint64 m_bytes = 0; ///< received since the last time
};

} // namespace orrery
