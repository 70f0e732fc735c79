// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/service_names.h"
#include "tests/support/suite.h"

#include <QtTest>

using namespace orrery::models;
using namespace Qt::StringLiterals;

class TestServiceNames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plans()
    {
        QCOMPARE(planName(u"scaler_pro"_s), u"Scaler Pro"_s);
        QCOMPARE(planName(u"hobby"_s), u"Hobby"_s);
        QCOMPARE(planName(u"Enterprise (2026)"_s), u"Enterprise (2026)"_s);
        QCOMPARE(planName({}), QString());
    }

    void clusterSizes()
    {
        QCOMPARE(clusterSizeName(u"PS_80_AWS_X86"_s), u"PS-80"_s);
        QCOMPARE(clusterSizeName(u"PS_10"_s), u"PS-10"_s);
        QCOMPARE(clusterSizeName(u"PS_80_AWS_X86"_s, u"PS-80 Metal"_s), u"PS-80 Metal"_s);
        QCOMPARE(clusterSizeName(u"something else"_s), u"something else"_s);
    }
};

ORRERY_SUITE(TestServiceNames)
#include "tst_service_names.moc"
