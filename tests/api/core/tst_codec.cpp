// SPDX-License-Identifier: GPL-3.0-or-later
// The codec with a resource that has every kind of member, against everything a service may send instead.
#include "api/core/answer_limits.h"
#include "api/core/json_codec.h"
#include "api/core/utc.h"
#include "tests/support/suite.h"

#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;

namespace orrery::api {

enum class Weather : quint8 { Sunny, Rainy };
template<>
struct EnumNames<Weather>
{
    static constexpr std::pair<Weather, std::string_view> values[] = {{Weather::Sunny, "sunny"},
                                                                      {Weather::Rainy, "rainy"}};
};

struct Moon : Resource
{
    QString name;
    friend bool operator==(const Moon &, const Moon &) = default;
    static constexpr auto fields() { return FieldTable{field("name", &Moon::name, Meaning::Text, "Name")}; }
};

struct Planet : Resource
{
    QString name;
    std::optional<bool> inhabited;
    std::optional<qint64> mass;
    std::optional<double> tilt;
    QDateTime seenAt;
    OpenEnum<Weather> weather;
    QStringList aliases;
    JsonText notes;
    std::optional<Moon> mainMoon;
    QList<Moon> moons;
    friend bool operator==(const Planet &, const Planet &) = default;

    static constexpr auto fields()
    {
        using P = Planet;
        return FieldTable{
            field("name", &P::name, Meaning::Text, "Name"),
            field("inhabited", &P::inhabited, Meaning::Flag, "Inhabited"),
            field("mass", &P::mass, Meaning::Count, "Mass"),
            field("tilt", &P::tilt, Meaning::Percent, "Tilt"),
            field("seen_at", &P::seenAt, Meaning::Time, "Seen"),
            field("weather", &P::weather, Meaning::State, "Weather"),
            field("aliases", &P::aliases, Meaning::Text, "Aliases"),
            field("notes", &P::notes, Meaning::Code, "Notes"),
            field("main_moon", &P::mainMoon, Meaning::Object, "Main moon"),
            field("moons", &P::moons, Meaning::Object, "Moons"),
        };
    }
};

struct Key : Resource
{
    QString id;
    QString phrase;
    friend bool operator==(const Key &, const Key &) = default;
    static constexpr auto fields()
    {
        return FieldTable{field("id", &Key::id, Meaning::Identifier, "ID"),
                          field("phrase", &Key::phrase, Meaning::Secret, "Phrase")};
    }
};

/// Secrets at every place a member can have.
struct Vault : Resource
{
    QString combination;
    std::optional<Key> own;
    QList<Key> keys;
    Keyed<Key> byName;
    QList<OpenEnum<Weather>> opensIn;
    friend bool operator==(const Vault &, const Vault &) = default;
    static constexpr auto fields()
    {
        using V = Vault;
        return FieldTable{field("combination", &V::combination, Meaning::Secret, "Combination"),
                          field("own", &V::own, Meaning::Object, "Own"),
                          field("keys", &V::keys, Meaning::Object, "Keys"),
                          field("by_name", &V::byName, Meaning::Object, "By name"),
                          field("opens_in", &V::opensIn, Meaning::State, "Opens in")};
    }
};
static_assert(holdsSecrets<Vault> && holdsSecrets<QList<Key>> && !holdsSecrets<Planet> && !holdsSecrets<QStringList>);

} // namespace orrery::api

ORRERY_API_RESOURCE(orrery::api::Vault)
ORRERY_API_RESOURCE(orrery::api::Moon)
ORRERY_API_RESOURCE(orrery::api::Planet)

using namespace orrery::api;
using Planets = Codec<Planet>;
using Kind = ApiError::Kind;

namespace {

// JSON with ' for ": moc 6.4 loses its way in some raw strings.
QByteArray quoted(QByteArray json)
{
    return json.replace('\'', '"');
}
Planet planet(const QByteArray &json)
{
    const auto result = Planets::decode(quoted(json));
    return result ? *result : Planet{};
}
const QByteArray fullPlanet =
    quoted("{'type':'Planet','name':'Terra','inhabited':true,'mass':5972,'tilt':23.5,"
           "'seen_at':'2026-03-01T10:00:00.250Z','weather':'rainy','aliases':['Earth','Gaia'],"
           "'notes':{'a':[1,2]},'main_moon':{'name':'Luna'},'moons':[{'name':'Luna'}]}");

} // namespace

