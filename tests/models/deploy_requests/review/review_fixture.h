// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/utc.h"
#include "models/core/local_database.h"
#include "models/deploy_requests/review/review_store.h"
#include "tests/models/deploy_requests/review/review_tables.h"
#include "tests/models/model_features.h"
#include "tests/support/manual_clock.h"

#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

namespace orrery::test {

inline const QDateTime noon(QDate(2026, 3, 1), QTime(12, 0), orrery::kUtc);

inline models::DeployTable table(const QString &name, const QString &line = QStringLiteral("a int"))
{
    return changedTable(QStringLiteral("shop"), name,
                        diffText({QStringLiteral(" CREATE TABLE `%1` (").arg(name), QStringLiteral("+  ") + line,
                                  QStringLiteral(" )")}));
}

inline models::DeployTable dropping(const QString &name, const QString &line = QStringLiteral("a int"))
{
    models::DeployTable made = table(name, line);
    made.canDropData = true;
    made.dropped = QStringList{name + QStringLiteral(".total")};
    return made;
}

inline QVariant valueOf(models::LocalDatabase &database, const QString &statement)
{
    QVariant value;
    bool done = false;
    QObject context;
    database.run(
        [&value, statement](QSqlDatabase &connection) {
            QSqlQuery query(connection);
            value = query.exec(statement) && query.next() ? query.value(0) : QVariant(query.lastError().text());
        },
        &context, [&done] { done = true; });
    static_cast<void>(QTest::qWaitFor([&done] { return done; }));
    return value;
}

inline std::optional<models::InterReviewDiff> diffOf(models::ReviewStore &store, const QString &tableId,
                                                     models::ReviewStore::Baseline baseline)
{
    std::optional<std::optional<models::InterReviewDiff>> answer;
    store.interReviewDiff(tableId, baseline, &store, [&answer](const auto &diff) { answer.emplace(diff); });
    if (answer) // must not come before the call has returned
        return std::nullopt;
    static_cast<void>(QTest::qWaitFor([&answer] { return answer.has_value(); }));
    return answer.value_or(std::nullopt);
}

inline QStringList changedLines(const models::UnifiedDiff &diff)
{
    QStringList lines;
    for (const models::DiffLine &line : diff.lines) {
        if (line.kind == models::DiffLine::Kind::Added || line.kind == models::DiffLine::Kind::Removed)
            lines.append((line.kind == models::DiffLine::Kind::Added ? QStringLiteral("+") : QStringLiteral("-"))
                         + line.text);
    }
    return lines;
}

/// A database file with a clock; stores on it.
struct ReviewFixture
{
    QTemporaryDir dir;
    ManualClock clock;
    QString path = dir.filePath(QStringLiteral("orrery.sqlite"));
    std::unique_ptr<models::LocalDatabase> database = std::make_unique<models::LocalDatabase>(path, allTables());

    [[nodiscard]] models::StoreContext context(const QString &account = QStringLiteral("account-1")) const
    {
        return {.client = nullptr, .database = database.get(), .journal = nullptr, .clock = &clock, .account = account};
    }
    /// A store with what was kept read.
    [[nodiscard]] std::unique_ptr<models::ReviewStore> store(const QList<models::DeployTable> &tables,
                                                             qint64 number = 42,
                                                             const QString &account = QStringLiteral("account-1")) const
    {
        auto made = std::make_unique<models::ReviewStore>(context(account), QStringLiteral("acme"),
                                                          QStringLiteral("shop"), number);
        made->setTables(tables);
        made->open();
        static_cast<void>(QTest::qWaitFor([&made] { return made->isLoaded(); }));
        return made;
    }
    /// Ends the run and begins another one.
    void restart()
    {
        database.reset();
        database = std::make_unique<models::LocalDatabase>(path, allTables());
    }
};

} // namespace orrery::test
