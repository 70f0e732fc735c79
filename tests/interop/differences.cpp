// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/differences.h"

#include <algorithm>

namespace orrery::interop {

using namespace Qt::StringLiterals;

const QList<Difference> &knownDifferences()
{
    using A = Aspect;
    static const QList<Difference> differences{
        // An online deployment is no ALTER TABLE.
        {{},
         A::Alter,
         true,
         u"is required and has no default"_s,
         u"ALTER TABLE fills in the type's empty value; Vitess copies rows by INSERT, which is refused."_s},
        {u"a regular column becomes generated"_s,
         A::Alter,
         false,
         {},
         u"MariaDB cannot do it with ALTER TABLE at all; MySQL and a copy can."_s},
        {u"a partition goes"_s,
         A::Copy,
         true,
         {},
         u"A copy moves the rows into the next range; Vitess drops a partition of ranges as it is."_s},
        {u"a partition goes"_s, A::Alter, true, {}, u"As above: here the table is divided anew, and the rows fit."_s},
        // Ours says more than it can know.
        {u"a check changes"_s,
         A::Revert,
         true,
         {},
         u"Whether one condition follows from another is not worked out, so each change may be the stricter one."_s},
        // MariaDB does instantly what MySQL does not, or what Vitess does not take for instant.
        {{},
         A::Instant,
         true,
         u"is a required date without a default"_s,
         u"The rows get a zero date, which MySQL refuses by default; this server is asked as Vitess copies, without NO_ZERO_DATE."_s},
        {{},
         A::Instant,
         true,
         u"has a default that is not a literal"_s,
         u"MariaDB works the default out once and keeps it; MySQL adds such a column in place or by a copy."_s},
        {{},
         A::Instant,
         true,
         u"Columns change their places"_s,
         u"MariaDB has it since 10.4; MySQL copies the table."_s},
        {u"a longer text"_s, A::Instant, true, {}, u"MariaDB lengthens a varchar instantly; MySQL in place at best."_s},
        {{},
         A::Instant,
         true,
         u"changes its expression"_s,
         u"MariaDB changes a virtual column instantly; Vitess takes no changed expression for instant."_s},
        {{},
         A::Instant,
         true,
         u"loses AUTO_INCREMENT"_s,
         u"Only the definition changes in MariaDB; Vitess takes changed defaults and visibility for instant, nothing else."_s},
        {{}, A::Instant, true, u"changes its on update"_s, u"Only the definition changes; Vitess as above."_s},
        {{}, A::Instant, true, u"changes its comment"_s, u"Only the definition changes; Vitess as above."_s},
        {{},
         A::Instant,
         true,
         u"changes its collation"_s,
         u"MariaDB does it instantly for a column outside every index since 10.4; MySQL takes it for another type and copies."_s},
        {{},
         A::Instant,
         true,
         u"changes its character set"_s,
         u"MariaDB widens utf8mb3 to utf8mb4 instantly since 10.4; MySQL rebuilds the table."_s},
        {{},
         A::Instant,
         true,
         u"The table's option ENGINE"_s,
         u"MariaDB leaves it to the new engine, which accepts; InnoDB of MySQL has no instant way out."_s},
        {{},
         A::Instant,
         true,
         u"The table's name or comment"_s,
         u"Only the definition changes; Vitess takes no option of a table for instant."_s},
        {{},
         A::Instant,
         true,
         u"Index"_s,
         u"MariaDB keeps an index that is dropped and added with the same columns; Vitess takes no change of an index."_s},
        {{},
         A::Instant,
         true,
         u"Foreign key"_s,
         u"MariaDB changes it instantly while foreign_key_checks is off; MySQL in place, and Vitess not at all."_s},
        {u"a check goes"_s, A::Instant, true, {}, u"Only the definition changes; Vitess takes no check for instant."_s},
        {{}, A::Instant, true, u"The partitions change"_s, u"MariaDB asks for no algorithm when a table is divided."_s},
        {u"a check is renamed by a deployment"_s,
         A::Instant,
         false,
         {},
         u"PlanetScale does not change names that differ in what a deployment appended; the statement here does."_s},
        // Pairs of types.
        {u"type decimal(10,2) to double"_s,
         A::Copy,
         true,
         {},
         u"Fifteen digits are written as they were; the rounding shows in sums and comparisons."_s},
        {u"type decimal(10,2) to double"_s, A::Values, true, {}, u"As above."_s},
        {u"type decimal(10,2) to double"_s, A::Alter, true, {}, u"As above."_s},
        {u"type double to double(10,2)"_s,
         A::Alter,
         true,
         {},
         u"MariaDB changes the definition only; a copy refuses what has too many digits, and rounds the rest."_s},
        {u"type double to double(10,2)"_s, A::Instant, true, {}, u"As above."_s},
        {u"type varchar(100) to varchar(255)"_s,
         A::Instant,
         true,
         {},
         u"MariaDB lengthens a varchar instantly; MySQL in place at best."_s},
        {u"type point to geometry"_s, A::Instant, true, {}, u"MariaDB changes the definition only; MySQL copies."_s},
        {u"type int to date"_s,
         A::Revert,
         true,
         {},
         u"A date becomes the number of its digits: it fits, and is no date any more."_s},
        {u"type datetime to time"_s,
         A::Revert,
         true,
         {},
         u"A time gets the day of the revert: it fits, and compares as the same time."_s},
    };
    return differences;
}

const Difference *explanation(const QString &pair, const Finding &finding)
{
    const QList<Difference> &known = knownDifferences();
    const auto found = std::find_if(known.cbegin(), known.cend(), [&](const Difference &each) {
        return each.aspect == finding.aspect && each.said == finding.said && (each.pair.isEmpty() || each.pair == pair)
            && finding.words.contains(each.words);
    });
    return found == known.cend() ? nullptr : &*found;
}

} // namespace orrery::interop
