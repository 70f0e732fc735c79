// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done with backups: the exact request of every action, and what is made of each answer, of none, and of a
// backup that changed meanwhile.
#include "models/backups/backup_actions.h"

#include "models/backups/backup_list.h"
#include "models/branches/branch_list.h"
#include "models/clusters/cluster_sizes.h"
#include "models/core/workspace.h"
#include "tests/models/list_checks.h"
#include "tests/models/lookup_timers.h"
#include "tests/support/suite.h"

#include <QJsonDocument>

using namespace orrery;
using namespace orrery::models;
using namespace orrery::test;
using namespace Qt::StringLiterals;
using Kind = ActionResult::Kind;
using ActionMember = Action BackupActions::*;

namespace {

const QByteArray shop = "/v1/organizations/acme/databases/shop";
const QByteArray backups = shop + "/branches/main/backups";
const QByteArray listLine = "GET " + backups;
const QByteArray branchJson =
    R"({"id":"b1","name":"main","kind":"mysql","production":true,"cluster_name":"PS_80_AWS_X86",)"
    R"("region":{"id":"r1","slug":"us-east"}})";
const QByteArray sizesJson = R"([{"name":"PS_80","display_name":"PS-80","cpu":"1","ram":8589934592,"enabled":true,)"
                             R"("rate":179,"sort_order":2},{"name":"PS_10","display_name":"PS-10","cpu":"1/8",)"
                             R"("ram":1073741824,"enabled":true,"rate":39.5,"sort_order":1},)"
                             R"({"name":"PS_2800","display_name":"PS-2800","enabled":false}])";

QByteArray backupJson(const QByteArray &id, const QByteArray &state, const QByteArray &isProtected)
{
    return "{\"id\":\"" + id + "\",\"type\":\"Backup\",\"name\":\"" + id + "\\u202e night\",\"state\":\"" + state + '"'
        + (isProtected.isEmpty() ? QByteArray() : ",\"protected\":" + isProtected) + '}';
}

struct Fixture : ServiceFixture
{
    LookupWaits lookups;
    Workspace workspace{lookups.with(context()), {.id = u"account-1"_s, .label = u"Sam"_s}};
    BackupList *list = backupList(&workspace, {u"acme"_s, u"shop"_s, u"main"_s});
    BranchList *branches = branchList(&workspace, u"acme"_s, u"shop"_s);
    ClusterSizes *sizes = clusterSizes(&workspace, {u"acme"_s, u"shop"_s}, api::DatabaseKind::Mysql, u"us-east"_s);
    QString current = u"free"_s;
    BackupActions actions = backupActions(&workspace, {u"acme"_s, u"shop"_s, u"main"_s}, [this]() { return current; });
    std::optional<ActionResult> result;

    explicit Fixture(const QByteArray &branch = branchJson)
    {
        peer.set(listLine, 200,
                 listJson(backupJson("free", "success", "false") + ',' + backupJson("kept", "success", "true") + ','
                          + backupJson("bare", "success", {}) + ',' + backupJson("running", "running", "false") + ','
                          + backupJson("failed", "failed", "false")));
        for (const QByteArray id : {"free", "bare", "failed"})
            peer.set(listLine + '/' + id, 200, backupJson(id, id == "failed" ? "failed" : "success", "false"));
        peer.set(listLine + "/kept", 200, backupJson("kept", "success", "true"));
        peer.set("GET " + shop + "/branches", 200, listJson(branch));
        peer.set("GET /v1/organizations/acme/cluster-size-skus", 200, sizesJson);
        list->open();
        branches->open();
        sizes->open();
        static_cast<void>(QTest::qWaitFor([this]() {
            return list->state().phase == LoadState::Phase::Ready && branches->state().phase == LoadState::Phase::Ready
                && sizes->state().phase == LoadState::Phase::Ready;
        }));
        peer.forget();
    }
    void run(const Action &action, const FormValues &values = {})
    {
        result.reset();
        action.run(list, values, [this](const ActionResult &ended) { result = ended; });
        QVERIFY(QTest::qWaitFor([this]() { return result.has_value(); }));
    }
    [[nodiscard]] QByteArrayList lines() const
    {
        QByteArrayList all;
        for (const ServiceStub::Seen &seen : peer.requests())
            all.append(seen.line);
        return all;
    }
};

const FormValues again{{u"name"_s, u"again"_s}, {u"cluster_size"_s, u"PS_10"_s}};

} // namespace

