// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/routes.h"

#include <QUrlQuery>

#include <algorithm>

namespace orrery::models {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestLink = 2048;
constexpr qsizetype longestName = 255;
constexpr qsizetype longestTab = 40;

const QLatin1String linkScheme("orrery");
const QLatin1String dashboardHost("app.planetscale.com");
/// Stands where an organization would, for pages that belong to none; the dashboard uses it likewise.
const QLatin1String noOrganization("~");

/// First segments of the dashboard that are pages of its own, not organizations.
bool isDashboardWord(const QString &segment)
{
    static constexpr QLatin1String words[] = {"account"_L1, "api"_L1,      "login"_L1,  "logout"_L1, "new"_L1,
                                              "oauth"_L1,   "settings"_L1, "signup"_L1, "sso"_L1,    "~"_L1};
    return std::find(std::begin(words), std::end(words), segment) != std::end(words);
}

bool isHarmless(const QString &text)
{
    return std::none_of(text.cbegin(), text.cend(), [](QChar c) {
        return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format
            || c.category() == QChar::Separator_Line || c.category() == QChar::Separator_Paragraph
            || c == QChar::ReplacementCharacter;
    });
}

bool isName(const QString &name)
{
    return !name.isEmpty() && name.size() <= longestName && name != "."_L1 && name != ".."_L1 && isHarmless(name);
}

bool isTab(const QString &tab)
{
    return !tab.isEmpty() && tab.size() <= longestTab && std::all_of(tab.cbegin(), tab.cend(), [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-' || c == u'_';
    });
}

/// The number as we write it, or nothing when it is not a positive one.
std::optional<QString> positiveNumber(const QString &text)
{
    bool ok = false;
    const qint64 number = text.toLongLong(&ok);
    if (!ok || number < 1 || !std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; }))
        return std::nullopt;
    return QString::number(number);
}

/// Decoded segments of the path; nothing when one of them is not a name.
std::optional<QStringList> segmentsOf(const QUrl &url)
{
    QStringList segments;
    if (!url.host().isEmpty() && url.scheme() == linkScheme)
        segments.append(url.host(QUrl::FullyDecoded));
    QString path = url.path(QUrl::FullyEncoded);
    if (path.endsWith(u'/'))
        path.chop(1);
    if (path.startsWith(u'/'))
        path.remove(0, 1);
    if (!path.isEmpty()) {
        for (const QString &segment : path.split(u'/'))
            segments.append(QUrl::fromPercentEncoding(segment.toLatin1()));
    }
    if (!std::all_of(segments.cbegin(), segments.cend(), isName))
        return std::nullopt;
    return segments;
}

/// One segment of a pattern.
struct Segment
{
    enum class Kind : quint8 { Literal, Name, Number, Tab };

    Kind kind = Kind::Literal;
    QString text; ///< the word, or the parameter's name
    QStringList words; ///< of Tab

    static Segment of(const QString &text)
    {
        if (!text.startsWith(u'{'))
            return {Kind::Literal, text, {}};
        const QString inside = text.mid(1, text.size() - 2);
        const QString name = inside.section(u':', 0, 0);
        const QString rule = inside.section(u':', 1);
        if (rule == "number"_L1)
            return {Kind::Number, name, {}};
        if (name == "tab"_L1)
            return {Kind::Tab, name, rule.split(u'|')};
        return {Kind::Name, name, {}};
    }
    /// Words are better than parameters.
    [[nodiscard]] int rank() const { return kind == Kind::Literal || kind == Kind::Tab ? 2 : 1; }
};

QList<Segment> segmentsOfPattern(const QString &pattern)
{
    QList<Segment> segments;
    for (const QString &text : pattern.split(u'/'))
        segments.append(Segment::of(text));
    return segments;
}

/// How well a pattern fits: compared from the left, then by length.
using Fit = std::vector<int>;

struct Match
{
    Fit fit;
    bool valid = true; ///< false: it is this page, with a number that is none
    Location location;
};

