// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/alerts/alert_settings_dialog.h"

#include "api/core/clock.h"
#include "models/auth/accounts.h"
#include "models/core/text.h"
#include "models/storage/alerts/watch.h"
#include "models/storage/view/names.h"
#include "models/storage/view/radar.h"
#include "views/core/card.h"
#include "views/core/dialog_kit.h"
#include "views/core/link_button.h"
#include "views/core/orrery_style.h"
#include "views/core/plain_label.h"
#include "views/core/section_header.h"
#include "views/core/spacing.h"
#include "views/storage/alerts/alert_rule_editor.h"
#include "views/storage/alerts/quiet_hours_editor.h"
#include "views/storage/alerts/snooze_menu.h"

#include <QComboBox>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace orrery::views {

namespace {

constexpr int dialogWidth = 520;
constexpr int mostHeight = 760; ///< that it takes by itself; many snoozes are scrolled to
constexpr int shownScopes = 20; ///< lines of the opened box

/// A volume's branch, or what of a scope rules look at.
models::StorageVolume scopeOf(const models::StorageVolume &volume)
{
    models::StorageVolume scope;
    scope.account = volume.account;
    scope.organization = volume.organization;
    scope.database = volume.database;
    scope.branch = volume.branch;
    return scope;
}

} // namespace

AlertSettingsDialog *AlertSettingsDialog::ask(const PageContext &context, QWidget *page,
                                              const models::StorageVolume &scope)
{
    QWidget *window = page->window();
    auto *dialog = window->findChild<AlertSettingsDialog *>(QString(), Qt::FindDirectChildrenOnly);
    if (!dialog) {
        dialog = new AlertSettingsDialog(context, window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
    }
    dialog->setScope(scope);
    dialog->open();
    dialog->raise();
    dialog->activateWindow();
    return dialog;
}

AlertSettingsDialog::AlertSettingsDialog(const PageContext &context, QWidget *window)
    : QDialog(window), m_context(context), m_settings(context.service<models::StorageWatch>()->settings()),
      m_body(new QWidget), m_scroll(new QScrollArea), m_scopes(new QComboBox),
      m_scopeNote(new PlainLabel(QString(), TextSize::Body, ColorRole::TextSecondary)), m_inherit(new LinkButton),
      m_rule(new AlertRuleEditor), m_quiet(new QuietHoursEditor), m_snoozes(new QVBoxLayout),
      m_noSnooze(new PlainLabel(tr("No snoozed volumes. Snooze a volume on the Storage page."), TextSize::Body,
                                ColorRole::TextSecondary)),
      m_ok(new QPushButton(tr("OK")))
{
    resize(dialogWidth, 0);
    auto *column = makeDialogColumn(this, tr("Storage warnings"));
    column->setContentsMargins(0, space::page, 0, space::group); // the scroll bar stands at the edge
    auto *title = new PlainLabel(windowTitle(), TextSize::Title);
    title->setContentsMargins(space::page, 0, space::page, 0);
    column->addWidget(title);

    auto *body = new QVBoxLayout(m_body);
    body->setContentsMargins(space::page, 0, space::page, 0);
    body->setSpacing(space::inner);
    body->addWidget(makeScope());
    body->addWidget(m_rule);
    body->addSpacing(space::unit);
    body->addWidget(makeSeparator(this));
    body->addSpacing(space::unit);
    body->addWidget(m_quiet);
    body->addSpacing(space::unit);
    body->addWidget(makeSeparator(this));
    body->addWidget(makeSnoozes());
    body->addStretch(1);
    // Long translations, large fonts and low screens: what does not fit is scrolled to.
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    setFillRole(m_scroll, ColorRole::Surface);
    m_scroll->setWidget(m_body);
    setFillRole(m_body, ColorRole::Surface);
    column->addWidget(m_scroll, 1);

    auto *foot = new QWidget;
    auto *row = new QVBoxLayout(foot);
    row->setContentsMargins(space::page, space::inner, space::page, 0);
    auto *cancel = new QPushButton(tr("Cancel"));
    row->addWidget(makeDialogButtons({.primary = m_ok, .closing = cancel}));
    column->addWidget(foot);
    m_ok->setDefault(true);
    connect(m_ok, &QPushButton::clicked, this, &AlertSettingsDialog::accept);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);

    connect(m_scopes, &QComboBox::currentIndexChanged, this, &AlertSettingsDialog::showRule);
    connect(m_rule, &AlertRuleEditor::changed, this, &AlertSettingsDialog::takeRule);
    connect(m_inherit, &LinkButton::clicked, this, &AlertSettingsDialog::inherit);
    m_quiet->setHours(m_settings.quietHours);
    fillScopes();
    fillSnoozes();
}

