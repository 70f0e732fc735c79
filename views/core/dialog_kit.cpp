// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/dialog_kit.h"

#include "views/core/orrery_style.h"
#include "views/core/reading_order.h"
#include "views/core/theme.h"

#include <QApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QScreen>
#include <QShortcut>
#include <QVBoxLayout>

namespace orrery::views {

namespace {

void keepOnScreen(QWidget *window)
{
    constexpr QSize frame(0, 48); // the title bar is not part of a window's size
    const QSize most = window->screen()->availableSize() - frame;
    if (window->width() > most.width() || window->height() > most.height())
        window->resize(window->size().boundedTo(most));
}

/// A dialog is never larger than the screen, whatever size it asks for.
class ScreenFit final : public QObject
{
public:
    explicit ScreenFit(QDialog *dialog) : QObject(dialog) { dialog->installEventFilter(this); }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Show)
            keepOnScreen(qobject_cast<QWidget *>(watched));
        return QObject::eventFilter(watched, event);
    }
};

} // namespace

QVBoxLayout *makeDialogColumn(QDialog *dialog, const QString &title, int spacing)
{
    dialog->setWindowTitle(title);
    dialog->setAccessibleName(title);
    followReadingOrder(dialog);
    new ScreenFit(dialog);
    // A dialog keeps the window's shortcuts away, but not this one.
    const QKeySequence quit(QKeySequence::Quit);
    auto *leave = new QShortcut(quit.isEmpty() ? QKeySequence(Qt::CTRL | Qt::Key_Q) : quit, dialog);
    QObject::connect(leave, &QShortcut::activated, qApp, &QApplication::quit, Qt::QueuedConnection);
    setFillRole(dialog, ColorRole::Surface);
    auto *column = new QVBoxLayout(dialog);
    column->setContentsMargins(space::page, space::page, space::page, space::group);
    column->setSpacing(spacing);
    return column;
}

QWidget *makeDialogButtons(const DialogButtons &buttons)
{
    auto *box = new QDialogButtonBox;
    const auto add = [box](QPushButton *button, QDialogButtonBox::ButtonRole role) {
        if (!button)
            return;
        button->setAutoDefault(false);
        box->addButton(button, role);
    };
    // The box makes the first button that accepts the default one, and Enter in a field would press it; one that says yes
    // stands in the same place, and is left alone.
    add(buttons.primary, QDialogButtonBox::YesRole);
    add(buttons.closing, QDialogButtonBox::RejectRole);
    for (QPushButton *button : buttons.others)
        add(button, QDialogButtonBox::ActionRole);
    add(buttons.apart, QDialogButtonBox::ResetRole);
    if (buttons.primary)
        setButtonKind(buttons.primary, ButtonKind::Primary);
    return box;
}

} // namespace orrery::views
