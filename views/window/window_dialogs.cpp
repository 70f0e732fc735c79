// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/window_dialogs.h"

#include "views/core/dialog_kit.h"
#include "views/core/icons.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"

#include <QApplication>
#include <QDialog>
#include <QFile>
#include <QGridLayout>
#include <QKeySequence>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace orrery::views {

namespace {
constexpr qsizetype mostWithoutScrolling = 12;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(WindowDialogs)
};

/// A dialog with a title, a body to fill, and Close.
QVBoxLayout *sheet(QWidget *parent, const QString &title, QDialog **dialog)
{
    auto *made = new QDialog(parent);
    made->setAttribute(Qt::WA_DeleteOnClose);
    auto *column = makeDialogColumn(made, title, space::group);
    column->addWidget(new PlainLabel(title, TextSize::Title));
    auto *body = new QVBoxLayout;
    body->setSpacing(space::inner);
    column->addLayout(body, 1);
    auto *close = new QPushButton(Words::tr("Close"));
    QObject::connect(close, &QPushButton::clicked, made, &QDialog::close);
    column->addWidget(makeDialogButtons({.closing = close}));
    *dialog = made;
    return body;
}
} // namespace

void showKeysSheet(QWidget *parent, const QList<std::pair<QString, QString>> &pageKeys)
{
    QDialog *dialog = nullptr;
    QVBoxLayout *body = sheet(parent, Words::tr("Keyboard shortcuts"), &dialog);
    const QList<std::pair<QString, QString>> windowKeys{
        {QKeySequence(Qt::CTRL | Qt::Key_K).toString(QKeySequence::NativeText), Words::tr("Go to anything")},
        {QKeySequence(Qt::CTRL | Qt::Key_1).toString(QKeySequence::NativeText) + QStringLiteral("…9"),
         Words::tr("Switch tab")},
        {QKeySequence(QKeySequence::Back).toString(QKeySequence::NativeText), Words::tr("Back")},
        {QKeySequence(QKeySequence::Forward).toString(QKeySequence::NativeText), Words::tr("Forward")},
        {QKeySequence(Qt::CTRL | Qt::Key_R).toString(QKeySequence::NativeText), Words::tr("Refresh")},
        {QKeySequence(Qt::CTRL | Qt::Key_F).toString(QKeySequence::NativeText), Words::tr("Filter this table")},
        {QKeySequence(Qt::Key_F6).toString(QKeySequence::NativeText), Words::tr("Focus next pane")},
        {QKeySequence(Qt::Key_F9).toString(QKeySequence::NativeText), Words::tr("Show or hide the sidebar")},
        {QKeySequence(Qt::Key_Space).toString(QKeySequence::NativeText), Words::tr("Every field of the selected row")},
        {QKeySequence(Qt::Key_Return).toString(QKeySequence::NativeText), Words::tr("Open the selected row")},
        {QStringLiteral("?"), Words::tr("Show shortcuts")},
    };
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(space::page);
    grid->setVerticalSpacing(space::inner);
    int row = 0;
    const auto add = [&](const QList<std::pair<QString, QString>> &keys, const QString &heading) {
        if (keys.isEmpty())
            return;
        grid->addWidget(new PlainLabel(heading, TextSize::Small, ColorRole::TextSecondary), row++, 0, 1, 2);
        for (const auto &key : keys) {
            auto *label = new PlainLabel(key.first);
            setMonospace(label);
            grid->addWidget(label, row, 0);
            grid->addWidget(new PlainLabel(key.second), row++, 1);
        }
    };
    add(pageKeys, Words::tr("This page"));
    add(windowKeys, Words::tr("Everywhere"));
    grid->setColumnStretch(1, 1);
    body->addLayout(grid);
    body->addStretch(1);
    dialog->open();
}

void showAboutSheet(QWidget *parent)
{
    QDialog *dialog = nullptr;
    QVBoxLayout *body = sheet(parent, QApplication::applicationDisplayName(), &dialog);
    auto *icon = new QLabel;
    icon->setPixmap(applicationIcon().pixmap(64, 64));
    icon->setAccessibleName(Words::tr("Orrery's icon"));
    body->addWidget(icon);
    body->addWidget(new PlainLabel(
        Words::tr("Version %1 · Qt %2").arg(QApplication::applicationVersion(), QString::fromLatin1(qVersion()))));
    auto *text = new PlainLabel(Words::tr("A desktop console for PlanetScale. Not made by PlanetScale.\nFree software "
                                          "under the GNU General Public License, version 3 or later."));
    text->setMultiLine(true);
    body->addWidget(text);
    // In the program itself, so that they are there however it was installed.
    QFile notices(QStringLiteral(":/orrery/third_party_notices.txt"));
    if (notices.open(QIODevice::ReadOnly)) {
        auto *others = new QPlainTextEdit(QString::fromUtf8(notices.readAll()));
        others->setReadOnly(true);
        others->setTabChangesFocus(true);
        others->setAccessibleName(Words::tr("Licenses of the libraries in this program"));
        others->setMinimumSize(560, 220);
        auto *caption = new PlainLabel(others->accessibleName(), TextSize::Small, ColorRole::TextSecondary);
        body->addSpacing(space::inner);
        body->addWidget(caption);
        body->addWidget(others, 1);
    }
    dialog->open();
}

void showSentences(QWidget *parent, const QString &title, const QStringList &sentences)
{
    QDialog *dialog = nullptr;
    QVBoxLayout *body = sheet(parent, title, &dialog);
    auto *list = new QWidget;
    auto *column = new QVBoxLayout(list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::inner);
    for (const QString &sentence : sentences) {
        auto *each = new PlainLabel(sentence);
        each->setWordWrap(true);
        each->setSelectable(true);
        column->addWidget(each);
    }
    column->addStretch(1);
    dialog->setMinimumWidth(420);
    if (sentences.size() > mostWithoutScrolling) {
        auto *scroll = new QScrollArea;
        scroll->setWidgetResizable(true);
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setAccessibleName(title);
        scroll->setWidget(list);
        body->addWidget(scroll, 1);
        dialog->resize(560, 480);
    } else {
        body->addWidget(list, 1);
    }
    dialog->open();
}

} // namespace orrery::views
