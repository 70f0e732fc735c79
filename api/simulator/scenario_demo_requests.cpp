// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/scenario_parts.h"
#include "api/simulator/schema_text.h"

#include <algorithm>

namespace orrery::simulator {

using namespace Qt::StringLiterals;

namespace {

using S = DeployState;

struct People
{
    const User *sam, *ana, *jonas, *priya, *mei;
};

void addColumn(Schema &schema, const QString &table, const QString &column)
{
    addLine(schema, table, u"`updated_at`"_s, column);
}

void shopHistory(World &world, Database &shop, const People &p)
{
    const struct
    {
        int number;
        const char16_t *branch, *notes, *table, *column;
        S state;
    } rows[] = {
        {30, u"phone-format", u"Store phone numbers in E.164", u"customers", u"`phone_e164` varchar(20) DEFAULT NULL",
         S::Complete},
        {31, u"cart-source", u"Remember where a cart came from", u"carts", u"`source` varchar(24) DEFAULT NULL",
         S::Complete},
        {32, u"review-helpful", u"Count helpful votes", u"reviews", u"`helpful` int unsigned NOT NULL DEFAULT '0'",
         S::Complete},
        {33, u"payment-fee", u"Provider fees", u"payments", u"`fee_cents` bigint NOT NULL DEFAULT '0'", S::Complete},
        {34, u"order-notes", u"Free-text notes on orders", u"orders", u"`notes` text", S::CompleteCancel},
        {38, u"customer-segment", u"Customer segments", u"customers", u"`segment` varchar(24) DEFAULT NULL",
         S::CompleteRevert},
        {39, u"address-geo", u"Coordinates of addresses", u"addresses", u"`geo` point DEFAULT NULL", S::Complete},
    };
    Instant age = 40 * kDay;
    for (const auto &row : rows) {
        const QString table = QString::fromUtf16(row.table);
        const QString column = QString::fromUtf16(row.column);
        DeployRequest &request =
            draft(world, shop,
                  {row.number, QString::fromUtf16(row.branch), u"main"_s, row.number % 2 ? p.jonas : p.priya, age,
                   row.state, QString::fromUtf16(row.notes), [&](Schema &s) { addColumn(s, table, column); }, true,
                   row.state == S::CompleteCancel});
        review(world, request, row.number % 3 ? *p.ana : *p.sam, u"approved"_s,
               row.number % 2 ? u"Looks good."_s : QString(), age - kHour);
        if (row.state == S::Complete)
            applyChanges(shop.branch(u"main"_s)->schema, request.changes);
        age -= 5 * kDay;
    }
}

void shopRequests(World &world, Database &shop, const People &p)
{
    shopHistory(world, shop, p);

    DeployRequest &checks = draft(
        world, shop,
        {35, u"search-terms"_s, u"main"_s, p.priya, 6 * kDay, S::Error, u"Search terms without a key"_s, [](Schema &s) {
             addTable(s, u"lookup"_s, u"search_terms"_s,
                      u"`term` varchar(120) NOT NULL\n`hits` bigint unsigned NOT NULL DEFAULT '0'"_s);
         }});
    checks.lintErrors = lint({shop.branch(u"search-terms"_s)->schema.last()});
    checks.deployCheckErrors = checks.lintErrors.first().value(u"error_description"_s).toString();
    checks.deployment.checkFailed = true;
    draft(world, shop,
          {36, u"cleanup"_s, u"main"_s, p.jonas, 5 * kDay, S::NoChanges, u"Nothing left to do here"_s, {}});
    draft(world, shop,
          {37, u"wider-sku"_s, u"main"_s, p.jonas, 3 * kDay, S::Cancelled, u"Longer SKUs"_s,
           [](Schema &s) { replaceLine(s, u"products"_s, u"`sku`"_s, u"`sku` varchar(64) NOT NULL"_s); }, true});

    DeployRequest &gated = draft(
        world, shop,
        {40, u"order-events"_s, u"staging"_s, p.ana, 26 * kHour, S::PendingCutover,
         u"Order events table\n\nGated: apply it when the on-call engineer is around."_s,
         [](Schema &s) {
             addTable(
                 s, u"commerce"_s, u"order_events"_s,
                 u"`id` bigint unsigned NOT NULL AUTO_INCREMENT\n`order_id` bigint unsigned NOT NULL\n`kind` "
                 u"varchar(32) NOT NULL\n"
                 "`payload` json DEFAULT NULL\n`created_at` datetime(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)\nPRIMARY KEY (`id`)\nKEY `idx_events_order` (`order_id`)"_s);
             addLine(s, u"orders"_s, u"KEY `idx_orders_placed`"_s, u"KEY `idx_orders_status` (`status`,`placed_at`)"_s);
         },
         true});
    gated.deployment.autoCutover = false;
    review(world, gated, *p.sam, u"approved"_s, u"Fine by me. Please apply it **outside** of the sale."_s, 25 * kHour);

    DeployRequest &index = draft(world, shop,
                                 {41, u"review-index"_s, u"main"_s, p.jonas, 9 * kHour, S::Ready,
                                  u"Index for the newest reviews of a product"_s, [](Schema &s) {
                                      addLine(s, u"reviews"_s, u"KEY `idx_reviews_product`"_s,
                                              u"KEY `idx_reviews_newest` (`product_id`,`created_at`)"_s);
                                  }});
    review(world, index, *p.priya, u"commented"_s,
           u"Does the query planner pick it up? I saw a full scan with `ORDER BY created_at DESC`."_s, 8 * kHour);
    review(
        world, index, *p.jonas, u"commented"_s,
        u"Yes, checked with `EXPLAIN`:\n\n```\n| type | key                | rows |\n| ref  | idx_reviews_newest |   40 |\n```"_s,
        7 * kHour);
    review(world, index, *p.sam, u"approved"_s, u"Thanks for checking. :+1:"_s, 6 * kHour);

    DeployRequest &loyalty = draft(
        world, shop,
        {42, u"add-loyalty"_s, u"main"_s, p.ana, 2 * kHour, S::Ready,
         u"Add loyalty points\n\nCustomers earn one point per euro. `legacy_total` has not been read since March, so it goes with this change."_s,
         [](Schema &s) {
             addLine(s, u"customers"_s, u"`marketing_opt_in`"_s,
                     u"`loyalty_tier` enum('none','silver','gold') NOT NULL DEFAULT 'none'"_s);
             addLine(s, u"customers"_s, u"KEY `idx_customers_locale`"_s,
                     u"KEY `idx_customers_tier` (`loyalty_tier`)"_s);
             replaceLine(s, u"orders"_s, u"`email`"_s, u"`email` varchar(255) NOT NULL"_s);
             removeLine(s, u"orders"_s, u"`legacy_total`"_s);
             addLine(s, u"orders"_s, u"`currency`"_s, u"`points_earned` int unsigned NOT NULL DEFAULT '0'"_s);
             addLine(s, u"orders"_s, u"KEY `idx_orders_placed`"_s, u"KEY `idx_orders_email` (`email`)"_s);
             addTable(s, u"commerce"_s, u"loyalty_points"_s,
                      u"`id` bigint unsigned NOT NULL AUTO_INCREMENT\n`customer_id` bigint unsigned NOT "
                      u"NULL\n`order_id` bigint unsigned DEFAULT NULL\n`points` int NOT NULL\n"
                      "`reason` varchar(40) NOT NULL\n`expires_at` date DEFAULT NULL\n`created_at` datetime(6) NOT "
                      "NULL DEFAULT CURRENT_TIMESTAMP(6)\nPRIMARY KEY (`id`)\n"
                      "KEY `idx_points_customer` (`customer_id`,`created_at`)\nKEY `idx_points_order` (`order_id`)"_s);
             addLine(s, u"promotions"_s, u"`percent_off`"_s,
                     u"`points_multiplier` decimal(4,2) NOT NULL DEFAULT '1.00'"_s);
         }});
    review(world, loyalty, *p.priya, u"commented"_s,
           u"Could `reason` be an enum?\n\n- `order`\n- `refund`\n- `goodwill`"_s, 90 * kMinute);
    review(world, loyalty, *p.ana, u"commented"_s,
           u"We add reasons every month, an enum would need a deploy request each time."_s, 70 * kMinute);

    draft(world, shop,
          {43, u"gift-wrap"_s, u"main"_s, p.sam, 40 * kMinute, S::Ready, u"Gift wrapping flag (instantly deployable)"_s,
           [](Schema &s) {
               addLine(s, u"orders"_s, u"`currency`"_s, u"`gift_wrap` tinyint(1) NOT NULL DEFAULT '0'"_s);
           }});
    DeployRequest &pending =
        draft(world, shop,
              {44, u"price-history"_s, u"main"_s, p.priya, 8 * kSecond, S::Pending, u"Price history"_s, [](Schema &s) {
                   addLine(s, u"products"_s, u"`price_cents`"_s, u"`previous_price_cents` bigint DEFAULT NULL"_s);
               }});
    pending.deployment.held = true;
    DeployRequest &closed = draft(world, shop,
                                  {29, u"abandoned-idea"_s, u"main"_s, p.jonas, 45 * kDay, S::Ready,
                                   u"An idea we dropped"_s, [](Schema &s) { dropTable(s, u"carts"_s); }});
    closed.open = false;
    closed.closedBy = p.ana->actor();
    closed.closedAt = world.now() - 44 * kDay;
}

/// The simplest change, for the databases whose point is the state.
Draft oneColumn(int number, const QString &into, const User *author, Instant age, S state, const QString &table,
                const QString &column, const QString &notes)
{
    return {number, u"add-"_s + QString(column).replace(u'_', u'-'),
            into,   author,
            age,    state,
            notes,  [table, column](Schema &s) { addColumn(s, table, u"`%1` varchar(64) DEFAULT NULL"_s.arg(column)); },
            true,   true};
}

void otherRequests(World &world, const People &p)
{
    Organization &acme = *world.organization(u"acme"_s);
    Organization &northwind = *world.organization(u"northwind"_s);
    const QString main = u"main"_s;
    const QString staging = u"staging"_s;

    Database &billing = *acme.database(u"billing"_s);
    DeployRequest &deployed = draft(world, billing,
                                    oneColumn(18, main, p.ana, 3 * kHour, S::CompletePendingRevert, u"invoices"_s,
                                              u"vat_id"_s, u"VAT numbers on invoices"_s));
    deployed.deployment.since = deployed.deployment.updatedAt = deployed.deployedAt = world.now() - 12 * kMinute;
    deployed.deployment.finishedAt = deployed.deployment.since;
    deployed.deployment.revertUntil = deployed.deployment.since + pace::revertWindow;
    applyChanges(billing.branch(main)->schema, deployed.changes);
    review(world, deployed, *p.sam, u"approved"_s, u"Approved for today's window."_s, 2 * kHour);
    DeployRequest &waiting = draft(world, billing,
                                   oneColumn(19, main, p.jonas, 50 * kMinute, S::Queued, u"credit_notes"_s,
                                             u"reason_code"_s, u"Reason codes for credit notes"_s));
    review(world, waiting, *p.ana, u"approved"_s, QString(), 40 * kMinute);

    Database &identity = *acme.database(u"identity"_s);
    DeployRequest &running = draft(world, identity,
                                   oneColumn(7, main, p.priya, 2 * kHour, S::InProgress, u"sessions"_s,
                                             u"device_name"_s, u"Device names for sessions"_s));
    for (TableOperation &operation : running.deployment.operations) {
        operation.shards[0].seconds = 5400;
        operation.shards[1].seconds = 4100;
    }
    arrive(running.deployment, S::InProgress, world.now());
    running.throttler.insert(u"identity"_s, 25);
    setThrottle(running.deployment, 25, world.now());
    draft(world, identity,
          {8, u"drop-passkey-name"_s, main, p.sam, 30 * kMinute, S::Ready, u"Drop the unused passkey state"_s,
           [](Schema &s) { removeLine(s, u"passkeys"_s, u"`state`"_s); }});

    Database &inventory = *acme.database(u"inventory"_s);
    DeployRequest &locked = draft(world, inventory,
                                  oneColumn(12, main, p.jonas, 5 * kHour, S::InProgressCutover, u"stock_levels"_s,
                                            u"bin_code"_s, u"Bin codes"_s));
    locked.deployment.lockedTable = u"stock_levels"_s;
    DeployRequest &vschema = draft(world, inventory,
                                   oneColumn(11, staging, p.priya, 6 * kHour, S::InProgressVschema, u"suppliers"_s,
                                             u"routing_key"_s, u"Routing key with a new vindex"_s));
    vschema.deployment.changesVschema = vschema.deployment.held = true;

    Database &notifications = *acme.database(u"notifications"_s);
    DeployRequest &failed = draft(
        world, notifications,
        oneColumn(5, main, p.ana, 7 * kHour, S::CompleteError, u"deliveries"_s, u"provider_id"_s, u"Provider ids"_s));
    failed.deployment.operations[0].error =
        u"Error 1062 (23000): Duplicate entry 'smtp-9921' for key 'deliveries.uq_provider'"_s;
    draft(world, notifications,
          oneColumn(9, main, p.jonas, kHour, S::Queued, u"templates"_s, u"locale_code"_s, u"Locales of templates"_s));
    draft(world, notifications,
          oneColumn(6, staging, p.priya, 20 * kMinute, S::Submitting, u"preferences"_s, u"channel"_s, u"Channels"_s))
        .deployment.held = true;

    Database &support = *acme.database(u"support"_s);
    draft(world, support,
          oneColumn(3, main, p.jonas, 2 * kHour, S::InProgressCancel, u"tickets"_s, u"severity"_s, u"Severity"_s))
        .deployment.held = true;
    draft(world, support,
          oneColumn(4, staging, p.ana, 4 * kHour, S::InProgressRevert, u"messages"_s, u"language"_s, u"Languages"_s))
        .deployment.held = true;

    Database &orders = *northwind.database(u"orders"_s);
    DeployRequest &reverting = draft(world, orders,
                                     oneColumn(21, main, p.mei, 3 * kHour, S::InProgressRevertVschema, u"returns"_s,
                                               u"label_url"_s, u"Return labels"_s));
    reverting.deployment.changesVschema = reverting.deployment.held = true;
    draft(world, orders, oneColumn(22, main, p.sam, kHour, S::Ready, u"orders"_s, u"channel"_s, u"Sales channel"_s))
        .approved = false;
    Database &logistics = *northwind.database(u"logistics"_s);
    DeployRequest &stuck = draft(
        world, logistics,
        oneColumn(2, main, p.mei, 9 * kHour, S::CompleteRevertError, u"shipments"_s, u"incoterm"_s, u"Incoterms"_s));
    stuck.deployment.operations[0].error = u"Error 1406 (22001): Data too long for column 'incoterm' at row 1"_s;
}

} // namespace

void addDemoDeployRequests(World &world)
{
    const auto person = [&world](const QString &name) -> const User * {
        const auto found = std::find_if(world.users.cbegin(), world.users.cend(),
                                        [&name](const auto &user) { return user->name == name; });
        Q_ASSERT(found != world.users.cend());
        return found->get();
    };
    const People people{person(u"Sam Keller"_s), person(u"Ana Ruiz"_s), person(u"Jonas Lindqvist"_s),
                        person(u"Priya Raman"_s), person(u"Mei Tanaka"_s)};
    shopRequests(world, *world.organization(u"acme"_s)->database(u"shop"_s), people);
    otherRequests(world, people);
}

} // namespace orrery::simulator
