// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/router.h"

namespace orrery::simulator {

void addUserRoutes(Router &router);
void addOrganizationRoutes(Router &router);
void addRegionRoutes(Router &router);
void addDatabaseRoutes(Router &router);
void addBranchRoutes(Router &router);
void addSchemaRoutes(Router &router);
void addKeyspaceRoutes(Router &router);
void addResizeRoutes(Router &router);
void addDeployRequestRoutes(Router &router);
void addDeployActionRoutes(Router &router);
void addReviewRoutes(Router &router);
void addThrottlerRoutes(Router &router);
void addBackupRoutes(Router &router);
void addMetricRoutes(Router &router);
void addPrometheusRoutes(Router &router);
void addWebhookRoutes(Router &router);
void addClusterSizeRoutes(Router &router);

void populateWebhooks(World &world, const QString &scenario);

const QList<Resource> &resources()
{
    static const QList<Resource> all{
        {addUserRoutes},          {addOrganizationRoutes}, {addRegionRoutes},     {addDatabaseRoutes},
        {addBranchRoutes},        {addSchemaRoutes},       {addKeyspaceRoutes},   {addResizeRoutes},
        {addDeployRequestRoutes}, {addDeployActionRoutes}, {addReviewRoutes},     {addThrottlerRoutes},
        {addBackupRoutes},        {addMetricRoutes},       {addPrometheusRoutes}, {addWebhookRoutes, populateWebhooks},
        {addClusterSizeRoutes},
    };
    return all;
}

} // namespace orrery::simulator
