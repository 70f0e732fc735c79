// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QDialog;
class QWidget;

namespace orrery::views {

/// What is asked for in one line.
struct TextQuestion
{
    QString title; ///< of the dialog: "Rename snapshot"
    QString label; ///< of the field: "Name"
    QString text; ///< what it begins with, selected
    int longest = 120;
    QString verb; ///< of the button: "Rename"
    QString missing; ///< why it cannot be pressed while the field is blank: "Type a name first."
};

/// Asks over the window of `asker` without blocking; Enter answers. `answered` gets the text without blanks around it, once,
/// and only while `asker` is there. The dialog deletes itself.
QDialog *askForText(QWidget *asker, const TextQuestion &question, const std::function<void(const QString &)> &answered);

} // namespace orrery::views
