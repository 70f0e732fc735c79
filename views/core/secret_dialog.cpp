// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/secret_dialog.h"

#include "views/core/dialog_kit.h"
#include "views/core/form_kit.h"
#include "views/core/icons.h"
#include "views/core/orrery_style.h"
#include "views/core/plain_label.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

namespace orrery::views {

namespace {

using namespace std::chrono_literals;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(SecretDialog)
};

/// Puts a secret on the clipboard for a while: whatever was copied after it stays.
void copyForAWhile(const QString &secret)
{
    QGuiApplication::clipboard()->setText(secret);
    QTimer::singleShot(30s, qApp, [secret]() {
        if (QGuiApplication::clipboard()->text() == secret)
            QGuiApplication::clipboard()->clear();
    });
}

} // namespace

void showSecret(QWidget *parent, const models::ShownSecret &secret)
{
    auto *dialog = new QDialog(parent->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QVBoxLayout *column = makeDialogColumn(dialog, secret.name, 12);
    column->addWidget(
        makeParagraph(Words::tr("Orrery does not keep it. A copy is cleared from the clipboard after 30 seconds.")));
    auto *row = new QHBoxLayout;
    auto *value = makeField(secret.name, true);
    value->setText(secret.value);
    value->setReadOnly(true);
    setMonospace(value);
    row->addWidget(value, 1);
    auto *show = new QPushButton(glyphIcon(Glyph::Eye), Words::tr("Show"));
    show->setCheckable(true);
    row->addWidget(show);
    column->addLayout(row);
    auto *copy = new QPushButton(glyphIcon(Glyph::Copy), Words::tr("Copy"));
    auto *close = new QPushButton(Words::tr("Close"));
    column->addStretch(1);
    column->addWidget(makeDialogButtons({.primary = copy, .closing = close}));
    QObject::connect(show, &QPushButton::toggled, value, [value, show](bool on) {
        value->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password);
        show->setText(on ? Words::tr("Hide") : Words::tr("Show"));
    });
    QObject::connect(copy, &QPushButton::clicked, dialog, [secret]() { copyForAWhile(secret.value); });
    QObject::connect(close, &QPushButton::clicked, dialog, &QDialog::close);
    dialog->setMinimumWidth(480);
    dialog->open();
    copy->setFocus();
}

} // namespace orrery::views
