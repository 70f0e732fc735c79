// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/sources/webhook_dialog.h"

#include "api/core/clock.h"
#include "models/core/aside.h"
#include "models/core/column_kit.h"
#include "models/core/text.h"
#include "models/storage/history/history.h"
#include "models/storage/view/names.h"
#include "views/core/action_gate.h"
#include "views/core/card.h"
#include "views/core/code_view.h"
#include "views/core/dialog_kit.h"
#include "views/core/error_bar.h"
#include "views/core/facts_panel.h"
#include "views/core/form_kit.h"
#include "views/core/orrery_style.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"
#include "views/core/state_chip.h"
#include "views/core/table.h"

#include <QCheckBox>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

#include <algorithm>

namespace orrery::views {

using namespace std::chrono_literals;
using Reading = models::StorageReading;

namespace {

constexpr int dialogWidth = 860;
constexpr int heightWithResult = 760;
constexpr int bodyHeight = 110;
constexpr int mostRowsShown = 5;
/// Webhooks are a few kilobytes; what is larger is another file.
constexpr qint64 largestBody = 4 * 1024 * 1024;

QList<models::Column<Reading>> readingColumns()
{
    const auto bytes = [](const std::optional<double> &value) {
        return value ? std::optional(qint64(*value)) : std::nullopt;
    };
    models::Column<Reading> level;
    level.id = "used";
    level.title = WebhookDialog::tr("Used");
    level.width = 90;
    level.alignment = Qt::AlignRight | Qt::AlignVCenter;
    level.text = [](const Reading &row) {
        if (!row.point.usedPercent)
            return QString();
        const QString percent = models::formattedPercent(*row.point.usedPercent);
        return models::isPossiblePercent(*row.point.usedPercent) ? percent
                                                                 : WebhookDialog::tr("%1, not possible").arg(percent);
    };
    level.sortKey = [](const Reading &row) {
        return row.point.usedPercent ? QVariant(*row.point.usedPercent) : QVariant();
    };
    return {models::textColumn<Reading>("name", WebhookDialog::tr("Disk"), 260,
                                        [](const Reading &row) {
                                            const QString name = models::volumeName(row.volume);
                                            return name.isEmpty() ? row.volume.branch : name;
                                        }),
            level,
            models::bytesColumn<Reading>("used_bytes", WebhookDialog::tr("Bytes used"), 120,
                                         [bytes](const Reading &row) { return bytes(row.point.usedBytes); }),
            models::bytesColumn<Reading>("capacity", WebhookDialog::tr("Capacity"), 120,
                                         [bytes](const Reading &row) { return bytes(row.point.capacityBytes); })};
}

struct FileContent
{
    QByteArray bytes;
    QString error;
};

FileContent contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {{}, file.errorString()};
    if (file.size() > largestBody)
        return {{}, WebhookDialog::tr("it is too large for a webhook")};
    return {file.readAll(), {}};
}

} // namespace

WebhookDialog::WebhookDialog(const models::Accounts *accounts, const models::StorageRadar *radar,
                             models::StorageHistory *history, const Clock *clock, QWidget *parent)
    : QDialog(parent), m_accounts(accounts), m_radar(radar), m_history(history), m_clock(clock), m_bar(new ErrorBar),
      m_import(new QPushButton(tr("Import as readings")))
{
    setAttribute(Qt::WA_DeleteOnClose);
    auto *column = makeDialogColumn(this, tr("Inspect a webhook payload"));
    m_bar->clear();
    column->addWidget(m_bar);
    column->addWidget(new PlainLabel(windowTitle(), TextSize::Title));
    column->addWidget(buildInput());
    m_result = buildResult();
    column->addWidget(m_result, 100);
    column->addStretch(1); // takes the room while there is no result
    auto *close = new QPushButton(tr("Close"));
    column->addWidget(makeDialogButtons({.primary = m_import, .closing = close}));

    m_inspectSoon.setSingleShot(true);
    m_inspectSoon.setInterval(250ms);
    connect(&m_inspectSoon, &QTimer::timeout, this, &WebhookDialog::inspect);
    connect(m_body, &QPlainTextEdit::textChanged, this, [this]() {
        m_fileBytes.reset();
        m_inspectSoon.start();
    });
    for (const QLineEdit *edit : {m_signature, m_secret})
        connect(edit, &QLineEdit::textChanged, &m_inspectSoon, qOverload<>(&QTimer::start));
    connect(m_unverified, &QCheckBox::toggled, this, &WebhookDialog::updateImport);
    connect(m_import, &QPushButton::clicked, this, &WebhookDialog::importReadings);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    inspect();
    resize(dialogWidth, sizeHint().height());
    m_body->setFocus();
}

