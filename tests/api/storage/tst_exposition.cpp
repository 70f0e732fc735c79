// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/storage/exposition.h"
#include "tests/support/suite.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace orrery::api;
using namespace Qt::StringLiterals;

namespace {

/// "name{a="1",b="2"} value @timestamp", one line a sample.
QStringList samplesOf(const QByteArray &text, ExpositionFormat format = ExpositionFormat::Detect,
                      Result<ExpositionCounts> *counts = nullptr, std::span<const QByteArrayView> wanted = {})
{
    QStringList found;
    auto read = readExposition(text, {.format = format, .wanted = wanted}, [&found](const ExpositionSample &sample) {
        QStringList labels;
        for (const ExpositionLabel &label : sample.labels)
            labels.append(QString::fromUtf8(label.name) + u'=' + QString::fromUtf8(label.value));
        QString line = QString::fromUtf8(sample.name) + u'{' + labels.join(u',') + u"} "_s
            + QString::number(sample.value, 'g', 17);
        if (sample.timestamp)
            line += u" @"_s + QString::number(*sample.timestamp);
        found.append(line);
    });
    if (counts)
        *counts = std::move(read);
    return found;
}

double valueOf(const QByteArray &word)
{
    double value = -4711;
    (void)readExposition("m " + word + "\n", {}, [&value](const ExpositionSample &sample) { value = sample.value; });
    return value;
}

} // namespace

class TestExposition final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lines_data();
    void lines();
    void numbers_data();
    void numbers();
    void specialNumbers();
    void countsWhatItTolerates();
    void readsOnlyWhatIsWanted();
    void lastLineWithoutAnEnd();
    void openMetrics();
    void nothingBehindTheEndVanishes();
    void joinedFiles();
    void quotedNames_data();
    void quotedNames();
    void objectsOfJsonAreNoMetrics();
    void formats();
    void hugeLabel();
    void tooManyLabels();
    void somethingElse_data();
    void somethingElse();
    void nothing();
    void endsOfLinesAndOrderMark();
};

void TestExposition::lines_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("sample");
    const auto row = [](const char *name, const char *text, const char *sample) {
        QTest::newRow(name) << QByteArray(text) << QString::fromUtf8(sample);
    };
    row("bare", "up 1\n", "up{} 1");
    row("labels", "m{a=\"1\",b=\"x y\"} 2\n", "m{a=1,b=x y} 2");
    row("no labels in braces", "m{} 3\n", "m{} 3");
    row("comma at the end", "m{a=\"1\",} 4\n", "m{a=1} 4");
    row("blanks everywhere", " \t m { a = \"1\" , b = \"2\" } \t 5  1700000000000 \n", "m{a=1,b=2} 5 @1700000000000");
    row("colon in the name", "job:m:rate5m 6\n", "job:m:rate5m{} 6");
    row("escapes", "m{p=\"C:\\\\d\",q=\"\\\"hi\\\"\",n=\"a\\nb\"} 7\n", "m{p=C:\\d,q=\"hi\",n=a\nb} 7");
    row("an escape nobody knows", "m{p=\"\\d\"} 7\n", "m{p=\\d} 7");
    row("brace and comma in a value", "m{a=\"},{\",b=\"#\"} 8\n", "m{a=},{,b=#} 8");
    row("empty value", "m{a=\"\"} 9\n", "m{a=} 9");
    row("letters beyond ASCII", "m{a=\"Größe 木\"} 1\n", "m{a=Größe 木} 1");
    row("timestamp", "m 1 1395066363000\n", "m{} 1 @1395066363000");
    row("timestamp before 1970", "m 1 -3982045\n", "m{} 1 @-3982045");
    row("label twice", "m{a=\"1\",a=\"2\"} 1\n", "m{a=1} 1");
    row("line end of Windows", "m{a=\"1\"} 1\r\n", "m{a=1} 1");
    row("exemplar", "m_bucket{le=\"1\"} 11 # {trace_id=\"KOO5\"} 0.67\n", "m_bucket{le=1} 11");
    row("no value", "m\n", "");
    row("no value after labels", "m{a=\"1\"}\n", "");
    row("a word for a value", "m one\n", "");
    row("a word for a timestamp", "m 1 today\n", "");
    row("timestamp beyond all dates", "m 1 1e300\n", "");
    row("more than a timestamp", "m 1 2 3\n", "");
    row("a name with a dash", "m-m 1\n", "");
    row("a name that starts with a digit", "1m 1\n", "");
    row("label without quotes", "m{a=1} 1\n", "");
    row("label without a value", "m{a} 1\n", "");
    row("quote that never ends", "m{a=\"1} 1\n", "");
    row("escape at the end of the line", "m{a=\"1\\\n", "");
    row("brace that never ends", "m{a=\"1\" 1\n", "");
}

