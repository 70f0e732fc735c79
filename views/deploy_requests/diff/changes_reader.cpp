// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/diff/changes_reader.h"

#include "models/core/text.h"
#include "views/core/flow_layout.h"
#include "views/core/glyph_button.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"
#include "views/deploy_requests/diff/change_pane.h"
#include "views/deploy_requests/diff/change_steps.h"
#include "views/deploy_requests/diff/change_views.h"
#include "views/deploy_requests/diff/changes_find.h"
#include "views/deploy_requests/diff/changes_frame.h"
#include "views/deploy_requests/diff/changes_menu.h"
#include "views/deploy_requests/diff/diff_view.h"
#include "views/deploy_requests/diff/table_list_delegate.h"

#include <QEvent>
#include <QListView>
#include <QToolButton>
#include <QVBoxLayout>

namespace orrery::views {

namespace {
constexpr int listWidth = 208;
constexpr int narrowWidth = 440;

} // namespace

ChangesReader::ChangesReader(models::DeployTableModel *tables, QSettings *settings, models::ExternalDiff *external,
                             QWidget *parent)
    : QWidget(parent), m_tables(tables), m_list(new QListView),
      m_frame(new ChangesFrame(tables, m_list, settings, external)), m_name(new PlainLabel),
      m_views(new ChangeViews(3, settings)), m_steps(new ChangeSteps(m_frame->diff()))
{
    m_list->setModel(m_tables);
    m_list->setItemDelegate(new TableListDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Changed tables"));
    m_list->setMinimumWidth(120);
    m_frame->setParts(m_list, makeHead(), m_views);
    m_frame->setSizes({listWidth, listWidth * 3});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_frame);

    connect(m_frame, &ChangesFrame::stepWanted, this, &ChangesReader::step);
    connect(m_frame, &ChangesFrame::tablesChanged, this, &ChangesReader::showTables);
    connect(m_frame->menu(), &ChangesMenu::notice, this, &ChangesReader::notice);
    connect(m_views, &ChangeViews::viewChanged, this, &ChangesReader::showView);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ChangesReader::showCurrent);
    showTables();
}

QWidget *ChangesReader::makeHead()
{
    setTextSize(m_name, TextSize::Body, true);
    m_name->setElide(Qt::ElideMiddle);
    m_name->setSelectable(true);
    auto *find = makeGlyphButton(Glyph::Search, tr("Find"), QStringLiteral("/"));
    connect(find, &QToolButton::clicked, m_frame->find(), &ChangesFind::begin);
    m_head = new QWidget;
    m_head->installEventFilter(this);
    auto *row = new FlowLayout(m_head, space::unit);
    row->setContentsMargins(space::inner, 0, 0, 0);
    row->addWidget(m_name);
    row->addStretch();
    row->addWidget(m_steps);
    row->addWidget(find);
    row->addWidget(m_views);
    row->addWidget(m_frame->menu());
    return m_head;
}

void ChangesReader::fitHead()
{
    // Where there is little room the views are told by their icons, and the name of the table stays readable.
    const bool narrow = m_head->width() < narrowWidth;
    m_steps->setCountVisible(!narrow);
    m_views->setNarrow(narrow);
}

bool ChangesReader::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_head && event->type() == QEvent::Resize)
        fitHead();
    return QWidget::eventFilter(watched, event);
}

QList<std::pair<QString, QString>> ChangesReader::keys()
{
    return {{QStringLiteral("J / K"), tr("Next or previous table")},
            {QStringLiteral("] / ["), tr("Next or previous change")},
            {QStringLiteral("1 / 2 / 3"), tr("Unified, side by side, structure")},
            {QStringLiteral("W"), tr("Wrap long lines")},
            {QStringLiteral("/"), tr("Find in all tables")},
            {QStringLiteral("F3 / Shift+F3"), tr("Next or previous hit")}};
}

void ChangesReader::rememberSplit(const QString &settingsKey)
{
    m_frame->rememberSplit(settingsKey);
}

ChangePane *ChangesReader::pane() const
{
    return m_frame->pane();
}

DiffView *ChangesReader::diff() const
{
    return m_frame->diff();
}

void ChangesReader::showView()
{
    pane()->setView(m_views->view());
    if (const auto *table = m_tables->find(m_shownId)) {
        if (m_views->view() != ChangeView::Structure)
            pane()->say({});
        if (m_views->view() != ChangeView::Structure || !pane()->showStructure(*table))
            pane()->showText(*table);
    } else {
        pane()->say({});
    }
    m_steps->setTextShown(pane()->isTextShown());
}

void ChangesReader::showTables()
{
    const int wanted = m_tables->rowOf(m_wantedId);
    if (wanted >= 0 && m_list->currentIndex().row() != wanted)
        m_list->setCurrentIndex(m_tables->index(wanted, 0));
    else if (!m_list->currentIndex().isValid() && m_tables->rowCount() > 0)
        m_list->setCurrentIndex(m_tables->index(0, 0));
    showCurrent();
    m_frame->find()->refresh();
}

void ChangesReader::showCurrent()
{
    const auto *table = m_tables->find(m_list->currentIndex().data(models::IdRole).toString());
    if (!table) {
        m_shownId.clear();
        m_shownDigest.clear();
        m_frame->menu()->setTable({});
        m_name->setText({});
        diff()->setDiff({});
        showView();
        return;
    }
    if (m_shownId == table->id && m_shownDigest == table->digest)
        return;
    m_wantedId = m_shownId = table->id;
    m_shownDigest = table->digest;
    m_frame->menu()->setTable(table->id);
    m_name->setText(table->keyspace.isEmpty() ? table->name : table->keyspace + QLatin1Char('.') + table->name);
    diff()->setDiff(table->diff ? *table->diff : models::UnifiedDiff());
    showView();
}

void ChangesReader::step(int by)
{
    const QModelIndex next = m_list->currentIndex().siblingAtRow(m_list->currentIndex().row() + by);
    if (next.isValid())
        m_list->setCurrentIndex(next);
}

} // namespace orrery::views
