// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/access/token_facts.h"
#include "models/core/item_store.h"

#include <QStringList>

#include <optional>

namespace orrery::models {

class Workspace;

using TokenFactsItem = ItemStore<api::TokenFacts>;

/// What a service token of the organization says of itself. Answered only to tokens with read_service_tokens; its value
/// stays empty for the others.
TokenFactsItem *tokenFacts(Workspace *workspace, const QString &organization, const QString &tokenId);

/// The accesses that count for a database (its own, and those of the organization); nothing where the token's accesses are
/// not told. An empty `database` asks for the organization's alone.
std::optional<QStringList> accessesFor(const std::optional<api::TokenFacts> &facts, const QString &database);

} // namespace orrery::models
