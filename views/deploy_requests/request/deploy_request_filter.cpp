// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/request/deploy_request_filter.h"

#include "views/core/resource_proxy.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QSettings>
#include <QToolButton>

namespace orrery::views {

namespace {
constexpr QLatin1String choiceKey("deploy-requests/state");
} // namespace

DeployRequestFilter::DeployRequestFilter(models::DeployRequestList *list, ResourceProxy *proxy, QSettings *settings,
                                         QWidget *parent)
    : QWidget(parent), m_list(list), m_proxy(proxy), m_settings(settings), m_buttons(new QButtonGroup(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    const auto add = [&](Choice choice, const QString &text) {
        auto *button = new QToolButton;
        button->setText(text);
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setAccessibleName(tr("Show deploy requests: %1").arg(text));
        m_buttons->addButton(button, int(choice));
        row->addWidget(button);
    };
    add(Choice::Open, tr("Open"));
    add(Choice::Closed, tr("Closed"));
    add(Choice::All, tr("All"));
    connect(m_buttons, &QButtonGroup::idClicked, this, [this](int id) { choose(Choice(id)); });
    // A row that was closed while on screen leaves the open ones.
    connect(list->model(), &QAbstractItemModel::dataChanged, proxy, &ResourceProxy::invalidate);
    choose(settings ? Choice(qBound(0, settings->value(choiceKey, 0).toInt(), 2)) : Choice::Open);
}

void DeployRequestFilter::choose(Choice choice)
{
    m_buttons->button(int(choice))->setChecked(true);
    if (m_settings)
        m_settings->setValue(choiceKey, int(choice));
    if (choice == Choice::All) {
        m_proxy->setCondition({});
        return;
    }
    const auto wanted = choice == Choice::Open ? api::DeployRequestState::Open : api::DeployRequestState::Closed;
    m_proxy->setCondition([list = m_list, wanted](int row) {
        const auto &state = list->rows().at(row).state;
        // A state that is not known belongs to no group: it is shown everywhere rather than nowhere.
        return !state.isKnown() || state == wanted;
    });
}

} // namespace orrery::views
