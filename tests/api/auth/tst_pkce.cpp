// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/pkce.h"
#include "tests/support/suite.h"

#include <QRegularExpression>
#include <QSet>
#include <QtTest>

using namespace orrery::api;

class TestPkce : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void challengeIsTheVectorOfRfc7636()
    {
        QCOMPARE(Pkce::challengeFor("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
                 QByteArray("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
    }

    void verifierHasTheLengthAndAlphabetTheRfcAsksFor()
    {
        const Pkce pkce = Pkce::create();
        QCOMPARE(pkce.verifier.size(), 96);
        QVERIFY(QRegularExpression(QStringLiteral("^[A-Za-z0-9_-]+$"))
                    .match(QString::fromLatin1(pkce.verifier))
                    .hasMatch());
        QCOMPARE(pkce.challenge, Pkce::challengeFor(pkce.verifier));
        QCOMPARE(pkce.challenge.size(), 43);
    }

    void tokensHaveTheAskedLengthAndDoNotRepeat()
    {
        QSet<QByteArray> seen;
        for (int i = 0; i < 1000; ++i) {
            const QByteArray token = randomToken(43);
            QCOMPARE(token.size(), 43);
            seen.insert(token);
        }
        QCOMPARE(seen.size(), 1000);
        QCOMPARE(randomToken(0), QByteArray());
        QCOMPARE(randomToken(1).size(), 1);
    }
};

ORRERY_SUITE(TestPkce)
#include "tst_pkce.moc"
