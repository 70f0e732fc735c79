// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/measure.h"

#include "api/core/api_client.h"
#include "app/application.h"
#include "app/measure_changes.h"
#include "models/branches/branch_list.h"
#include "models/databases/database_list.h"
#include "models/databases/database_places.h"
#include "models/deploy_requests/request/deploy_request_lists.h"
#include "models/organizations/organization_list.h"
#include "views/core/resource_proxy.h"
#include "views/core/table.h"
#include "views/window/page.h"

#include <QJsonDocument>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLoggingCategory>
#include <QTreeView>

#include <algorithm>
#include <chrono>

namespace orrery {

using namespace std::chrono_literals;

Q_LOGGING_CATEGORY(measureLog, "orrery.measure")

namespace {
qint64 nanoseconds()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

double percentile(std::vector<float> values, double part)
{
    if (values.empty())
        return 0;
    const auto at = values.begin() + std::ptrdiff_t(double(values.size() - 1) * part);
    std::nth_element(values.begin(), at, values.end());
    return double(*at);
}
} // namespace

bool MeasuredApplication::notify(QObject *receiver, QEvent *event)
{
    if (!m_timing || m_depth > 0)
        return QApplication::notify(receiver, event);
    ++m_depth;
    const qint64 from = nanoseconds();
    const bool result = QApplication::notify(receiver, event);
    m_turns.push_back(float(double(nanoseconds() - from) / 1e6));
    --m_depth;
    return result;
}

Measurement::Measurement(MeasuredApplication &application, Application &orrery)
    : m_application(application), m_orrery(orrery), m_file(orrery.commandLine().measure)
{
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Append))
        qCWarning(measureLog, "The measurements cannot be written to %s", qUtf8Printable(m_file.fileName()));
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(1s);
    connect(&m_quiet, &QTimer::timeout, this, [this]() {
        if (const auto then = std::exchange(m_onQuiet, {}))
            then();
    });
    m_look.setInterval(20ms);
    connect(&m_look, &QTimer::timeout, this, &Measurement::loadNext);
    connect(&orrery, &Application::demoFailed, this, [this](const QString &why) {
        write("failed", {{QStringLiteral("why"), why}});
    });
    connect(&orrery, &Application::shown, this, [this]() {
        watchRequests();
        connect(m_orrery.window(), &views::MainWindow::firstPainted, this, &Measurement::onFirstPaint);
    });
}

void Measurement::write(const char *event, QJsonObject values)
{
    values.insert(QStringLiteral("event"), QString::fromLatin1(event));
    values.insert(QStringLiteral("ns"), nanoseconds());
    m_file.write(QJsonDocument(values).toJson(QJsonDocument::Compact) + '\n');
    m_file.flush();
}

void Measurement::watchRequests()
{
    const auto watch = [this](models::Workspace *workspace) {
        connect(workspace->context().client, &api::ApiClient::pendingCountChanged, this, [this](int count) {
            m_pending = count;
            if (count > 0)
                m_quiet.stop();
            else if (m_onQuiet)
                m_quiet.start();
        });
    };
    for (models::Workspace *workspace : m_orrery.accounts()->workspaces())
        watch(workspace);
    connect(m_orrery.accounts(), &models::Accounts::workspaceAdded, this, watch);
}

void Measurement::whenIdle(std::function<void()> then)
{
    m_onQuiet = std::move(then);
    if (m_pending == 0)
        m_quiet.start();
}

void Measurement::onFirstPaint()
{
    int rows = 0;
    for (models::Workspace *workspace : m_orrery.accounts()->workspaces())
        rows += int(models::organizationList(workspace)->rows().size());
    write("first-paint", {{QStringLiteral("rows"), rows}});
    const QString task = m_orrery.commandLine().measureTask;
    if (task == QLatin1String("database")) {
        whenIdle([this]() {
            write("idle");
            openDatabase();
        });
    } else if (task == QLatin1String("everything")) {
        m_application.startTiming();
        loadEverything([this]() { whenIdle([this]() { write("idle"); }); });
    } else if (task == QLatin1String("changes")) {
        whenIdle([this]() { measureChanges(); });
    } else if (task == QLatin1String("filter")) {
        loadEverything([this]() { measureFilter(); });
    } else {
        whenIdle([this]() { write("idle"); });
    }
}

void Measurement::openDatabase()
{
    models::Workspace *workspace = m_orrery.accounts()->workspace({});
    if (!workspace || models::organizationList(workspace)->rows().isEmpty()) {
        write("failed", {{QStringLiteral("why"), QStringLiteral("no organization")}});
        return;
    }
    const QString organization = models::organizationList(workspace)->rows().first().name;
    models::databaseList(workspace, organization)->open();
    whenIdle([this, workspace, organization]() {
        const auto &rows = models::databaseList(workspace, organization)->rows();
        if (rows.isEmpty()) {
            write("failed", {{QStringLiteral("why"), QStringLiteral("no database")}});
            return;
        }
        write("opening-page");
        m_orrery.window()->open(models::databasePlace(workspace->facts().id, organization, rows.first().name));
        whenIdle([this]() { write("page-idle"); });
    });
}

void Measurement::loadEverything(std::function<void()> then)
{
    m_onLoaded = std::move(then);
    m_look.start();
}

