// SPDX-License-Identifier: GPL-3.0-or-later
// Shows every shared widget on one screen each, for the eye: orrery_gallery [--dark] [--grab DIRECTORY]

#include "api/core/utc.h"
#include "models/core/roles.h"
#include "views/core/action_button.h"
#include "views/core/action_gate.h"
#include "views/core/age_label.h"
#include "views/core/badge_delegate.h"
#include "views/core/breadcrumb_bar.h"
#include "views/core/card.h"
#include "views/core/confirm_dialog.h"
#include "views/core/error_bar.h"
#include "views/core/facts_panel.h"
#include "views/core/filter_bar.h"
#include "views/core/icons.h"
#include "views/core/link_button.h"
#include "views/core/orrery_style.h"
#include "views/core/page_title.h"
#include "views/core/plain_label.h"
#include "views/core/progress_line.h"
#include "views/core/request_preview_panel.h"
#include "views/core/section_header.h"
#include "views/core/spacing.h"
#include "views/core/state_chip.h"
#include "views/core/state_overlay.h"
#include "views/core/status_strip.h"
#include "views/core/table.h"
#include "views/core/theme.h"
#include "views/deploy_requests/diff/diff_view.h"
#include "views/storage/chart/chart.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QGridLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QRadioButton>
#include <QSpinBox>
#include <QSplitter>
#include <QStandardItemModel>
#include <QTabBar>
#include <QTabWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

using namespace orrery;
using namespace orrery::views;
using namespace Qt::StringLiterals;