std::optional<Match> match(const QList<Segment> &pattern, const QStringList &segments)
{
    if (pattern.size() > segments.size())
        return std::nullopt;
    Match match;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const Segment &expected = pattern.at(i);
        const QString &segment = segments.at(i);
        match.fit.push_back(expected.rank());
        switch (expected.kind) {
        case Segment::Kind::Literal:
            if (segment != expected.text)
                return std::nullopt;
            break;
        case Segment::Kind::Tab:
            if (!expected.words.contains(segment))
                return std::nullopt;
            match.location.tab = segment;
            break;
        case Segment::Kind::Name:
            if (segment == noOrganization)
                return std::nullopt;
            match.location.parameters.insert(expected.text, segment);
            break;
        case Segment::Kind::Number:
            const auto number = positiveNumber(segment);
            match.valid = match.valid && number.has_value();
            match.location.parameters.insert(expected.text, number.value_or(QString()));
            break;
        }
    }
    return match;
}

/// The path of a place by a pattern; nothing when it lacks a parameter.
std::optional<QStringList> filled(const QList<Segment> &pattern, const Location &location)
{
    QStringList segments;
    for (const Segment &segment : pattern) {
        if (segment.kind == Segment::Kind::Tab)
            return std::nullopt;
        const QString text =
            segment.kind == Segment::Kind::Literal ? segment.text : location.parameters.value(segment.text);
        if (text.isEmpty())
            return std::nullopt;
        segments.append(text);
    }
    return segments;
}

/// Names of the parameters in a route's first pattern and query.
QStringList parametersOf(const Route &route)
{
    QStringList names = route.query;
    if (!route.patterns.isEmpty()) {
        for (const Segment &segment : segmentsOfPattern(route.patterns.first())) {
            if (segment.kind == Segment::Kind::Name || segment.kind == Segment::Kind::Number)
                names.append(segment.text);
        }
    }
    return names;
}

} // namespace

bool Routes::add(Route route)
{
    if (route.id.isEmpty() || find(route.id)) {
        m_problems.append(u"Two features claim the route \"%1\"."_s.arg(route.id));
        return false;
    }
    for (const Route &other : m_routes) {
        for (const QString &pattern : route.patterns) {
            if (!other.patterns.contains(pattern))
                continue;
            m_problems.append(
                u"The routes \"%1\" and \"%2\" claim the same address %3."_s.arg(other.id, route.id, pattern));
            return false;
        }
    }
    m_routes.push_back(std::move(route));
    return true;
}

const Route *Routes::find(const QString &id) const
{
    const auto found =
        std::find_if(m_routes.cbegin(), m_routes.cend(), [&id](const Route &each) { return each.id == id; });
    return found == m_routes.cend() ? nullptr : &*found;
}

const Route *Routes::accountRoot() const
{
    const auto found = std::find_if(m_routes.cbegin(), m_routes.cend(),
                                    [](const Route &each) { return each.ofAccount && each.parent.isEmpty(); });
    return found == m_routes.cend() ? nullptr : &*found;
}

QStringList Routes::problems() const
{
    QStringList problems = m_problems;
    for (const Route &route : m_routes) {
        if (route.patterns.isEmpty() || !route.title)
            problems.append(u"The route \"%1\" has no address or no title."_s.arg(route.id));
        if (route.parent.isEmpty())
            continue;
        const Route *parent = find(route.parent);
        if (!parent) {
            problems.append(
                u"The route \"%1\" is below \"%2\", which no feature brings."_s.arg(route.id, route.parent));
            continue;
        }
        const QStringList own = parametersOf(route);
        for (const QString &name : parametersOf(*parent)) {
            if (!parent->query.contains(name) && !own.contains(name))
                problems.append(u"The route \"%1\" lacks the parameter \"%2\" of its parent \"%3\"."_s.arg(
                    route.id, name, parent->id));
        }
    }
    return problems;
}

std::optional<Location> Routes::read(const QStringList &segments, bool ours) const
{
    std::optional<Match> best;
    for (const Route &route : m_routes) {
        if (route.onlyOurs && !ours)
            continue;
        for (const QString &pattern : route.patterns) {
            std::optional<Match> fitting = match(segmentsOfPattern(pattern), segments);
            if (!fitting || (best && fitting->fit <= best->fit))
                continue;
            fitting->location.route = route.id;
            best = std::move(fitting);
        }
    }
    return best && best->valid ? std::optional<Location>(best->location) : std::nullopt;
}