void TestExposition::lines()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, sample);
    // Behind a line that is good, so that the text as a whole is what it should be.
    QStringList expected{u"first{} 1"_s};
    if (!sample.isEmpty())
        expected.append(sample);
    Result<ExpositionCounts> counts;
    QCOMPARE(samplesOf("first 1\n" + text, ExpositionFormat::Text, &counts), expected);
    QVERIFY(counts);
    QCOMPARE(counts->malformed, sample.isEmpty() ? 1 : 0);
    QCOMPARE(counts->samples, expected.size());
    QVERIFY(!counts->truncated);
}

void TestExposition::numbers_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<double>("value");
    const auto row = [](const char *word, double value) { QTest::newRow(word) << QByteArray(word) << value; };
    row("0", 0);
    row("+7", 7);
    row("-0.5", -0.5);
    row(".25", 0.25);
    row("3.", 3);
    row("7.516192768e+10", 75161927680.0);
    row("7.516192768E10", 75161927680.0);
    row("1.7560473e+07", 17560473);
    row("5e-2", 0.05);
    row("0.1", 0.1);
    row("9007199254740993", 9007199254740992.0); // beyond 53 bits: nearest
    row("18446744073709551615", 18446744073709551615.0);
    row("0.000000000000000000000000000001", 1e-30);
    row("1e308", 1e308);
    row("4.9406564584124654e-324", 4.9406564584124654e-324);
    row("123456789012345678901234567890", 123456789012345678901234567890.0);
    row("+1.5e+25", 1.5e25);
}

void TestExposition::numbers()
{
    QFETCH(QByteArray, word);
    QFETCH(double, value);
    QVERIFY2(valueOf(word) == value, qPrintable(QString::number(valueOf(word), 'g', 17)));
}

void TestExposition::specialNumbers()
{
    constexpr double infinity = std::numeric_limits<double>::infinity();
    QVERIFY(std::isnan(valueOf("NaN")));
    QVERIFY(std::isnan(valueOf("nan")));
    QCOMPARE(valueOf("+Inf"), infinity);
    QCOMPARE(valueOf("Inf"), infinity);
    QCOMPARE(valueOf("-Inf"), -infinity);
    QCOMPARE(valueOf("+infinity"), infinity);
    QCOMPARE(valueOf("1e-999"), 0.0);
    QCOMPARE(valueOf("1e999"), -4711); // as Prometheus: no number
    QCOMPARE(valueOf("--1"), -4711);
    QCOMPARE(valueOf("1e"), -4711);
    QCOMPARE(valueOf("1.2.3"), -4711);
    QCOMPARE(valueOf("0x10"), -4711);
    QCOMPARE(valueOf(QByteArray(1'000'000, '9')), -4711);
    QCOMPARE(valueOf("1e" + QByteArray(300, '9')), -4711);
}

void TestExposition::countsWhatItTolerates()
{
    Result<ExpositionCounts> counts;
    const QByteArray text = "# HELP m Things.\n"
                            "# TYPE m gauge\n"
                            "\n"
                            "m{a=\"1\",a=\"1\"} NaN\n"
                            "m{a=\"2\"} +Inf\n"
                            "what is this?\n"
                            "m{a=\"3\"} 3\n"
                            "other{a=\"3\"} 3\n"
                            "m{a=\"4\"} 4";
    const std::array<QByteArrayView, 2> wanted{"m", "n"};
    const QStringList found = samplesOf(text, ExpositionFormat::Detect, &counts, wanted);
    QCOMPARE(found.size(), 3);
    QVERIFY(counts);
    // The foreign line is not looked at: its name is not a wanted one.
    QCOMPARE(counts->samples, 3);
    QCOMPARE(counts->filtered, 2);
    QCOMPARE(counts->comments, 2);
    QCOMPARE(counts->malformed, 0);
    QCOMPARE(counts->notFinite, 2);
    QCOMPARE(counts->duplicateLabels, 1);
    QVERIFY(counts->truncated);
    samplesOf(text, ExpositionFormat::Detect, &counts);
    QCOMPARE(counts->malformed, 1);
    QCOMPARE(counts->samples, 4);
}