QWidget *WebhookDialog::buildInput()
{
    auto *content = new QWidget;
    auto *form = makeForm();
    content->setLayout(form);
    auto *body = new QWidget;
    auto *bodyColumn = new QVBoxLayout(body);
    bodyColumn->setContentsMargins(0, 0, 0, 0);
    bodyColumn->setSpacing(space::unit);
    m_body = new QPlainTextEdit;
    m_body->setAccessibleName(tr("Body"));
    m_body->setPlaceholderText(QStringLiteral("{\"timestamp\": …, \"event\": \"keyspace.storage\", …}"));
    m_body->setTabChangesFocus(true);
    m_body->setFixedHeight(bodyHeight);
    setMonospace(m_body);
    bodyColumn->addWidget(m_body);
    auto *row = new QHBoxLayout;
    m_bodyNote = new PlainLabel({}, TextSize::Small, ColorRole::TextSecondary);
    m_bodyNote->setWordWrap(true);
    row->addWidget(m_bodyNote, 1);
    auto *open = new QPushButton(tr("Open file…"));
    open->setAutoDefault(false);
    connect(open, &QPushButton::clicked, this, &WebhookDialog::askFile);
    row->addWidget(open);
    bodyColumn->addLayout(row);
    auto *label = addField(form, tr("Body"), body);
    label->setBuddy(m_body);
    m_signature = makeField(tr("Signature"));
    m_signature->setPlaceholderText(tr("the header X-PlanetScale-Signature"));
    addField(form, tr("Signature"), m_signature);
    m_secret = makeField(tr("Secret of the webhook"), true);
    m_secret->setPlaceholderText(tr("Used to verify the signature; not stored"));
    addField(form, tr("Secret"), m_secret);
    return content;
}

QWidget *WebhookDialog::buildResult()
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, space::inner, 0, 0);
    column->setSpacing(space::inner);
    column->addWidget(makeSeparator(content));
    auto *verdict = new QHBoxLayout;
    verdict->setSpacing(space::inner);
    m_verdict = new StateChip;
    m_verdictText = makeParagraph({}, ColorRole::Text);
    verdict->addWidget(m_verdict, 0, Qt::AlignTop);
    verdict->addWidget(m_verdictText, 1);
    column->addLayout(verdict);
    m_problem = makeParagraph({}, ColorRole::Critical);
    column->addWidget(m_problem);
    m_facts = new FactsPanel;
    column->addWidget(m_facts);
    m_resource = new CodeView;
    m_resource->setAccessibleName(tr("Resource of the event"));
    setFillRole(m_resource, ColorRole::SurfaceSunken);
    column->addWidget(m_resource, 100);

    m_storage = new QWidget;
    auto *storage = new QVBoxLayout(m_storage);
    storage->setContentsMargins(0, 0, 0, 0);
    storage->setSpacing(space::inner);
    m_readings = new models::ResourceListModel<Reading>(
        readingColumns(), [](const Reading &row) { return row.volume.keyspace + QChar(0x1f) + row.volume.shard; }, {},
        this);
    auto *view = new QTreeView;
    view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *proxy = new ResourceProxy(view);
    proxy->setSourceModel(m_readings);
    TableOptions options;
    options.accessibleName = tr("Readings in the payload");
    options.stretchColumn = "name";
    bindTable(view, proxy, options);
    storage->addWidget(view);
    m_table = view;
    m_unverified = new QCheckBox(tr("Import without verification: anyone may have written it"));
    storage->addWidget(m_unverified);
    m_whyNot = makeParagraph({}, ColorRole::Warn);
    storage->addWidget(m_whyNot);
    column->addWidget(m_storage);
    column->addStretch(1);
    return content;
}

