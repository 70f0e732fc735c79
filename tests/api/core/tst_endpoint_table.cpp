// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/endpoint_table.h"
#include "tests/support/suite.h"

#include <QRegularExpression>
#include <QSet>
#include <QtTest/QtTest>

using namespace orrery::api;

namespace {
QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}
} // namespace

/// The table as a whole; each row that is sent is held by the test of its factory.
class TestEndpointTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyDocumentedOperationHasARow();
    void observedOperationsAreMarked();
    void idsAndRoutesAreUnique();
    void pathsAreWellFormed();
    void summariesAreShort();
    void scopesAreWords();
    void cursorsArePagedByCursor();
    void rowsAsTheReferenceSays_data();
    void rowsAsTheReferenceSays();
};

void TestEndpointTable::everyDocumentedOperationHasARow()
{
    int documented = 0;
    for (const Endpoint *row : allEndpoints())
        documented += row->provenance == Provenance::Documented;
    QCOMPARE(documented, 199);
}

void TestEndpointTable::observedOperationsAreMarked()
{
    QStringList observed;
    for (const Endpoint *row : allEndpoints()) {
        if (row->provenance == Provenance::Observed)
            observed.append(toQString(row->id));
    }
    QCOMPARE(observed,
             (QStringList{QStringLiteral("get_branch_diff"), QStringLiteral("get_deploy_request_diff"),
                          QStringLiteral("list_scrape_targets")}));
}

void TestEndpointTable::idsAndRoutesAreUnique()
{
    QSet<QString> ids;
    QSet<QString> routes;
    for (const Endpoint *row : allEndpoints()) {
        ids.insert(toQString(row->id));
        routes.insert(QString(methodName(row->method)) + toQString(row->path));
    }
    QCOMPARE(ids.size(), qsizetype(allEndpoints().size()));
    QCOMPARE(routes.size(), qsizetype(allEndpoints().size()));
}

void TestEndpointTable::pathsAreWellFormed()
{
    static const QRegularExpression shape(QStringLiteral("^(/([a-z-]+|\\{[a-z_]+\\}))+$"));
    for (const Endpoint *row : allEndpoints())
        QVERIFY2(shape.match(toQString(row->path)).hasMatch(), row->id.data());
}

void TestEndpointTable::summariesAreShort()
{
    for (const Endpoint *row : allEndpoints()) {
        QVERIFY2(!row->summary.empty() && row->summary.size() <= 70, row->id.data());
        QVERIFY2(row->summary.back() != '.', row->id.data());
    }
}

void TestEndpointTable::scopesAreWords()
{
    static const QRegularExpression shape(QStringLiteral("^([a-z_]+( [a-z_]+)*)?$"));
    for (const Endpoint *row : allEndpoints()) {
        for (const std::string_view words :
             {row->scopes.user, row->scopes.organization, row->scopes.database, row->scopes.branch, row->accesses})
            QVERIFY2(shape.match(toQString(words)).hasMatch(), row->id.data());
    }
}

void TestEndpointTable::cursorsArePagedByCursor()
{
    QStringList cursor;
    int pages = 0;
    for (const Endpoint *row : allEndpoints()) {
        if (row->paging == Paging::Cursor)
            cursor.append(toQString(row->id));
        pages += row->paging == Paging::Pages;
        QVERIFY2(row->paging == Paging::None || row->method == Method::Get, row->id.data());
    }
    cursor.sort();
    QCOMPARE(cursor,
             (QStringList{QStringLiteral("list_audit_logs"), QStringLiteral("list_generated_query_patterns_reports")}));
    QCOMPARE(pages, 47);
}

void TestEndpointTable::rowsAsTheReferenceSays_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("organizationScopes");
    QTest::addColumn<QString>("databaseScopes");
    QTest::addColumn<QString>("branchScopes");
    QTest::addColumn<QString>("accesses");
    const auto row = [](const char *id, const char *method, const char *organization, const char *database,
                        const char *branch, const char *accesses) {
        QTest::newRow(id) << QString::fromLatin1(id) << QString::fromLatin1(method) << QString::fromLatin1(organization)
                          << QString::fromLatin1(database) << QString::fromLatin1(branch)
                          << QString::fromLatin1(accesses);
    };
    row("review_deploy_request", "POST", "approve_deploy_requests", "approve_deploy_requests", "",
        "approve_deploy_request review_deploy_request");
    row("queue_deploy_request", "POST", "deploy_deploy_requests", "deploy_deploy_requests", "",
        "create_deploy_request");
    row("create_branch", "POST", "write_branches restore_production_branch_backups restore_backups",
        "write_branches restore_production_branch_backups restore_backups", "restore_backups",
        "create_branch restore_production_branch_backup restore_backup");
    row("delete_backup", "DELETE", "delete_backups delete_production_branch_backups",
        "delete_backups delete_production_branch_backups", "delete_backups",
        "delete_backups delete_production_branch_backups");
    row("list_keyspaces", "GET", "", "", "", "read_branch");
    row("update_auto_apply", "PUT", "deploy_deploy_requests", "deploy_deploy_requests", "", "create_deploy_request");
    row("verify_workflow", "PATCH", "", "", "", "");
    row("list_audit_logs", "GET", "read_audit_logs", "", "", "read_audit_logs");
}

void TestEndpointTable::rowsAsTheReferenceSays()
{
    QFETCH(QString, id);
    for (const Endpoint *row : allEndpoints()) {
        if (toQString(row->id) != id)
            continue;
        QTEST(QString(methodName(row->method)), "method");
        QTEST(toQString(row->scopes.organization), "organizationScopes");
        QTEST(toQString(row->scopes.database), "databaseScopes");
        QTEST(toQString(row->scopes.branch), "branchScopes");
        QTEST(toQString(row->accesses), "accesses");
        return;
    }
    QFAIL("no such row");
}

ORRERY_SUITE(TestEndpointTable)
#include "tst_endpoint_table.moc"
