// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace orrery::views {

class DiffView;

/// Makes screen readers see a DiffView as a text whose lines say "added: …" and "removed: …". Called by the view.
void installDiffAccessibility();
/// Tells them that the current line changed.
void announceDiffRow(DiffView *view);

} // namespace orrery::views
