// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/branches/branch_name.h"

#include "models/core/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace orrery::models {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(BranchName)
};
} // namespace

QString branchNameProblem(const QString &name, const QStringList &takenNames)
{
    if (name.isEmpty())
        return Words::tr("The new branch needs a name.");
    if (takenNames.contains(name))
        return Words::tr("A branch named %1 exists already.").arg(visibleText(name));
    const bool unusable = std::any_of(name.cbegin(), name.cend(),
                                      [](QChar c) { return c.isSpace() || !c.isPrint() || c == QLatin1Char('/'); });
    if (unusable)
        return Words::tr("Spaces and slashes are not allowed.");
    return {};
}

} // namespace orrery::models
