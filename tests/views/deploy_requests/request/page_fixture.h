// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/deploy_request_places.h"
#include "tests/views/page_fixture.h"
#include "views/deploy_requests/request/deploy_request_page.h"

namespace orrery::test {

/// The deploy request page of a database of acme.
class DeployRequestFixture : public PageFixture
{
public:
    std::unique_ptr<views::DeployRequestPage> open(const QString &database, qint64 number, const QString &tab = {})
    {
        auto page = PageFixture::open(models::deployRequestPlace({}, QStringLiteral("acme"), database, number, tab));
        return std::unique_ptr<views::DeployRequestPage>(static_cast<views::DeployRequestPage *>(page.release()));
    }
};

} // namespace orrery::test
