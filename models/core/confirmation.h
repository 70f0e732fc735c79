// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace orrery::models {

/// How an action is confirmed; it grows with the damage the action can do.
enum class ConfirmationTier : quint8 {
    None, ///< done at once
    Undo, ///< done at once, and the quiet line offers to take it back
    Sentence, ///< its consequence in one sentence, a button with the verb, focus on Cancel
    TypeName, ///< like Sentence, and `nameToType` has to be typed; Enter does not confirm
};

/// What a confirmation says. All text is translated and plain; names from outside are made visible already.
struct Confirmation
{
    ConfirmationTier tier = ConfirmationTier::None;
    QString title; ///< "Deploy #42 into main"
    QString consequence; ///< what happens, what is lost, whether there is a way back
    QString verb; ///< the button: "Deploy changes"
    QString nameToType; ///< for TypeName
    bool destructive = false; ///< the button is painted as one that destroys
    QStringList losses = {}; ///< what goes with it, shown as a list: "branch add-loyalty-2"
    bool production = false; ///< it changes a production branch: said in words

    friend bool operator==(const Confirmation &, const Confirmation &) = default;
};

} // namespace orrery::models
