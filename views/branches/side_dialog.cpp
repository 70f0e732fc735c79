// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/branches/side_dialog.h"

#include "models/branches/branch_list.h"
#include "models/core/text.h"
#include "models/core/workspace.h"
#include "models/databases/database_list.h"
#include "models/databases/database_places.h"
#include "models/organizations/organization_list.h"
#include "models/schema/snapshot_store.h"
#include "views/core/action_gate.h"
#include "views/core/age_ticker.h"
#include "views/core/dialog_kit.h"
#include "views/core/form_kit.h"
#include "views/core/icons.h"
#include "views/core/orrery_style.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"

#include <QComboBox>
#include <QFormLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>

namespace orrery::views {

namespace {
constexpr int sideRole = Qt::UserRole + 300;

/// Names in their natural order, kept apart from what is shown of them.
void refill(QComboBox *box, QStringList names, const QString &current)
{
    const QSignalBlocker quiet(box);
    if (!current.isEmpty() && !names.contains(current))
        names.append(current);
    names.sort(Qt::CaseInsensitive);
    box->clear();
    for (const QString &name : std::as_const(names))
        box->addItem(models::visibleText(name), name);
    box->setCurrentIndex(box->findData(current));
}

QString textOf(const models::SchemaSnapshot &snapshot, const QDateTime &now)
{
    return SideDialog::tr("%1 (%2/%3, %4)", "snapshot, database, branch, time")
        .arg(models::visibleText(snapshot.name), models::visibleText(snapshot.database),
             models::visibleText(snapshot.branch), models::relativeTime(snapshot.takenAt, now));
}
} // namespace

SideDialog::SideDialog(models::Workspace *workspace, const QString &title, const models::SchemaSide &shown,
                       const models::Location &start, QWidget *parent)
    : QDialog(parent), m_workspace(workspace), m_shown(shown), m_start(start), m_organizations(new QComboBox),
      m_databases(new QComboBox), m_filter(new QLineEdit), m_list(new QListView), m_note(new PlainLabel),
      m_choose(new QPushButton(tr("Choose"))), m_rows(new QStandardItemModel(this)),
      m_proxy(new QSortFilterProxyModel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    new AgeTicker(this, [this]() { ageSnapshots(); });
    resize(480, 480);
    auto *column = makeDialogColumn(this, title);
    column->addWidget(new PlainLabel(title, TextSize::Title));
    auto *form = makeForm();
    m_organizations->setAccessibleName(tr("Organization, or snapshots"));
    m_databases->setAccessibleName(tr("Database"));
    addField(form, tr("From"), m_organizations);
    addField(form, tr("Database"), m_databases);
    column->addLayout(form);
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setAccessibleName(tr("Filter branches and snapshots"));
    m_filter->setClearButtonEnabled(true);
    m_filter->installEventFilter(this);
    column->addWidget(m_filter);
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setAccessibleName(tr("Branches and snapshots to choose from"));
    column->addWidget(m_list, 1);
    m_note->setWordWrap(true);
    setTextRole(m_note, ColorRole::TextSecondary);
    column->addWidget(m_note);
    auto *cancel = new QPushButton(tr("Cancel"));
    column->addWidget(makeDialogButtons({.primary = m_choose, .closing = cancel}));
    m_choose->setDefault(true);

    m_proxy->setSourceModel(m_rows);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_list->setModel(m_proxy);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_choose, &QPushButton::clicked, this, [this]() { choose(m_list->currentIndex()); });
    connect(m_list, &QListView::doubleClicked, this, &SideDialog::choose);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &SideDialog::updateChoose);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_proxy->setFilterFixedString(text);
        m_list->setCurrentIndex(m_proxy->index(0, 0));
        updateChoose();
    });
    connect(m_organizations, &QComboBox::currentIndexChanged, this, &SideDialog::fillDatabases);
    connect(m_databases, &QComboBox::currentIndexChanged, this, &SideDialog::fillRows);
    connect(models::organizationList(m_workspace), &models::Store::stateChanged, this, &SideDialog::fillOrganizations);
    models::snapshotStore(m_workspace)->open();
    fillOrganizations();
    models::organizationList(m_workspace)->open();
    m_filter->setFocus();
}

