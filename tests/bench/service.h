// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/child.h"

#include <QHash>
#include <QJsonArray>
#include <QNetworkAccessManager>

namespace orrery::bench {

/// A running simulator, and all lists it has: the least that has to be fetched, and the bytes for the web page.
class Service
{
public:
    Service(const QString &program, const QString &scenario);

    /// False when it did not start, or not all lists could be read; then problem() says why.
    bool prepare();
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] QString address() const { return m_address; }

    /// Requests for lists that a complete reading needs, at 100 rows a page, and how many rows there are. (Postgres
    /// databases have no deploy requests.)
    [[nodiscard]] int pages() const { return int(m_bodies.size()); }
    [[nodiscard]] int rows() const { return m_rows; }
    /// The answers, by path and query.
    [[nodiscard]] const QHash<QString, QByteArray> &bodies() const { return m_bodies; }

    /// The first table's diff of a deploy request of the first database.
    std::optional<QString> firstDiff(int number);

    /// "GET /v1/…?…" of every request since the last call, own ones left out.
    QStringList requestsSinceLastCall();
    /// Whether such a line asks for one of the four lists that prepare() reads.
    static bool isCountedList(const QString &line);

private:
    std::optional<QByteArray> get(const QString &pathAndQuery);
    bool readList(const QString &path, QJsonArray *rows = nullptr);

    Child m_process;
    QNetworkAccessManager m_network;
    QString m_address;
    QByteArray m_authorization;
    QString m_problem;
    QHash<QString, QByteArray> m_bodies;
    int m_rows = 0;
    qsizetype m_recordSeen = 0;
};

} // namespace orrery::bench
