// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/diff/text_diff.h"
#include "tests/support/suite.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include <random>

using namespace orrery::models;
using Kind = DiffLine::Kind;

namespace {

/// "-old", "+new", " same", "@@ … @@", one a line.
QString asText(const UnifiedDiff &diff)
{
    QString text;
    for (const DiffLine &line : diff.lines) {
        if (line.kind != Kind::HunkHeader)
            text += QLatin1Char(line.kind == Kind::Added ? '+' : line.kind == Kind::Removed ? '-' : ' ');
        text += line.text + QLatin1Char('\n');
    }
    return text;
}

QString numbered(int count, const QString &word)
{
    QString text;
    for (int i = 1; i <= count; ++i)
        text += word + QString::number(i) + QLatin1Char('\n');
    return text;
}

/// What a diff with the whole context says of one side.
QString sideOf(const UnifiedDiff &diff, Kind missing)
{
    QString text;
    for (const DiffLine &line : diff.lines) {
        if (line.kind != missing)
            text += line.text + QLatin1Char('\n');
    }
    return text;
}

} // namespace

class TextDiffTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wholeContextHasEveryLine_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("expected");
        QTest::newRow("both empty") << QString() << QString() << QString();
        QTest::newRow("equal") << QStringLiteral("a\nb\n") << QStringLiteral("a\nb\n") << QStringLiteral(" a\n b\n");
        QTest::newRow("changed") << QStringLiteral("a\nb\nc\n") << QStringLiteral("a\nx\nc\n")
                                 << QStringLiteral(" a\n-b\n+x\n c\n");
        QTest::newRow("two in a row") << QStringLiteral("a\nb\nc\n") << QStringLiteral("x\ny\nc\n")
                                      << QStringLiteral("-a\n-b\n+x\n+y\n c\n");
        QTest::newRow("appended") << QStringLiteral("a\n") << QStringLiteral("a\nb\n") << QStringLiteral(" a\n+b\n");
        QTest::newRow("line ends do not matter")
            << QStringLiteral("a\r\nb\r\n") << QStringLiteral("a\nb") << QStringLiteral(" a\n b\n");
        QTest::newRow("empty lines do") << QStringLiteral("a\n\nb\n") << QStringLiteral("a\nb\n")
                                        << QStringLiteral(" a\n-\n b\n");
    }

    void wholeContextHasEveryLine()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QTEST(asText(diffTexts(before, after)), "expected");
    }

    void countsNumbersAndPairs()
    {
        const UnifiedDiff diff = diffTexts(QStringLiteral("id\nemail varchar(100)\nend\n"),
                                           QStringLiteral("id\nemail varchar(255)\nname\nend\n"));
        QCOMPARE(diff.added, 2);
        QCOMPARE(diff.removed, 1);
        QCOMPARE(diff.change, UnifiedDiff::Change::Modified);
        QVERIFY(diff.wellFormed);
        QCOMPARE(diff.lines.size(), 5);
        QCOMPARE(diff.lines.at(1).oldNumber, 2);
        QCOMPARE(diff.lines.at(1).newNumber, 0);
        QCOMPARE(diff.lines.at(4).oldNumber, 3);
        QCOMPARE(diff.lines.at(4).newNumber, 4);
        QCOMPARE(diff.pairs, (QList<DiffPair>{{0, 0}, {1, 2}, {-1, 3}, {4, 4}}));
        QCOMPARE(diff.lines.at(2).changedRanges, (QList<std::pair<int, int>>{{14, 3}}));
    }

    void oneSideEmptyIsAnAddedOrDeletedTable()
    {
        QCOMPARE(diffTexts({}, QStringLiteral("a\n")).change, UnifiedDiff::Change::Added);
        QCOMPARE(diffTexts(QStringLiteral("a\n"), {}).change, UnifiedDiff::Change::Deleted);
    }

    void contextMakesHunks_data()
    {
        QTest::addColumn<int>("context");
        QTest::addColumn<QString>("expected");
        QTest::newRow("none") << 0 << QStringLiteral("@@ -2 +2 @@\n-l2\n+x\n@@ -6,0 +7 @@\n+y\n");
        QTest::newRow("one") << 1
                             << QStringLiteral("@@ -1,3 +1,3 @@\n l1\n-l2\n+x\n l3\n@@ -6,2 +6,3 @@\n l6\n+y\n l7\n");
        QTest::newRow("so many that they touch")
            << 2 << QStringLiteral("@@ -1,8 +1,9 @@\n l1\n-l2\n+x\n l3\n l4\n l5\n l6\n+y\n l7\n l8\n");
        QTest::newRow("more than there are")
            << 50 << QStringLiteral("@@ -1,9 +1,10 @@\n l1\n-l2\n+x\n l3\n l4\n l5\n l6\n+y\n l7\n l8\n l9\n");
    }

    void contextMakesHunks()
    {
        QFETCH(int, context);
        const QString before = numbered(9, QStringLiteral("l"));
        QString after = before;
        after.replace(QStringLiteral("l2\n"), QStringLiteral("x\n"))
            .replace(QStringLiteral("l6\n"), QStringLiteral("l6\ny\n"));
        QTEST(asText(diffTexts(before, after, context)), "expected");
    }

    void equalTextsWithContextAreEmpty()
    {
        const QString text = numbered(9, QStringLiteral("l"));
        QCOMPARE(diffTexts(text, text, 3).lines.size(), 0);
    }

    void patchIsWhatPatchReads()
    {
        const UnifiedDiff diff = diffTexts(QStringLiteral("a\nb\nc\n"), QStringLiteral("a\nx\nc\n"));
        QCOMPARE(asPatch(diff, QStringLiteral("shop.users.sql")),
                 QStringLiteral("--- a/shop.users.sql\n+++ b/shop.users.sql\n@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n"));
        QCOMPARE(asPatch(diffTexts({}, QStringLiteral("a\n")), QStringLiteral("t")),
                 QStringLiteral("--- /dev/null\n+++ b/t\n@@ -0,0 +1 @@\n+a\n"));
        QCOMPARE(asPatch(diffTexts(QStringLiteral("a\n"), {}), QStringLiteral("t")),
                 QStringLiteral("--- a/t\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n"));
        QCOMPARE(asPatch(diffTexts(QStringLiteral("a\n"), QStringLiteral("a\n")), QStringLiteral("t")), QString());
    }

    void patchMarksAMissingLineEnd_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("hunk");
        const QString mark = QStringLiteral("\\ No newline at end of file\n");
        QTest::newRow("of both, changed")
            << QStringLiteral("a\nb") << QStringLiteral("a\nc")
            << QStringLiteral("@@ -1,2 +1,2 @@\n a\n-b\n") + mark + QStringLiteral("+c\n") + mark;
        QTest::newRow("of both, unchanged") << QStringLiteral("a\nb") << QStringLiteral("c\nb")
                                            << QStringLiteral("@@ -1,2 +1,2 @@\n-a\n+c\n b\n") + mark;
        QTest::newRow("behind what is appended")
            << QStringLiteral("a\nb") << QStringLiteral("a\nb\nc")
            << QStringLiteral("@@ -1,2 +1,3 @@\n a\n-b\n") + mark + QStringLiteral("+b\n+c\n") + mark;
        QTest::newRow("before only") << QStringLiteral("a\nb") << QStringLiteral("c\nb\n")
                                     << QStringLiteral("@@ -1,2 +1,2 @@\n-a\n-b\n") + mark + QStringLiteral("+c\n+b\n");
        QTest::newRow("out of sight") << QStringLiteral("a\n1\n2\n3\n4\n5") << QStringLiteral("b\n1\n2\n3\n4\n5")
                                      << QStringLiteral("@@ -1,4 +1,4 @@\n-a\n+b\n 1\n 2\n 3\n");
        QTest::newRow("a new table") << QString() << QStringLiteral("a")
                                     << QStringLiteral("@@ -0,0 +1 @@\n+a\n") + mark;
    }
    void patchMarksAMissingLineEnd()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(QString, hunk);
        const QString patch = asPatch(diffTexts(before, after), QStringLiteral("t"));
        QCOMPARE(patch.mid(patch.indexOf(QStringLiteral("@@"))), hunk);
        // A diff that comes with the marks is written with them again.
        QCOMPARE(asPatch(parseUnifiedDiff(patch), QStringLiteral("t")), patch);
    }

    void patchNamesEndWhereTheyShould()
    {
        const auto header = [](const QString &name) {
            return asPatch(diffTexts(QStringLiteral("a\n"), QStringLiteral("b\n")), name)
                .section(QLatin1Char('\n'), 0, 1);
        };
        QCOMPARE(header(QStringLiteral("two words.sql")),
                 QStringLiteral("--- a/two words.sql\t\n+++ b/two words.sql\t"));
        QCOMPARE(header(QStringLiteral("it\"s\t.sql")),
                 QStringLiteral("--- \"a/it\\\"s\\011.sql\"\n+++ \"b/it\\\"s\\011.sql\""));
    }

    void aCopiedPatchApplies_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QString table = QStringLiteral("CREATE TABLE `t` (\n");
        for (int i = 0; i < 9; ++i)
            table += QStringLiteral("  `c%1` int,\n").arg(i);
        const QString open = table + QStringLiteral(") ENGINE=InnoDB");
        const auto with = [&open](const QString &from, const QString &to) { return QString(open).replace(from, to); };
        const QString plain = QStringLiteral("t.sql");
        QTest::newRow("the last line") << plain << open << open + QStringLiteral(" COMMENT='x'");
        QTest::newRow("near the end") << plain << open << with(QStringLiteral("c8` int"), QStringLiteral("c8` bigint"));
        QTest::newRow("three lines before the end")
            << plain << open << with(QStringLiteral("c6` int"), QStringLiteral("c6` bigint"));
        QTest::newRow("far from the end")
            << plain << open << with(QStringLiteral("c1` int"), QStringLiteral("c1` bigint"));
        QTest::newRow("two places") << plain << open
                                    << with(QStringLiteral("c0` int"), QStringLiteral("c0` bigint"))
                + QStringLiteral(" COMMENT='x'");
        QTest::newRow("gets a line end") << plain << open << open + QStringLiteral(" COMMENT='x'\n");
        QTest::newRow("loses its line end")
            << plain << open + QLatin1Char('\n') << open + QStringLiteral(" COMMENT='x'");
        QTest::newRow("lines behind the last one")
            << plain << open << open + QStringLiteral("\nPARTITION BY HASH (`c0`)");
        QTest::newRow("lines behind the last one go")
            << plain << open + QStringLiteral("\nPARTITION BY HASH (`c0`)") << open;
        QTest::newRow("a name with blanks")
            << QStringLiteral("open baskets.sql") << open << open + QStringLiteral(" COMMENT='x'");
        QTest::newRow("a name in quotes")
            << QStringLiteral("say \"hi\".sql") << open << open + QStringLiteral(" COMMENT='x'");
        QTest::newRow("a name with letters")
            << QStringLiteral("größe.sql") << open << open + QStringLiteral(" COMMENT='x'");
        QTest::newRow("a new table") << plain << QString() << open;
        QTest::newRow("a table that goes") << plain << open << QString();
    }
    void aCopiedPatchApplies()
    {
        QFETCH(QString, name);
        QFETCH(QString, before);
        QFETCH(QString, after);
        const QByteArray patch = asPatch(diffTexts(before, after), name).toUtf8();
        bool tried = false;
        for (const QStringList &command :
             {QStringList{QStringLiteral("git"), QStringLiteral("apply"), QStringLiteral("-")},
              QStringList{QStringLiteral("patch"), QStringLiteral("-p1"), QStringLiteral("--no-backup-if-mismatch")}}) {
            if (QStandardPaths::findExecutable(command.first()).isEmpty())
                continue;
            tried = true;
            const QTemporaryDir folder;
            QFile file(folder.filePath(name));
            if (!before.isEmpty()) {
                QVERIFY(file.open(QIODevice::WriteOnly));
                file.write(before.toUtf8());
                file.close();
            }
            QProcess process;
            process.setWorkingDirectory(folder.path());
            process.setProcessChannelMode(QProcess::MergedChannels);
            process.start(command.first(), command.mid(1));
            process.write(patch);
            process.closeWriteChannel();
            QVERIFY(process.waitForFinished());
            const QByteArray said = command.first().toUtf8() + ": " + process.readAll() + patch;
            QVERIFY2(process.exitCode() == 0, said.constData());
            QCOMPARE(file.exists(), !after.isEmpty());
            if (after.isEmpty())
                continue;
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(QString::fromUtf8(file.readAll()), after);
        }
        if (!tried)
            QSKIP("neither git nor patch is installed");
    }

    void patchKeepsTheHunksOfADiffThatHasThem()
    {
        const UnifiedDiff diff = parseUnifiedDiff(QStringLiteral("@@ -10,3 +10,3 @@\n a\n-b\n+x\n c\n"
                                                                 "@@ -20,2 +20,3 @@\n d\n+e\n f\n"));
        QCOMPARE(
            asPatch(diff, QStringLiteral("t")),
            QStringLiteral("--- a/t\n+++ b/t\n@@ -10,3 +10,3 @@\n a\n-b\n+x\n c\n@@ -20,2 +20,3 @@\n d\n+e\n f\n"));
    }

    void bothSidesCanBeReadBack()
    {
        std::mt19937 random(3);
        const auto text = [&random](unsigned different) {
            QString out;
            for (unsigned left = random() % 40; left > 0; --left)
                out += QStringLiteral("line ") + QString::number(random() % different) + QLatin1Char('\n');
            return out;
        };
        for (int round = 0; round < 300; ++round) {
            const unsigned different = 1 + random() % 30;
            const QString before = text(different);
            const QString after = text(different);
            const UnifiedDiff diff = diffTexts(before, after);
            QCOMPARE(sideOf(diff, Kind::Added), before);
            QCOMPARE(sideOf(diff, Kind::Removed), after);
            // And what is written as a patch is read as the same change.
            const UnifiedDiff read = parseUnifiedDiff(asPatch(diff, QStringLiteral("t")));
            QCOMPARE(read.added, diff.added);
            QCOMPARE(read.removed, diff.removed);
        }
    }

    void aHundredThousandDifferentLinesEnd()
    {
        const UnifiedDiff diff =
            diffTexts(numbered(100'000, QStringLiteral("old ")), numbered(100'000, QStringLiteral("new ")));
        QCOMPARE(diff.added, 100'000);
        QCOMPARE(diff.removed, 100'000);
        QCOMPARE(diff.pairs.size(), 100'000);
    }
};

ORRERY_SUITE(TextDiffTest)
#include "tst_text_diff.moc"
