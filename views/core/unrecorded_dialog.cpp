// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/unrecorded_dialog.h"

#include "views/core/dialog_kit.h"
#include "views/core/form_kit.h"
#include "views/core/orrery_style.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"

#include <QApplication>
#include <QDialog>
#include <QPushButton>
#include <QVBoxLayout>

namespace orrery::views {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(orrery::views::UnrecordedDialog)
};
constexpr int width = 480;
constexpr int sentAnyway = QDialog::Accepted + 1;
} // namespace

QDialog *askAboutUnrecorded(QWidget *asker, QObject *context, const UnrecordedQuestion &question)
{
    // A form that stays open until its answer is there is above the window.
    QWidget *modal = QApplication::activeModalWidget();
    auto *dialog = new QDialog(modal ? modal : asker->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    auto *column = makeDialogColumn(dialog, Words::tr("Not recorded"), space::group);
    column->addWidget(makeParagraph(question.error.title, ColorRole::Text));
    column->addWidget(makeParagraph(question.error.cause + u' ' + question.error.nextStep));
    column->addWidget(makeParagraph(
        Words::tr("Orrery records everything it sends before it does. You can send this without a record; it is "
                  "recorded afterwards, as soon as the local database can be written while Orrery is running.")));
    column->addStretch(1);
    auto *again = new QPushButton(Words::tr("Try again"));
    auto *send = new QPushButton(Words::tr("Send without a record"));
    auto *cancel = new QPushButton(Words::tr("Cancel"));
    setButtonKind(send, ButtonKind::Danger);
    column->addWidget(makeDialogButtons({.primary = again, .closing = cancel, .others = {}, .apart = send}));
    again->setDefault(true);
    QObject::connect(again, &QPushButton::clicked, dialog, &QDialog::accept);
    QObject::connect(send, &QPushButton::clicked, dialog, [dialog]() { dialog->done(sentAnyway); });
    QObject::connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    QObject::connect(dialog, &QDialog::finished, context, [question](int chosen) {
        if (chosen == QDialog::Accepted)
            question.again();
        else if (chosen == sentAnyway)
            question.send();
        else
            question.leave();
    });
    dialog->setMinimumWidth(width);
    dialog->open();
    growToFit(dialog);
    cancel->setFocus(Qt::OtherFocusReason);
    return dialog;
}

} // namespace orrery::views
