// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

namespace orrery::views {

/// The three common colour vision deficiencies, at full strength.
enum class ColorDeficiency : quint8 { None, Protanopia, Deuteranopia, Tritanopia };

/// WCAG 2 contrast ratio of two opaque colours, 1..21.
double contrastRatio(const QColor &a, const QColor &b);

/// `color` as somebody with the deficiency sees it (Machado, Oliveira and Fernandes 2009, severity 1).
QColor simulated(const QColor &color, ColorDeficiency deficiency);

/// CIE76 distance in L*a*b* (D65). About 2 is just noticeable; 10 is told apart at a glance.
double colorDistance(const QColor &a, const QColor &b);

/// `over` at `alpha` (0..1) painted on `under`.
QColor blended(const QColor &under, const QColor &over, double alpha);

} // namespace orrery::views
