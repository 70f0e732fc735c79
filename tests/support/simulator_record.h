// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace orrery::test {

/// One request of a simulator's --record.
struct Recorded
{
    QString method;
    QString path;
    QJsonObject query;
    QJsonValue body;
    int status = 0;

    /// "GET /v1/organizations?page=1": what makes two requests the same.
    [[nodiscard]] QString key() const;
};

/// The requests so far, controls left out.
QList<Recorded> readRecord(const QString &file);
/// Those below /v1 that are no GET.
QList<Recorded> mutationsOf(QList<Recorded> all);

/// A rule for --faults and POST /_simulator/faults: what happens to requests whose path matches.
QJsonObject fault(const QString &path, const QString &action, const QJsonObject &more = {});

} // namespace orrery::test
