// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/storage/exposition.h"

#include "api/core/error_body.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>

namespace orrery::api {

using namespace Qt::StringLiterals;

namespace {

enum CharacterKind : quint8 { NameStart = 1, NamePart = 2, LabelStart = 4, LabelPart = 8, Blank = 16, Digit = 32 };

constexpr std::array<quint8, 256> characterKinds = [] {
    std::array<quint8, 256> kinds{};
    for (std::size_t c = 0; c < 256; ++c) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        const bool digit = c >= '0' && c <= '9';
        if (letter)
            kinds[c] = NameStart | NamePart | LabelStart | LabelPart;
        else if (digit)
            kinds[c] = NamePart | LabelPart | Digit;
        else if (c == ':')
            kinds[c] = NameStart | NamePart;
        else if (c == ' ' || c == '\t')
            kinds[c] = Blank;
    }
    return kinds;
}();

bool is(char c, quint8 kind)
{
    return (characterKinds[static_cast<quint8>(c)] & kind) != 0;
}

const char *find(const char *from, const char *end, char c)
{
    if (from == end)
        return nullptr;
    return static_cast<const char *>(std::memchr(from, c, std::size_t(end - from)));
}

QByteArrayView viewOf(const char *from, const char *end)
{
    return {from, end - from};
}

bool sameWord(QByteArrayView word, QByteArrayView lower)
{
    return word.compare(lower, Qt::CaseInsensitive) == 0;
}

/// NaN, Inf, +Inf, -Inf and their long form, in any case.
std::optional<double> specialNumber(QByteArrayView word)
{
    const bool negative = word.startsWith('-');
    if (negative || word.startsWith('+'))
        word = word.sliced(1);
    if (sameWord(word, "nan"))
        return std::numeric_limits<double>::quiet_NaN();
    if (sameWord(word, "inf") || sameWord(word, "infinity"))
        return negative ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
    return {};
}

/// A number as Prometheus writes it. Most fit into 53 bits with a small power of ten, and are then exact by one
/// multiplication or division; the rest goes through Qt.
std::optional<double> readNumber(QByteArrayView word)
{
    static constexpr std::array<double, 23> powers{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                   1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                   1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    constexpr qsizetype longest = 400;
    constexpr quint64 exactBelow = quint64(1) << 53;
    const char *at = word.begin();
    const char *const end = word.end();
    const bool negative = at != end && *at == '-';
    if (negative || (at != end && *at == '+'))
        ++at;
    quint64 mantissa = 0;
    int digits = 0; // that count in the mantissa
    int exponent = 0;
    bool anyDigit = false;
    for (bool fraction = false; at != end; ++at) {
        if (*at == '.' && !fraction) {
            fraction = true;
            continue;
        }
        if (!is(*at, Digit))
            break;
        anyDigit = true;
        if (digits < 19) {
            mantissa = mantissa * 10 + quint64(*at - '0');
            digits += mantissa != 0;
            exponent -= fraction;
        } else {
            digits = 20; // too many for this way
        }
    }
    if (!anyDigit)
        return specialNumber(word);
    if (at != end && (*at == 'e' || *at == 'E')) {
        ++at;
        const bool down = at != end && *at == '-';
        if (down || (at != end && *at == '+'))
            ++at;
        int power = 0;
        if (at == end)
            return {};
        for (; at != end && is(*at, Digit); ++at)
            power = std::min(power * 10 + (*at - '0'), 100'000);
        exponent += down ? -power : power;
    }
    if (at != end || word.size() > longest)
        return {};
    if (digits < 20 && mantissa < exactBelow && exponent >= -22 && exponent <= 22) {
        const double magnitude = exponent < 0 ? double(mantissa) / powers[std::size_t(-exponent)]
                                              : double(mantissa) * powers[std::size_t(exponent)];
        return negative ? -magnitude : magnitude;
    }
    bool ok = false;
    const double value = (word.startsWith('+') ? word.sliced(1) : word).toDouble(&ok);
    if (ok)
        return value;
    return exponent < 0 ? std::optional(0.0) : std::nullopt; // too small for a double, or too large
}

class Reader
{
public:
    Reader(const ExpositionOptions &options, bool openMetrics,
           const std::function<void(const ExpositionSample &)> &handle)
        : m_wanted(options.wanted), m_seconds(openMetrics), m_ends(openMetrics && !options.joined), m_handle(handle)
    {}

    /// One line without its end.
    void readLine(const char *at, const char *end);
    /// True once the "# EOF" of OpenMetrics was there; in the older text it is a comment like any other.
    [[nodiscard]] bool hasEnded() const { return m_ended; }
    [[nodiscard]] bool isSomethingElse() const
    {
        return counts.samples == 0 && counts.comments == 0 && m_firstLineIsBad;
    }

    ExpositionCounts counts;

private:
    void readComment(QByteArrayView line);
    [[nodiscard]] bool isAmongWanted(QByteArrayView name) const;
    [[nodiscard]] bool isWanted(QByteArrayView name);
    [[nodiscard]] bool readSample(const char *at, const char *end);
    [[nodiscard]] const char *readLabels(const char *at, const char *end);
    [[nodiscard]] const char *readQuoted(const char *at, const char *end, QByteArrayView &out);
    [[nodiscard]] const char *readEscaped(const char *at, const char *end, QByteArrayView &out);
    [[nodiscard]] bool readTimestamp(QByteArrayView word);
    bool addLabel(QByteArrayView name, QByteArrayView value);

    std::span<const QByteArrayView> m_wanted;
    bool m_seconds;
    bool m_ends;
    const std::function<void(const ExpositionSample &)> &m_handle;
    ExpositionSample m_sample;
    std::array<ExpositionLabel, std::size_t(maximumExpositionLabels)> m_labels;
    std::size_t m_labelCount = 0;
    qint64 m_duplicates = 0; // on this line
    std::string m_unescaped; // of this line
    QByteArrayView m_nameInBraces; // of this line
    QByteArrayView m_lastName; // lines of a metric stand together
    bool m_lastWanted = false;
    bool m_anyLine = false;
    bool m_firstLineIsBad = false;
    bool m_ended = false;
};

const char *skipBlanks(const char *at, const char *end)
{
    while (at != end && is(*at, Blank))
        ++at;
    return at;
}

const char *skipWord(const char *at, const char *end)
{
    while (at != end && !is(*at, Blank))
        ++at;
    return at;
}

void Reader::readComment(QByteArrayView line)
{
    ++counts.comments;
    if (line == "# EOF")
        m_ended = m_ends;
}

bool Reader::isWanted(QByteArrayView name)
{
    if (m_wanted.empty())
        return true;
    if (name == m_lastName)
        return m_lastWanted;
    m_lastName = name;
    m_lastWanted = isAmongWanted(name);
    return m_lastWanted;
}

bool Reader::isAmongWanted(QByteArrayView name) const
{
    return m_wanted.empty() || std::find(m_wanted.begin(), m_wanted.end(), name) != m_wanted.end();
}

bool Reader::addLabel(QByteArrayView name, QByteArrayView value)
{
    for (std::size_t i = 0; i < m_labelCount; ++i) {
        if (m_labels[i].name == name) {
            ++m_duplicates;
            return true;
        }
    }
    if (m_labelCount == m_labels.size())
        return false;
    m_labels[m_labelCount++] = {name, value};
    return true;
}

/// From behind the opening quote to behind the closing one; null when there is none.
const char *Reader::readEscaped(const char *at, const char *end, QByteArrayView &out)
{
    if (m_unescaped.empty())
        m_unescaped.reserve(std::size_t(end - at)); // of the first such value of a line: the views must not move
    const std::size_t start = m_unescaped.size();
    for (; at != end && *at != '"'; ++at) {
        if (*at != '\\') {
            m_unescaped += *at;
            continue;
        }
        if (++at == end)
            return nullptr;
        if (*at == 'n') {
            m_unescaped += '\n';
        } else {
            // An escape that nobody defined keeps its backslash.
            if (*at != '\\' && *at != '"')
                m_unescaped += '\\';
            m_unescaped += *at;
        }
    }
    if (at == end)
        return nullptr;
    out = QByteArrayView(m_unescaped.data() + start, qsizetype(m_unescaped.size() - start));
    return at + 1;
}

/// From the opening quote to behind the closing one; null when there is none.
const char *Reader::readQuoted(const char *at, const char *end, QByteArrayView &out)
{
    const char *const begin = at + 1;
    const char *const quote = find(begin, end, '"');
    if (!quote)
        return nullptr;
    if (find(begin, quote, '\\'))
        return readEscaped(begin, end, out);
    out = viewOf(begin, quote);
    return quote + 1;
}

/// From behind "{" to behind "}"; null when these are no labels. A quoted name without a value is the metric's.
const char *Reader::readLabels(const char *at, const char *end)
{
    qsizetype seen = 0;
    while (true) {
        at = skipBlanks(at, end);
        if (at == end)
            return nullptr;
        if (*at == '}')
            return at + 1;
        const bool quoted = *at == '"';
        if ((!quoted && !is(*at, LabelStart)) || ++seen > maximumExpositionLabels)
            return nullptr;
        QByteArrayView name;
        if (quoted) {
            at = readQuoted(at, end, name);
            if (!at)
                return nullptr;
        } else {
            const char *const begin = at;
            while (at != end && is(*at, LabelPart))
                ++at;
            name = viewOf(begin, at);
        }
        at = skipBlanks(at, end);
        if (at != end && *at == '=') {
            at = skipBlanks(at + 1, end);
            if (at == end || *at != '"')
                return nullptr;
            QByteArrayView value;
            at = readQuoted(at, end, value);
            if (!at || name.isEmpty() || !addLabel(name, value))
                return nullptr;
        } else if (quoted && m_nameInBraces.isEmpty()) {
            m_nameInBraces = name;
        } else {
            return nullptr;
        }
        at = skipBlanks(at, end);
        if (at != end && *at == ',')
            ++at;
        else if (at == end || *at != '}')
            return nullptr;
    }
}

bool Reader::readTimestamp(QByteArrayView word)
{
    constexpr double furthest = 8.64e15; // milliseconds; what a date can be
    const auto number = readNumber(word);
    if (!number || !std::isfinite(*number))
        return false;
    const double milliseconds = m_seconds ? *number * 1000 : *number;
    if (std::abs(milliseconds) > furthest)
        return false;
    m_sample.timestamp = std::llround(milliseconds);
    return true;
}

/// Behind the name, or where there would be one.
bool Reader::readSample(const char *at, const char *end)
{
    m_sample.timestamp.reset();
    m_labelCount = 0;
    m_duplicates = 0;
    m_unescaped.clear();
    m_nameInBraces = {};
    at = skipBlanks(at, end);
    if (at != end && *at == '{') {
        at = readLabels(at + 1, end);
        if (!at)
            return false;
        at = skipBlanks(at, end);
    }
    const char *const value = at;
    at = skipWord(at, end);
    const auto number = readNumber(viewOf(value, at));
    if (!number)
        return false;
    m_sample.value = *number;
    at = skipBlanks(at, end);
    if (at != end && *at != '#') {
        const char *const timestamp = at;
        at = skipWord(at, end);
        if (!readTimestamp(viewOf(timestamp, at)))
            return false;
        at = skipBlanks(at, end);
    }
    return at == end || *at == '#'; // an exemplar follows
}

void Reader::readLine(const char *at, const char *end)
{
    if (end != at && end[-1] == '\r')
        --end;
    at = skipBlanks(at, end);
    if (at == end)
        return;
    if (*at == '#') {
        readComment(viewOf(at, end));
        return;
    }
    const bool first = !std::exchange(m_anyLine, true);
    const char *const name = at;
    const bool inBraces = *at == '{';
    if (is(*at, NameStart)) {
        while (at != end && is(*at, NamePart))
            ++at;
    }
    m_sample.name = viewOf(name, at);
    bool wanted = !m_sample.name.isEmpty() && isWanted(m_sample.name);
    if (!wanted && !m_sample.name.isEmpty() && !first) {
        ++counts.filtered;
        return;
    }
    const bool named = !m_sample.name.isEmpty() && (at == end || *at == '{' || is(*at, Blank));
    const bool good = (named || inBraces) && readSample(at, end) && m_nameInBraces.isEmpty() != inBraces;
    if (good && inBraces) {
        m_sample.name = m_nameInBraces;
        wanted = isAmongWanted(m_sample.name);
    }
    if (!good) {
        ++counts.malformed;
        m_firstLineIsBad = m_firstLineIsBad || first;
        return;
    }
    if (!wanted) {
        ++counts.filtered;
        return;
    }
    ++counts.samples;
    counts.duplicateLabels += m_duplicates;
    counts.notFinite += !std::isfinite(m_sample.value);
    m_sample.labels = std::span(m_labels).first(m_labelCount);
    m_handle(m_sample);
}

bool isOpenMetrics(QByteArrayView text)
{
    constexpr qsizetype searched = 64 * 1024; // a unit stands before the first sample of its metric
    const QByteArrayView tail = text.last(std::min<qsizetype>(text.size(), 16)).trimmed();
    if (tail.endsWith("\n# EOF") || tail == "# EOF")
        return true;
    const QByteArrayView head = text.first(std::min(text.size(), searched));
    return head.startsWith("# UNIT ") || head.indexOf("\n# UNIT ") >= 0;
}

/// Whether a text that begins with "{" goes on as metrics do, {"name",…} or {"name"} 1, and not as an object of JSON.
bool goesOnAsMetrics(const char *at, const char *end)
{
    at = skipBlanks(at + 1, end);
    if (at == end || *at != '"')
        return at != end && is(*at, LabelStart);
    for (++at; at != end && *at != '"' && *at != '\n'; ++at) {
        if (*at == '\\' && at + 1 != end)
            ++at;
    }
    if (at == end || *at != '"')
        return false;
    at = skipBlanks(at + 1, end);
    return at != end && (*at == ',' || *at == '}' || *at == '=');
}

/// How many lines have something in them.
qint64 filledLines(const char *at, const char *end)
{
    qint64 lines = 0;
    while (at != end) {
        const char *const lineEnd = find(at, end, '\n');
        const char *const last = lineEnd ? lineEnd : end;
        lines += !viewOf(at, last).trimmed().isEmpty();
        at = lineEnd ? lineEnd + 1 : end;
    }
    return lines;
}

ApiError notMetrics(QByteArrayView text)
{
    constexpr qsizetype quoted = 64 * 1024;
    ApiError error{.kind = ApiError::Kind::Decode};
    error.message = plainExcerpt(text.first(std::min(text.size(), quoted)).toByteArray());
    error.detail = u"expected metrics as text"_s;
    return error;
}

} // namespace

ExpositionFormat expositionFormatOf(QByteArrayView contentType)
{
    const QByteArray type = contentType.toByteArray().toLower();
    if (type.contains("application/openmetrics-text"))
        return ExpositionFormat::OpenMetrics;
    return type.contains("text/plain") ? ExpositionFormat::Text : ExpositionFormat::Detect;
}

QByteArrayView ExpositionSample::label(QByteArrayView labelName) const
{
    for (const ExpositionLabel &one : labels) {
        if (one.name == labelName)
            return one.value;
    }
    return {};
}

Result<ExpositionCounts> readExposition(QByteArrayView text, const ExpositionOptions &options,
                                        const std::function<void(const ExpositionSample &)> &handle)
{
    constexpr QByteArrayView byteOrderMark("\xEF\xBB\xBF");
    if (text.startsWith(byteOrderMark))
        text = text.sliced(byteOrderMark.size());
    const char *at = text.begin();
    const char *const end = text.end();
    const char *first = at;
    while (first != end && (is(*first, Blank) || *first == '\r' || *first == '\n'))
        ++first;
    if (first != end && (*first == '<' || *first == '[' || (*first == '{' && !goesOnAsMetrics(first, end))))
        return tl::unexpected(notMetrics(text));

    const bool openMetrics = options.format == ExpositionFormat::OpenMetrics
        || (options.format == ExpositionFormat::Detect && isOpenMetrics(text));
    Reader reader(options, openMetrics, handle);
    while (at != end && !reader.hasEnded()) {
        const char *const lineEnd = find(at, end, '\n');
        if (!lineEnd) {
            // The end itself needs no end of line.
            const QByteArrayView rest = viewOf(at, end).trimmed();
            if (rest == "# EOF" || rest.isEmpty())
                reader.readLine(at, end);
            else if (reader.counts == ExpositionCounts() && !rest.startsWith('#'))
                return tl::unexpected(notMetrics(text)); // nothing but a sentence
            else
                reader.counts.truncated = true;
            break;
        }
        reader.readLine(at, lineEnd);
        at = lineEnd + 1;
    }
    if (reader.isSomethingElse())
        return tl::unexpected(notMetrics(text));
    if (reader.hasEnded())
        reader.counts.afterEnd = filledLines(at, end);
    else if (openMetrics && !options.joined)
        reader.counts.truncated = true;
    return reader.counts;
}

} // namespace orrery::api
