// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/token_match.h"
#include "tests/support/suite.h"

#include <QtTest>

#include <random>

using namespace orrery::models;
using Matches = std::vector<std::pair<int, int>>;

namespace {

/// By the textbook, in a table of all pairs.
std::size_t longestCommon(const std::vector<int> &a, const std::vector<int> &b)
{
    std::vector<std::vector<std::size_t>> length(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = a.size(); i-- > 0;) {
        for (std::size_t j = b.size(); j-- > 0;)
            length[i][j] = a[i] == b[j] ? length[i + 1][j + 1] + 1 : std::max(length[i + 1][j], length[i][j + 1]);
    }
    return length[0][0];
}

bool holds(const Matches &matches, const std::vector<int> &a, const std::vector<int> &b)
{
    std::pair<int, int> last{-1, -1};
    for (const auto &match : matches) {
        if (match.first <= last.first || match.second <= last.second)
            return false;
        if (a.at(static_cast<std::size_t>(match.first)) != b.at(static_cast<std::size_t>(match.second)))
            return false;
        last = match;
    }
    return true;
}

std::vector<int> rising(int count, int from = 0)
{
    std::vector<int> numbers;
    for (int i = 0; i < count; ++i)
        numbers.push_back(from + i);
    return numbers;
}

} // namespace

class TokenMatchTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void matches_data()
    {
        QTest::addColumn<std::vector<int>>("before");
        QTest::addColumn<std::vector<int>>("after");
        QTest::addColumn<Matches>("expected");
        using V = std::vector<int>;
        QTest::newRow("both empty") << V{} << V{} << Matches{};
        QTest::newRow("empty before") << V{} << V{0, 1} << Matches{};
        QTest::newRow("empty after") << V{0, 1} << V{} << Matches{};
        QTest::newRow("equal") << V{0, 1} << V{0, 1} << Matches{{0, 0}, {1, 1}};
        QTest::newRow("nothing common") << V{0, 1} << V{2, 3} << Matches{};
        QTest::newRow("one changed") << V{0, 1, 2} << V{0, 3, 2} << Matches{{0, 0}, {2, 2}};
        QTest::newRow("inserted") << V{0, 1} << V{0, 2, 1} << Matches{{0, 0}, {1, 2}};
        QTest::newRow("removed") << V{0, 2, 1} << V{0, 1} << Matches{{0, 0}, {2, 1}};
        QTest::newRow("one moved") << V{4, 0, 1, 2, 5} << V{6, 1, 2, 0, 7} << Matches{{2, 1}, {3, 2}};
        QTest::newRow("repeated at the end") << V{0, 0} << V{0, 0, 0} << Matches{{0, 0}, {1, 1}};
    }

    void matches()
    {
        QFETCH(std::vector<int>, before);
        QFETCH(std::vector<int>, after);
        QFETCH(Matches, expected);
        QVERIFY(matchTokens(before, after) == expected);
    }

    void isAsLongAsCanBe()
    {
        std::mt19937 random(1);
        for (int round = 0; round < 500; ++round) {
            std::vector<int> a(random() % 60);
            std::vector<int> b(random() % 60);
            const unsigned different = 1 + random() % 20;
            for (int &token : a)
                token = static_cast<int>(random() % different);
            for (int &token : b)
                token = static_cast<int>(random() % different);
            const Matches matches = matchTokens(a, b);
            QVERIFY(holds(matches, a, b));
            QCOMPARE(matches.size(), longestCommon(a, b));
        }
    }

    /// Each of these would take minutes and gigabytes without limits.
    void largeOnesEnd_data()
    {
        QTest::addColumn<std::vector<int>>("before");
        QTest::addColumn<std::vector<int>>("after");
        QTest::addColumn<int>("least");
        const int count = 100'000;
        QTest::newRow("nothing common") << rising(count) << rising(count, count) << 0;
        std::vector<int> reversed = rising(count);
        std::reverse(reversed.begin(), reversed.end());
        QTest::newRow("reversed") << rising(count) << reversed << 1;
        std::vector<int> blocks;
        for (int i = 0; i < count; ++i)
            blocks.push_back((i / 500 + 100) % 200 * 500 + i % 500);
        QTest::newRow("halves exchanged") << rising(count) << blocks << count / 2;
        std::vector<int> everyTenth = rising(count);
        for (std::size_t i = 0; i < everyTenth.size(); i += 10)
            everyTenth[i] += count;
        QTest::newRow("every tenth changed") << rising(count) << everyTenth << count / 10 * 9;
        std::mt19937 random(2);
        std::vector<int> few(count);
        std::vector<int> otherFew(count);
        for (int &token : few)
            token = static_cast<int>(random() % 3);
        for (int &token : otherFew)
            token = static_cast<int>(random() % 3);
        QTest::newRow("three tokens in any order") << few << otherFew << 0;
    }

    void largeOnesEnd()
    {
        QFETCH(std::vector<int>, before);
        QFETCH(std::vector<int>, after);
        QFETCH(int, least);
        QElapsedTimer timer;
        timer.start();
        const Matches matches = matchTokens(before, after);
        QVERIFY(holds(matches, before, after));
        QVERIFY2(matches.size() >= static_cast<std::size_t>(least), qPrintable(QString::number(matches.size())));
        // 0.1 s is usual; a sanitizer and a busy machine take their share.
        QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
    }

    void numbersTellTextsApart()
    {
        TokenTable table;
        QCOMPARE(table.numberOf(u"id"), 0);
        QCOMPARE(table.numberOf(u"email"), 1);
        QCOMPARE(table.numberOf(u"id"), 0);
        QCOMPARE(table.numberOf(u""), 2);
    }
};

ORRERY_SUITE(TokenMatchTest)
#include "tst_token_match.moc"
