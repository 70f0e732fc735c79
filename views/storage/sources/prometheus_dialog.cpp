// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/sources/prometheus_dialog.h"

#include "models/core/text.h"
#include "models/storage/sources/prometheus_text.h"
#include "views/core/action_gate.h"
#include "views/core/age_ticker.h"
#include "views/core/card.h"
#include "views/core/confirm_dialog.h"
#include "views/core/dialog_kit.h"
#include "views/core/error_bar.h"
#include "views/core/form_kit.h"
#include "views/core/orrery_style.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"
#include "views/core/state_chip.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>

namespace orrery::views {

using Authentication = api::PrometheusServerInfo::Authentication;
using Problem = api::PrometheusServerProblem;
using Phase = models::PrometheusState::Phase;

namespace {

constexpr int dialogWidth = 620;
constexpr qsizetype unknownShown = 5;

/// Takes a row of the form away, label and field.
void setRowShown(QFormLayout *form, QWidget *field, bool shown)
{
    field->setVisible(shown);
    if (QWidget *label = form->labelForField(field))
        label->setVisible(shown);
}

} // namespace

PrometheusDialog::PrometheusDialog(models::PrometheusSource *source, const Clock *clock, QWidget *parent)
    : QDialog(parent), m_source(source), m_clock(clock), m_bar(new ErrorBar), m_servers(new QComboBox),
      m_problem(makeParagraph({}, ColorRole::Critical)), m_test(new QPushButton(tr("Test connection"))),
      m_testChip(new StateChip), m_testResult(makeParagraph({})), m_remove(new QPushButton(tr("Remove…"))),
      m_save(new QPushButton(tr("Save")))
{
    setAttribute(Qt::WA_DeleteOnClose);
    auto *column = makeDialogColumn(this, tr("Prometheus server"), space::group);
    m_bar->clear();
    column->addWidget(m_bar);
    column->addWidget(new PlainLabel(windowTitle(), TextSize::Title));
    column->addWidget(
        makeParagraph(tr("Storage is read from a server that answers PromQL: Prometheus, VictoriaMetrics, "
                         "Thanos or Mimir. It only has to scrape PlanetScale’s metrics; see “Scrape "
                         "configuration”.")));
    m_servers->setAccessibleName(tr("Server"));
    column->addWidget(m_servers);
    column->addWidget(buildForm());
    column->addWidget(m_problem);

    auto *testRow = new QHBoxLayout;
    testRow->setSpacing(space::inner);
    testRow->addWidget(m_test);
    testRow->addWidget(m_testChip);
    testRow->addWidget(m_testResult, 1);
    column->addLayout(testRow);
    column->addWidget(buildState());
    column->addStretch(1);

    auto *close = new QPushButton(tr("Close"));
    column->addWidget(makeDialogButtons({.primary = m_save, .closing = close, .apart = m_remove}));
    m_test->setAutoDefault(false);
    m_save->setDefault(true);

    connect(m_servers, &QComboBox::activated, this, [this]() { showServer(currentName()); });
    connect(m_test, &QPushButton::clicked, this, &PrometheusDialog::test);
    connect(m_save, &QPushButton::clicked, this, &PrometheusDialog::save);
    connect(m_remove, &QPushButton::clicked, this, &PrometheusDialog::askRemove);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    connect(m_source, &models::PrometheusSource::changed, this, &PrometheusDialog::showState);
    new AgeTicker(this, [this]() { showState(); });
    connect(m_source, &models::PrometheusSource::notice, this,
            [this](const QString &sentence) { m_bar->showNotice(models::Tone::Warn, sentence); });
    const QList<api::PrometheusServerInfo> servers = m_source->servers();
    fillServers(servers.isEmpty() ? QString() : servers.first().name);
    resize(dialogWidth, sizeHint().height());
}

QWidget *PrometheusDialog::buildForm()
{
    auto *content = new QWidget;
    m_form = makeForm();
    content->setLayout(m_form);
    m_name = makeField(tr("Name of the server"));
    m_address = makeField(tr("Address of the server"));
    m_address->setPlaceholderText(QStringLiteral("https://prometheus.example.com"));
    m_authentication = new QComboBox;
    m_authentication->setAccessibleName(tr("Authentication"));
    m_authentication->addItem(tr("None"), int(Authentication::None));
    m_authentication->addItem(tr("User name and password (basic)"), int(Authentication::Basic));
    m_authentication->addItem(tr("Token (bearer)"), int(Authentication::Bearer));
    m_user = makeField(tr("User name"));
    m_secret = makeField(tr("Password or token"), true);
    m_secretNote = new PlainLabel({}, TextSize::Small, ColorRole::TextSecondary);
    m_secretNote->setWordWrap(true);
    m_tenant = makeField(tr("Tenant"));
    m_tenant->setPlaceholderText(tr("only for servers with tenants"));
    m_allowPlain = new QCheckBox(tr("Send it over http:// anyway; anyone on the network path can read it"));
    addField(m_form, tr("Name"), m_name);
    addField(m_form, tr("Address"), m_address);
    addField(m_form, tr("Authentication"), m_authentication);
    addField(m_form, tr("User name"), m_user);
    m_secretLabel = addField(m_form, tr("Password"), m_secret);
    m_form->addRow(QString(), m_secretNote);
    m_form->addRow(QString(), m_allowPlain);
    addField(m_form, tr("Tenant"), m_tenant);
    const auto touched = [this]() {
        m_touched = true;
        forgetTest();
        update();
    };
    for (QLineEdit *edit : {m_name, m_address, m_user, m_secret, m_tenant})
        connect(edit, &QLineEdit::textEdited, this, touched);
    connect(m_authentication, &QComboBox::activated, this, touched);
    connect(m_allowPlain, &QCheckBox::toggled, this, touched);
    return content;
}

QWidget *PrometheusDialog::buildState()
{
    auto *card = new Card;
    m_state = card;
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(space::group, space::inner, space::group, space::inner);
    column->setSpacing(space::inner);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::inner);
    m_stateChip = new StateChip;
    m_stateText = makeParagraph({});
    row->addWidget(m_stateChip, 0, Qt::AlignTop);
    row->addWidget(m_stateText, 1);
    column->addLayout(row);
    m_progress = new QProgressBar;
    m_progress->setRange(0, 100);
    m_progress->setAccessibleName(tr("How much history was read"));
    column->addWidget(m_progress);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::inner);
    m_read = new QPushButton(tr("Read now"));
    m_fill = new QPushButton(tr("Load history again"));
    m_fill->setToolTip(tr("Reads the last %Ln days again; existing readings are not duplicated.", nullptr,
                          models::prometheusPastDays));
    m_cancelFill = new QPushButton(tr("Skip history"));
    for (QPushButton *button : {m_read, m_fill, m_cancelFill}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    column->addLayout(buttons);
    connect(m_read, &QPushButton::clicked, this, [this]() { m_source->read(currentName()); });
    connect(m_fill, &QPushButton::clicked, this, [this]() { m_source->fillAgain(currentName()); });
    connect(m_cancelFill, &QPushButton::clicked, this, [this]() { m_source->cancelFilling(currentName()); });
    return card;
}

