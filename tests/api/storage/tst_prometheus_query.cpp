// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/utc.h"
#include "api/storage/prometheus_query.h"
#include "tests/support/suite.h"

#include <QtTest>

#include <cmath>

using namespace orrery::api;
using namespace Qt::StringLiterals;
using std::chrono::seconds;

namespace {

QByteArray success(const QByteArray &type, const QByteArray &result, const QByteArray &more = {})
{
    return "{\"status\":\"success\",\"data\":{\"resultType\":\"" + type + "\",\"result\":" + result + "}" + more + "}";
}

QByteArray series(const QByteArray &name, const QByteArray &labels, const QByteArray &values)
{
    return "{\"metric\":{\"__name__\":\"" + name + "\"," + labels + "},\"values\":" + values + "}";
}

} // namespace

class TestPrometheusQuery final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersBeyondTheLimits();
    void selectors();
    void quoting_data();
    void quoting();
    void matrix();
    void vectorAndScalar();
    void odd();
    void emptyAnswers_data();
    void emptyAnswers();
    void nullInsideASeries();
    void whatSaysThatThereMayBeMore_data();
    void whatSaysThatThereMayBeMore();
    void whatIsLeftOutIsCounted();
    void refused_data();
    void refused();
    void notAnAnswer_data();
    void notAnAnswer();
    void steps_data();
    void steps();
    void volumeSeries();
    void volumeSeriesFromTwoServers();
};

void TestPrometheusQuery::selectors()
{
    using Is = PromMatcher::Is;
    QCOMPARE(promql::selector(u"up"_s, {}), u"up"_s);
    QCOMPARE(promql::selector({}, {}), u"{}"_s);
    QCOMPARE(promql::selector(u"up"_s, {{u"job"_s, Is::Equal, {u"a\"b"_s}}, {u"x"_s, Is::NotEqual, {u""_s}}}),
             u"up{job=\"a\\\"b\",x!=\"\"}"_s);
    QCOMPARE(
        promql::selector({}, {{u"x"_s, Is::OneOf, {u"a.b"_s, u"c|d"_s}}, {u"y"_s, Is::NoneOf, {u"-80"_s, u"(e)"_s}}}),
        u"{x=~\"a\\\\.b|c\\\\|d\",y!~\"-80|\\\\(e\\\\)\"}"_s);
    QCOMPARE(promql::samples(u"up{}"_s, seconds(3600)), u"up{}[3600s]"_s);
    QCOMPARE(promql::samples(u"up"_s, seconds(0)), u"up[1s]"_s);
    QCOMPARE(promql::tables({u"br1"_s}),
             u"planetscale_vttablet_table_storage_bytes{planetscale_database_branch_id=\"br1\"}"_s);
    QCOMPARE(promql::volumes({u"br1"_s, u"br2"_s}),
             u"{__name__=~\"planetscale_vttablet_volume_available_bytes|planetscale_vttablet_volume_capacity_bytes|"
             "planetscale_volume_available_bytes|planetscale_volume_capacity_bytes\","
             "planetscale_database_branch_id=~\"br1|br2\"}"_s);
}

void TestPrometheusQuery::quoting_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("quoted");
    QTest::newRow("plain") << u"main"_s << u"\"main\""_s;
    QTest::newRow("quote and backslash") << u"a\"b\\c"_s << u"\"a\\\"b\\\\c\""_s;
    QTest::newRow("line break") << u"a\nb"_s << u"\"a\\nb\""_s;
    QTest::newRow("control") << u"a\tb\x01"_s << u"\"a\\x09b\\x01\""_s;
    QTest::newRow("letters") << u"größe 木"_s << u"\"größe 木\""_s;
    QTest::newRow("out of the braces") << u"\"} or vector(1) #"_s << u"\"\\\"} or vector(1) #\""_s;
}

void TestPrometheusQuery::quoting()
{
    QFETCH(QString, text);
    QFETCH(QString, quoted);
    QCOMPARE(promql::quoted(text), quoted);
}

