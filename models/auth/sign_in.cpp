// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/auth/sign_in.h"

#include "api/auth/service_token_probe.h"
#include "models/auth/auth_text.h"

namespace orrery::models {

SignIn::SignIn(Accounts *accounts, api::Hosts hosts, api::OAuthFlow::Opener opener, QString replacing, QObject *parent)
    : QObject(parent), m_accounts(accounts), m_hosts(std::move(hosts)), m_opener(std::move(opener)),
      m_replacing(std::move(replacing))
{}

SignIn::~SignIn() = default;

bool SignIn::isBusy() const
{
    return m_step == Step::Registering || m_step == Step::WaitingForBrowser || m_step == Step::WaitingForDevice
        || m_step == Step::Exchanging || m_step == Step::CheckingToken;
}

void SignIn::beginOAuth(const OAuthApplication &application, bool forThisRunOnly)
{
    Q_ASSERT(m_step == Step::Idle);
    api::OAuthFlow::Config config;
    config.hosts = m_hosts;
    config.client.id = application.clientId.trimmed();
    config.client.secret = api::Secret(application.clientSecret.trimmed().toUtf8());
    config.registerClient = config.client.id.isEmpty();
    config.listener.ports = application.ports;
    if (!application.ownerOrganization.isEmpty()) {
        config.client.organizationEndpoint = api::OrganizationTokenEndpoint{
            application.ownerOrganization.trimmed(), application.ownerApplicationId.trimmed(),
            api::ServiceToken{application.ownerTokenId.trimmed(),
                              api::Secret(application.ownerToken.trimmed().toUtf8())}};
    }
    m_flow = new api::OAuthFlow(m_accounts->services().network, m_accounts->services().clock, config, m_opener, this);
    connect(m_flow, &api::OAuthFlow::stateChanged, this, [this](api::OAuthFlow::State state) {
        using State = api::OAuthFlow::State;
        if (state == State::Registering)
            setStep(Step::Registering);
        else if (state == State::WaitingForBrowser)
            setStep(Step::WaitingForBrowser);
        else if (state == State::Exchanging)
            setStep(Step::Exchanging);
    });
    connect(m_flow, &api::OAuthFlow::browserUnavailable, this, [this]() {
        m_browserUnavailable = true;
        Q_EMIT changed();
    });
    connect(m_flow, &api::OAuthFlow::failed, this,
            [this](const api::SignInError &error) { fail(describeSignInError(error)); });
    connect(m_flow, &api::OAuthFlow::canceled, this, [this]() { setStep(Step::Canceled); });
    connect(m_flow, &api::OAuthFlow::succeeded, this, [this, forThisRunOnly]() {
        m_workspace = m_accounts->addOAuth(m_flow->takeGrant(), m_hosts, forThisRunOnly, m_replacing);
        setStep(Step::Done);
    });
    m_flow->begin();
}

void SignIn::beginDevice(const QString &clientId, bool forThisRunOnly)
{
    Q_ASSERT(m_step == Step::Idle);
    api::DeviceFlow::Config config;
    config.hosts = m_hosts;
    config.clientId = clientId.trimmed();
    m_device = new api::DeviceFlow(m_accounts->services().network, m_accounts->services().clock, config, this);
    connect(m_device, &api::DeviceFlow::stateChanged, this, [this](api::DeviceFlow::State state) {
        if (state == api::DeviceFlow::State::AskingForCode)
            setStep(Step::Registering);
    });
    connect(m_device, &api::DeviceFlow::codeReady, this, [this]() { setStep(Step::WaitingForDevice); });
    connect(m_device, &api::DeviceFlow::failed, this,
            [this](const api::SignInError &error) { fail(describeSignInError(error)); });
    connect(m_device, &api::DeviceFlow::canceled, this, [this]() { setStep(Step::Canceled); });
    connect(m_device, &api::DeviceFlow::succeeded, this, [this, forThisRunOnly]() {
        m_workspace = m_accounts->addOAuth(m_device->takeGrant(), m_hosts, forThisRunOnly, m_replacing);
        setStep(Step::Done);
    });
    m_device->begin();
}

bool SignIn::beginServiceToken(const QString &id, const QString &token, const QString &organization,
                               bool forThisRunOnly)
{
    Q_ASSERT(m_step == Step::Idle);
    const api::ServiceTokenInput input = api::readServiceToken(id, token);
    if (input.problem != api::ServiceTokenProblem::None) {
        ErrorText text;
        text.title = tr("The service token cannot be used.");
        text.cause = describeServiceTokenProblem(input.problem);
        m_error = text;
        return false;
    }
    auto *probe =
        new api::ServiceTokenProbe(m_accounts->services().network, m_hosts, input.token, organization.trimmed(), this);
    m_probe = probe;
    connect(probe, &api::ServiceTokenProbe::finished, this, [this, probe, input, forThisRunOnly]() {
        if (m_step != Step::CheckingToken)
            return;
        const auto &result = probe->result();
        if (!result) {
            fail(describeSignInError(result.error()));
            return;
        }
        // Beside an account's sign-in it is for the organization it was tried with.
        m_workspace = m_replacing.isEmpty() ? m_accounts->addServiceToken(input.token, *result, m_hosts, forThisRunOnly)
                                            : m_accounts->setServiceToken(m_replacing, result->value(0), input.token);
        setStep(Step::Done);
    });
    setStep(Step::CheckingToken);
    return true;
}

void SignIn::cancel()
{
    if (!isBusy())
        return;
    if (m_flow) {
        m_flow->cancel();
        return;
    }
    if (m_device) {
        m_device->cancel();
        return;
    }
    if (m_probe)
        m_probe->deleteLater();
    setStep(Step::Canceled);
}

QUrl SignIn::authorizeUrl() const
{
    if (m_device)
        return m_device->verificationUrl();
    return m_flow ? m_flow->authorizeUrl() : QUrl();
}

QString SignIn::userCode() const
{
    return m_device ? m_device->userCode() : QString();
}

QString SignIn::redirectUri() const
{
    return m_flow ? m_flow->redirectUri() : QString();
}

QDateTime SignIn::deadline() const
{
    if (m_device)
        return m_device->deadline();
    return m_flow ? m_flow->deadline() : QDateTime();
}

QString SignIn::submitAddress(const QString &pasted)
{
    if (!m_flow || m_step != Step::WaitingForBrowser)
        return tr("There is no sign-in waiting for an address.");
    return describeCallback(m_flow->submitAddress(pasted).kind, m_flow->redirectUri());
}

void SignIn::setStep(Step step)
{
    if (m_step == step)
        return;
    m_step = step;
    Q_EMIT changed();
}

void SignIn::fail(const ErrorText &error)
{
    m_error = error;
    setStep(Step::Failed);
}

} // namespace orrery::models