QString PrometheusDialog::currentName() const
{
    return m_servers->currentData().toString();
}

void PrometheusDialog::fillServers(const QString &current)
{
    m_servers->clear();
    const QList<api::PrometheusServerInfo> servers = m_source->servers();
    for (const api::PrometheusServerInfo &server : servers)
        m_servers->addItem(models::visibleText(server.name), server.name);
    m_servers->addItem(tr("New server…"), QString());
    m_servers->setCurrentIndex(std::max(0, m_servers->findData(current)));
    m_servers->setVisible(!servers.isEmpty());
    showServer(currentName());
}

void PrometheusDialog::showServer(const QString &name)
{
    const api::PrometheusServerInfo info = m_source->server(name).value_or(api::PrometheusServerInfo());
    m_name->setText(info.name);
    // The name is part of the keychain's entry.
    m_name->setReadOnly(!info.name.isEmpty());
    m_address->setText(info.base.toString());
    m_authentication->setCurrentIndex(m_authentication->findData(int(info.authentication)));
    m_user->setText(info.user);
    m_secret->clear();
    m_tenant->setText(info.tenant);
    {
        const QSignalBlocker quiet(m_allowPlain);
        m_allowPlain->setChecked(info.allowPlainCredential);
    }
    m_touched = false;
    forgetTest();
    (info.name.isEmpty() ? m_name : m_address)->setFocus();
    update();
    showState();
}

api::PrometheusServerInfo PrometheusDialog::entered() const
{
    api::PrometheusServerInfo info;
    info.name = m_name->text().trimmed();
    info.base = QUrl(m_address->text().trimmed(), QUrl::StrictMode);
    info.authentication = Authentication(m_authentication->currentData().toInt());
    if (info.authentication == Authentication::Basic)
        info.user = m_user->text().trimmed();
    info.tenant = m_tenant->text().trimmed();
    info.allowPlainCredential = m_allowPlain->isChecked();
    return info;
}

std::optional<api::Secret> PrometheusDialog::enteredSecret() const
{
    return m_secret->text().isEmpty() ? std::nullopt : std::optional(api::Secret(m_secret->text().toUtf8()));
}

QString PrometheusDialog::problem() const
{
    const api::PrometheusServerInfo info = entered();
    if (info.name.isEmpty())
        return tr("Give the server a name.");
    if (!m_name->isReadOnly() && m_source->server(info.name))
        return tr("There is a server of this name already.");
    // A kept secret was found good when it was entered.
    const api::Secret kept = m_source->needsSecret(info) ? api::Secret() : api::Secret("kept");
    return api::describeProblem(api::problemOf(info, enteredSecret().value_or(kept)));
}

