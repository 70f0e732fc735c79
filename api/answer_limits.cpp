// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/answer_limits.h"

namespace orrery::api {

namespace {

constexpr qint64 mega = 1024LL * 1024;

// Nothing documents how large an answer gets. These are estimates, several times what those of a database of 2,048 tables may
// come to; everything else is small.
constexpr PathLimits limits[] = {
    // A request's statements, once for the table and once for each that has it.
    {"/deploy-requests/{number}/diff",
     {.body = 128 * mega, .text = 64 * mega, .values = 1'000'000, .rows = 20'000, .rowsOfPage = 20'000}},
    {"/branches/{branch}/diff",
     {.body = 128 * mega, .text = 64 * mega, .values = 1'000'000, .rows = 20'000, .rowsOfPage = 20'000}},
    {"/branches/{branch}/schema",
     {.body = 128 * mega, .text = 64 * mega, .values = 1'000'000, .rows = 20'000, .rowsOfPage = 20'000}},
    {"/vschema", {.body = 32 * mega, .text = 32 * mega}},
    // Each carries its deployment with every operation, and those their statements.
    {"/deploy-requests", {.body = 128 * mega, .text = 4 * mega, .values = 2'000'000}},
    {"/deploy-queue", {.body = 128 * mega, .text = 4 * mega, .values = 2'000'000}},
    // A point for each step, shard and series.
    {"metrics", {.body = 64 * mega, .values = 4'000'000}},
    {"/query-patterns", {.body = 64 * mega, .text = 16 * mega, .values = 1'000'000}},
};

} // namespace

std::span<const PathLimits> pathLimits()
{
    return limits;
}

} // namespace orrery::api
