// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/csv.h"
#include "tests/support/suite.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace orrery::models;

namespace {

/// "1: a|b" for each row, whole or byte by byte.
QStringList rowsOf(const QByteArray &text, bool byByte, bool *whole)
{
    QStringList rows;
    CsvReader reader([&rows](qint64 line, const QList<QByteArray> &cells) {
        rows.append(QString::number(line) + u": "_s + QString::fromUtf8(cells.join('|')));
    });
    *whole = true;
    if (byByte) {
        // A mark of three bytes comes in one piece: blocks of a file are never that short.
        const qsizetype begin = text.startsWith("\xef\xbb\xbf") ? 3 : 1;
        *whole = reader.feed(QByteArrayView(text).first(std::min(begin, text.size())));
        for (qsizetype i = begin; i < text.size() && *whole; ++i)
            *whole = reader.feed(QByteArrayView(text).sliced(i, 1));
    } else {
        *whole = reader.feed(text);
    }
    *whole = *whole && reader.finish();
    return rows;
}

} // namespace

class TestCsv : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesCells_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("cell");
        QTest::newRow("plain") << u"main"_s << u"main"_s;
        QTest::newRow("empty") << u""_s << u""_s;
        QTest::newRow("comma") << u"a,b"_s << u"\"a,b\""_s;
        QTest::newRow("quote") << u"say \"hi\""_s << u"\"say \"\"hi\"\"\""_s;
        QTest::newRow("line") << u"a\nb"_s << u"\"a\nb\""_s;
        QTest::newRow("formula") << u"=1+1"_s << u"'=1+1"_s;
        QTest::newRow("shard") << u"-80"_s << u"'-80"_s;
        QTest::newRow("last shard") << u"80-"_s << u"80-"_s;
        QTest::newRow("at") << u"@SUM(A1,B1)"_s << u"\"'@SUM(A1,B1)\""_s;
        QTest::newRow("tab") << u"\tx"_s << u"'\tx"_s;
        QTest::newRow("apostrophe") << u"'s"_s << u"'s"_s;
        QTest::newRow("apostrophe and formula") << u"'-80"_s << u"''-80"_s;
        QTest::newRow("two of them") << u"''=x"_s << u"'''=x"_s;
        QTest::newRow("only apostrophes") << u"''"_s << u"''"_s;
        QTest::newRow("beyond ASCII") << u"Bücher, 書"_s << u"\"Bücher, 書\""_s;
    }
    void writesCells()
    {
        QFETCH(QString, text);
        QFETCH(QString, cell);
        QCOMPARE(csvCell(text), cell);
        // And back, by way of the reader.
        QString again;
        CsvReader reader(
            [&again](qint64, const QList<QByteArray> &cells) { again = csvText(QString::fromUtf8(cells.at(1))); });
        QVERIFY(reader.feed("x," + cell.toUtf8() + "\r\n"));
        QCOMPARE(again, text);
    }

    void readsRows_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("rows");
        QTest::addColumn<bool>("whole");
        const auto row = [](const char *name, const QByteArray &text, const QStringList &rows, bool whole = true) {
            QTest::newRow(name) << text << rows << whole;
        };
        row("nothing", "", {});
        row("one", "a,b\r\n", {u"1: a|b"_s});
        row("no end", "a,b", {u"1: a|b"_s});
        row("line feeds", "a\nb\n", {u"1: a"_s, u"2: b"_s});
        row("empty lines", "\r\na,b\r\n\r\n\nc,d\n\n", {u"2: a|b"_s, u"5: c|d"_s});
        row("empty cells", ",,\r\n", {u"1: ||"_s});
        row("quotes", "\"a,\"\"b\"\"\",c\n", {u"1: a,\"b\"|c"_s});
        row("lines in quotes", "\"a\r\nb\",c\nd,e\n", {u"1: a\r\nb|c"_s, u"3: d|e"_s});
        row("a quote within", "a\"b,c\"\n", {u"1: a\"b|c\""_s});
        row("text behind a quote", "\"a\"b,c\n", {u"1: ab|c"_s});
        row("a return within", "a\rb,c\n", {u"1: a\rb|c"_s});
        row("a return at the end", "a,b\r", {u"1: a|b"_s});
        row("a mark",
            "\xef\xbb\xbf"
            "a,b\n",
            {u"1: a|b"_s});
        row("an open quote", "a,b\n\"c,d\n", {u"1: a|b"_s}, false);
        row("an empty quoted cell", "\"\",a\n", {u"1: |a"_s});
    }
    void readsRows()
    {
        QFETCH(QByteArray, text);
        QFETCH(QStringList, rows);
        QFETCH(bool, whole);
        bool isWhole = false;
        QCOMPARE(rowsOf(text, false, &isWhole), rows);
        QCOMPARE(isWhole, whole);
        QCOMPARE(rowsOf(text, true, &isWhole), rows);
        QCOMPARE(isWhole, whole);
    }

    void readsTheSameInAnyPieces()
    {
        QRandomGenerator random(5);
        const QByteArray letters("a,\"\r\n'x=");
        for (int i = 0; i < 3000; ++i) {
            QByteArray text;
            for (int length = random.bounded(40); length > 0; --length)
                text.append(letters.at(random.bounded(int(letters.size()))));
            bool whole = false;
            bool wholeInPieces = false;
            QCOMPARE(rowsOf(text, true, &wholeInPieces), rowsOf(text, false, &whole));
            QCOMPARE(wholeInPieces, whole);
        }
    }

    void refusesARowWithoutEnd()
    {
        int rows = 0;
        CsvReader reader([&rows](qint64, const QList<QByteArray> &) { ++rows; });
        QVERIFY(reader.feed("a,b\nc,\""));
        QVERIFY(!reader.feed(QByteArray(CsvReader::longestRow, 'x')));
        QVERIFY(!reader.feed("\"\nd,e\n"));
        QVERIFY(!reader.finish());
        QCOMPARE(rows, 1);
        QCOMPARE(reader.line(), qint64(2));
    }
};

ORRERY_SUITE(TestCsv)
#include "tst_csv.moc"
