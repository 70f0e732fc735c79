// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/webhooks/webhook_actions.h"

#include "api/webhooks/requests.h"
#include "models/core/created_search.h"
#include "models/core/text.h"
#include "models/core/workspace.h"
#include "models/webhooks/webhook_list.h"
#include "models/webhooks/webhook_text.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QPointer>
#include <QUrl>

namespace orrery::models {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(WebhookActions)
};

using Webhook = api::Webhook;

/// An address of RFC 1918 or RFC 4193.
bool isPrivate(const QHostAddress &address)
{
    for (const QLatin1String network : {QLatin1String("10.0.0.0/8"), QLatin1String("172.16.0.0/12"),
                                        QLatin1String("192.168.0.0/16"), QLatin1String("fc00::/7")}) {
        if (address.isInSubnet(QHostAddress::parseSubnet(network)))
            return true;
    }
    return false;
}

QList<FormChoice> eventChoices()
{
    QList<FormChoice> choices;
    for (const api::WebhookEventFacts &facts : api::webhookEvents) {
        if (facts.event != api::WebhookEvent::WebhookTest) // comes only when a test is asked for
            choices.append({api::OpenEnum<api::WebhookEvent>(facts.event).text(),
                            api::OpenEnum<api::WebhookEvent>(facts.event).text(), webhookEventMeaning(facts.event)});
    }
    return choices;
}

QStringList namesOf(const QList<api::OpenEnum<api::WebhookEvent>> &events)
{
    QStringList names;
    for (const auto &event : events)
        names.append(event.text());
    return names;
}

/// The form of create and edit: both bodies have the same members.
template<class Body>
BodyForm<Body> formOf(const Webhook &webhook, const QString &draft)
{
    BodyForm<Body> form(draft);
    FormField url;
    url.id = QStringLiteral("url");
    url.label = Words::tr("URL");
    url.help = Words::tr("PlanetScale sends a POST request there; it has to be reachable from the internet.");
    url.placeholder = QStringLiteral("https://example.com/planetscale");
    url.initial = webhook.url;
    url.required = true;
    url.problem = [](const FormValues &values) {
        return webhookUrlProblem(values.value(QStringLiteral("url")).toString());
    };
    form.text(url, &Body::url);
    FormField enabled;
    enabled.id = QStringLiteral("enabled");
    enabled.label = Words::tr("Enabled");
    enabled.help = Words::tr("A disabled webhook keeps its settings and sends nothing.");
    enabled.initial = webhook.id.isEmpty() || webhook.enabled.value_or(false);
    form.check(enabled, &Body::enabled);
    FormField events;
    events.id = QStringLiteral("events");
    events.kind = FormField::Kind::Checklist;
    events.label = Words::tr("Events");
    events.choices = eventChoices();
    events.initial = namesOf(webhook.events);
    events.required = true;
    // An event this version has no words for stays chosen unless somebody takes it away.
    for (const auto &event : webhook.events) {
        if (!event.isKnown())
            events.choices.append({event.text(), visibleText(event.text()), Words::tr("Unknown to this version.")});
    }
    form.with(events, [](Body &body, const QVariant &value) {
        body.events.clear();
        for (const QString &name : value.toStringList())
            body.events.append(api::OpenEnum<api::WebhookEvent>::fromText(name));
    });
    return form;
}

QString differenceOf(const Webhook &shown, const Webhook &fresh)
{
    if (shown.url == fresh.url && shown.enabled == fresh.enabled && namesOf(shown.events) == namesOf(fresh.events))
        return {};
    return Words::tr("The webhook %1 was changed by someone else. Nothing was sent.").arg(visibleText(shown.url));
}

/// What every action on an existing webhook of the database has in common.
template<class Answer, class Body = api::Nothing>
ActionSpec<Webhook, Answer, Body> onWebhook(const QString &id, const QString &verb, const api::DatabaseRef &database)
{
    ActionSpec<Webhook, Answer, Body> spec;
    spec.id = id;
    spec.verb = [verb](const Webhook &) { return verb; };
    spec.journalObject = database.organization + u'/' + database.database;
    spec.reread = [database](const Webhook &webhook) { return api::webhooks::get(database, webhook.id); };
    spec.difference = &differenceOf;
    return spec;
}

} // namespace

QString webhookUrlProblem(const QString &url)
{
    const QUrl parsed(url, QUrl::StrictMode);
    if (!parsed.isValid() || parsed.host().isEmpty())
        return Words::tr("This is not a complete address.");
    if (parsed.scheme() != QLatin1String("https"))
        return Words::tr("The address has to begin with https://.");
    const QHostAddress address(parsed.host());
    const bool local = parsed.host() == QLatin1String("localhost") || address.isLoopback() || isPrivate(address)
        || address.isLinkLocal();
    return local ? Words::tr("PlanetScale cannot reach an address of a private network.") : QString();
}

