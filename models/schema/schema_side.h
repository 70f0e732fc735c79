// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

#include <optional>

namespace orrery::models {

/// What a comparison of schemas has on one side: a branch, or a snapshot kept on this computer. A value.
struct SchemaSide
{
    QString organization;
    QString database;
    QString branch;
    QString snapshot; ///< id of the snapshot; the names are empty then

    [[nodiscard]] bool isSnapshot() const { return !snapshot.isEmpty(); }
    /// Nothing is chosen yet.
    [[nodiscard]] bool isEmpty() const { return snapshot.isEmpty() && branch.isEmpty(); }

    static SchemaSide ofBranch(const QString &organization, const QString &database, const QString &branch)
    {
        return {organization, database, branch, {}};
    }
    static SchemaSide ofSnapshot(const QString &id) { return {{}, {}, {}, id}; }

    /// "acme/shop/main" or "~/SNAPSHOT", for links: each name is encoded, since a branch may have slashes.
    [[nodiscard]] QString toText() const;
    /// Nothing when the text names no side; an empty text is the side that is not chosen yet.
    static std::optional<SchemaSide> fromText(const QString &text);

    friend bool operator==(const SchemaSide &, const SchemaSide &) = default;
};

} // namespace orrery::models
