// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/links.h"

#include "models/core/feature_registry.h"
#include "views/core/confirm_dialog.h"
#include "views/deploy_requests/request_facts.h"

#include <QCoreApplication>

namespace orrery::views {

namespace {
struct Links
{
    Q_DECLARE_TR_FUNCTIONS(orrery::views::Links)
};
} // namespace

void followLink(const PageContext &context, const models::Location &page, const QUrl &link, QWidget *asker,
                const std::function<void(const models::Location &)> &navigate)
{
    if (isPlanetScaleAddress(link)) {
        context.openInBrowser(link);
    } else if (auto place = context.features->routes.fromUrl(link)) {
        place->account = page.account;
        navigate(*place);
    } else if (api::isProtectedAddress(link)) {
        ConfirmRequest question;
        question.words.tier = models::ConfirmationTier::Sentence;
        question.words.title = Links::tr("Open this address in the browser?");
        question.words.consequence = QString::fromLatin1(link.toEncoded());
        question.words.verb = Links::tr("Open in browser");
        ConfirmDialog::ask(asker, question, [context, link]() { context.openInBrowser(link); });
    }
}

} // namespace orrery::views
