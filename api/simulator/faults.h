// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/simulator/http.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

#include <optional>

namespace orrery::simulator {

/// Scripted misbehaviour, read from a JSON list of rules:
///   {"method":"GET","path":"regular expression","after":N,"times":N,"action":"…",…}
/// `method` absent = any; `path` is matched against the encoded path; the first `after` matches pass unharmed;
/// `times` absent = always. The first rule that applies wins. Actions and their own fields:
///   delay {"ms":N} · drop · drop_after_headers · truncate {"bytes":N, default half} · html · empty · non_json ·
///   status {"status":N,"code":"…","message":"…"} · rate_limit {"retry_after":seconds or "date" or absent} ·
///   expire_token · wrong_types · null_fields · unknown_enums · repeat_cursor · endless_pages · big_body {"mb":N} ·
///   clock_skew {"seconds":N} · redirect {"location":"…"}
class Faults
{
public:
    bool load(const QString &fileName, QString *error);
    bool setRules(const QJsonArray &rules, QString *error);
    bool isEmpty() const { return m_rules.isEmpty(); }

    /// The rule that hits this request now, if any; counts the match.
    std::optional<QJsonObject> hit(const HttpRequest &request);

    /// An answer that replaces the real one before the request is even looked at, if the action is of that kind.
    static std::optional<HttpResponse> instead(const QJsonObject &rule);
    /// Spoils a real answer.
    static void spoil(const QJsonObject &rule, HttpResponse &response);

private:
    struct Rule
    {
        QByteArray method;
        QRegularExpression path;
        int after = 0;
        int times = -1;
        QJsonObject json;
    };
    QList<Rule> m_rules;
};

} // namespace orrery::simulator
