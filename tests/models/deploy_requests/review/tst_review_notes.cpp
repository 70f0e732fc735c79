// SPDX-License-Identifier: GPL-3.0-or-later
// Notes stay with their lines while the change moves; a published comment gives its notes back, whatever was written.
#include "models/deploy_requests/review/review_format.h"
#include "models/deploy_requests/review/review_notes.h"
#include "tests/models/deploy_requests/review/review_tables.h"
#include "tests/support/suite.h"

#include <QRandomGenerator>
#include <QTest>

using namespace orrery;
using namespace orrery::models;
using namespace orrery::test;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(orrery::models::NoteAnchor)

namespace {

using Status = NotePlace::Status;

const QStringList usersLines{u" CREATE TABLE `users` ("_s, u"   `id` int,"_s, u"-  `mail` varchar(100),"_s,
                             u"+  `mail` varchar(255),"_s, u"   `a` text,"_s, u"   KEY `k` (`mail`)"_s,
                             u" ) ENGINE=InnoDB"_s};

DeployTable users(const QStringList &lines = usersLines)
{
    return changedTable(u"commerce"_s, u"users"_s, diffText(lines));
}

NoteAnchor onTable(const QString &table)
{
    NoteAnchor anchor;
    anchor.kind = NoteAnchor::Kind::Table;
    anchor.table = table;
    return anchor;
}

/// As published: by number.
NoteAnchor onLine(const QString &table, int number, NoteAnchor::Side side = NoteAnchor::Side::New)
{
    NoteAnchor anchor = onTable(table);
    anchor.kind = NoteAnchor::Kind::Line;
    anchor.side = side;
    anchor.line = number;
    return anchor;
}

ReviewNote note(const NoteAnchor &anchor, const QString &body)
{
    ReviewNote made;
    made.anchor = anchor;
    made.body = body;
    return made;
}

} // namespace