namespace {

const models::StateWord stateWords[] = {
    {models::Tone::Accent, u"Open"_s, u"Waits for a review."_s},
    {models::Tone::Ok, u"Approved"_s, u"Ana Ruiz approved it 2 h ago."_s},
    {models::Tone::Busy, u"Deploying"_s, u"2 of 4 shards are done."_s},
    {models::Tone::Warn, u"Lint warning"_s, u"A foreign key is removed."_s},
    {models::Tone::Critical, u"Failed"_s, u"The deployment stopped with an error."_s},
    {models::Tone::Neutral, u"Closed"_s, u"Closed without deploying."_s},
};

QWidget *page(QLayout *layout)
{
    auto *widget = new QWidget;
    layout->setContentsMargins(space::page, space::group, space::page, space::group);
    layout->setSpacing(space::group);
    widget->setLayout(layout);
    widget->setAutoFillBackground(true);
    widget->setBackgroundRole(QPalette::Base);
    return widget;
}

QWidget *controlsPage()
{
    auto *grid = new QGridLayout;
    auto row = [grid](int index, const QString &name, std::initializer_list<QWidget *> widgets) {
        auto *line = new QHBoxLayout;
        line->setSpacing(space::inner);
        for (QWidget *widget : widgets)
            line->addWidget(widget);
        line->addStretch(1);
        grid->addWidget(new PlainLabel(name, TextSize::Small, ColorRole::TextSecondary), index, 0);
        grid->addLayout(line, index, 1);
    };
    auto *primary = new QPushButton(u"Deploy changes"_s);
    setButtonKind(primary, ButtonKind::Primary);
    auto *danger = new QPushButton(glyphIcon(Glyph::Trash), u"Delete branch"_s);
    setButtonKind(danger, ButtonKind::Danger);
    auto *quiet = new QPushButton(u"Details"_s);
    setButtonKind(quiet, ButtonKind::Quiet);
    auto *withMenu = new QPushButton(u"Approve"_s);
    withMenu->setMenu(new QMenu(withMenu));
    auto *disabled = new QPushButton(glyphIcon(Glyph::Play), u"Deploy"_s);
    setEnabledWithReason(disabled, u"Only an administrator can deploy."_s);
    row(0, u"Buttons"_s,
        {primary, new QPushButton(glyphIcon(Glyph::Check), u"Approve"_s), withMenu, quiet, danger, disabled});
    auto *edit = new QLineEdit(u"add-loyalty"_s);
    auto *empty = new QLineEdit;
    empty->setPlaceholderText(u"Branch name"_s);
    auto *combo = new QComboBox;
    combo->addItems({u"us-east-1"_s, u"eu-west-1"_s});
    auto *spin = new QSpinBox;
    spin->setValue(30);
    row(1, u"Fields"_s, {edit, empty, combo, spin});
    auto *check = new QCheckBox(u"Delete the branch when done"_s);
    check->setChecked(true);
    auto *radio = new QRadioButton(u"Deploy at once"_s);
    radio->setChecked(true);
    row(2, u"Choices"_s, {check, new QCheckBox(u"Notify me"_s), radio, new QRadioButton(u"Wait for me"_s)});
    auto *tabs = new QTabBar;
    for (const QString &name : {u"Overview"_s, u"Changes 7/12"_s, u"Operations"_s, u"Reviews 3"_s})
        tabs->addTab(name);
    tabs->setCurrentIndex(1);
    row(3, u"Tabs"_s, {tabs});
    auto *bar = new QProgressBar;
    bar->setValue(62);
    bar->setTextVisible(false);
    bar->setFixedWidth(220);
    row(4, u"Progress"_s,
        {bar, new PlainLabel(u"62 % · about 4 min left"_s, TextSize::Body, ColorRole::TextSecondary)});
    auto *chips = new QHBoxLayout;
    chips->setSpacing(space::inner);
    for (const models::StateWord &word : stateWords)
        chips->addWidget(new StateChip(word));
    chips->addStretch(1);
    grid->addWidget(new PlainLabel(u"States"_s, TextSize::Small, ColorRole::TextSecondary), 5, 0);
    grid->addLayout(chips, 5, 1);
    row(6, u"Text"_s,
        {new PlainLabel(u"Page title"_s, TextSize::PageTitle), new PlainLabel(u"Title"_s, TextSize::Title),
         new PlainLabel(u"Body"_s), new PlainLabel(u"Secondary"_s, TextSize::Small, ColorRole::TextSecondary),
         new LinkButton(u"add-loyalty"_s)});
    auto *mono = new PlainLabel(u"aws.connect.psdb.cloud"_s);
    setMonospace(mono);
    row(7, u"Hostile"_s, {new PlainLabel(u"<b>bold</b> \u202Eevil\u202C tab\tline\nend"_s), mono});
    auto *facts = new FactsPanel;
    facts->setFacts({{u"Region"_s, u"AWS us-east-1 (Northern Virginia)"_s, {}, false, {}, {}},
                     {u"Host"_s, u"aws.connect.psdb.cloud"_s, {}, true, {}, {}},
                     {u"State"_s, {}, {}, false, stateWords[1], {}},
                     {u"Parent"_s, u"main"_s, {}, false, {}, u"main"_s},
                     {u"Restored from"_s, {}, {}, false, {}, {}}});
    auto *card = new Card;
    auto *inside = new QVBoxLayout(card);
    inside->addWidget(new SectionHeader(u"Details"_s));
    inside->addWidget(facts);
    grid->addWidget(card, 8, 1);
    auto *error = new ErrorBar;
    error->showError({u"Branches of acme/shop could not be loaded."_s, u"The service answered 503 (unavailable)."_s,
                      u"Try again in a minute."_s, u"GET /v1/organizations/acme/databases/shop/branches\n503"_s,
                      models::ErrorRemedy::Retry});
    grid->addWidget(error, 9, 0, 1, 2);
    auto *notice = new ErrorBar;
    notice->showNotice(models::Tone::Accent, u"2 tables changed while you were reading."_s, u"Review changes"_s, [] {});
    grid->addWidget(notice, 10, 0, 1, 2);
    grid->setRowStretch(11, 1);
    grid->setColumnStretch(1, 1);
    return page(grid);
}

QStandardItemModel *rows(int count, QObject *parent)
{
    auto *model = new QStandardItemModel(0, 6, parent);
    model->setHorizontalHeaderLabels({u"Name"_s, u"State"_s, u"Region"_s, u"Size"_s, u"Progress"_s, u"Created"_s});
    model->setHeaderData(3, Qt::Horizontal, QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter),
                         Qt::TextAlignmentRole);
    for (int i = 0; i < count; ++i) {
        auto *name = new QStandardItem(i % 7 == 0 ? u"main"_s : u"add-loyalty-%1"_s.arg(i));
        name->setData(name->text(), models::IdRole);
        name->setData(i % 7 == 0, models::ProductionRole);
        auto *state = new QStandardItem(stateWords[i % 6].text);
        state->setData(QVariant::fromValue(stateWords[i % 6]), models::StateRole);
        auto *region = new QStandardItem(i % 2 ? u"us-east-1"_s : u"eu-west-1"_s);
        region->setData(true, models::MonospaceRole);
        auto *size = new QStandardItem(u"%1 GiB"_s.arg(QString::number(i * 1.37, 'f', 1)));
        size->setData(QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter), Qt::TextAlignmentRole);
        size->setData(i * 1.37, models::SortRole);
        auto *progress = new QStandardItem(u"%1 %"_s.arg(i * 9 % 101));
        progress->setData(i * 9 % 101 / 100.0, models::ProgressRole);
        progress->setData(i * 9 % 101, models::SortRole);
        auto *created = new QStandardItem(u"%1 h ago"_s.arg(i + 1));
        created->setData(QDateTime::currentDateTimeUtc().addSecs(-3600 * i), models::SortRole);
        created->setData(u"Nov 21, 2026 05:04:10 UTC"_s, models::ExactRole);
        model->appendRow({name, state, region, size, progress, created});
    }
    return model;
}

