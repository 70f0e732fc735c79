// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/glyph_button.h"

#include "views/core/action_gate.h"

#include <QCoreApplication>
#include <QToolButton>

namespace orrery::views {

namespace {
struct Text
{
    Q_DECLARE_TR_FUNCTIONS(orrery::views::GlyphButton)
};
} // namespace

QToolButton *makeGlyphButton(Glyph glyph, const QString &text, const QString &key)
{
    auto *button = new QToolButton;
    button->setIcon(glyphIcon(glyph));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAccessibleName(text);
    button->setToolTip(
        plainToolTip(key.isEmpty() ? text : Text::tr("%1 (%2)", "what a button does, its key").arg(text, key)));
    return button;
}

} // namespace orrery::views
