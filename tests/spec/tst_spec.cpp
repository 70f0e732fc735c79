// SPDX-License-Identifier: GPL-3.0-or-later
// The program of `./dev spec` with a small document of our own, and the list of operations it walks through.
#include "api/endpoint_table.h"
#include "tests/spec/comparison.h"
#include "tests/spec/fixture.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace orrery::spec;
using namespace Qt::StringLiterals;
using orrery::api::Endpoint;

namespace {

/// The rows the document of the fixture has, and one that official clients were seen using.
QList<const Endpoint *> planetRows()
{
    QList<const Endpoint *> rows;
    for (const Endpoint &row : planetEndpoints)
        rows.append(&row);
    return rows;
}

QStringList lines(const QList<Finding> &findings)
{
    QStringList out;
    for (const Finding &finding : findings)
        out.append(finding.operations.first() + u" | "_s + finding.toString());
    return out;
}

/// What is found when `from` is replaced by `to` in the document, which fits otherwise.
QStringList findings(const QByteArray &from = {}, const QByteArray &to = {},
                     std::span<const Correction> corrections = {}, Comparison *whole = nullptr)
{
    QByteArray document = planetDocument;
    if (!from.isEmpty()) {
        if (!document.contains(from))
            return {u"the fixture has no "_s + QString::fromLatin1(from)};
        document.replace(from, to);
    }
    QString fault;
    const auto specification = Specification::fromJson(document, &fault);
    if (!specification)
        return {fault};
    const QList<const Endpoint *> rows = planetRows();
    const Comparison result =
        compare(*specification, {rows.constData(), std::size_t(rows.size())}, planetOperations(), corrections);
    if (whole)
        *whole = result;
    return lines(result.findings);
}

} // namespace

class TestSpec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameIsSame();
    void findsOneDifference_data();
    void findsOneDifference();
    void aTypeIsReportedOnce();
    void correctionsExplain();
    void correctionsThatExplainNothing();
    void readsVersionTwo();
    void noDocuments();
    void everyFactoryIsInTheList();
    void bodiesAreSentWhole();
    void whatIsRequiredIsHeldBack();
};

void TestSpec::sameIsSame()
{
    Comparison whole;
    QCOMPARE(findings({}, {}, {}, &whole), QStringList());
    QCOMPARE(whole.rows, 4);
    QCOMPARE(whole.operations, 3);
}

