// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/page/table_sizes.h"

#include "api/core/clock.h"
#include "models/core/column_kit.h"
#include "models/core/resource_list_model.h"
#include "views/core/action_gate.h"
#include "views/core/filter_bar.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"
#include "views/core/table.h"
#include "views/storage/page/level_bar.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <cmath>

namespace orrery::views {

using models::TableUse;

namespace {

enum Column : int { Name, Keyspace, Size, Share, Growth, Kind };

QString idOf(const TableUse &use)
{
    const models::StorageVolume &at = use.table;
    return QStringList{at.keyspace, at.shard, at.pod, at.table}.join(QChar(u'\u001F'));
}

/// "+1.4 MiB a day"; the sign is part of what is said.
QString perDayText(const std::optional<double> &perDay)
{
    if (!perDay)
        return {};
    const QString amount = models::formattedBytes(std::abs(*perDay));
    return StorageTables::tr("%1 a day", "growth, with its sign")
        .arg(std::abs(*perDay) < 1 ? amount : (*perDay < 0 ? u'\u2212' : u'+') + amount);
}

QList<models::Column<TableUse>> columnsOf(const QDateTime *now)
{
    using models::Column;
    const auto amount = [](QByteArray id, QString title, auto text, auto value, auto exact) {
        Column<TableUse> column;
        column.id = std::move(id);
        column.title = std::move(title);
        column.width = 230;
        column.text = text;
        column.sortKey = value;
        column.exact = exact;
        return column;
    };
    Column<TableUse> name = models::textColumn<TableUse>("table", StorageTables::tr("Table"), 240,
                                                         [](const TableUse &use) { return use.table.table; });
    name.monospace = true;
    Column<TableUse> share =
        models::textColumn<TableUse>("share", StorageTables::tr("Share"), 70,
                                     [](const TableUse &use) { return models::formattedPercent(use.share * 100); });
    share.alignment = Qt::AlignRight | Qt::AlignVCenter;
    share.sortKey = [](const TableUse &use) { return QVariant(use.share); };
    Column<TableUse> kind;
    kind.id = "kind";
    kind.title = StorageTables::tr("Left over");
    kind.description =
        StorageTables::tr("Tables left behind by schema changes; they are dropped automatically, or you can drop them");
    kind.width = 150;
    kind.state = [now](const TableUse &use) -> std::optional<models::StateWord> {
        if (!use.artefact)
            return std::nullopt;
        return models::artefactWord(*use.artefact, *now);
    };
    return {name,
            models::textColumn<TableUse>("keyspace", StorageTables::tr("Keyspace"), 130,
                                         [](const TableUse &use) { return use.table.keyspace; }),
            amount(
                "size", StorageTables::tr("Size"),
                [](const TableUse &use) { return models::formattedBytes(use.bytes); },
                [](const TableUse &use) { return QVariant(use.bytes); },
                [](const TableUse &use) { return models::exactBytes(use.bytes); }),
            share,
            amount(
                "growth", StorageTables::tr("Growth"), [](const TableUse &use) { return perDayText(use.perDay); },
                [](const TableUse &use) { return use.perDay ? QVariant(*use.perDay) : QVariant(); },
                [](const TableUse &use) {
                    return use.perDay
                        ? StorageTables::tr("%1 a day", "growth, with its sign").arg(models::exactBytes(*use.perDay))
                        : StorageTables::tr("Not enough readings to calculate growth");
                }),
            kind};
}

} // namespace

StorageTables::StorageTables(QSettings *settings, QWidget *parent)
    : QWidget(parent), m_model(std::make_unique<models::ResourceListModel<TableUse>>(columnsOf(&m_now), idOf)),
      m_sentence(new PlainLabel({}, TextSize::Body, ColorRole::TextSecondary)), m_filter(new FilterBar),
      m_orders(new QButtonGroup(this)), m_view(new QTreeView), m_table(nullptr)
{
    auto *proxy = new ResourceProxy(m_view);
    proxy->setSourceModel(m_model.get());
    const auto part = [](const QModelIndex &index, const double &whole) {
        const double value = index.data(models::SortRole).toDouble();
        return whole > 0 ? value / whole : 0.0;
    };
    TableOptions options;
    options.accessibleName = tr("Tables by size");
    options.settings = settings;
    options.settingsKey = QStringLiteral("storage_tables");
    options.sortColumn = "size";
    options.sortOrder = Qt::DescendingOrder;
    options.stretchColumn = "table";
    options.delegates = {
        {"size",
         new AmountDelegate(
             ColorRole::Series1, [this, part](const QModelIndex &index) { return part(index, m_largest); }, this)},
        {"growth",
         new AmountDelegate(
             ColorRole::Series2, [this, part](const QModelIndex &index) { return part(index, m_fastest); }, this)}};
    m_table = bindTable(m_view, proxy, options);
    connect(m_table, &TableBinding::notice, this, &StorageTables::notice);

    auto *segments = new QWidget;
    auto *row = new QHBoxLayout(segments);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    const auto add = [&](Order order, const QString &text, const QString &toolTip) {
        auto *button = new QToolButton;
        button->setText(text);
        button->setToolTip(plainToolTip(toolTip));
        button->setAccessibleName(toolTip);
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        m_orders->addButton(button, static_cast<int>(order));
        row->addWidget(button);
    };
    add(Order::Largest, tr("Largest"), tr("The largest tables first"));
    add(Order::Fastest, tr("Fastest-growing"), tr("The fastest-growing tables first"));
    m_orders->button(static_cast<int>(Order::Largest))->setChecked(true);
    connect(m_orders, &QButtonGroup::idClicked, this, [this](int id) { setOrder(static_cast<Order>(id)); });
    m_filter->setPlaceholder(tr("Filter tables"));
    m_filter->bind(m_table, this);
    m_filter->addWidget(segments);

    m_sentence->setElide(Qt::ElideRight);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::inner);
    column->addWidget(m_sentence);
    column->addWidget(m_filter);
    column->addWidget(m_view, 1);
    setTables({}, {});
}

StorageTables::~StorageTables() = default;

void StorageTables::setTables(const models::TableSummary &summary, const QDateTime &now)
{
    m_summary = summary;
    m_now = now;
    m_largest = summary.largest.isEmpty() ? 0 : summary.largest.constFirst().bytes;
    m_fastest = summary.fastest.isEmpty() ? 0 : summary.fastest.constFirst().perDay.value_or(0);
    const QStringList ids = m_model->upsert(summary.largest);
    m_model->retain(QSet<QString>(ids.cbegin(), ids.cend()));
    m_sentence->setText(sentence());
    m_view->viewport()->update(); // the bars are relative to the largest
}

void StorageTables::setOrder(Order order)
{
    m_order = order;
    m_orders->button(static_cast<int>(order))->setChecked(true);
    m_view->sortByColumn(order == Order::Largest ? Size : Growth, Qt::DescendingOrder);
    m_view->scrollToTop();
}

QString StorageTables::sentence() const
{
    if (m_summary.largest.isEmpty())
        return tr("No table sizes are known.");
    QString text = tr("%Ln table(s), %1", nullptr, static_cast<int>(m_summary.largest.size()))
                       .arg(models::formattedBytes(m_summary.bytes));
    if (m_summary.artefacts > 0) {
        text += QLatin1String(". ")
            + tr("%Ln left over from schema changes, %1", nullptr, static_cast<int>(m_summary.artefacts))
                  .arg(models::formattedBytes(m_summary.artefactBytes));
    }
    return text;
}

} // namespace orrery::views
