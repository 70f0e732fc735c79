// SPDX-License-Identifier: GPL-3.0-or-later
// Lets a MariaDB server try every change of the schema tests, and compares what it does with what we say of it.
#include "tests/interop/differences.h"
#include "tests/interop/mariadb.h"
#include "tests/interop/trial.h"
#include "tests/models/schema/type_pairs.h"

#include <QCoreApplication>
#include <QSet>
#include <QTextStream>

using namespace orrery;
using namespace orrery::interop;
using namespace Qt::StringLiterals;

namespace {

QString line(const QString &pair, const Finding &finding)
{
    return u"%1 [%2] said %3 (%4), seen %5 (%6)"_s.arg(
        pair, aspectName(finding.aspect), finding.said ? u"yes"_s : u"no"_s,
        finding.words.isEmpty() ? u"-"_s : finding.words, finding.seen ? u"yes"_s : u"no"_s,
        finding.evidence.isEmpty() ? u"-"_s : finding.evidence.left(160));
}

struct Report
{
    int agreed = 0;
    QStringList skipped;
    QStringList explained;
    QStringList unexplained;
    QSet<const Difference *> used;

    void add(const Trial &trial)
    {
        if (!trial.skipped.isEmpty())
            skipped.append(trial.pair + u": "_s + trial.skipped);
        for (const Finding &finding : trial.findings) {
            if (finding.agrees()) {
                ++agreed;
                continue;
            }
            const Difference *known = explanation(trial.pair, finding);
            (known ? explained : unexplained)
                .append(line(trial.pair, finding) + (known ? u"\n      "_s + known->reason : QString()));
            if (known)
                used.insert(known);
        }
    }
};

void print(QTextStream &out, const QString &title, const QStringList &lines)
{
    if (lines.isEmpty())
        return;
    out << title << " (" << lines.size() << ")\n";
    for (const QString &each : lines)
        out << "  " << each << '\n';
    out << '\n';
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QTextStream out(stdout);
    MariaDb database;
    if (const QString problem = database.start(); !problem.isEmpty()) {
        QTextStream(stderr) << problem << '\n';
        return 2;
    }
    Report report;
    const QString only = application.arguments().value(1);
    QList<test::SchemaPair> pairs = test::schemaPairs();
    for (const test::TypePair &types : test::typePairs()) {
        const auto table = [](const QString &type) {
            return test::ordersTable(u"`c` "_s + type, u"ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"_s);
        };
        test::SchemaPair pair;
        pair.name = u"type %1 to %2"_s.arg(types.before, types.after);
        pair.before = table(types.before);
        pair.after = table(types.after);
        pairs.append(pair);
    }
    for (const test::SchemaPair &pair : std::as_const(pairs)) {
        if (only.isEmpty() || pair.name.contains(only))
            report.add(tryPair(database, pair));
    }
    QStringList stale;
    for (const Difference &each : knownDifferences()) {
        if (only.isEmpty() && !report.used.contains(&each))
            stale.append(aspectName(each.aspect) + u" "_s + each.pair + u' ' + each.words + u": "_s + each.reason);
    }
    print(out, u"Not tried"_s, report.skipped);
    print(out, u"Differences with a reason"_s, report.explained);
    print(out, u"Reasons that explain nothing any more"_s, stale);
    print(out, u"DIFFERENCES WITHOUT A REASON"_s, report.unexplained);
    out << "MariaDB " << database.version() << ": " << report.agreed << " agree, " << report.explained.size()
        << " differ with a reason, " << report.unexplained.size() << " without\n";
    return report.unexplained.isEmpty() && stale.isEmpty() ? 0 : 1;
}