void TestSpec::findsOneDifference_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *tag, const char *from, const char *to, const QStringList &expected) {
        QTest::newRow(tag) << QByteArray(from) << QByteArray(to) << expected;
    };
    row("id", "\"get_planet\"", "\"show_planet\"",
        {u"get_planet | row: the specification has no such operation"_s,
         u"show_planet | row: has no row: GET /suns/{sun}/planets/{planet}"_s});
    row("path parameter", "planets/{planet}", "planets/{name}",
        {u"get_planet | row: /suns/{sun}/planets/{planet} here, /suns/{sun}/planets/{name} in the specification"_s});
    row("method", "\"post\"", "\"put\"", {u"create_planet | row: POST here, PUT in the specification"_s});
    row("documented by now", "\"/suns/{sun}/planets/{planet}\": {",
        "\"/suns/{sun}/planets/{planet}\": {\"delete\": {\"operationId\": \"explode_planet\"},",
        {u"explode_planet | row: is marked as observed, and the specification has it"_s});
    row("access", "`create_planet`", "`create_planet`, `write_sun`",
        {u"create_planet | accesses: only in the specification: write_sun"_s});
    row("scope", "`read_planets`", "`read_suns`",
        {u"list_planets | scopes: organization: only here: read_planets; only in the specification: read_suns"_s});
    row("paging", "\"next_page\"", "\"has_next\"",
        {u"list_planets | paging: is paged in another way than the row says"_s});
    row("parameter", "\"name\": \"q\"", "\"name\": \"search\"",
        {u"list_planets | query q: the specification has no such parameter"_s,
         u"list_planets | query search: is never sent"_s});
    row("required parameter", "\"name\": \"page\"", "\"required\": true, \"name\": \"ring\"",
        {u"list_planets | query page: the specification has no such parameter"_s,
         u"list_planets | query ring: is required, and never sent"_s});
    row("word of a parameter", "[\"near\", \"far\"]", "[\"far\"]",
        {u"list_planets | query where: \"near\" is none of far"_s});
    row("body member", "\"mass\": {\"type\": \"number\"}", "\"weight\": {\"type\": \"number\"}",
        {u"create_planet | PlanetCreate.mass: the specification has no such member"_s,
         u"create_planet | PlanetCreate.weight: is not described here"_s});
    row("body type", "\"mass\": {\"type\": \"number\"}", "\"mass\": {\"type\": \"string\"}",
        {u"create_planet | PlanetCreate.mass: number here, string in the specification"_s});
    row("required body member", "\"required\": [\"name\"]", "\"required\": [\"name\", \"moons\"]",
        {u"create_planet | body moons: is required, and not sent"_s});
    row("body member that is required by now", "\"required\": [\"name\"]", "\"required\": [\"name\", \"mass\"]",
        {u"create_planet | body mass: is required, and its description does not say so"_s});
    row("body member that is not required any more", "\"required\": [\"name\"]", "\"required\": []",
        {u"create_planet | body name: is required here, not in the specification"_s});
    row("member gone", "\"tilt\": {\"type\": \"number\"},", "",
        {u"list_planets | Planet.tilt: the specification has no such member (also in create_planet, get_planet)"_s});
    row("member more", "\"tilt\": {\"type\": \"number\"},",
        "\"tilt\": {\"type\": \"number\"}, \"age\": {\"type\": \"number\"},",
        {u"list_planets | Planet.age: is not described here (also in create_planet, get_planet)"_s});
    row("type", "\"seen_at\": {\"type\": \"string\"}", "\"seen_at\": {\"type\": \"integer\"}",
        {u"list_planets | Planet.seen_at: time here, integer in the specification (also in create_planet, get_planet)"_s});
    row("type of elements", "\"aliases\": {\"type\": \"array\", \"items\": {\"type\": \"string\"}}",
        "\"aliases\": {\"type\": \"array\", \"items\": {\"type\": \"object\"}}",
        {u"list_planets | Planet.aliases: text here, object in the specification (also in create_planet, get_planet)"_s});
    row("words", "[\"sunny\", \"rainy\"]", "[\"sunny\", \"windy\"]",
        {u"list_planets | Planet.weather: words only here: rainy; only in the specification: windy (also in create_planet, get_planet)"_s});
    row("member of a part", "\"radius\"", "\"diameter\"",
        {u"list_planets | Moon.radius: the specification has no such member (also in create_planet, get_planet)"_s,
         u"list_planets | Moon.diameter: is not described here (also in create_planet, get_planet)"_s});
    row("value of a map", "\"additionalProperties\": {\"type\": \"integer\"}",
        "\"additionalProperties\": {\"type\": \"string\"}",
        {u"list_planets | Planet.counts: integer here, string in the specification (also in create_planet, get_planet)"_s});
}

void TestSpec::findsOneDifference()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QStringList, expected);
    QCOMPARE(findings(from, to), expected);
}

void TestSpec::aTypeIsReportedOnce()
{
    Comparison whole;
    findings("\"tilt\": {\"type\": \"number\"},", "", {}, &whole);
    QCOMPARE(whole.findings.size(), 1);
    QCOMPARE(whole.findings.first().operations, (QStringList{u"list_planets"_s, u"create_planet"_s, u"get_planet"_s}));
}

void TestSpec::correctionsExplain()
{
    const Correction known[] = {{"Planet", "tilt, weather", "seen in answers"}};
    Comparison whole;
    QCOMPARE(findings("\"tilt\": {\"type\": \"number\"},", "", known, &whole), QStringList());
    QCOMPARE(whole.corrected.size(), 1);
    QCOMPARE(whole.unused, QStringList{u"Planet weather"_s});
}

void TestSpec::correctionsThatExplainNothing()
{
    const Correction known[] = {{"Planet", "tilt", "seen in answers"}, {"Comet", "tail", "of another document"}};
    Comparison whole;
    QCOMPARE(findings({}, {}, known, &whole), QStringList());
    QCOMPARE(whole.unused, QStringList{u"Planet tilt"_s}); // nobody looked for comets
}

// The service itself publishes version 2: parameters without schema, the body among them, definitions elsewhere.
void TestSpec::readsVersionTwo()
{
    QString fault;
    const auto specification = Specification::fromJson(planetDocumentOfVersionTwo, &fault);
    QVERIFY2(specification, qPrintable(fault));
    QCOMPARE(specification->operations().size(), 1);
    const SpecOperation &operation = specification->operations().first();
    QCOMPARE(operation.path, u"/suns/{sun}/planets"_s);
    QCOMPARE(operation.method, u"POST"_s);
    QCOMPARE(operation.query.keys(), QStringList{u"where"_s});
    QCOMPARE(operation.query.value(u"where"_s).value(u"enum"_s), (QJsonArray{u"near"_s, u"far"_s}));
    QCOMPARE(operation.requiredQuery, QStringList{u"where"_s});
    QCOMPARE(specification->resolved(*operation.body).value(u"properties"_s).toObject().keys(),
             (QStringList{u"mass"_s, u"name"_s}));
    QCOMPARE(specification->resolved(*operation.answer).value(u"properties"_s).toObject().keys(),
             (QStringList{u"id"_s, u"name"_s}));
}

