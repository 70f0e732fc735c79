// SPDX-License-Identifier: GPL-3.0-or-later
// How requests are written, and that the endpoint table is sound.
#include "api/core/request.h"
#include "api/endpoint_table.h"
#include "tests/support/suite.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace orrery::api;
using namespace Qt::StringLiterals;

namespace {

constexpr Endpoint branchEndpoint{.id = "t",
                                  .method = Method::Get,
                                  .path = "/organizations/{organization}/databases/{database}/x",
                                  .summary = "T",
                                  .paging = Paging::Pages};
constexpr Endpoint cursorEndpoint{.id = "c",
                                  .method = Method::Get,
                                  .path = "/organizations/{organization}/audit-log",
                                  .summary = "C",
                                  .paging = Paging::Cursor};
constexpr Endpoint userEndpoint{.id = "u", .method = Method::Get, .path = "/user", .summary = "U"};

struct Row
{};

QString latin(std::string_view text)
{
    return QString::fromLatin1(text.data(), qsizetype(text.size()));
}

} // namespace

// Declared only: these requests are never decoded.
template<>
struct orrery::api::Codec<Row>
{
    static Result<Row> decode(const QByteArray &) { return Row{}; }
    static Result<Page<Row>> decodePage(const QByteArray &) { return Page<Row>{}; }
};

