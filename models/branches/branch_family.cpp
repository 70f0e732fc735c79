// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/branches/branch_family.h"

#include <QMultiHash>
#include <QSet>

namespace orrery::models {

QStringList descendantsOf(const QList<api::Branch> &branches, const QString &name)
{
    QMultiHash<QString, QString> children;
    for (const api::Branch &branch : branches) {
        if (!branch.parentBranch.isEmpty())
            children.insert(branch.parentBranch, branch.name);
    }
    QStringList found;
    QSet<QString> seen{name}; // names from outside may lead in a circle
    QStringList generation{name};
    while (!generation.isEmpty()) {
        QStringList next;
        for (const QString &parent : std::as_const(generation)) {
            for (const QString &child : children.values(parent)) {
                if (!seen.contains(child)) {
                    seen.insert(child);
                    next.append(child);
                }
            }
        }
        next.sort();
        found += next;
        generation = next;
    }
    return found;
}

} // namespace orrery::models
