// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/measure_changes.h"

#include "models/deploy_requests/deploy_request_places.h"
#include "models/deploy_requests/request/deploy_request_store.h"
#include "views/deploy_requests/diff/diff_view.h"
#include "views/deploy_requests/request/deploy_request_page.h"
#include "views/deploy_requests/review/changes_tab.h"
#include "views/window/main_window.h"

#include <QEvent>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <vector>

namespace orrery {

namespace {

qint64 nanoseconds()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

} // namespace

ChangesMeasurement::ChangesMeasurement(views::MainWindow *window, QObject *parent) : QObject(parent), m_window(window)
{}

void ChangesMeasurement::open(const QString &account, const QString &organization, const QString &database,
                              qint64 number, std::function<void(const QJsonObject &)> shown)
{
    m_number = number;
    m_dataAt = 0;
    m_store = nullptr;
    m_tab = nullptr;
    m_shown = std::move(shown);
    m_window->open(models::deployRequestPlace(account, organization, database, number, QStringLiteral("changes")));
    QTimer::singleShot(0, this, &ChangesMeasurement::watch);
}

void ChangesMeasurement::watch()
{
    for (auto *page : m_window->findChildren<views::DeployRequestPage *>()) {
        if (page->store()->number() == m_number) {
            m_store = page->store();
            m_tab = page->findChild<views::ChangesTab *>();
        }
    }
    if (!m_store || !m_tab) {
        QTimer::singleShot(1, this, &ChangesMeasurement::watch);
        return;
    }
    connect(m_store, &models::DeployRequestStore::changed, this, [this]() {
        using Phase = models::LoadState::Phase;
        if (m_dataAt == 0 && m_store->state().phase == Phase::Ready && m_store->diffState().phase == Phase::Ready)
            m_dataAt = nanoseconds();
    });
    m_tab->diff()->viewport()->installEventFilter(this);
}

bool ChangesMeasurement::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Paint && m_shown && m_dataAt > 0 && m_tab && m_tab->diff()->rowCount() > 0) {
        const auto shown = std::exchange(m_shown, {});
        // After the paint, not before it.
        QTimer::singleShot(0, this, [this, shown]() {
            shown({{QStringLiteral("tables"), m_store->tables()->rowCount()},
                   {QStringLiteral("lines"), m_tab->diff()->diff().lines.size()},
                   {QStringLiteral("ms"), double(nanoseconds() - m_dataAt) / 1e6}});
        });
    }
    return QObject::eventFilter(watched, event);
}

QJsonObject ChangesMeasurement::scroll() const
{
    constexpr int frames = 400;
    if (!m_tab)
        return {};
    views::DiffView *view = m_tab->diff();
    QScrollBar *bar = view->verticalScrollBar();
    std::vector<double> times;
    for (const int step : {3 * bar->singleStep(), bar->pageStep(), bar->maximum() / frames}) {
        bar->setValue(0);
        for (int frame = 0; frame < frames; ++frame) {
            const qint64 from = nanoseconds();
            bar->setValue(bar->value() + step);
            view->viewport()->repaint();
            times.push_back(double(nanoseconds() - from) / 1e6);
        }
    }
    std::sort(times.begin(), times.end());
    return {{QStringLiteral("frames"), qint64(times.size())},
            {QStringLiteral("p50_ms"), times[times.size() / 2]},
            {QStringLiteral("p99_ms"), times[times.size() * 99 / 100]},
            {QStringLiteral("max_ms"), times.back()}};
}

} // namespace orrery
