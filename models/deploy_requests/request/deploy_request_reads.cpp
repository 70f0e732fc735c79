// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/request/deploy_request_reads.h"

#include "api/deploy_requests/requests.h"

namespace orrery::models::deploy_request_reads {

namespace {

api::Result<api::DeployRequest> decodeRequest(const QByteArray &body)
{
    auto request = api::Codec<api::DeployRequest>::decode(body);
    if (!request)
        return request;
    request->htmlBody = QString();
    if (request->deployment) {
        for (api::DeployOperation &operation : request->deployment->deployOperations)
            operation.syntaxHighlightedDdl = QString();
        for (api::DeployOperationSummary &summary : request->deployment->deployOperationSummaries)
            summary.syntaxHighlightedDdl = QString();
    }
    return request;
}

api::Result<QList<api::TableDiff>> decodeDiff(const QByteArray &body)
{
    auto diffs = api::Codec<api::TableDiff>::decodeData(body);
    if (diffs) {
        for (api::TableDiff &diff : *diffs)
            diff.html = QString();
    }
    return diffs;
}

} // namespace

api::Request<api::DeployRequest> withoutHtml(api::Request<api::DeployRequest> request)
{
    request.decode = &decodeRequest;
    return request;
}

api::Request<api::DeployRequest> get(const QString &organization, const QString &database, qint64 number)
{
    return withoutHtml(api::deploy_requests::get({organization, database}, number));
}

api::Request<QList<api::TableDiff>> diff(const QString &organization, const QString &database, qint64 number)
{
    auto request = api::deploy_requests::diff({organization, database}, number);
    request.decode = &decodeDiff;
    return request;
}

} // namespace orrery::models::deploy_request_reads