QWidget *tablePage()
{
    auto *layout = new QVBoxLayout;
    auto *widget = page(layout);
    auto *title = new PageTitle(widget);
    title->setTitle(u"#42 Add loyalty points"_s);
    title->setChips({stateWords[0], stateWords[1], {models::Tone::Accent, u"Ready to deploy"_s, {}}});
    title->setFacts(
        {{u"add-loyalty → main"_s, {}, true}, {u"Ana Ruiz"_s, {}, false}, {u"opened 2 h ago"_s, u"Nov 21"_s, false}});
    auto *deploy = new QAction(u"Deploy changes"_s, widget);
    auto *approve = new QAction(glyphIcon(Glyph::Check), u"Approve"_s, widget);
    setEnabledWithReason(approve, u"You opened this request; somebody else has to approve it."_s);
    title->setActions(deploy, approve);
    auto *more = new QMenu(widget);
    more->addAction(u"Close"_s);
    title->setMenu(more);
    layout->addWidget(title);
    auto *filter = new FilterBar(widget);
    layout->addWidget(filter);
    auto *view = new QTreeView(widget);
    auto *proxy = new ResourceProxy(view);
    proxy->setSourceModel(rows(240, view));
    auto *overlay = new StateOverlay(view, widget);
    layout->addWidget(overlay, 1);
    TableOptions options;
    options.accessibleName = u"Branches of acme/shop"_s;
    options.sortColumn = "0";
    auto *table = bindTable(view, proxy, options);
    filter->bind(table, widget);
    overlay->bindTable(table);
    models::LoadState state;
    state.phase = models::LoadState::Phase::Ready;
    state.hasContent = true;
    overlay->setState(state, u"Branches of acme/shop could not be loaded."_s);
    table->view()->setCurrentIndex(proxy->index(2, 0));
    view->setFocus();
    return widget;
}

