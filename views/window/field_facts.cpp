// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/field_facts.h"

#include "models/core/text.h"

#include <QCoreApplication>
#include <QLocale>

namespace orrery::views {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Details)
};

Fact factOf(const QString &label, const api::FieldValue &field)
{
    using api::Meaning;
    Fact fact;
    fact.label = label;
    const QVariant &value = field.value;
    switch (field.meaning) {
    case Meaning::Time:
        fact.value = models::exactTime(value.toDateTime());
        break;
    case Meaning::Bytes:
        fact.value = models::formattedBytes(value.toDouble());
        fact.exact = models::exactBytes(value.toDouble());
        break;
    case Meaning::Percent:
        fact.value = models::formattedPercent(value.toDouble());
        break;
    case Meaning::Seconds:
        fact.value = models::formattedDuration(value.toLongLong());
        break;
    case Meaning::Count:
        fact.value = value.typeId() == QMetaType::Double ? QLocale().toString(value.toDouble())
                                                         : models::formattedCount(value.toLongLong());
        break;
    case Meaning::Flag:
        fact.value = value.toBool() ? Words::tr("Yes") : Words::tr("No");
        break;
    default:
        fact.value = value.typeId() == QMetaType::QStringList ? value.toStringList().join(QStringLiteral(", "))
                                                              : value.toString();
        fact.monospace =
            field.meaning == Meaning::Identifier || field.meaning == Meaning::Code || field.meaning == Meaning::Url;
        break;
    }
    return fact;
}

void collect(const QList<api::FieldValue> &fields, const QString &prefix, QList<Fact> &out)
{
    for (const api::FieldValue &field : fields) {
        const QString label = prefix.isEmpty() ? field.label : prefix + QStringLiteral(" · ") + field.label;
        if (!field.children.isEmpty())
            collect(field.children, label, out);
        else if (field.value.isValid())
            out.append(factOf(label, field));
    }
}
} // namespace

QList<Fact> factsOf(const QList<api::FieldValue> &fields)
{
    QList<Fact> facts;
    collect(fields, {}, facts);
    return facts;
}

} // namespace orrery::views
