// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/access/token_accesses.h"

#include "api/access/requests.h"
#include "models/core/text.h"
#include "models/core/workspace.h"

#include <QCoreApplication>

namespace orrery::models {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(TokenAccesses)
};
} // namespace

TokenFactsItem *tokenFacts(Workspace *workspace, const QString &organization, const QString &tokenId)
{
    return workspace->store<TokenFactsItem>(
        {QStringLiteral("token_facts"), organization, tokenId}, [&](const StoreContext &context, QObject *parent) {
            TokenFactsItem::Spec spec;
            spec.failureTitle =
                Words::tr("What the service token %1 may do could not be loaded.").arg(visibleText(tokenId));
            spec.get = [organization, tokenId] { return api::access::tokenFacts({organization}, tokenId); };
            spec.freshFor = std::chrono::hours(1);
            return new TokenFactsItem(context, std::move(spec), parent);
        });
}

std::optional<QStringList> accessesFor(const std::optional<api::TokenFacts> &facts, const QString &database)
{
    if (!facts || facts->accesses.isEmpty())
        return std::nullopt;
    QStringList accesses;
    for (const api::TokenAccess &each : facts->accesses) {
        // Only what is said to belong to another database does not count.
        const bool elsewhere = each.resourceType.compare(QLatin1String("database"), Qt::CaseInsensitive) == 0
            && each.resourceName != database;
        if (!elsewhere)
            accesses.append(each.access);
    }
    return accesses;
}

} // namespace orrery::models
