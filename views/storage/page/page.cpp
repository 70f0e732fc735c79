// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/page/page.h"

#include "models/core/error_text.h"
#include "models/core/roles.h"
#include "models/core/text.h"
#include "models/storage/alerts/watch.h"
#include "models/storage/history/history.h"
#include "models/storage/sources/prometheus_source.h"
#include "models/storage/view/names.h"
#include "models/storage/view/radar.h"
#include "models/storage/view/view.h"
#include "views/core/confirm_dialog.h"
#include "views/core/icons.h"
#include "views/core/page_title.h"
#include "views/storage/alerts/alert_settings_dialog.h"
#include "views/storage/alerts/snooze_menu.h"
#include "views/storage/chart/chart.h"
#include "views/storage/page/detail.h"
#include "views/storage/page/level_bar.h"
#include "views/storage/page/tools_menu.h"
#include "views/window/list_pane.h"
#include "views/window/tabs.h"
#include "views/window/window_dialogs.h"

#include <QLocale>
#include <QMenu>
#include <QSettings>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

namespace orrery::views {

using models::RadarVolume;

namespace {

constexpr QLatin1String splitterKey("storage/splitter");
/// The newest forecast a table row has room for: where the level is expected in a month.
StorageBarLevel levelOf(const RadarVolume &row)
{
    StorageBarLevel level{row.point.usedPercent, {}};
    for (const models::ForecastPoint &point : row.forecast.cone) {
        if (point.at <= row.point.at.addDays(30))
            level.expectedPercent = point.percent;
    }
    return level;
}

QAbstractItemDelegate *levelCells(models::StorageRadar *radar, QObject *owner)
{
    return new StorageLevelDelegate(
        [radar](const QModelIndex &index) {
            const RadarVolume *row = radar->model()->find(index.data(models::IdRole).toString());
            return row ? levelOf(*row) : StorageBarLevel();
        },
        owner);
}

} // namespace

StoragePage::StoragePage(PageContext pageContext, models::Location location, QWidget *parent)
    : ListPage(std::move(pageContext), std::move(location), parent),
      m_view(new models::StorageView(context().accounts, context().service<models::StorageRadar>(), context().clock,
                                     this)),
      m_volumes(new ListPane(context().service<models::StorageRadar>(),
                             {.accessibleName = tr("Volumes of all organizations"),
                              .settingsKey = QStringLiteral("storage"),
                              .settings = context().settings,
                              .sortColumn = "risk",
                              .sortOrder = Qt::DescendingOrder,
                              .stretchColumn = "branch",
                              .delegates = {{"used", levelCells(context().service<models::StorageRadar>(), this)}},
                              .contextActions = [this](QMenu *menu, const QModelIndexList &) { fillRowMenu(menu); }})),
      m_detail(new StorageDetail(m_view, context().clock, context().settings)), m_splitter(new QSplitter(Qt::Vertical))
{
    models::StorageRadar *radar = context().service<models::StorageRadar>();
    heading()->setTitle(tr("Storage"));
    makeMenu();
    m_volumes->setEmptyState(
        {Glyph::Storage, tr("No volume is followed yet"),
         tr("The disks of every production branch are read every five minutes; the first readings appear here."),
         nullptr});

    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_volumes);
    m_splitter->addWidget(m_detail);
    m_splitter->setStretchFactor(0, 2);
    m_splitter->setStretchFactor(1, 3);
    if (context().settings)
        m_splitter->restoreState(context().settings->value(splitterKey).toByteArray());
    connect(m_splitter, &QSplitter::splitterMoved, this, [this]() {
        if (context().settings)
            context().settings->setValue(splitterKey, m_splitter->saveState());
    });
    body()->addWidget(m_splitter, 1);
    follow(m_volumes);

