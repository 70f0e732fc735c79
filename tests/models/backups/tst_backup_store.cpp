// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done with backups: the exact request of every intent, and what is made of each answer, of none, and of a
// backup that changed meanwhile.
#include "models/backups/backup_store.h"
#include "tests/models/list_checks.h"
#include "tests/support/suite.h"

#include <QJsonDocument>

using namespace orrery;
using namespace orrery::models;
using namespace orrery::test;
using namespace Qt::StringLiterals;
using A = BackupAction;
using Kind = ActionResult::Kind;

namespace {

const QByteArray database = "/v1/organizations/acme/databases/shop";
const QByteArray backups = database + "/branches/main/backups";
const QByteArray listLine = "GET " + backups;

QByteArray backupJson(const QByteArray &id, const QByteArray &state, const QByteArray &isProtected)
{
    return "{\"id\":\"" + id + "\",\"type\":\"Backup\",\"name\":\"" + id + "\\u202e night\",\"state\":\"" + state + '"'
        + (isProtected.isEmpty() ? QByteArray() : ",\"protected\":" + isProtected) + '}';
}

struct Fixture : ServiceDesk
{
    BackupStore store{context(), u"acme"_s, u"shop"_s, u"main"_s};
    QList<std::pair<A, ActionResult>> results;
    QStringList created;
    QList<bool> busy;

    Fixture()
    {
        peer.set(listLine, 200,
                 listJson(backupJson("free", "success", "false") + ',' + backupJson("kept", "success", "true") + ','
                          + backupJson("bare", "success", {}) + ',' + backupJson("running", "running", "false") + ','
                          + backupJson("failed", "failed", "false")));
        for (const QByteArray id : {"free", "bare", "failed"})
            peer.set(listLine + '/' + id, 200, backupJson(id, id == "failed" ? "failed" : "success", "false"));
        peer.set(listLine + "/kept", 200, backupJson("kept", "success", "true"));
        QObject::connect(&store, &BackupStore::actionFinished, &store, [this](A action, const ActionResult &result) {
            results.append({action, result});
        });
        QObject::connect(&store, &BackupStore::branchCreated, &store,
                         [this](const QString &branch) { created.append(branch); });
        QObject::connect(&store, &BackupStore::busyChanged, &store, [this](bool now) { busy.append(now); });
    }
    /// The list is there, and nothing of it counts as a request of the test.
    void open()
    {
        store.list()->open();
        QTRY_COMPARE(store.list()->state().phase, LoadState::Phase::Ready);
        peer.forget();
    }
    void perform(A action, const QString &id)
    {
        switch (action) {
        case A::Create:
            store.create({});
            break;
        case A::Restore:
            store.restore(id, {u"again"_s, u"PS_10"_s});
            break;
        case A::Delete:
            store.remove(id);
            break;
        case A::Protect:
            store.setProtected(id, true);
            break;
        case A::Unprotect:
            store.setProtected(id, false);
            break;
        }
    }
    [[nodiscard]] QByteArrayList lines() const
    {
        QByteArrayList all;
        for (const ServiceStub::Seen &seen : peer.requests())
            all.append(seen.line);
        return all;
    }
    [[nodiscard]] bool isQuiet() const { return client->pendingCount() == 0 && !store.isBusy(); }
};

} // namespace

class TestBackupStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatCreatingSends_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("keep");
        QTest::addColumn<api::PeriodUnit>("unit");
        QTest::addColumn<bool>("emergency");
        QTest::addColumn<QByteArray>("body");
        using Unit = api::PeriodUnit;
        QTest::newRow("as the service likes") << QString() << 0 << Unit::Year << false << QByteArray("{}");
        QTest::newRow("named") << u"before \"1.0\""_s << 0 << Unit::Day << false
                               << QByteArray("{\"name\":\"before \\\"1.0\\\"\"}");
        QTest::newRow("kept for three weeks")
            << QString() << 3 << Unit::Week << false << QByteArray(R"({"retention_unit":"week","retention_value":3})");
        QTest::newRow("emergency")
            << u"x"_s << 1 << Unit::Hour << true
            << QByteArray(R"({"emergency":true,"name":"x","retention_unit":"hour","retention_value":1})");
    }
    void whatCreatingSends()
    {
        QFETCH(QString, name);
        QFETCH(int, keep);
        QFETCH(api::PeriodUnit, unit);
        QFETCH(bool, emergency);
        QFETCH(QByteArray, body);
        Fixture f;
        f.open();
        f.peer.set("POST " + backups, 201, backupJson("new", "pending", "false"));
        const NewBackup wanted{name, keep, unit, emergency};
        const RequestPreview preview = f.store.previewCreate(wanted);
        QCOMPARE(preview.method, u"POST"_s);
        QCOMPARE(preview.url, f.peer.url().toString() + QString::fromLatin1(backups));
        f.store.create(wanted);
        QVERIFY(f.store.isBusy());
        QTRY_COMPARE(f.results.size(), 1);
        QCOMPARE(f.lines(), QByteArrayList{"POST " + backups}); // no object to read before
        QCOMPARE(f.peer.requests().first().body, body);
        QCOMPARE(f.results.first().first, A::Create);
        QCOMPARE(f.results.first().second.kind, Kind::Done);
        QCOMPARE(f.results.first().second.sentence, u"Backup of branch main started."_s);
        QCOMPARE(f.busy, (QList<bool>{true, false}));
        // The answer is a row at once; the list is not read again for it.
        QCOMPARE(f.store.list()->rows().size(), 6);
        QCOMPARE(f.store.list()->model()->find(u"new"_s)->state, api::OpenEnum(api::BackupState::Pending));
        const JournalEntry entry = f.recorded().constFirst();
        QCOMPARE(entry.title, u"Create backup of branch main"_s);
        QCOMPARE(entry.object, u"acme/shop/main"_s);
        QCOMPARE(entry.outcome, JournalEntry::Outcome::Done);
    }

    void whatTheOthersSend_data()
    {
        QTest::addColumn<A>("action");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<QString>("title");
        QTest::newRow("restore")
            << A::Restore << u"free"_s << "POST " + database + "/branches"
            << QByteArray(R"({"backup_id":"free","cluster_size":"PS_10","name":"again","parent_branch":"main"})") << 201
            << QByteArray(R"({"id":"b9","name":"again"})")
            << u"Backup free⟨U+202E⟩ night is being restored to branch again."_s
            << u"Restore backup free⟨U+202E⟩ night to new branch again"_s;
        QTest::newRow("delete") << A::Delete << u"free"_s << "DELETE " + backups + "/free" << QByteArray() << 204
                                << QByteArray() << u"Backup free⟨U+202E⟩ night was deleted."_s
                                << u"Delete backup free⟨U+202E⟩ night"_s;
        QTest::newRow("protect") << A::Protect << u"free"_s << "PATCH " + backups + "/free"
                                 << QByteArray(R"({"protected":true})") << 200 << backupJson("free", "success", "true")
                                 << u"Backup free⟨U+202E⟩ night is protected."_s
                                 << u"Protect backup free⟨U+202E⟩ night"_s;
        QTest::newRow("unprotect") << A::Unprotect << u"kept"_s << "PATCH " + backups + "/kept"
                                   << QByteArray(R"({"protected":false})") << 200
                                   << backupJson("kept", "success", "false")
                                   << u"Backup kept⟨U+202E⟩ night is no longer protected."_s
                                   << u"Remove protection of backup kept⟨U+202E⟩ night"_s;
        // The list said nothing of its protection, the backup itself says "no": the same.
        QTest::newRow("of a row that left its protection out")
            << A::Delete << u"bare"_s << "DELETE " + backups + "/bare" << QByteArray() << 204 << QByteArray()
            << u"Backup bare⟨U+202E⟩ night was deleted."_s << u"Delete backup bare⟨U+202E⟩ night"_s;
    }
    void whatTheOthersSend()
    {
        QFETCH(A, action);
        QFETCH(QString, id);
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        QFETCH(QByteArray, answer);
        QFETCH(QString, sentence);
        QFETCH(QString, title);
        Fixture f;
        f.open();
        f.peer.set(line, status, answer);
        f.perform(action, id);
        QVERIFY(f.store.isBusy());
        QTRY_COMPARE(f.results.size(), 1);
        QTRY_VERIFY(f.isQuiet());
        // Read again, then sent once, and nothing after it.
        QCOMPARE(f.lines(), (QByteArrayList{listLine + '/' + id.toLatin1(), line}));
        QCOMPARE(f.peer.requests().last().body, body);
        QCOMPARE(f.results.first().first, action);
        QCOMPARE(f.results.first().second.kind, Kind::Done);
        QCOMPARE(f.results.first().second.sentence, sentence);
        QCOMPARE(f.created, action == A::Restore ? QStringList{u"again"_s} : QStringList());
        const api::Backup *row = f.store.list()->model()->find(id);
        QCOMPARE(row != nullptr, action != A::Delete);
        if (action == A::Protect || action == A::Unprotect)
            QCOMPARE(row->isProtected, std::optional(action == A::Protect));
        const JournalEntry entry = f.recorded().constFirst();
        QCOMPARE(entry.title, title);
        QCOMPARE(entry.object, u"acme/shop/main "_s + id + u"⟨U+202E⟩ night"_s);
        QCOMPARE(entry.method.toLatin1(), line.left(line.indexOf(' ')));
        QCOMPARE(entry.body.toUtf8(), body);
    }

    void previewsAreWhatIsSent()
    {
        Fixture f;
        f.open();
        const QString host = f.peer.url().toString();
        const RequestPreview restore = f.store.previewRestore(u"free"_s, {u"again"_s, {}});
        QCOMPARE(restore.method, u"POST"_s);
        QCOMPARE(restore.url, host + QString::fromLatin1(database) + u"/branches"_s);
        QCOMPARE(QJsonDocument::fromJson(restore.body.toUtf8()).toJson(QJsonDocument::Compact),
                 R"({"backup_id":"free","name":"again","parent_branch":"main"})");
        const RequestPreview remove = f.store.previewDelete(u"free"_s);
        QCOMPARE(remove.method, u"DELETE"_s);
        QCOMPARE(remove.url, host + QString::fromLatin1(backups) + u"/free"_s);
        QCOMPARE(remove.body, QString());
        QVERIFY(f.peer.requests().isEmpty());
    }

    void refusals_data()
    {
        QTest::addColumn<A>("action");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("reason"); // empty: it can be done
        const auto row = [](A action, const char *id, const QString &reason) {
            QTest::addRow("%d %s", int(action), id) << action << QString::fromLatin1(id) << reason;
        };
        const QString incomplete = u"Only a complete backup can be restored."_s;
        const QString none = u"Select a backup first."_s;
        row(A::Create, "", {});
        row(A::Restore, "", none);
        row(A::Restore, "gone", none);
        row(A::Restore, "free", {});
        row(A::Restore, "kept", {});
        row(A::Restore, "running", incomplete);
        row(A::Restore, "failed", incomplete);
        row(A::Delete, "free", {});
        row(A::Delete, "failed", {});
        row(A::Delete, "kept", u"The backup is protected from deletion. Remove the protection first."_s);
        row(A::Protect, "free", {});
        row(A::Protect, "bare", {});
        row(A::Protect, "kept", u"The backup is protected already."_s);
        row(A::Unprotect, "kept", {});
        row(A::Unprotect, "free", u"The backup is not protected."_s);
        row(A::Unprotect, "bare", u"The backup is not protected."_s);
    }
    void refusals()
    {
        QFETCH(A, action);
        QFETCH(QString, id);
        QFETCH(QString, reason);
        Fixture f;
        f.open();
        QCOMPARE(f.store.refusal(action, id).value_or(QString()), reason);
        f.client->setReadOnly(true);
        QCOMPARE(f.store.refusal(action, id).value_or(QString()), u"Read-only mode is on: nothing can be changed."_s);
        f.client->setReadOnly(false);
        if (reason.isEmpty())
            return;
        // An intent that comes all the same (a dialog that stood open meanwhile) ends with that reason and sends nothing.
        f.perform(action, id);
        QTRY_COMPARE(f.results.size(), 1);
        QTRY_VERIFY(f.isQuiet());
        QCOMPARE(f.results.first().first, action);
        QCOMPARE(f.results.first().second.kind, Kind::Refused);
        QVERIFY2(f.results.first().second.sentence.contains(reason), qPrintable(f.results.first().second.sentence));
        QCOMPARE(f.peer.requests().size(), 0);
        QVERIFY(f.recorded().isEmpty());
    }

    void oneActionAtATime()
    {
        Fixture f;
        f.open();
        f.peer.set("POST " + backups, ServiceStub::hold, {});
        f.store.create({});
        QCOMPARE(f.store.refusal(A::Delete, u"free"_s).value(), u"Another action on these backups is under way."_s);
        QTRY_COMPARE(f.peer.mutations().size(), 1);
        f.store.remove(u"free"_s);
        QTRY_COMPARE(f.results.size(), 1);
        QCOMPARE(f.results.first().first, A::Delete);
        QCOMPARE(f.results.first().second.kind, Kind::Refused);
        QVERIFY(f.store.isBusy()); // with the first one, still
        QCOMPARE(f.lines(), QByteArrayList{"POST " + backups});
    }

    void whatThePersonConfirms_data()
    {
        QTest::addColumn<A>("action");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("create") << A::Create
                                << u"A backup of branch main is taken now. Manual backups are billed for the storage "
                                   "they use."_s;
        QTest::newRow("restore") << A::Restore
                                 << u"A new branch is created with the schema and data of backup free⟨U+202E⟩ night. "
                                    "Branch main is not changed. The new branch is billed."_s;
        QTest::newRow("delete") << A::Delete
                                << u"Backup free⟨U+202E⟩ night of branch main is deleted. What it holds can no longer "
                                   "be restored. This cannot be undone."_s;
        QTest::newRow("protect") << A::Protect
                                 << u"Backup free⟨U+202E⟩ night cannot be deleted until the protection is removed."_s;
        QTest::newRow("unprotect")
            << A::Unprotect << u"Backup free⟨U+202E⟩ night can be deleted again, by people and when it expires."_s;
    }
    void whatThePersonConfirms()
    {
        QFETCH(A, action);
        QFETCH(QString, sentence);
        Fixture f;
        f.open();
        QCOMPARE(f.store.consequence(action, u"free"_s), sentence);
    }

    void changedMeanwhile_data()
    {
        QTest::addColumn<A>("action");
        QTest::addColumn<QByteArray>("now");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("another state") << A::Restore << backupJson("free", "failed", "false")
                                       << u"Backup free⟨U+202E⟩ night changed while it was on screen: it is now "
                                          "“Failed”. Nothing was sent."_s;
        QTest::newRow("protected by someone")
            << A::Delete << backupJson("free", "success", "true")
            << u"The protection of backup free⟨U+202E⟩ night was changed by someone else. Nothing was sent."_s;
    }
    void changedMeanwhile()
    {
        QFETCH(A, action);
        QFETCH(QByteArray, now);
        QFETCH(QString, sentence);
        Fixture f;
        f.open();
        f.peer.set(listLine + "/free", 200, now);
        f.perform(action, u"free"_s);
        QTRY_COMPARE(f.results.size(), 1);
        QTRY_VERIFY(f.isQuiet());
        QCOMPARE(f.results.first().second.kind, Kind::Changed);
        QCOMPARE(f.results.first().second.sentence, sentence);
        QCOMPARE(f.peer.mutations().size(), 0);
        QCOMPARE(f.lines().last(), listLine); // what is on screen was wrong: read again
        QCOMPARE(f.created, QStringList());
        QVERIFY(f.recorded().isEmpty());
    }

    void goneMeanwhile()
    {
        Fixture f;
        f.open();
        f.peer.set(listLine + "/free", 404, R"({"code":"not_found","message":"Not Found"})");
        f.store.remove(u"free"_s);
        QTRY_COMPARE(f.results.size(), 1);
        QTRY_VERIFY(f.isQuiet());
        QCOMPARE(f.results.first().second.kind, Kind::Refused);
        QCOMPARE(f.results.first().second.error.title, u"Backup free⟨U+202E⟩ night could not be deleted."_s);
        QVERIFY(f.results.first().second.error.cause.startsWith(
            u"It does not exist, or this sign-in may not see it (needs "_s));
        QCOMPARE(f.peer.mutations().size(), 0);
    }

    void whatTheServiceRefuses_data()
    {
        QTest::addColumn<A>("action");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("title");
        QTest::newRow("create") << A::Create << QString() << "POST " + backups
                                << u"A backup of branch main could not be created."_s;
        QTest::newRow("restore") << A::Restore << u"free"_s << "POST " + database + "/branches"
                                 << u"Backup free⟨U+202E⟩ night could not be restored."_s;
        QTest::newRow("delete") << A::Delete << u"free"_s << "DELETE " + backups + "/free"
                                << u"Backup free⟨U+202E⟩ night could not be deleted."_s;
        QTest::newRow("protect") << A::Protect << u"free"_s << "PATCH " + backups + "/free"
                                 << u"The protection of backup free⟨U+202E⟩ night could not be changed."_s;
        QTest::newRow("unprotect") << A::Unprotect << u"kept"_s << "PATCH " + backups + "/kept"
                                   << u"The protection of backup kept⟨U+202E⟩ night could not be changed."_s;
    }
    void whatTheServiceRefuses()
    {
        QFETCH(A, action);
        QFETCH(QString, id);
        QFETCH(QByteArray, line);
        QFETCH(QString, title);
        Fixture f;
        f.open();
        f.peer.set(line, 422, R"({"code":"unprocessable","message":"Backups limit <b>reached</b>"})");
        f.perform(action, id);
        QTRY_COMPARE(f.results.size(), 1);
        QTRY_VERIFY(f.isQuiet());
        const ActionResult &result = f.results.first().second;
        QCOMPARE(result.kind, Kind::Refused);
        QCOMPARE(result.error.title, title);
        QCOMPARE(result.error.cause, u"PlanetScale said: Backups limit <b>reached</b>."_s);
        QCOMPARE(f.peer.mutations().size(), 1);
        QCOMPARE(f.lines().last(), listLine);
        QCOMPARE(f.created, QStringList());
        QCOMPARE(f.store.list()->rows().size(), 5);
        QCOMPARE(f.recorded().constFirst().outcome, JournalEntry::Outcome::Refused);
    }

    void noAnswerIsNotSentTwice_data() { whatTheServiceRefuses_data(); }
    void noAnswerIsNotSentTwice()
    {
        QFETCH(A, action);
        QFETCH(QString, id);
        QFETCH(QByteArray, line);
        QFETCH(QString, title);
        Fixture f;
        f.open();
        f.peer.set(line, ServiceStub::dropConnection, {});
        f.perform(action, id);
        QTRY_COMPARE(f.results.size(), 1);
        QTRY_VERIFY(f.isQuiet());
        const ActionResult &result = f.results.first().second;
        QCOMPARE(result.kind, Kind::Unknown);
        QCOMPARE(result.sentence,
                 title
                     + u" The connection was lost after the request was sent. Whether it took effect is unknown. Look "
                       "at what is there now before sending it again."_s);
        QCOMPARE(f.peer.mutations().size(), 1);
        QCOMPARE(f.lines().last(), listLine);
        QCOMPARE(f.created, QStringList());
        QCOMPARE(f.recorded().constFirst().outcome, JournalEntry::Outcome::Unknown);
    }
};

ORRERY_SUITE(TestBackupStore)
#include "tst_backup_store.moc"
