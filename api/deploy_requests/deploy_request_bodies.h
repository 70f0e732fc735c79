// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/required.h"
#include "api/deploy_requests/deploy_request.h"
#include "api/deploy_requests/review.h"

namespace orrery::api {

/// Body of POST …/deploy-requests. Official clients leave `intoBranch` out and let the service choose; the reference requires it.
struct DeployRequestCreate : Resource
{
    QString branch;
    QString intoBranch;
    QString notes;
    std::optional<bool> autoCutover;
    std::optional<bool> autoDeleteBranch;

    friend bool operator==(const DeployRequestCreate &, const DeployRequestCreate &) = default;

    static constexpr Required required[] = {{"branch"}, {"into_branch"}};

    static constexpr auto fields()
    {
        using D = DeployRequestCreate;
        return FieldTable{
            field("branch", &D::branch, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Branch")),
            field("into_branch", &D::intoBranch, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Into branch")),
            field("notes", &D::notes, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Notes")),
            field("auto_cutover", &D::autoCutover, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Auto-apply")),
            field("auto_delete_branch", &D::autoDeleteBranch, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Delete branch after deploying")),
        };
    }
};

/// Body of PATCH …/deploy-requests/{number}; `closed` is the only state it takes.
struct DeployRequestUpdate : Resource
{
    OpenEnum<DeployRequestState> state;

    friend bool operator==(const DeployRequestUpdate &, const DeployRequestUpdate &) = default;

    static constexpr auto fields()
    {
        using D = DeployRequestUpdate;
        return FieldTable{
            field("state", &D::state, Meaning::State, QT_TRANSLATE_NOOP("Field", "State")),
        };
    }
};

/// Body of POST …/deploy. An instant deployment can be neither gated nor reverted.
struct DeployOptions : Resource
{
    std::optional<bool> instantDdl;

    friend bool operator==(const DeployOptions &, const DeployOptions &) = default;

    static constexpr auto fields()
    {
        using D = DeployOptions;
        return FieldTable{
            field("instant_ddl", &D::instantDdl, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Instant deployment")),
        };
    }
};

/// Body of PUT …/auto-apply and …/auto-delete-branch.
struct Switch : Resource
{
    std::optional<bool> enable;

    friend bool operator==(const Switch &, const Switch &) = default;

    static constexpr auto fields()
    {
        using S = Switch;
        return FieldTable{
            field("enable", &S::enable, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Enabled")),
        };
    }
};

/// Body of POST …/reviews.
struct ReviewCreate : Resource
{
    OpenEnum<ReviewState> state;
    QString body;

    friend bool operator==(const ReviewCreate &, const ReviewCreate &) = default;

    static constexpr auto fields()
    {
        using R = ReviewCreate;
        return FieldTable{
            field("state", &R::state, Meaning::State, QT_TRANSLATE_NOOP("Field", "State")),
            field("body", &R::body, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Comment")),
        };
    }
};

} // namespace orrery::api