std::chrono::seconds untilNextTest(const QDateTime &lastTest, const QDateTime &now)
{
    if (!lastTest.isValid())
        return std::chrono::seconds(0);
    const std::chrono::seconds passed(lastTest.secsTo(now));
    if (passed.count() < 0) // the clock was set back
        return std::chrono::seconds(0);
    return std::max(std::chrono::seconds(0), api::webhookTestInterval - passed);
}

WebhookActions webhookActions(Workspace *workspace, const api::DatabaseRef &database,
                              const std::function<QString()> &current)
{
    const StoreContext context = workspace->context();
    const QPointer<WebhookList> list(webhookList(workspace, database.organization, database.database));
    const QString place = database.organization + u'/' + database.database;
    const auto chosen = [list, current]() -> std::optional<Webhook> {
        const Webhook *row = list ? list->model()->find(current()) : nullptr;
        return row ? std::optional<Webhook>(*row) : std::nullopt;
    };
    const QString none = Words::tr("Select a webhook first.");
    const auto keep = [list](const Webhook &, const Webhook &answer) {
        if (list)
            list->mergeRow(answer);
    };
    const auto drop = [list](const Webhook &webhook) {
        if (list)
            list->removeRow(webhook.id);
    };
    WebhookActions actions;

    ActionSpec<Webhook, Webhook, api::WebhookCreate> create;
    create.id = QStringLiteral("create");
    create.primary = true;
    create.verb = [](const Webhook &) { return Words::tr("New webhook…"); };
    create.journalObject = place;
    create.refusal = [list](const Webhook &) -> std::optional<QString> {
        if (list && list->rows().size() >= api::maximumWebhooks)
            return Words::tr("A database has at most %Ln webhook(s).", nullptr, api::maximumWebhooks);
        return std::nullopt;
    };
    create.confirmation = [place](const Webhook &) {
        Confirmation words;
        words.tier = ConfirmationTier::Sentence;
        words.title = Words::tr("New webhook for %1").arg(visibleText(place));
        words.consequence =
            Words::tr("PlanetScale tells the address about the chosen events as soon as it is enabled.");
        words.verb = Words::tr("Create webhook");
        return words;
    };
    create.form = [draft = QStringLiteral("webhook|%1|%2").arg(context.account, place)](const Webhook &) {
        return formOf<api::WebhookCreate>(Webhook{}, draft);
    };
    create.request = [database](const Webhook &, const api::WebhookCreate &body) {
        return api::webhooks::create(database, body);
    };
    create.search = [context, database, list](const Webhook &, const api::WebhookCreate &body) {
        const QStringList before = list ? list->model()->ids() : QStringList();
        return searchIn<Webhook>(
            context, [database](const api::PageRequest &page) { return api::webhooks::list(database, page); },
            [before, url = body.url](const Webhook &row) { return row.url == url && !before.contains(row.id); });
    };
    create.journalTitle = [](const Webhook &) { return Words::tr("Create webhook"); };
    create.failed = [](const Webhook &) { return Words::tr("The webhook could not be created."); };
    create.done = [](const Webhook &, const Webhook &answer) {
        return Words::tr("The webhook %1 was created.").arg(visibleText(answer.url));
    };
    create.merge = keep;
    create.secret = [](const Webhook &answer) {
        return ShownSecret{Words::tr("Secret of the webhook"), answer.secret};
    };
    actions.create = bindAction<Webhook, Webhook, api::WebhookCreate>(
        context, create, []() { return std::optional<Webhook>(Webhook{}); });

    auto edit = onWebhook<Webhook, api::WebhookUpdate>(QStringLiteral("edit"), Words::tr("Edit webhook…"), database);
    edit.confirmation = [](const Webhook &webhook) {
        Confirmation words;
        words.tier = ConfirmationTier::Sentence;
        words.title = Words::tr("Edit webhook");
        words.consequence = visibleText(webhook.url);
        words.verb = Words::tr("Save changes");
        return words;
    };
    edit.form = [](const Webhook &webhook) { return formOf<api::WebhookUpdate>(webhook, {}); };
    edit.request = [database](const Webhook &webhook, const api::WebhookUpdate &body) {
        // Only what changed is sent.
        api::WebhookUpdate changed = body;
        if (changed.url == webhook.url)
            changed.url.clear();
        if (changed.enabled == webhook.enabled)
            changed.enabled.reset();
        if (namesOf(changed.events) == namesOf(webhook.events))
            changed.events.clear();
        return api::webhooks::update(database, webhook.id, changed);
    };
    edit.journalTitle = [](const Webhook &webhook) {
        return Words::tr("Edit webhook %1").arg(visibleText(webhook.url));
    };
    edit.failed = [](const Webhook &webhook) {
        return Words::tr("The webhook %1 could not be changed.").arg(visibleText(webhook.url));
    };
    edit.done = [](const Webhook &, const Webhook &answer) {
        return Words::tr("The webhook %1 was changed.").arg(visibleText(answer.url));
    };
    edit.merge = keep;
    actions.edit = bindAction<Webhook, Webhook, api::WebhookUpdate>(context, edit, chosen, none);

    auto toggle = onWebhook<Webhook>(QStringLiteral("toggle"), Words::tr("Enable or disable"), database);
    toggle.confirmation = [](const Webhook &) { return Confirmation{}; };
    toggle.request = [database](const Webhook &webhook, const api::Nothing &) {
        api::WebhookUpdate body;
        body.enabled = !webhook.enabled.value_or(false);
        return api::webhooks::update(database, webhook.id, body);
    };
    toggle.journalTitle = [](const Webhook &webhook) {
        return webhook.enabled.value_or(false) ? Words::tr("Disable webhook %1").arg(visibleText(webhook.url))
                                               : Words::tr("Enable webhook %1").arg(visibleText(webhook.url));
    };
    toggle.failed = edit.failed;
    toggle.done = [](const Webhook &, const Webhook &answer) {
        return answer.enabled.value_or(false) ? Words::tr("The webhook %1 is enabled.").arg(visibleText(answer.url))
                                              : Words::tr("The webhook %1 is disabled.").arg(visibleText(answer.url));
    };
    toggle.merge = keep;
    actions.toggle = bindAction<Webhook, Webhook>(context, toggle, chosen, none);

    // When a test was last sent from here, by webhook: the answer of the service comes with the next list only.
    const auto tests = std::make_shared<QHash<QString, QDateTime>>();
    auto test = onWebhook<api::Nothing>(QStringLiteral("test"), Words::tr("Send test"), database);
    test.reread = {};
    test.difference = {};
    test.refusal = [tests, clock = context.clock](const Webhook &webhook) -> std::optional<QString> {
        const auto wait = untilNextTest(tests->value(webhook.id), clock->now());
        if (wait.count() > 0)
            return Words::tr("PlanetScale takes one test in 20 seconds: again in %1.")
                .arg(formattedDuration(wait.count()));
        return std::nullopt;
    };
    test.confirmation = toggle.confirmation;
    test.request = [database](const Webhook &webhook, const api::Nothing &) {
        return api::webhooks::test(database, webhook.id);
    };
    test.journalTitle = [](const Webhook &webhook) {
        return Words::tr("Test webhook %1").arg(visibleText(webhook.url));
    };
    test.failed = [](const Webhook &webhook) {
        return Words::tr("The test of webhook %1 could not be sent.").arg(visibleText(webhook.url));
    };
    test.done = [](const Webhook &webhook, const api::Nothing &) {
        return Words::tr("A test was sent to %1; its result is in the list.").arg(visibleText(webhook.url));
    };
    test.merge = [list, tests, clock = context.clock](const Webhook &webhook, const api::Nothing &) {
        tests->insert(webhook.id, clock->now());
        if (list)
            list->refresh();
    };
    actions.test = bindAction<Webhook, api::Nothing>(context, test, chosen, none);

    auto remove = onWebhook<api::Nothing>(QStringLiteral("delete"), Words::tr("Delete webhook…"), database);
    remove.confirmation = [](const Webhook &webhook) {
        Confirmation words;
        words.tier = ConfirmationTier::Sentence;
        words.title = Words::tr("Delete webhook?");
        words.consequence =
            Words::tr("%1 is no longer told about anything. Its secret is gone; a new webhook has another one.")
                .arg(visibleText(webhook.url));
        words.verb = Words::tr("Delete webhook");
        words.destructive = true;
        return words;
    };
    remove.request = [database](const Webhook &webhook, const api::Nothing &) {
        return api::webhooks::remove(database, webhook.id);
    };
    remove.journalTitle = [](const Webhook &webhook) {
        return Words::tr("Delete webhook %1").arg(visibleText(webhook.url));
    };
    remove.failed = [](const Webhook &webhook) {
        return Words::tr("The webhook %1 could not be deleted.").arg(visibleText(webhook.url));
    };
    remove.done = [](const Webhook &webhook, const api::Nothing &) {
        return Words::tr("The webhook %1 was deleted.").arg(visibleText(webhook.url));
    };
    remove.merge = [drop](const Webhook &webhook, const api::Nothing &) { drop(webhook); };
    remove.goneAlready = drop;
    actions.remove = bindAction<Webhook, api::Nothing>(context, remove, chosen, none);
    return actions;
}

} // namespace orrery::models
