// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/diff/statements_view.h"

#include "models/core/text.h"
#include "models/deploy_requests/deployment/operations_model.h"
#include "views/core/action_gate.h"
#include "views/core/cell_delegate.h"
#include "views/core/code_view.h"
#include "views/core/icons.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace orrery::views {

using models::OperationsModel;

namespace {
constexpr int fewShards = 6;
} // namespace

StatementsView::StatementsView(OperationsModel *operations, QWidget *parent)
    : QWidget(parent), m_operations(operations),
      m_reason(new PlainLabel(QString(), TextSize::Body, ColorRole::TextSecondary)), m_code(new CodeView),
      m_copy(new QToolButton), m_shards(new PlainLabel(QString(), TextSize::Body, ColorRole::TextSecondary)),
      m_tree(new QTreeView)
{
    m_reason->setWordWrap(true);
    m_shards->setWordWrap(true);
    m_code->setAccessibleName(tr("Statements"));
    m_code->setLineWrapMode(QPlainTextEdit::WidgetWidth); // a statement is one line however long it is
    m_copy->setIcon(glyphIcon(Glyph::Copy));
    m_copy->setText(tr("Copy"));
    m_copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_copy->setAutoRaise(true);
    m_copy->setFocusPolicy(Qt::StrongFocus);
    m_copy->setAccessibleName(tr("Copy the statements"));
    m_tree->setItemDelegate(new CellDelegate(m_tree));
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    m_tree->setRootIsDecorated(false);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setAccessibleName(tr("Shards"));

    auto *top = new QHBoxLayout;
    top->setSpacing(space::inner);
    top->addWidget(m_reason, 1);
    top->addWidget(m_copy, 0, Qt::AlignTop | Qt::AlignRight);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::inner, 0, 0, 0);
    column->setSpacing(space::inner);
    column->addLayout(top);
    column->addWidget(m_code, 2);
    column->addWidget(m_shards);
    column->addWidget(m_tree, 1);

    connect(m_copy, &QToolButton::clicked, this, [this]() {
        QApplication::clipboard()->setText(m_table.statements.join(QLatin1String(";\n\n")));
        Q_EMIT notice(tr("The %Ln statement(s) of %1 are copied.", nullptr, int(m_table.statements.size()))
                          .arg(models::visibleText(m_table.name)));
    });
    if (m_operations) {
        connect(m_operations, &QAbstractItemModel::rowsInserted, this, &StatementsView::showShards);
        connect(m_operations, &QAbstractItemModel::rowsRemoved, this, &StatementsView::showShards);
    }
    clear();
}

void StatementsView::clear()
{
    m_table = {};
    setTable(m_table);
}

void StatementsView::setTable(const models::DeployTable &table, const QString &reason)
{
    m_table = table;
    QString above = reason;
    if (above.isEmpty() && table.statements.isEmpty() && !table.id.isEmpty())
        above = tr("PlanetScale has not said yet which statements run for this table.");
    m_reason->setText(above.isEmpty() ? tr("%Ln statement(s)", nullptr, int(table.statements.size())) : above);
    m_copy->setEnabled(!table.statements.isEmpty());
    m_code->setCode(table.statements.join(QLatin1String(";\n\n")));
    m_code->setVisible(!table.statements.isEmpty());
    showShards();
}

void StatementsView::showShards()
{
    QModelIndex operation;
    if (m_operations && !m_table.id.isEmpty()) {
        // An operation is called after its table, then what it does.
        const QString start = m_table.keyspace + QLatin1Char('.') + m_table.name + QLatin1Char(' ');
        for (int row = 0; row < m_operations->rowCount() && !operation.isValid(); ++row) {
            const QModelIndex candidate = m_operations->index(row, 0);
            if (candidate.data(models::IdRole).toString().startsWith(start) && m_operations->rowCount(candidate) > 0)
                operation = candidate;
        }
    }
    const int shards = operation.isValid() ? m_operations->rowCount(operation) : int(m_table.shards.size());
    QString text;
    if (shards == 1)
        text = tr("Runs on one shard.");
    else if (shards > 1)
        text = tr("Runs on %Ln shard(s).", nullptr, shards);
    if (!operation.isValid() && shards > 0 && shards <= fewShards)
        text += QLatin1Char(' ') + models::visibleText(m_table.shards.join(QLatin1String(", ")));
    m_shards->setText(text);
    m_shards->setVisible(!text.isEmpty());

    m_tree->setVisible(operation.isValid());
    if (m_operation == operation && m_operation.isValid())
        return;
    m_operation = operation;
    if (!operation.isValid()) {
        m_tree->setModel(nullptr);
        return;
    }
    if (m_tree->model() != m_operations) {
        m_tree->setModel(m_operations);
        m_tree->header()->setStretchLastSection(true);
        m_tree->header()->hide();
        for (const int hidden : {int(OperationsModel::ChangeColumn), int(OperationsModel::StatementColumn)})
            m_tree->setColumnHidden(hidden, true);
        m_tree->setColumnWidth(OperationsModel::NameColumn, 120);
        m_tree->setColumnWidth(OperationsModel::StateColumn, 140);
        m_tree->setColumnWidth(OperationsModel::ProgressColumn, 150);
    }
    m_tree->setRootIndex(operation);
}

} // namespace orrery::views
