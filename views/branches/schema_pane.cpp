// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/branches/schema_pane.h"

#include "models/core/column_kit.h"
#include "models/core/workspace.h"
#include "views/core/action_button.h"
#include "views/core/action_gate.h"
#include "views/core/code_view.h"
#include "views/core/filter_bar.h"
#include "views/core/plain_label.h"
#include "views/core/resource_proxy.h"
#include "views/core/spacing.h"
#include "views/core/state_overlay.h"
#include "views/core/table.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

namespace orrery::views {

namespace {
QList<models::Column<api::TableSchema>> schemaColumns()
{
    using Row = api::TableSchema;
    QList<models::Column<Row>> columns{
        models::textColumn<Row>("name", SchemaPane::tr("Table"), 200, [](const Row &row) { return row.name; })};
    // Part of what the filter looks through, never shown: nobody reads a statement in a cell.
    models::Column<Row> statement =
        models::textColumn<Row>("statement", SchemaPane::tr("Statement"), 0, [](const Row &row) { return row.raw; });
    statement.hiddenByDefault = true;
    columns.append(statement);
    return columns;
}
} // namespace

SchemaPane::SchemaPane(const PageContext &context, models::Workspace *workspace, const QString &organization,
                       const QString &database, const QString &branch, QWidget *parent)
    : Pane(parent),
      m_store(new models::SchemaList(workspace->context(),
                                     models::schemaSpec(workspace->context(), organization, database, branch), this)),
      m_model(new models::ResourceListModel<api::TableSchema>(
          schemaColumns(), [](const api::TableSchema &row) { return row.name; }, {}, this)),
      m_code(new CodeView), m_name(new PlainLabel({}, TextSize::Body))
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto *splitter = new QSplitter(Qt::Horizontal);
    auto *states = new StateOverlay(splitter);
    outer->addWidget(states, 1);

    auto *left = new QWidget;
    auto *column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, space::inner, 0);
    column->setSpacing(space::inner);
    auto *view = new QTreeView;
    auto *proxy = new ResourceProxy(view);
    proxy->setSourceModel(m_model);
    TableOptions options;
    options.accessibleName = tr("Tables of branch %1").arg(models::visibleText(branch));
    options.settingsKey = QStringLiteral("schema");
    options.settings = context.settings;
    options.sortColumn = "name";
    options.stretchColumn = "name";
    m_table = bindTable(view, proxy, options);
    auto *filter = new FilterBar;
    filter->bind(m_table, this);
    filter->field()->setToolTip(
        plainToolTip(tr("Looks through names and statements (%1)")
                         .arg(QKeySequence(QKeySequence::Find).toString(QKeySequence::NativeText))));
    column->addWidget(filter);
    column->addWidget(view, 1);
    splitter->addWidget(left);

    auto *right = new QWidget;
    auto *text = new QVBoxLayout(right);
    text->setContentsMargins(space::inner, 0, 0, 0);
    text->setSpacing(space::inner);
    auto *bar = new QHBoxLayout;
    bar->addWidget(m_name, 1);
    m_name->setElide(Qt::ElideMiddle);
    auto *copy = new QPushButton(glyphIcon(Glyph::Copy), tr("Copy statement"));
    setButtonKind(copy, ButtonKind::Quiet);
    connect(copy, &QPushButton::clicked, this,
            [this]() { QGuiApplication::clipboard()->setText(m_code->toPlainText()); });
    bar->addWidget(copy);
    text->addLayout(bar);
    m_code->setAccessibleName(tr("Statement that creates the table"));
    text->addWidget(m_code, 1);
    splitter->addWidget(right);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 5);
    splitter->setChildrenCollapsible(false);

    // Before the states look at the rows: the connection made first runs first.
    connect(m_store, &models::Store::stateChanged, this, [this]() {
        fill();
        reportLoadState();
    });
    states->bind(m_store);
    states->setEmptyTest([this]() { return m_model->rowCount() == 0; });
    states->setEmptyState(
        {Glyph::Schema, tr("The schema is empty"), tr("Tables and views of the branch appear here."), nullptr});
    connect(states, &StateOverlay::signInRequested, this, &SchemaPane::askToSignIn);
    connect(m_table, &TableBinding::notice, this, &SchemaPane::notice);
    connect(m_table, &TableBinding::currentChanged, this, &SchemaPane::showCurrent);
}

void SchemaPane::setActive(bool active)
{
    if (active) {
        m_store->addViewer(this);
        m_store->open();
    } else {
        m_store->removeViewer(this);
    }
}

void SchemaPane::refresh()
{
    m_store->refresh();
}

models::LoadState SchemaPane::loadState() const
{
    return m_store->state();
}

QString SchemaPane::note() const
{
    return m_store->value() ? models::formattedCount(m_store->value()->size()) : QString();
}

void SchemaPane::fill()
{
    if (!m_store->value() || m_store->state().isLoading())
        return;
    QSet<QString> names;
    for (const api::TableSchema &table : *m_store->value())
        names.insert(table.name);
    m_model->upsert(*m_store->value());
    m_model->retain(names);
    if (m_table->currentId().isEmpty() && m_table->proxy()->rowCount() > 0)
        m_table->view()->setCurrentIndex(m_table->proxy()->index(0, 0));
    showCurrent();
}

void SchemaPane::showCurrent()
{
    const api::TableSchema *table = m_model->find(m_table->currentId());
    m_name->setText(table ? table->name : QString());
    m_code->setCode(table ? table->raw : QString());
}

} // namespace orrery::views
