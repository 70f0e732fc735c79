// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

namespace orrery::models {

/// Item roles every model of ours answers beside Qt's own. Display text is already localised.
enum Role : int {
    SortRole = Qt::UserRole + 1, ///< a comparable QVariant of the column's value
    FilterRole, ///< QString that the filter box matches against (whole row when asked of column 0)
    IdRole, ///< QString: stable identity of the row
    StateRole, ///< models::StateWord when the cell is a state shown as a chip
    ExactRole, ///< QString: the exact value behind a rounded one (date and time of "2 h ago", bytes of "1.2 GiB")
    LocationRole, ///< models::Location that opening the row leads to
    MonospaceRole, ///< bool: identifier or code, shown in the monospace font
    CountRole, ///< int: a number badge on a tree row (Inbox 7)
    ProductionRole, ///< bool: the row is, or belongs to, production
    NewRole, ///< bool: the row came with a refresh and nobody has seen it yet
    ProgressRole, ///< double 0..1: drawn as a bar beside the cell's text
};

} // namespace orrery::models
