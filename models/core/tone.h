// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace orrery::models {

/// What a state means to its reader, independent of any colour. views/core/theme gives each tone its colour and icon.
enum class Tone : quint8 { Neutral, Busy, Ok, Accent, Warn, Critical };

/// A state in words plus the tone it is shown in; a view adds the icon and the colour.
struct StateWord
{
    Tone tone = Tone::Neutral;
    QString text; ///< translated, short enough for a chip
    QString explanation; ///< one translated sentence for the tooltip; may be empty

    friend bool operator==(const StateWord &, const StateWord &) = default;
};

} // namespace orrery::models
