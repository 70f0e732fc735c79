// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/webhooks/sample_dialog.h"

#include "models/core/text.h"
#include "models/webhooks/webhook_text.h"
#include "views/core/dialog_kit.h"
#include "views/core/form_kit.h"
#include "views/core/icons.h"
#include "views/core/plain_label.h"

#include <QClipboard>
#include <QComboBox>
#include <QCoreApplication>
#include <QDialog>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace orrery::views {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(WebhookSamples)
};
} // namespace

void showWebhookSamples(QWidget *parent, const api::Webhook &webhook, const api::DatabaseRef &database)
{
    auto *dialog = new QDialog(parent->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QVBoxLayout *column = makeDialogColumn(dialog, Words::tr("Sample payloads"), 12);
    column->addWidget(makeParagraph(
        Words::tr("What PlanetScale's documentation says an event looks like, with made-up values. Real payloads hold "
                  "the whole resource.")));
    auto *event = new QComboBox;
    event->setAccessibleName(Words::tr("Event"));
    for (const api::WebhookEventFacts &facts : api::webhookEvents)
        event->addItem(api::OpenEnum<api::WebhookEvent>(facts.event).text(), int(facts.event));
    column->addWidget(event);
    auto *meaning = makeParagraph({});
    column->addWidget(meaning);
    auto *text = makeTextView(Words::tr("Sample payload"));
    text->setMinimumHeight(260);
    column->addWidget(text, 1);
    auto *copy = new QPushButton(glyphIcon(Glyph::Copy), Words::tr("Copy payload"));
    auto *close = new QPushButton(Words::tr("Close"));
    column->addWidget(makeDialogButtons({.primary = copy, .closing = close}));
    const auto update = [=]() {
        const auto chosen = api::WebhookEvent(event->currentData().toInt());
        const QString sample = models::webhookSample(chosen, database.organization, database.database);
        meaning->setText(models::webhookEventMeaning(chosen));
        text->setPlainText(sample.isEmpty() ? Words::tr("The documentation does not describe this payload.") : sample);
        copy->setEnabled(!sample.isEmpty());
    };
    QObject::connect(event, &QComboBox::currentIndexChanged, dialog, update);
    QObject::connect(copy, &QPushButton::clicked, dialog,
                     [text]() { QGuiApplication::clipboard()->setText(text->toPlainText()); });
    QObject::connect(close, &QPushButton::clicked, dialog, &QDialog::close);
    if (!webhook.events.isEmpty()) {
        const int first = event->findText(webhook.events.first().text());
        event->setCurrentIndex(std::max(0, first));
    }
    update();
    dialog->resize(560, 480);
    dialog->open();
}

} // namespace orrery::views
