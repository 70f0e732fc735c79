// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/request/deploy_request_lists.h"

#include <QWidget>

class QButtonGroup;
class QSettings;

namespace orrery::views {

class ResourceProxy;

/// Open, closed or all: a choice over the complete list, remembered.
class DeployRequestFilter final : public QWidget
{
    Q_OBJECT
public:
    DeployRequestFilter(models::DeployRequestList *list, ResourceProxy *proxy, QSettings *settings,
                        QWidget *parent = nullptr);

    enum class Choice : int { Open, Closed, All };
    void choose(Choice choice);

private:
    models::DeployRequestList *m_list;
    ResourceProxy *m_proxy;
    QSettings *m_settings;
    QButtonGroup *m_buttons;
};

} // namespace orrery::views
