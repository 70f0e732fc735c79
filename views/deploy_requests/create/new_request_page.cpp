// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/create/new_request_page.h"

#include "models/branches/branch_list.h"
#include "models/branches/branch_places.h"
#include "models/core/feature_registry.h"
#include "models/core/text.h"
#include "models/databases/database_list.h"
#include "models/databases/database_places.h"
#include "models/deploy_requests/deploy_request_places.h"
#include "models/deploy_requests/diff/external_diff.h"
#include "models/deploy_requests/request/deploy_request_lists.h"
#include "models/organizations/organization_places.h"
#include "models/schema/snapshot_store.h"
#include "views/core/action_gate.h"
#include "views/core/action_set.h"
#include "views/core/error_bar.h"
#include "views/core/icons.h"
#include "views/core/page_title.h"
#include "views/core/plain_label.h"
#include "views/core/request_preview_panel.h"
#include "views/core/section_header.h"
#include "views/core/spacing.h"
#include "views/core/state_overlay.h"
#include "views/core/wrapping_check_box.h"
#include "views/deploy_requests/create/new_request_checks.h"
#include "views/deploy_requests/diff/changes_reader.h"
#include "views/deploy_requests/links.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>

namespace orrery::views {

namespace {
constexpr QLatin1String templateKey("deploy-request/notes-template");
constexpr QLatin1String splitKey("new-deploy-request/split");
constexpr int sideWidth = 300;
constexpr int notesHeight = 112;

QString templateOf(const QSettings *settings)
{
    return settings ? settings->value(templateKey).toString() : QString();
}

/// Shows `names` without telling anybody that the choice changed.
void refill(QComboBox *box, const QStringList &names, const QString &current)
{
    const QSignalBlocker quiet(box);
    QStringList shown;
    for (int i = 0; i < box->count(); ++i)
        shown.append(box->itemData(i).toString());
    if (shown != names) {
        box->clear();
        for (const QString &name : names)
            box->addItem(models::visibleText(name), name);
    }
    box->setCurrentIndex(current.isEmpty() ? -1 : box->findData(current));
}
} // namespace

NewRequestPage::NewRequestPage(PageContext pageContext, models::Location where, QWidget *parent)
    : Page(std::move(pageContext), std::move(where), parent), m_workspace(context().workspace),
      m_request(new models::NewDeployRequest(
          m_workspace->context(),
          models::branchList(m_workspace, models::organizationOf(location()), models::databaseOf(location())),
          models::snapshotStore(m_workspace), models::organizationOf(location()), models::databaseOf(location()),
          this)),
      m_set(new ActionSet(this, nullptr)), m_heading(new PageTitle), m_bar(new ErrorBar), m_branch(new QComboBox),
      m_into(new QComboBox),
      m_reader(new ChangesReader(m_request->tables(), context().settings, context().service<models::ExternalDiff>())),
      m_changes(new StateOverlay(m_reader)), m_notes(new QPlainTextEdit),
      m_autoApply(new WrappingCheckBox(tr("Apply changes automatically"))),
      m_autoDelete(new WrappingCheckBox(tr("Delete the branch afterwards"))),
      m_autoApplyNote(new PlainLabel({}, TextSize::Small, ColorRole::TextSecondary)),
      m_autoDeleteNote(new PlainLabel({}, TextSize::Small, ColorRole::TextSecondary)), m_checks(new CheckList),
      m_preview(new RequestPreviewPanel)
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    makeActions();
    auto *body = new QWidget;
    auto *content = new QVBoxLayout(body);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(space::inner);
    content->addWidget(makeBranches());
    auto *split = new QSplitter(Qt::Horizontal);
    split->setChildrenCollapsible(false);
    split->addWidget(m_changes);
    split->addWidget(makeSide());
    split->setStretchFactor(0, 1);
    split->setSizes({sideWidth * 2, sideWidth});
    if (QSettings *settings = context().settings) {
        split->restoreState(settings->value(splitKey).toByteArray());
        connect(split, &QSplitter::splitterMoved, this,
                [split, settings]() { settings->setValue(splitKey, split->saveState()); });
    }
    content->addWidget(split, 1);
    m_overlay = new StateOverlay(body);
    m_overlay->setEmptyTest([this]() { return isPostgres(); });
    m_overlay->setEmptyState({Glyph::DeployRequest, tr("Postgres databases have no deploy requests"),
                              tr("Their schema is changed directly. Schemas of Postgres branches can be compared."),
                              nullptr});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::page, space::group, space::page, space::inner);
    column->setSpacing(space::inner);
    column->addWidget(m_heading);
    m_bar->clear();
    column->addWidget(m_bar);
    column->addWidget(m_overlay, 1);

    m_reader->rememberSplit(QStringLiteral("new-deploy-request/changes-split"));
    m_changes->setEmptyTest([this]() { return m_request->tables()->rowCount() == 0; });
    connect(m_changes, &StateOverlay::retryRequested, m_request, &models::NewDeployRequest::refresh);
    connect(m_changes, &StateOverlay::signInRequested, this, &Page::signInRequested);
    connect(m_reader, &ChangesReader::notice, this, &Page::notice);
    connect(m_bar, &ErrorBar::signInRequested, this, &Page::signInRequested);
    // Trying again is the person's own press of the button, never the bar's.
    connect(m_bar, &ErrorBar::retryRequested, m_request, &models::NewDeployRequest::refresh);
    connect(m_checks, &CheckList::linkActivated, this, &NewRequestPage::openLink);
    connect(m_request, &models::NewDeployRequest::changed, this, &NewRequestPage::showState);
    connect(m_request, &models::NewDeployRequest::draftChanged, this, &NewRequestPage::showDraft);
    connect(m_request, &models::NewDeployRequest::created, this, &NewRequestPage::onCreated);
    connect(m_request, &models::NewDeployRequest::lookedUp, this,
            [this](const QString &sentence) { m_bar->showNotice(models::Tone::Warn, sentence); });
    connect(m_set, &ActionSet::finished, this,
            [this](const QString &, const models::ActionResult &result) { onFinished(result); });
    connect(models::databaseList(m_workspace, models::organizationOf(location())), &models::Store::stateChanged, this,
            &NewRequestPage::showState);
    m_request->setBranch(models::branchOf(location()));
    showDraft();
    showState();
}