void TestExposition::readsOnlyWhatIsWanted()
{
    const std::array<QByteArrayView, 2> wanted{"b", "bb"};
    QCOMPARE(samplesOf("a 1\nb 2\nbb 3\nbbb 4\nB 5\nb{x=\"y\"} 6\n", ExpositionFormat::Text, nullptr, wanted),
             (QStringList{u"b{} 2"_s, u"bb{} 3"_s, u"b{x=y} 6"_s}));
}

void TestExposition::lastLineWithoutAnEnd()
{
    // Half of "m 1234": taking it would be a wrong value.
    Result<ExpositionCounts> counts;
    QCOMPARE(samplesOf("m{a=\"1\"} 1\nm{a=\"2\"} 12", ExpositionFormat::Text, &counts), QStringList{u"m{a=1} 1"_s});
    QVERIFY(counts->truncated);
    QCOMPARE(counts->malformed, 0);
    samplesOf("m 1\n# HELP", ExpositionFormat::Text, &counts);
    QVERIFY(counts->truncated);
    samplesOf("# HELP", ExpositionFormat::Text, &counts);
    QVERIFY(counts);
    QVERIFY(counts->truncated);
    samplesOf("m 1\n\n  ", ExpositionFormat::Text, &counts);
    QVERIFY(!counts->truncated);
}

void TestExposition::nothingBehindTheEndVanishes()
{
    const QByteArray text = "m 1\n# EOF\nm 2\n\n  \n# TYPE m gauge\nm 3";
    Result<ExpositionCounts> counts;
    QCOMPARE(samplesOf(text, ExpositionFormat::OpenMetrics, &counts), QStringList{u"m{} 1"_s});
    QCOMPARE(counts->afterEnd, 3);
    QVERIFY(!counts->truncated);
    // In the older text "# EOF" is a comment.
    QCOMPARE(samplesOf("m 1\n# EOF\nm 2\n", ExpositionFormat::Text, &counts), (QStringList{u"m{} 1"_s, u"m{} 2"_s}));
    QCOMPARE(counts->afterEnd, 0);
    QCOMPARE(counts->comments, 1);
}

void TestExposition::joinedFiles()
{
    QList<double> values;
    const auto counts = readExposition(
        "m 1 5\n# EOF\nm 2 5\n# EOF\n# UNIT m bytes\nm 3 5\n# EOF\n",
        {.format = ExpositionFormat::OpenMetrics, .wanted = {}, .joined = true},
        [&values](const ExpositionSample &sample) { values.append(sample.value + double(*sample.timestamp)); });
    QCOMPARE(values, (QList<double>{5001, 5002, 5003}));
    QCOMPARE(counts->afterEnd, 0);
    QCOMPARE(counts->malformed, 0);
}

void TestExposition::quotedNames_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("sample"); // empty: malformed
    QTest::newRow("name alone") << QByteArray("{\"disk.used\"} 1") << u"disk.used{} 1"_s;
    QTest::newRow("name and labels") << QByteArray("{\"disk.used\",\"pod.name\"=\"a\", shard=\"-80\" , } 2 3")
                                     << u"disk.used{pod.name=a,shard=-80} 2 @3"_s;
    QTest::newRow("label alone") << QByteArray("m{\"pod.name\"=\"a\"} 1") << u"m{pod.name=a} 1"_s;
    QTest::newRow("a plain name in quotes") << QByteArray("{\"m\",a=\"b\"} 1") << u"m{a=b} 1"_s;
    QTest::newRow("name behind a label") << QByteArray("{a=\"b\",\"m\"} 1") << u"m{a=b} 1"_s;
    QTest::newRow("escapes") << QByteArray("{\"a\\\"b\\\\\",\"c\\nd\"=\"e\\\"\"} 1") << u"a\"b\\{c\nd=e\"} 1"_s;
    QTest::newRow("what would end the braces") << QByteArray("{\"a} 5\",\"b,c\"=\"}\"} 1") << u"a} 5{b,c=}} 1"_s;
    QTest::newRow("no name") << QByteArray("{a=\"b\"} 1") << QString();
    QTest::newRow("empty name") << QByteArray("{\"\"} 1") << QString();
    QTest::newRow("empty label") << QByteArray("m{\"\"=\"a\"} 1") << QString();
    QTest::newRow("two names") << QByteArray("{\"a\",\"b\"} 1") << QString();
    QTest::newRow("a name before and within") << QByteArray("m{\"a\"} 1") << QString();
    QTest::newRow("no quote at the end") << QByteArray("{\"a} 1") << QString();
    QTest::newRow("no braces at the end") << QByteArray("{\"a\" 1") << QString();
}

