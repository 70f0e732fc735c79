// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/deployment/queue_pane.h"

#include "models/core/roles.h"
#include "views/core/age_ticker.h"
#include "views/core/facts_dialog.h"
#include "views/core/spacing.h"
#include "views/core/stack.h"
#include "views/deploy_requests/deployment/queue_timeline_delegate.h"

#include <QButtonGroup>
#include <QHeaderView>
#include <QResizeEvent>
#include <QSettings>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace orrery::views {

using Model = models::QueueTimelineModel;

namespace {
constexpr QLatin1String formKey("queue/form");
constexpr int nameWidth = 140;
constexpr int stateWidth = 160;
constexpr int timelineWidth = 260;
constexpr int startWidth = 130;
constexpr int narrow = 840; ///< below, the start is left to the timeline and the sentence
constexpr int narrowTimelineWidth = 150;
} // namespace

QueuePane::QueuePane(models::DeployQueueList *store, const Clock *clock, const TableOptions &options,
                     models::QueueTimelineModel::LocationOf locationOf, QWidget *parent)
    : Pane(parent), m_store(store), m_clock(clock), m_settings(options.settings),
      m_model(new Model(std::move(locationOf), this)), m_view(new QTreeView), m_overlay(nullptr),
      m_list(new ListPane(store, options)), m_stack(new Stack), m_buttons(new QButtonGroup(this))
{
    m_view->setAccessibleName(options.accessibleName);
    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    const auto add = [&](Form form, const QString &text) {
        auto *button = new QToolButton;
        button->setText(text);
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setAccessibleName(tr("Show the queue as: %1").arg(text));
        m_buttons->addButton(button, int(form));
        row->addWidget(button);
    };
    add(Form::Timeline, tr("Timeline"));
    add(Form::Table, tr("Table"));
    row->addStretch(1);
    connect(m_buttons, &QButtonGroup::idClicked, this, [this](int id) { choose(Form(id)); });
    m_stack->addWidget(makeTimeline());
    m_stack->addWidget(m_list);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::inner);
    column->addLayout(row);
    column->addWidget(m_stack, 1);

    connect(m_store, &models::Store::stateChanged, this, &QueuePane::onStateChanged);
    new AgeTicker(m_view, [this]() { onStateChanged(); });
    onStateChanged();
    choose(m_settings ? Form(qBound(0, m_settings->value(formKey, 0).toInt(), 1)) : Form::Timeline);
}

QWidget *QueuePane::makeTimeline()
{
    m_view->setModel(m_model);
    m_view->setItemDelegate(new QueueTimelineDelegate(m_model, m_view));
    m_view->setAllColumnsShowFocus(true);
    m_view->setRootIsDecorated(false);
    m_view->setItemsExpandable(false);
    m_view->setIndentation(space::group);
    showDetailsOnSpace(m_view);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    QHeaderView *header = m_view->header();
    header->setSectionsMovable(false);
    header->setStretchLastSection(true);
    header->resizeSection(Model::NameColumn, std::max(nameWidth, header->sectionSizeHint(Model::NameColumn)));
    header->resizeSection(Model::StateColumn, std::max(stateWidth, header->sectionSizeHint(Model::StateColumn)));
    header->resizeSection(Model::TimelineColumn,
                          std::max(timelineWidth, header->sectionSizeHint(Model::TimelineColumn)));
    header->resizeSection(Model::StartColumn, std::max(startWidth, header->sectionSizeHint(Model::StartColumn)));
    connect(m_view, &QTreeView::activated, this, [this](const QModelIndex &index) {
        const QVariant place = index.data(models::LocationRole);
        if (place.canConvert<models::Location>())
            navigate(place.value<models::Location>());
    });
    m_overlay = new StateOverlay(m_view);
    m_overlay->bind(m_store);
    connect(m_overlay, &StateOverlay::signInRequested, this, &QueuePane::askToSignIn);
    passOn(m_list);
    return m_overlay;
}

void QueuePane::setEmptyState(const EmptyState &empty)
{
    m_overlay->setEmptyState(empty);
    m_list->setEmptyState(empty);
}

void QueuePane::choose(Form form)
{
    m_buttons->button(int(form))->setChecked(true);
    m_stack->setCurrentIndex(int(form));
    if (m_settings)
        m_settings->setValue(formKey, int(form));
}

void QueuePane::onStateChanged()
{
    const QString current = m_view->currentIndex().data(models::IdRole).toString();
    m_model->update(m_store->rows(), m_clock->now());
    m_view->expandAll();
    if (!m_view->currentIndex().isValid()) {
        QModelIndex row = m_model->indexOf(current);
        if (!row.isValid())
            row = m_model->index(0, 0, m_model->index(0, 0));
        m_view->setCurrentIndex(row);
    }
}

void QueuePane::setActive(bool active)
{
    m_list->setActive(active);
}

void QueuePane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool small = width() < narrow;
    if (m_view->isColumnHidden(Model::StartColumn) == small && event->oldSize().isValid())
        return;
    m_view->setColumnHidden(Model::StartColumn, small);
    m_view->header()->resizeSection(Model::TimelineColumn, small ? narrowTimelineWidth : timelineWidth);
}

} // namespace orrery::views