void TestPrometheusQuery::answersBeyondTheLimits()
{
    QByteArray many = "[";
    for (int i = 0; i <= 50'000; ++i)
        many += QByteArray(i == 0 ? "" : ",") + "{\"metric\":{},\"value\":[1,\"7\"]}";
    const auto series = decodePromAnswer(success("vector", many + "]"));
    QVERIFY(!series);
    QCOMPARE(series.error().kind, ApiError::Kind::TooLarge);
    QCOMPARE(series.error().detail, u"limit of rows: 50000"_s);
    const auto text = decodePromAnswer(
        success("vector", "[{\"metric\":{\"a\":\"" + QByteArray(70'000, 'x') + "\"},\"value\":[1,\"7\"]}]"));
    QVERIFY(!text);
    QCOMPARE(text.error().detail, u"limit of text: 65536"_s);
}

void TestPrometheusQuery::matrix()
{
    const auto answer = decodePromAnswer(success("matrix",
                                                 "["
                                                     + series("m", "\"b\":\"2\",\"a\":\"1\"",
                                                              "[[1772366400,\"1.5\"],[1772366460.25,\"NaN\"],"
                                                              "[1772366520,\"+Inf\"],[1772366580,\"-Inf\"],"
                                                              "[1772366640,\"2e3\"]]")
                                                     + "]",
                                                 ",\"warnings\":[\"one store did not answer\"]"));
    QVERIFY(answer);
    QCOMPARE(answer->warnings, QStringList{u"one store did not answer"_s});
    QCOMPARE(answer->series.size(), 1);
    const PromSeries &one = answer->series.at(0);
    QCOMPARE(one.labels,
             (QList<std::pair<QString, QString>>{{u"__name__"_s, u"m"_s}, {u"a"_s, u"1"_s}, {u"b"_s, u"2"_s}}));
    QCOMPARE(one.label(u"b"), u"2"_s);
    QCOMPARE(one.label(u"c"), QString());
    QCOMPARE(one.points.size(), 5);
    QCOMPARE(one.points.at(0), (PromPoint{.at = 1772366400000, .value = 1.5}));
    QCOMPARE(one.points.at(1).at, 1772366460250);
    QVERIFY(std::isnan(one.points.at(1).value));
    QCOMPARE(one.points.at(2).value, std::numeric_limits<double>::infinity());
    QCOMPARE(one.points.at(3).value, -std::numeric_limits<double>::infinity());
    QCOMPARE(one.points.at(4).value, 2000);
    QCOMPARE(answer->leftOut, 0);
}

void TestPrometheusQuery::vectorAndScalar()
{
    const auto vector =
        decodePromAnswer(success("vector", "[{\"metric\":{\"a\":\"1\"},\"value\":[1772366400,\"7\"]}]"));
    QVERIFY(vector);
    QCOMPARE(vector->series,
             (QList<PromSeries>{{.labels = {{u"a"_s, u"1"_s}}, .points = {{.at = 1772366400000, .value = 7}}}}));
    const auto scalar = decodePromAnswer(success("scalar", "[1772366400,\"3\"]"));
    QVERIFY(scalar);
    QCOMPARE(scalar->series, (QList<PromSeries>{{.labels = {}, .points = {{.at = 1772366400000, .value = 3}}}}));
    QVERIFY(decodePromAnswer(success("matrix", "[]"))->series.isEmpty());
}

void TestPrometheusQuery::odd()
{
    const auto answer = decodePromAnswer(
        success("matrix",
                "[7,{\"metric\":{}},{\"metric\":{},\"values\":[[1,\"1\"],[2],[3,\"x\"],[\"4\",\"1\"],[1e300,\"1\"],"
                "[5,6],null]},{\"metric\":{},\"histograms\":[]}]"));
    QVERIFY(answer);
    QCOMPARE(answer->series.size(), 3);
    QCOMPARE(answer->series.at(1).points, (QList<PromPoint>{{.at = 1000, .value = 1}, {.at = 5000, .value = 6}}));
    QCOMPARE(answer->leftOut, 8);
}

void TestPrometheusQuery::emptyAnswers_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const QByteArray type : {"matrix", "vector", "scalar", ""}) {
        QTest::newRow((type + " null").constData()) << success(type, "null");
        QTest::newRow((type + " empty").constData()) << success(type, "[]");
    }
    QTest::newRow("without a type") << QByteArray("{\"status\":\"success\",\"data\":{\"result\":null}}");
    QTest::newRow("warnings null") << success("matrix", "[]", ",\"warnings\":null,\"infos\":null,\"isPartial\":null");
}

void TestPrometheusQuery::emptyAnswers()
{
    QFETCH(QByteArray, body);
    const auto answer = decodePromAnswer(body);
    QVERIFY(answer);
    QCOMPARE(*answer, PromAnswer());
    QVERIFY(answer->isComplete());
}

void TestPrometheusQuery::nullInsideASeries()
{
    const auto answer = decodePromAnswer(
        success("matrix", "[{\"metric\":null,\"values\":[[5,\"1\"]]},{\"metric\":{\"a\":\"1\"},\"values\":null}]"));
    QVERIFY(answer);
    QCOMPARE(answer->series,
             (QList<PromSeries>{{.labels = {}, .points = {{.at = 5000, .value = 1}}},
                                {.labels = {{u"a"_s, u"1"_s}}, .points = {}}}));
    QCOMPARE(answer->leftOut, 0);
}

void TestPrometheusQuery::whatSaysThatThereMayBeMore_data()
{
    QTest::addColumn<QByteArray>("more");
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<bool>("complete");
    QTest::newRow("nothing") << QByteArray() << QStringList() << true;
    QTest::newRow("empty") << QByteArray(",\"warnings\":[],\"infos\":[],\"isPartial\":false") << QStringList() << true;
    QTest::newRow("warnings") << QByteArray(",\"warnings\":[\"no answer from store 2\",7,\"\"]")
                              << QStringList{u"no answer from store 2"_s} << false;
    QTest::newRow("infos") << QByteArray(",\"infos\":[\"cut at 100 series\"]") << QStringList{u"cut at 100 series"_s}
                           << false;
    QTest::newRow("partial") << QByteArray(",\"isPartial\":true") << QStringList() << false;
}

void TestPrometheusQuery::whatSaysThatThereMayBeMore()
{
    QFETCH(QByteArray, more);
    QFETCH(QStringList, words);
    QFETCH(bool, complete);
    const auto answer = decodePromAnswer(success("matrix", "null", more));
    QVERIFY(answer);
    QCOMPARE(answer->warnings + answer->infos, words);
    QCOMPARE(answer->isComplete(), complete);
}

void TestPrometheusQuery::whatIsLeftOutIsCounted()
{
    const QByteArray of = "\"planetscale_database_branch_id\":\"b1\"";
    const auto answer = decodePromAnswer(
        success("matrix",
                "[" + series("planetscale_volume_capacity_bytes", of, "[[1,\"100\"],[2,\"NaN\"],[3,\"-1\"]]") + ","
                    + series("up", of, "[[1,\"1\"]]") + "]"));
    QVERIFY(answer);
    qint64 leftOut = 0;
    QCOMPARE(readVolumeSeries(*answer, &leftOut).at(0).points.size(), 1);
    QCOMPARE(leftOut, 3);
    const auto tables = decodePromAnswer(success(
        "vector",
        "[{\"metric\":{\"planetscale_table\":\"orders\"},\"value\":[1,\"5\"]},"
        "{\"metric\":{\"planetscale_table\":\"items\"},\"value\":[1,\"+Inf\"]},{\"metric\":{},\"value\":[1,\"5\"]}]"));
    leftOut = 0;
    QCOMPARE(readTableSamples(*tables, &leftOut).size(), 1);
    QCOMPARE(leftOut, 2);
}

void TestPrometheusQuery::refused_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");
    QTest::newRow("parse error") << QByteArray(
        "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"1:2: parse error\"}")
                                 << u"bad_data"_s << u"1:2: parse error"_s;
    QTest::newRow("without words") << QByteArray("{\"status\":\"error\"}") << QString() << QString();
}

void TestPrometheusQuery::refused()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, code);
    QFETCH(QString, message);
    const auto answer = decodePromAnswer(body);
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, ApiError::Kind::Invalid);
    QCOMPARE(answer.error().code, code);
    QCOMPARE(answer.error().message, message);
}