class TestReviewNotes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAnchorHoldsTheLineAndItsNeighbours()
    {
        const DeployTable table = users();
        NoteAnchor anchor = lineAnchor(table, 3);
        QCOMPARE(anchor.kind, NoteAnchor::Kind::Line);
        QCOMPARE(anchor.table, u"commerce.users"_s);
        QCOMPARE(anchor.side, NoteAnchor::Side::New);
        QCOMPARE(anchor.line, 3);
        QCOMPARE(anchor.text, u"  `mail` varchar(255),"_s);
        QCOMPARE(anchor.before, QStringList({u"CREATE TABLE `users` ("_s, u"  `id` int,"_s}));
        QCOMPARE(anchor.after, QStringList({u"  `a` text,"_s, u"  KEY `k` (`mail`)"_s}));
        anchor = lineAnchor(table, 2); // removed: on the old side
        QCOMPARE(anchor.side, NoteAnchor::Side::Old);
        QCOMPARE(anchor.line, 3);
        QCOMPARE(anchor.text, u"  `mail` varchar(100),"_s);
        QCOMPARE(lineAnchor(table, 0).before, QStringList());
        QCOMPARE(lineAnchor(table, 6).after, QStringList());
        QCOMPARE(lineAnchor(table, 99), tableAnchor(table));
        QCOMPARE(lineAnchor(changedTable(u"commerce"_s, u"users"_s, u"no diff at all"_s), 0).kind,
                 NoteAnchor::Kind::Table);
    }

    void draftsFollowTheirLines_data()
    {
        QTest::addColumn<int>("index"); // of the line in usersLines
        QTest::addColumn<QStringList>("now");
        QTest::addColumn<Status>("status");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("number");
        QTest::newRow("nothing changed") << 3 << usersLines << Status::Found << 3 << 3;
        QTest::newRow("a line came above")
            << 3 << QStringList{u" CREATE TABLE `users` ("_s, u"+  `uuid` binary(16),"_s,   u"   `id` int,"_s,
                                u"-  `mail` varchar(100),"_s, u"+  `mail` varchar(255),"_s, u" )"_s}
            << Status::Moved << 4 << 4;
        QTest::newRow("its text changed")
            << 3
            << QStringList{u" CREATE TABLE `users` ("_s, u"   `id` int,"_s, u"-  `mail` varchar(100),"_s,
                           u"+  `mail` varchar(300),"_s, u" )"_s}
            << Status::Outdated << -1 << 0;
        QTest::newRow("the last one got a comma")
            << 5
            << QStringList{u" CREATE TABLE `users` ("_s, u"   KEY `k` (`mail`),"_s, u"+  KEY `l` (`a`)"_s,
                           u" ) ENGINE=InnoDB"_s}
            << Status::Moved << 1 << 2;
        QTest::newRow("the one with its neighbours among equals")
            << 4
            << QStringList{u" CREATE TABLE `users` ("_s,
                           u"+  `x` int,"_s,
                           u"   `y` int,"_s,
                           u"   `z` int,"_s,
                           u"   `a` text,"_s, // at its number, but among strangers
                           u"   `mail` varchar(255),"_s,
                           u"   `a` text,"_s,
                           u"   KEY `k` (`mail`)"_s,
                           u" )"_s}
            << Status::Moved << 6 << 7;
        QTest::newRow("the old side stays the old side")
            << 2
            << QStringList{u" CREATE TABLE `users` ("_s, u"+  `uuid` binary(16),"_s, u"-  `mail` varchar(100),"_s,
                           u" )"_s}
            << Status::Moved << 2 << 2;
        QTest::newRow("a line that is removed now")
            << 4 << QStringList{u" CREATE TABLE `users` ("_s, u"-  `a` text,"_s, u"   `id` int"_s, u" )"_s}
            << Status::Outdated << -1 << 0;
    }
    void draftsFollowTheirLines()
    {
        QFETCH(int, index);
        QFETCH(QStringList, now);
        const NotePlace place = placeOf(lineAnchor(users(), index), {users(now)});
        QTEST(place.status, "status");
        QTEST(int(place.line), "line");
        QTEST(place.number, "number");
        QCOMPARE(place.table, 0);
    }

    void aBracketAloneIsNotFoundAnywhere()
    {
        const QStringList then{u" CREATE TABLE `a` ("_s, u"+  `x` int"_s, u" )"_s};
        const QStringList now{u" CREATE TABLE `b` ("_s, u"+  `y` int"_s, u" )"_s};
        QCOMPARE(placeOf(lineAnchor(users(then), 2), {users(then)}).status, Status::Found);
        QCOMPARE(placeOf(lineAnchor(users(then), 2), {users(now)}).status, Status::Outdated);
    }

    void publishedNotesAreFoundByNumber()
    {
        const QList<DeployTable> tables{changedTable({}, u"plain"_s, diffText(usersLines)), users()};
        QCOMPARE(placeOf(onLine(u"commerce.users"_s, 3), tables), (NotePlace{Status::Found, 1, 3, 3}));
        QCOMPARE(placeOf(onLine(u"commerce.users"_s, 3, NoteAnchor::Side::Old), tables),
                 (NotePlace{Status::Found, 1, 2, 3}));
        QCOMPARE(placeOf(onLine(u"commerce.users"_s, 40), tables), (NotePlace{Status::Outdated, 1, -1, 0}));
        QCOMPARE(placeOf(onLine(u"commerce.gone"_s, 3), tables), (NotePlace{Status::TableGone, -1, -1, 0}));
        QCOMPARE(placeOf(onTable(u"commerce.gone"_s), tables).status, Status::TableGone);
        QCOMPARE(placeOf(NoteAnchor(), {}), NotePlace());
        // The keyspace was not known to whoever wrote it.
        QCOMPARE(placeOf(onTable(u"users"_s), tables).table, 1);
        QCOMPARE(describePlace(placeOf(onTable(u"commerce.gone"_s), tables))->explanation,
                 u"The deploy request no longer changes the table this note is about."_s);
        QCOMPARE(describePlace({Status::Outdated, 1, -1, 0})->text, u"Outdated"_s);
        QVERIFY(!describePlace({Status::Found, 1, 3, 3}));
    }

    void composesOneComment()
    {
        QCOMPARE(composeReview(
                     u"Good, but for two things.\n"_s,
                     {note(onLine(u"commerce.users"_s, 13), u"use bigint"_s),
                      note(onLine(u"commerce.users"_s, 4, NoteAnchor::Side::Old), u"still read\nby the importer"_s),
                      note(onTable(u"commerce.order_items"_s), u"who reads this?\n\n    SELECT 1;"_s),
                      note(onTable(u"commerce.users"_s), u"  \n"_s), note(NoteAnchor(), u"after Friday"_s)}),
                 u"Good, but for two things.\n\n"
                 "- [commerce.users \u00b7 +13] use bigint\n"
                 "- [commerce.users \u00b7 -4] still read\n"
                 "  by the importer\n"
                 "- [commerce.order_items] who reads this?\n"
                 "\n"
                 "      SELECT 1;\n"
                 "- [whole request] after Friday"_s);
        QCOMPARE(composeReview({}, {note(onTable(u"a"_s), u"b"_s)}), u"- [a] b"_s);
        QCOMPARE(composeReview(u" only this "_s, {}), u"only this"_s);
        QCOMPARE(composeReview(u" "_s, {note(onTable(u"a"_s), u" "_s)}), QString());
    }

    void escapesWhatWouldBeTaken_data()
    {
        QTest::addColumn<QString>("summary");
        QTest::addColumn<QString>("written");
        QTest::newRow("an anchor") << u"- [users] mine"_s << u"\\- [users] mine"_s;
        QTest::newRow("an escaped anchor") << u"\\- [users] mine"_s << u"\\\\- [users] mine"_s;
        QTest::newRow("a line anchor below")
            << u"See:\n- [users \u00b7 +3] mine"_s << u"See:\n\\- [users \u00b7 +3] mine"_s;
        QTest::newRow("a task list stays one") << u"- [ ] deploy\n- [x] tell"_s << u"- [ ] deploy\n- [x] tell"_s;
        QTest::newRow("a link stays one")
            << u"- [docs](https://planetscale.com)"_s << u"- [docs](https://planetscale.com)"_s;
        QTest::newRow("within a line") << u"as in - [users] mine"_s << u"as in - [users] mine"_s;
        QTest::newRow("backslashes elsewhere") << u"\\o/ \\- [ ] x"_s << u"\\o/ \\- [ ] x"_s;
    }
    void escapesWhatWouldBeTaken()
    {
        QFETCH(QString, summary);
        QFETCH(QString, written);
        QCOMPARE(composeReview(summary, {}), written);
        QCOMPARE(parseReview(written).summary, summary);
        QVERIFY(parseReview(written).notes.isEmpty());
        const QString withNote = composeReview(summary, {note(onTable(u"a.b"_s), u"c"_s)});
        QCOMPARE(withNote, written + u"\n\n- [a.b] c"_s);
        QCOMPARE(parseReview(withNote).summary, summary);
        QCOMPARE(parseReview(withNote).notes, QList<ReviewNote>{note(onTable(u"a.b"_s), u"c"_s)});
    }

    void namesAreWrittenSafely_data()
    {
        QTest::addColumn<NoteAnchor>("anchor");
        QTest::addColumn<QString>("written");
        const auto row = [](const char *name, const QString &table, const QString &written) {
            QTest::newRow(name) << onTable(table) << written;
        };
        row("plain", u"commerce.order_items"_s, u"commerce.order_items"_s);
        row("brackets", u"a]b[c"_s, u"a\\]b\\[c"_s);
        row("backticks", u"a`b"_s, u"a\\`b"_s);
        row("backslash", u"a\\]"_s, u"a\\\\\\]"_s);
        row("emphasis", u"_a_ *b*"_s, u"\\_a\\_ \\*b\\*"_s);
        row("HTML", u"<b>&#91;"_s, u"\\<b>\\&#91;"_s);
        row("bidi", u"a\u202Eb"_s, u"a&#8238;b"_s);
        row("breaks", u"a\r\nb\tc"_s, u"a&#13;&#10;b&#9;c"_s);
        row("beyond the first plane", u"\U0001F40Bt"_s, u"\U0001F40Bt"_s);
        row("tag characters", u"a\U000E0041b"_s, u"a&#56128;&#56385;b"_s);
        row("half a pair", QString(u"a"_s) + QChar(0xd83d), u"a&#55357;"_s);
        row("spaces", u" a b "_s, u"&#32;a b&#32;"_s);
        row("looks like a line", u"a \u00b7 +3"_s, u"a &#183; +3"_s);
        row("a check box", u"x"_s, u"&#120;"_s);
        row("a checked box", u"X"_s, u"&#88;"_s);
        row("our own words", u"whole request"_s, u"&#119;hole request"_s);
        QTest::newRow("a line of such") << onLine(u"a] \u00b7 +3"_s, 7) << u"a\\] &#183; +3 \u00b7 +7"_s;
    }
    void namesAreWrittenSafely()
    {
        QFETCH(NoteAnchor, anchor);
        QFETCH(QString, written);
        const QString body = composeReview({}, {note(anchor, u"hm"_s)});
        QCOMPARE(body, u"- ["_s + written + u"] hm"_s);
        QCOMPARE(parseReview(body).notes, QList<ReviewNote>{note(anchor, u"hm"_s)});
    }

    void givesBackWhatWasWritten_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << u"use bigint"_s;
        QTest::newRow("lines") << u"one\ntwo\n\nthree"_s;
        QTest::newRow("an anchor") << u"- [users \u00b7 +3] mine\n- [users] yours"_s;
        QTest::newRow("our own words") << u"- [whole request] hm"_s;
        QTest::newRow("indented") << u"a\n    code\n  - list\n\t tab"_s;
        QTest::newRow("backticks") << u"```sql\nDROP TABLE `users`;\n```"_s;
        QTest::newRow("brackets") << u"] [ ]] [[ \\] ["_s;
        QTest::newRow("backslashes") << u"\\- [users] a\n\\\\- [users] b"_s;
        QTest::newRow("bidi") << u"\u202Eabc\u2066 \u200F"_s + u"end"_s;
        QTest::newRow("separators") << u"a\u2028b\u2029c\u0085d"_s;
        QTest::newRow("HTML") << u"<script>&amp;&#93;</script>"_s;
        QTest::newRow("emoji") << u"\U0001F469\u200D\U0001F680 ok"_s;
    }
    void givesBackWhatWasWritten()
    {
        QFETCH(QString, text);
        const QList<ReviewNote> notes{note(NoteAnchor(), text), note(onTable(u"a.b"_s), text),
                                      note(onLine(u"a.b"_s, 3, NoteAnchor::Side::Old), text)};
        const ParsedReview expected{text, notes};
        QCOMPARE(parseReview(composeReview(text, notes)), expected);
        // As a form field or another service may send it.
        QCOMPARE(parseReview(composeReview(text, notes).replace(u'\n', u"\r\n"_s) + u"\r\n\r\n"_s), expected);
    }

    void anyTextComesBack()
    {
        // Everything the format gives a meaning to, thrown together; the same each time.
        const QStringList pieces{u"- ["_s,      u"] "_s,   u"]"_s,  u"["_s,      u"\\"_s,
                                 u"\n"_s,       u"\r\n"_s, u"  "_s, u" "_s,      u"\t"_s,
                                 u"&#93;"_s,    u"&#"_s,   u";"_s,  u"x"_s,      u"whole request"_s,
                                 u"a.b"_s,      u"_"_s,    u"`"_s,  u"\u202E"_s, u"*"_s,
                                 u" \u00b7 "_s, u"+3"_s,   u"-4"_s};
        QRandomGenerator random(42);
        const auto text = [&](int most) {
            QString made;
            for (int i = random.bounded(most); i >= 0; --i)
                made += pieces.at(random.bounded(int(pieces.size())));
            return made;
        };
        const auto plain = [](QString given, bool isNote) {
            given.replace(u"\r\n"_s, u"\n"_s);
            QStringList lines = given.trimmed().split(u'\n');
            for (QString &line : lines) {
                if (isNote && line.trimmed().isEmpty())
                    line.clear();
            }
            return lines.join(u'\n');
        };
        for (int round = 0; round < 5000; ++round) {
            const QString summary = text(12);
            ParsedReview expected{plain(summary, false), {}};
            QList<ReviewNote> notes;
            for (int i = 0; i < 3; ++i) {
                notes.append(note(i == 0 ? onTable(text(4)) : onLine(text(4), i * 7), text(8)));
                if (!notes.last().body.trimmed().isEmpty())
                    expected.notes.append(note(notes.last().anchor, plain(notes.last().body, true)));
            }
            const QString body = composeReview(summary, notes);
            if (expected.notes.isEmpty())
                continue;
            const ParsedReview parsed = parseReview(body);
            QVERIFY2(parsed == expected, qPrintable(body));
        }
    }

    void lineEndsAreMadeOne()
    {
        const QString body = composeReview(u"a\r\nb\r"_s, {note(onTable(u"t"_s), u"c\r\n   \r\nd\re"_s)});
        QCOMPARE(body, u"a\nb\n\n- [t] c\n\n  d\n  e"_s);
        QCOMPARE(parseReview(body), (ParsedReview{u"a\nb"_s, {note(onTable(u"t"_s), u"c\n\nd\ne"_s)}}));
    }

    void whatIsNotOursStaysWhole_data()
    {
        QTest::addColumn<QString>("body");
        QTest::newRow("empty") << QString();
        QTest::newRow("plain") << u"  Looks good.\r\n"_s;
        QTest::newRow("text behind notes") << u"- [a.b] c\nand then"_s;
        QTest::newRow("a blank line between notes") << u"- [a.b] c\n\n- [a.b] d"_s;
        QTest::newRow("one line apart") << u"Summary\n- [a.b] c"_s;
        QTest::newRow("deeper") << u"- [a.b] c\n \n  d"_s;
        QTest::newRow("a task list") << u"- [ ] a\n- [x] b"_s;
        QTest::newRow("another number") << u"- [a.b \u00b7 +03] c"_s;
        QTest::newRow("a number too large") << u"- [a.b \u00b7 +99999999999] c"_s;
        QTest::newRow("line zero") << u"- [a.b \u00b7 +0] c"_s;
        QTest::newRow("no number") << u"- [a.b \u00b7 x] c"_s;
        QTest::newRow("no name") << u"- [] c"_s;
        QTest::newRow("an open bracket") << u"- [a.b c"_s;
        QTest::newRow("a raw bidi character") << u"- [a\u202Eb] c"_s;
        QTest::newRow("a needless entity") << u"- [&#97;] c"_s;
        QTest::newRow("a broken entity") << u"- [&#x;b] c"_s;
        QTest::newRow("a note without text") << u"- [a.b] "_s;
        QTest::newRow("ends in a backslash") << u"- [a\\"_s;
    }
    void whatIsNotOursStaysWhole()
    {
        QFETCH(QString, body);
        QCOMPARE(parseReview(body), (ParsedReview{body, {}}));
    }

    void publishesInTheOrderOfTheChanges()
    {
        const DeployTable orders = changedTable(u"commerce"_s, u"orders"_s, diffText({u" CREATE"_s, u"+  `x` int"_s}));
        const QStringList now{u" CREATE TABLE `users` ("_s, u"+  `uuid` binary(16),"_s, u"   `id` int,"_s,
                              u"   `mail` varchar(255),"_s, u" ) ENGINE=InnoDB"_s};
        const QList<ReviewNote> notes{note(onTable(u"commerce.gone"_s), u"gone"_s),
                                      note(lineAnchor(users(), 4), u"outdated"_s),
                                      note(lineAnchor(users(), 3), u"moved"_s),
                                      note(tableAnchor(users()), u"table"_s),
                                      note(lineAnchor(users(), 0), u"first"_s),
                                      note(tableAnchor(orders), u"other"_s),
                                      note(tableAnchor(orders), u" "_s),
                                      note(NoteAnchor(), u"all"_s)};
        QCOMPARE(composeReview({}, publishable(notes, {orders, users(now)})),
                 u"- [whole request] all\n"
                 "- [commerce.orders] other\n"
                 "- [commerce.users] `` `a` text, ``: outdated\n"
                 "- [commerce.users] table\n"
                 "- [commerce.users \u00b7 +1] first\n"
                 "- [commerce.users \u00b7 +4] moved\n"
                 "- [commerce.gone] gone"_s);
    }
};

ORRERY_SUITE(TestReviewNotes)
#include "tst_review_notes.moc"
