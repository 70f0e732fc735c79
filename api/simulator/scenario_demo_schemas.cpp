// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/scenario_parts.h"

namespace orrery::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr char16_t kTimes[] =
    u"`created_at` datetime(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)\n"
    "`updated_at` datetime(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6)\n";

/// id, own columns, times, primary key, own keys.
void table(Schema &schema, const QString &keyspace, const QString &name, const QString &columns,
           const QString &keys = {})
{
    addTable(schema, keyspace, name,
             u"`id` bigint unsigned NOT NULL AUTO_INCREMENT\n"_s + columns + u'\n' + QString::fromUtf16(kTimes)
                 + u"PRIMARY KEY (`id`)\n"_s + keys);
}

Schema shop()
{
    Schema s;
    const QString c = u"commerce"_s;
    table(s, c, u"customers"_s,
          u"`email` varchar(255) NOT NULL\n`full_name` varchar(160) NOT NULL\n`phone` varchar(32) DEFAULT NULL\n"
          "`locale` varchar(10) NOT NULL DEFAULT 'en'\n`marketing_opt_in` tinyint(1) NOT NULL DEFAULT '0'"_s,
          u"UNIQUE KEY `uq_customers_email` (`email`)\nKEY `idx_customers_locale` (`locale`)"_s);
    table(s, c, u"addresses"_s,
          u"`customer_id` bigint unsigned NOT NULL\n`line1` varchar(160) NOT NULL\n`line2` varchar(160) DEFAULT "
          u"NULL\n`city` varchar(80) NOT NULL\n"
          "`postal_code` varchar(16) NOT NULL\n`country` char(2) NOT NULL"_s,
          u"KEY `idx_addresses_customer` (`customer_id`)"_s);
    table(
        s, c, u"orders"_s,
        u"`customer_id` bigint unsigned NOT NULL\n`number` varchar(20) NOT NULL\n`status` "
        u"enum('open','paid','shipped','cancelled') NOT NULL DEFAULT 'open'\n"
        "`email` varchar(100) NOT NULL\n`total_cents` bigint NOT NULL DEFAULT '0'\n`legacy_total` decimal(10,2) "
        "DEFAULT NULL\n"
        "`currency` char(3) NOT NULL DEFAULT 'EUR'\n`placed_at` datetime(6) DEFAULT NULL"_s,
        u"UNIQUE KEY `uq_orders_number` (`number`)\nKEY `idx_orders_customer` (`customer_id`)\nKEY `idx_orders_placed` (`placed_at`)"_s);
    table(s, c, u"order_items"_s,
          u"`order_id` bigint unsigned NOT NULL\n`product_id` bigint unsigned NOT NULL\n`quantity` int unsigned NOT "
          u"NULL DEFAULT '1'\n"
          "`unit_price_cents` bigint NOT NULL"_s,
          u"KEY `idx_items_order` (`order_id`)\nKEY `idx_items_product` (`product_id`)"_s);
    table(s, c, u"payments"_s,
          u"`order_id` bigint unsigned NOT NULL\n`provider` varchar(24) NOT NULL\n`reference` varchar(64) NOT "
          u"NULL\n`amount_cents` bigint NOT NULL\n"
          "`state` enum('pending','captured','refunded','failed') NOT NULL DEFAULT 'pending'"_s,
          u"UNIQUE KEY `uq_payments_reference` (`provider`,`reference`)\nKEY `idx_payments_order` (`order_id`)"_s);
    table(
        s, c, u"promotions"_s,
        u"`code` varchar(24) NOT NULL\n`percent_off` tinyint unsigned NOT NULL\n`starts_at` datetime DEFAULT NULL\n`ends_at` datetime DEFAULT NULL"_s,
        u"UNIQUE KEY `uq_promotions_code` (`code`)"_s);
    table(s, c, u"carts"_s,
          u"`customer_id` bigint unsigned DEFAULT NULL\n`token` char(36) NOT NULL\n`expires_at` datetime NOT NULL"_s,
          u"UNIQUE KEY `uq_carts_token` (`token`)\nKEY `idx_carts_expires` (`expires_at`)"_s);
    table(
        s, c, u"reviews"_s,
        u"`product_id` bigint unsigned NOT NULL\n`customer_id` bigint unsigned NOT NULL\n`stars` tinyint unsigned NOT NULL\n`text` text"_s,
        u"KEY `idx_reviews_product` (`product_id`,`stars`)"_s);
    const QString l = u"lookup"_s;
    table(
        s, l, u"products"_s,
        u"`sku` varchar(40) NOT NULL\n`title` varchar(200) NOT NULL\n`price_cents` bigint NOT NULL\n`active` tinyint(1) NOT NULL DEFAULT '1'\n`attributes` json DEFAULT NULL"_s,
        u"UNIQUE KEY `uq_products_sku` (`sku`)"_s);
    table(
        s, l, u"categories"_s,
        u"`parent_id` bigint unsigned DEFAULT NULL\n`name` varchar(120) NOT NULL\n`position` int NOT NULL DEFAULT '0'"_s,
        u"KEY `idx_categories_parent` (`parent_id`)"_s);
    table(s, l, u"tax_rates"_s, u"`country` char(2) NOT NULL\n`percent` decimal(5,2) NOT NULL"_s,
          u"UNIQUE KEY `uq_tax_country` (`country`)"_s);
    return s;
}