void TestPrometheusQuery::notAnAnswer_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("detail");
    const QString none = u"expected an answer of Prometheus"_s;
    QTest::newRow("page") << QByteArray("<html><title>Grafana</title></html>") << none;
    QTest::newRow("nothing") << QByteArray() << none;
    QTest::newRow("another object") << QByteArray("{\"message\":\"hello\"}") << none;
    QTest::newRow("list") << QByteArray("[]") << none;
    QTest::newRow("no data") << QByteArray("{\"status\":\"success\"}") << none;
    QTest::newRow("no result") << QByteArray("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\"}}") << none;
    QTest::newRow("log lines") << success("streams", "[]") << u"the result is no series but \"streams\""_s;
}

void TestPrometheusQuery::notAnAnswer()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, detail);
    const auto answer = decodePromAnswer(body);
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, ApiError::Kind::Decode);
    QCOMPARE(answer.error().detail, detail);
}

void TestPrometheusQuery::steps_data()
{
    QTest::addColumn<qint64>("span");
    QTest::addColumn<int>("wished");
    QTest::addColumn<int>("step");
    const auto row = [](const char *name, qint64 span, int wished, int step) {
        QTest::newRow(name) << span << wished << step;
    };
    row("a day by minutes", 86400, 60, 60);
    row("exactly the limit", 10999 * 60, 60, 60);
    row("one second more", 10999 * 60 + 1, 60, 120);
    row("a month by minutes", 30 * 86400, 60, 300);
    row("a year by minutes", 365 * 86400, 60, 3600);
    row("five years by hours", 5LL * 365 * 86400, 3600, 21600);
    row("a step of nothing", 100, 0, 1);
    row("backwards", -100, 60, 60);
    row("a thousand years", 1000LL * 365 * 86400, 60, 2867170);
}

