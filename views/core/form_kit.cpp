// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/form_kit.h"

#include "views/core/plain_label.h"
#include "views/core/spacing.h"

#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScreen>

#include <algorithm>

namespace orrery::views {

PlainLabel *makeParagraph(const QString &text, ColorRole role)
{
    auto *label = new PlainLabel(text, TextSize::Body, role);
    label->setWordWrap(true);
    return label;
}

QLineEdit *makeField(const QString &name, bool secret)
{
    auto *edit = new QLineEdit;
    edit->setAccessibleName(name);
    if (secret) {
        edit->setEchoMode(QLineEdit::Password);
        edit->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    }
    return edit;
}

QFormLayout *makeForm()
{
    auto *form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setHorizontalSpacing(space::group);
    form->setVerticalSpacing(space::inner);
    return form;
}

PlainLabel *addField(QFormLayout *form, const QString &label, QWidget *edit)
{
    // QFormLayout's own labels would guess whether their text is rich.
    auto *made = new PlainLabel(label);
    made->setBuddy(edit);
    form->addRow(made, edit);
    return made;
}

void acceptOnEnter(const QWidget *part, const QPushButton *button)
{
    const auto fields = part->findChildren<QLineEdit *>();
    for (const QLineEdit *field : fields)
        QObject::connect(field, &QLineEdit::returnPressed, button, &QPushButton::click);
}

void growToFit(QWidget *window)
{
    QMetaObject::invokeMethod(
        window,
        [window]() {
            QLayout *layout = window->layout();
            layout->activate();
            const int wanted = layout->hasHeightForWidth() ? layout->totalHeightForWidth(window->width())
                                                           : layout->totalMinimumSize().height();
            // The title bar is not part of a window's height.
            constexpr int frame = 48;
            const int most = window->screen()->availableSize().height() - frame;
            if (window->height() < std::min(wanted, most))
                window->resize(window->width(), std::min(wanted, most));
        },
        Qt::QueuedConnection);
}

QPlainTextEdit *makeTextView(const QString &name)
{
    auto *view = new QPlainTextEdit;
    view->setReadOnly(true);
    view->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    view->setTabChangesFocus(true);
    view->setLineWrapMode(QPlainTextEdit::NoWrap);
    view->setAccessibleName(name);
    setMonospace(view);
    setFillRole(view, ColorRole::SurfaceSunken);
    return view;
}

} // namespace orrery::views
