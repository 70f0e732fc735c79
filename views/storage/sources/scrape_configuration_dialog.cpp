// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/sources/scrape_configuration_dialog.h"

#include "models/auth/accounts.h"
#include "models/core/aside.h"
#include "models/core/text.h"
#include "models/organizations/organization_list.h"
#include "views/core/action_gate.h"
#include "views/core/dialog_kit.h"
#include "views/core/error_bar.h"
#include "views/core/form_kit.h"
#include "views/core/orrery_style.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSaveFile>

namespace orrery::views {

namespace {

constexpr QSize dialogSize{820, 720};
constexpr int listHeight = 84;
constexpr int intervals[] = {15, 30, 60, 120, 300};
constexpr int usualInterval = 60;

} // namespace

ScrapeConfigurationDialog::ScrapeConfigurationDialog(const models::Accounts *accounts, QWidget *parent)
    : QDialog(parent), m_bar(new ErrorBar), m_organizations(new QListWidget), m_collector(new QComboBox),
      m_interval(new QComboBox), m_folder(makeField(tr("Folder of the token files"))),
      m_onlyStorage(new QCheckBox(tr("Storage only: a few series for each disk instead of all metrics"))),
      m_yaml(makeTextView(tr("Configuration"))), m_steps(makeTextView(tr("How to use it"))),
      m_copy(new QPushButton(tr("Copy configuration"))), m_save(new QPushButton(tr("Save as…"))),
      m_api(accounts->defaultHosts().api)
{
    setAttribute(Qt::WA_DeleteOnClose);
    resize(dialogSize);
    auto *column = makeDialogColumn(this, tr("Scrape configuration"));
    m_bar->clear();
    column->addWidget(m_bar);
    column->addWidget(new PlainLabel(windowTitle(), TextSize::Title));
    column->addWidget(
        makeParagraph(tr("With this, a collector of your own finds and scrapes PlanetScale’s metrics, and "
                         "keeps them as long as you like.")));

    QStringList names;
    const QList<models::Workspace *> workspaces = accounts->workspaces();
    for (models::Workspace *workspace : workspaces) {
        m_api = workspace->hosts().api;
        for (const api::Organization &organization : models::organizationList(workspace)->rows())
            names.append(organization.name);
    }
    names.removeDuplicates();
    names.sort(Qt::CaseInsensitive);
    for (const QString &name : std::as_const(names)) {
        auto *item = new QListWidgetItem(models::visibleText(name), m_organizations);
        item->setData(Qt::UserRole, name);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Checked);
    }
    m_organizations->setAccessibleName(tr("Organizations"));
    m_organizations->setFixedHeight(listHeight);
    auto *form = makeForm();
    form->setContentsMargins(0, space::inner, 0, 0);
    addField(form, tr("Organizations"), m_organizations);
    m_collector->setAccessibleName(tr("Collector"));
    m_collector->addItem(QStringLiteral("Prometheus"), int(api::ScrapeCollector::Prometheus));
    m_collector->addItem(QStringLiteral("VictoriaMetrics (vmagent)"), int(api::ScrapeCollector::VictoriaMetrics));
    addField(form, tr("Collector"), m_collector);
    m_interval->setAccessibleName(tr("Scrape interval"));
    for (const int seconds : intervals)
        m_interval->addItem(models::formattedDuration(seconds), seconds);
    m_interval->setCurrentIndex(m_interval->findData(usualInterval));
    addField(form, tr("Scrape every"), m_interval);
    m_folder->setText(api::ScrapeConfigurationOptions().tokenFolder);
    addField(form, tr("Token files in"), m_folder);
    m_onlyStorage->setChecked(true);
    form->addRow(QString(), m_onlyStorage);
    column->addLayout(form);
    column->addSpacing(space::inner);
    column->addWidget(m_yaml, 3);
    column->addWidget(new PlainLabel(m_steps->accessibleName(), TextSize::Small, ColorRole::TextSecondary));
    m_steps->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    column->addWidget(m_steps, 2);
    column->addWidget(new PlainLabel(tr("The configuration has no tokens in it, and Orrery never sees them."),
                                     TextSize::Small, ColorRole::TextSecondary));

    auto *close = new QPushButton(tr("Close"));
    column->addWidget(makeDialogButtons({.primary = m_copy, .closing = close, .others = {m_save}}));
    m_copy->setDefault(true);

    connect(m_organizations, &QListWidget::itemChanged, this, &ScrapeConfigurationDialog::update);
    connect(m_collector, &QComboBox::currentIndexChanged, this, &ScrapeConfigurationDialog::update);
    connect(m_interval, &QComboBox::currentIndexChanged, this, &ScrapeConfigurationDialog::update);
    connect(m_folder, &QLineEdit::textChanged, this, &ScrapeConfigurationDialog::update);
    connect(m_onlyStorage, &QCheckBox::toggled, this, &ScrapeConfigurationDialog::update);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    connect(m_save, &QPushButton::clicked, this, &ScrapeConfigurationDialog::askFile);
    connect(m_copy, &QPushButton::clicked, this, [this]() {
        QGuiApplication::clipboard()->setText(m_configuration.yaml);
        m_bar->showNotice(models::Tone::Ok, tr("The configuration is copied."));
    });
    update();
}

void ScrapeConfigurationDialog::update()
{
    QStringList organizations;
    for (int row = 0; row < m_organizations->count(); ++row) {
        const QListWidgetItem *item = m_organizations->item(row);
        if (item->checkState() == Qt::Checked)
            organizations.append(item->data(Qt::UserRole).toString());
    }
    api::ScrapeConfigurationOptions options;
    options.api = m_api;
    options.collector = api::ScrapeCollector(m_collector->currentData().toInt());
    options.scrapeInterval = std::chrono::seconds(m_interval->currentData().toInt());
    options.onlyStorage = m_onlyStorage->isChecked();
    if (const QString folder = m_folder->text().trimmed(); !folder.isEmpty())
        options.tokenFolder = folder;
    m_configuration = api::scrapeConfiguration(organizations, options);
    m_yaml->setPlainText(models::visibleText(m_configuration.yaml, models::LineBreaks::Keep));
    m_steps->setPlainText(models::visibleText(m_configuration.steps, models::LineBreaks::Keep));
    const QString missing = organizations.isEmpty() ? tr("Choose an organization first.") : QString();
    for (QPushButton *button : {m_copy, m_save}) {
        button->setEnabled(missing.isEmpty());
        button->setToolTip(plainToolTip(missing));
    }
}

void ScrapeConfigurationDialog::askFile()
{
    auto *dialog = new QFileDialog(this, tr("Save the configuration"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDefaultSuffix(QStringLiteral("yml"));
    dialog->selectFile(QStringLiteral("planetscale.yml"));
    connect(dialog, &QFileDialog::fileSelected, this, &ScrapeConfigurationDialog::saveTo);
    dialog->open();
}

void ScrapeConfigurationDialog::saveTo(const QString &path)
{
    models::runAside(
        this,
        [path, text = m_configuration.yaml]() {
            QSaveFile file(path);
            if (file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) >= 0 && file.commit())
                return QString();
            return file.errorString();
        },
        [this, path](const QString &error) {
            const QString shown = QDir::toNativeSeparators(path);
            m_bar->showNotice(error.isEmpty() ? models::Tone::Ok : models::Tone::Critical,
                              error.isEmpty() ? tr("The configuration is saved as %1.").arg(shown)
                                              : tr("%1 could not be written: %2").arg(shown, error));
        });
}

} // namespace orrery::views
