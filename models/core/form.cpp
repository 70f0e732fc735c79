// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/form.h"

#include "models/core/text.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace orrery::models {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Form)
};

bool isText(FormField::Kind kind)
{
    return kind == FormField::Kind::Line || kind == FormField::Kind::Secret || kind == FormField::Kind::Text;
}

bool isEmpty(const FormField &field, const QVariant &value)
{
    if (isText(field.kind))
        return value.toString().trimmed().isEmpty();
    return field.kind == FormField::Kind::Checklist && value.toStringList().isEmpty();
}

bool isOffered(const FormField &field, const QVariant &value)
{
    return std::any_of(field.choices.cbegin(), field.choices.cend(),
                       [&value](const FormChoice &choice) { return choice.value == value; });
}

/// The value of a field as the field can hold it.
QVariant fitting(const FormField &field, const QVariant &value)
{
    switch (field.kind) {
    case FormField::Kind::Line:
    case FormField::Kind::Secret:
    case FormField::Kind::Text:
        return value.canConvert<QString>() ? QVariant(value.toString()) : field.initial;
    case FormField::Kind::Number: {
        bool ok = false;
        const int number = value.toInt(&ok);
        return ok ? QVariant(std::clamp(number, field.minimum, std::max(field.minimum, field.maximum))) : field.initial;
    }
    case FormField::Kind::Check:
        return value.canConvert<bool>() ? QVariant(value.toBool()) : field.initial;
    case FormField::Kind::Choice:
        return isOffered(field, value) ? value : field.initial;
    case FormField::Kind::Checklist: {
        QStringList kept;
        for (const QString &each : value.toStringList()) {
            if (isOffered(field, each))
                kept.append(each);
        }
        return kept;
    }
    }
    return field.initial;
}

} // namespace

FormValues Form::initialValues() const
{
    FormValues values;
    for (const FormField &field : fields)
        values.insert(field.id, field.initial);
    return values;
}

const FormField *Form::field(const QString &id) const
{
    const auto found =
        std::find_if(fields.cbegin(), fields.cend(), [&id](const FormField &each) { return each.id == id; });
    return found == fields.cend() ? nullptr : &*found;
}

QList<std::pair<QString, QString>> Form::problems(const FormValues &values) const
{
    QList<std::pair<QString, QString>> problems;
    for (const FormField &field : fields) {
        if (field.applies && !field.applies(values))
            continue;
        const QVariant value = values.value(field.id);
        if (isEmpty(field, value)) {
            if (field.required)
                problems.append({field.id,
                                 field.kind == FormField::Kind::Checklist
                                     ? Words::tr("%1: choose at least one").arg(field.label)
                                     : Words::tr("%1 is missing").arg(field.label)});
            continue;
        }
        if (isText(field.kind) && field.maximum > 0 && value.toString().size() > field.maximum) {
            problems.append(
                {field.id,
                 Words::tr("%1 has %2 characters; at most %3 are allowed")
                     .arg(field.label, formattedCount(value.toString().size()), formattedCount(field.maximum))});
            continue;
        }
        const QString problem = field.problem ? field.problem(values) : QString();
        if (!problem.isEmpty())
            problems.append({field.id, problem});
    }
    return problems;
}

FormValues Form::cleaned(const FormValues &values) const
{
    FormValues cleaned = initialValues();
    for (const FormField &field : fields) {
        if (values.contains(field.id))
            cleaned.insert(field.id, fitting(field, values.value(field.id)));
    }
    return cleaned;
}

QString Form::fieldNamedIn(const QString &message) const
{
    QString found;
    qsizetype first = message.size();
    for (const FormField &each : fields) {
        // The service writes "url", "Url" or "retention unit" for retention_unit.
        const QString words = QRegularExpression::escape(each.id).replace(QLatin1Char('_'), QStringLiteral("[_ ]"));
        const QRegularExpression name(QStringLiteral("\\b%1\\b").arg(words), QRegularExpression::CaseInsensitiveOption);
        const qsizetype at = message.indexOf(name);
        if (at >= 0 && at < first) {
            first = at;
            found = each.id;
        }
    }
    return found;
}

} // namespace orrery::models
