// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/reference.h"
#include "models/core/action.h"

namespace orrery::models {

class Workspace;

/// What can be done with the webhooks of a database, each described once: create, edit, enable or disable, test, delete.
struct WebhookActions
{
    Action create;
    Action edit;
    Action toggle;
    Action test;
    Action remove;
};

/// `current` names the webhook they act on at that moment; empty for none.
WebhookActions webhookActions(Workspace *workspace, const api::DatabaseRef &database,
                              const std::function<QString()> &current);

/// Whether a URL is one PlanetScale would send to, as far as that can be told from here: https and a public host. A
/// translated sentence, or empty.
QString webhookUrlProblem(const QString &url);

/// How long until the service takes another test of the webhook; 0: now. Follows the page "test_webhook": one in 20 s.
std::chrono::seconds untilNextTest(const QDateTime &lastTest, const QDateTime &now);

} // namespace orrery::models
