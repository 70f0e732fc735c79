// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/access/actor.h"

namespace orrery::api {

/// There is no "request changes": a review comments or approves.
enum class ReviewState : quint8 {
    Commented,
    Approved,
};

template<>
struct EnumNames<ReviewState>
{
    static constexpr std::pair<ReviewState, std::string_view> values[] = {
        {ReviewState::Commented, "commented"},
        {ReviewState::Approved, "approved"},
    };
};

/// A review of a deploy request; a comment is a review too.
struct Review : Resource
{
    QString id;
    QString body;
    QString htmlBody; ///< never rendered
    OpenEnum<ReviewState> state;
    QDateTime createdAt;
    QDateTime updatedAt;
    std::optional<Actor> actor;

    friend bool operator==(const Review &, const Review &) = default;

    static constexpr auto fields()
    {
        using R = Review;
        return FieldTable{
            field("id", &R::id, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "ID")),
            field("body", &R::body, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Comment")),
            field("html_body", &R::htmlBody, Meaning::Code, QT_TRANSLATE_NOOP("Field", "Comment as HTML")),
            field("state", &R::state, Meaning::State, QT_TRANSLATE_NOOP("Field", "State")),
            field("created_at", &R::createdAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Created")),
            field("updated_at", &R::updatedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Updated")),
            field("actor", &R::actor, Meaning::Object, QT_TRANSLATE_NOOP("Field", "By")),
        };
    }
};

} // namespace orrery::api
