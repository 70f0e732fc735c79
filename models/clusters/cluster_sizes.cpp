// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/clusters/cluster_sizes.h"

#include "api/clusters/requests.h"
#include "models/core/text.h"
#include "models/core/workspace.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace orrery::models {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ClusterSizes)
};

bool namesSame(const QString &listed, const QString &ofBranch)
{
    return listed == ofBranch || ofBranch.startsWith(listed + u'_') || listed.startsWith(ofBranch + u'_');
}

/// Sizes on offer are whole numbers of something.
QString wholeSize(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 0);
}

/// "PS-80 · 1 vCPU · 8 GiB memory · price 179.00"
QString describe(const api::ClusterSize &size)
{
    QStringList parts{visibleText(size.displayName.isEmpty() ? clusterSizeText(size.name) : size.displayName)};
    if (!size.cpu.isEmpty())
        parts.append(Words::tr("%1 vCPU").arg(visibleText(size.cpu)));
    if (size.ram)
        parts.append(Words::tr("%1 memory").arg(wholeSize(*size.ram)));
    if (size.storage)
        parts.append(Words::tr("%1 storage").arg(wholeSize(*size.storage)));
    if (size.rate)
        parts.append(Words::tr("price %1").arg(QLocale().toString(*size.rate, 'f', 2)));
    return parts.join(QStringLiteral(" · "));
}

} // namespace

ClusterSizes *clusterSizes(Workspace *workspace, const api::DatabaseRef &database,
                           const api::OpenEnum<api::DatabaseKind> &kind, const QString &region)
{
    api::clusters::SizeFilter filter;
    // The operation knows these two engines; for another kind it is asked without one.
    if (kind == api::DatabaseKind::Mysql || kind == api::DatabaseKind::Postgresql)
        filter.engine = kind;
    filter.region = region;
    filter.database = database.database;
    return workspace->store<ClusterSizes>(
        {QStringLiteral("cluster_sizes"), database.organization, database.database, kind.text(), region},
        [&](const StoreContext &context, QObject *parent) {
            ClusterSizes::Spec spec;
            spec.failureTitle =
                Words::tr("The cluster sizes of %1 could not be loaded.").arg(visibleText(database.organization));
            spec.get = [organization = database.organization, filter]() {
                return api::clusters::sizes({organization}, filter);
            };
            spec.freshFor = std::chrono::minutes(10);
            return new ClusterSizes(context, std::move(spec), parent);
        });
}

QList<FormChoice> clusterSizeChoices(const QList<api::ClusterSize> &sizes, const QString &current)
{
    QList<api::ClusterSize> offered;
    std::copy_if(sizes.cbegin(), sizes.cend(), std::back_inserter(offered),
                 [](const api::ClusterSize &size) { return !size.name.isEmpty() && size.enabled.value_or(true); });
    std::stable_sort(offered.begin(), offered.end(), [](const api::ClusterSize &a, const api::ClusterSize &b) {
        return a.sortOrder.value_or(0) < b.sortOrder.value_or(0);
    });
    QList<FormChoice> choices;
    for (const api::ClusterSize &size : std::as_const(offered))
        choices.append({size.name, describe(size)});
    const bool known = std::any_of(choices.cbegin(), choices.cend(), [&current](const FormChoice &choice) {
        return namesSame(choice.value.toString(), current);
    });
    if (!known && !current.isEmpty())
        choices.prepend({current, visibleText(clusterSizeText(current))});
    return choices;
}

QVariant chosenClusterSize(const QList<FormChoice> &choices, const QString &current)
{
    const auto find = [&choices](const auto &test) {
        return std::find_if(choices.cbegin(), choices.cend(),
                            [&test](const FormChoice &choice) { return test(choice.value.toString()); });
    };
    auto found = find([&current](const QString &name) { return name == current; });
    if (found == choices.cend() && !current.isEmpty())
        found = find([&current](const QString &name) { return namesSame(name, current); });
    if (found == choices.cend())
        found = choices.cbegin();
    return found == choices.cend() ? QVariant() : found->value;
}

QString clusterSizeText(const QString &name)
{
    // What follows the number is the provider and its machines.
    const QStringList parts = name.split(QLatin1Char('_'));
    return parts.mid(0, 2).join(QLatin1Char('-'));
}

} // namespace orrery::models
