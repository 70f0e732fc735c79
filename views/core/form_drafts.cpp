// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/form_drafts.h"

#include <QSettings>

namespace orrery::views {

namespace {
QString keyOf(const models::Form &form)
{
    // A slash would be a group of the settings file.
    return QStringLiteral("drafts/") + QString(form.draft).replace(QLatin1Char('/'), QLatin1Char('|'));
}
} // namespace

models::FormValues loadDraft(const QSettings *settings, const models::Form &form)
{
    models::FormValues values = form.initialValues();
    if (!settings || form.draft.isEmpty())
        return values;
    const QVariantMap kept = settings->value(keyOf(form)).toMap();
    for (auto each = kept.cbegin(); each != kept.cend(); ++each)
        values.insert(each.key(), each.value());
    return form.cleaned(values);
}

void saveDraft(QSettings *settings, const models::Form &form, const models::FormValues &values)
{
    if (!settings || form.draft.isEmpty())
        return;
    QVariantMap kept;
    for (const models::FormField &field : form.fields) {
        if (field.kind != models::FormField::Kind::Secret && values.value(field.id) != field.initial)
            kept.insert(field.id, values.value(field.id));
    }
    if (kept.isEmpty())
        settings->remove(keyOf(form));
    else
        settings->setValue(keyOf(form), kept);
}

void dropDraft(QSettings *settings, const models::Form &form)
{
    if (settings && !form.draft.isEmpty())
        settings->remove(keyOf(form));
}

} // namespace orrery::views
