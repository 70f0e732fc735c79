// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/error_text.h"
#include "models/core/list_store.h"
#include "tests/models/service_fixture.h"

// What every list of resources has to hold, said once.

namespace orrery::test {

/// A list answer with these rows.
inline QByteArray listJson(const QByteArray &rows, const QByteArray &next = "null")
{
    return "{\"type\":\"list\",\"current_page\":1,\"per_page\":100,\"next_page\":" + next + ",\"data\":[" + rows + "]}";
}

/// What a row shows, column by column; the locale's own blanks read as plain ones.
template<class Row>
QStringList cells(const QList<models::Column<Row>> &columns, const Row &row)
{
    models::ResourceListModel<Row> model(columns, [](const Row &r) { return r.id; });
    model.upsert({row});
    QStringList all;
    for (int column = 0; column < model.columnCount(); ++column)
        all.append(model.index(0, column).data().toString().replace(QChar(0xa0), QLatin1Char(' ')));
    return all;
}

/// The same of a row as the service sends it.
template<class Row>
QStringList cellsOf(const QList<models::Column<Row>> &columns, const QByteArray &json)
{
    const auto row = api::Codec<Row>::decode(json);
    return row ? cells(columns, *row) : QStringList{QStringLiteral("cannot be decoded")};
}

/// Titles of the columns, those hidden at first in brackets.
template<class Row>
QStringList titles(const QList<models::Column<Row>> &columns)
{
    QStringList all;
    for (const models::Column<Row> &column : columns)
        all.append(column.hiddenByDefault ? QStringLiteral("[%1]").arg(column.title) : column.title);
    return all;
}

/// Reads a list of `rows` from the service, opens it again over the same local database while the service is silent, and
/// compares: every row that was kept is the row that was sent. Empty when all is well, else what is not.
template<class Row>
QString differenceOfKept(ServiceFixture &fixture, const typename models::ListStore<Row>::Spec &spec,
                         const QByteArray &rows)
{
    using Phase = models::LoadState::Phase;
    const QByteArray line = "GET /v1" + spec.list({}).encodedPath().toLatin1();
    fixture.peer.set(line, 200, listJson(rows));
    models::ListStore<Row> first(fixture.context(), spec);
    first.open();
    if (!QTest::qWaitFor([&] { return first.state().phase == Phase::Ready; }))
        return QStringLiteral("not loaded");
    if (first.rows().isEmpty())
        return QStringLiteral("nothing loaded");
    fixture.peer.set(line, ServiceStub::hold, {});
    fixture.clock.advance(std::chrono::hours(1));
    models::ListStore<Row> second(fixture.context(), spec);
    second.open();
    if (!QTest::qWaitFor([&] { return second.state().hasContent; }))
        return QStringLiteral("nothing kept");
    if (!second.state().isLoading())
        return QStringLiteral("not refreshed behind");
    return second.rows() == first.rows() ? QString() : QStringLiteral("the kept rows differ");
}

/// Columns of a data-driven test of how a list fails; see addFailure and checkFailure.
inline void failureColumns()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("beginning");
}

/// `beginning`: how the paragraph begins that a person reads.
inline void addFailure(const char *tag, int status, const QByteArray &body, const QString &beginning)
{
    QTest::newRow(tag) << status << body << beginning;
}

template<class Row>
void checkFailure(ServiceFixture &fixture, const typename models::ListStore<Row>::Spec &spec)
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, beginning);
    fixture.peer.set("GET /v1" + spec.list({}).encodedPath().toLatin1(), status, body);
    models::ListStore<Row> store(fixture.context(), spec);
    store.refresh();
    QTRY_COMPARE(store.state().phase, models::LoadState::Phase::Failed);
    const QString told = models::describeError(*store.state().error, store.failureTitle()).paragraph();
    QVERIFY2(told.startsWith(beginning), qPrintable(told));
    QVERIFY(store.rows().isEmpty());
}

/// Columns of a data-driven test of states in words; see addWord and checkWord.
inline void wordColumns()
{
    QTest::addColumn<models::StateWord>("word");
    QTest::addColumn<models::Tone>("tone");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("explanation");
}

inline void addWord(const char *tag, const models::StateWord &word, models::Tone tone, const QString &text,
                    const QString &explanation)
{
    QTest::newRow(tag) << word << tone << text << explanation;
}

inline void checkWord()
{
    QFETCH(models::StateWord, word);
    QFETCH(models::Tone, tone);
    QFETCH(QString, text);
    QFETCH(QString, explanation);
    QCOMPARE(word.tone, tone);
    QCOMPARE(word.text, text);
    QCOMPARE(word.explanation, explanation);
}

} // namespace orrery::test
