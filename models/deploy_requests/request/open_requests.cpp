// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/request/open_requests.h"

#include "models/core/text.h"
#include "models/core/workspace.h"
#include "models/deploy_requests/request/deploy_request_reads.h"

#include <QMetaMethod>

#include <algorithm>

namespace orrery::models {

OpenRequests::OpenRequests(const StoreContext &context, const QString &organization, const QString &database,
                           const QString &intoBranch, QObject *parent)
    : QObject(parent), m_context(context), m_organization(organization), m_database(database), m_intoBranch(intoBranch)
{
    using Row = api::DeployRequestSummary;
    DeployRequestList::Spec spec;
    spec.failureTitle = tr("The open deploy requests into %1 could not be loaded.").arg(visibleText(intoBranch));
    spec.list = [organization, database, intoBranch](const api::PageRequest &page) {
        api::deploy_requests::ListFilter open;
        open.state = QStringLiteral("open");
        open.intoBranch = intoBranch;
        return api::deploy_requests::listSummaries({organization, database}, open, page);
    };
    spec.idOf = [](const Row &row) { return row.number ? QString::number(*row.number) : row.id; };
    m_list = new DeployRequestList(m_context, std::move(spec), this);
    connect(m_list, &Store::stateChanged, this, &OpenRequests::onListChanged);
}

void OpenRequests::addViewer(QObject *viewer)
{
    m_list->addViewer(viewer);
    m_list->open();
}

void OpenRequests::removeViewer(QObject *viewer)
{
    m_list->removeViewer(viewer);
}

bool OpenRequests::isDroppable() const
{
    return !m_reading && !m_list->isViewed() && !m_list->state().isLoading()
        && !isSignalConnected(QMetaMethod::fromSignal(&OpenRequests::changed));
}

OpenRequests::Others OpenRequests::others(qint64 number) const
{
    Others others;
    const LoadState &state = m_list->state();
    others.listed = state.fetchedAt.isValid();
    others.failed = state.phase == LoadState::Phase::Failed;
    for (const api::DeployRequestSummary &row : m_list->rows()) {
        const qint64 each = row.number.value_or(0);
        if (each == number || each <= 0)
            continue;
        ++others.total;
        const auto read = m_read.constFind(each);
        if (read == m_read.cend())
            continue;
        if (read->known)
            others.checked.append(*read->known);
        else
            others.failed = true;
    }
    return others;
}

void OpenRequests::onListChanged()
{
    const LoadState &state = m_list->state();
    if (state.phase == LoadState::Phase::Ready && state.fetchedAt != m_listedAt) {
        m_listedAt = state.fetchedAt;
        m_left = mostAtOnce;
        // What was closed or deployed meanwhile is no neighbour any more.
        m_read.removeIf(
            [this](const auto &each) { return m_list->model()->find(QString::number(each.key())) == nullptr; });
        // What could not be read is tried once more.
        m_read.removeIf([](const auto &each) { return !each.value().known; });
    }
    Q_EMIT changed();
    readNext();
}

void OpenRequests::readNext()
{
    if (m_reading || m_left <= 0 || !m_list->isViewed() || m_list->state().phase != LoadState::Phase::Ready)
        return;
    const QList<api::DeployRequestSummary> &rows = m_list->rows();
    const auto next = std::find_if(rows.cbegin(), rows.cend(), [this](const api::DeployRequestSummary &row) {
        const auto read = m_read.constFind(row.number.value_or(0));
        return row.number
            && (read == m_read.cend() || read->updatedAt != row.updatedAt || !(read->state == row.deploymentState));
    });
    if (next == rows.cend())
        return;
    m_reading = true;
    --m_left;
    const qint64 number = *next->number;
    m_context.client
        ->send(deploy_request_reads::get(m_organization, m_database, number), this, api::Priority::Background)
        ->then(this, [this, number, seen = *next](const api::Result<api::DeployRequest> &request) {
            m_reading = false;
            m_read.insert(
                number,
                {seen.updatedAt, seen.deploymentState, request ? std::optional(knownRequest(*request)) : std::nullopt});
            Q_EMIT changed();
            readNext();
        });
}

OpenRequests *openRequests(Workspace *workspace, const QString &organization, const QString &database,
                           const QString &intoBranch)
{
    return workspace->store<OpenRequests>({QStringLiteral("open_requests"), organization, database, intoBranch},
                                          [&](const StoreContext &context, QObject *parent) {
                                              return new OpenRequests(context, organization, database, intoBranch,
                                                                      parent);
                                          });
}

} // namespace orrery::models
