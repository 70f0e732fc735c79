// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/tone.h"
#include "models/storage/history/volume.h"

#include <QDateTime>
#include <QList>

#include <optional>

namespace orrery::models {

// What the tables of a branch take, and which of them grow. Pure.

/// What schema changes leave behind: tables whose name says what Vitess will do with them.
/// Page: vitess/schema-changes/artifact-tables
struct ArtefactTable
{
    enum class Kind : quint8 {
        InUse, ///< a schema change is copying into it: not to be touched
        Held, ///< kept until `until`, so that a deploy request can be reverted and the buffer pool can forget it
        Purging, ///< its rows are being deleted
        Evacuating, ///< waiting until nothing of it is in memory
        Dropping, ///< to be dropped at `until`
        Other, ///< internal, but of no kind that is known
    };

    Kind kind = Kind::Other;
    QDateTime until; ///< UTC, out of the name; invalid: it gives none
    friend bool operator==(const ArtefactTable &, const ArtefactTable &) = default;
};

/// Reads a table's name: `_vt_hld_<32 hex>_<14 digits>_` and its kin (hld, prg, evc, drp, vrp), the older
/// `_vt_HOLD_<32 hex>_<14 digits>` (HOLD, PURGE, EVAC, DROP), and the copies of older schema changes
/// (`_<uuid>_<14 digits>_vrepl`, `_gho`, `_ghc`, `_del`). Anything else that begins with "_vt_" is `Other`.
std::optional<ArtefactTable> artefactTable(const QString &table);

/// "Held for a revert": what is to be known about it, in words.
StateWord artefactWord(const ArtefactTable &artefact, const QDateTime &now);

/// One table's sizes at the first and at the last reading of a window; equal times where only one is known.
struct TableSample
{
    StorageVolume table;
    double firstBytes = 0;
    QDateTime firstAt;
    double lastBytes = 0;
    QDateTime lastAt;
};

/// A table as a list or a bar chart shows it.
struct TableUse
{
    StorageVolume table; ///< without shard and pod where it stands for all of them
    double bytes = 0;
    std::optional<double> perDay; ///< bytes; empty when the readings are less than an hour apart
    double share = 0; ///< of all tables given, 0..1
    std::optional<ArtefactTable> artefact;
    friend bool operator==(const TableUse &, const TableUse &) = default;
};

/// All tables of a branch.
struct TableSummary
{
    QList<TableUse> largest; ///< every table, the largest first; equal ones by name
    QList<TableUse> fastest; ///< those that grow, the fastest first
    double bytes = 0; ///< of all
    double artefactBytes = 0; ///< of left-over tables, without those in use
    qsizetype artefacts = 0; ///< how many these are
    friend bool operator==(const TableSummary &, const TableSummary &) = default;
};

/// `acrossShards` adds up the shards (and pods) of a table that have the same branch and keyspace. Sizes that are no numbers
/// or negative, and readings that end before they begin, are left out.
TableSummary summarizeTables(const QList<TableSample> &samples, bool acrossShards = true);

} // namespace orrery::models
