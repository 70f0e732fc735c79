// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/diff/changes_menu.h"

#include "models/core/aside.h"
#include "models/core/text.h"
#include "models/deploy_requests/diff/external_diff.h"
#include "views/core/action_gate.h"
#include "views/core/dialog_kit.h"
#include "views/core/form_kit.h"
#include "views/core/icons.h"
#include "views/core/plain_label.h"

#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

namespace orrery::views {

using models::ChangesFormat;
using models::ExternalDiff;

ChangesMenu::ChangesMenu(models::DeployTableModel *tables, QSettings *settings, ExternalDiff *external, QWidget *parent)
    : QToolButton(parent), m_tables(tables), m_settings(settings), m_external(external), m_menu(new QMenu(this))
{
    setIcon(glyphIcon(Glyph::More));
    setAutoRaise(true);
    setFocusPolicy(Qt::StrongFocus);
    setPopupMode(QToolButton::InstantPopup);
    setAccessibleName(tr("Copy or open elsewhere"));
    setToolTip(plainToolTip(accessibleName()));
    setMenu(m_menu);
    connect(m_menu, &QMenu::aboutToShow, this, &ChangesMenu::fill);
    if (m_external)
        connect(m_external, &ExternalDiff::failed, this, &ChangesMenu::notice);
}

void ChangesMenu::fill()
{
    m_menu->clear();
    const auto *table = m_tables->find(m_id);
    const auto add = [this](const QString &text, bool enabled, auto &&what) {
        QAction *action = m_menu->addAction(text);
        action->setEnabled(enabled);
        connect(action, &QAction::triggered, this, what);
        return action;
    };
    add(tr("Copy the DDL that runs"), table && !table->statements.isEmpty(), [this]() {
        copy(ChangesFormat::Ddl, false);
    })->setIcon(glyphIcon(Glyph::Copy));
    add(tr("Copy as patch"), table != nullptr, [this]() { copy(ChangesFormat::Patch, false); });
    add(tr("Copy as Markdown"), table != nullptr, [this]() { copy(ChangesFormat::Markdown, false); });
    const int count = m_tables->rowCount();
    if (count > 1) {
        m_menu->addSeparator();
        add(tr("Copy the DDL of all %Ln table(s)", nullptr, count), true, [this]() { copy(ChangesFormat::Ddl, true); });
        add(tr("Copy all %Ln table(s) as patch", nullptr, count), true, [this]() { copy(ChangesFormat::Patch, true); });
        add(tr("Copy all %Ln table(s) as Markdown", nullptr, count), true,
            [this]() { copy(ChangesFormat::Markdown, true); });
    }
    if (!m_external)
        return;
    m_menu->addSeparator();
    if (const auto tool = models::findDiffTool(m_settings)) {
        add(tr("Open in %1").arg(models::visibleText(tool->name)), table && table->diff && table->diff->wellFormed,
            [this]() { openInTool(); })
            ->setIcon(glyphIcon(Glyph::External));
    }
    if (m_settings)
        add(tr("Choose a diff tool…"), true, [this]() { chooseTool(); });
}

void ChangesMenu::copy(ChangesFormat format, bool all)
{
    QList<models::DeployTable> tables;
    if (all)
        tables = m_tables->rows();
    else if (const auto *table = m_tables->find(m_id))
        tables.append(*table);
    const int count = static_cast<int>(tables.size());
    const QString name = count == 1 ? models::visibleText(tables.first().name) : QString();
    models::runAside(
        this, [tables, format]() { return models::changesAsText(tables, format); },
        [this, count, name](const QString &text) {
            QApplication::clipboard()->setText(text);
            Q_EMIT notice(name.isEmpty() ? tr("The changes of %Ln table(s) are copied.", nullptr, count)
                                         : tr("The changes of %1 are copied.").arg(name));
        });
}

void ChangesMenu::openInTool()
{
    const auto *table = m_tables->find(m_id);
    const auto tool = models::findDiffTool(m_settings);
    if (table && table->diff && tool)
        m_external->open(*tool, table->name, table->diff);
}

void ChangesMenu::chooseTool()
{
    auto *dialog = new QDialog(window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    auto *column = makeDialogColumn(dialog, tr("Diff tool"), space::inner);
    column->addWidget(new PlainLabel(dialog->windowTitle(), TextSize::Title));
    column->addWidget(
        makeParagraph(tr("Command that compares two files. %1 stands for the table before the change, %2 for "
                         "the table after it. Leave it empty to use whichever known tool is installed.")));
    auto *field = makeField(tr("Command"));
    field->setText(models::diffToolCommand(m_settings));
    column->addWidget(field);
    auto *save = new QPushButton(tr("Save"));
    auto *cancel = new QPushButton(tr("Cancel"));
    column->addWidget(makeDialogButtons({.primary = save, .closing = cancel}));
    save->setDefault(true);
    dialog->setMinimumWidth(440);
    connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    connect(save, &QPushButton::clicked, dialog, &QDialog::accept);
    connect(dialog, &QDialog::accepted, this, [this, field]() {
        const QString command = field->text();
        models::setDiffToolCommand(m_settings, command);
        if (!command.trimmed().isEmpty() && !models::diffToolOf(command))
            Q_EMIT notice(tr("“%1” is not a program here; no diff tool is offered.").arg(models::visibleText(command)));
    });
    dialog->open();
    field->setFocus();
}

} // namespace orrery::views
