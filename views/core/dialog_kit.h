// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/core/spacing.h"

#include <QList>

class QDialog;
class QPushButton;
class QString;
class QVBoxLayout;
class QWidget;

namespace orrery::views {

/// Gives a dialog its window title, accessible name, surface and margins; returns the column to fill.
QVBoxLayout *makeDialogColumn(QDialog *dialog, const QString &title, int spacing = space::inner);

/// What stands at the foot of a dialog; what is null is not there.
struct DialogButtons
{
    QPushButton *primary = nullptr; ///< what the dialog is for; gets the primary look
    QPushButton *closing = nullptr; ///< leaves without it
    QList<QPushButton *> others;
    QPushButton *apart = nullptr; ///< at the other end: removes what is shown
};

/// The row of buttons, in the order of the platform. None of them answers to Enter unless the caller makes it the default.
QWidget *makeDialogButtons(const DialogButtons &buttons);

} // namespace orrery::views
