// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/service.h"

#include <QEventLoop>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace orrery::bench {

Service::Service(const QString &program, const QString &scenario)
    : m_process(program, {u"--port"_s, u"0"_s, u"--scenario"_s, scenario, u"--rate-limit"_s, u"0"_s}, {})
{
    m_network.setTransferTimeout(30'000);
}

bool Service::prepare()
{
    const QString line = QString::fromUtf8(m_process.firstLine(60'000));
    if (!line.startsWith("listening on "_L1)) {
        m_problem = u"the simulator did not start: %1"_s.arg(line);
        return false;
    }
    m_address = line.section(u' ', -1);

    QNetworkRequest request(QUrl(m_address + u"/_simulator/issue-token"_s));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    QNetworkReply *reply = m_network.post(request, "{}");
    waitUntil([&]() { return reply->isFinished(); }, 30'000);
    const QJsonObject token = QJsonDocument::fromJson(reply->readAll()).object();
    reply->deleteLater();
    m_authorization = "Bearer " + token.value("access_token"_L1).toString().toLatin1();

    QJsonArray organizations;
    if (!readList(u"/v1/organizations"_s, &organizations))
        return false;
    for (const QJsonValue &organization : std::as_const(organizations)) {
        const QString root = u"/v1/organizations/%1/databases"_s.arg(organization["name"_L1].toString());
        QJsonArray databases;
        if (!readList(root, &databases))
            return false;
        for (const QJsonValue &database : std::as_const(databases)) {
            const QString one = root + u'/' + database["name"_L1].toString();
            const bool isPostgres = database["kind"_L1].toString().startsWith("postgres"_L1);
            if (!readList(one + u"/branches"_s) || (!isPostgres && !readList(one + u"/deploy-requests"_s)))
                return false;
        }
    }
    requestsSinceLastCall();
    return true;
}

std::optional<QByteArray> Service::get(const QString &pathAndQuery)
{
    QNetworkRequest request(QUrl(m_address + pathAndQuery));
    request.setRawHeader("Authorization", m_authorization);
    QNetworkReply *reply = m_network.get(request);
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    reply->deleteLater();
    if (reply->error() != QNetworkReply::NoError) {
        m_problem = u"GET %1: %2"_s.arg(pathAndQuery, reply->errorString());
        return {};
    }
    return reply->readAll();
}

bool Service::readList(const QString &path, QJsonArray *rows)
{
    for (int page = 1; page > 0;) {
        const QString address = u"%1?page=%2&per_page=100"_s.arg(path).arg(page);
        const std::optional<QByteArray> body = get(address);
        if (!body)
            return false;
        m_bodies.insert(address, *body);
        const QJsonObject object = QJsonDocument::fromJson(*body).object();
        const QJsonArray data = object.value("data"_L1).toArray();
        m_rows += int(data.size());
        for (const QJsonValue &value : data) {
            if (rows)
                rows->append(value);
        }
        page = object.value("next_page"_L1).toInt(0);
    }
    return true;
}

std::optional<QString> Service::firstDiff(int number)
{
    for (auto it = m_bodies.cbegin(); it != m_bodies.cend(); ++it) {
        const qsizetype at = it.key().indexOf("/deploy-requests?"_L1);
        if (at < 0)
            continue;
        const std::optional<QByteArray> body = get(u"%1/deploy-requests/%2/diff"_s.arg(it.key().left(at)).arg(number));
        if (!body)
            return {};
        return QJsonDocument::fromJson(*body)["data"_L1][0]["raw"_L1].toString();
    }
    return {};
}

QStringList Service::requestsSinceLastCall()
{
    QStringList lines;
    const std::optional<QByteArray> body = get(u"/_simulator/record"_s);
    const QJsonArray all = QJsonDocument::fromJson(body.value_or(QByteArray())).object().value("requests"_L1).toArray();
    for (qsizetype i = m_recordSeen; i < all.size(); ++i) {
        const QJsonObject object = all.at(i).toObject();
        QUrlQuery query;
        const QJsonObject fields = object.value("query"_L1).toObject();
        for (auto it = fields.begin(); it != fields.end(); ++it)
            query.addQueryItem(it.key(), it.value().toVariant().toString());
        QString line = object.value("method"_L1).toString() + u' ' + object.value("path"_L1).toString();
        if (!query.isEmpty())
            line += u'?' + query.toString();
        lines.append(line);
    }
    m_recordSeen = all.size();
    return lines;
}

bool Service::isCountedList(const QString &line)
{
    static const QRegularExpression list(
        u"^GET /v1/organizations(/[^/?]+/databases(/[^/?]+/(branches|deploy-requests))?)?(\\?|$)"_s);
    return list.match(line).hasMatch();
}

} // namespace orrery::bench
