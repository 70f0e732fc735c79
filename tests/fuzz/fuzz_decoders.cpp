// SPDX-License-Identifier: GPL-3.0-or-later
// Every resource's decoder on any body. The first byte chooses the resource ('A' the first of the list below), the rest is
// the body, read as an object, as a page and as a list. What could be read is written and read again without a loss.
#include "api/access/user.h"
#include "api/backups/backup.h"
#include "api/branches/branch.h"
#include "api/branches/branch_schema.h"
#include "api/branches/keyspace.h"
#include "api/branches/lint_error.h"
#include "api/clusters/branch_change.h"
#include "api/clusters/keyspace_resize.h"
#include "api/core/codec.h"
#include "api/databases/database.h"
#include "api/deploy_requests/deploy_request.h"
#include "api/deploy_requests/review.h"
#include "api/organizations/organization.h"
#include "api/organizations/region.h"
#include "api/storage/metrics.h"
#include "api/webhooks/webhook.h"
#include "tests/fuzz/require.h"

#include <array>

using namespace orrery::api;
using orrery::fuzz::require;

namespace {

template<class T>
void decodeOne(const QByteArray &body)
{
    const Result<T> one = Codec<T>::decode(body);
    if (!one)
        return;
    const QByteArray written = Codec<T>::encode(*one);
    const Result<T> again = Codec<T>::decode(written);
    require(again.has_value(), "what was written can be read");
    require(Codec<T>::encode(*again) == written, "reading and writing again changes nothing");
}

template<class T>
void decode(const QByteArray &body)
{
    decodeOne<T>(body);
    if (const Result<Page<T>> page = Codec<T>::decodePage(body)) {
        const QByteArray written = Codec<T>::encodeList(page->items);
        const Result<QList<T>> again = Codec<T>::decodeList(written);
        require(again.has_value() && again->size() == page->items.size(), "a list that was written can be read");
    }
    (void)Codec<T>::decodeData(body);
}

constexpr std::array decoders{
    &decode<Organization>,   &decode<Region>,       &decode<Database>,          &decode<Branch>,
    &decode<Keyspace>,       &decode<TableSchema>,  &decode<TableDiff>,         &decode<LintError>,
    &decode<DeployRequest>,  &decode<Deployment>,   &decode<DeployOperation>,   &decode<Review>,
    &decode<Backup>,         &decode<User>,         &decodeOne<InstantMetrics>, &decodeOne<MetricSeries>,
    &decode<KeyspaceResize>, &decode<BranchChange>, &decode<Webhook>,
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    decoders[std::size_t(data[0] - 'A') % decoders.size()](orrery::fuzz::bytes(data + 1, size - 1));
    return 0;
}
