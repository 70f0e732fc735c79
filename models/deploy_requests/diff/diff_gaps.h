// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/branches/branch_schema.h"
#include "models/core/aside.h"
#include "models/core/store_context.h"
#include "models/deploy_requests/diff/deploy_tables.h"

#include <QObject>

namespace orrery::models {

/// What diffs with gaps mean, read out of the schemas of both branches. Two requests a diff, behind everything somebody
/// waits for; what cannot be read leaves the text as it is, with its reason.
class DiffGaps final : public QObject
{
    Q_OBJECT
public:
    DiffGaps(StoreContext context, QString organization, QString database, QObject *parent = nullptr);

    /// Cheap to call again: the same diffs are filled once.
    void fill(const ParsedDiffs &diffs, const QString &branch, const QString &intoBranch);

Q_SIGNALS:
    /// The same diffs, with all the structures that could be read.
    void filled(const orrery::models::ParsedDiffs &diffs);

private:
    using Schema = QList<api::TableSchema>;
    void read(const QString &branch, std::function<void(const Schema &)> then);
    void readStructures(const ParsedDiffs &diffs, const Schema &before, const Schema &after);

    StoreContext m_context;
    QString m_organization;
    QString m_database;
    QByteArray m_digest; ///< of the diffs that were filled last
    Wanted m_wanted;
};

} // namespace orrery::models
