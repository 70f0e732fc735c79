// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/dialog_kit.h"

#include "views/core/orrery_style.h"
#include "views/core/theme.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace orrery::views {

QVBoxLayout *makeDialogColumn(QDialog *dialog, const QString &title, int spacing)
{
    dialog->setWindowTitle(title);
    dialog->setAccessibleName(title);
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
