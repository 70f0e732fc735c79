// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/report.h"

#include <QDateTime>
#include <QJsonArray>
#include <QSysInfo>
#include <QThread>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace orrery::bench {

namespace {

QString shown(double value, const QString &unit)
{
    if (unit == "KiB"_L1)
        return u"%1 MiB"_s.arg(value / 1024.0, 0, 'f', 1);
    return u"%1 %2"_s.arg(value, 0, 'f', unit == "ms"_L1 ? 1 : 0).arg(unit);
}

} // namespace

double median(QList<double> samples)
{
    if (samples.isEmpty())
        return 0;
    std::sort(samples.begin(), samples.end());
    const qsizetype middle = samples.size() / 2;
    return samples.size() % 2 == 1 ? samples.at(middle) : (samples.at(middle - 1) + samples.at(middle)) / 2;
}

Measure &Report::add(const Measure &measure)
{
    m_measures.append(measure);
    return m_measures.last();
}

const Measure *Report::find(const QString &id) const
{
    const auto it = std::find_if(m_measures.begin(), m_measures.end(), [&](const Measure &m) { return m.id == id; });
    return it == m_measures.end() ? nullptr : &*it;
}

void Report::limitBy(Measure &measure, double factor, const QString &id, const QString &text) const
{
    const Measure *yardstick = find(id);
    measure.limitText = text;
    if (yardstick && !yardstick->samples.isEmpty())
        measure.limit = factor * yardstick->value();
}

QString Report::table() const
{
    QString out;
    for (const Measure &measure : m_measures) {
        QString line = measure.title.leftJustified(58);
        if (measure.samples.isEmpty()) {
            line += u"not measured: "_s + measure.problem;
        } else {
            line += shown(measure.value(), measure.unit).rightJustified(14);
            if (measure.limit)
                line += u"   %1 %2 (%3)"_s.arg(measure.kept() ? u"within "_s : u"OVER   "_s,
                                               shown(*measure.limit, measure.unit), measure.limitText);
            else if (!measure.limitText.isEmpty())
                line += u"   limit %1 unknown: that was not measured"_s.arg(measure.limitText);
            if (!measure.note.isEmpty())
                line += u"   "_s + measure.note;
        }
        out += line + u'\n';
    }
    return out;
}

QJsonObject Report::json() const
{
    QJsonArray all;
    for (const Measure &measure : m_measures) {
        QJsonObject object{{u"id"_s, measure.id}, {u"title"_s, measure.title}, {u"unit"_s, measure.unit}};
        if (measure.samples.isEmpty()) {
            object.insert(u"problem"_s, measure.problem);
        } else {
            QJsonArray samples;
            for (const double sample : measure.samples)
                samples.append(sample);
            object.insert(u"median"_s, measure.value());
            object.insert(u"samples"_s, samples);
            object.insert(u"kept"_s, measure.kept());
        }
        if (measure.limit)
            object.insert(u"limit"_s, *measure.limit);
        if (!measure.limitText.isEmpty())
            object.insert(u"limit_from"_s, measure.limitText);
        if (!measure.note.isEmpty())
            object.insert(u"note"_s, measure.note);
        all.append(object);
    }
    return {{u"at"_s, QDateTime::currentDateTimeUtc().toString(Qt::ISODate)},
            {u"system"_s, QSysInfo::prettyProductName()},
            {u"processors"_s, QThread::idealThreadCount()},
            {u"qt"_s, QString::fromLatin1(qVersion())},
            {u"measures"_s, all}};
}

} // namespace orrery::bench
