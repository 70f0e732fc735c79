// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/sources/prometheus_text.h"

#include "api/core/answer_limits.h"
#include "models/core/text.h"
#include "models/storage/sources/prometheus_feed.h"

#include <QCoreApplication>

namespace orrery::models {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::PrometheusSource)
};

constexpr qsizetype longestQuote = 300;

/// The server's own words, safe to show; empty when it had none.
QString said(const QString &words)
{
    QString text = visibleText(words.trimmed());
    if (text.isEmpty())
        return text;
    if (text.size() > longestQuote)
        text = text.left(longestQuote - 1) + u'…';
    return Words::tr("It said: %1").arg(text);
}

QString cause(const api::ApiError &error)
{
    using Kind = api::ApiError::Kind;
    switch (error.kind) {
    case Kind::Offline:
        return Words::tr("No answer from the server. Check that it runs and that this computer can reach it.");
    case Kind::HostNotFound:
        return Words::tr("A server of this name was not found. Check the address.");
    case Kind::Timeout:
        return Words::tr("It did not answer in time.");
    case Kind::Tls:
        return Words::tr(
            "The secure connection failed: the identity of the server could not be verified. Nothing was sent.");
    case Kind::Proxy:
        return Words::tr("The proxy refused the connection.");
    case Kind::Canceled:
        return Words::tr("It was cancelled.");
    case Kind::NotSignedIn:
    case Kind::Unauthorized:
        return Words::tr("It does not accept the user name, password or token.");
    case Kind::Forbidden:
        return Words::tr("It does not let this user or token read (status 403).");
    case Kind::NotFound:
        return Words::tr(
            "There is no such page (status 404). Check the path of the address, which ends before “/api/v1”.");
    case Kind::RateLimited:
        return Words::tr("It limits the rate of requests (status 429).");
    case Kind::Server:
        return error.status > 0 ? Words::tr("It failed while answering (status %1).").arg(error.status)
                                : Words::tr("It failed while answering.");
    case Kind::TooLarge:
        if (const auto passed = api::PassedLimit::fromDetail(error.detail);
            passed && passed->of == api::PassedLimit::Of::Body)
            return Words::tr("Its answer is larger than %1.").arg(formattedBytes(double(passed->most)));
        return Words::tr("Its answer is too large.");
    case Kind::Decode:
        if (error.status >= 300 && error.status < 400)
            return Words::tr(
                "It answered with a redirect, which was not followed, to keep the password or token here.");
        return Words::tr("The answer is not from a Prometheus server. Check the address.");
    case Kind::Invalid:
        if (error.status == 0) // found before anything was sent
            return visibleText(error.message);
        return Words::tr("It refused the query.");
    default:
        return Words::tr("The connection failed.");
    }
}

} // namespace

QString describePrometheusError(const api::ApiError &error, const QString &name)
{
    QStringList sentences;
    if (!name.isEmpty())
        sentences.append(Words::tr("%1 could not be read.").arg(visibleText(name)));
    sentences.append(cause(error));
    // What a page of a proxy or a gateway says is markup and says nothing.
    if (error.status >= 400)
        sentences.append(said(error.message));
    sentences.removeAll(QString());
    return sentences.join(u' ');
}

QString describeIncompleteAnswer(const api::PromAnswer &answer, const QString &name)
{
    QStringList sentences{Words::tr("%1 answers, but says that something may be missing. The missing time will be read "
                                    "again.")
                              .arg(visibleText(name))};
    sentences.append(said((answer.warnings + answer.infos).join(QLatin1String("; "))));
    sentences.removeAll(QString());
    return sentences.join(u' ');
}

StateWord describePrometheusState(const PrometheusState &state, const QDateTime &now)
{
    using Phase = PrometheusState::Phase;
    if (!state.error.isEmpty())
        return {Tone::Critical, Words::tr("Not read"), state.error};
    switch (state.phase) {
    case Phase::Off:
        return {Tone::Neutral, Words::tr("Not begun"), Words::tr("Reading begins soon after Orrery starts.")};
    case Phase::Reading:
        return {Tone::Busy, Words::tr("Reading"), Words::tr("New readings are loaded as they appear.")};
    case Phase::Filling:
        return {Tone::Busy, Words::tr("Loading history"),
                Words::tr("Loading the last %Ln days, the oldest first.", nullptr, prometheusPastDays)};
    case Phase::Idle:
        break;
    }
    if (!state.incomplete.isEmpty())
        return {Tone::Warn, Words::tr("Incomplete"), state.incomplete};
    if (!state.readAt.isValid())
        return {Tone::Neutral, Words::tr("Waiting"),
                Words::tr("Reading begins when the branches of your accounts are loaded.")};
    if (state.branches == 0) {
        return {Tone::Warn, Words::tr("No branch"), Words::tr("It answers, but has no metrics of your branches.")};
    }
    return {Tone::Ok, Words::tr("Read"), Words::tr("Last read %1.").arg(relativeTime(state.readAt, now))};
}

} // namespace orrery::models