std::optional<Location> Routes::fromUrl(const QUrl &url) const
{
    const bool ours = url.scheme() == linkScheme;
    const bool dashboard = url.scheme() == "https"_L1 && url.host() == dashboardHost;
    if (!url.isValid() || !(ours || dashboard) || !url.userInfo().isEmpty() || url.port() != -1
        || url.toEncoded().size() > longestLink)
        return std::nullopt;
    const std::optional<QStringList> segments = segmentsOf(url);
    if (!segments || segments->isEmpty() || (dashboard && isDashboardWord(segments->at(0))))
        return std::nullopt;
    std::optional<Location> location = read(*segments, ours);
    if (!location || !ours)
        return location;
    const Route *route = find(location->route);
    const QUrlQuery query(url);
    for (const QString &name : route->query) {
        const QString value = query.queryItemValue(name, QUrl::FullyDecoded);
        if (!value.isEmpty() && isHarmless(value))
            location->parameters.insert(name, value);
    }
    const QString tab = query.queryItemValue(u"tab"_s, QUrl::FullyDecoded);
    if (isTab(tab))
        location->tab = tab;
    if (route->clean)
        route->clean(*location);
    return location;
}

QUrl Routes::written(const Route &route, const QString &pattern, const Location &location) const
{
    const std::optional<QStringList> filledIn = filled(segmentsOfPattern(pattern), location);
    if (!filledIn)
        return {};
    QStringList segments = *filledIn;
    QUrl url;
    url.setScheme(linkScheme);
    // A host is lower case and may be read as an address ("1234"): what would not come back goes into the path.
    url.setHost(segments.first(), QUrl::DecodedMode);
    QString path;
    if (url.host(QUrl::FullyDecoded) == segments.first()
        && QUrl(url.toString(QUrl::FullyEncoded)).host(QUrl::FullyDecoded) == segments.first())
        segments.removeFirst();
    else
        url.setHost(u""_s);
    for (const QString &segment : std::as_const(segments))
        path += u'/' + QString::fromLatin1(QUrl::toPercentEncoding(segment));
    url.setPath(path, QUrl::StrictMode);
    // Encoded here: a query takes "+", "&" and "%" of a name for its own.
    QUrlQuery query;
    const auto add = [&query](const QString &item, const QString &value) {
        if (!value.isEmpty())
            query.addQueryItem(item, QString::fromLatin1(QUrl::toPercentEncoding(value, "/~")));
    };
    for (const QString &name : route.query)
        add(name, location.parameters.value(name));
    if (isTab(location.tab))
        add(u"tab"_s, location.tab);
    if (!query.isEmpty())
        url.setQuery(query);
    return url;
}

QUrl Routes::toUrl(const Location &location) const
{
    const Route *route = find(location.route);
    if (!route)
        return {};
    Location expected = location;
    expected.account.clear();
    QUrl first;
    for (const QString &pattern : route->patterns) {
        const QUrl url = written(*route, pattern, location);
        if (url.isEmpty())
            continue;
        if (fromUrl(url) == std::optional(expected))
            return url;
        if (first.isEmpty())
            first = url;
    }
    return first;
}

std::optional<Location> Routes::parent(const Location &location) const
{
    const Route *route = find(location.route);
    const Route *above = route && !route->parent.isEmpty() ? find(route->parent) : nullptr;
    if (!above)
        return std::nullopt;
    Location parent{.route = above->id, .account = location.account, .parameters = {}, .tab = route->parentTab};
    for (const QString &name : parametersOf(*above)) {
        const QString value = location.parameters.value(name);
        if (!value.isEmpty() && !above->query.contains(name))
            parent.parameters.insert(name, value);
    }
    return parent;
}

QList<Location> Routes::path(const Location &location) const
{
    QList<Location> path{location};
    while (const auto above = parent(path.first())) {
        path.prepend(*above);
        if (path.size() > 16) // parents in a circle: problems() tells
            break;
    }
    return path;
}

QList<RouteStep> Routes::steps(const Location &location) const
{
    QList<RouteStep> steps;
    for (const Location &place : path(location)) {
        const Route *route = find(place.route);
        if (!route || !route->title)
            continue;
        if (!route->parentTabTitle.isEmpty() && !steps.isEmpty()) {
            // The page above is reached by its own step, its tab by one more.
            const Location tab = steps.last().place;
            steps.last().place = tab.withTab({});
            steps.append({route->parentTabTitle, tab});
        }
        steps.append({route->title(place), place});
    }
    return steps;
}

} // namespace orrery::models