    connect(m_volumes, &ListPane::currentChanged, this, &StoragePage::showCurrent);
    connect(m_volumes->table(), &TableBinding::opened, this, [this]() {
        if (const RadarVolume *row = current())
            Q_EMIT navigate(models::volumePlace(row->volume));
    });
    connect(m_detail, &StorageDetail::placeActivated, this, &Page::navigate);
    connect(m_detail, &StorageDetail::notice, this, &Page::notice);
    connect(m_detail, &StorageDetail::linkOpened, this, [this](const QUrl &url) { context().openInBrowser(url); });
    connect(m_detail, &StorageDetail::volumeChosen, this, [this](const models::StorageVolume &volume) {
        // A filter may hide its row; the detail shows it all the same.
        if (!m_volumes->table()->selectId(context().service<models::StorageRadar>()->idOf(volume)))
            m_detail->setVolume(volume);
    });
    connect(m_detail->tabs(), &Tabs::currentChanged, this, [this](const QString &id) { setTab(id); });
    connect(radar, &models::StorageRadar::changed, this, &StoragePage::updateFacts);
    if (context().service<models::PrometheusSource>()) {
        connect(context().service<models::PrometheusSource>(), &models::PrometheusSource::changed, this,
                &StoragePage::updateFacts);
        connect(context().service<models::PrometheusSource>(), &models::PrometheusSource::notice, this, &Page::notice);
    }
    connect(radar->model(), &QAbstractItemModel::rowsInserted, this, &StoragePage::showCurrent);
    connect(radar, &models::Store::stateChanged, this, &StoragePage::showCurrent);
    updateFacts();
    showCurrent();
}

void StoragePage::makeMenu()
{
    models::StorageRadar *radar = context().service<models::StorageRadar>();
    auto *menu = new QMenu(this);
    auto *collect = menu->addAction(tr("Read storage in the background"));
    collect->setCheckable(true);
    collect->setChecked(radar->isCollecting());
    connect(radar, &models::StorageRadar::changed, collect,
            [radar, collect]() { collect->setChecked(radar->isCollecting()); });
    connect(collect, &QAction::triggered, this, [this, radar](bool on) {
        if (on)
            radar->start();
        else
            radar->stop();
        if (context().settings)
            models::collectSetting.setValue(context().settings, on);
    });
    if (context().service<models::StorageWatch>()) {
        auto *warnings = menu->addAction(glyphIcon(Glyph::Bell), tr("Storage warnings…"));
        connect(warnings, &QAction::triggered, this, [this]() { AlertSettingsDialog::ask(context(), this); });
    }
    m_showFailures = menu->addAction(tr("What could not be read…"));
    connect(m_showFailures, &QAction::triggered, this,
            [this]() { showSentences(window(), tr("What could not be read"), failures()); });
    menu->addSeparator();
    fillStorageToolsMenu(menu, context(), this, [this]() { return m_view->volume(); });
    heading()->setMenu(menu);
}

void StoragePage::fillRowMenu(QMenu *menu)
{
    const RadarVolume *row = current();
    if (!row)
        return;
    const models::StorageVolume volume = row->volume;
    auto *open = menu->addAction(glyphIcon(Glyph::Branch), tr("Open branch"));
    connect(open, &QAction::triggered, this, [this, volume]() { Q_EMIT navigate(models::volumePlace(volume)); });
    if (context().service<models::StorageWatch>()) {
        menu->addMenu(makeSnoozeMenu(context().service<models::StorageWatch>(), context().clock, {volume}, menu));
        auto *warnings = menu->addAction(glyphIcon(Glyph::Bell), tr("Warnings for this branch…"));
        connect(warnings, &QAction::triggered, this,
                [this, volume]() { AlertSettingsDialog::ask(context(), this, volume); });
    }
    menu->addSeparator();
    auto *forget = menu->addAction(glyphIcon(Glyph::Trash), tr("Forget history…"));
    connect(forget, &QAction::triggered, this, [this, volume]() { askForget(volume); });
}

void StoragePage::askForget(const models::StorageVolume &volume)
{
    // How much is lost is read first: years of it may be more than what the chart shows.
    context().service<models::StorageRadar>()->history()->load(
        volume, {}, {}, 0, this, [this, volume](const models::StorageSeries &kept) { confirmForget(volume, kept); });
}