QWidget *statesPage()
{
    auto *grid = new QGridLayout;
    auto *widget = page(grid);
    const QString failure = u"Branches of acme/shop could not be loaded."_s;
    const auto add = [&](int cell, const models::LoadState &state, bool empty) {
        auto *content = new QTreeView;
        content->setFrameShape(QFrame::NoFrame);
        auto *proxy = new ResourceProxy(content);
        proxy->setSourceModel(rows(empty ? 0 : 8, content));
        bindTable(content, proxy, {});
        auto *overlay = new StateOverlay(content, widget);
        overlay->setEmptyTest([empty] { return empty; });
        overlay->setEmptyState({Glyph::DeployRequest, u"No deploy requests yet"_s,
                                u"A deploy request brings a branch's schema changes to production after review."_s,
                                new QAction(glyphIcon(Glyph::Plus), u"New deploy request"_s, overlay)});
        overlay->setState(state, failure);
        grid->addWidget(overlay, cell / 2, cell % 2);
    };
    models::LoadState loading;
    loading.phase = models::LoadState::Phase::Loading;
    add(0, loading, true);
    models::LoadState ready;
    ready.phase = models::LoadState::Phase::Ready;
    ready.hasContent = true;
    ready.fetchedAt = QDateTime::currentDateTimeUtc();
    add(1, ready, true);
    models::LoadState failed;
    failed.phase = models::LoadState::Phase::Failed;
    failed.error = api::ApiError{};
    failed.error->kind = api::ApiError::Kind::Offline;
    failed.error->path = u"/v1/organizations/acme/databases/shop/branches"_s;
    failed.error->detail = u"Connection refused"_s;
    add(2, failed, true);
    failed.hasContent = true;
    failed.error->kind = api::ApiError::Kind::Server;
    failed.error->status = 503;
    add(3, failed, false);
    grid->setRowStretch(0, 1);
    grid->setRowStretch(1, 1);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    return widget;
}

QWidget *iconsPage()
{
    auto *grid = new QGridLayout;
    auto *widget = page(grid);
    grid->setSpacing(space::inner);
    for (int i = 0; i < static_cast<int>(Glyph::Count); ++i) {
        auto *button = new QToolButton;
        button->setIcon(glyphIcon(static_cast<Glyph>(i), ColorRole::Text));
        button->setText(QString::number(i));
        button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
        button->setAutoRaise(true);
        button->setIconSize({16, 16});
        grid->addWidget(button, i / 14, i % 14);
    }
    for (int i = 0; i < 14; ++i) {
        auto *big = new QLabel;
        big->setPixmap(glyphPixmap(static_cast<Glyph>(i * 4), Theme::of(widget).color(ColorRole::Text), 48,
                                   widget->devicePixelRatioF()));
        grid->addWidget(big, 6, i);
    }
    auto *row = new QHBoxLayout;
    for (const int size : {16, 24, 32, 48, 64, 128, 256}) {
        auto *label = new QLabel;
        label->setPixmap(applicationIcon().pixmap(QSize(size, size)));
        row->addWidget(label);
    }
    grid->addLayout(row, 7, 0, 1, 14);
    return widget;
}

QWidget *windowPage()
{
    auto *tree = new QTreeView;
    auto *model = new QStandardItemModel(tree);
    const auto item = [](const QString &text, std::optional<Glyph> glyph) {
        auto *made = new QStandardItem(text);
        if (glyph)
            made->setIcon(glyphIcon(*glyph));
        return made;
    };
    auto *inbox = item(u"Inbox"_s, Glyph::Inbox);
    inbox->setData(7, models::CountRole);
    auto *storage = item(u"Storage"_s, Glyph::Storage);
    storage->setData(2, models::CountRole);
    storage->setData(QVariant::fromValue(stateWords[3]), models::StateRole);
    model->appendRow(inbox);
    model->appendRow(storage);
    model->appendRow(item(u"Activity"_s, Glyph::Activity));
    auto *account = item(u"ana@example.com"_s, std::nullopt);
    auto *acme = item(u"acme"_s, Glyph::Organization);
    auto *shop = item(u"shop"_s, Glyph::Database);
    auto *mainBranch = item(u"main"_s, Glyph::Branch);
    mainBranch->setData(true, models::ProductionRole);
    shop->appendRow(mainBranch);
    shop->appendRow(item(u"add-loyalty-points-to-orders"_s, Glyph::Branch));
    acme->appendRow(shop);
    acme->appendRow(item(u"billing"_s, Glyph::Database));
    account->appendRow(acme);
    account->appendRow(item(u"northwind"_s, Glyph::Organization));
    model->appendRow(account);
    tree->setModel(model);
    tree->setItemDelegate(new BadgeDelegate(tree));
    tree->setHeaderHidden(true);
    tree->setFrameShape(QFrame::NoFrame);
    tree->expandAll();
    tree->viewport()->setBackgroundRole(QPalette::Window);
    tree->setCurrentIndex(mainBranch->index());
    tree->setMinimumWidth(240);

    auto *right = new QWidget;
    right->setAutoFillBackground(true);
    right->setBackgroundRole(QPalette::Base);
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *header = new QHBoxLayout;
    header->setContentsMargins(space::inner, space::unit, space::inner, space::unit);
    auto *crumbs = new BreadcrumbBar;
    crumbs->setCrumbs({{u"acme"_s, 1, {}}, {u"shop"_s, 2, {}}, {u"Deploy requests"_s, 3, {}}, {u"#42"_s, 4, {}}});
    crumbs->setHistory(true, false);
    auto *age = new AgeLabel;
    age->setTime(QDateTime::currentDateTimeUtc().addSecs(-12));
    auto *refresh = new QToolButton;
    refresh->setIcon(glyphIcon(Glyph::Refresh));
    header->addWidget(crumbs, 1);
    header->addWidget(age);
    header->addWidget(refresh);
    column->addLayout(header);
    auto *progress = new ProgressLine;
    progress->setLoading(true);
    progress->setProgress(0.4);
    column->addWidget(progress);
    column->addWidget(tablePage(), 1);
    auto *splitter = new QSplitter;
    splitter->addWidget(tree);
    splitter->addWidget(right);
    splitter->setStretchFactor(1, 1);
    auto *strip = new StatusStrip;
    strip->showMessage(
        u"Deploy request #42 approved."_s, models::Tone::Ok, u"Show"_s, [] {}, 0);
    auto *whole = new QWidget;
    auto *outer = new QVBoxLayout(whole);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addWidget(splitter, 1);
    outer->addWidget(strip);
    return whole;
}

