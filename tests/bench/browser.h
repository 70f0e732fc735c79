// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/child.h"

#include <QHash>
#include <QTemporaryDir>

class QHttpServer;

namespace orrery::bench {

/// The Chromium yardstick: page.html, fed with a service's own bytes from the same origin.
class Browser
{
public:
    explicit Browser(const QHash<QString, QByteArray> &bodies);
    ~Browser();

    /// Path of a Chromium on this machine; empty when there is none.
    static QString find();

    struct Start
    {
        double paintedMs = 0; ///< process start → second animation frame with the cached rows
        qint64 pssKib = 0; ///< whole process tree, four seconds after the lists were complete
    };
    /// Starts a fresh browser with the profile of the start before. The first start has nothing cached: `fill` it.
    std::optional<Start> start(bool fill);

    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] int rows() const { return m_rows; }

private:
    QHash<QString, QByteArray> m_bodies;
    QTemporaryDir m_profile;
    QHash<QString, qint64> m_marks; ///< name → when, on steady_clock
    std::unique_ptr<QHttpServer> m_server;
    quint16 m_port = 0;
    int m_rows = 0;
    QString m_problem;
};

} // namespace orrery::bench