void WebhookDialog::askFile()
{
    auto *dialog = new QFileDialog(this, tr("Open a webhook’s body"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &WebhookDialog::openFile);
    dialog->open();
}

void WebhookDialog::setSecret(const QString &secret)
{
    m_secret->setText(secret);
}

void WebhookDialog::openFile(const QString &path)
{
    models::runAside(
        this, [path]() { return contentOf(path); },
        [this, path](const FileContent &content) {
            if (!content.error.isEmpty()) {
                m_bar->showNotice(models::Tone::Critical,
                                  tr("%1 could not be read: %2").arg(QDir::toNativeSeparators(path), content.error));
                return;
            }
            m_bar->clear();
            m_body->setPlainText(QString::fromUtf8(content.bytes));
            m_fileBytes = content.bytes;
            inspect();
        });
}

void WebhookDialog::inspect()
{
    m_inspectSoon.stop();
    // The text has its line ends as the editor makes them, and nothing that is not UTF-8.
    const QByteArray body = m_fileBytes.value_or(m_body->toPlainText().toUtf8());
    m_bodyNote->setText(m_fileBytes
                            ? tr("The exact bytes of the file.")
                            : tr("The signature is of the exact bytes. Pasting may change line breaks: if it does "
                                 "not fit, open the body as a file."));
    m_inspection = models::inspectWebhook(body, m_signature->text().toUtf8(), api::Secret(m_secret->text().toUtf8()),
                                          models::knownBranches(m_accounts, m_radar));
    m_imported = false;
    m_bar->clear();
    const bool wasEmpty = m_result->isHidden();
    m_result->setVisible(!body.trimmed().isEmpty());
    if (wasEmpty && !m_result->isHidden())
        resize(width(), std::max(height(), heightWithResult));
    m_verdict->setState(m_inspection.verdictWord);
    m_verdictText->setText(m_inspection.verdictWord.explanation);
    m_problem->setText(m_inspection.problem);
    m_problem->setVisible(!m_inspection.problem.isEmpty());
    const bool readable = m_inspection.payload.has_value();
    m_facts->setVisible(readable);
    m_resource->setVisible(readable && !m_inspection.payload->resource.isEmpty());
    if (readable) {
        const api::WebhookPayload &payload = *m_inspection.payload;
        const auto fact = [](const QString &label, const QString &value) {
            Fact made;
            made.label = label;
            made.value = value;
            return made;
        };
        QList<Fact> facts{fact(tr("Event"), payload.event), fact(tr("Sent"), models::exactTime(payload.timestamp)),
                          fact(tr("Organization"), payload.organization), fact(tr("Database"), payload.database)};
        facts[1].exact = models::relativeTime(payload.timestamp, m_clock->now());
        if (!payload.missing.isEmpty())
            facts.append(fact(tr("Missing"), payload.missing.join(QStringLiteral(", "))));
        m_facts->setFacts(facts);
        m_resource->setCode(QString::fromUtf8(payload.resource));
    }
    m_readings->retain({});
    m_readings->upsert(m_inspection.readings);
    const int rows = std::clamp(m_readings->rowCount(), 1, mostRowsShown);
    m_table->setFixedHeight((rows + 1) * space::row + space::unit);
    m_storage->setVisible(!m_inspection.readings.isEmpty());
    m_unverified->setChecked(false);
    updateImport();
}

void WebhookDialog::updateImport()
{
    const bool storage = !m_inspection.readings.isEmpty();
    // What fits but for a line break was signed all the same.
    const bool verified = m_inspection.isGenuine() || m_inspection.verdict == api::WebhookVerdict::DifferentByLineEnd;
    const bool possible = storage && m_inspection.whyNoImport.isEmpty() && m_history;
    m_unverified->setVisible(possible && !verified);
    m_whyNot->setText(m_inspection.whyNoImport);
    m_whyNot->setVisible(!m_inspection.whyNoImport.isEmpty());
    QString missing = m_inspection.whyNoImport;
    if (possible && m_imported)
        missing = tr("These readings are imported.");
    else if (possible && !verified && !m_unverified->isChecked())
        missing = tr("The payload is not verified.");
    m_import->setVisible(storage);
    m_import->setEnabled(possible && missing.isEmpty());
    m_import->setToolTip(plainToolTip(missing));
}

void WebhookDialog::importReadings()
{
    const qsizetype leftOut = m_history->add(m_inspection.readingsForAll());
    m_imported = true;
    const auto taken =
        int(m_inspection.readings.size() - leftOut / std::max<qsizetype>(1, m_inspection.accounts.size()));
    updateImport();
    m_bar->showNotice(taken > 0 ? models::Tone::Ok : models::Tone::Warn,
                      tr("%Ln readings were imported.", nullptr, taken)
                          + (leftOut > 0 ? u' ' + tr("The other values are not valid readings.") : QString()));
}

} // namespace orrery::views
