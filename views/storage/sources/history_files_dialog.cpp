// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/sources/history_files_dialog.h"

#include "api/core/clock.h"
#include "models/auth/accounts.h"
#include "models/core/text.h"
#include "models/storage/sources/known_branches.h"
#include "models/storage/view/radar.h"
#include "views/core/dialog_kit.h"
#include "views/core/error_bar.h"
#include "views/core/form_kit.h"
#include "views/core/orrery_style.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QProgressBar>
#include <QPushButton>

namespace orrery::views {

using Format = models::StorageFileFormat;

namespace {

constexpr int dialogWidth = 560;
constexpr int ranges[] = {7, 30, 90, 365}; // days

bool sameBranch(const models::StorageVolume &left, const models::StorageVolume &right)
{
    return left.account == right.account && left.organization == right.organization && left.database == right.database
        && left.branch == right.branch;
}

} // namespace

HistoryFilesDialog::HistoryFilesDialog(Direction direction, const PageContext &context,
                                       const models::StorageVolume &chosen, QWidget *parent)
    : QDialog(parent), m_direction(direction), m_context(context), m_bar(new ErrorBar), m_choices(buildChoices(chosen)),
      m_status(makeParagraph({})), m_problems(makeParagraph({})), m_progress(new QProgressBar),
      m_start(new QPushButton(direction == Direction::Export ? tr("Export…") : tr("Choose a file…"))),
      m_close(new QPushButton)
{
    setAttribute(Qt::WA_DeleteOnClose);
    const QString title =
        direction == Direction::Export ? tr("Export the storage history") : tr("Import into the storage history");
    auto *column = makeDialogColumn(this, title, space::group);
    m_bar->clear();
    column->addWidget(m_bar);
    column->addWidget(new PlainLabel(title, TextSize::Title));
    column->addWidget(makeParagraph(
        direction == Direction::Export
            ? tr("All stored readings, as a table for a spreadsheet or for a Prometheus-compatible server.")
            : tr("A CSV or OpenMetrics file, as an export writes it. What was measured here is never replaced: only "
                 "what is "
                 "missing is added, marked as imported.")));
    column->addWidget(m_choices);
    column->addWidget(m_progress);
    column->addWidget(m_status);
    m_problems->setMultiLine(true);
    m_problems->setSelectable(true);
    column->addWidget(m_problems);
    column->addStretch(1);
    m_progress->setAccessibleName(title);
    m_problems->hide();
    column->addWidget(makeDialogButtons({.primary = m_start, .closing = m_close}));
    m_start->setDefault(true);
    connect(m_start, &QPushButton::clicked, this, &HistoryFilesDialog::askFile);
    connect(m_close, &QPushButton::clicked, this, [this]() {
        if (m_job)
            m_job->cancel();
        else
            close();
    });
    showRunning(false);
    if (m_account->count() == 0) {
        m_start->setEnabled(false);
        m_start->setToolTip(tr("Sign in first: the history belongs to an account."));
        m_status->setText(m_start->toolTip());
        m_status->show();
    }
    resize(dialogWidth, sizeHint().height());
}

QWidget *HistoryFilesDialog::buildChoices(const models::StorageVolume &chosen)
{
    auto *content = new QWidget;
    auto *form = makeForm();
    content->setLayout(form);
    m_account = new QComboBox;
    m_account->setAccessibleName(tr("Account"));
    const QList<models::Workspace *> workspaces = m_context.accounts->workspaces();
    for (const models::Workspace *workspace : workspaces)
        m_account->addItem(workspace->facts().label, workspace->facts().id);
    m_account->setCurrentIndex(std::max(0, m_account->findData(chosen.account)));
    addField(form, tr("Account"), m_account);
    if (m_direction == Direction::Import)
        return content;
    m_branch = new QComboBox;
    m_branch->setAccessibleName(tr("What to export"));
    addField(form, tr("What"), m_branch);
    m_range = new QComboBox;
    m_range->setAccessibleName(tr("Time"));
    m_range->addItem(tr("All stored readings"), 0);
    for (const int days : ranges)
        m_range->addItem(tr("The last %Ln days", nullptr, days), days);
    addField(form, tr("Time"), m_range);
    m_format = new QComboBox;
    m_format->setAccessibleName(tr("Format"));
    m_format->addItem(tr("CSV, for a spreadsheet"), int(Format::Csv));
    m_format->addItem(tr("OpenMetrics, for Prometheus"), int(Format::OpenMetrics));
    addField(form, tr("Format"), m_format);
    m_tables = new QCheckBox(tr("With the sizes of tables"));
    m_tables->setChecked(true);
    form->addRow(QString(), m_tables);
    connect(m_account, &QComboBox::currentIndexChanged, this, [this]() { fillBranches({}); });
    fillBranches(chosen);
    return content;
}

void HistoryFilesDialog::fillBranches(const models::StorageVolume &chosen)
{
    m_branch->clear();
    m_branch->addItem(tr("Everything of the account"));
    const QString account = m_account->currentData().toString();
    const QList<models::KnownBranch> known =
        models::knownBranches(m_context.accounts, m_context.service<models::StorageRadar>());
    for (const models::KnownBranch &each : known) {
        const models::StorageVolume &branch = each.branch;
        if (branch.account != account)
            continue;
        m_branch->addItem(models::visibleText(QStringList{branch.organization, branch.database, branch.branch}.join(
                              QStringLiteral(" / "))),
                          QStringList{branch.organization, branch.database, branch.branch});
        if (sameBranch(branch, chosen))
            m_branch->setCurrentIndex(m_branch->count() - 1);
    }
}

models::StorageFileScope HistoryFilesDialog::scope() const
{
    models::StorageFileScope scope;
    scope.account = m_account->currentData().toString();
    if (m_direction == Direction::Import)
        return scope;
    const QStringList branch = m_branch->currentData().toStringList();
    scope.organization = branch.value(0);
    scope.database = branch.value(1);
    scope.branch = branch.value(2);
    if (const int days = m_range->currentData().toInt(); days > 0)
        scope.from = m_context.clock->now().addDays(-days);
    scope.withTables = m_tables->isChecked();
    return scope;
}

void HistoryFilesDialog::askFile()
{
    const bool exporting = m_direction == Direction::Export;
    auto *dialog = new QFileDialog(this, windowTitle());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(exporting ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    dialog->setFileMode(exporting ? QFileDialog::AnyFile : QFileDialog::ExistingFile);
    if (exporting) {
        const bool csv = Format(m_format->currentData().toInt()) == Format::Csv;
        const QString suffix = csv ? QStringLiteral("csv") : QStringLiteral("om");
        dialog->setDefaultSuffix(suffix);
        dialog->selectFile(QStringLiteral("storage.%1").arg(suffix));
    }
    connect(dialog, &QFileDialog::fileSelected, this, &HistoryFilesDialog::run);
    dialog->open();
}

void HistoryFilesDialog::run(const QString &path)
{
    if (m_job)
        return;
    models::StorageHistory *history = m_context.service<models::StorageRadar>()->history();
    m_path = path;
    m_bar->clear();
    m_problems->hide();
    m_job = m_direction == Direction::Export
        ? models::StorageFileJob::exportTo(history, scope(), Format(m_format->currentData().toInt()), path, this)
        : models::StorageFileJob::importFrom(history, scope().account, path, this);
    connect(m_job, &models::StorageFileJob::progress, this, [this](qint64 done, qint64 total) {
        m_progress->setRange(0, total > 0 ? 1000 : 0);
        m_progress->setValue(total > 0 ? int(1000.0 * double(done) / double(total)) : 0);
        m_status->setText(
            m_direction == Direction::Export
                ? tr("%1 of %2 disks and tables").arg(models::formattedCount(done), models::formattedCount(total))
                : tr("%1 of %2").arg(models::formattedBytes(double(done)), models::formattedBytes(double(total))));
    });
    connect(m_job, &models::StorageFileJob::finished, this, &HistoryFilesDialog::finish);
    showRunning(true);
}

void HistoryFilesDialog::showRunning(bool running)
{
    m_choices->setEnabled(!running);
    m_start->setEnabled(!running);
    m_progress->setVisible(running);
    m_status->setVisible(running);
    m_close->setText(running ? tr("Cancel") : tr("Close"));
    growToFit(this);
    if (running) {
        m_progress->setRange(0, 0);
        m_status->setText({});
    }
}

void HistoryFilesDialog::finish(const models::StorageFileResult &result)
{
    m_job->deleteLater();
    m_job.clear();
    showRunning(false);
    const QString shown = QDir::toNativeSeparators(m_path);
    const bool exported = m_direction == Direction::Export;
    const auto readings = int(result.readings);
    QString sentence;
    if (!result.error.isEmpty())
        sentence = exported ? tr("%1 could not be written: %2").arg(shown, result.error)
                            : tr("%1 could not be read to its end: %2").arg(shown, result.error);
    else if (result.isCanceled)
        sentence = exported ? tr("Cancelled: nothing was written.") : tr("Cancelled.");
    else
        sentence = exported ? tr("%Ln readings were written to %1.", nullptr, readings).arg(shown)
                            : tr("%Ln readings of %1 were imported.", nullptr, readings).arg(shown);
    if (!exported && readings > 0 && (result.isCanceled || !result.error.isEmpty()))
        sentence += u' ' + tr("%Ln readings were imported before.", nullptr, readings);
    m_bar->showNotice(!result.error.isEmpty()         ? models::Tone::Critical
                          : result.problems.isEmpty() ? models::Tone::Ok
                                                      : models::Tone::Warn,
                      sentence);
    QStringList lines;
    if (result.badLines > 0)
        lines.append(tr("%Ln lines were left out:", nullptr, int(result.badLines)));
    lines += result.problems;
    if (result.badLines > result.problems.size())
        lines.append(QStringLiteral("…"));
    if (result.otherMetrics > 0)
        lines.append(tr("%Ln samples of other metrics were left out.", nullptr, int(result.otherMetrics)));
    if (!lines.isEmpty()) {
        m_problems->setText(lines.join(u'\n'));
        m_problems->show();
    }
    growToFit(this);
}

} // namespace orrery::views