QWidget *AlertSettingsDialog::makeScope()
{
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::unit);
    m_scopes->setAccessibleName(tr("What the rule is for"));
    m_scopes->setMaxVisibleItems(shownScopes);
    m_scopes->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_scopes->setMinimumContentsLength(24);
    column->addWidget(m_scopes);
    m_scopeNote->setWordWrap(true);
    m_scopeNote->setMinimumWidth(1); // a long name does not widen the dialog
    column->addWidget(m_scopeNote);
    column->addWidget(m_inherit, 0, Qt::AlignLeft);
    return box;
}

QWidget *AlertSettingsDialog::makeSnoozes()
{
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::unit);
    column->addWidget(new SectionHeader(tr("Snoozed")));
    m_snoozes->setSpacing(space::unit);
    column->addLayout(m_snoozes);
    m_noSnooze->setWordWrap(true);
    m_noSnooze->setMinimumWidth(1);
    column->addWidget(m_noSnooze);
    return box;
}

void AlertSettingsDialog::fillScopes()
{
    QSet<models::StorageVolume> scopes{{}};
    for (const models::AlertRule &rule : std::as_const(m_settings.rules))
        scopes.insert(scopeOf(rule.scope));
    if (m_context.service<models::StorageRadar>()) {
        for (const models::RadarVolume &row : m_context.service<models::StorageRadar>()->model()->rows()) {
            models::StorageVolume scope = scopeOf(row.volume);
            scopes.insert(scope);
            scope.branch.clear();
            scopes.insert(scope);
            scope.database.clear();
            scopes.insert(scope);
        }
    }
    m_listed = scopes.values();
    std::sort(m_listed.begin(), m_listed.end(),
              [](const models::StorageVolume &a, const models::StorageVolume &b) { return a < b; });
    const QSignalBlocker quiet(m_scopes);
    m_scopes->clear();
    for (const models::StorageVolume &scope : std::as_const(m_listed))
        m_scopes->addItem(scopeName(scope));
    showRule();
}

QString AlertSettingsDialog::scopeName(const models::StorageVolume &scope) const
{
    QStringList parts;
    for (const QString &part : {scope.organization, scope.database, scope.branch}) {
        if (!part.isEmpty())
            parts.append(models::visibleText(part));
    }
    const QString name = parts.join(QStringLiteral(" / "));
    if (scope.account.isEmpty())
        return name.isEmpty() ? tr("Everything") : name;
    // The same organization may be signed in to twice.
    const models::Workspace *workspace = m_context.accounts ? m_context.accounts->workspace(scope.account) : nullptr;
    QString account = models::visibleText(workspace ? workspace->facts().label : scope.account);
    if (name.isEmpty())
        return account;
    const bool several = m_context.accounts && m_context.accounts->workspaces().size() > 1;
    return several || !workspace ? tr("%1 (%2)", "organization or below, account").arg(name, account) : name;
}

bool AlertSettingsDialog::hasRule(const models::StorageVolume &scope) const
{
    return std::any_of(m_settings.rules.cbegin(), m_settings.rules.cend(),
                       [&scope](const models::AlertRule &rule) { return scopeOf(rule.scope) == scope; });
}

models::StorageVolume AlertSettingsDialog::inheritedFrom(const models::StorageVolume &scope) const
{
    models::AlertSettings without = m_settings;
    without.removeRule(scope);
    return scopeOf(without.ruleFor(scope).scope);
}

models::StorageVolume AlertSettingsDialog::scope() const
{
    return m_listed.value(m_scopes->currentIndex());
}

void AlertSettingsDialog::setScope(const models::StorageVolume &scope)
{
    const models::StorageVolume wanted = scopeOf(scope);
    if (!m_listed.contains(wanted)) {
        const auto at = std::lower_bound(m_listed.cbegin(), m_listed.cend(), wanted);
        const auto index = int(at - m_listed.cbegin());
        m_listed.insert(index, wanted);
        const QSignalBlocker quiet(m_scopes);
        m_scopes->insertItem(index, scopeName(wanted));
    }
    m_scopes->setCurrentIndex(int(m_listed.indexOf(wanted)));
    showRule();
}

void AlertSettingsDialog::showRule()
{
    models::AlertRule rule = m_settings.ruleFor(scope());
    rule.scope = scope();
    m_rule->setRule(rule);
    showScope();
}

