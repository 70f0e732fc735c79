// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/json_scan.h"

#include <algorithm>
#include <bitset>
#include <charconv>
#include <limits>

namespace orrery::api {

namespace {

using Of = PassedLimit::Of;
constexpr AnswerLimits withoutLimits{.body = std::numeric_limits<qint64>::max(),
                                     .text = std::numeric_limits<qint64>::max(),
                                     .values = std::numeric_limits<qint64>::max(),
                                     .rows = std::numeric_limits<qint64>::max()};
constexpr qsizetype escapeLength = 6; ///< of \uXXXX
/// The largest double is 1.797…·10³⁰⁸; what has an exponent may be beyond it however short.
constexpr qsizetype digitsOfDouble = 308;
const QByteArray largestDouble = QByteArrayLiteral("17976931348623157");

/// Whether a number is larger than any double. Counted by hand: Qt, the C library (with its locale) and the standard library
/// (not everywhere) each tell an overflow from an underflow in another way.
bool isBeyondDouble(const char *at, const char *end)
{
    if (at < end && *at == '-')
        ++at;
    QByteArray leading; // significant digits, as many as tell
    qint64 power = -1; // of the first of them
    bool isFraction = false;
    for (; at < end && *at != 'e' && *at != 'E'; ++at) {
        if (*at == '.') {
            isFraction = true;
            continue;
        }
        const bool isLeadingZero = leading.isEmpty() && *at == '0';
        if (isFraction == isLeadingZero) // 123 grows with each digit, 0.001 shrinks with each zero
            power += isFraction ? -1 : 1;
        if (!isLeadingZero && leading.size() < largestDouble.size())
            leading += *at;
    }
    if (at < end)
        ++at;
    const bool isSmall = at < end && *at == '-';
    if (at < end && (*at == '-' || *at == '+'))
        ++at;
    qint64 exponent = 0;
    for (; at < end; ++at) {
        if (*at < '0' || *at > '9')
            return false; // no number
        exponent = std::min<qint64>(exponent * 10 + (*at - '0'), 1'000'000'000'000);
    }
    power += isSmall ? -exponent : exponent;
    return !leading.isEmpty()
        && (power > digitsOfDouble || (power == digitsOfDouble && leading.compare(largestDouble) > 0));
}

class Scanner
{
public:
    Scanner(const QByteArray &body, const AnswerLimits &limits)
        : m_body(body), m_begin(body.constData()), m_at(m_begin), m_end(m_begin + body.size()), m_limits(limits)
    {}

    JsonScan run()
    {
        while (m_at < m_end && !m_scan.passed)
            step();
        if (!m_scan.passed && !m_scan.repaired.isEmpty())
            m_scan.repaired.append(m_copied, m_end - m_copied);
        return std::move(m_scan);
    }

private:
    void step()
    {
        switch (*m_at) {
        case '"':
            ++m_at;
            text();
            break;
        case '[':
        case '{':
            open(*m_at == '[');
            break;
        case ']':
        case '}':
            ++m_at;
            --m_depth; // more closed than opened is the parser's affair
            m_inRows = isRowList();
            break;
        case ',':
            ++m_at;
            count();
            if (m_inRows && ++m_rows > m_limits.rows)
                pass(Of::Rows, m_limits.rows);
            break;
        case ':':
            ++m_at;
            count();
            break;
        case '-':
        case '0':
        case '1':
        case '2':
        case '3':
        case '4':
        case '5':
        case '6':
        case '7':
        case '8':
        case '9':
            number();
            break;
        default:
            ++m_at;
        }
    }

    void open(bool isArray)
    {
        ++m_at;
        count();
        if (++m_depth > AnswerLimits::depth) {
            pass(Of::Depth, AnswerLimits::depth);
            return;
        }
        if (m_depth < 1)
            return;
        m_isArray.set(std::size_t(m_depth), isArray);
        m_inRows = isRowList();
        if (m_inRows)
            m_rows = 1;
    }

    /// A list that is the answer, or a member of it ("data").
    [[nodiscard]] bool isRowList() const
    {
        return (m_depth == 1 && m_isArray.test(1)) || (m_depth == 2 && m_isArray.test(2) && !m_isArray.test(1));
    }

    void count()
    {
        if (++m_values > m_limits.values)
            pass(Of::Values, m_limits.values);
    }

    void text()
    {
        const char *const start = m_at;
        while (m_at < m_end && *m_at != '"') {
            if (*m_at != '\\')
                ++m_at;
            else if (m_end - m_at >= escapeLength && m_at[1] == 'u')
                escape();
            else
                m_at += std::min<qsizetype>(2, m_end - m_at);
        }
        if (m_at - start > m_limits.text)
            pass(Of::Text, m_limits.text);
        if (m_at < m_end)
            ++m_at;
    }

    static unsigned codeUnit(const char *escape)
    {
        unsigned value = 0;
        const auto [end, error] = std::from_chars(escape + 2, escape + escapeLength, value, 16);
        return error == std::errc() && end == escape + escapeLength ? value : 0;
    }

    void escape()
    {
        const unsigned unit = codeUnit(m_at);
        const bool isFirst = unit >= 0xD800 && unit <= 0xDBFF;
        const bool isSecond = unit >= 0xDC00 && unit <= 0xDFFF;
        if (isFirst && m_end - m_at >= 2 * escapeLength && m_at[escapeLength] == '\\'
            && m_at[escapeLength + 1] == 'u') {
            const unsigned next = codeUnit(m_at + escapeLength);
            if (next >= 0xDC00 && next <= 0xDFFF) {
                m_at += 2 * escapeLength;
                return;
            }
        }
        if (isFirst || isSecond)
            replace(m_at, escapeLength, "\\ufffd");
        m_at += escapeLength;
    }

    void number()
    {
        const char *const start = m_at;
        bool mayPass = false;
        for (; m_at < m_end; ++m_at) {
            const char c = *m_at;
            if (c == 'e' || c == 'E')
                mayPass = true;
            else if ((c < '0' || c > '9') && c != '.' && c != '+' && c != '-')
                break;
        }
        const qsizetype length = m_at - start;
        if (length > m_limits.text) {
            pass(Of::Text, m_limits.text);
            return;
        }
        if (!mayPass && length <= digitsOfDouble)
            return;
        if (isBeyondDouble(start, m_at))
            replace(start, length, '"' + QByteArray(start, length) + '"');
    }

    void replace(const char *from, qsizetype length, const QByteArray &with)
    {
        if (!m_copied) {
            m_copied = m_begin;
            m_scan.repaired.reserve(m_body.size() + with.size());
        }
        m_scan.repaired.append(m_copied, from - m_copied).append(with);
        m_copied = from + length;
    }

    void pass(Of of, qint64 most)
    {
        if (!m_scan.passed)
            m_scan.passed = PassedLimit{.of = of, .most = most};
    }

    const QByteArray &m_body;
    const char *m_begin;
    const char *m_at;
    const char *m_end;
    const AnswerLimits &m_limits;
    JsonScan m_scan;
    const char *m_copied = nullptr; ///< up to here `repaired` has everything; null: it has nothing
    std::bitset<AnswerLimits::depth + 1> m_isArray; ///< by depth
    int m_depth = 0;
    qint64 m_values = 0;
    qint64 m_rows = 0;
    bool m_inRows = false;
};

} // namespace

JsonScan scanJson(const QByteArray &body, const AnswerLimits *limits)
{
    return Scanner(body, limits ? *limits : withoutLimits).run();
}

} // namespace orrery::api