void TestExposition::quotedNames()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, sample);
    Result<ExpositionCounts> counts;
    const QStringList found = samplesOf("up 1\n" + line + "\nup 2\n", ExpositionFormat::Text, &counts);
    QVERIFY(counts);
    QCOMPARE(found,
             sample.isEmpty() ? (QStringList{u"up{} 1"_s, u"up{} 2"_s})
                              : (QStringList{u"up{} 1"_s, sample, u"up{} 2"_s}));
    QCOMPARE(counts->malformed, sample.isEmpty() ? 1 : 0);
    if (sample.isEmpty())
        return;
    // As the first line too, and where only some metrics are wanted.
    QCOMPARE(samplesOf(line + "\n", ExpositionFormat::Text), QStringList{sample});
    const std::array<QByteArrayView, 1> wanted{"m"};
    QCOMPARE(samplesOf("up 1\n" + line + "\n", ExpositionFormat::Text, &counts, wanted).size(),
             sample.startsWith(u"m{") ? 1 : 0);
    QCOMPARE(counts->filtered, sample.startsWith(u"m{") ? 1 : 2);
}

void TestExposition::objectsOfJsonAreNoMetrics()
{
    for (const QByteArray text : {"{\"error\": \"a\"}\n", "{ \"error\":1}", "{}\n", "{\n  \"a\": 1\n}\n", "{\"a\n"}) {
        Result<ExpositionCounts> counts;
        samplesOf(text, ExpositionFormat::Detect, &counts);
        QVERIFY2(!counts, text.constData());
        QCOMPARE(counts.error().kind, ApiError::Kind::Decode);
    }
}

void TestExposition::openMetrics()
{
    const QByteArray body = "# TYPE m gauge\n# UNIT m bytes\nm{a=\"1\"} 17 1520879607.789\n";
    Result<ExpositionCounts> counts;
    QCOMPARE(samplesOf(body + "# EOF\n", ExpositionFormat::Detect, &counts),
             QStringList{u"m{a=1} 17 @1520879607789"_s});
    QVERIFY(!counts->truncated);
    QCOMPARE(samplesOf(body + "# EOF", ExpositionFormat::Detect, &counts), QStringList{u"m{a=1} 17 @1520879607789"_s});
    QVERIFY(!counts->truncated);
    // Without its end it was cut; the unit gives the format away.
    QCOMPARE(samplesOf(body, ExpositionFormat::Detect, &counts), QStringList{u"m{a=1} 17 @1520879607789"_s});
    QVERIFY(counts->truncated);
    QCOMPARE(samplesOf("m 1 1520879607\n", ExpositionFormat::OpenMetrics), QStringList{u"m{} 1 @1520879607000"_s});
    QCOMPARE(samplesOf("m 1 1520879607\n", ExpositionFormat::Text), QStringList{u"m{} 1 @1520879607"_s});
    // Below 53 bits a second is exact to the millisecond.
    QCOMPARE(samplesOf("m 1 1520879607.001\n", ExpositionFormat::OpenMetrics), QStringList{u"m{} 1 @1520879607001"_s});
}

void TestExposition::formats()
{
    QCOMPARE(expositionFormatOf("text/plain; version=0.0.4; charset=utf-8"), ExpositionFormat::Text);
    QCOMPARE(expositionFormatOf("application/openmetrics-text; version=1.0.0"), ExpositionFormat::OpenMetrics);
    QCOMPARE(expositionFormatOf("application/octet-stream"), ExpositionFormat::Detect);
    QCOMPARE(expositionFormatOf(""), ExpositionFormat::Detect);
}

