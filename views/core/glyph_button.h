// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/core/icons.h"

class QToolButton;

namespace orrery::views {

/// A flat button that shows only `glyph`: `text` is its accessible name and, with `key`, its tooltip. Takes focus.
QToolButton *makeGlyphButton(Glyph glyph, const QString &text, const QString &key = {});

} // namespace orrery::views
