// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/interop/trial.h"

namespace orrery::interop {

/// Where what we say is right although MariaDB does something else, and why.
struct Difference
{
    QString pair; ///< of SchemaPair; empty: of every one
    Aspect aspect = Aspect::Copy;
    bool said = true; ///< what we say; MariaDB shows the opposite
    QString words; ///< a part of ours; empty: whatever we say
    QString reason;
};

const QList<Difference> &knownDifferences();

/// The reason for a finding that does not agree; null: there is none.
const Difference *explanation(const QString &pair, const Finding &finding);

} // namespace orrery::interop
