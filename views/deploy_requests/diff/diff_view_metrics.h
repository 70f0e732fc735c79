// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Measures shared by the files of DiffView, in pixels unless said otherwise; nobody else's business.
namespace orrery::views::diff_metrics {

inline constexpr int markWidth = 20;
inline constexpr int padding = 8;
/// For note marks, left of the numbers.
inline constexpr int marginWidth = 20;
/// In characters.
inline constexpr int tabColumns = 4;
/// In characters. A longer line is cut on screen; laying it out would hold up painting.
inline constexpr int longestShown = 20000;

} // namespace orrery::views::diff_metrics
