// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/backups/backup_dialogs.h"

#include "models/branches/branch_name.h"
#include "models/core/text.h"
#include "views/core/confirm_dialog.h"
#include "views/core/plain_label.h"
#include "views/core/request_preview_panel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

namespace orrery::views {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(BackupDialogs)
};
} // namespace

void askNewBackup(QWidget *parent, const models::BackupStore *store, bool postgres,
                  const std::function<void(const models::NewBackup &)> &create)
{
    ConfirmRequest question;
    question.words.tier = models::ConfirmationTier::Sentence;
    question.words.title = Words::tr("Create a backup of branch %1").arg(models::visibleText(store->branch()));
    question.words.consequence = store->consequence(models::BackupAction::Create, {});
    question.words.verb = Words::tr("Create backup");
    question.preview = store->previewCreate({});
    auto *dialog = new ConfirmDialog(question, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    auto *fields = new QWidget;
    auto *form = new QFormLayout(fields);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    auto *name = new QLineEdit;
    name->setAccessibleName(Words::tr("Name of the backup"));
    name->setPlaceholderText(Words::tr("chosen by PlanetScale"));
    form->addRow(new PlainLabel(Words::tr("Name")), name);
    auto *keep = new QSpinBox;
    keep->setRange(0, 1000);
    keep->setSpecialValueText(Words::tr("default"));
    keep->setAccessibleName(Words::tr("Keep for"));
    auto *unit = new QComboBox;
    unit->setAccessibleName(Words::tr("Unit of the retention"));
    using Unit = api::PeriodUnit;
    unit->addItem(Words::tr("hours"), int(Unit::Hour));
    unit->addItem(Words::tr("days"), int(Unit::Day));
    unit->addItem(Words::tr("weeks"), int(Unit::Week));
    unit->addItem(Words::tr("months"), int(Unit::Month));
    unit->addItem(Words::tr("years"), int(Unit::Year));
    unit->setCurrentIndex(1);
    auto *retention = new QHBoxLayout;
    retention->addWidget(keep);
    retention->addWidget(unit, 1);
    form->addRow(new PlainLabel(Words::tr("Keep for")), retention);
    QCheckBox *emergency = nullptr;
    if (postgres) {
        emergency = new QCheckBox(Words::tr("Emergency: start at once, may slow the database"));
        form->addRow(emergency);
    }
    const auto value = [=]() {
        models::NewBackup backup;
        backup.name = name->text().trimmed();
        backup.retentionValue = keep->value();
        backup.retentionUnit = Unit(unit->currentData().toInt());
        backup.emergency = emergency && emergency->isChecked();
        return backup;
    };
    const auto update = [=]() {
        unit->setEnabled(keep->value() > 0);
        dialog->previewPanel()->setPreview(store->previewCreate(value()));
    };
    QObject::connect(name, &QLineEdit::textChanged, dialog, update);
    QObject::connect(keep, &QSpinBox::valueChanged, dialog, update);
    QObject::connect(unit, &QComboBox::currentIndexChanged, dialog, update);
    if (emergency)
        QObject::connect(emergency, &QCheckBox::toggled, dialog, update);
    update();
    dialog->addWidget(fields);
    QObject::connect(dialog, &ConfirmDialog::confirmed, parent, [value, create]() { create(value()); });
    dialog->open();
    name->setFocus();
}

void askRestore(QWidget *parent, const models::BackupStore *store, const QString &backupId, const QString &clusterSize,
                const QStringList &takenNames, const std::function<void(const models::RestoreTarget &)> &restore)
{
    ConfirmRequest question;
    question.words.tier = models::ConfirmationTier::Sentence;
    question.words.title = Words::tr("Restore a backup to a new branch");
    question.words.consequence = store->consequence(models::BackupAction::Restore, backupId);
    question.words.verb = Words::tr("Restore backup");
    question.preview = store->previewRestore(backupId, {});
    auto *dialog = new ConfirmDialog(question, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    auto *fields = new QWidget;
    auto *form = new QFormLayout(fields);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    auto *name = new QLineEdit;
    name->setAccessibleName(Words::tr("Name of the new branch"));
    form->addRow(new PlainLabel(Words::tr("New branch")), name);
    auto *size = new QLineEdit(clusterSize);
    size->setAccessibleName(Words::tr("Cluster size of the new branch"));
    form->addRow(new PlainLabel(Words::tr("Cluster size")), size);
    auto *problem = new PlainLabel({}, TextSize::Small, ColorRole::Critical);
    problem->setWordWrap(true);
    form->addRow(problem);
    const auto value = [=]() { return models::RestoreTarget{name->text().trimmed(), size->text().trimmed()}; };
    const auto update = [=]() {
        const QString wrong = models::branchNameProblem(name->text().trimmed(), takenNames);
        problem->setText(name->text().isEmpty() ? QString() : wrong);
        dialog->setMissing(wrong.isEmpty() ? std::nullopt : std::optional<QString>(wrong));
        dialog->previewPanel()->setPreview(store->previewRestore(backupId, value()));
    };
    QObject::connect(name, &QLineEdit::textChanged, dialog, update);
    QObject::connect(size, &QLineEdit::textChanged, dialog, update);
    dialog->addWidget(fields);
    update();
    QObject::connect(dialog, &ConfirmDialog::confirmed, parent, [value, restore]() { restore(value()); });
    dialog->open();
    name->setFocus();
}

} // namespace orrery::views