void TestExposition::hugeLabel()
{
    const QByteArray large(1024 * 1024, 'x');
    const QByteArray text =
        "m{a=\"" + large + "\"} 1\nm{a=\"" + QByteArray("\\\"").repeated(512 * 1024) + "\",b=\"\\n\"} 2\n";
    QList<qsizetype> sizes;
    QByteArray second;
    const auto counts = readExposition(text, {}, [&](const ExpositionSample &sample) {
        sizes.append(sample.label("a").size());
        second = sample.label("b").toByteArray();
    });
    QVERIFY(counts);
    QCOMPARE(sizes, (QList<qsizetype>{1024 * 1024, 512 * 1024}));
    QCOMPARE(second, QByteArray("\n"));
}

void TestExposition::tooManyLabels()
{
    const auto line = [](int labels) {
        QByteArray text = "m{";
        for (int i = 0; i < labels; ++i)
            text += "l" + QByteArray::number(i) + "=\"\",";
        return text + "} 1\n";
    };
    Result<ExpositionCounts> counts;
    samplesOf("m 1\n" + line(256), ExpositionFormat::Text, &counts);
    QCOMPARE(counts->samples, 2);
    samplesOf("m 1\n" + line(257), ExpositionFormat::Text, &counts);
    QCOMPARE(counts->samples, 1);
    QCOMPARE(counts->malformed, 1);
    // The same label again and again is no way to keep it busy.
    samplesOf("m 1\nm{" + QByteArray("a=\"\",").repeated(200'000) + "} 1\n", ExpositionFormat::Text, &counts);
    QCOMPARE(counts->malformed, 1);
}

void TestExposition::somethingElse_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const QByteArray &text, const char *message) {
        QTest::newRow(name) << text << QString::fromUtf8(message);
    };
    row("page", "<!doctype html><html><head><title>Bad gateway</title></head></html>\n", "Bad gateway");
    row("page after blank lines", "\n\n <html><body><p>Sign in</p></body></html>", "Sign in");
    row("object", "{\"code\":\"not_found\"}\n", "{\"code\":\"not_found\"}");
    row("list", "[]", "[]");
    row("sentence", "Metrics service unavailable\n", "Metrics service unavailable");
    row("sentence without an end", "Metrics service unavailable", "Metrics service unavailable");
    row("sentences", "Not now.\nTry again later.\n", "Not now.");
}

void TestExposition::somethingElse()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, message);
    const std::array<QByteArrayView, 1> wanted{"m"};
    for (const auto &names : {std::span<const QByteArrayView>(), std::span<const QByteArrayView>(wanted)}) {
        Result<ExpositionCounts> counts;
        QCOMPARE(samplesOf(text, ExpositionFormat::Text, &counts, names), QStringList());
        QVERIFY(!counts);
        QCOMPARE(counts.error().kind, ApiError::Kind::Decode);
        QCOMPARE(counts.error().message, message);
        QCOMPARE(counts.error().detail, u"expected metrics as text"_s);
    }
}

void TestExposition::nothing()
{
    Result<ExpositionCounts> counts;
    QCOMPARE(samplesOf("", ExpositionFormat::Text, &counts), QStringList());
    QVERIFY(counts);
    QCOMPARE(*counts, ExpositionCounts());
    samplesOf("# TYPE m gauge\n", ExpositionFormat::Text, &counts);
    QVERIFY(counts);
    QCOMPARE(counts->comments, 1);
}

void TestExposition::endsOfLinesAndOrderMark()
{
    Result<ExpositionCounts> counts;
    QCOMPARE(samplesOf("\xEF\xBB\xBFm 1\r\n# EOF\r\n", ExpositionFormat::Detect, &counts), QStringList{u"m{} 1"_s});
    QVERIFY(!counts->truncated);
    QCOMPARE(samplesOf(QByteArray("m 1\n\0 2\nn 3\n", 12)), (QStringList{u"m{} 1"_s, u"n{} 3"_s}));
}

ORRERY_SUITE(TestExposition)
#include "tst_exposition.moc"