void PrometheusDialog::update()
{
    api::PrometheusServerInfo info = entered();
    const bool hasSecret = info.authentication != Authentication::None;
    setRowShown(m_form, m_user, info.authentication == Authentication::Basic);
    setRowShown(m_form, m_secret, hasSecret);
    m_secretLabel->setText(info.authentication == Authentication::Bearer ? tr("Token") : tr("Password"));
    const bool kept = hasSecret && !m_source->needsSecret(info);
    m_secret->setPlaceholderText(kept ? tr("unchanged") : QString());
    m_secretNote->setText(
        kept && m_source->isForThisRunOnly(info.name)
            ? tr("There is no keychain: you will need to enter it again next time. It is not shown again.")
            : tr("Stored in the keychain only. It is not shown again."));
    m_secretNote->setVisible(hasSecret);
    info.allowPlainCredential = false;
    const bool readable = api::problemOf(info, api::Secret("x")) == Problem::PlainCredential;
    m_allowPlain->setVisible(readable);
    const QString wrong = problem();
    m_problem->setText(m_touched ? wrong : QString());
    m_problem->setVisible(m_touched && !wrong.isEmpty());
    for (QPushButton *button : {m_test, m_save}) {
        button->setEnabled(wrong.isEmpty());
        button->setToolTip(plainToolTip(wrong));
    }
    m_remove->setVisible(m_name->isReadOnly());
    growToFit(this);
}

void PrometheusDialog::showState()
{
    const QString name = currentName();
    m_state->setVisible(!name.isEmpty());
    if (name.isEmpty())
        return;
    const models::PrometheusState state = m_source->state(name);
    const models::StateWord word = models::describePrometheusState(state, m_clock->now());
    m_stateChip->setState(word);
    QStringList sentences{word.explanation};
    if (state.branches > 0)
        sentences.append(tr("It has %Ln branches of your accounts.", nullptr, state.branches));
    if (state.unknownSeries > 0) {
        QString sentence = tr("%Ln disks left out: their branches are not in any signed-in account", nullptr,
                              int(state.unknownSeries));
        if (!state.unknownBranches.isEmpty()) {
            const bool more = state.unknownBranches.size() > unknownShown;
            sentence +=
                QStringLiteral(" (%1%2)").arg(state.unknownBranches.mid(0, unknownShown).join(QStringLiteral(", ")),
                                              more ? QStringLiteral(", …") : QString());
        }
        sentences.append(sentence + u'.');
    }
    if (state.gaps > 0)
        sentences.append(tr("%Ln stretches of time are still missing; they are asked for again.", nullptr, state.gaps));
    if (state.leftOut > 0)
        sentences.append(tr("%Ln values of the last round could not be used.", nullptr, int(state.leftOut)));
    m_stateText->setText(sentences.join(u' '));
    const bool filling = state.phase == Phase::Filling;
    m_progress->setVisible(filling);
    m_progress->setValue(int(state.progress * 100));
    m_cancelFill->setVisible(filling);
    m_fill->setVisible(!filling);
    m_read->setVisible(!filling);
    m_read->setEnabled(state.phase == Phase::Idle);
    m_fill->setEnabled(state.phase == Phase::Idle);
    growToFit(this);
}

void PrometheusDialog::forgetTest()
{
    // What it found is not true of what is entered now.
    ++m_tests;
    m_testChip->hide();
    m_testResult->setText({});
}

void PrometheusDialog::test()
{
    const int test = ++m_tests;
    m_testChip->setState({models::Tone::Busy, tr("Asking"), {}});
    m_testChip->show();
    m_testResult->setText({});
    m_source->test(entered(), enteredSecret(), this, [this, test](bool works, const QString &sentence) {
        if (test != m_tests)
            return; // of what was entered before
        m_testChip->setState(works ? models::StateWord{models::Tone::Ok, tr("Works"), sentence}
                                   : models::StateWord{models::Tone::Critical, tr("Failed"), sentence});
        m_testResult->setText(sentence);
        growToFit(this);
    });
}

void PrometheusDialog::save()
{
    const api::PrometheusServerInfo info = entered();
    m_bar->clear();
    m_source->save(info, enteredSecret());
    // The field forgets too.
    m_secret->clear();
    fillServers(info.name);
    m_bar->showNotice(models::Tone::Ok, tr("%1 is saved.").arg(models::visibleText(info.name)));
    growToFit(this);
}

void PrometheusDialog::askRemove()
{
    const QString name = currentName();
    ConfirmRequest question;
    question.words.tier = models::ConfirmationTier::Sentence;
    question.words.title = tr("Remove %1?").arg(models::visibleText(name));
    question.words.consequence =
        tr("It is no longer read, and its password or token is removed from the keychain. What was "
           "read from it stays.");
    question.words.verb = tr("Remove");
    ConfirmDialog::ask(this, question, [this, name]() {
        m_source->remove(name);
        fillServers({});
    });
}

} // namespace orrery::views