bool SideDialog::isSnapshots() const
{
    return m_organizations->currentIndex() >= 0 && m_organizations->currentData().toString().isEmpty();
}

void SideDialog::fillOrganizations()
{
    const bool first = m_organizations->count() == 0;
    const bool snapshots = first ? m_shown.isSnapshot() : isSnapshots();
    const QString current = !first       ? m_organizations->currentData().toString()
        : m_shown.organization.isEmpty() ? models::organizationOf(m_start)
                                         : m_shown.organization;
    QStringList names;
    for (const api::Organization &each : models::organizationList(m_workspace)->rows())
        names.append(each.name);
    if (!models::organizationOf(m_start).isEmpty() && !names.contains(models::organizationOf(m_start)))
        names.append(models::organizationOf(m_start));
    refill(m_organizations, names, current);
    const QSignalBlocker quiet(m_organizations);
    m_organizations->addItem(glyphIcon(Glyph::Clock), tr("Snapshots on this computer"), QString());
    if (snapshots)
        m_organizations->setCurrentIndex(m_organizations->count() - 1);
    if (first)
        fillDatabases();
}

void SideDialog::fillDatabases()
{
    for (const auto &connection : std::as_const(m_followed))
        disconnect(connection);
    m_followed.clear();
    m_databases->setEnabled(!isSnapshots());
    if (isSnapshots()) {
        refill(m_databases, {}, {});
        m_followed.append(connect(models::snapshotStore(m_workspace), &models::SnapshotStore::stateChanged, this,
                                  &SideDialog::fillRows));
        fillRows();
        return;
    }
    const QString organization = m_organizations->currentData().toString();
    models::DatabaseList *list = models::databaseList(m_workspace, organization);
    const auto fill = [this, list, organization]() {
        const bool known = m_databases->count() > 0 && m_databases->property("of").toString() == organization;
        QString current = known ? m_databases->currentData().toString() : QString();
        if (!known && m_shown.organization == organization)
            current = m_shown.database;
        else if (!known && models::organizationOf(m_start) == organization)
            current = models::databaseOf(m_start);
        QStringList names;
        for (const api::Database &each : list->rows())
            names.append(each.name);
        if (current.isEmpty() && !names.isEmpty()) {
            names.sort(Qt::CaseInsensitive);
            current = names.first();
        }
        const QString before = m_databases->currentData().toString();
        refill(m_databases, names, current);
        m_databases->setProperty("of", organization);
        if (!known || before != current)
            fillRows();
    };
    m_databases->setProperty("of", {});
    m_followed.append(connect(list, &models::Store::stateChanged, this, fill));
    fill();
    list->open();
}

void SideDialog::fillRows()
{
    // The first connection is the list of databases; what follows it is of the database shown before.
    while (m_followed.size() > 1)
        disconnect(m_followed.takeLast());
    if (isSnapshots()) {
        fillSnapshots();
        return;
    }
    const QString database = m_databases->currentData().toString();
    if (database.isEmpty()) {
        m_rows->clear();
        const models::LoadState state =
            models::databaseList(m_workspace, m_organizations->currentData().toString())->state();
        say(state.isLoading() ? tr("The databases are being read.") : tr("No database can be seen here."));
        return;
    }
    models::BranchList *list = models::branchList(m_workspace, m_organizations->currentData().toString(), database);
    m_followed.append(connect(list, &models::Store::stateChanged, this, &SideDialog::fillBranches));
    fillBranches();
    list->open();
}

