// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/simulator/http.h"

#include <QFile>
#include <QJsonObject>

#include <memory>

namespace orrery::simulator {

/// What was really sent: one JSON line per request, without secrets.
/// Fields: time, method, path, query, headers (Authorization and cookies replaced), body (JSON, form fields or text;
/// secret fields replaced), status.
class Recorder
{
public:
    /// An empty name keeps the record in memory only.
    bool open(const QString &fileName, QString *error);
    void add(const HttpRequest &request, int status);
    /// What was added so far, oldest first (the last 50,000).
    const QList<QJsonObject> &lines() const { return m_lines; }

    static QJsonObject describe(const HttpRequest &request, int status);

private:
    std::unique_ptr<QFile> m_file;
    QList<QJsonObject> m_lines;
};

} // namespace orrery::simulator
