// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/branches/compare_page.h"

#include "models/core/text.h"
#include "models/databases/database_places.h"
#include "models/deploy_requests/diff/changes_text.h"
#include "models/deploy_requests/diff/external_diff.h"
#include "models/organizations/organization_places.h"
#include "models/schema/compare_places.h"
#include "models/schema/snapshot_store.h"
#include "views/branches/side_dialog.h"
#include "views/branches/snapshots_pane.h"
#include "views/core/action_gate.h"
#include "views/core/error_bar.h"
#include "views/core/page_title.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"
#include "views/core/state_overlay.h"
#include "views/deploy_requests/diff/changes_reader.h"
#include "views/window/tabs.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>

namespace orrery::views {

namespace {
constexpr QLatin1String differencesTab("differences");
constexpr QLatin1String snapshotsTab("snapshots");

models::StateWord chipOf(models::UnifiedDiff::Change change, const QString &text)
{
    models::StateWord word = models::describeChange(change);
    word.text = text;
    return word;
}
} // namespace

ComparePage::ComparePage(PageContext pageContext, models::Location where, QWidget *parent)
    : Page(std::move(pageContext), std::move(where), parent), m_workspace(context().workspace),
      m_compare(new models::SchemaCompare(m_workspace->context(), models::snapshotStore(m_workspace),
                                          models::fromSideOf(location()), models::toSideOf(location()), this)),
      m_heading(new PageTitle), m_tabs(new Tabs), m_from(new QPushButton), m_to(new QPushButton), m_bar(new ErrorBar)
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    makeActions();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::page, space::group, space::page, space::inner);
    column->setSpacing(space::inner);
    column->addWidget(m_heading);
    column->addWidget(makeSides());
    m_bar->clear();
    column->addWidget(m_bar);
    column->addWidget(m_tabs, 1);
    m_tabs->add(differencesTab, tr("Differences"), [this]() { return makeDifferences(); });
    m_tabs->add(snapshotsTab, tr("Snapshots"), [this]() { return makeSnapshots(); });
    connect(m_tabs, &Tabs::currentChanged, this, &ComparePage::showTab);
    connect(m_compare, &models::SchemaCompare::changed, this, &ComparePage::showState);

    models::SnapshotStore *snapshots = models::snapshotStore(m_workspace);
    connect(snapshots, &models::SnapshotStore::kept, this, [this, snapshots](const QString &id) {
        if (const models::SchemaSnapshot *snapshot = snapshots->find(id); m_active && snapshot)
            Q_EMIT notice(tr("Snapshot %1 was kept: %Ln table(s).", nullptr, int(snapshot->tables))
                              .arg(models::visibleText(snapshot->name)));
    });
    connect(snapshots, &models::SnapshotStore::stateChanged, this, &ComparePage::showState);
    showState();
}

void ComparePage::makeActions()
{
    const auto add = [this](Glyph glyph, const QString &text, auto what) {
        auto *action = new QAction(glyphIcon(glyph), text, this);
        connect(action, &QAction::triggered, this, what);
        return action;
    };
    m_swap = new QAction(tr("Swap"), this);
    connect(m_swap, &QAction::triggered, this,
            [this]() { goTo(models::toSideOf(location()), models::fromSideOf(location())); });
    m_copy = add(Glyph::Copy, tr("Copy as patch"), [this]() { copyPatch(); });
    m_keepFrom = add(Glyph::Download, {}, [this]() { keep(Side::From); });
    m_keepTo = add(Glyph::Download, {}, [this]() { keep(Side::To); });
    auto *menu = new QMenu(this);
    menu->addActions({m_keepFrom, m_keepTo});
    m_heading->setMenu(menu);
    m_heading->setActions(m_copy, nullptr, ButtonKind::Normal);
    const auto key = [this](const QString &keys, auto what) {
        auto *shortcut = new QShortcut(QKeySequence(keys), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, what);
    };
    key(QStringLiteral("F"), [this]() { chooseSide(Side::From); });
    key(QStringLiteral("T"), [this]() { chooseSide(Side::To); });
    key(QStringLiteral("S"), [this]() { m_swap->trigger(); });
    setToolTipWithShortcut(m_swap, tr("Swap the sides (S)"));
}

