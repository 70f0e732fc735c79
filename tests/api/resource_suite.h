// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/api/resource_checks.h"

namespace orrery::api::test {

/// What the suite of every feature folder begins with: the wire names of its types and the requests of its factories, both
/// compared with literal text. A suite adds its rows and its own tests.
class ResourceSuite : public QObject
{
    Q_OBJECT

protected:
    /// addFields and addWords, a row each.
    virtual void addNames() = 0;
    /// addRequest, a row each.
    virtual void addRequests() = 0;

private Q_SLOTS:
    void initTestCase() { quietDecoding(); }

    void namesAreTheWireNames_data()
    {
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<QString>("expected");
        addNames();
    }
    void namesAreTheWireNames()
    {
        QFETCH(QStringList, names);
        QFETCH(QString, expected);
        QCOMPARE(names.join(QLatin1Char(' ')), expected);
    }

    void requests_data()
    {
        QTest::addColumn<RequestData>("request");
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("query");
        QTest::addColumn<QByteArray>("body");
        addRequests();
    }
    void requests()
    {
        QFETCH(RequestData, request);
        QFETCH(QString, method);
        QFETCH(QString, path);
        QFETCH(QString, query);
        QFETCH(QByteArray, body);
        QCOMPARE(QString(methodName(request.method())), method);
        QCOMPARE(request.encodedPath(), path);
        QCOMPARE(request.encodedQuery(), query);
        QCOMPARE(request.body, body);
    }
};

} // namespace orrery::api::test
