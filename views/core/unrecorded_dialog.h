// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/error_text.h"

#include <functional>

class QDialog;
class QObject;
class QWidget;

namespace orrery::views {

/// An action was not sent because it could not be recorded: what a person can do then.
struct UnrecordedQuestion
{
    models::ErrorText error; ///< what was not done, and why
    std::function<void()> again; ///< records and sends it
    std::function<void()> send; ///< sends it without a record
    std::function<void()> leave; ///< neither
};

/// Asks over `asker`'s window, or over the dialog that is open there. One of the three is called, unless `context` is gone.
QDialog *askAboutUnrecorded(QWidget *asker, QObject *context, const UnrecordedQuestion &question);

} // namespace orrery::views