QWidget *ComparePage::makeSides()
{
    auto *sides = new QWidget;
    auto *line = new QHBoxLayout(sides);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::inner);
    for (QPushButton *button : {m_from, m_to}) {
        const Side side = button == m_from ? Side::From : Side::To;
        button->setAutoDefault(false);
        // A long name gives way to the window's width; the tooltip has it whole.
        button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        button->setMinimumWidth(120);
        connect(button, &QPushButton::clicked, this, [this, side]() { chooseSide(side); });
    }
    auto *swap = new QToolButton;
    swap->setDefaultAction(m_swap);
    swap->setToolButtonStyle(Qt::ToolButtonTextOnly);
    swap->setAutoRaise(true);
    swap->setFocusPolicy(Qt::StrongFocus);
    swap->setAccessibleName(tr("Swap the sides"));
    line->addWidget(new PlainLabel(tr("Before"), TextSize::Body, ColorRole::TextSecondary));
    line->addWidget(m_from, 1);
    line->addWidget(swap);
    line->addWidget(new PlainLabel(tr("After"), TextSize::Body, ColorRole::TextSecondary));
    line->addWidget(m_to, 1);
    return sides;
}

QWidget *ComparePage::makeDifferences()
{
    m_reader = new ChangesReader(m_compare->tables(), context().settings, context().service<models::ExternalDiff>());
    m_reader->rememberSplit(QStringLiteral("compare/split"));
    connect(m_reader, &ChangesReader::notice, this, &Page::notice);
    m_overlay = new StateOverlay(m_reader);
    m_overlay->setEmptyTest([this]() { return m_compare->tables()->rowCount() == 0; });
    connect(m_overlay, &StateOverlay::retryRequested, m_compare, &models::SchemaCompare::refresh);
    connect(m_overlay, &StateOverlay::signInRequested, this, &Page::signInRequested);
    return m_overlay;
}

QWidget *ComparePage::makeSnapshots()
{
    m_snapshots = new SnapshotsPane(models::snapshotStore(m_workspace), context().settings);
    connect(m_snapshots, &SnapshotsPane::locationOpened, this, &Page::navigate);
    connect(m_snapshots, &SnapshotsPane::notice, this, &Page::notice);
    return m_snapshots;
}

QString ComparePage::title() const
{
    const QString from = m_compare->sideShortName(Side::From);
    const QString to = m_compare->sideShortName(Side::To);
    return from.isEmpty() || to.isEmpty() ? tr("Compare schemas") : tr("%1 → %2").arg(from, to);
}

void ComparePage::activate()
{
    m_active = true;
    models::snapshotStore(m_workspace)->open();
    m_compare->open();
    if (!m_tabs->setCurrent(location().tab))
        m_tabs->setCurrent(differencesTab);
}

void ComparePage::deactivate()
{
    m_active = false;
    m_compare->cancel();
}

void ComparePage::refresh()
{
    m_compare->refresh();
}

void ComparePage::openTab(const QString &tab)
{
    if (!m_tabs->contains(tab))
        return;
    setTab(tab);
    if (m_active)
        m_tabs->setCurrent(tab);
}

void ComparePage::showTab(const QString &id)
{
    setTab(id);
    if (id == snapshotsTab)
        m_snapshots->open();
    showState();
}

models::LoadState ComparePage::loadState() const
{
    return m_tabs->current() == snapshotsTab && m_snapshots ? m_snapshots->loadState() : m_compare->state();
}

QList<std::pair<QString, QString>> ComparePage::keys() const
{
    return QList<std::pair<QString, QString>>{{QStringLiteral("F / T"), tr("Choose the side before or after")},
                                              {QStringLiteral("S"), tr("Swap the sides")}}
    + ChangesReader::keys();
}

QPushButton *ComparePage::sideButton(models::SchemaCompare::Side side) const
{
    return side == Side::From ? m_from : m_to;
}