void TestSpec::noDocuments()
{
    QString fault;
    QVERIFY(!Specification::fromJson("<html>", &fault));
    QVERIFY2(fault.startsWith("not a JSON object"_L1), qPrintable(fault));
    QVERIFY(!Specification::fromJson("{}", &fault));
    QCOMPARE(fault, u"no OpenAPI document: \"paths\" is missing"_s);
    // A schema that refers to itself ends.
    const auto circle = Specification::fromJson(
        R"json({"paths":{"/a":{"get":{"operationId":"a"}}},"components":{"schemas":{"A":{"$ref":"#/components/schemas/A"}}}})json",
        &fault);
    QVERIFY(circle);
    (void)circle->resolved({{u"$ref"_s, u"#/components/schemas/A"_s}});
}

// A factory that is not in the list is never held against the specification.
void TestSpec::everyFactoryIsInTheList()
{
    static const QRegularExpression declaration(u"^Request<.*> (\\w+)\\("_s, QRegularExpression::MultilineOption);
    QFile list(QStringLiteral(ORRERY_SOURCE_DIR "/tests/spec/operations.cpp"));
    QVERIFY(list.open(QIODevice::ReadOnly));
    const QString calls = QString::fromUtf8(list.readAll());
    qsizetype factories = 0;
    QDirIterator folders(QStringLiteral(ORRERY_SOURCE_DIR "/api"), {u"*.h"_s}, QDir::Files,
                         QDirIterator::Subdirectories);
    while (folders.hasNext()) {
        QFile header(folders.next());
        QVERIFY(header.open(QIODevice::ReadOnly));
        const QString feature = header.fileName().section(u'/', -2, -2);
        if (feature == u"core" || feature == u"auth" || feature == u"simulator")
            continue;
        for (auto match = declaration.globalMatch(QString::fromUtf8(header.readAll())); match.hasNext(); ++factories) {
            const QString call = feature + u"::"_s + match.next().captured(1) + u'(';
            QVERIFY2(calls.contains(call), qPrintable(call));
        }
    }
    QVERIFY(factories > 60);
    QVERIFY(factories <= allOperations().size());
}

// The types of the bodies are what is compared: what is sent has to be of that type.
void TestSpec::bodiesAreSentWhole()
{
    for (const Operation &operation : allOperations()) {
        const QJsonObject sent = QJsonDocument::fromJson(operation.request.body).object();
        QCOMPARE(sent.isEmpty(), !operation.body.has_value());
        if (!operation.body)
            continue;
        QStringList described;
        for (const Member &member : operation.body->members)
            described.append(member.name);
        for (const QString &name : sent.keys())
            QVERIFY2(described.contains(name), qPrintable(name));
    }
}

// What a body says it has to carry is what ApiClient looks for, and the description has such members.
void TestSpec::whatIsRequiredIsHeldBack()
{
    QStringList held;
    for (const orrery::api::RequiredBody &body : orrery::api::requiredBodies())
        held.append(QString::fromLatin1(body.operation.data(), qsizetype(body.operation.size())));
    for (const Operation &operation : allOperations()) {
        const QString id = QString::fromLatin1(operation.request.endpoint->id.data(),
                                               qsizetype(operation.request.endpoint->id.size()));
        QVERIFY2(operation.required.empty() || held.contains(id), qPrintable(id));
        QCOMPARE(orrery::api::missingFrom(operation.request), QStringList());
        QStringList members;
        for (const Member &member : operation.body ? operation.body->members : QList<Member>())
            members.append(member.name);
        for (const orrery::api::Required &each : operation.required) {
            const QString names = QString::fromLatin1(each.members.data(), qsizetype(each.members.size()));
            for (const QString &name : names.split(u'|'))
                QVERIFY2(members.contains(name), qPrintable(id + u' ' + name));
            // Without it the request does not leave.
            orrery::api::RequestData without = operation.request;
            QJsonObject body = QJsonDocument::fromJson(without.body).object();
            for (const QString &name : names.split(u'|'))
                body.remove(name);
            without.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
            QCOMPARE(orrery::api::missingFrom(without), QStringList{names.section(u'|', 0, 0)});
        }
        // An empty name in a path would be about something else.
        for (qsizetype i = 0; i < operation.request.pathArguments.size(); ++i) {
            orrery::api::RequestData nameless = operation.request;
            nameless.pathArguments[i].clear();
            QCOMPARE(orrery::api::missingFrom(nameless).size(), 1);
        }
    }
}

QTEST_APPLESS_MAIN(TestSpec)
#include "tst_spec.moc"
