// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/simulator_record.h"

#include <QFile>
#include <QJsonDocument>
#include <QStringList>

namespace orrery::test {

using namespace Qt::StringLiterals;

QString Recorded::key() const
{
    QStringList pairs;
    for (auto it = query.begin(); it != query.end(); ++it)
        pairs.append(it.key() + u'=' + it.value().toString());
    return method + u' ' + path + (pairs.isEmpty() ? QString() : u'?' + pairs.join(u'&'));
}

QList<Recorded> readRecord(const QString &file)
{
    QList<Recorded> all;
    QFile record(file);
    if (!record.open(QIODevice::ReadOnly))
        return all;
    const QList<QByteArray> lines = record.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.isEmpty())
            continue;
        const QJsonObject json = QJsonDocument::fromJson(line).object();
        all.append({json.value(u"method"_s).toString(), json.value(u"path"_s).toString(),
                    json.value(u"query"_s).toObject(), json.value(u"body"_s), json.value(u"status"_s).toInt()});
    }
    return all;
}

QList<Recorded> mutationsOf(QList<Recorded> all)
{
    all.removeIf([](const Recorded &each) { return !each.path.startsWith(u"/v1/"_s) || each.method == u"GET"_s; });
    return all;
}

QJsonObject fault(const QString &path, const QString &action, const QJsonObject &more)
{
    QJsonObject rule = more;
    rule.insert(u"path"_s, path);
    rule.insert(u"action"_s, action);
    return rule;
}

} // namespace orrery::test
