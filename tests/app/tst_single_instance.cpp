// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/single_instance.h"
#include "tests/support/suite.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest/QtTest>

using namespace orrery;
using namespace Qt::StringLiterals;

using Outcome = SingleInstance::Outcome;

namespace {

Outcome outcomeOf(const QSignalSpy &spy)
{
    return spy.isEmpty() ? Outcome::Unreachable : spy.first().first().value<Outcome>();
}

} // namespace

class TestSingleInstance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void threeAtOnce()
    {
        QTemporaryDir folder;
        SingleInstance a(folder.path());
        SingleInstance b(folder.path());
        SingleInstance c(folder.path());
        QSignalSpy decidedA(&a, &SingleInstance::decided);
        QSignalSpy decidedB(&b, &SingleInstance::decided);
        QSignalSpy decidedC(&c, &SingleInstance::decided);
        QSignalSpy links(&a, &SingleInstance::linkReceived);
        a.decide({});
        b.decide(u"orrery://acme/shop"_s);
        c.decide(u"orrery://acme"_s);
        QTRY_COMPARE(decidedA.size() + decidedB.size() + decidedC.size(), 3);
        QCOMPARE(outcomeOf(decidedA), Outcome::First);
        QCOMPARE(outcomeOf(decidedB), Outcome::HandedOver);
        QCOMPARE(outcomeOf(decidedC), Outcome::HandedOver);
        QCOMPARE(links.size(), 2);
        QCOMPARE(a.listenProblem(), QString());
    }

    void theSocketIsInTheFolder()
    {
#ifdef Q_OS_UNIX
        QTemporaryDir folder;
        SingleInstance one(folder.path());
        QSignalSpy decided(&one, &SingleInstance::decided);
        one.decide({});
        QTRY_COMPARE(outcomeOf(decided), Outcome::First);
        const QFileInfo socket(folder.filePath(u"orrery.socket"_s));
        QVERIFY(socket.exists());
        QVERIFY(
            !(socket.permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)));
#else
        QSKIP("Pipes are in no folder on this system");
#endif
    }

    void aFolderDeepDown()
    {
        QTemporaryDir folder;
        const QString deep = folder.filePath(QString(90, u'd'));
        QVERIFY(QDir().mkpath(deep));
        SingleInstance one(deep);
        SingleInstance two(deep);
        QSignalSpy first(&one, &SingleInstance::decided);
        QSignalSpy second(&two, &SingleInstance::decided);
        one.decide({});
        QTRY_COMPARE(outcomeOf(first), Outcome::First);
        two.decide({});
        QTRY_COMPARE(outcomeOf(second), Outcome::HandedOver);
    }

    void locksThatAreLeftOver_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("minutesOld");
        QTest::addColumn<bool>("heals");
        QTest::newRow("empty") << QByteArray() << 5 << true;
        QTest::newRow("garbage") << QByteArray("\0\xff nonsense", 11) << 5 << true;
        QTest::newRow("of a process that is gone")
            << QByteArray("999999999\northery\n" + QSysInfo::machineHostName().toUtf8() + "\n") << 0 << true;
        QTest::newRow("of another machine, old") << QByteArray("4711\norrery\nanother-machine\n") << 600 << true;
        QTest::newRow("of another machine, fresh") << QByteArray("4711\norrery\nanother-machine\n") << 0 << false;
    }
    void locksThatAreLeftOver()
    {
        QFETCH(QByteArray, content);
        QFETCH(int, minutesOld);
        QFETCH(bool, heals);
        QTemporaryDir folder;
        QFile lock(folder.filePath(u"orrery.lock"_s));
        QVERIFY(lock.open(QIODevice::WriteOnly));
        lock.write(content);
        lock.flush();
        QVERIFY(lock.setFileTime(QDateTime::currentDateTime().addSecs(-60 * minutesOld),
                                 QFileDevice::FileModificationTime));
        lock.close();
        SingleInstance one(folder.path());
        QSignalSpy decided(&one, &SingleInstance::decided);
        one.decide({});
        QTRY_COMPARE_WITH_TIMEOUT(decided.size(), 1, 10'000);
        QCOMPARE(outcomeOf(decided), heals ? Outcome::First : Outcome::Unreachable);
    }

    void aSocketThatIsLeftOver()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"orrery.socket"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        SingleInstance one(folder.path());
        QSignalSpy decided(&one, &SingleInstance::decided);
        one.decide({});
        QTRY_COMPARE(outcomeOf(decided), Outcome::First);
        QCOMPARE(one.listenProblem(), QString());
    }

    void longAndSilentStarts()
    {
        QTemporaryDir folder;
        SingleInstance one(folder.path());
        QSignalSpy decided(&one, &SingleInstance::decided);
        QSignalSpy links(&one, &SingleInstance::linkReceived);
        one.decide({});
        QTRY_COMPARE(outcomeOf(decided), Outcome::First);
        QLocalSocket silent;
        silent.connectToServer(folder.filePath(u"orrery.socket"_s));
        QVERIFY(silent.waitForConnected());
        QLocalSocket loud;
        loud.connectToServer(folder.filePath(u"orrery.socket"_s));
        QVERIFY(loud.waitForConnected());
        loud.write(QByteArray(1'000'000, 'x'));
        SingleInstance two(folder.path());
        QSignalSpy second(&two, &SingleInstance::decided);
        two.decide(u"orrery://acme"_s);
        QTRY_COMPARE(outcomeOf(second), Outcome::HandedOver);
        QTRY_VERIFY(!links.isEmpty() && links.last().first().toString() == u"orrery://acme"_s);
        QTRY_VERIFY_WITH_TIMEOUT(silent.state() == QLocalSocket::UnconnectedState, 5'000);
    }
};

ORRERY_SUITE(TestSingleInstance)
#include "tst_single_instance.moc"
