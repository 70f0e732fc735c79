// SPDX-License-Identifier: GPL-3.0-or-later
// What went wrong with a sign-in or a secret, in words that come from what happened.
#include "models/auth/auth_text.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace orrery::models;
using orrery::api::ApiError;
using orrery::api::SecretError;
using orrery::api::SignInError;
using namespace Qt::StringLiterals;

class TestAuthText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusals_data()
    {
        QTest::addColumn<SignInError>("error");
        QTest::addColumn<QString>("cause");
        const auto row = [](const char *name, const SignInError &error, const QString &cause) {
            QTest::newRow(name) << error << cause;
        };
        using Kind = SignInError::Kind;
        const QString host = u"auth.example"_s;
        row("a code", {.kind = Kind::Refused, .code = u"invalid_scope"_s, .host = host, .status = 400},
            u"auth.example refused the sign-in (invalid_scope)."_s);
        row("a status alone", {.kind = Kind::Refused, .host = host, .status = 418},
            u"auth.example refused the sign-in (status 418)."_s);
        row("nothing", {.kind = Kind::Refused, .host = host}, u"auth.example refused the sign-in."_s);
        row("the consent page", {.kind = Kind::AuthorizeRefused}, u"PlanetScale's page refused the request."_s);
        row("a server's failure",
            {.kind = Kind::Network, .host = host, .status = 502, .network = ApiError::Kind::Server},
            u"auth.example: PlanetScale failed while answering (status 502)."_s);
        row("without a status", {.kind = Kind::Network, .host = host, .network = ApiError::Kind::Server},
            u"auth.example: PlanetScale failed while answering."_s);
        row("a limit of its own",
            {.kind = Kind::Network,
             .host = host,
             .network = ApiError::Kind::TooLarge,
             .detail = u"limit of body: 1048576"_s},
            u"auth.example: The answer is larger than 1.0 MiB and was not read to its end."_s);
    }
    void refusals()
    {
        QFETCH(SignInError, error);
        QFETCH(QString, cause);
        QCOMPARE(describeSignInError(error).cause, cause);
    }

    void secrets_data()
    {
        QTest::addColumn<SecretError::Kind>("kind");
        QTest::addColumn<SecretUse>("use");
        QTest::addColumn<QString>("text");
        using Kind = SecretError::Kind;
        const auto row = [](const char *name, Kind kind, SecretUse use, const QString &text) {
            QTest::newRow(name) << kind << use << text;
        };
        const QString again = u"You will need to sign in again next time. "_s;
        const QString unread = u"The sign-in could not be read from the keychain. "_s;
        const QString works = u" The sign-in works until Orrery is closed."_s;
        const QString none = u"This system has no usable keychain. On Linux, gnome-keyring or KWallet provides one."_s;
        row("no keychain to keep it", Kind::NoKeychain, SecretUse::Keep, again + none + works);
        row("no keychain to read it", Kind::NoKeychain, SecretUse::Read, unread + none + u" Sign in again."_s);
        row("denied to keep it", Kind::Denied, SecretUse::Keep,
            again + u"Access to the keychain was denied. Allow it and try again."_s + works);
        row("denied to read it", Kind::Denied, SecretUse::Read,
            unread + u"Access to the keychain was denied. Allow it and try again."_s);
        row("failed to read it", Kind::Failed, SecretUse::Read, unread + u"The keychain failed. Sign in again."_s);
        row("gone", Kind::Missing, SecretUse::Read,
            u"The sign-in is no longer in the keychain. The entry “key” was not found. Sign in again."_s);
    }
    void secrets()
    {
        QFETCH(SecretError::Kind, kind);
        QFETCH(SecretUse, use);
        QFETCH(QString, text);
        QCOMPARE(describeSecretError({.kind = kind, .key = u"key"_s, .detail = {}}, use).paragraph(), text);
    }

    void otherSecretsAreNoSignIn()
    {
        QCOMPARE(secretErrorReason({.kind = SecretError::Kind::Locked, .key = {}, .detail = {}}),
                 u"The keychain is locked. Unlock it and try again."_s);
    }
};

ORRERY_SUITE(TestAuthText)
#include "tst_auth_text.moc"
