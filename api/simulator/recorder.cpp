// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/recorder.h"

#include "api/simulator/clock.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

namespace orrery::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1String kHidden("[redacted]");

bool isSecretField(const QString &name)
{
    static const QSet<QString> names{u"client_secret"_s, u"code"_s,  u"code_verifier"_s, u"refresh_token"_s,
                                     u"access_token"_s,  u"token"_s, u"device_code"_s,   u"password"_s,
                                     u"plain_text"_s,    u"sig"_s,   u"secret"_s};
    return names.contains(name.toLower());
}

bool isSecretHeader(const QByteArray &name)
{
    const QByteArray lower = name.toLower();
    return lower == "authorization" || lower == "cookie" || lower == "set-cookie" || lower == "proxy-authorization";
}

QJsonValue redacted(const QJsonValue &value);

QJsonObject redacted(QJsonObject object)
{
    for (auto it = object.begin(); it != object.end(); ++it)
        it.value() = isSecretField(it.key()) ? QJsonValue(kHidden) : redacted(it.value());
    return object;
}

QJsonValue redacted(const QJsonValue &value)
{
    if (value.isObject())
        return redacted(value.toObject());
    if (value.isArray()) {
        QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i)
            array[i] = redacted(array.at(i));
        return array;
    }
    return value;
}

QJsonObject formObject(const QList<QPair<QString, QString>> &fields)
{
    QJsonObject object;
    for (const auto &[name, value] : fields)
        object.insert(name, isSecretField(name) ? kHidden : value);
    return object;
}

} // namespace

bool Recorder::open(const QString &fileName, QString *error)
{
    if (fileName.isEmpty())
        return true;
    m_file = std::make_unique<QFile>(fileName);
    if (m_file->open(QIODevice::WriteOnly | QIODevice::Append))
        return true;
    *error = u"cannot write the record %1: %2"_s.arg(fileName, m_file->errorString());
    m_file.reset();
    return false;
}

QJsonObject Recorder::describe(const HttpRequest &request, int status)
{
    QJsonObject headers;
    for (const auto &[name, value] : request.headers)
        headers.insert(QString::fromLatin1(name).toLower(), isSecretHeader(name) ? kHidden : QString::fromUtf8(value));
    QJsonObject line{{u"time"_s, isoTime(QDateTime::currentMSecsSinceEpoch())},
                     {u"method"_s, QString::fromLatin1(request.method)},
                     {u"path"_s, request.path},
                     {u"query"_s, formObject(parseForm(request.rawQuery.toUtf8()))},
                     {u"headers"_s, headers},
                     {u"status"_s, status}};
    if (request.body.isEmpty()) {
        line.insert(u"body"_s, QJsonValue::Null);
    } else if (request.header("content-type").startsWith("application/x-www-form-urlencoded")) {
        line.insert(u"body"_s, formObject(request.form()));
    } else {
        const QJsonDocument document = QJsonDocument::fromJson(request.body);
        if (document.isObject())
            line.insert(u"body"_s, redacted(document.object()));
        else if (document.isArray())
            line.insert(u"body"_s, redacted(QJsonValue(document.array())));
        else
            line.insert(u"body"_s, u"[%1 bytes that are not JSON]"_s.arg(request.body.size()));
    }
    return line;
}

void Recorder::add(const HttpRequest &request, int status)
{
    const QJsonObject line = describe(request, status);
    if (m_lines.size() >= 50000)
        m_lines.removeFirst();
    m_lines.append(line);
    if (m_file) {
        m_file->write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
        m_file->flush();
    }
}

} // namespace orrery::simulator
