// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/auth/sign_in_page.h"

#include "api/core/clock.h"
#include "models/core/text.h"
#include "models/organizations/organization_places.h"
#include "views/core/card.h"
#include "views/core/error_bar.h"
#include "views/core/form_kit.h"
#include "views/core/icons.h"
#include "views/core/link_button.h"
#include "views/core/orrery_style.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"
#include "views/core/wrapping_check_box.h"

#include <QCheckBox>
#include <QClipboard>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QIntValidator>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace orrery::views {

using namespace std::chrono_literals;

namespace {
constexpr int cardWidth = 460; ///< where the text is of the usual size
constexpr quint16 defaultPort = 7739;

/// Not by an alignment: that would give what is in the middle no more height than its shortest self.
QHBoxLayout *centered(QWidget *widget)
{
    auto *row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(widget);
    row->addStretch(1);
    return row;
}

void fixWidth(QWidget *card)
{
    constexpr int letters = 60;
    card->setFixedWidth(std::max(cardWidth, card->fontMetrics().averageCharWidth() * letters));
}
} // namespace

SignInPage::SignInPage(PageContext pageContext, models::Location location, QWidget *parent)
    : Page(std::move(pageContext), std::move(location), parent), m_stack(new QStackedWidget), m_error(new ErrorBar),
      m_tick(new QTimer(this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    m_error->clear();
    outer->addWidget(m_error);
    m_stack->addWidget(buildChoices());
    m_stack->addWidget(buildWaiting());
    outer->addWidget(m_stack, 1);
    m_tick->setInterval(1s);
    connect(m_tick, &QTimer::timeout, this, &SignInPage::showCountdown);
    connect(m_error, &ErrorBar::retryRequested, this, [this]() {
        if (m_tried == Way::Device)
            beginDevice();
        else if (m_tried == Way::Token)
            beginToken();
        else
            beginOAuth();
    });
    connect(m_error, &ErrorBar::signInRequested, this, [this]() { m_error->clear(); });
}

SignInPage::~SignInPage() = default;

api::Hosts SignInPage::hosts() const
{
    // Signing in again goes where the account is; a new one to wherever this run's default points.
    const models::Workspace *workspace = context().accounts->workspace(location().account);
    return !location().account.isEmpty() && workspace ? workspace->hosts() : context().accounts->defaultHosts();
}

QWidget *SignInPage::buildChoices()
{
    auto *content = new QWidget;
    content->setBackgroundRole(QPalette::Base);
    auto *center = new QVBoxLayout(content);
    center->setContentsMargins(space::page, space::page * 2, space::page, space::page);
    center->setSpacing(space::group);
    center->setAlignment(Qt::AlignTop);

    auto *icon = new QLabel;
    icon->setPixmap(applicationIcon().pixmap(QSize(56, 56), devicePixelRatioF()));
    icon->setAccessibleName(tr("Orrery's icon"));
    center->addWidget(icon, 0, Qt::AlignHCenter);
    const bool again = !location().account.isEmpty();
    auto *heading = new PlainLabel(again ? tr("Sign in again") : tr("Sign in to PlanetScale"), TextSize::PageTitle);
    center->addWidget(heading, 0, Qt::AlignHCenter);
    if (!hosts().isPlanetScale()) {
        auto *note = makeParagraph(tr("This signs in to %1, not to PlanetScale's own hosts. What you enter goes there.")
                                       .arg(models::visibleText(hosts().api.authority())),
                                   ColorRole::Warn);
        fixWidth(note);
        center->addLayout(centered(note));
    }
    // An account signs in again the way it did.
    const models::Workspace *workspace = context().accounts->workspace(location().account);
    const bool byToken = again && workspace && !workspace->facts().hasUser;
    QWidget *browser = buildOAuthCard();
    QWidget *token = buildTokenCard();
    if (byToken)
        m_organization->setText(workspace->facts().organization);
    for (QWidget *card : {browser, token})
        center->addLayout(centered(card));
    browser->setVisible(!byToken); // only now: what has no parent yet would be a window of its own
    token->setVisible(!again || byToken);
    m_thisRunOnly = new WrappingCheckBox(tr("Don't keep me signed in"));
    m_thisRunOnly->setToolTip(tr("You will need to sign in again next time; nothing is kept in the keychain."));
    center->addLayout(centered(m_thisRunOnly));
    m_thisRunOnly->setVisible(!again);
    center->addStretch(1);

    auto *scroll = new QScrollArea;
    scroll->setAccessibleName(heading->text());
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setBackgroundRole(QPalette::Base);
    scroll->setWidget(content);
    return scroll;
}

QWidget *SignInPage::buildOAuthCard()
{
    auto *card = new Card;
    fixWidth(card);
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(space::page, space::group, space::page, space::group);
    column->setSpacing(space::inner);
    column->addWidget(new PlainLabel(tr("In the browser"), TextSize::Title));
    column->addWidget(
        makeParagraph(tr("PlanetScale asks which organizations and databases Orrery may see. The tokens go "
                         "to this system's keychain.")));
    m_registration = makeParagraph(registrationText());
    column->addWidget(m_registration);
    m_browserButton = new QPushButton(tr("Continue in the browser"));
    setButtonKind(m_browserButton, ButtonKind::Primary);
    connect(m_browserButton, &QPushButton::clicked, this, &SignInPage::beginOAuth);
    column->addWidget(m_browserButton);

    auto *own = new LinkButton(tr("Use an OAuth application of your own"));
    own->setCheckable(true);
    column->addWidget(own, 0, Qt::AlignLeft);
    m_ownApplication = new QWidget;
    auto *form = makeForm();
    m_ownApplication->setLayout(form);
    m_clientId = makeField(tr("Client ID"));
    m_clientSecret = makeField(tr("Client secret"), true);
    m_port = makeField(tr("Port of the redirect address"));
    m_port->setValidator(new QIntValidator(1024, 65535, m_port));
    m_port->setText(QString::number(defaultPort));
    addField(form, tr("Client ID"), m_clientId);
    addField(form, tr("Client secret"), m_clientSecret);
    addField(form, tr("Redirect port"), m_port);
    auto *redirect = makeParagraph({});
    const auto showRedirect = [this, redirect]() {
        redirect->setText(tr("Register http://127.0.0.1:%1/callback as the application's redirect address, exactly.")
                              .arg(m_port->text()));
    };
    connect(m_port, &QLineEdit::textChanged, this, showRedirect);
    showRedirect();
    form->addRow(redirect);
    auto *older = new LinkButton(tr("The tokens come from the organization that owns the application"));
    older->setCheckable(true);
    form->addRow(older);
    auto *ownerFields = new QWidget;
    auto *ownerForm = makeForm();
    ownerFields->setLayout(ownerForm);
    m_ownerOrganization = makeField(tr("Owning organization"));
    m_ownerApplication = makeField(tr("Application ID"));
    m_ownerTokenId = makeField(tr("Service token ID of the owner"));
    m_ownerToken = makeField(tr("Service token of the owner"), true);
    addField(ownerForm, tr("Organization"), m_ownerOrganization);
    addField(ownerForm, tr("Application ID"), m_ownerApplication);
    addField(ownerForm, tr("Service token ID"), m_ownerTokenId);
    addField(ownerForm, tr("Service token"), m_ownerToken);
    ownerForm->addRow(makeParagraph(
        tr("The token needs the access write_oauth_tokens. If the service reads no parameters from the body of "
           "the request, they are sent in its address, as older documentation has it; proxies may log them.")));
    ownerFields->setVisible(false);
    form->addRow(ownerFields);
    connect(older, &QAbstractButton::toggled, ownerFields, &QWidget::setVisible);
    connect(older, &QAbstractButton::toggled, this, [this](bool on) {
        if (!on)
            m_ownerOrganization->clear();
    });
    acceptOnEnter(m_ownApplication, m_browserButton);
    m_ownApplication->setVisible(false);
    connect(own, &QAbstractButton::toggled, m_ownApplication, &QWidget::setVisible);
    // Which application it will be: Orrery's registration only while no other one is entered.
    connect(own, &QAbstractButton::toggled, this, [this](bool on) { m_registration->setHidden(on); });
    column->addWidget(m_ownApplication);
    // An account signs in again with the application it has.
    if (const auto account = accountSignedIn(); account && !account->clientId.isEmpty() && !account->clientRegistered) {
        own->setChecked(true);
        m_clientId->setText(account->clientId);
        if (account->usesOrganizationEndpoint()) {
            older->setChecked(true);
            m_ownerOrganization->setText(account->ownerOrganization);
            m_ownerApplication->setText(account->ownerApplicationId);
            m_ownerTokenId->setText(account->ownerTokenId);
        }
    }

    auto *code = new LinkButton(tr("Sign in with a code on another device"));
    code->setCheckable(true);
    column->addWidget(code, 0, Qt::AlignLeft);
    QWidget *device = buildDevice();
    device->setVisible(false);
    connect(code, &QAbstractButton::toggled, device, &QWidget::setVisible);
    column->addWidget(device);
    return card;
}

std::optional<api::AccountInfo> SignInPage::accountSignedIn() const
{
    const api::AccountRegistry *registry = context().accounts->services().registry;
    return registry && !location().account.isEmpty() ? registry->account(location().account) : std::nullopt;
}

QString SignInPage::registrationText() const
{
    const QString host = models::visibleText(hosts().auth.authority());
    const auto account = accountSignedIn();
    // Nothing documents how a registration is taken back (RFC 7592), so nothing offers it.
    return account && account->clientRegistered
        ? tr("Orrery is registered at %1 with the client ID %2. Signing in registers it again; PlanetScale documents "
             "no way to remove the former registration.")
              .arg(host, models::visibleText(account->clientId))
        : tr("Orrery registers itself at %1 as an OAuth application for this computer. Signing out forgets it.")
              .arg(host);
}

QWidget *SignInPage::buildDevice()
{
    auto *device = new QWidget;
    auto *form = makeForm();
    device->setLayout(form);
    form->addRow(makeParagraph(
        tr("For a computer without a browser. PlanetScale enables this for each OAuth application; Orrery's own is not "
           "known to be, so it takes one of yours.")));
    m_deviceClientId = makeField(tr("Client ID for a sign-in with a code"));
    addField(form, tr("Client ID"), m_deviceClientId);
    auto *button = new QPushButton(tr("Get a code"));
    connect(button, &QPushButton::clicked, this, &SignInPage::beginDevice);
    acceptOnEnter(device, button);
    form->addRow(button);
    return device;
}

QWidget *SignInPage::buildTokenCard()
{
    auto *card = new Card;
    fixWidth(card);
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(space::page, space::group, space::page, space::group);
    column->setSpacing(space::inner);
    column->addWidget(new PlainLabel(tr("With a service token"), TextSize::Title));
    column->addWidget(makeParagraph(tr("For one organization, with the accesses the token was given.")));
    auto *form = makeForm();
    m_tokenId = makeField(tr("Service token ID"));
    m_token = makeField(tr("Service token"), true);
    m_token->setPlaceholderText(QStringLiteral("pscale_tkn_…"));
    m_organization = makeField(tr("Organization"));
    m_organization->setPlaceholderText(tr("optional"));
    addField(form, tr("Token ID"), m_tokenId);
    addField(form, tr("Token"), m_token);
    addField(form, tr("Organization"), m_organization);
    column->addLayout(form);
    m_tokenButton = new QPushButton(tr("Sign in with the token"));
    connect(m_tokenButton, &QPushButton::clicked, this, &SignInPage::beginToken);
    column->addWidget(m_tokenButton);
    acceptOnEnter(card, m_tokenButton);
    return card;
}

QWidget *SignInPage::buildWaiting()
{
    auto *content = new QWidget;
    auto *center = new QVBoxLayout(content);
    center->setContentsMargins(space::page, space::page * 3, space::page, space::page);
    center->setAlignment(Qt::AlignTop);
    auto *card = new Card;
    fixWidth(card);
    center->addLayout(centered(card));
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(space::page, space::group, space::page, space::group);
    column->setSpacing(space::inner);
    m_waitingTitle = new PlainLabel({}, TextSize::Title);
    m_waitingText = makeParagraph({});
    m_countdown = new PlainLabel({}, TextSize::Small, ColorRole::TextSecondary);
    column->addWidget(m_waitingTitle);
    column->addWidget(m_waitingText);
    column->addWidget(m_countdown);

    m_codeArea = new QWidget;
    auto *codeColumn = new QVBoxLayout(m_codeArea);
    codeColumn->setContentsMargins(0, space::inner, 0, 0);
    m_code = new PlainLabel({}, TextSize::PageTitle);
    QFont large = Theme::monospace(TextSize::PageTitle);
    large.setPointSizeF(QFontInfo(large).pointSizeF() * 1.6); // read from across the desk
    m_code->setFont(large);
    m_code->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_code->setAccessibleName(tr("Code to compare"));
    codeColumn->addWidget(m_code, 0, Qt::AlignHCenter);
    auto *codeButtons = new QHBoxLayout;
    const auto addButton = [this, codeButtons](const QString &text, auto run) {
        auto *button = new QPushButton(text);
        connect(button, &QPushButton::clicked, this, [this, run]() {
            if (m_signIn)
                run();
        });
        codeButtons->addWidget(button);
    };
    addButton(tr("Open the page"), [this]() { context().openInBrowser(m_signIn->authorizeUrl()); });
    addButton(tr("Copy the address"), [this]() {
        QGuiApplication::clipboard()->setText(m_signIn->authorizeUrl().toString(QUrl::FullyEncoded));
    });
    addButton(tr("Copy the code"), [this]() { QGuiApplication::clipboard()->setText(m_signIn->userCode()); });
    codeButtons->addStretch(1);
    codeColumn->addLayout(codeButtons);
    column->addWidget(m_codeArea);

    m_pasteArea = new QWidget;
    auto *paste = new QVBoxLayout(m_pasteArea);
    paste->setContentsMargins(0, space::inner, 0, 0);
    m_copyLink = new QPushButton(tr("Copy link"));
    m_copyLink->setToolTip(
        tr("Copies the address of PlanetScale's consent page, to open it in a browser of your choice."));
    connect(m_copyLink, &QPushButton::clicked, this, [this]() {
        if (!m_signIn)
            return;
        QGuiApplication::clipboard()->setText(m_signIn->authorizeUrl().toString(QUrl::FullyEncoded));
        m_pasteProblem->setText(tr("Copied."));
    });
    paste->addWidget(m_copyLink, 0, Qt::AlignLeft);
    paste->addWidget(makeParagraph(tr("When the browser cannot return by itself, paste the address it ended at:")));
    m_pasted = makeField(tr("Address the browser ended at"));
    m_pasted->setPlaceholderText(QStringLiteral("http://127.0.0.1:7739/callback?code=…"));
    connect(m_pasted, &QLineEdit::returnPressed, this, [this]() {
        if (m_signIn && !m_pasted->text().trimmed().isEmpty())
            m_pasteProblem->setText(m_signIn->submitAddress(m_pasted->text()));
    });
    paste->addWidget(m_pasted);
    m_pasteProblem = makeParagraph({}, ColorRole::Warn);
    paste->addWidget(m_pasteProblem);
    column->addWidget(m_pasteArea);

    auto *cancel = new QPushButton(tr("Cancel"));
    connect(cancel, &QPushButton::clicked, this, [this]() {
        if (m_signIn)
            m_signIn->cancel();
    });
    column->addWidget(cancel, 0, Qt::AlignRight);
    center->addStretch(1);
    return content;
}

void SignInPage::beginOAuth()
{
    m_tried = Way::Browser;
    models::SignIn::OAuthApplication application;
    if (m_ownApplication->isVisibleTo(this)) {
        application.clientId = m_clientId->text();
        application.clientSecret = m_clientSecret->text();
        application.ownerOrganization = m_ownerOrganization->text();
        application.ownerApplicationId = m_ownerApplication->text();
        application.ownerTokenId = m_ownerTokenId->text();
        application.ownerToken = m_ownerToken->text();
        const quint16 port = m_port->text().toUShort();
        // Tried first, whether it is one of the usual ones or not.
        if (application.ports.removeOne(port) || port >= 1024)
            application.ports.prepend(port);
    }
    watch();
    m_signIn->beginOAuth(application, m_thisRunOnly->isChecked());
    follow();
}

void SignInPage::focusStart()
{
    QWidget *start = m_browserButton->isVisibleTo(this) ? static_cast<QWidget *>(m_browserButton) : m_tokenId;
    if (m_tried == Way::Token)
        start = m_token;
    else if (m_tried == Way::Device)
        start = m_deviceClientId;
    else if (m_ownApplication->isVisibleTo(this))
        start = m_clientId;
    start->setFocus(Qt::OtherFocusReason);
}

void SignInPage::beginDevice()
{
    m_tried = Way::Device;
    watch();
    m_signIn->beginDevice(m_deviceClientId->text(), m_thisRunOnly->isChecked());
    follow();
}

void SignInPage::beginToken()
{
    m_tried = Way::Token;
    watch();
    if (!m_signIn->beginServiceToken(m_tokenId->text(), m_token->text(), m_organization->text(),
                                     m_thisRunOnly->isChecked())) {
        m_error->showError(m_signIn->error());
        m_signIn.reset();
        // The first that is empty, or the one that was read last.
        (m_tokenId->text().trimmed().isEmpty() ? m_tokenId : m_token)->setFocus(Qt::OtherFocusReason);
        return;
    }
    follow();
}

void SignInPage::watch()
{
    m_error->clear();
    m_signIn = std::make_unique<models::SignIn>(
        context().accounts, hosts(), [asked = context()](const QUrl &url) { return asked.openInBrowser(url); },
        location().account);
    // Queued: its answer may replace the very object that signals.
    connect(m_signIn.get(), &models::SignIn::changed, this, &SignInPage::follow, Qt::QueuedConnection);
}

void SignInPage::follow()
{
    using Step = models::SignIn::Step;
    if (!m_signIn)
        return;
    const Step step = m_signIn->step();
    switch (step) {
    case Step::Idle:
    case Step::Registering:
    case Step::WaitingForBrowser:
    case Step::WaitingForDevice:
    case Step::Exchanging:
    case Step::CheckingToken:
        break;
    case Step::Done: {
        const models::Workspace *workspace = m_signIn->workspace();
        for (QLineEdit *edit : {m_clientSecret, m_ownerToken, m_token, m_pasted}) {
            if (edit)
                edit->clear();
        }
        m_tick->stop();
        m_stack->setCurrentIndex(0);
        const models::Location next = models::organizationsPlace(workspace ? workspace->facts().id : QString());
        m_signIn.reset();
        Q_EMIT notice(tr("Signed in."));
        Q_EMIT navigate(next);
        return;
    }
    case Step::Failed:
        m_error->showError(m_signIn->error());
        [[fallthrough]];
    case Step::Canceled:
        m_tick->stop();
        m_stack->setCurrentIndex(0);
        m_signIn.reset();
        focusStart();
        return;
    }
    showWaiting(step);
    m_stack->setCurrentIndex(1);
    if (!m_tick->isActive())
        m_tick->start();
    showCountdown();
}

void SignInPage::showWaiting(models::SignIn::Step step)
{
    using Step = models::SignIn::Step;
    m_pasteArea->setVisible(step == Step::WaitingForBrowser);
    m_codeArea->setVisible(step == Step::WaitingForDevice);
    const bool noBrowser = m_signIn->browserUnavailable();
    switch (step) {
    case Step::Registering:
        m_waitingTitle->setText(m_tried == Way::Device ? tr("Getting a code…") : tr("Registering Orrery…"));
        m_waitingText->setText(m_tried == Way::Device
                                   ? tr("PlanetScale is asked for a code.")
                                   : tr("PlanetScale is asked for an OAuth application of this installation."));
        break;
    case Step::WaitingForBrowser:
        m_waitingTitle->setText(noBrowser ? tr("Open the link in a browser") : tr("Continue in the browser"));
        m_waitingText->setText(
            noBrowser ? tr("No browser could be opened from here. Copy the link, allow access, and come back.")
                      : tr("Allow access on PlanetScale's page; this window then continues."));
        break;
    case Step::WaitingForDevice:
        m_waitingTitle->setText(tr("Allow this code"));
        m_waitingText->setText(
            tr("Open %1 on any device, check that it shows this code, and allow access. This window then continues.")
                .arg(models::visibleText(m_signIn->authorizeUrl().toString(QUrl::RemoveQuery | QUrl::RemoveFragment))));
        m_code->setText(models::visibleText(m_signIn->userCode()));
        break;
    case Step::Exchanging:
        m_waitingTitle->setText(tr("Finishing…"));
        m_waitingText->setText(tr("The code of the browser is exchanged for tokens."));
        break;
    case Step::CheckingToken:
        m_waitingTitle->setText(tr("Checking the token…"));
        m_waitingText->setText(tr("PlanetScale is asked for the organizations the token may see."));
        break;
    default:
        break;
    }
}

void SignInPage::showCountdown()
{
    const QDateTime deadline = m_signIn ? m_signIn->deadline() : QDateTime();
    using Step = models::SignIn::Step;
    const bool waiting = m_signIn && deadline.isValid()
        && (m_signIn->step() == Step::WaitingForBrowser || m_signIn->step() == Step::WaitingForDevice);
    m_countdown->setText(
        waiting ? tr("%1 left").arg(models::formattedDuration(qMax<qint64>(0, context().clock->now().secsTo(deadline))))
                : QString());
}

} // namespace orrery::views
