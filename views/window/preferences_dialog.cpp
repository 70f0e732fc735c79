// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/preferences_dialog.h"

#include "models/core/feature_registry.h"
#include "views/core/dialog_kit.h"
#include "views/core/form_kit.h"
#include "views/core/form_widget.h"
#include "views/core/plain_label.h"
#include "views/core/scroll_body.h"
#include "views/core/spacing.h"

#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

namespace orrery::views {

namespace {

/// The field of a setting, with the value it has now; a stored value of another type counts as the default.
models::FormField fieldOf(const models::SettingRow &row, const QSettings *settings)
{
    models::FormField field;
    field.id = row.key;
    field.label = row.title;
    field.help = row.explanation;
    QVariant value = settings ? settings->value(row.key, row.defaultValue) : row.defaultValue;
    if (!value.convert(row.defaultValue.metaType()))
        value = row.defaultValue;
    field.initial = value;
    if (!row.choices.isEmpty()) {
        field.kind = models::FormField::Kind::Choice;
        for (const auto &[text, choice] : row.choices)
            field.choices.append({choice, text});
    } else if (row.defaultValue.metaType() == QMetaType::fromType<bool>()) {
        field.kind = models::FormField::Kind::Check;
    }
    return field;
}

} // namespace

PreferencesDialog::PreferencesDialog(const models::FeatureRegistry &features, const models::Services *services,
                                     QSettings *settings, QWidget *parent)
    : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    QVBoxLayout *outer = makeDialogColumn(this, tr("Preferences"), space::group);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, space::inner, 0);
    column->setSpacing(space::group);
    QStringList groups;
    for (const models::SettingRow &row : features.settings) {
        if (!row.title.isEmpty() && !groups.contains(row.group))
            groups.append(row.group);
    }
    for (const QString &group : groups) {
        column->addWidget(new PlainLabel(group, TextSize::Title));
        models::Form form;
        for (const models::SettingRow &row : features.settings) {
            if (row.group == group && !row.title.isEmpty())
                form.fields.append(fieldOf(row, settings));
        }
        auto *fields = new FormWidget(form, form.initialValues());
        connect(fields, &FormWidget::changed, this, [this, fields, settings, services, rows = &features.settings]() {
            const models::FormValues values = fields->values();
            for (const models::SettingRow &row : *rows) {
                // What is the default already is not written.
                if (!settings || !values.contains(row.key) || fieldOf(row, settings).initial == values.value(row.key))
                    continue;
                const QVariant value = values.value(row.key);
                settings->setValue(row.key, value);
                if (services && row.apply)
                    row.apply(*services, value);
                Q_EMIT changed(row.key);
            }
        });
        column->addWidget(fields);
    }
    column->addStretch(1);
    auto *close = new QPushButton(tr("Close"));
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    auto *body = new ScrollBody(content); // every feature may bring settings
    body->setAccessibleName(windowTitle());
    outer->addWidget(body, 1);
    outer->addWidget(makeDialogButtons({.primary = nullptr, .closing = close}));
    setMinimumWidth(480);
    growToFit(this);
}

} // namespace orrery::views
