// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/router.h"

namespace orrery::simulator {

Access Access::listed(const QString &scopes, const QString &accesses)
{
    return {Listed, scopes.split(u' ', Qt::SkipEmptyParts), accesses.split(u' ', Qt::SkipEmptyParts)};
}

void Router::add(const char *method, const QString &pattern, const Access &access, Handler handler)
{
    m_routes.append({method, pattern.split(u'/', Qt::SkipEmptyParts), access, std::move(handler)});
}

const Route *Router::match(const QByteArray &method, const QStringList &segments, QHash<QString, QString> *values) const
{
    const Route *best = nullptr;
    qsizetype bestLiterals = -1;
    for (const Route &route : m_routes) {
        if (route.method != method || route.pattern.size() != segments.size())
            continue;
        qsizetype literals = 0;
        bool fits = true;
        for (qsizetype i = 0; i < segments.size() && fits; ++i) {
            if (route.pattern.at(i).startsWith(u'{'))
                continue;
            fits = route.pattern.at(i) == segments.at(i);
            ++literals;
        }
        if (fits && literals > bestLiterals) {
            best = &route;
            bestLiterals = literals;
        }
    }
    if (best && values) {
        for (qsizetype i = 0; i < segments.size(); ++i) {
            const QString &part = best->pattern.at(i);
            if (part.startsWith(u'{'))
                values->insert(part.mid(1, part.size() - 2), segments.at(i));
        }
    }
    return best;
}

} // namespace orrery::simulator
