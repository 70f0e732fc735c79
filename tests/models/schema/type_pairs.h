// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace orrery::test {

/// Two types of a column of a utf8mb4 table, and why values of the first may not survive in the second. The tests compare
/// our judgement with it; `./dev interop` lets a database try the change.
struct TypePair
{
    QString before;
    QString after;
    QString why; ///< empty: every value stays as it is
};

const QList<TypePair> &typePairs();

} // namespace orrery::test
