// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/auth/account_registry.h"
#include "api/auth/callback_request.h"
#include "api/auth/secret_store.h"
#include "api/auth/service_token.h"
#include "api/auth/session.h"
#include "api/auth/sign_in_error.h"
#include "models/core/error_text.h"

namespace orrery::models {

/// Sign-in failures in words: what failed, why, what to do.
ErrorText describeSignInError(const api::SignInError &error);
/// What a secret was for when the keychain failed: a sign-in of an earlier start was read, or one just made was to be kept.
enum class SecretUse : quint8 { Read, Keep };
/// What the keychain said, and what becomes of the sign-in.
ErrorText describeSecretError(const api::SecretError &error, SecretUse use);
/// The same for any other secret: why, and what to do about the keychain, as sentences.
QString secretErrorReason(const api::SecretError &error);
ErrorText describeRegistryProblem(const api::RegistryProblem &problem);
/// What is wrong with a typed service token; empty for None.
QString describeServiceTokenProblem(api::ServiceTokenProblem problem);
/// Why a pasted address was not taken; empty when it was.
QString describeCallback(api::Callback::Kind kind, const QString &redirectUri);
/// One line of the receipt of a sign-out.
QString describeSignOutStep(const api::SignOutStep &step);

} // namespace orrery::models