NewRequestPage::~NewRequestPage()
{
    // Its last signals would find a page that is half gone.
    m_request->disconnect(this);
}

void NewRequestPage::makeActions()
{
    models::Action create = m_request->create();
    create.refusal = [this, inner = create.refusal]() {
        return isPostgres() ? std::optional<QString>(tr("Postgres databases have no deploy requests.")) : inner();
    };
    m_create = m_set->add(create, {}, [this](const models::Action &asked) {
        m_bar->clear();
        m_set->run(asked, {});
    });
    m_create->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return));
    m_create->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    setToolTipWithShortcut(m_create, m_create->text());
    addAction(m_create);
    m_open = new QAction(glyphIcon(Glyph::DeployRequest), QString(), this);
    connect(m_open, &QAction::triggered, this, [this]() {
        if (const auto open = m_request->openIntoTarget())
            Q_EMIT navigate(models::deployRequestPlace(location().account, models::organizationOf(location()),
                                                       models::databaseOf(location()), *open));
    });
    m_insertTemplate = new QAction(tr("Insert the notes template"), this);
    connect(m_insertTemplate, &QAction::triggered, this,
            [this]() { m_notes->insertPlainText(templateOf(context().settings)); });
    m_keepTemplate = new QAction(tr("Keep these notes as template"), this);
    connect(m_keepTemplate, &QAction::triggered, this, [this]() {
        context().settings->setValue(templateKey, m_notes->toPlainText());
        Q_EMIT notice(m_notes->toPlainText().trimmed().isEmpty() ? tr("There is no notes template any more.")
                                                                 : tr("New deploy requests begin with these notes."));
        showState();
    });
    auto *menu = new QMenu(this);
    menu->addActions({m_insertTemplate, m_keepTemplate});
    m_heading->setActions(m_create);
    if (context().settings)
        m_heading->setMenu(menu);
}

QWidget *NewRequestPage::makeBranches()
{
    auto *branches = new QWidget;
    auto *line = new QHBoxLayout(branches);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::inner);
    for (QComboBox *box : {m_branch, m_into}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(16);
        box->setMaximumWidth(360);
        box->setPlaceholderText(tr("Choose a branch"));
    }
    m_branch->setAccessibleName(tr("Branch whose changes are deployed"));
    m_into->setAccessibleName(tr("Branch to deploy into"));
    line->addWidget(new PlainLabel(tr("From"), TextSize::Body, ColorRole::TextSecondary));
    line->addWidget(m_branch, 1);
    line->addWidget(new PlainLabel(tr("into"), TextSize::Body, ColorRole::TextSecondary));
    line->addWidget(m_into, 1);
    line->addStretch(1);
    connect(m_branch, &QComboBox::activated, this, [this]() { chooseBranch(m_branch->currentData().toString()); });
    connect(m_into, &QComboBox::activated, this, [this]() { m_request->setInto(m_into->currentData().toString()); });
    return branches;
}