void SideDialog::fillBranches()
{
    const QString organization = m_organizations->currentData().toString();
    const QString database = m_databases->currentData().toString();
    const models::BranchList *list = models::loadedBranches(m_workspace, organization, database);
    if (!list)
        return;
    QList<api::Branch> rows = list->rows();
    std::sort(rows.begin(), rows.end(), [](const api::Branch &a, const api::Branch &b) {
        if (a.production.value_or(false) != b.production.value_or(false))
            return a.production.value_or(false);
        return a.name.compare(b.name, Qt::CaseInsensitive) < 0;
    });
    const auto current = m_list->currentIndex().data(sideRole).value<models::SchemaSide>();
    QList<QStandardItem *> items;
    int at = 0;
    for (const api::Branch &row : std::as_const(rows)) {
        const auto side = models::SchemaSide::ofBranch(organization, database, row.name);
        auto *item =
            new QStandardItem(glyphIcon(Glyph::Branch),
                              row.production.value_or(false) ? tr("%1 (production)").arg(models::visibleText(row.name))
                                                             : models::visibleText(row.name));
        item->setData(QVariant::fromValue(side), sideRole);
        if (side == current || (current.isEmpty() && side == m_shown))
            at = int(items.size());
        items.append(item);
    }
    m_rows->clear();
    m_rows->appendColumn(items);
    m_list->setCurrentIndex(m_proxy->mapFromSource(m_rows->index(at, 0)));
    const models::LoadState &state = list->state();
    if (state.phase == models::LoadState::Phase::Failed && state.error)
        say(models::describeError(*state.error, list->failureTitle()).paragraph());
    else
        say(!items.isEmpty()        ? QString()
                : state.isLoading() ? tr("The branches are being read.")
                                    : tr("No branch can be seen here."));
}

void SideDialog::fillSnapshots()
{
    QList<QStandardItem *> items;
    int at = 0;
    const auto &rows = models::snapshotStore(m_workspace)->model()->rows();
    const QDateTime now = m_workspace->context().clock->now();
    for (const models::SchemaSnapshot &row : rows) {
        auto *item = new QStandardItem(glyphIcon(Glyph::Clock), textOf(row, now));
        item->setData(QVariant::fromValue(models::SchemaSide::ofSnapshot(row.id)), sideRole);
        if (row.id == m_shown.snapshot)
            at = int(items.size());
        items.append(item);
    }
    m_rows->clear();
    m_rows->appendColumn(items);
    m_list->setCurrentIndex(m_proxy->mapFromSource(m_rows->index(at, 0)));
    say(items.isEmpty() ? tr("No snapshot is kept yet. “Keep snapshot” on a branch's page or beside a comparison keeps "
                             "its schema.")
                        : QString());
}

void SideDialog::ageSnapshots()
{
    if (!isSnapshots())
        return;
    const auto &rows = models::snapshotStore(m_workspace)->model()->rows();
    const QDateTime now = m_workspace->context().clock->now();
    for (int at = 0; at < m_rows->rowCount(); ++at) {
        QStandardItem *item = m_rows->item(at);
        const QString id = item->data(sideRole).value<models::SchemaSide>().snapshot;
        const auto row = std::find_if(rows.cbegin(), rows.cend(), [&id](const auto &each) { return each.id == id; });
        if (row != rows.cend())
            item->setText(textOf(*row, now));
    }
}

void SideDialog::say(const QString &sentence)
{
    m_note->setText(sentence);
    m_note->setVisible(!sentence.isEmpty());
    updateChoose();
}

void SideDialog::updateChoose()
{
    setEnabledWithReason(m_choose,
                         m_list->currentIndex().isValid() ? std::nullopt
                                                          : std::optional<QString>(tr("Select a branch or snapshot.")));
}

void SideDialog::choose(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const auto side = index.data(sideRole).value<models::SchemaSide>();
    close();
    Q_EMIT chosen(side);
}

bool SideDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_filter && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up) {
            const int row = qBound(0, m_list->currentIndex().row() + (key == Qt::Key_Down ? 1 : -1),
                                   qMax(0, m_proxy->rowCount() - 1));
            m_list->setCurrentIndex(m_proxy->index(row, 0));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace orrery::views
