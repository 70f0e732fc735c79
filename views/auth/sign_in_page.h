// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/auth/sign_in.h"
#include "views/window/page.h"

class QCheckBox;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTimer;

namespace orrery::views {

class ErrorBar;
class PlainLabel;
class ProgressLine;

/// Where an account is added: OAuth in the browser, or a service token. With an account in its location, that account
/// signs in again. Follows the pages "oauth" and "service-tokens".
class SignInPage final : public Page
{
    Q_OBJECT
public:
    SignInPage(PageContext context, models::Location location, QWidget *parent = nullptr);
    ~SignInPage() override;

    [[nodiscard]] QString title() const override { return tr("Sign in"); }
    void activate() override { focusStart(); }
    void refresh() override {}

private:
    QWidget *buildChoices();
    QWidget *buildOAuthCard();
    QWidget *buildDevice();
    QWidget *buildTokenCard();
    QWidget *buildWaiting();
    void beginOAuth();
    void beginDevice();
    void beginToken();
    /// Puts the waiting part together for what is waited for.
    void showWaiting(models::SignIn::Step step);
    /// What is at fault after a failure, else what to begin with.
    void focusStart();
    void watch();
    void follow();
    void showCountdown();
    [[nodiscard]] api::Hosts hosts() const;
    /// The one that signs in again.
    [[nodiscard]] std::optional<api::AccountInfo> accountSignedIn() const;
    /// With which application the browser's sign-in will be, while nobody enters one.
    [[nodiscard]] QString registrationText() const;

    enum class Way : quint8 { Browser, Device, Token };
    Way m_tried = Way::Browser; ///< of the last attempt
    QStackedWidget *m_stack;
    ErrorBar *m_error;
    PlainLabel *m_registration = nullptr;
    // The OAuth application of one's own.
    QWidget *m_ownApplication = nullptr;
    QLineEdit *m_clientId = nullptr;
    QLineEdit *m_clientSecret = nullptr;
    QLineEdit *m_port = nullptr;
    QLineEdit *m_ownerOrganization = nullptr;
    QLineEdit *m_ownerApplication = nullptr;
    QLineEdit *m_ownerTokenId = nullptr;
    QLineEdit *m_ownerToken = nullptr;
    QPushButton *m_browserButton = nullptr;
    // A code for another machine.
    QLineEdit *m_deviceClientId = nullptr;
    // The service token.
    QLineEdit *m_tokenId = nullptr;
    QLineEdit *m_token = nullptr;
    QLineEdit *m_organization = nullptr;
    QPushButton *m_tokenButton = nullptr;
    QCheckBox *m_thisRunOnly = nullptr;
    // While the browser is open.
    PlainLabel *m_waitingTitle = nullptr;
    PlainLabel *m_waitingText = nullptr;
    PlainLabel *m_countdown = nullptr;
    PlainLabel *m_pasteProblem = nullptr;
    QWidget *m_pasteArea = nullptr;
    QWidget *m_codeArea = nullptr;
    PlainLabel *m_code = nullptr;
    QLineEdit *m_pasted = nullptr;
    QPushButton *m_copyLink = nullptr;
    QTimer *m_tick;
    std::unique_ptr<models::SignIn> m_signIn;
};

} // namespace orrery::views
