// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/service_token.h"
#include "tests/support/suite.h"

#include <QtTest>

using namespace orrery::api;
using Problem = ServiceTokenProblem;

Q_DECLARE_METATYPE(orrery::api::ServiceTokenProblem)

class TestServiceToken : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void takesWhatIsRight_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("token");
        QTest::newRow("plain") << "abcdef123456"
                               << "pscale_tkn_Zx-9_y";
        QTest::newRow("blanks around") << "  abcdef123456\n"
                                       << "\tpscale_tkn_Zx-9_y ";
        QTest::newRow("header pasted into the id field") << "abcdef123456:pscale_tkn_Zx-9_y"
                                                         << "";
        QTest::newRow("header pasted into the token field") << ""
                                                            << "abcdef123456:pscale_tkn_Zx-9_y";
        QTest::newRow("header beside its own id") << "abcdef123456"
                                                  << "abcdef123456:pscale_tkn_Zx-9_y";
    }
    void takesWhatIsRight()
    {
        QFETCH(QString, id);
        QFETCH(QString, token);
        const ServiceTokenInput input = readServiceToken(id, token);
        QCOMPARE(input.problem, Problem::None);
        QCOMPARE(input.token.id, QStringLiteral("abcdef123456"));
        QCOMPARE(input.token.authorization(), QByteArray("abcdef123456:pscale_tkn_Zx-9_y"));
    }

    void namesWhatIsWrong_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("token");
        QTest::addColumn<Problem>("problem");
        QTest::newRow("nothing") << ""
                                 << "" << Problem::MissingId;
        QTest::newRow("no id") << ""
                               << "pscale_tkn_x" << Problem::MissingId;
        QTest::newRow("no token") << "abcdef123456"
                                  << "" << Problem::MissingToken;
        QTest::newRow("swapped") << "pscale_tkn_x"
                                 << "abcdef123456" << Problem::Swapped;
        QTest::newRow("secret in the id field alone") << "pscale_tkn_x"
                                                      << "" << Problem::Swapped;
        QTest::newRow("secret twice") << "pscale_tkn_x"
                                      << "pscale_tkn_x" << Problem::BadId;
        QTest::newRow("id too short") << "abc"
                                      << "pscale_tkn_x" << Problem::BadId;
        QTest::newRow("id with a dash") << "abcdef-23456"
                                        << "pscale_tkn_x" << Problem::BadId;
        QTest::newRow("prefix alone") << "abcdef123456"
                                      << "pscale_tkn_" << Problem::BadToken;
        QTest::newRow("other prefix") << "abcdef123456"
                                      << "ghp_abc" << Problem::BadToken;
        QTest::newRow("line break inside") << "abcdef123456"
                                           << "pscale_tkn_a\r\nX-Evil: 1" << Problem::BadToken;
        QTest::newRow("not ASCII") << "abcdef123456" << QStringLiteral("pscale_tkn_ä") << Problem::BadToken;
        QTest::newRow("OAuth token") << "abcdef123456"
                                     << "pscale_oauth_x" << Problem::OAuthToken;
        QTest::newRow("branch password") << "abcdef123456"
                                         << "pscale_pw_x" << Problem::OAuthToken;
    }
    void namesWhatIsWrong()
    {
        QFETCH(QString, id);
        QFETCH(QString, token);
        QFETCH(Problem, problem);
        const ServiceTokenInput input = readServiceToken(id, token);
        QCOMPARE(input.problem, problem);
        QVERIFY(input.token.isEmpty());
    }

    void takesTheEnvironmentsToken()
    {
        qunsetenv("PLANETSCALE_SERVICE_TOKEN_ID");
        qunsetenv("PLANETSCALE_SERVICE_TOKEN");
        QVERIFY(!takeServiceTokenFromEnvironment());
        qputenv("PLANETSCALE_SERVICE_TOKEN_ID", "abcdef123456");
        QCOMPARE(takeServiceTokenFromEnvironment()->problem, Problem::MissingToken);
        QVERIFY(!qEnvironmentVariableIsSet("PLANETSCALE_SERVICE_TOKEN_ID"));

        qputenv("PLANETSCALE_SERVICE_TOKEN_ID", "abcdef123456");
        qputenv("PLANETSCALE_SERVICE_TOKEN", "pscale_tkn_q");
        const auto input = takeServiceTokenFromEnvironment();
        QCOMPARE(input->problem, Problem::None);
        QCOMPARE(input->token.token.reveal(), QByteArray("pscale_tkn_q"));
        // A diff tool, a browser: what is started now inherits neither.
        QVERIFY(!qEnvironmentVariableIsSet("PLANETSCALE_SERVICE_TOKEN_ID"));
        QVERIFY(!qEnvironmentVariableIsSet("PLANETSCALE_SERVICE_TOKEN"));
    }

    void secretsAreOverwrittenWhenTheyGo()
    {
        // Room kept by another QByteArray of ours shows what is left in the buffer.
        QByteArray bytes("pscale_tkn_gone");
        bytes.detach();
        Secret::wipe(bytes);
        QCOMPARE(bytes, QByteArray(15, '\0'));

        Secret first(QByteArray("a"));
        Secret copy = first;
        first = Secret(QByteArray("b"));
        QCOMPARE(copy.reveal(), QByteArray("a"));
        const Secret moved = std::move(copy);
        QCOMPARE(moved.reveal(), QByteArray("a"));
    }
};

ORRERY_SUITE(TestServiceToken)
#include "tst_service_token.moc"
