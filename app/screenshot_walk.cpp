// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/screenshot_walk.h"

#include "api/core/api_client.h"
#include "app/application.h"
#include "models/activity/activity_places.h"
#include "models/branches/branch_places.h"
#include "models/core/workspace.h"
#include "models/databases/database_list.h"
#include "models/databases/database_places.h"
#include "models/deploy_requests/deploy_request_places.h"
#include "models/deploy_requests/request/deploy_request_lists.h"
#include "models/organizations/organization_places.h"
#include "models/schema/compare_places.h"
#include "models/storage/storage_places.h"
#include "views/window/page.h"

#include <QApplication>
#include <QDir>
#include <QTextStream>

#include <algorithm>
#include <cstdio>

namespace orrery {

using namespace std::chrono_literals;

namespace {
constexpr int longestWait = 150; // steps of the timer: 15 s
constexpr QLatin1String account("demo");
constexpr QLatin1String organization("acme");
} // namespace

QString ScreenshotWalk::database() const
{
    // The demo's own, or in another scenario the first that has branches.
    QString usual = QStringLiteral("shop");
    models::Workspace *workspace = m_orrery.accounts()->workspace(account);
    if (!workspace)
        return usual;
    const auto &rows = models::databaseList(workspace, organization)->rows();
    QString first;
    for (const api::Database &row : rows) {
        if (row.name == usual)
            return usual;
        if (first.isEmpty() && row.branchesCount.value_or(0) > 1 && row.kind == api::DatabaseKind::Mysql)
            first = row.name;
    }
    return first.isEmpty() ? usual : first;
}

qint64 ScreenshotWalk::number() const
{
    constexpr qint64 usual = 42;
    models::Workspace *workspace = m_orrery.accounts()->workspace(account);
    const models::DeployRequestList *list =
        workspace ? models::loadedDeployRequests(workspace, organization, database()) : nullptr;
    if (!list || list->rows().isEmpty())
        return usual;
    qint64 first = 0;
    for (const api::DeployRequestSummary &row : list->rows()) {
        if (row.number == usual)
            return usual;
        first = std::max(first, row.number.value_or(0));
    }
    return first;
}

ScreenshotWalk::ScreenshotWalk(Application &orrery) : m_orrery(orrery)
{
    m_still.setInterval(100ms);
    connect(&m_still, &QTimer::timeout, this, &ScreenshotWalk::takeWhenStill);
    connect(&orrery, &Application::shown, this, &ScreenshotWalk::begin);
    connect(&orrery, &Application::demoFailed, this, [this](const QString &sentence) {
        std::fprintf(stderr, "%s\n", qPrintable(sentence));
        m_orrery.end(1);
    });
}

void ScreenshotWalk::begin()
{
    QDir().mkpath(m_orrery.commandLine().screenshots);
    const auto open = [this](const models::Location &location) {
        return [this, location]() { m_orrery.window()->open(location); };
    };
    // Which objects there are is known once the lists before them have been read.
    const auto db = [this](const char *tab) {
        return [this, tab]() {
            m_orrery.window()->open(models::databasePlace(account, organization, database(), QLatin1String(tab)));
        };
    };
    const auto branch = [this](const char *tab) {
        return [this, tab]() {
            m_orrery.window()->open(
                models::branchPlace(account, organization, database(), QStringLiteral("main"), QLatin1String(tab)));
        };
    };
    const auto request = [this](const char *tab) {
        return [this, tab]() {
            m_orrery.window()->open(
                models::deployRequestPlace(account, organization, database(), number(), QLatin1String(tab)));
        };
    };
    m_stops = {
        {QStringLiteral("organizations"), [] {}},
        {QStringLiteral("organization"), open(models::organizationPlace(account, organization))},
        {QStringLiteral("database-branches"), db("branches")},
        {QStringLiteral("database-deploy-requests"), db("deploy-requests")},
        {QStringLiteral("database-queue"), db("queue")},
        {QStringLiteral("database-backups"), db("backups")},
        {QStringLiteral("database-webhooks"), db("webhooks")},
        {QStringLiteral("branch-overview"), branch("overview")},
        {QStringLiteral("branch-schema"), branch("schema")},
        {QStringLiteral("branch-storage"), branch("storage")},
        {QStringLiteral("deploy-request-overview"), request("overview")},
        {QStringLiteral("deploy-request-changes"), request("changes")},
        {QStringLiteral("deploy-request-operations"), request("operations")},
        {QStringLiteral("deploy-request-reviews"), request("reviews")},
        {QStringLiteral("new-deploy-request"),
         [this]() {
             m_orrery.window()->open(
                 models::newDeployRequestPlace(account, organization, database(), QStringLiteral("gift-wrap")));
         }},
        {QStringLiteral("compare"),
         [this]() {
             m_orrery.window()->open(models::comparePlace(
                 account, organization, database(),
                 models::SchemaSide::ofBranch(organization, database(), QStringLiteral("main")),
                 models::SchemaSide::ofBranch(organization, database(), QStringLiteral("add-loyalty"))));
         }},
        {QStringLiteral("storage"), open(models::storagePlace())},
        {QStringLiteral("activity"), open(models::activityPlace())},
        {QStringLiteral("sign-in"), open(models::Location{})},
    };
    next();
}

void ScreenshotWalk::next()
{
    if (++m_at == m_stops.size()) {
        QTextStream(stdout) << tr("%Ln pictures of the demo are in %1", nullptr, int(m_stops.size()))
                                   .arg(QDir(m_orrery.commandLine().screenshots).absolutePath())
                            << Qt::endl;
        m_orrery.end(m_complete ? 0 : 1);
        return;
    }
    m_stops.at(m_at).go();
    m_patience = longestWait;
    m_still.start();
}

void ScreenshotWalk::takeWhenStill()
{
    const models::Workspace *workspace = m_orrery.accounts()->workspace({});
    const views::Page *page = m_orrery.window()->currentPage();
    const bool loading =
        !workspace || workspace->context().client->pendingCount() > 0 || (page && page->loadState().isLoading());
    if (loading && --m_patience > 0) {
        return;
    }
    if (loading) {
        std::fprintf(stderr, "%s\n",
                     qPrintable(tr("%1 was still loading after 15 seconds.").arg(m_stops.at(m_at).name)));
        m_complete = false;
    }
    m_still.stop();
    // One more moment for what the last answer set in motion (parsing a diff, laying out).
    QTimer::singleShot(300ms, this, &ScreenshotWalk::take);
}

void ScreenshotWalk::take()
{
    const QString path =
        QDir(m_orrery.commandLine().screenshots)
            .filePath(QStringLiteral("%1-%2.png").arg(m_at + 1, 2, 10, QLatin1Char('0')).arg(m_stops.at(m_at).name));
    if (!m_orrery.window()->grab().save(path)) {
        std::fprintf(stderr, "%s\n", qPrintable(tr("%1 could not be written.").arg(path)));
        m_complete = false;
    }
    next();
}

} // namespace orrery