void AlertSettingsDialog::showScope()
{
    for (int i = 0; i < m_listed.size(); ++i) {
        const QString name = scopeName(m_listed.at(i));
        m_scopes->setItemText(
            i, hasRule(m_listed.at(i)) ? tr("%1 · own rule", "account, organization …").arg(name) : name);
    }
    const models::StorageVolume shown = scope();
    const bool own = hasRule(shown);
    const bool everything = shown == models::StorageVolume();
    const QString from = scopeName(inheritedFrom(shown));
    if (everything) {
        m_scopeNote->setText(tr("Default for everything without its own rule."));
        m_inherit->setText(tr("Restore the defaults of Orrery"));
    } else {
        m_scopeNote->setText(own ? tr("Uses its own rule.")
                                 : tr("Uses the rule of “%1”; a change creates its own rule.").arg(from));
        m_inherit->setText(tr("Use the rule of “%1” again").arg(from));
    }
    m_inherit->setVisible(own);
    fit();
}

void AlertSettingsDialog::takeRule()
{
    m_settings.setRule(m_rule->rule());
    showScope();
}

void AlertSettingsDialog::inherit()
{
    m_settings.removeRule(scope());
    showRule();
    m_scopes->setFocus(Qt::OtherFocusReason);
}

void AlertSettingsDialog::fillSnoozes()
{
    bool any = false;
    if (m_context.service<models::StorageRadar>()) {
        QList<models::StorageVolume> volumes;
        for (const models::RadarVolume &row : m_context.service<models::StorageRadar>()->model()->rows())
            volumes.append(row.volume);
        std::sort(volumes.begin(), volumes.end());
        for (const models::StorageVolume &volume : std::as_const(volumes)) {
            const QString text =
                snoozeText(m_context.service<models::StorageWatch>()->snoozedUntil(volume), m_context.clock->now());
            if (text.isEmpty())
                continue;
            addSnooze(volume, text);
            any = true;
        }
    }
    m_noSnooze->setVisible(!any);
}

void AlertSettingsDialog::addSnooze(const models::StorageVolume &volume, const QString &text)
{
    auto *line = new QWidget;
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::inner);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    const QString path = models::volumePath(volume);
    auto *name = new PlainLabel(path);
    name->setElide(Qt::ElideMiddle);
    words->addWidget(name);
    words->addWidget(new PlainLabel(text, TextSize::Small, ColorRole::TextSecondary));
    row->addLayout(words, 1);
    auto *end = new LinkButton(tr("End", "a snooze"));
    end->setAccessibleName(tr("End the snooze of %1").arg(path));
    row->addWidget(end);
    m_snoozes->addWidget(line);
    connect(end, &LinkButton::clicked, line, [this, line, volume]() {
        m_ended.insert(volume);
        line->hide();
        line->deleteLater();
        m_snoozes->removeWidget(line);
        m_noSnooze->setVisible(m_snoozes->isEmpty());
    });
}

models::AlertSettings AlertSettingsDialog::settings() const
{
    models::AlertSettings settings = m_settings;
    settings.quietHours = m_quiet->hours();
    return settings;
}

void AlertSettingsDialog::accept()
{
    // The rules first: what they silence is not reported because its snooze ends.
    if (const models::AlertSettings chosen = settings();
        !(chosen == m_context.service<models::StorageWatch>()->settings()))
        m_context.service<models::StorageWatch>()->setSettings(chosen);
    if (!m_ended.isEmpty())
        m_context.service<models::StorageWatch>()->snooze(m_ended.values(), {});
    QDialog::accept();
}

void AlertSettingsDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    m_scopes->setFocus(Qt::OtherFocusReason);
    fit();
}

void AlertSettingsDialog::fit()
{
    // After the layouts have taken the change in; only ever taller, so that nothing jumps.
    QMetaObject::invokeMethod(
        this,
        [this]() {
            layout()->activate();
            // Nothing is cut off at the right, whatever the language and the font.
            m_scroll->setMinimumWidth(m_body->minimumSizeHint().width()
                                      + style()->pixelMetric(QStyle::PM_ScrollBarExtent));
            layout()->activate();
            const int wanted = m_body->layout()->totalHeightForWidth(m_scroll->viewport()->width());
            const int missing = std::max(wanted, m_body->sizeHint().height()) - m_scroll->viewport()->height();
            const int most =
                std::min(mostHeight, screen() ? screen()->availableGeometry().height() - space::page : mostHeight);
            if (missing > 0)
                resize(width(), std::min(height() + missing, std::max(most, height())));
        },
        Qt::QueuedConnection);
}

} // namespace orrery::views