void ComparePage::showState()
{
    m_heading->setTitle(tr("Compare schemas"));
    const models::LoadState state = m_compare->state();
    const models::ChangeCounts counts = m_compare->counts();
    using Change = models::UnifiedDiff::Change;
    QList<models::StateWord> chips;
    if (state.hasContent) {
        if (counts.added > 0)
            chips.append(chipOf(Change::Added, tr("%Ln added", nullptr, counts.added)));
        if (counts.modified > 0)
            chips.append(chipOf(Change::Modified, tr("%Ln modified", nullptr, counts.modified)));
        if (counts.deleted > 0)
            chips.append(chipOf(Change::Deleted, tr("%Ln deleted", nullptr, counts.deleted)));
    }
    m_heading->setChips(chips);
    m_tabs->setCount(differencesTab, state.hasContent ? counts.all() : -1);
    const models::SnapshotStore *snapshots = models::snapshotStore(m_workspace);
    m_tabs->setCount(snapshotsTab, snapshots->state().hasContent ? snapshots->model()->rowCount() : -1);

    for (const Side side : {Side::From, Side::To}) {
        QPushButton *button = sideButton(side);
        const models::SchemaSide &shown = m_compare->side(side);
        const QString name = m_compare->sideName(side);
        button->setIcon(glyphIcon(shown.isSnapshot() ? Glyph::Clock : Glyph::Branch));
        button->setText(name.isEmpty() ? tr("Choose…") : QString(name).replace(QLatin1Char('&'), QLatin1String("&&")));
        button->setAccessibleName(side == Side::From ? tr("Side before: %1").arg(button->text())
                                                     : tr("Side after: %1").arg(button->text()));
        button->setToolTip(plainToolTip(tr("%1 (%2)", "what a button does, its key")
                                            .arg(name.isEmpty() ? tr("Choose a branch or snapshot") : name,
                                                 side == Side::From ? tr("F") : tr("T"))));
        QAction *keep = side == Side::From ? m_keepFrom : m_keepTo;
        const QString shortName = m_compare->sideShortName(side);
        keep->setText(shortName.isEmpty() ? tr("Keep snapshot") : tr("Keep snapshot of %1").arg(shortName));
        setEnabledWithReason(keep,
                             shown.isSnapshot() ? std::optional<QString>(tr("This side is a snapshot already."))
                                 : m_compare->schema(side)
                                 ? std::nullopt
                                 : std::optional<QString>(tr("The schema of this side is not read yet.")));
    }
    const bool chosen = !models::fromSideOf(location()).isEmpty() && !models::toSideOf(location()).isEmpty();
    setEnabledWithReason(m_swap,
                         models::fromSideOf(location()).isEmpty() && models::toSideOf(location()).isEmpty()
                             ? std::optional<QString>(tr("Choose the sides first."))
                             : std::nullopt);
    setEnabledWithReason(
        m_copy, counts.all() > 0 ? std::nullopt : std::optional<QString>(tr("There is no difference to copy.")));
    if (m_overlay) {
        models::LoadState shown = state;
        const QString missing = m_compare->missingSnapshot();
        if (!chosen) {
            m_overlay->setEmptyState({Glyph::Split, tr("Choose two schemas"),
                                      tr("Branches of any database and organization, and snapshots kept on this "
                                         "computer, can be compared with each other."),
                                      nullptr});
        } else if (!missing.isEmpty()) {
            m_overlay->setEmptyState({Glyph::Clock, tr("The snapshot is not here"), missing, nullptr});
        } else {
            m_overlay->setEmptyState({Glyph::Check, tr("The schemas are the same"),
                                      tr("%1 and %2 have the same tables.")
                                          .arg(m_compare->sideName(Side::From), m_compare->sideName(Side::To)),
                                      nullptr});
        }
        if (!chosen || !missing.isEmpty()) {
            shown = {};
            shown.phase = models::LoadState::Phase::Ready;
            shown.hasContent = true;
        }
        m_overlay->setState(shown, m_compare->failureTitle());
    }
    Q_EMIT titleChanged();
    Q_EMIT loadStateChanged();
}

void ComparePage::chooseSide(Side side)
{
    auto *dialog =
        new SideDialog(m_workspace, side == Side::From ? tr("Compare: the side before") : tr("Compare: the side after"),
                       m_compare->side(side), location(), this);
    connect(dialog, &SideDialog::chosen, this, [this, side](const models::SchemaSide &chosen) {
        if (side == Side::From)
            goTo(chosen, models::toSideOf(location()));
        else
            goTo(models::fromSideOf(location()), chosen);
    });
    dialog->open();
}

void ComparePage::goTo(const models::SchemaSide &from, const models::SchemaSide &to)
{
    if (from == models::fromSideOf(location()) && to == models::toSideOf(location()))
        return;
    Q_EMIT navigate(models::comparePlace(location().account, models::organizationOf(location()),
                                         models::databaseOf(location()), from, to));
}

void ComparePage::keep(Side side)
{
    const models::SchemaSide &shown = m_compare->side(side);
    const auto &tables = m_compare->schema(side);
    if (!tables || shown.isSnapshot())
        return;
    models::SchemaSnapshot origin;
    origin.organization = shown.organization;
    origin.database = shown.database;
    origin.branch = shown.branch;
    models::snapshotStore(m_workspace)->keep(origin, *tables);
}

void ComparePage::copyPatch()
{
    const QList<models::DeployTable> rows = m_compare->tables()->rows();
    models::runAside(
        this, [rows]() { return models::changesAsText(rows, models::ChangesFormat::Patch); },
        [this, count = int(rows.size())](const QString &text) {
            QGuiApplication::clipboard()->setText(text);
            Q_EMIT notice(tr("The differences of %Ln table(s) are copied as a patch.", nullptr, count));
        });
}

} // namespace orrery::views