QWidget *diffPage(DiffView::Mode mode)
{
    auto *layout = new QVBoxLayout;
    auto *widget = page(layout);
    auto *view = new DiffView(widget);
    QString raw =
        u"@@ -1,32 +1,34 @@\n CREATE TABLE `orders` (\n   `id` bigint unsigned NOT NULL AUTO_INCREMENT,\n-  `email` "
        u"varchar(100) NOT NULL,\n"
        "+  `email` varchar(255) NOT NULL DEFAULT '', -- longer\n+  `loyalty_points` int unsigned NOT NULL DEFAULT '0',\n"_s;
    for (int i = 0; i < 24; ++i)
        raw += u"   `column_%1` datetime(6) DEFAULT NULL COMMENT 'when it happened',\n"_s.arg(i);
    raw +=
        u"-  `total` decimal(10,2) DEFAULT NULL,\n   PRIMARY KEY (`id`),\n-  KEY `idx_email` (`email`)\n+  KEY "
        u"`idx_email` (`email`),\n"
        "+  CONSTRAINT `fk_customer` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`) ON DELETE CASCADE\n ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4\n"_s;
    view->setDiff(models::parseUnifiedDiff(raw));
    view->setMode(mode);
    view->find(u"email"_s);
    layout->addWidget(view, 1);
    return widget;
}

QWidget *storagePage(bool many)
{
    auto *layout = new QVBoxLayout;
    auto *widget = page(layout);
    const auto series = [](const QString &name, double from, double to, double wave) {
        models::StorageSeries made{name, u"PlanetScale metrics"_s, {}};
        const QDateTime start = QDateTime(QDate(2026, 11, 14), QTime(3, 0), orrery::kUtc);
        for (int i = 0; i < 7 * 24 * 6; ++i) {
            const double part = i / 1007.0;
            const double percent = from + (to - from) * part + wave * std::sin(part * 40);
            const double capacity = (part < 0.6 ? 100.0 : 120.0) * 1073741824.0;
            made.points.append({start.addSecs(600 * i), percent, percent / 100 * capacity, capacity});
        }
        return made;
    };
    auto *chart = new StorageChart(widget);
    if (many)
        chart->setSeries({series(u"commerce / -40"_s, 60, 72, 1), series(u"commerce / 40-80"_s, 62, 70, 1),
                          series(u"commerce / 80-c0"_s, 50, 52, 0.4), series(u"commerce / c0-"_s, 72, 91, 0.8)});
    else
        chart->setSeries({series(u"primary"_s, 70, 86, 0.5)});
    layout->addWidget(chart, 1);
    if (!many) {
        auto *bytes = new StorageChart(widget);
        bytes->setSeries({series(u"primary"_s, 70, 86, 0.5)});
        bytes->setUnit(StorageUnit::Bytes);
        layout->addWidget(bytes, 1);
    } else {
        QTimer::singleShot(0, chart, [chart] {
            chart->plot()->setCrosshair(QDateTime(QDate(2026, 11, 18), QTime(3, 0), orrery::kUtc));
        });
        auto *table = new StorageChart(widget);
        table->setSeries({series(u"primary"_s, 70, 86, 0.5)});
        table->setTableShown(true);
        layout->addWidget(table, 1);
    }
    return widget;
}

