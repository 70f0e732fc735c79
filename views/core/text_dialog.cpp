// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/text_dialog.h"

#include "views/core/action_gate.h"
#include "views/core/dialog_kit.h"
#include "views/core/form_kit.h"

#include <QCoreApplication>
#include <QDialog>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace orrery::views {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(orrery::views::TextDialog)
};
constexpr int width = 420;
} // namespace

QDialog *askForText(QWidget *asker, const TextQuestion &question, const std::function<void(const QString &)> &answered)
{
    auto *dialog = new QDialog(asker->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    auto *column = makeDialogColumn(dialog, question.title, space::group);
    auto *form = makeForm();
    auto *field = makeField(question.label);
    field->setMaxLength(question.longest);
    field->setText(question.text);
    field->selectAll();
    addField(form, question.label, field);
    auto *cancel = new QPushButton(Words::tr("Cancel"));
    auto *accept = new QPushButton(question.verb);
    column->addLayout(form);
    column->addWidget(makeDialogButtons({.primary = accept, .closing = cancel}));
    accept->setDefault(true);
    const auto update = [field, accept, missing = question.missing]() {
        setEnabledWithReason(accept, field->text().trimmed().isEmpty() ? std::optional(missing) : std::nullopt);
    };
    QObject::connect(field, &QLineEdit::textChanged, dialog, update);
    QObject::connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    QObject::connect(accept, &QPushButton::clicked, dialog, &QDialog::accept);
    QObject::connect(dialog, &QDialog::accepted, asker, [field, answered]() { answered(field->text().trimmed()); });
    update();
    dialog->resize(width, dialog->sizeHint().height());
    dialog->open();
    field->setFocus(Qt::OtherFocusReason);
    return dialog;
}

} // namespace orrery::views
