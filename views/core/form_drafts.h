// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/form.h"

class QSettings;

namespace orrery::views {

// What was typed into a form and not sent yet: it survives a refusal, a lost network and a closed window. Secrets are not
// kept. `settings` may be null.

[[nodiscard]] models::FormValues loadDraft(const QSettings *settings, const models::Form &form);
void saveDraft(QSettings *settings, const models::Form &form, const models::FormValues &values);
void dropDraft(QSettings *settings, const models::Form &form);

} // namespace orrery::views
