// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/activity/activity_page.h"

#include "models/core/journal_export.h"
#include "models/core/journal_list.h"
#include "views/core/filter_bar.h"
#include "views/core/page_title.h"
#include "views/core/resource_proxy.h"
#include "views/core/spacing.h"
#include "views/core/state_overlay.h"
#include "views/core/table.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QTreeView>
#include <QVBoxLayout>

namespace orrery::views {

ActivityPage::ActivityPage(PageContext pageContext, models::Location location, QWidget *parent)
    : Page(std::move(pageContext), std::move(location), parent),
      m_list(new models::JournalList(context().journal, context().clock, this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::page, space::group, space::page, space::inner);
    column->setSpacing(space::group);
    auto *heading = new PageTitle(this);
    heading->setTitle(tr("My activity"));
    heading->setFacts({{tr("Every change sent from this computer, and how it ended"), {}, false}});
    auto *save = new QAction(glyphIcon(Glyph::Download), tr("Export…"), this);
    save->setToolTip(tr("Everything ever recorded, as CSV or JSON Lines"));
    connect(save, &QAction::triggered, this, &ActivityPage::askFile);
    heading->setActions(save, nullptr, ButtonKind::Normal);
    column->addWidget(heading);

    auto *view = new QTreeView;
    auto *proxy = new ResourceProxy(view);
    proxy->setSourceModel(m_list->model());
    auto *overlay = new StateOverlay(view, this);
    TableBinding *table = bindTable(view, proxy,
                                    {.accessibleName = tr("Actions"),
                                     .settingsKey = QStringLiteral("journal"),
                                     .settings = context().settings,
                                     .sortColumn = "at",
                                     .sortOrder = Qt::DescendingOrder,
                                     .stretchColumn = "title",
                                     .multiSelect = true,
                                     .contextActions = {}});
    connect(table, &TableBinding::notice, this, &Page::notice);
    auto *filter = new FilterBar(this);
    filter->bind(table, this);
    column->addWidget(filter);
    column->addWidget(overlay, 1);
    overlay->bindTable(table);
    overlay->setEmptyState(
        {Glyph::Activity, tr("No changes yet"),
         tr("Approvals, deployments, backups and everything else sent from here is listed with its answer."), nullptr});
    const auto show = [this, overlay]() {
        models::LoadState state;
        state.phase = m_list->isLoaded() ? models::LoadState::Phase::Ready : models::LoadState::Phase::Loading;
        state.hasContent = m_list->isLoaded();
        state.loaded = m_list->model()->rowCount();
        overlay->setState(state, {});
    };
    overlay->setEmptyTest([this]() { return m_list->model()->rowCount() == 0; });
    connect(m_list, &models::JournalList::loaded, this, show);
    connect(m_list->model(), &QAbstractItemModel::rowsInserted, this, show);
    show();
}

void ActivityPage::askFile()
{
    const QString csv = tr("CSV (%1)").arg(QStringLiteral("*.csv"));
    auto *dialog = new QFileDialog(this, tr("Export the record of your actions"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setNameFilters({csv, tr("JSON Lines (%1)").arg(QStringLiteral("*.jsonl"))});
    const auto setSuffix = [dialog, csv](const QString &chosen) {
        dialog->setDefaultSuffix(chosen == csv ? QStringLiteral("csv") : QStringLiteral("jsonl"));
    };
    setSuffix(csv);
    connect(dialog, &QFileDialog::filterSelected, dialog, setSuffix);
    dialog->selectFile(QStringLiteral("orrery-activity.csv"));
    connect(dialog, &QFileDialog::fileSelected, this, &ActivityPage::saveTo);
    dialog->open();
}

void ActivityPage::saveTo(const QString &path)
{
    const bool lines = path.endsWith(QLatin1String(".jsonl"), Qt::CaseInsensitive);
    context().journal->save(path, lines ? models::JournalFormat::JsonLines : models::JournalFormat::Csv, this,
                            [this, path](const QString &error) {
                                const QString shown = QDir::toNativeSeparators(path);
                                Q_EMIT notice(error.isEmpty() ? tr("Your activity is saved as %1.").arg(shown)
                                                              : tr("%1 could not be written: %2").arg(shown, error));
                            });
}

void ActivityPage::refresh()
{
    m_list->refresh();
}

} // namespace orrery::views
