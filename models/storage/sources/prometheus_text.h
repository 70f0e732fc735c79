// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/error.h"
#include "models/core/tone.h"

namespace orrery::models {

struct PrometheusState;

/// Why a Prometheus-compatible server could not be read and what to do, as sentences; `name` is the server's.
QString describePrometheusError(const api::ApiError &error, const QString &name);

/// How reading it goes, for a chip with its explanation. `now` for "3 min ago".
StateWord describePrometheusState(const PrometheusState &state, const QDateTime &now);

/// What the server says of an answer that may lack something, in a sentence.
QString describeIncompleteAnswer(const api::PromAnswer &answer, const QString &name);

} // namespace orrery::models
