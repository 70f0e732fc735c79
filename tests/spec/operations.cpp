// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/spec/operations.h"

#include "api/access/requests.h"
#include "api/backups/requests.h"
#include "api/branches/requests.h"
#include "api/clusters/requests.h"
#include "api/core/utc.h"
#include "api/databases/requests.h"
#include "api/deploy_requests/deploy_request_summary.h"
#include "api/deploy_requests/requests.h"
#include "api/organizations/requests.h"
#include "api/storage/requests.h"
#include "api/storage/scrape_target.h"
#include "api/webhooks/requests.h"
#include "tests/support/sample.h"

namespace orrery::spec {

using namespace Qt::StringLiterals;
using namespace orrery::api;
using orrery::test::sample;

namespace {

/// No body.
struct None
{};

template<class T>
void describeAnswer(Operation &operation)
{
    if constexpr (requires { ShapeOf<T>::make(); })
        operation.answer = shapeOf<T>();
    if constexpr (std::is_base_of_v<Resource, T>) {
        operation.answerHoldsSecrets = holdsSecrets<T>;
        operation.kept = [] { return Codec<T>::encode(sample<T>()); };
        operation.described = [] { return describeFields(sample<T>()); };
    }
}

template<class T>
void readAnswer(Operation &operation, const Request<T> &)
{
    if constexpr (!std::is_same_v<T, Nothing>) {
        operation.around = Around::Bare;
        describeAnswer<T>(operation);
    }
}
template<class T>
void readAnswer(Operation &operation, const Request<Page<T>> &)
{
    operation.around = Around::Page;
    describeAnswer<T>(operation);
}
template<class T>
void readAnswer(Operation &operation, const Request<QList<T>> &request)
{
    operation.around = request.decode == &Codec<T>::decodeList ? Around::Array : Around::Data;
    describeAnswer<T>(operation);
}

/// `Body` is the type the factory makes the body from.
template<class Body = None, class T>
Operation of(const Request<T> &request)
{
    Operation operation;
    operation.request = request;
    readAnswer(operation, request);
    if constexpr (!std::is_same_v<Body, None>)
        operation.body = shapeOf<Body>();
    if constexpr (requires { Body::required; })
        operation.required = Body::required;
    return operation;
}

const QString org = u"acme"_s;
const QString db = u"shop"_s;
const QString br = u"main"_s;
const QString id = u"id1"_s;

QDateTime day(int number)
{
    return QDateTime(QDate(2026, 1, number), QTime(0, 0), orrery::kUtc);
}

} // namespace

QList<Operation> allOperations()
{
    const TimeRange range{day(1), day(2)};
    const backups::ListFilter backupFilter{.all = true,
                                           .state = BackupState::Success,
                                           .policy = id,
                                           .from = day(1),
                                           .to = day(2),
                                           .runningAt = range,
                                           .production = true};
    const branches::ListFilter branchFilter{
        .search = u"x"_s, .production = true, .safeMigrations = true, .newestFirst = true};
    const deploy_requests::ListFilter requestFilter{
        .state = u"open"_s, .branch = br, .intoBranch = br, .deployedAt = range, .runningAt = range};
    const storage::SeriesQuery series{.metrics = {u"cpu"_s},
                                      .period = u"1h"_s,
                                      .from = day(1),
                                      .to = day(2),
                                      .steps = 10,
                                      .tabletType = u"primary"_s,
                                      .keyspace = u"k"_s,
                                      .shard = u"-"_s,
                                      .role = u"primary"_s,
                                      .container = u"c"_s,
                                      .pods = {u"p"_s}};
    const storage::TabletSeriesQuery tabletSeries{.metrics = {u"cpu"_s},
                                                  .period = u"1h"_s,
                                                  .from = day(1),
                                                  .to = day(2),
                                                  .steps = 10,
                                                  .keyspace = u"k"_s,
                                                  .shard = u"-"_s,
                                                  .pod = u"p"_s};
    const storage::InstantQuery instant{
        .metrics = {u"cpu"_s}, .role = u"primary"_s, .shard = u"-"_s, .container = u"c"_s, .pod = u"p"_s};
    const storage::TabletInstantQuery tabletInstant{.metrics = {u"cpu"_s}, .keyspace = u"k"_s, .shard = u"-"_s};
    return {
        of(access::currentUser()),
        of(access::tokenFacts({org}, id)),

        of(backups::list({org, db, br}, backupFilter)),
        of(backups::get({org, db, br}, id)),
        of<BackupCreate>(backups::create({org, db, br}, sample<BackupCreate>())),
        of<BackupUpdate>(backups::setProtected({org, db, br}, id, true)),
        of(backups::remove({org, db, br}, id)),
        of<BranchCreate>(backups::restore({org, db}, sample<BranchCreate>())),
        of(backups::policies({org, db})),

        of(branches::list({org, db}, branchFilter)),
        of(branches::get({org, db, br})),
        of<BranchCreate>(branches::create({org, db}, sample<BranchCreate>())),
        of<BranchUpdate>(branches::update({org, db, br}, sample<BranchUpdate>())),
        of(branches::remove({org, db, br}, true)),
        of(branches::promote({org, db, br})),
        of(branches::demote({org, db, br})),
        of(branches::enableSafeMigrations({org, db, br})),
        of(branches::disableSafeMigrations({org, db, br})),
        of(branches::schema({org, db, br}, {.keyspace = u"k"_s, .catalogNamespace = u"d.s"_s})),
        of(branches::lint({org, db, br})),
        of(branches::diff({org, db, br})),
        of(branches::keyspaces({org, db, br})),

        of(clusters::sizes({org}, {.engine = DatabaseKind::Mysql, .region = u"us-east"_s, .database = db})),
        of(clusters::keyspaceResizes({org, db, br}, u"k"_s, range)),
        of(clusters::branchChanges({org, db, br})),

        of(databases::list({org}, u"x"_s)),
        of(databases::get({org, db})),
        of<DatabaseCreate>(databases::create({org}, sample<DatabaseCreate>())),
        of<DatabaseSettings>(databases::updateSettings({org, db}, sample<DatabaseSettings>())),
        of(databases::remove({org, db})),
        of(databases::regions({org, db})),

        of(deploy_requests::list({org, db}, requestFilter)),
        of(deploy_requests::listSummaries({org, db}, requestFilter)),
        of(deploy_requests::queue({org, db})),
        of(deploy_requests::get({org, db}, 1)),
        of<DeployRequestCreate>(deploy_requests::create({org, db}, sample<DeployRequestCreate>())),
        of<DeployRequestUpdate>(deploy_requests::close({org, db}, 1)),
        of<DeployOptions>(deploy_requests::deploy({org, db}, 1, sample<DeployOptions>())),
        of(deploy_requests::apply({org, db}, 1)),
        of(deploy_requests::cancel({org, db}, 1)),
        of(deploy_requests::unblock({org, db}, 1)),
        of(deploy_requests::forceCutover({org, db}, 1)),
        of(deploy_requests::revert({org, db}, 1)),
        of(deploy_requests::skipRevert({org, db}, 1)),
        of<Switch>(deploy_requests::setAutoApply({org, db}, 1, true)),
        of<Switch>(deploy_requests::setAutoDeleteBranch({org, db}, 1, true)),
        of(deploy_requests::deployment({org, db}, 1)),
        of(deploy_requests::operations({org, db}, 1)),
        of(deploy_requests::diff({org, db}, 1)),
        of(deploy_requests::reviews({org, db}, 1)),
        of<ReviewCreate>(deploy_requests::review({org, db}, 1, sample<ReviewCreate>())),
        of(deploy_requests::storageCheck({org, db}, 1)),
        of(deploy_requests::throttler({org, db}, 1)),
        of<ThrottlerUpdate>(deploy_requests::setThrottler({org, db}, 1, sample<ThrottlerUpdate>())),
        of(deploy_requests::databaseThrottler({org, db})),
        of<ThrottlerUpdate>(deploy_requests::setDatabaseThrottler({org, db}, sample<ThrottlerUpdate>())),

        of(organizations::list()),
        of(organizations::get({org})),
        of(organizations::members({org}, u"x"_s)),
        of(organizations::member({org}, id)),
        of(organizations::regions({org})),
        of(organizations::publicRegions()),

        of(storage::series({org, db, br}, series)),
        of(storage::tablets({org, db, br}, tabletSeries)),
        of(storage::instant({org, db, br}, instant)),
        of(storage::tabletsInstant({org, db, br}, tabletInstant)),
        of(storage::tables({org, db, br})),
        of(storage::keyspaceTables({org, db, br})),
        of(storage::scrapeTargets({org})),

        of(webhooks::list({org, db})),
        of(webhooks::get({org, db}, id)),
        of<WebhookCreate>(webhooks::create({org, db}, sample<WebhookCreate>())),
        of<WebhookUpdate>(webhooks::update({org, db}, id, sample<WebhookUpdate>())),
        of(webhooks::remove({org, db}, id)),
        of(webhooks::test({org, db}, id)),
    };
}

} // namespace orrery::spec
