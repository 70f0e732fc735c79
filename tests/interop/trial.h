// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/interop/mariadb.h"
#include "tests/models/schema/schema_pairs.h"

#include <QList>
#include <QString>

namespace orrery::interop {

/// What is compared: what we say of a change, and what the database does.
enum class Aspect {
    Copy, ///< whether an online deployment fails: the shared columns are copied into the new table, as Vitess does
    Alter, ///< whether ALTER TABLE fails on the same rows
    Values, ///< whether a value that was copied, or was not, is another one afterwards
    Insert, ///< whether an INSERT that leaves a column out fails from then on
    Default, ///< whether such an INSERT leaves NULL where there was a value
    Revert, ///< whether copying rows of the new table back fails
    Instant, ///< whether ALGORITHM=INSTANT is refused
};
QString aspectName(Aspect aspect);

/// One thing said and one thing seen.
struct Finding
{
    Aspect aspect = Aspect::Copy;
    bool said = false; ///< that it happens
    bool seen = false;
    QString words; ///< ours
    QString evidence; ///< the database's

    [[nodiscard]] bool agrees() const { return said == seen; }
};

struct Trial
{
    QString pair;
    QString skipped; ///< why MariaDB cannot try it; empty: it did
    QList<Finding> findings;
};

Trial tryPair(MariaDb &database, const test::SchemaPair &pair);

} // namespace orrery::interop