Schema simple(const QString &keyspace, const QStringList &names)
{
    Schema s;
    for (const QString &name : names) {
        table(
            s, keyspace, name,
            u"`name` varchar(120) NOT NULL\n`state` varchar(24) NOT NULL DEFAULT 'new'\n`owner_id` bigint unsigned DEFAULT NULL"_s,
            u"KEY `idx_%1_owner` (`owner_id`)"_s.arg(name));
    }
    return s;
}

Schema postgres(const QStringList &names)
{
    Schema s;
    for (const QString &name : names) {
        const QString raw =
            u"CREATE TABLE public.%1 (\n    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n    name text NOT "
            u"NULL,\n    payload jsonb,\n"
            "    created_at timestamp with time zone DEFAULT now() NOT NULL\n);\n\nCREATE INDEX %1_created_at_idx ON public.%1 USING btree (created_at);"_s
                .arg(name);
        s.append({u"public"_s, name, raw});
    }
    return s;
}

} // namespace

Schema demoSchema(const QString &database)
{
    if (database == u"shop")
        return shop();
    if (database == u"billing")
        return simple(database,
                      {u"invoices"_s, u"invoice_lines"_s, u"credit_notes"_s, u"subscriptions"_s, u"dunning_steps"_s});
    if (database == u"identity")
        return simple(database, {u"accounts"_s, u"sessions"_s, u"passkeys"_s, u"audit_entries"_s});
    if (database == u"inventory")
        return simple(database, {u"warehouses"_s, u"stock_levels"_s, u"movements"_s, u"suppliers"_s});
    if (database == u"notifications")
        return simple(database, {u"templates"_s, u"deliveries"_s, u"preferences"_s});
    if (database == u"support")
        return simple(database, {u"tickets"_s, u"messages"_s, u"macros"_s});
    if (database == u"orders")
        return simple(database, {u"orders"_s, u"order_lines"_s, u"returns"_s});
    if (database == u"logistics")
        return simple(database, {u"shipments"_s, u"carriers"_s, u"tracking_events"_s});
    if (database == u"analytics")
        return postgres({u"page_views"_s, u"sessions"_s, u"funnels"_s, u"experiments"_s});
    if (database == u"ledger")
        return postgres({u"entries"_s, u"accounts"_s, u"periods"_s});
    if (database == u"events")
        return postgres({u"outbox"_s, u"consumers"_s, u"dead_letters"_s});
    return postgres({u"contacts"_s, u"companies"_s, u"deals"_s, u"notes"_s});
}

} // namespace orrery::simulator