class TestCodec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryMember()
    {
        const auto result = Planets::decode(fullPlanet);
        QVERIFY(result);
        QCOMPARE(result->name, u"Terra"_s);
        QCOMPARE(result->inhabited, std::optional(true));
        QCOMPARE(result->mass, std::optional<qint64>(5972));
        QCOMPARE(result->tilt, std::optional(23.5));
        QCOMPARE(result->seenAt, QDateTime(QDate(2026, 3, 1), QTime(10, 0, 0, 250), orrery::kUtc));
        QVERIFY(result->weather == Weather::Rainy);
        QCOMPARE(result->aliases, (QStringList{u"Earth"_s, u"Gaia"_s}));
        QCOMPARE(result->notes.text, quoted("{'a':[1,2]}"));
        QCOMPARE(result->mainMoon->name, u"Luna"_s);
        QCOMPARE(result->moons.size(), 1);
        QCOMPARE(result->extras.size(), 0);
    }

    void survivesARoundTrip()
    {
        const Planet once = *Planets::decode(fullPlanet);
        QCOMPARE(*Planets::decode(Planets::encode(once)), once);
        QCOMPARE(*Planets::decodeList(Planets::encodeList({once, Planet{}})), (QList<Planet>{once, Planet{}}));
        const Planet odd = planet("{'mass':'heavy','future':[1]}");
        QCOMPARE(*Planets::decode(Planets::encode(odd)), odd);
    }

    void secretsGoOverTheWireOnly()
    {
        const Vault vault = *Codec<Vault>::decode(
            quoted("{'combination':'c','own':{'id':'k1','phrase':'p1'},'keys':[{'id':'k2','phrase':'p2'},{'id':'k3'}],"
                   "'by_name':{'a':{'phrase':'p4'}}}"));
        QCOMPARE(Codec<Vault>::body(vault).bytes,
                 quoted("{'by_name':{'a':{'phrase':'p4'}},'combination':'c',"
                        "'keys':[{'id':'k2','phrase':'p2'},{'id':'k3'}],'own':{'id':'k1','phrase':'p1'}}"));
        QCOMPARE(Codec<Vault>::body(vault).redacted,
                 quoted("{'by_name':{'a':{'phrase':'[redacted]'}},'combination':'[redacted]',"
                        "'keys':[{'id':'k2','phrase':'[redacted]'},{'id':'k3'}],"
                        "'own':{'id':'k1','phrase':'[redacted]'}}"));
        const QByteArray kept = quoted("{'by_name':{'a':{}},'keys':[{'id':'k2'},{'id':'k3'}],'own':{'id':'k1'}}");
        QCOMPARE(Codec<Vault>::encode(vault), kept);
        QCOMPARE(Codec<Vault>::encodeList({vault, vault}), '[' + kept + ',' + kept + ']');
        QCOMPARE(Planets::body(*Planets::decode(fullPlanet)).redacted, QByteArray()); // nothing to take out

        const QList<FieldValue> shown = describeFields(vault);
        const QString dots(8, QChar(0x2022));
        QCOMPARE(shown.at(0).value.toString(), dots);
        QCOMPARE(shown.at(1).children.at(1).value.toString(), dots);
        QCOMPARE(shown.at(2).children.at(0).children.at(1).value.toString(), dots);
        QVERIFY(!shown.at(2).children.at(1).children.at(1).value.isValid()); // absent
        QCOMPARE(shown.at(3).children.at(0).children.at(1).value.toString(), dots);
    }

    void secretsWithoutADescriptionAreNotKept()
    {
        const auto vault = *Codec<Vault>::decode(quoted("{'combination':['c',7]}"));
        QCOMPARE(vault.extras, (QList<ExtraField>{{u"combination"_s, quoted("'[redacted]'"), true}}));
        const Planet terra = planet("{'name':'Terra','password':'p','plain_text_refresh_token':'p','tokens':3,"
                                    "'token':null,'login':[{'client_secret':'p','id':'i'}],'name_of_secret':true}");
        const QList<ExtraField> extras{{u"login"_s, quoted("[{'client_secret':'[redacted]','id':'i'}]"), false},
                                       {u"name_of_secret"_s, "true", false},
                                       {u"password"_s, quoted("'[redacted]'"), false},
                                       {u"plain_text_refresh_token"_s, quoted("'[redacted]'"), false},
                                       {u"tokens"_s, "3", false}};
        QCOMPARE(terra.extras, extras);
    }

    void listsOfWords()
    {
        const QByteArray json = quoted("{'opens_in':['rainy','foggy']}");
        const Vault vault = *Codec<Vault>::decode(json);
        QCOMPARE(vault.opensIn.size(), 2);
        QVERIFY(vault.opensIn.at(0) == Weather::Rainy);
        QVERIFY(!vault.opensIn.at(1).isKnown());
        QCOMPARE(Codec<Vault>::encode(vault), json);
        QCOMPARE(describeFields(vault).at(4).value.toStringList(), (QStringList{u"rainy"_s, u"foggy"_s}));
        QCOMPARE(Codec<Vault>::encode(*Codec<Vault>::decode(quoted("{'opens_in':[]}"))), QByteArray("{}"));
        QCOMPARE(Codec<Vault>::decode(quoted("{'opens_in':[1]}"))->extras.size(), 1);
    }

    void missingAndNullAreEmpty()
    {
        QCOMPARE(planet("{}"), Planet{});
        const Planet nulls =
            planet("{'name':null,'inhabited':null,'mass':null,'tilt':null,'seen_at':null,'weather':null,"
                   "'aliases':null,'notes':null,'main_moon':null,'moons':null,'other':null}");
        QCOMPARE(nulls, Planet{});
        QVERIFY(nulls.name.isNull());
        QVERIFY(!planet("{'name':''}").name.isNull());
    }

    void wrongTypesAreKeptAside_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("kept");
        QTest::newRow("number for text") << QByteArray("{'name':7}") << u"name"_s << QByteArray("7");
        QTest::newRow("text for flag") << QByteArray("{'inhabited':'yes'}") << u"inhabited"_s << QByteArray("'yes'");
        QTest::newRow("text for number") << QByteArray("{'mass':'5972'}") << u"mass"_s << QByteArray("'5972'");
        QTest::newRow("flag for number") << QByteArray("{'tilt':true}") << u"tilt"_s << QByteArray("true");
        QTest::newRow("number for time") << QByteArray("{'seen_at':17}") << u"seen_at"_s << QByteArray("17");
        QTest::newRow("no time") << QByteArray("{'seen_at':'soon'}") << u"seen_at"_s << QByteArray("'soon'");
        QTest::newRow("no such day") << QByteArray("{'seen_at':'2026-02-30T00:00:00Z'}") << u"seen_at"_s
                                     << QByteArray("'2026-02-30T00:00:00Z'");
        QTest::newRow("object for enum") << QByteArray("{'weather':{}}") << u"weather"_s << QByteArray("{}");
        QTest::newRow("objects for texts")
            << QByteArray("{'aliases':[{'a':1}]}") << u"aliases"_s << QByteArray("[{'a':1}]");
        QTest::newRow("text for object") << QByteArray("{'main_moon':'Luna'}") << u"main_moon"_s
                                         << QByteArray("'Luna'");
        QTest::newRow("list for object") << QByteArray("{'main_moon':[]}") << u"main_moon"_s << QByteArray("[]");
        QTest::newRow("texts for objects") << QByteArray("{'moons':['Luna']}") << u"moons"_s << QByteArray("['Luna']");
        QTest::newRow("object for list") << QByteArray("{'moons':{}}") << u"moons"_s << QByteArray("{}");
        QTest::newRow("beyond 64 bits") << QByteArray("{'mass':99999999999999999999}") << u"mass"_s
                                        << QByteArray("1e+20");
        QTest::newRow("beyond signed") << QByteArray("{'mass':9223372036854775808}") << u"mass"_s
                                       << QByteArray("9223372036854775808");
    }
    void wrongTypesAreKeptAside()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, name);
        QFETCH(QByteArray, kept);
        const Planet result = planet(json);
        QCOMPARE(result.extras.size(), 1);
        QCOMPARE(result.extras.first().name, name);
        QCOMPARE(result.extras.first().json, quoted(kept));
        QVERIFY(result.extras.first().wrongType);
        Planet rest = result;
        rest.extras.clear();
        QCOMPARE(rest, Planet{});
    }

    void numbers()
    {
        QCOMPARE(planet("{'mass':9223372036854775807}").mass, std::optional(std::numeric_limits<qint64>::max()));
        QCOMPARE(planet("{'mass':-9223372036854775808}").mass, std::optional(std::numeric_limits<qint64>::min()));
        QCOMPARE(planet("{'mass':41.6}").mass, std::optional<qint64>(42));
        QCOMPARE(planet("{'tilt':3}").tilt, std::optional(3.0));
        // What no double holds costs its field.
        const QByteArray longest(400, '9');
        const auto rows = Planets::decodeList(
            quoted("[{'name':'a','tilt':1e999},{'name':'b','tilt':-1E+400},{'mass':" + longest + "},{'tilt':1e-999}]"));
        QVERIFY(rows);
        QCOMPARE(rows->size(), 4);
        QCOMPARE(rows->at(0).name, u"a"_s);
        QCOMPARE(rows->at(0).extras, (QList<ExtraField>{{u"tilt"_s, quoted("'1e999'"), true}}));
        QCOMPARE(rows->at(1).extras, (QList<ExtraField>{{u"tilt"_s, quoted("'-1E+400'"), true}}));
        QCOMPARE(rows->at(2).extras, (QList<ExtraField>{{u"mass"_s, '"' + longest + '"', true}}));
        QCOMPARE(rows->at(3).tilt, std::optional(0.0));
        QVERIFY(!Planets::decode(quoted("{'tilt':1e999e}"))); // no number at all
        for (const char *number : {"1.7976931348623157e308", "-0.0001e312", "17976931348623157e292", "0e999",
                                   "0.0e99999", "1e-99999999999999999999", "0.00001e309"})
            QVERIFY2(planet("{'tilt':" + QByteArray(number) + "}").tilt, number);
        for (const char *number : {"1.8e308", "-0.001e312", "17976931348623158e292", "1e99999999999999999999"})
            QCOMPARE(planet("{'tilt':" + QByteArray(number) + "}").extras.value(0).json,
                     '"' + QByteArray(number) + '"');
    }

    void dates()
    {
        const QDateTime noon(QDate(2026, 3, 1), QTime(12, 0), orrery::kUtc);
        QCOMPARE(planet("{'seen_at':'2026-03-01T12:00:00Z'}").seenAt, noon);
        QCOMPARE(planet("{'seen_at':'2026-03-01T13:00:00+01:00'}").seenAt, noon);
        QCOMPARE(planet("{'seen_at':'2026-03-01T13:00:00+01:00'}").seenAt.timeSpec(), orrery::kUtc);
    }

    void unknownEnumeratorsKeepTheirText()
    {
        const Planet result = planet("{'weather':'hail'}");
        QVERIFY(result.weather.isPresent());
        QVERIFY(!result.weather.isKnown());
        QCOMPARE(result.weather.text(), u"hail"_s);
        QCOMPARE(result.extras.size(), 0);
        QVERIFY(planet("{'weather':''}").weather.isPresent());
        QVERIFY(!planet("{'weather':''}").weather.isKnown());
    }

    void unknownFieldsAreKept()
    {
        const Planet result = planet("{'name':'x','rings':{'b':1,'a':[true]},'type':'Planet'}");
        QCOMPARE(result.extras.size(), 1);
        QCOMPARE(result.extras.first().name, u"rings"_s);
        QCOMPARE(result.extras.first().json, quoted("{'a':[true],'b':1}"));
        QVERIFY(!result.extras.first().wrongType);
    }

    void pages()
    {
        const auto middle =
            Planets::decodePage(quoted("{'type':'list','current_page':2,'next_page':3,'data':[{'name':'a'}],"
                                       "'total_count':250,'total_pages':3}"));
        QVERIFY(middle);
        QCOMPARE(middle->items.size(), 1);
        QCOMPARE(middle->next, std::optional(PageRequest{.number = 3, .startingAfter = {}}));
        QCOMPARE(middle->totalCount, std::optional<qint64>(250));
        QCOMPARE(middle->totalPages, std::optional(3));

        const auto last = Planets::decodePage(quoted("{'next_page':null,'data':[]}"));
        QVERIFY(last);
        QVERIFY(!last->next);
        QVERIFY(!last->totalCount);

        const auto cursor = Planets::decodePage(quoted("{'has_next':true,'cursor_end':'xyz','data':[]}"));
        QCOMPARE(cursor->next, std::optional(PageRequest{.number = 1, .startingAfter = u"xyz"_s}));
        QVERIFY(!Planets::decodePage(quoted("{'has_next':false,'cursor_end':'xyz','data':[]}"))->next);
        QVERIFY(!Planets::decodePage(quoted("{'has_next':true,'cursor_end':null,'data':[]}"))->next);
        QVERIFY(!Planets::decodePage(quoted("{'next_page':-1,'data':[]}"))->next);
        QVERIFY(!Planets::decodePage(quoted("{'next_page':'2','data':[]}"))->next);
    }

    void pagesThatCannotBe_data()
    {
        QTest::addColumn<QByteArray>("totals");
        QTest::addColumn<std::optional<int>>("pages");
        QTest::addColumn<bool>("told");
        const auto row = [](const char *tag, const char *totals, std::optional<int> pages, bool told) {
            QTest::newRow(tag) << quoted(totals) << pages << told;
        };
        row("as it should be", "'total_count':250,'total_pages':3", 3, false);
        row("without a count", "'total_pages':3", 3, false);
        row("an empty list", "'total_count':0,'total_pages':0", std::nullopt, false);
        row("negative", "'total_count':250,'total_pages':-4", std::nullopt, true);
        row("none, and rows", "'total_count':250,'total_pages':0", std::nullopt, true);
        row("more than rows", "'total_count':250,'total_pages':251", std::nullopt, true);
        row("too few for the rows", "'total_count':2500,'total_pages':1", std::nullopt, true);
        row("beyond anything", "'total_pages':9223372036854775807", std::nullopt, true);
    }
    void pagesThatCannotBe()
    {
        QFETCH(QByteArray, totals);
        QFETCH(std::optional<int>, pages);
        QFETCH(bool, told);
        if (told)
            QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"pages: ignored$"_s));
        const auto page = Planets::decodePage(
            quoted("{'type':'list','per_page':100,'next_page':2,'data':[{'name':'a'}],") + totals + '}');
        QVERIFY(page);
        QCOMPARE(page->totalPages, pages);
        QCOMPARE(page->next, std::optional(PageRequest{.number = 2, .startingAfter = {}})); // it goes on all the same
    }

    void whatIsNoAnswerAtAll_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("blank") << QByteArray(" \n");
        QTest::newRow("text") << QByteArray("Service unavailable");
        QTest::newRow("HTML") << QByteArray("<html><body>no</body></html>");
        QTest::newRow("truncated") << QByteArray(fullPlanet.left(100));
        QTest::newRow("truncated in a text") << quoted("{'name':'Ter");
        QTest::newRow("rest behind") << QByteArray("{} {}");
        QTest::newRow("null") << QByteArray("null");
        QTest::newRow("number") << QByteArray("7");
        QTest::newRow("zero byte") << QByteArray("{\0}", 3);
    }
    void whatIsNoAnswerAtAll()
    {
        QFETCH(QByteArray, body);
        const auto one = Planets::decode(body);
        QVERIFY(!one);
        QCOMPARE(one.error().kind, Kind::Decode);
        QVERIFY(!one.error().detail.isEmpty());
        QVERIFY(one.error().message.size() <= 500);
        QVERIFY(!Planets::decodeList(body));
        QVERIFY(!Planets::decodePage(body));
        QVERIFY(!Planets::decodeData(body));
        QVERIFY(Codec<Nothing>::decode(body));
    }

    void limits_data()
    {
        using Of = PassedLimit::Of;
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("isPage");
        QTest::addColumn<std::optional<PassedLimit>>("passed");
        const auto row = [](const char *tag, const QByteArray &body, bool isPage, std::optional<PassedLimit> passed) {
            QTest::newRow(tag) << body << isPage << passed;
        };
        const PassedLimit depth{.of = Of::Depth, .most = 200};
        row("deep list", QByteArray(10'000, '[') + QByteArray(10'000, ']'), false, depth);
        row("deep, unclosed", QByteArray(1'000'000, '['), false, depth);
        row("deep object", quoted("{'a':").repeated(10'000) + "1" + QByteArray(10'000, '}'), false, depth);
        row("deep unknown field", quoted("{'name':'x','z':") + QByteArray(10'000, '[') + QByteArray(10'000, ']') + "}",
            false, depth);
        const auto page = [](int rows) {
            return quoted("{'type':'list','data':[{}") + QByteArray(",{}").repeated(rows - 1) + "]}";
        };
        row("a full page", page(3), true, {});
        row("a row too many", page(4), true, PassedLimit{.of = Of::Rows, .most = 3});
        row("no page", page(5), false, {});
        row("a row too many of a list", page(6), false, PassedLimit{.of = Of::Rows, .most = 5});
        row("a bare list", "[{},{},{},{},{},{}]", false, PassedLimit{.of = Of::Rows, .most = 5});
        row("lists within rows", quoted("{'data':[{'moons':[{},{},{},{}]},{},{}]}"), true, {});
        row("a long text", quoted("{'name':'" + QByteArray(20, 'a') + "'}"), false, {});
        row("a longer one", quoted("{'name':'" + QByteArray(21, 'a') + "'}"), false,
            PassedLimit{.of = Of::Text, .most = 20});
        row("a long name of a member", quoted("{'" + QByteArray(21, 'a') + "':1}"), false,
            PassedLimit{.of = Of::Text, .most = 20});
        row("a long number", "[" + QByteArray(21, '1') + "]", false, PassedLimit{.of = Of::Text, .most = 20});
        row("many values", quoted("{'notes':[[") + QByteArray("0,").repeated(500) + "0]]}", false,
            PassedLimit{.of = Of::Values, .most = 500});
        row("commas in a text are none", quoted("{'name':',,,,,,,,,:::::::[['}").repeated(1), false, {});
    }
    void limits()
    {
        QFETCH(QByteArray, body);
        QFETCH(bool, isPage);
        QFETCH(std::optional<PassedLimit>, passed);
        const AnswerLimits limits{.text = 20, .values = 500, .rows = 5, .rowsOfPage = 3};
        std::optional<PassedLimit> found;
        {
            const DecodeScope scope(limits, isPage);
            if (const auto list = Planets::decodeData(body); !list && list.error().kind == Kind::TooLarge)
                found = PassedLimit::fromDetail(list.error().detail);
        }
        QCOMPARE(found, passed);
        // What we kept ourselves is not bound but in its depth.
        const auto kept = Planets::decodeData(body);
        QCOMPARE(!kept && kept.error().kind == Kind::TooLarge, passed && passed->of == PassedLimit::Of::Depth);
    }

    void aListThatSaysItNeverEnds()
    {
        const QByteArray body = quoted("{'next_page':2,'total_pages':2000000000,'data':[{'name':'a'}]}");
        const DecodeScope scope({}, true);
        const auto page = Planets::decodePage(body);
        QVERIFY(!page);
        QCOMPARE(page.error().kind, Kind::TooLarge);
        QCOMPARE(PassedLimit::fromDetail(page.error().detail),
                 std::optional(PassedLimit{.of = PassedLimit::Of::Pages, .most = 2000}));
        QVERIFY(Planets::decodePage(quoted("{'next_page':2,'total_pages':2000,'data':[{'name':'a'}]}")));
    }

    void halfASurrogateCostsItsField()
    {
        const auto rows = Planets::decodeList(
            quoted("[{'name':'a\\ud800b'},{'name':'\\udc00'},{'name':'\\ud83d\\ude80'},{'name':'\\\\ud800'},"
                   "{'name':'\\ud800\\ud83d\\ude80'},{'name':'\\ud800\\u0041'},{'\\ud800':1}]"));
        QVERIFY(rows);
        QCOMPARE(rows->size(), 7);
        QCOMPARE(rows->at(0).name, u"a\uFFFDb"_s);
        QCOMPARE(rows->at(1).name, u"\uFFFD"_s);
        QCOMPARE(rows->at(2).name, QString::fromUtf8("\xF0\x9F\x9A\x80"));
        QCOMPARE(rows->at(3).name, u"\\ud800"_s);
        QCOMPARE(rows->at(4).name, QString::fromUtf8("\xEF\xBF\xBD\xF0\x9F\x9A\x80"));
        QCOMPARE(rows->at(5).name, u"\uFFFDA"_s);
    }

    void wrongShapes()
    {
        QVERIFY(!Planets::decode("[]"));
        QVERIFY(!Planets::decodeList("{}"));
        QVERIFY(!Planets::decodePage("[]"));
        QVERIFY(!Planets::decodePage("{}"));
        QVERIFY(!Planets::decodePage(quoted("{'data':{}}")));
        QVERIFY(!Planets::decodePage(quoted("{'data':null}")));
        QVERIFY(!Planets::decodeData(quoted("{'items':[]}")));
        const auto mixed = Planets::decodeList(quoted("[{'name':'a'},7]"));
        // One odd element does not take the others away.
        QVERIFY(mixed);
        QCOMPARE(mixed->size(), 2);
        QCOMPARE(mixed->first().name, u"a"_s);
        // And is not lost itself.
        QCOMPARE(mixed->at(1).extras, (QList<ExtraField>{{u"value"_s, "7", true}}));
        const auto page = Planets::decodePage(quoted("{'total_count':4,'data':[{},'x',null,[1]]}"));
        QCOMPARE(page->items.size(), 4);
        QCOMPARE(page->items.at(1).extras, (QList<ExtraField>{{u"value"_s, quoted("'x'"), true}}));
        QCOMPARE(page->items.at(2).extras, (QList<ExtraField>{{u"value"_s, "null", true}}));
        QCOMPARE(page->items.at(3).extras, (QList<ExtraField>{{u"value"_s, "[1]", true}}));
        QCOMPARE(Planets::decodeList("[]")->size(), 0);
        QCOMPARE(Planets::decodeData(quoted("{'data':[{},{}]}"))->size(), 2);
    }

    void nestingThatIsFine()
    {
        QVERIFY(Planets::decode(quoted("{'notes':") + QByteArray(150, '[') + QByteArray(150, ']') + "}"));
        // Brackets in a text are no nesting, nor is a text ended by an escaped quote.
        QVERIFY(Planets::decode(quoted("{'name':'") + QByteArray(10'000, '[') + quoted("\\\\'}")));
        QVERIFY(Planets::decode(quoted("{'name':'\\'") + QByteArray(10'000, '{') + quoted("'}")));
    }

    void strayBytesBecomeReplacements()
    {
        QCOMPARE(planet("{'name':'caf\xE9'}").name, u"caf\uFFFD"_s);
        QCOMPARE(planet("\xEF\xBB\xBF{'name':'bom'}").name, u"bom"_s);
        QCOMPARE(planet("{'name':'a\\u0000b'}").name, QString::fromUtf8("a\0b", 3));
    }

    void errorsNameThePlaceAndHideSecrets()
    {
        const auto html = Planets::decode("<!doctype html><title>Sign in to the guest network</title>");
        QCOMPARE(html.error().message, u"Sign in to the guest network"_s);
        const auto secret = Planets::decode(quoted("{'plain_text':'pscale_pw_abc123"));
        QVERIFY2(!secret.error().message.contains(u"abc123"_s), qPrintable(secret.error().message));
        QVERIFY2(!secret.error().detail.contains(u"abc123"_s), qPrintable(secret.error().detail));
    }

    void describesForPeople()
    {
        const QList<FieldValue> fields =
            describeFields(planet("{'name':'Terra','mass':7,'weather':'hail','future':1}"));
        QCOMPARE(fields.size(), 11);
        QCOMPARE(fields.at(0).label, u"Name"_s);
        QCOMPARE(fields.at(0).value.toString(), u"Terra"_s);
        QCOMPARE(fields.at(2).value.toLongLong(), 7);
        QVERIFY(!fields.at(1).value.isValid());
        QCOMPARE(fields.at(5).value.toString(), u"hail"_s);
        QCOMPARE(fields.last().name, u"future"_s);
    }
};

ORRERY_SUITE(TestCodec)
#include "tst_codec.moc"
