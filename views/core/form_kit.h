// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/core/theme.h"

class QFormLayout;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace orrery::views {

class PlainLabel;

/// A text that wraps.
PlainLabel *makeParagraph(const QString &text, ColorRole role = ColorRole::TextSecondary);
/// A field with its accessible name; a secret one shows nothing of what is typed and tells no input method.
QLineEdit *makeField(const QString &name, bool secret = false);
/// A form whose fields take the width.
QFormLayout *makeForm();
/// A row whose label is plain text and leads to its field; gives the label.
PlainLabel *addField(QFormLayout *form, const QString &label, QWidget *edit);
/// Enter in a field of this part of a page presses the button; a dialog has its default button for that.
void acceptOnEnter(const QWidget *part, const QPushButton *button);
/// Makes a window with wrapping texts as high as they want; never smaller. Soon, when what was shown just now is laid out.
void growToFit(QWidget *window);
/// Read-only text in the monospace font, without any colouring.
QPlainTextEdit *makeTextView(const QString &name);

} // namespace orrery::views