QWidget *NewRequestPage::makeSide()
{
    auto *side = new QWidget;
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(space::group, 0, space::inner, space::inner);
    column->setSpacing(space::inner);
    m_notes->setAccessibleName(tr("Notes"));
    m_notes->setPlaceholderText(tr("What changes and why, for those who review it"));
    m_notes->setTabChangesFocus(true);
    // The checks are what has to be in view; long notes scroll.
    m_notes->setFixedHeight(notesHeight);
    column->addWidget(new SectionHeader(tr("Notes")));
    column->addWidget(m_notes);
    m_checksHeader = new SectionHeader(tr("Checks"));
    column->addWidget(m_checksHeader);
    column->addWidget(m_checks);
    column->addWidget(new SectionHeader(tr("Options")));
    for (const auto &[box, note] :
         {std::pair(m_autoApply, m_autoApplyNote), std::pair(m_autoDelete, m_autoDeleteNote)}) {
        note->setWordWrap(true);
        column->addWidget(box);
        column->addWidget(note);
    }
    column->addWidget(m_preview);
    column->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(tr("Notes, options and checks"));
    scroll->setMinimumWidth(240);
    scroll->setWidget(side);
    scroll->setFocusPolicy(Qt::NoFocus);
    connect(m_notes, &QPlainTextEdit::textChanged, this, [this]() {
        m_request->setNotes(m_notes->toPlainText());
        showPreview();
    });
    connect(m_autoApply, &QCheckBox::toggled, m_request, &models::NewDeployRequest::setAutoApply);
    connect(m_autoDelete, &QCheckBox::toggled, m_request, &models::NewDeployRequest::setAutoDelete);
    connect(m_preview, &RequestPreviewPanel::expandedChanged, this, &NewRequestPage::showPreview);
    return scroll;
}

const api::Database *NewRequestPage::database() const
{
    return models::knownDatabase(m_workspace, models::organizationOf(location()), models::databaseOf(location()));
}

bool NewRequestPage::isPostgres() const
{
    const api::Database *row = database();
    return row && row->kind.isPresent() && !models::isVitess(row->kind);
}

QString NewRequestPage::title() const
{
    return models::branchOf(location()).isEmpty()
        ? tr("New deploy request")
        : tr("New deploy request from %1").arg(models::visibleText(models::branchOf(location())));
}

void NewRequestPage::activate()
{
    m_active = true;
    // A page opened from a link may come before its organization's list.
    if (!database())
        models::databaseList(m_workspace, models::organizationOf(location()))->open();
    m_request->open();
}

void NewRequestPage::deactivate()
{
    m_active = false;
    m_request->cancel();
}

void NewRequestPage::refresh()
{
    m_bar->clear();
    m_request->refresh();
}

models::LoadState NewRequestPage::loadState() const
{
    return m_request->changesState();
}

QList<std::pair<QString, QString>> NewRequestPage::keys() const
{
    return QList<std::pair<QString, QString>>{{m_create->shortcut().toString(QKeySequence::NativeText), tr("Create")}}
    + ChangesReader::keys();
}

void NewRequestPage::chooseBranch(const QString &branch)
{
    if (branch == m_request->branch())
        return;
    m_bar->clear();
    setLocation(location().with(models::branchParameter, branch));
    m_request->setBranch(branch);
    Q_EMIT titleChanged();
}

void NewRequestPage::showChoices()
{
    refill(m_branch, m_request->branchChoices(), m_request->branch());
    refill(m_into, m_request->targetChoices(), m_request->into());
}

void NewRequestPage::showDraft()
{
    const models::NewRequestDraft &draft = m_request->draft();
    if (m_notes->toPlainText() != draft.notes) {
        const QSignalBlocker quiet(m_notes);
        m_notes->setPlainText(draft.notes);
    }
    const bool fresh =
        m_request->isDraftLoaded() && draft == models::NewRequestDraft() && !m_request->branch().isEmpty();
    if (const QString text = templateOf(context().settings); fresh && !text.isEmpty() && !m_request->isCreating())
        m_notes->setPlainText(text);
    const QSignalBlocker quietApply(m_autoApply);
    const QSignalBlocker quietDelete(m_autoDelete);
    m_autoApply->setChecked(draft.autoApply);
    m_autoDelete->setChecked(draft.autoDelete);
    showState();
}