ConfirmDialog *dialog(bool typed)
{
    ConfirmRequest request;
    request.words.tier = typed ? models::ConfirmationTier::TypeName : models::ConfirmationTier::Sentence;
    request.words.title = typed ? u"Delete branch add-loyalty?"_s : u"Deploy #42 into main?"_s;
    request.words.consequence = typed
        ? u"Its 3 passwords stop working at once. This cannot be undone."_s
        : u"3 tables change on main. For 30 minutes afterwards the change can be reverted."_s;
    request.words.verb = typed ? u"Delete branch"_s : u"Deploy changes"_s;
    request.words.nameToType = u"add-loyalty"_s;
    request.words.destructive = typed;
    request.words.production = !typed;
    if (typed) {
        request.lost = {{u"orders.total is dropped with its data"_s}, {u"customers.fax is dropped with its data"_s}};
    }
    request.preview = models::RequestPreview{
        {},
        u"DELETE"_s,
        u"https://api.planetscale.com/v1/organizations/acme/databases/shop/branches/add-loyalty"_s,
        {},
        u"pscale branch delete shop add-loyalty --org acme"_s,
        u"curl -X DELETE …"_s};
    return new ConfirmDialog(request);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    const bool dark = arguments.contains(u"--dark"_s);
    ThemeController theme(application, dark ? Theme::Scheme::Dark : Theme::Scheme::Light);

    const qsizetype grabAt = arguments.indexOf(u"--grab"_s);
    const QString directory = grabAt > 0 && grabAt + 1 < arguments.size() ? arguments.at(grabAt + 1) : QString();
    QTabWidget tabs;
    tabs.resize(1280, 800);
    tabs.addTab(controlsPage(), u"controls"_s);
    tabs.addTab(tablePage(), u"table"_s);
    tabs.addTab(statesPage(), u"states"_s);
    tabs.addTab(iconsPage(), u"icons"_s);
    tabs.addTab(windowPage(), u"window"_s);
    tabs.addTab(diffPage(DiffView::Mode::Unified), u"diff"_s);
    tabs.addTab(diffPage(DiffView::Mode::SideBySide), u"split"_s);
    tabs.addTab(storagePage(false), u"storage"_s);
    tabs.addTab(storagePage(true), u"shards"_s);
    tabs.show();
    if (directory.isEmpty())
        return QApplication::exec();

    const QString suffix =
        (dark ? u"_dark"_s : u"_light"_s) + (application.devicePixelRatio() > 1 ? u"_2x"_s : QString());
    // One turn of the event loop between showing and grabbing, so that layouts have settled.
    auto *step = new QTimer(&tabs);
    int at = 0;
    QObject::connect(step, &QTimer::timeout, &tabs, [&, step] {
        if (at > 0)
            tabs.grab().save(QDir(directory).filePath(tabs.tabText(at - 1) + suffix + u".png"_s));
        if (at < tabs.count()) {
            tabs.setCurrentIndex(at++);
            return;
        }
        step->stop();
        for (const bool typed : {false, true}) {
            ConfirmDialog *question = dialog(typed);
            if (typed)
                question->previewPanel()->setExpanded(true);
            question->show();
            question->adjustSize();
            question->grab().save(
                QDir(directory).filePath((typed ? u"confirm_typed"_s : u"confirm"_s) + suffix + u".png"_s));
            delete question;
        }
        QApplication::quit();
    });
    step->start(250);
    return QApplication::exec();
}