class TestBackupActions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void whatCreatingSends_data()
    {
        QTest::addColumn<QByteArray>("branch");
        QTest::addColumn<FormValues>("values");
        QTest::addColumn<QByteArray>("body");
        QByteArray postgres = branchJson;
        postgres.replace("mysql", "postgresql");
        const auto row = [&](const char *tag, const QByteArray &branch, const FormValues &values, const char *body) {
            QTest::newRow(tag) << branch << values << QByteArray(body);
        };
        row("as the service likes", branchJson, {{u"retention_unit"_s, u"year"_s}}, "{}");
        row("named", branchJson, {{u"name"_s, u"before \"1.0\""_s}}, "{\"name\":\"before \\\"1.0\\\"\"}");
        row("kept for three weeks", branchJson, {{u"retention_value"_s, 3}, {u"retention_unit"_s, u"week"_s}},
            R"({"retention_unit":"week","retention_value":3})");
        row("emergency", postgres,
            {{u"name"_s, u"x"_s}, {u"retention_value"_s, 1}, {u"retention_unit"_s, u"hour"_s}, {u"emergency"_s, true}},
            R"({"emergency":true,"name":"x","retention_unit":"hour","retention_value":1})");
        row("emergency, where there is none", branchJson, {{u"emergency"_s, true}}, "{}");
    }
    void whatCreatingSends()
    {
        QFETCH(QByteArray, branch);
        QFETCH(FormValues, values);
        QFETCH(QByteArray, body);
        Fixture f(branch);
        f.peer.set("POST " + backups, 201, backupJson("new", "pending", "false"));
        const RequestPreview preview = f.actions.create.preview(values);
        QCOMPARE(preview.method, u"POST"_s);
        QCOMPARE(preview.url, f.peer.url().toString() + QString::fromLatin1(backups));
        f.run(f.actions.create, values);
        QCOMPARE(f.lines(), QByteArrayList{"POST " + backups}); // no object to read before
        QCOMPARE(f.peer.requests().first().body, body);
        QCOMPARE(f.result->kind, Kind::Done);
        QCOMPARE(f.result->sentence, u"Backup of branch main started."_s);
        // The answer is a row at once; the list is not read again for it.
        QCOMPARE(f.list->model()->find(u"new"_s)->state, api::OpenEnum(api::BackupState::Pending));
        const JournalEntry entry = f.recorded().constFirst();
        QCOMPARE(entry.title, u"Create backup of branch main"_s);
        QCOMPARE(entry.outcome, JournalEntry::Outcome::Done);
    }

    void whatTheOthersSend_data()
    {
        QTest::addColumn<ActionMember>("action");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<QString>("title");
        QTest::newRow("restore")
            << &BackupActions::restore << u"free"_s << "POST " + shop + "/branches"
            << QByteArray(R"({"backup_id":"free","cluster_size":"PS_10","name":"again","parent_branch":"main"})") << 201
            << QByteArray(R"({"id":"b9","name":"again"})")
            << u"Backup free⟨U+202E⟩ night is being restored to branch again."_s
            << u"Restore backup free⟨U+202E⟩ night to a new branch"_s;
        QTest::newRow("delete") << &BackupActions::remove << u"free"_s << "DELETE " + backups + "/free" << QByteArray()
                                << 204 << QByteArray() << u"Backup free⟨U+202E⟩ night was deleted."_s
                                << u"Delete backup free⟨U+202E⟩ night"_s;
        QTest::newRow("protect") << &BackupActions::protect << u"free"_s << "PATCH " + backups + "/free"
                                 << QByteArray(R"({"protected":true})") << 200 << backupJson("free", "success", "true")
                                 << u"Backup free⟨U+202E⟩ night is protected."_s
                                 << u"Protect backup free⟨U+202E⟩ night"_s;
        QTest::newRow("unprotect") << &BackupActions::protect << u"kept"_s << "PATCH " + backups + "/kept"
                                   << QByteArray(R"({"protected":false})") << 200
                                   << backupJson("kept", "success", "false")
                                   << u"Backup kept⟨U+202E⟩ night is no longer protected."_s
                                   << u"Remove protection of backup kept⟨U+202E⟩ night"_s;
        // The list said nothing of its protection, the backup itself says "no": the same.
        QTest::newRow("of a row that left its protection out")
            << &BackupActions::remove << u"bare"_s << "DELETE " + backups + "/bare" << QByteArray() << 204
            << QByteArray() << u"Backup bare⟨U+202E⟩ night was deleted."_s << u"Delete backup bare⟨U+202E⟩ night"_s;
    }
    void whatTheOthersSend()
    {
        QFETCH(ActionMember, action);
        QFETCH(QString, id);
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        QFETCH(QByteArray, answer);
        QFETCH(QString, sentence);
        QFETCH(QString, title);
        Fixture f;
        f.current = id;
        f.peer.set(line, status, answer);
        const RequestPreview preview = (f.actions.*action).preview(again);
        f.run(f.actions.*action, again);
        // Read again, then sent once, and nothing after it; and that is what the preview said.
        QCOMPARE(f.lines(), (QByteArrayList{listLine + '/' + id.toLatin1(), line}));
        QCOMPARE(f.peer.requests().last().body, body);
        QCOMPARE(QJsonDocument::fromJson(preview.body.toUtf8()).toJson(QJsonDocument::Compact), body);
        QCOMPARE(f.result->kind, Kind::Done);
        QCOMPARE(f.result->sentence, sentence);
        QCOMPARE(f.branches->model()->find(u"again"_s) != nullptr, action == &BackupActions::restore);
        const api::Backup *row = f.list->model()->find(id);
        QCOMPARE(row != nullptr, action != &BackupActions::remove);
        if (action == &BackupActions::protect)
            QCOMPARE(row->isProtected, std::optional(id == u"free"));
        const JournalEntry entry = f.recorded().constFirst();
        QCOMPARE(entry.title, title);
        QCOMPARE(entry.object, u"acme/shop/main"_s);
        QCOMPARE(entry.method.toLatin1(), line.left(line.indexOf(' ')));
        QCOMPARE(entry.body.toUtf8(), body);
    }

    void sizesAreChosenNotTyped()
    {
        Fixture f;
        const Form form = f.actions.restore.form();
        const FormField *size = form.field(u"cluster_size"_s);
        QCOMPARE(size->kind, FormField::Kind::Choice);
        QStringList texts;
        for (const FormChoice &choice : size->choices)
            texts.append(choice.text.simplified());
        // Those the organization may have, the smallest first.
        QCOMPARE(texts,
                 (QStringList{u"PS-10 · 1/8 vCPU · 1 GiB memory · price 39.50"_s,
                              u"PS-80 · 1 vCPU · 8 GiB memory · price 179.00"_s}));
        // Branches name theirs with provider and machines; it is the same size.
        QCOMPARE(size->initial, QVariant(u"PS_80"_s));
        // A size that is none is not taken.
        QCOMPARE(form.cleaned({{u"cluster_size"_s, u"huge"_s}}).value(u"cluster_size"_s), QVariant(u"PS_80"_s));
    }

    void withoutTheListOfSizesTheBranchsOwnIsOffered()
    {
        Fixture f;
        f.peer.set("GET /v1/organizations/acme/cluster-size-skus", 404, R"({"code":"not_found","message":"x"})");
        Workspace other(f.context(), {.id = u"account-1"_s, .label = u"Sam"_s});
        BackupList *list = backupList(&other, {u"acme"_s, u"shop"_s, u"main"_s});
        BranchList *branches = branchList(&other, u"acme"_s, u"shop"_s);
        const BackupActions actions =
            backupActions(&other, {u"acme"_s, u"shop"_s, u"main"_s}, []() { return u"free"_s; });
        list->open();
        QTRY_COMPARE(list->state().phase, LoadState::Phase::Ready);
        QCOMPARE(actions.restore.refusal(),
                 std::optional(u"A restored branch needs a cluster size, and which there are is not known yet."_s));
        branches->refresh();
        QTRY_COMPARE(branches->state().phase, LoadState::Phase::Ready);
        ClusterSizes *sizes = clusterSizes(&other, {u"acme"_s, u"shop"_s}, api::DatabaseKind::Mysql, u"us-east"_s);
        sizes->open();
        QCOMPARE(actions.restore.refusal(), std::optional(u"The cluster sizes are still being read."_s));
        QTRY_COMPARE(sizes->state().phase, LoadState::Phase::Failed);
        QCOMPARE(actions.restore.refusal(), std::nullopt);
        const Form form = actions.restore.form();
        QCOMPARE(form.field(u"cluster_size"_s)->choices.size(), 1);
        QCOMPARE(form.field(u"cluster_size"_s)->initial, QVariant(u"PS_80_AWS_X86"_s));
        QCOMPARE(form.field(u"cluster_size"_s)->choices.first().text, u"PS-80"_s);
    }

    void whatSizesAreAskedFor()
    {
        Fixture f;
        f.sizes->refresh();
        QTRY_COMPARE(f.sizes->state().phase, LoadState::Phase::Ready);
        QCOMPARE(f.peer.requests().last().query, QByteArray("engine=mysql&rates=true&region=us-east&database=shop"));
    }

    void namesOfNewBranches()
    {
        Fixture f;
        const Form form = f.actions.restore.form();
        const auto problems = [&form](const QString &name) {
            const auto found = form.problems({{u"name"_s, name}, {u"cluster_size"_s, u"PS_10"_s}});
            return found.isEmpty() ? QString() : found.first().second;
        };
        QCOMPARE(problems(u"again"_s), QString());
        QCOMPARE(problems({}), u"New branch is missing"_s);
        QCOMPARE(problems(u"main"_s), u"A branch named main exists already."_s);
    }

    void refusals_data()
    {
        QTest::addColumn<ActionMember>("action");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("reason"); // empty: it can be done
        const auto row = [](const char *name, ActionMember action, const char *id, const QString &reason) {
            QTest::addRow("%s %s", name, id) << action << QString::fromLatin1(id) << reason;
        };
        const QString incomplete = u"Only a complete backup can be restored."_s;
        const QString none = u"Select a backup first."_s;
        row("create", &BackupActions::create, "", {});
        row("restore", &BackupActions::restore, "", none);
        row("restore", &BackupActions::restore, "gone", none);
        row("restore", &BackupActions::restore, "free", {});
        row("restore", &BackupActions::restore, "kept", {});
        row("restore", &BackupActions::restore, "running", incomplete);
        row("restore", &BackupActions::restore, "failed", incomplete);
        row("delete", &BackupActions::remove, "free", {});
        row("delete", &BackupActions::remove, "failed", {});
        row("delete", &BackupActions::remove, "kept",
            u"The backup is protected from deletion. Remove the protection first."_s);
        row("protect", &BackupActions::protect, "free", {});
        row("protect", &BackupActions::protect, "kept", {});
        row("protect", &BackupActions::protect, "", none);
    }
    void refusals()
    {
        QFETCH(ActionMember, action);
        QFETCH(QString, id);
        QFETCH(QString, reason);
        Fixture f;
        f.current = id;
        QCOMPARE((f.actions.*action).refusal().value_or(QString()), reason);
        f.client->setReadOnly(true);
        QCOMPARE((f.actions.*action).refusal().value_or(QString()), u"Read-only mode is on: nothing can be changed."_s);
        f.client->setReadOnly(false);
        if (reason.isEmpty())
            return;
        // An intent that comes all the same ends with that reason and sends nothing.
        f.run(f.actions.*action, again);
        QCOMPARE(f.result->kind, Kind::Refused);
        QVERIFY2(f.result->sentence.contains(reason), qPrintable(f.result->sentence));
        QCOMPARE(f.peer.requests().size(), 0);
        QVERIFY(f.recorded().isEmpty());
    }

    void whatThePersonConfirms_data()
    {
        QTest::addColumn<ActionMember>("action");
        QTest::addColumn<QString>("id");
        QTest::addColumn<ConfirmationTier>("tier");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("create") << &BackupActions::create << QString() << ConfirmationTier::Sentence
                                << u"A backup of branch main is taken now. Manual backups are billed for the storage "
                                   "they use."_s;
        QTest::newRow("restore") << &BackupActions::restore << u"free"_s << ConfirmationTier::Sentence
                                 << u"A new branch is created with the schema and data of backup free⟨U+202E⟩ night. "
                                    "Branch main is not changed. The new branch is billed."_s;
        QTest::newRow("delete") << &BackupActions::remove << u"free"_s << ConfirmationTier::TypeName
                                << u"Backup free⟨U+202E⟩ night of branch main is deleted. What it holds can no longer "
                                   "be restored. This cannot be undone."_s;
        QTest::newRow("protect") << &BackupActions::protect << u"free"_s << ConfirmationTier::None << QString();
        QTest::newRow("unprotect")
            << &BackupActions::protect << u"kept"_s << ConfirmationTier::Sentence
            << u"Backup kept⟨U+202E⟩ night can be deleted again, by people and when it expires."_s;
    }
    void whatThePersonConfirms()
    {
        QFETCH(ActionMember, action);
        QFETCH(QString, id);
        QFETCH(ConfirmationTier, tier);
        QFETCH(QString, sentence);
        Fixture f;
        f.current = id;
        const Confirmation words = (f.actions.*action).confirmation();
        QCOMPARE(words.tier, tier);
        QCOMPARE(words.consequence, sentence);
        QCOMPARE(f.actions.protect.verbNow(), id == u"kept" ? u"Remove protection…"_s : u"Protect"_s);
        QCOMPARE(f.actions.remove.confirmation().nameToType,
                 id.isEmpty() ? QString() : id + QChar(0x202e) + u" night"_s);
    }

    void changedMeanwhile_data()
    {
        QTest::addColumn<ActionMember>("action");
        QTest::addColumn<QByteArray>("now");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("another state") << &BackupActions::restore << backupJson("free", "failed", "false")
                                       << u"Backup free⟨U+202E⟩ night changed while it was on screen: it is now "
                                          "“Failed”. Nothing was sent."_s;
        QTest::newRow("protected by someone")
            << &BackupActions::remove << backupJson("free", "success", "true")
            << u"The protection of backup free⟨U+202E⟩ night was changed by someone else. Nothing was sent."_s;
    }
    void changedMeanwhile()
    {
        QFETCH(ActionMember, action);
        QFETCH(QByteArray, now);
        QFETCH(QString, sentence);
        Fixture f;
        f.peer.set(listLine + "/free", 200, now);
        f.run(f.actions.*action, again);
        QCOMPARE(f.result->kind, Kind::Changed);
        QCOMPARE(f.result->sentence, sentence);
        QCOMPARE(f.peer.mutations().size(), 0);
        QVERIFY(f.recorded().isEmpty());
    }

    void goneMeanwhile()
    {
        Fixture f;
        f.peer.set(listLine + "/free", 404, R"({"code":"not_found","message":"Not Found"})");
        f.run(f.actions.remove);
        QCOMPARE(f.result->kind, Kind::Refused);
        QCOMPARE(f.result->error.title, u"Backup free⟨U+202E⟩ night could not be deleted."_s);
        QCOMPARE(f.peer.mutations().size(), 0);
        QVERIFY(!f.list->model()->find(u"free"_s));
    }

    void notPermittedIsNotGone()
    {
        // PlanetScale answers 404 also to what a sign-in may not do.
        Fixture f;
        f.peer.set("DELETE " + backups + "/free", 404, R"({"code":"not_found","message":"Not Found"})");
        f.run(f.actions.remove);
        QCOMPARE(f.result->kind, Kind::Refused);
        QVERIFY(f.list->model()->find(u"free"_s));
    }

    void endsWithoutSuccess_data()
    {
        QTest::addColumn<ActionMember>("action");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("title");
        QTest::newRow("create") << &BackupActions::create << QString() << "POST " + backups
                                << u"A backup of branch main could not be created."_s;
        QTest::newRow("restore") << &BackupActions::restore << u"free"_s << "POST " + shop + "/branches"
                                 << u"Backup free⟨U+202E⟩ night could not be restored."_s;
        QTest::newRow("delete") << &BackupActions::remove << u"free"_s << "DELETE " + backups + "/free"
                                << u"Backup free⟨U+202E⟩ night could not be deleted."_s;
        QTest::newRow("protect") << &BackupActions::protect << u"free"_s << "PATCH " + backups + "/free"
                                 << u"The protection of backup free⟨U+202E⟩ night could not be changed."_s;
    }
    void endsWithoutSuccess()
    {
        QFETCH(ActionMember, action);
        QFETCH(QString, id);
        QFETCH(QByteArray, line);
        QFETCH(QString, title);
        Fixture f;
        f.current = id;
        f.peer.set(line, 422, R"({"code":"unprocessable","message":"Backups limit <b>reached</b>"})");
        f.run(f.actions.*action, again);
        QCOMPARE(f.result->kind, Kind::Refused);
        QCOMPARE(f.result->error.title, title);
        QCOMPARE(f.result->error.cause, u"PlanetScale said: Backups limit <b>reached</b>."_s);
        QCOMPARE(f.peer.mutations().size(), 1);
        QCOMPARE(f.recorded().constFirst().outcome, JournalEntry::Outcome::Refused);

        f.peer.forget();
        f.peer.set(line, ServiceStub::dropConnection, {});
        f.run(f.actions.*action, again);
        QCOMPARE(f.result->kind, Kind::Unknown);
        QVERIFY2(f.result->sentence.startsWith(title), qPrintable(f.result->sentence));
        QCOMPARE(f.peer.mutations().size(), 1); // never twice
        QCOMPARE(f.recorded().constFirst().outcome, JournalEntry::Outcome::Unknown);
        QCOMPARE(f.list->rows().size(), 5);
        QVERIFY(!f.branches->model()->find(u"again"_s));
    }
};

ORRERY_SUITE(TestBackupActions)
#include "tst_backup_actions.moc"