void NewRequestPage::showState()
{
    if (!m_overlay)
        return;
    m_heading->setTitle(tr("New deploy request"));
    m_heading->setFacts({{tr("%1 / %2", "organization, database")
                              .arg(models::visibleText(models::organizationOf(location())),
                                   models::visibleText(models::databaseOf(location()))),
                          {},
                          false}});
    models::LoadState page;
    page.phase = models::LoadState::Phase::Ready;
    page.hasContent = true;
    m_overlay->setState(page, {});
    m_set->update();
    // Where one is open already, that one is where to go on.
    const auto open = isPostgres() ? std::nullopt : m_request->openIntoTarget();
    if (open)
        m_open->setText(tr("Open #%1").arg(*open));
    m_create->setVisible(!open);
    m_open->setVisible(open.has_value());
    m_heading->setActions(open ? m_open : m_create);
    setEnabledWithReason(m_insertTemplate,
                         templateOf(context().settings).isEmpty()
                             ? std::optional<QString>(tr("No notes are kept as template yet."))
                             : std::nullopt);
    if (isPostgres())
        return;
    showChoices();
    const bool creating = m_request->isCreating();
    for (QWidget *field : std::initializer_list<QWidget *>{m_branch, m_into, m_notes, m_autoApply, m_autoDelete})
        field->setEnabled(!creating && (field == m_branch || !m_request->branch().isEmpty()));
    m_autoApplyNote->setText(autoApplyConsequence(m_autoApply->isChecked()));
    m_autoDeleteNote->setText(m_request->branch().isEmpty()
                                  ? QString()
                                  : autoDeleteConsequence(m_autoDelete->isChecked(), m_request->branch()));
    m_checks->setChecks(newRequestChecks(*m_request, location(), context().features->routes,
                                         database() ? database()->requireApprovalForDeploy : std::nullopt));
    m_checksHeader->setVisible(!m_request->branch().isEmpty());
    m_preview->setVisible(!m_request->branch().isEmpty() && !m_request->into().isEmpty());
    showPreview();

    models::LoadState changes = m_request->changesState();
    if (m_request->branch().isEmpty() || m_request->into().isEmpty()) {
        m_changes->setEmptyState({Glyph::Branch, tr("Choose a branch"),
                                  tr("What it changes in the branch it is deployed into is shown here."), nullptr});
        if (m_request->branch().isEmpty() || changes.phase == models::LoadState::Phase::Idle)
            changes = page;
    } else {
        m_changes->setEmptyState(
            {Glyph::Schema, tr("No schema changes"),
             tr("%1 changes nothing in %2: there is nothing to deploy.")
                 .arg(models::visibleText(m_request->branch()), models::visibleText(m_request->into())),
             nullptr});
    }
    m_changes->setState(changes, m_request->changesFailureTitle());
    Q_EMIT loadStateChanged();
}

void NewRequestPage::showPreview()
{
    if (m_preview->isExpanded())
        m_preview->setPreview(m_request->create().preview({}));
}

void NewRequestPage::onCreated(qint64 number, const QString &sentence)
{
    m_bar->clear();
    if (models::loadedDeployRequests(m_workspace, models::organizationOf(location()), models::databaseOf(location())))
        models::deployRequestList(m_workspace, models::organizationOf(location()), models::databaseOf(location()))
            ->refresh();
    Q_EMIT notice(sentence);
    // Somebody who has gone on meanwhile stays where they are.
    if (m_active && number > 0)
        Q_EMIT navigate(models::deployRequestPlace(location().account, models::organizationOf(location()),
                                                   models::databaseOf(location()), number));
}

void NewRequestPage::onFinished(const models::ActionResult &result)
{
    using Kind = models::ActionResult::Kind;
    if (result.kind == Kind::Changed)
        m_bar->showNotice(models::Tone::Warn, result.sentence);
    else if (result.kind != Kind::Done)
        m_bar->showError(result.error);
}

void NewRequestPage::openLink(const QUrl &link)
{
    followLink(context(), location(), link, this, [this](const models::Location &place) { Q_EMIT navigate(place); });
}

} // namespace orrery::views
