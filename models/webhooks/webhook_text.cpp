// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/webhooks/webhook_text.h"

#include "models/core/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace orrery::models {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Webhooks)
};

/// The resource of a sample, indented by one level; empty where nothing says what it is.
QString sampleResource(api::WebhookSubject subject, const QString &database)
{
    switch (subject) {
    case api::WebhookSubject::Branch:
        return QStringLiteral("{\n"
                              "    \"id\": \"planetscale-branch-1\",\n"
                              "    \"type\": \"Branch\",\n"
                              "    \"name\": \"add-loyalty\",\n"
                              "    \"parent_branch\": \"main\",\n"
                              "    \"production\": false,\n"
                              "    \"ready\": true\n"
                              "  }");
    case api::WebhookSubject::DeployRequest:
        return QStringLiteral("{\n"
                              "    \"id\": \"planetscale-deploy-request-1\",\n"
                              "    \"type\": \"DeployRequest\",\n"
                              "    \"number\": 42,\n"
                              "    \"branch\": \"add-loyalty\",\n"
                              "    \"into_branch\": \"main\",\n"
                              "    \"approved\": true,\n"
                              "    \"state\": \"open\",\n"
                              "    \"deployment_state\": \"ready\"\n"
                              "  }");
    case api::WebhookSubject::Database:
        return QStringLiteral("{\n"
                              "    \"id\": \"planetscale-database-1\",\n"
                              "    \"type\": \"Database\",\n"
                              "    \"name\": \"%1\",\n"
                              "    \"state\": \"ready\"\n"
                              "  }")
            .arg(database);
    case api::WebhookSubject::Storage:
        return QStringLiteral("{\n"
                              "    \"branch_name\": \"main\",\n"
                              "    \"keyspace_name\": \"%1\",\n"
                              "    \"used_percentage\": 86.2\n"
                              "  }")
            .arg(database);
    case api::WebhookSubject::AccessRequest:
    case api::WebhookSubject::Unstated:
        break;
    }
    return {};
}

/// A name inside a JSON text.
QString quoted(const QString &name)
{
    QString text = name;
    text.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('"'), QLatin1String("\\\""));
    text.removeIf([](QChar c) { return c < QLatin1Char(' '); });
    return text;
}

} // namespace

QString webhookEventMeaning(api::WebhookEvent event)
{
    using Event = api::WebhookEvent;
    switch (event) {
    case Event::BranchReady:
        return Words::tr("A new branch can be connected to.");
    case Event::BranchAnomaly:
        return Words::tr("Insights found an anomaly in the queries of a branch.");
    case Event::BranchOutOfMemory:
        return Words::tr("A branch ran out of memory.");
    case Event::BranchPrimaryPromoted:
        return Words::tr("A replica of a Postgres branch became its primary.");
    case Event::BranchSchemaRecommendation:
        return Words::tr("There is a new schema recommendation for a branch.");
    case Event::BranchSleeping:
        return Words::tr("A branch was put to sleep because it was not used.");
    case Event::BranchStartMaintenance:
        return Words::tr("Maintenance of a branch begins.");
    case Event::ClusterStorage:
        return Words::tr("Postgres storage crossed 60, 75, 85, 90 or 95 %.");
    case Event::DatabaseAccessRequest:
        return Words::tr("PlanetScale's support asks for access to the database.");
    case Event::DeployRequestClosed:
        return Words::tr("A deploy request was closed, deployed or not.");
    case Event::DeployRequestErrored:
        return Words::tr("A deployment failed.");
    case Event::DeployRequestInProgress:
        return Words::tr("A deployment started.");
    case Event::DeployRequestOpened:
        return Words::tr("A deploy request was opened.");
    case Event::DeployRequestPendingCutover:
        return Words::tr("A gated deployment is ready to be applied.");
    case Event::DeployRequestQueued:
        return Words::tr("A deploy request was added to the deploy queue.");
    case Event::DeployRequestReverted:
        return Words::tr("A deployment was reverted.");
    case Event::DeployRequestSchemaApplied:
        return Words::tr("A deploy request's schema changes were applied.");
    case Event::KeyspaceStorage:
        return Words::tr("Keyspace storage crossed 60, 75, 85, 90 or 95 %.");
    case Event::WebhookTest:
        return Words::tr("A test delivery, sent only on request.");
    }
    return {};
}

QString webhookSample(api::WebhookEvent event, const QString &organization, const QString &database)
{
    const auto facts = std::find_if(api::webhookEvents.begin(), api::webhookEvents.end(),
                                    [event](const api::WebhookEventFacts &each) { return each.event == event; });
    if (facts == api::webhookEvents.end())
        return {};
    const QString resource = sampleResource(facts->subject, quoted(database));
    if (resource.isEmpty())
        return {};
    return QStringLiteral("{\n"
                          "  \"timestamp\": 1763000000,\n"
                          "  \"event\": \"%1\",\n"
                          "  \"organization\": \"%2\",\n"
                          "  \"database\": \"%3\",\n"
                          "  \"resource\": %4\n"
                          "}\n")
        .arg(api::OpenEnum<api::WebhookEvent>(event).text(), quoted(organization), quoted(database), resource);
}

StateWord describeLastDelivery(const api::Webhook &webhook)
{
    if (!webhook.lastSentAt.isValid() || !webhook.lastSentSuccess)
        return {Tone::Neutral, Words::tr("Nothing sent yet"), {}};
    const QString result = visibleText(webhook.lastSentResult);
    return *webhook.lastSentSuccess ? StateWord{Tone::Ok, Words::tr("Delivered"), result}
                                    : StateWord{Tone::Critical, Words::tr("Failed"), result};
}

StateWord describeWebhookState(const api::Webhook &webhook)
{
    if (!webhook.enabled)
        return {Tone::Neutral, Words::tr("Unknown"), {}};
    return *webhook.enabled
        ? StateWord{Tone::Ok, Words::tr("Enabled"), {}}
        : StateWord{Tone::Neutral, Words::tr("Disabled"), Words::tr("Nothing is sent until it is enabled.")};
}

} // namespace orrery::models
