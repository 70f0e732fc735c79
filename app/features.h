// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/feature_registry.h"
#include "views/window/view_registry.h"

namespace orrery {

/// Everything the features bring, on both floors.
struct Features
{
    models::FeatureRegistry models;
    views::ViewRegistry views;

    /// Of the features listed in features.cpp, in their order. Text is translated here, so the translators come first.
    static Features all();
    /// Sentences for developers: empty when nothing collides and nothing refers to what is not there.
    [[nodiscard]] QStringList problems() const;
};

} // namespace orrery