class TestRequest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void encodesPaths_data()
    {
        QTest::addColumn<QString>("database");
        QTest::addColumn<QString>("path");
        const auto row = [](const char *name, const QString &database, const QString &segment) {
            QTest::newRow(name) << database << u"/organizations/acme/databases/"_s + segment + u"/x"_s;
        };
        row("plain", u"shop-1_a.b~c"_s, u"shop-1_a.b~c"_s);
        row("slash", u"a/b"_s, u"a%2Fb"_s);
        row("up", u".."_s, u"%2E%2E"_s);
        row("here", u"."_s, u"%2E"_s);
        row("dots in a name", u"..a"_s, u"..a"_s);
        row("blank", u"a b"_s, u"a%20b"_s);
        row("plus", u"a+b"_s, u"a%2Bb"_s);
        row("percent", u"a%2Fb"_s, u"a%252Fb"_s);
        row("query and fragment", u"a?b#c"_s, u"a%3Fb%23c"_s);
        row("unicode", u"bücher"_s, u"b%C3%BCcher"_s);
        row("beyond the first plane", u"\U0001F52D"_s, u"%F0%9F%94%AD"_s);
        row("newline", u"a\nb"_s, u"a%0Ab"_s);
        row("placeholder", u"{x}"_s, u"%7Bx%7D"_s);
        row("empty", u""_s, u""_s);
    }
    void encodesPaths()
    {
        QFETCH(QString, database);
        QFETCH(QString, path);
        QCOMPARE(makeRequest<Row>(branchEndpoint, {u"acme"_s, database}).encodedPath(), path);
    }

    void encodesQueries()
    {
        QCOMPARE(makeRequest<Row>(userEndpoint, {}).encodedQuery(), QString());
        const auto request = makeRequest<Row>(
            userEndpoint, {}, {{u"q"_s, u"a b+c&d=e"_s}, {u"tags[]"_s, u"é"_s}, {u"q"_s, u""_s}, {u"at"_s, u"1..2"_s}});
        QCOMPARE(request.encodedQuery(), u"q=a%20b%2Bc%26d%3De&tags%5B%5D=%C3%A9&q=&at=1..2"_s);
    }

    void asksForPages()
    {
        const auto first = makePageRequest<Row>(branchEndpoint, {u"acme"_s, u"shop"_s}, {});
        QCOMPARE(first.encodedQuery(), u"page=1&per_page=100"_s);
        const auto seventh = makePageRequest<Row>(branchEndpoint, {u"acme"_s, u"shop"_s},
                                                  {.number = 7, .startingAfter = {}}, {{u"state"_s, u"open"_s}});
        QCOMPARE(seventh.encodedQuery(), u"state=open&page=7&per_page=100"_s);
        const auto start = makePageRequest<Row>(cursorEndpoint, {u"acme"_s}, {});
        QCOMPARE(start.encodedQuery(), u"limit=100"_s);
        const auto further =
            makePageRequest<Row>(cursorEndpoint, {u"acme"_s}, {.number = 1, .startingAfter = u"a=/+"_s});
        QCOMPARE(further.encodedQuery(), u"starting_after=a%3D%2F%2B&limit=100"_s);
    }

    void knowsItsOrganization()
    {
        QCOMPARE(makeRequest<Row>(branchEndpoint, {u"acme"_s, u"shop"_s}).organization(), u"acme"_s);
        QCOMPARE(makeRequest<Row>(userEndpoint, {}).organization(), QString());
    }

    void isAValue()
    {
        const RequestData a = makeRequest<Row>(branchEndpoint, {u"acme"_s, u"shop"_s}, {{u"a"_s, u"b"_s}},
                                               {.bytes = "{}", .redacted = {}});
        RequestData b = a;
        QCOMPARE(a, b);
        b.body = "{ }";
        QVERIFY(!(a == b));
        QCOMPARE(a.method(), Method::Get);
    }

    // --- the endpoint table

    void idsAreUnique()
    {
        QSet<QString> ids;
        for (const Endpoint *row : allEndpoints()) {
            const QString id = latin(row->id);
            QVERIFY2(!ids.contains(id), qPrintable(id));
            QVERIFY2(QRegularExpression(u"^[a-z][a-z0-9_]*$"_s).match(id).hasMatch(), qPrintable(id));
            ids.insert(id);
        }
        QVERIFY(ids.size() >= 2);
    }

    void verbAndPathAreUnique()
    {
        QSet<QString> seen;
        static const QRegularExpression placeholder(u"\\{[^}]*\\}"_s);
        for (const Endpoint *row : allEndpoints()) {
            const QString key = methodName(row->method) + u' ' + latin(row->path).replace(placeholder, u"{}"_s);
            QVERIFY2(!seen.contains(key), qPrintable(key));
            seen.insert(key);
        }
    }

    void pathsAreWellFormed()
    {
        static const QRegularExpression form(u"^(/([a-z0-9_-]+|\\{[a-z0-9_]+\\}))+$"_s);
        for (const Endpoint *row : allEndpoints()) {
            QVERIFY2(form.match(latin(row->path)).hasMatch(), row->path.data());
            QSet<QString> names;
            static const QRegularExpression placeholder(u"\\{([^}]*)\\}"_s);
            for (auto matches = placeholder.globalMatch(latin(row->path)); matches.hasNext();) {
                const QString name = matches.next().captured(1);
                QVERIFY2(!names.contains(name), row->path.data());
                names.insert(name);
            }
        }
    }

    void summariesSaySomething()
    {
        for (const Endpoint *row : allEndpoints()) {
            QVERIFY2(row->summary.size() >= 4, row->id.data());
            QVERIFY2(!row->summary.ends_with('.'), row->id.data());
        }
    }

    void cursorsOnlyWhereDocumented()
    {
        QStringList cursors;
        for (const Endpoint *row : allEndpoints()) {
            if (row->paging == Paging::Cursor)
                cursors.append(latin(row->path));
            if (row->paging != Paging::None)
                QVERIFY2(row->method == Method::Get, row->id.data());
        }
        cursors.sort();
        QCOMPARE(
            cursors,
            (QStringList{u"/organizations/{organization}/audit-log"_s,
                         u"/organizations/{organization}/databases/{database}/branches/{branch}/query-patterns"_s}));
    }

    void permissionsAreWords()
    {
        static const QRegularExpression words(u"^([a-z_]+( [a-z_]+)*)?$"_s);
        for (const Endpoint *row : allEndpoints()) {
            for (const std::string_view text :
                 {row->scopes.user, row->scopes.organization, row->scopes.database, row->scopes.branch, row->accesses})
                QVERIFY2(words.match(latin(text)).hasMatch(), row->id.data());
        }
    }

    void saysWhatIsNeeded()
    {
        constexpr Endpoint row{.id = "x",
                               .method = Method::Get,
                               .path = "/x",
                               .summary = "X",
                               .scopes = {.organization = "read_branches", .branch = "read_branch write_branch"},
                               .accesses = "read_branch"};
        QCOMPARE(
            requirementText(row),
            u"organization: read_branches \u00B7 branch: read_branch, write_branch \u00B7 service token: read_branch"_s);
        QCOMPARE(requirementText(userEndpoint), QString());
    }
};

ORRERY_SUITE(TestRequest)
#include "tst_request.moc"