void TestPrometheusQuery::steps()
{
    QFETCH(qint64, span);
    QFETCH(int, wished);
    QFETCH(int, step);
    const QDateTime from({1990, 1, 1}, {0, 0}, orrery::kUtc);
    const auto chosen = promStep(from, from.addSecs(span), seconds(wished));
    QCOMPARE(int(chosen.count()), step);
    QVERIFY(span / chosen.count() + 1 <= maximumPromPoints);
}

void TestPrometheusQuery::volumeSeries()
{
    const QByteArray id = "\"planetscale_database_branch_id\":\"br1\",\"planetscale_keyspace\":\"commerce\","
                          "\"planetscale_shard\":\"-80\",\"planetscale_pod\":\"p\","
                          "\"planetscale_tablet_type\":\"primary\",\"planetscale_database_name\":\"shop\","
                          "\"planetscale_branch_name\":\"main\",\"planetscale_organization_name\":\"acme\"";
    const auto answer = decodePromAnswer(
        success("matrix",
                "[" + series("planetscale_vttablet_volume_capacity_bytes", id, "[[60,\"100\"],[120,\"100\"]]") + ","
                    + series("planetscale_vttablet_volume_available_bytes", id,
                             "[[120,\"30\"],[180,\"25\"],[240,\"NaN\"],[300,\"-5\"]]")
                    + "," + series("up", id, "[[60,\"1\"]]") + ","
                    + series("planetscale_volume_available_bytes",
                             "\"planetscale_database_branch_id\":\"pg\",\"planetscale_pod\":\"postgres-0\","
                             "\"planetscale_role\":\"replica\"",
                             "[[60,\"7\"]]")
                    + "]"));
    QVERIFY(answer);
    const auto volumes = readVolumeSeries(*answer);
    QCOMPARE(volumes.size(), 2);
    QCOMPARE(
        volumes.at(0).volume,
        (VolumeIdentity{
            .branchId = u"br1"_s, .keyspace = u"commerce"_s, .shard = u"-80"_s, .pod = u"p"_s, .role = u"primary"_s}));
    QCOMPARE(volumes.at(0).database, u"shop"_s);
    QCOMPARE(volumes.at(0).branch, u"main"_s);
    QCOMPARE(volumes.at(0).organization, u"acme"_s);
    using Point = VolumeSeries::Point;
    QCOMPARE(volumes.at(0).points,
             (QList<Point>{{.at = 60000, .availableBytes = {}, .capacityBytes = 100},
                           {.at = 120000, .availableBytes = 30, .capacityBytes = 100},
                           {.at = 180000, .availableBytes = 25, .capacityBytes = {}}}));
    QCOMPARE(volumes.at(1).volume.role, u"replica"_s);
    QCOMPARE(volumes.at(1).points, (QList<Point>{{.at = 60000, .availableBytes = 7, .capacityBytes = {}}}));
}

void TestPrometheusQuery::volumeSeriesFromTwoServers()
{
    const QByteArray id = "\"planetscale_pod\":\"p\",\"replica\":\"";
    const auto answer = decodePromAnswer(
        success("matrix",
                "[" + series("planetscale_volume_available_bytes", id + "a\"", "[[60,\"1\"]]") + ","
                    + series("planetscale_volume_available_bytes", id + "b\"", "[[60,\"2\"],[120,\"3\"]]") + "]"));
    const auto volumes = readVolumeSeries(*answer);
    QCOMPARE(volumes.size(), 1);
    QCOMPARE(volumes.at(0).points.size(), 2);
    QCOMPARE(volumes.at(0).points.at(0).availableBytes, std::optional<double>(1));
    QCOMPARE(volumes.at(0).points.at(1).availableBytes, std::optional<double>(3));
}

ORRERY_SUITE(TestPrometheusQuery)
#include "tst_prometheus_query.moc"
