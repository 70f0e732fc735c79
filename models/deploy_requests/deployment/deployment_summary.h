// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/deploy_requests/deploy_request.h"

#include <QDateTime>
#include <QUrl>

#include <utility>

namespace orrery::models {

/// What became of a deployment, to tell others. Pure text, translated; names from outside are made visible.
struct DeploymentSummary
{
    QString title; ///< "acme/shop #42: Add loyalty points"
    QList<std::pair<QString, QString>> facts; ///< label, text
    QUrl link; ///< the page of the service; may be empty

    /// To paste into a chat or a pull request. Nothing from outside can become markup.
    [[nodiscard]] QString asMarkdown() const;
    friend bool operator==(const DeploymentSummary &, const DeploymentSummary &) = default;
};

/// Whether there is something to tell: the deployment has ended, or can still be reverted.
bool isDeploymentOver(const api::DeployRequest &request);

DeploymentSummary deploymentSummary(const api::DeployRequest &request, const QString &organization,
                                    const QString &database);

} // namespace orrery::models
