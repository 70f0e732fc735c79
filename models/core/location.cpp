// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/location.h"

#include <QStringList>
#include <QUrlQuery>

#include <algorithm>

namespace orrery::models {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestLink = 2048;
constexpr qsizetype longestName = 255;
constexpr qsizetype longestTab = 40;

const QString linkScheme = u"orrery"_s;
const QString dashboardHost = u"app.planetscale.com"_s;
/// Stands where an organization would, for pages that belong to none; the dashboard uses it likewise.
const QString noOrganization = u"~"_s;
const QString compareWord = u"compare"_s;
const QString branchItem = u"branch"_s;
const QString fromItem = u"from"_s;
const QString toItem = u"to"_s;

struct NamedPage
{
    Location::Page page;
    QLatin1String name;
};
constexpr NamedPage namedPages[] = {
    {Location::Page::Welcome, "welcome"_L1},
    {Location::Page::Organizations, "organizations"_L1},
    {Location::Page::Activity, "activity"_L1},
    {Location::Page::Storage, "storage"_L1},
};

/// First segments of the dashboard that are pages of its own, not organizations.
bool isDashboardWord(const QString &segment)
{
    static constexpr QLatin1String words[] = {"account"_L1, "api"_L1,      "login"_L1,  "logout"_L1, "new"_L1,
                                              "oauth"_L1,   "settings"_L1, "signup"_L1, "sso"_L1,    "~"_L1};
    return std::find(std::begin(words), std::end(words), segment) != std::end(words);
}

/// Second segments below a database that are its collections; a branch of that name is written branches/NAME.
bool isCollection(const QString &segment)
{
    static constexpr QLatin1String words[] = {"backups"_L1,  "branches"_L1, "connect"_L1, "deploy-requests"_L1,
                                              "insights"_L1, "queue"_L1,    "settings"_L1};
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

/// Decoded segments of the path; empty when one is not a name.
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

std::optional<Location> namedPage(const QStringList &segments)
{
    for (const auto &[page, name] : namedPages) {
        if (segments.size() == 2 && segments.at(1) == name)
            return Location{.page = page};
    }
    return std::nullopt;
}

/// "acme/shop/main" or "~/SNAPSHOT"; each name is encoded, since a branch may have slashes.
QString sideText(const SchemaSide &side)
{
    const QStringList names = side.isSnapshot() ? QStringList{noOrganization, side.snapshot}
                                                : QStringList{side.organization, side.database, side.branch};
    QStringList encoded;
    for (const QString &name : names)
        encoded.append(QString::fromLatin1(QUrl::toPercentEncoding(name)));
    return encoded.join(u'/');
}

/// Nothing when it is not one; an empty text is the side that is not chosen yet.
std::optional<SchemaSide> sideOf(const QString &text)
{
    if (text.isEmpty())
        return SchemaSide();
    QStringList names;
    for (const QString &name : text.split(u'/'))
        names.append(QUrl::fromPercentEncoding(name.toLatin1()));
    if (!std::all_of(names.cbegin(), names.cend(), isName))
        return std::nullopt;
    if (names.size() == 2 && names.at(0) == noOrganization)
        return SchemaSide::ofSnapshot(names.at(1));
    if (names.size() == 3)
        return SchemaSide::ofBranch(names.at(0), names.at(1), names.at(2));
    return std::nullopt;
}

/// Pages of ours below a database that the dashboard does not have: nothing when it is none of them.
std::optional<Location> ownPage(Location location, const QStringList &rest, const QUrlQuery &query)
{
    if (rest == QStringList{u"deploy-requests"_s, u"new"_s}) {
        const QString branch = query.queryItemValue(branchItem, QUrl::FullyDecoded);
        location.page = Location::Page::NewDeployRequest;
        if (isName(branch))
            location.branch = branch;
        return location;
    }
    if (rest == QStringList{compareWord}) {
        const auto from = sideOf(query.queryItemValue(fromItem, QUrl::FullyDecoded));
        const auto to = sideOf(query.queryItemValue(toItem, QUrl::FullyDecoded));
        location.page = Location::Page::Compare;
        location.from = from.value_or(SchemaSide());
        location.to = to.value_or(SchemaSide());
        return location;
    }
    return std::nullopt;
}

/// What follows organization and database.
std::optional<Location> belowDatabase(Location location, const QStringList &rest)
{
    if (rest.isEmpty())
        return location;
    const QString &word = rest.at(0);
    if (word == "deploy-requests"_L1 && rest.size() > 1) {
        bool ok = false;
        location.number = rest.at(1).toLongLong(&ok);
        const bool digits =
            std::all_of(rest.at(1).cbegin(), rest.at(1).cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
        if (!ok || !digits || location.number < 1)
            return std::nullopt;
        location.page = Location::Page::DeployRequest;
        return location;
    }
    if (word == "branches"_L1 && rest.size() > 1) {
        location.page = Location::Page::Branch;
        location.branch = rest.at(1);
        return location;
    }
    if (isCollection(word)) {
        location.tab = word;
        return location;
    }
    location.page = Location::Page::Branch;
    location.branch = word;
    return location;
}

} // namespace

std::optional<Location> Location::parent() const
{
    switch (page) {
    case Page::Welcome:
    case Page::Organizations:
    case Page::Activity:
    case Page::Storage:
        return std::nullopt;
    case Page::Organization:
        return Location{.page = Page::Organizations, .account = account};
    case Page::Database:
        return organizationPage(account, organization);
    case Page::Branch:
        return databasePage(account, organization, database, u"branches"_s);
    case Page::DeployRequest:
    case Page::NewDeployRequest:
        return databasePage(account, organization, database, u"deploy-requests"_s);
    case Page::Compare:
        return databasePage(account, organization, database);
    }
    return std::nullopt;
}

Location Location::organizationPage(const QString &account, const QString &organization)
{
    return {.page = Page::Organization, .account = account, .organization = organization};
}

Location Location::databasePage(const QString &account, const QString &organization, const QString &database,
                                const QString &tab)
{
    return {.page = Page::Database, .account = account, .organization = organization, .database = database, .tab = tab};
}

Location Location::branchPage(const QString &account, const QString &organization, const QString &database,
                              const QString &branch, const QString &tab)
{
    return {.page = Page::Branch,
            .account = account,
            .organization = organization,
            .database = database,
            .branch = branch,
            .tab = tab};
}

Location Location::deployRequestPage(const QString &account, const QString &organization, const QString &database,
                                     qint64 number, const QString &tab)
{
    return {.page = Page::DeployRequest,
            .account = account,
            .organization = organization,
            .database = database,
            .number = number,
            .tab = tab};
}

Location Location::newDeployRequestPage(const QString &account, const QString &organization, const QString &database,
                                        const QString &branch)
{
    Location location = branchPage(account, organization, database, branch);
    location.page = Page::NewDeployRequest;
    return location;
}

Location Location::comparePage(const QString &account, const QString &organization, const QString &database,
                               const SchemaSide &from, const SchemaSide &to)
{
    Location location = databasePage(account, organization, database);
    location.page = Page::Compare;
    location.from = from;
    location.to = to;
    return location;
}

std::optional<Location> Location::fromUrl(const QUrl &url)
{
    const bool ours = url.scheme() == linkScheme;
    const bool dashboard = url.scheme() == "https"_L1 && url.host() == dashboardHost;
    if (!url.isValid() || !(ours || dashboard) || !url.userInfo().isEmpty() || url.port() != -1
        || url.toEncoded().size() > longestLink)
        return std::nullopt;

    const std::optional<QStringList> segments = segmentsOf(url);
    if (!segments || segments->isEmpty())
        return std::nullopt;
    if (ours && segments->at(0) == noOrganization)
        return namedPage(*segments);
    if (dashboard && isDashboardWord(segments->at(0)))
        return std::nullopt;

    const QUrlQuery query(url);
    std::optional<Location> location = organizationPage({}, segments->at(0));
    // Below an organization "settings" is the dashboard's own page, never a database.
    if (segments->size() > 1 && segments->at(1) != "settings"_L1) {
        const Location database = databasePage({}, segments->at(0), segments->at(1));
        location = ours ? ownPage(database, segments->mid(2), query) : std::nullopt;
        if (!location)
            location = belowDatabase(database, segments->mid(2));
    }
    if (!location)
        return std::nullopt;
    const QString tab = query.queryItemValue(u"tab"_s, QUrl::FullyDecoded);
    if (ours && isTab(tab))
        location->tab = tab;
    return location;
}

QUrl Location::toUrl() const
{
    QStringList segments;
    switch (page) {
    case Page::Welcome:
    case Page::Organizations:
    case Page::Activity:
    case Page::Storage:
        segments = {noOrganization};
        for (const auto &[named, name] : namedPages) {
            if (named == page)
                segments.append(name);
        }
        break;
    case Page::Organization:
        segments = {organization};
        break;
    case Page::Database:
        segments = {organization, database};
        break;
    case Page::Branch:
        segments = {organization, database};
        if (isCollection(branch) || branch == compareWord)
            segments.append(u"branches"_s);
        segments.append(branch);
        break;
    case Page::DeployRequest:
        segments = {organization, database, u"deploy-requests"_s, QString::number(number)};
        break;
    case Page::NewDeployRequest:
        segments = {organization, database, u"deploy-requests"_s, u"new"_s};
        break;
    case Page::Compare:
        segments = {organization, database, compareWord};
        break;
    }

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
        query.addQueryItem(item, QString::fromLatin1(QUrl::toPercentEncoding(value, "/~")));
    };
    if (page == Page::NewDeployRequest && !branch.isEmpty())
        add(branchItem, branch);
    if (page == Page::Compare && !from.isEmpty())
        add(fromItem, sideText(from));
    if (page == Page::Compare && !to.isEmpty())
        add(toItem, sideText(to));
    if (isTab(tab))
        add(u"tab"_s, tab);
    if (!query.isEmpty())
        url.setQuery(query);
    return url;
}

} // namespace orrery::models