// Opens every list that can be known so far; looks again until nothing is left to load.
void Measurement::loadNext()
{
    using Phase = models::LoadState::Phase;
    bool complete = true;
    qint64 rows = 0;
    const auto need = [&](models::ListStoreBase *list) {
        if (list->state().phase == Phase::Idle || list->state().phase == Phase::Stale)
            list->open();
        const bool ready = list->state().phase == Phase::Ready;
        complete = complete && ready;
        rows += list->model()->rowCount();
        return ready;
    };
    for (models::Workspace *workspace : m_orrery.accounts()->workspaces()) {
        if (!need(models::organizationList(workspace)))
            continue;
        for (const api::Organization &organization : models::organizationList(workspace)->rows()) {
            models::DatabaseList *databases = models::databaseList(workspace, organization.name);
            if (!need(databases))
                continue;
            for (const api::Database &database : databases->rows()) {
                need(models::branchList(workspace, organization.name, database.name));
                if (models::isVitess(database.kind))
                    need(models::deployRequestList(workspace, organization.name, database.name));
            }
        }
    }
    if (!complete || m_orrery.accounts()->workspaces().isEmpty())
        return;
    m_look.stop();
    write("loaded", {{QStringLiteral("rows"), rows}});
    writeTurns();
    if (const auto then = std::exchange(m_onLoaded, {}))
        then();
}

void Measurement::writeTurns()
{
    if (const QJsonObject values = turns(); !values.isEmpty())
        write("turns", values);
}

QJsonObject Measurement::turns()
{
    const std::vector<float> turns = m_application.takeTurns();
    if (turns.empty())
        return {};
    return {{QStringLiteral("count"), qint64(turns.size())},
            {QStringLiteral("max_ms"), double(*std::max_element(turns.cbegin(), turns.cend()))},
            {QStringLiteral("p99_ms"), percentile(turns, 0.99)}};
}

// The first database's deploy requests #1 (many tables) and #2 (one large diff): the scenario `huge`.
void Measurement::measureChanges()
{
    models::Workspace *workspace = m_orrery.accounts()->workspace({});
    if (!workspace || models::organizationList(workspace)->rows().isEmpty()) {
        write("failed", {{QStringLiteral("why"), QStringLiteral("no organization")}});
        return;
    }
    const QString organization = models::organizationList(workspace)->rows().first().name;
    models::databaseList(workspace, organization)->open();
    whenIdle([this, workspace, organization]() {
        const auto &rows = models::databaseList(workspace, organization)->rows();
        if (rows.isEmpty()) {
            write("failed", {{QStringLiteral("why"), QStringLiteral("no database")}});
            return;
        }
        const QString account = workspace->facts().id;
        const QString database = rows.first().name;
        auto *changes = new ChangesMeasurement(m_orrery.window(), this);
        m_application.startTiming();
        (void)m_application.takeTurns(); // what came before does not count
        changes->open(account, organization, database, 1, [=, this](const QJsonObject &tables) {
            whenIdle([=, this]() {
                QJsonObject values = turns();
                values.insert(QStringLiteral("tables"), tables.value(QLatin1String("tables")));
                values.insert(QStringLiteral("ms"), tables.value(QLatin1String("ms")));
                write("tables-shown", values);
                changes->open(account, organization, database, 2, [=, this](const QJsonObject &diff) {
                    whenIdle([=, this]() {
                        QJsonObject large = turns();
                        large.insert(QStringLiteral("lines"), diff.value(QLatin1String("lines")));
                        large.insert(QStringLiteral("ms"), diff.value(QLatin1String("ms")));
                        write("diff-shown", large);
                        write("scrolled", changes->scroll());
                        whenIdle([this]() { write("idle"); });
                    });
                });
            });
        });
    });
}

void Measurement::measureFilter()
{
    // All deploy requests in one table, as no page shows them: the worst case a filter box can meet.
    QList<api::DeployRequestSummary> all;
    models::Workspace *workspace = m_orrery.accounts()->workspace({});
    QList<models::Column<api::DeployRequestSummary>> columns;
    for (const api::Organization &organization : models::organizationList(workspace)->rows()) {
        for (const api::Database &database : models::databaseList(workspace, organization.name)->rows()) {
            if (const models::DeployRequestList *list =
                    models::loadedDeployRequests(workspace, organization.name, database.name)) {
                all += list->rows();
                columns = list->model()->columns();
            }
        }
    }
    auto *model = new models::ResourceListModel<api::DeployRequestSummary>(
        columns, [](const auto &row) { return row.id; }, {}, this);
    model->upsert(all);
    auto *view = new QTreeView;
    view->setParent(m_orrery.window(), Qt::Window);
    auto *proxy = new views::ResourceProxy(view);
    proxy->setSourceModel(model);
    views::bindTable(view, proxy,
                     {.accessibleName = QStringLiteral("filter benchmark"), .settingsKey = {}, .contextActions = {}});
    view->resize(1000, 700);
    view->show();
    proxy->prepareFilter(); // as a filter field does when it is entered
    QTimer::singleShot(500ms, this, [this, view, proxy, model]() {
        std::vector<float> times;
        const QStringList typed{
            QStringLiteral("1"),   QStringLiteral("10"), QStringLiteral("104"), QStringLiteral("1042"),
            QStringLiteral("104"), QStringLiteral("10"), QStringLiteral("1"),   QString()};
        for (int round = 0; round < 4; ++round) {
            for (const QString &text : typed) {
                const qint64 from = nanoseconds();
                proxy->setFilterText(text);
                view->viewport()->repaint();
                times.push_back(float(double(nanoseconds() - from) / 1e6));
            }
        }
        write("filter",
              {{QStringLiteral("rows"), model->rowCount()},
               {QStringLiteral("keystrokes"), qint64(times.size())},
               {QStringLiteral("p50_ms"), percentile(times, 0.5)},
               {QStringLiteral("max_ms"), double(*std::max_element(times.cbegin(), times.cend()))}});
    });
}

} // namespace orrery
