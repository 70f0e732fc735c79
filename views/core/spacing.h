// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Distances in device-independent pixels, in steps of 4.
namespace orrery::views::space {

inline constexpr int unit = 4;
inline constexpr int inner = 8; ///< inside a group
inline constexpr int group = 16; ///< between groups
inline constexpr int page = 24; ///< page margin
inline constexpr int row = 28; ///< height of a table row

} // namespace orrery::views::space
