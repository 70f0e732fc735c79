// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/answer_limits.h"

#include "api/core/endpoint.h"

#include <QStringList>

#include <algorithm>
#include <utility>

namespace orrery::api {

namespace {

constexpr std::pair<PassedLimit::Of, const char *> names[] = {
    {PassedLimit::Of::Headers, "headers"}, {PassedLimit::Of::Body, "body"}, {PassedLimit::Of::Text, "text"},
    {PassedLimit::Of::Values, "values"},   {PassedLimit::Of::Rows, "rows"}, {PassedLimit::Of::Pages, "pages"},
    {PassedLimit::Of::Depth, "depth"},
};

thread_local const AnswerLimits *currentLimits = nullptr;

} // namespace

AnswerLimits answerLimits(const Endpoint &endpoint)
{
    const auto rows = pathLimits();
    const auto found = std::find_if(rows.begin(), rows.end(), [&endpoint](const PathLimits &row) {
        return endpoint.path.find(row.path) != std::string_view::npos;
    });
    return found == rows.end() ? AnswerLimits{} : found->limits;
}

QString PassedLimit::detail() const
{
    const auto *const found =
        std::find_if(std::begin(names), std::end(names), [this](const auto &n) { return n.first == of; });
    return QStringLiteral("limit of %1: %2").arg(QLatin1String(found->second)).arg(most);
}

std::optional<PassedLimit> PassedLimit::fromDetail(const QString &detail)
{
    for (const auto &[of, name] : names) {
        const QString start = QStringLiteral("limit of %1: ").arg(QLatin1String(name));
        bool isNumber = false;
        const qint64 most = detail.startsWith(start) ? detail.mid(start.size()).toLongLong(&isNumber) : 0;
        if (isNumber)
            return PassedLimit{.of = of, .most = most};
    }
    return {};
}

DecodeScope::DecodeScope(const AnswerLimits &limits, bool isPage)
    : m_limits(limits), m_outer(std::exchange(currentLimits, &m_limits))
{
    if (isPage)
        m_limits.rows = limits.rowsOfPage;
}

DecodeScope::~DecodeScope()
{
    currentLimits = m_outer;
}

const AnswerLimits *DecodeScope::current()
{
    return currentLimits;
}

} // namespace orrery::api