void StoragePage::confirmForget(const models::StorageVolume &volume, const models::StorageSeries &kept)
{
    const QString name = models::volumePath(volume);
    ConfirmRequest question;
    question.words.tier = models::ConfirmationTier::Sentence;
    question.words.destructive = true;
    question.words.title = tr("Forget the history of %1?").arg(name);
    question.words.consequence = tr(
        "What Orrery has read of it so far is deleted from this computer, and there is no way back. “Export history…” "
        "in the menu of this page writes it to a file before. A volume that is still read comes back with its next "
        "reading.");
    question.words.verb = tr("Forget history");
    if (!kept.points.isEmpty()) {
        const QDate since = kept.points.first().at.toLocalTime().date();
        question.words.losses.append(tr("%Ln reading(s) since %1", nullptr, static_cast<int>(kept.points.size()))
                                         .arg(QLocale().toString(since, QLocale::LongFormat)));
    }
    if (context().service<models::StorageRadar>()->ofBranch(volume).size() <= 1)
        question.words.losses.append(tr("the sizes of all tables of this branch, whose last volume it is"));
    ConfirmDialog::ask(this, question, [this, volume, name]() {
        auto *all = context().service<models::StorageRadar>();
        const RadarVolume *row = all->find(volume);
        all->history()->forget(row ? row->volumes() : QList<models::StorageVolume>{volume});
        Q_EMIT notice(tr("The history of %1 is forgotten.").arg(name));
    });
}

const RadarVolume *StoragePage::current() const
{
    return context().service<models::StorageRadar>()->model()->find(m_volumes->table()->currentId());
}

void StoragePage::showCurrent()
{
    // Somebody who opens the page wants to see the worst one; nobody is taken away from what they look at.
    if (m_volumes->table()->currentId().isEmpty() && m_volumes->proxy()->rowCount() > 0)
        m_volumes->table()->view()->setCurrentIndex(m_volumes->proxy()->index(0, 0));
    const RadarVolume *row = current();
    m_detail->setVisible(row || m_view->row());
    if (row)
        m_detail->setVolume(row->volume);
    updateFacts();
}

QStringList StoragePage::failures() const
{
    QStringList lines;
    for (const models::StorageCollector::Failure &failure : context().service<models::StorageRadar>()->failures()) {
        QStringList parts{failure.organization, failure.database, failure.branch};
        parts.removeAll(QString());
        lines.append(tr("%1: %2").arg(models::visibleText(parts.join(QLatin1String(" / "))),
                                      models::describeError(failure.error, {}).cause));
    }
    for (const models::StorageCollector::LeftOut &left : context().service<models::StorageRadar>()->leftOut()) {
        const QString branch = models::visibleText(
            QStringList{left.branch.organization, left.branch.database, left.branch.branch}.join(QLatin1String(" / ")));
        if (left.values > 0)
            lines.append(tr("%1: %Ln value(s) could not be used", nullptr, int(left.values)).arg(branch));
        if (left.isCut)
            lines.append(tr("%1: the metrics end in the middle; volumes may be missing").arg(branch));
    }
    if (const models::PrometheusSource *servers = context().service<models::PrometheusSource>()) {
        for (const api::PrometheusServerInfo &server : servers->servers()) {
            const models::PrometheusState state = servers->state(server.name);
            const QString &line = state.error.isEmpty() ? state.incomplete : state.error;
            if (!line.isEmpty())
                lines.append(line);
        }
    }
    return lines;
}

void StoragePage::updateFacts()
{
    const models::StorageRadar *radar = context().service<models::StorageRadar>();
    QList<TitleFact> facts;
    facts.append({tr("%Ln volume(s)", nullptr, static_cast<int>(radar->model()->rows().size())), {}, false});
    if (radar->attention() > 0)
        facts.append({tr("%Ln need attention", nullptr, radar->attention()), {}, false});
    const QStringList unread = failures();
    if (!unread.isEmpty()) {
        facts.append({tr("%Ln could not be read", "organizations, databases, branches or servers",
                         static_cast<int>(unread.size())),
                      unread.join(u'\n'), false});
    }
    m_showFailures->setVisible(!unread.isEmpty());
    if (!radar->isCollecting())
        facts.append({tr("not collecting"), tr("Showing earlier readings"), false});
    heading()->setFacts(facts);
}

void StoragePage::activate()
{
    m_volumes->open();
    m_view->setSiblingsWanted(m_detail->tabs()->current() == QLatin1String("shards"));
    showCurrent();
}

void StoragePage::deactivate()
{
    m_view->setSiblingsWanted(false);
}

void StoragePage::refresh()
{
    context().service<models::StorageRadar>()->refresh();
}

void StoragePage::openTab(const QString &tab)
{
    m_detail->tabs()->setCurrent(tab);
}

QList<std::pair<QString, QString>> StoragePage::keys() const
{
    return StorageChart::keys();
}

} // namespace orrery::views
