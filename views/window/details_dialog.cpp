// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/details_dialog.h"

#include "models/core/text.h"
#include "views/core/dialog_kit.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QDialog>
#include <QGuiApplication>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

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

void showDetailsDialog(QWidget *parent, const QString &title, const QList<api::FieldValue> &fields)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->resize(560, 560);
    auto *column = makeDialogColumn(dialog, Words::tr("All fields"), space::group);
    auto *heading = new PlainLabel(title, TextSize::Title);
    heading->setElide(Qt::ElideRight);
    column->addWidget(heading);
    auto *panel = new FactsPanel;
    panel->setFacts(factsOf(fields));
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setAccessibleName(dialog->windowTitle());
    scroll->setWidget(panel);
    column->addWidget(scroll, 1);
    auto *close = new QPushButton(Words::tr("Close"));
    auto *copy = new QPushButton(Words::tr("Copy all"));
    QObject::connect(copy, &QPushButton::clicked, dialog,
                     [panel]() { QGuiApplication::clipboard()->setText(panel->asText()); });
    QObject::connect(close, &QPushButton::clicked, dialog, &QDialog::close);
    column->addWidget(makeDialogButtons({.closing = close, .others = {copy}}));
    dialog->open();
}

} // namespace orrery::views
