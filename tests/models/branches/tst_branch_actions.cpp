// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done with branches: when it is possible, how it is confirmed, the exact request, and what becomes of the list.
#include "models/branches/branch_actions.h"
#include "models/branches/branch_family.h"
#include "models/branches/branch_list.h"
#include "models/core/workspace.h"
#include "models/databases/database_list.h"
#include "tests/models/list_checks.h"
#include "tests/models/lookup_timers.h"
#include "tests/support/suite.h"

#include <QJsonDocument>

using namespace orrery;
using namespace orrery::models;
using namespace orrery::test;
using namespace Qt::StringLiterals;
using Kind = ActionResult::Kind;
using ActionMember = Action BranchActions::*;

namespace {

const QByteArray shop = "/v1/organizations/acme/databases/shop";
const QByteArray line = shop + "/branches";

QByteArray row(const QByteArray &name, const QByteArray &parent, bool production, bool safe = false,
               const QByteArray &more = {})
{
    return "{\"id\":\"id-" + name + "\",\"name\":\"" + name + "\",\"kind\":\"mysql\",\"ready\":true,\"production\":"
        + (production ? "true" : "false") + ",\"safe_migrations\":" + (safe ? "true" : "false")
        + ",\"parent_branch\":" + (parent.isEmpty() ? QByteArray("null") : '"' + parent + '"') + more + '}';
}

/// main ← staging (production), main ← dev ← dev-2 ← dev-3, main ← safe (protected).
const QByteArray family = row("main", {}, true, true) + ',' + row("staging", "main", true) + ','
    + row("dev", "main", false) + ',' + row("dev-2", "dev", false) + ',' + row("dev-3", "dev-2", false) + ','
    + row("safe", "main", false, false, ",\"deletion_protected\":true");

struct Fixture : ServiceFixture
{
    LookupWaits lookups;
    Workspace workspace{lookups.with(context()), {.id = u"account-1"_s, .label = u"Sam"_s}};
    BranchList *list = branchList(&workspace, u"acme"_s, u"shop"_s);
    DatabaseList *databases = databaseList(&workspace, u"acme"_s);
    QString current = u"dev"_s;
    BranchActions actions = branchActions(&workspace, {u"acme"_s, u"shop"_s}, [this]() -> std::optional<api::Branch> {
        const api::Branch *found = list->model()->find(current);
        return found ? std::optional<api::Branch>(*found) : std::nullopt;
    });
    std::optional<ActionResult> result;

    explicit Fixture(QByteArray rows = family, const QByteArray &kind = "mysql")
    {
        rows.replace("\"mysql\"", '"' + kind + '"');
        peer.set("GET " + line, 200, listJson(rows));
        peer.set("GET /v1/organizations/acme/databases", 200,
                 listJson(R"({"id":"d1","name":"shop","kind":")" + kind + R"(","default_branch":"main"})"));
        const QJsonArray all = QJsonDocument::fromJson('[' + rows + ']').array();
        for (const QJsonValue &each : all) {
            const QJsonObject object = each.toObject();
            peer.set("GET " + line + '/' + object.value(u"name"_s).toString().toUtf8(), 200,
                     QJsonDocument(object).toJson(QJsonDocument::Compact));
        }
        list->open();
        databases->open();
        static_cast<void>(QTest::qWaitFor([this]() {
            return list->state().phase == LoadState::Phase::Ready
                && databases->state().phase == LoadState::Phase::Ready;
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
    [[nodiscard]] QStringList names() const
    {
        QStringList all;
        for (const api::Branch &each : list->rows())
            all.append(each.name);
        all.sort();
        return all;
    }
};

} // namespace

class TestBranchActions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void creating_data()
    {
        QTest::addColumn<QString>("current");
        QTest::addColumn<QString>("parent"); // that is suggested
        QTest::addColumn<FormValues>("values");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("from the selected branch")
            << u"staging"_s << u"staging"_s << FormValues{{u"name"_s, u"next"_s}, {u"parent_branch"_s, u"staging"_s}}
            << QByteArray(R"({"name":"next","parent_branch":"staging"})");
        QTest::newRow("from the default branch")
            << QString() << u"main"_s
            << FormValues{{u"name"_s, u"next"_s}, {u"parent_branch"_s, u"main"_s}, {u"deletion_protected"_s, true}}
            << QByteArray(R"({"deletion_protected":true,"name":"next","parent_branch":"main"})");
    }
    void creating()
    {
        QFETCH(QString, current);
        QFETCH(QString, parent);
        QFETCH(FormValues, values);
        QFETCH(QByteArray, body);
        Fixture f;
        f.current = current;
        f.peer.set("POST " + line, 201, row("next", parent.toUtf8(), false));
        QCOMPARE(f.actions.create.refusal(), std::nullopt);
        QCOMPARE(f.actions.create.form().field(u"parent_branch"_s)->initial, QVariant(parent));
        f.run(f.actions.create, values);
        QCOMPARE(f.lines(), QByteArrayList{"POST " + line});
        QCOMPARE(f.peer.requests().first().body, body);
        QCOMPARE(f.result->sentence, u"Branch next is being created."_s);
        QVERIFY(f.list->model()->find(u"next"_s));
        QCOMPARE(f.recorded().constFirst().title, u"Create branch"_s);
        QCOMPARE(f.recorded().constFirst().object, u"acme/shop"_s);
    }

    void aCreationThatWasNotAnsweredIsLookedFor()
    {
        Fixture f;
        f.peer.set("POST " + line, ServiceStub::dropConnection, {});
        // It appears at the second look.
        f.peer.add("GET " + line, 200, listJson(family + ',' + row("next", "main", false)));
        const FormValues values{{u"name"_s, u"next"_s}, {u"parent_branch"_s, u"main"_s}};
        f.run(f.actions.create, values);
        QCOMPARE(f.result->kind, Kind::Done);
        QCOMPARE(f.result->sentence,
                 u"PlanetScale did not answer, but it did what was asked. Branch next is being created."_s);
        QCOMPARE(f.lookups.waits, QList<int>{1000});
        QVERIFY(f.list->model()->find(u"next"_s));
        QCOMPARE(f.peer.mutations().size(), 1);

        f.lookups.waits.clear();
        f.run(f.actions.create, {{u"name"_s, u"other"_s}, {u"parent_branch"_s, u"main"_s}});
        QCOMPARE(f.result->kind, Kind::Unknown);
        QCOMPARE(f.lookups.waits, (QList<int>{1000, 3000, 8000}));
        QVERIFY2(
            f.result->error.cause.endsWith(u"It is not in the list so far; whether it was created is not known yet."_s),
            qPrintable(f.result->error.cause));
        QCOMPARE(f.peer.mutations().size(), 2); // never twice
    }

    void newNames()
    {
        Fixture f;
        const Form form = f.actions.create.form();
        const auto problem = [&form](const QString &name) {
            const auto all = form.problems({{u"name"_s, name}, {u"parent_branch"_s, u"main"_s}});
            return all.isEmpty() ? QString() : all.first().second;
        };
        QCOMPARE(problem(u"next"_s), QString());
        QCOMPARE(problem({}), u"Name is missing"_s);
        QCOMPARE(problem(u"dev-2"_s), u"A branch named dev-2 exists already."_s);
        QVERIFY(!problem(u"a b"_s).isEmpty());
    }

    void whatIsCopiedDependsOnTheKind()
    {
        Fixture vitess;
        QCOMPARE(vitess.actions.create.form().field(u"parent_branch"_s)->help,
                 u"Its schema is copied, its data is not."_s);
        Fixture postgres(family, "postgresql");
        QCOMPARE(postgres.actions.create.form().field(u"parent_branch"_s)->help,
                 u"PlanetScale does not copy the schema of a Postgres branch: the new branch is empty."_s);
        QCOMPARE(postgres.actions.create.confirmation().consequence,
                 u"An empty development branch is created. It is billed while it exists."_s);
    }

    void renaming()
    {
        Fixture f;
        f.peer.set("PATCH " + line + "/dev", 200, row("dev-9", "main", false).replace("id-dev-9", "id-dev"));
        const Form form = f.actions.rename.form();
        QCOMPARE(form.field(u"new_name"_s)->initial, QVariant(u"dev"_s));
        QCOMPARE(form.problems({{u"new_name"_s, u"dev"_s}}).first().second, u"This is its name already."_s);
        QCOMPARE(form.problems({{u"new_name"_s, u"main"_s}}).first().second, u"A branch named main exists already."_s);
        f.run(f.actions.rename, {{u"new_name"_s, u"dev-9"_s}});
        QCOMPARE(f.lines(), (QByteArrayList{"GET " + line + "/dev", "PATCH " + line + "/dev"}));
        QCOMPARE(f.peer.requests().last().body, QByteArray(R"({"new_name":"dev-9"})"));
        QCOMPARE(f.result->sentence, u"Branch dev is named dev-9 now."_s);
        QCOMPARE(f.names(), (QStringList{u"dev-2"_s, u"dev-3"_s, u"dev-9"_s, u"main"_s, u"safe"_s, u"staging"_s}));
    }

    void switches_data()
    {
        QTest::addColumn<ActionMember>("action");
        QTest::addColumn<QString>("branch");
        QTest::addColumn<QString>("verb");
        QTest::addColumn<ConfirmationTier>("tier");
        QTest::addColumn<bool>("production"); // said in the dialog
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("sentence");
        using Tier = ConfirmationTier;
        QTest::newRow("promote") << &BranchActions::role << u"dev"_s << u"Promote to production…"_s << Tier::Sentence
                                 << false << "POST " + line + "/dev/promote" << QByteArray() << row("dev", "main", true)
                                 << u"dev is a production branch now."_s;
        QTest::newRow("demote") << &BranchActions::role << u"staging"_s << u"Demote to development…"_s << Tier::TypeName
                                << true << "POST " + line + "/staging/demote" << QByteArray()
                                << row("staging", "main", false) << u"staging is a development branch now."_s;
        QTest::newRow("demote, to be approved")
            << &BranchActions::role << u"staging"_s << u"Demote to development…"_s << Tier::TypeName << true
            << "POST " + line + "/staging/demote" << QByteArray() << row("staging", "main", true)
            << u"Demotion of staging was requested; it is production until that is approved."_s;
        QTest::newRow("safe migrations on")
            << &BranchActions::safeMigrations << u"staging"_s << u"Enable safe migrations…"_s << Tier::Sentence << true
            << "POST " + line + "/staging/safe-migrations" << QByteArray() << row("staging", "main", true, true)
            << u"Safe migrations are on for staging."_s;
        QTest::newRow("safe migrations off")
            << &BranchActions::safeMigrations << u"main"_s << u"Disable safe migrations…"_s << Tier::Sentence << true
            << "DELETE " + line + "/main/safe-migrations" << QByteArray() << row("main", {}, true)
            << u"Safe migrations are off for main."_s;
        QTest::newRow("protect") << &BranchActions::protect << u"dev"_s << u"Protect from deletion"_s << Tier::None
                                 << false << "PATCH " + line + "/dev" << QByteArray(R"({"deletion_protected":true})")
                                 << row("dev", "main", false, false, ",\"deletion_protected\":true")
                                 << u"Branch dev is protected from deletion."_s;
        QTest::newRow("unprotect") << &BranchActions::protect << u"safe"_s << u"Remove deletion protection…"_s
                                   << Tier::Sentence << false << "PATCH " + line + "/safe"
                                   << QByteArray(R"({"deletion_protected":false})") << row("safe", "main", false)
                                   << u"Branch safe is no longer protected from deletion."_s;
    }
    void switches()
    {
        QFETCH(ActionMember, action);
        QFETCH(QString, branch);
        QFETCH(QString, verb);
        QFETCH(ConfirmationTier, tier);
        QFETCH(bool, production);
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, answer);
        QFETCH(QString, sentence);
        Fixture f;
        f.current = branch;
        f.peer.set(request, 200, answer);
        QCOMPARE((f.actions.*action).refusal(), std::nullopt);
        QCOMPARE((f.actions.*action).verbNow(), verb);
        const Confirmation words = (f.actions.*action).confirmation();
        QCOMPARE(words.tier, tier);
        QCOMPARE(words.production, production);
        QCOMPARE(words.nameToType, tier == ConfirmationTier::TypeName ? branch : QString());
        f.run(f.actions.*action);
        QCOMPARE(f.lines(), (QByteArrayList{"GET " + line + '/' + branch.toUtf8(), request}));
        QCOMPARE(f.peer.requests().last().body, body);
        QCOMPARE(f.result->kind, Kind::Done);
        QCOMPARE(f.result->sentence, sentence);
        QCOMPARE(*f.list->model()->find(branch), *api::Codec<api::Branch>::decode(answer));
        QCOMPARE(f.names().size(), 6);
    }

    void deleting()
    {
        Fixture f;
        f.peer.set("DELETE " + line + "/dev-3", 204, {});
        f.current = u"dev-3"_s;
        const Confirmation words = f.actions.remove.confirmation();
        QCOMPARE(words.tier, ConfirmationTier::TypeName);
        QCOMPARE(words.nameToType, u"dev-3"_s);
        QCOMPARE(words.losses, QStringList());
        QVERIFY(!words.production);
        f.run(f.actions.remove);
        QCOMPARE(f.lines(), (QByteArrayList{"GET " + line, "GET " + line + "/dev-3", "DELETE " + line + "/dev-3"}));
        QCOMPARE(f.peer.requests().last().query, QByteArray());
        QCOMPARE(f.result->sentence, u"Branch dev-3 was deleted."_s);
        QVERIFY(!f.names().contains(u"dev-3"_s));
    }

    void deletingWithWhatWasMadeFromIt()
    {
        Fixture f;
        f.peer.set("DELETE " + line + "/dev", 204, {});
        const Confirmation words = f.actions.remove.confirmation();
        QCOMPARE(words.losses, (QStringList{u"dev-2"_s, u"dev-3"_s}));
        QVERIFY2(words.consequence.contains(u"2 branch"_s), qPrintable(words.consequence));
        QCOMPARE(f.actions.remove.preview({}).url,
                 f.peer.url().toString() + QString::fromLatin1(line) + u"/dev?delete_descendants=true"_s);
        f.run(f.actions.remove);
        QCOMPARE(f.lines(), (QByteArrayList{"GET " + line, "GET " + line + "/dev", "DELETE " + line + "/dev"}));
        QCOMPARE(f.peer.requests().last().query, QByteArray("delete_descendants=true"));
        QCOMPARE(f.names(), (QStringList{u"main"_s, u"safe"_s, u"staging"_s}));
    }

    void aBranchMadeFromItMeanwhileIsNotDeletedUnseen()
    {
        Fixture f;
        static_cast<void>(f.actions.remove.confirmation());
        f.peer.set("GET " + line, 200, listJson(family + ',' + row("dev-new", "dev", false)));
        f.run(f.actions.remove);
        QCOMPARE(f.result->kind, Kind::Changed);
        QCOMPARE(f.result->sentence,
                 u"The branches made from dev are not the ones that were listed any more. Nothing was sent."_s);
        QVERIFY(f.peer.mutations().isEmpty());
        QVERIFY(f.recorded().isEmpty());

        f.peer.set("GET " + line, 500, "{}");
        f.run(f.actions.remove);
        QCOMPARE(f.result->sentence, u"The branches made from dev could not be read again. Nothing was sent."_s);
        QVERIFY(f.peer.mutations().isEmpty());
    }

    void refusals_data()
    {
        QTest::addColumn<ActionMember>("action");
        QTest::addColumn<QByteArray>("rows");
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<QString>("branch");
        QTest::addColumn<QString>("reason");
        const QByteArray vitess = "mysql";
        const QByteArray postgres = "postgresql";
        const auto add = [](const char *tag, ActionMember action, const QByteArray &rows, const QByteArray &kind,
                            const QString &branch, const QString &reason) {
            QTest::newRow(tag) << action << rows << kind << branch << reason;
        };
        const QString none = u"Select a branch first."_s;
        add("nothing to rename", &BranchActions::rename, family, vitess, {}, none);
        add("nothing to delete", &BranchActions::remove, family, vitess, {}, none);
        add("the default branch stays", &BranchActions::remove, family, vitess, u"main"_s,
            u"The default branch cannot be deleted. Choose another default branch first."_s);
        add("a protected one stays", &BranchActions::remove, family, vitess, u"safe"_s,
            u"The branch is protected from deletion. Remove the protection first."_s);
        add("so does what it was made from", &BranchActions::remove,
            row("main", {}, true) + ',' + row("dev", "main", false) + ','
                + row("keep", "dev", false, false, ",\"deletion_protected\":true"),
            vitess, u"dev"_s, u"Branch keep, made from it, is protected from deletion."_s);
        add("the last production branch", &BranchActions::role, row("main", {}, true) + ',' + row("dev", "main", false),
            vitess, u"main"_s, u"A database needs at least one production branch, and this is the only one."_s);
        add("the default branch of Vitess may be demoted", &BranchActions::role, family, vitess, u"main"_s, {});
        add("that of Postgres may not", &BranchActions::role, family, postgres, u"main"_s,
            u"A Postgres database needs a production branch as its default branch. Choose another default branch first."_s);
        add("one that is not ready", &BranchActions::role,
            row("main", {}, true) + R"(,{"id":"n","name":"new","kind":"mysql","ready":false,"production":false})",
            vitess, u"new"_s, u"The branch is not ready yet."_s);
        add("safe migrations of Postgres", &BranchActions::safeMigrations, family, postgres, u"main"_s,
            u"Only Vitess databases have safe migrations."_s);
        add("safe migrations of a staging branch", &BranchActions::safeMigrations, family, vitess, u"dev"_s, {});
        add("where nothing is known", &BranchActions::role, R"({"id":"x","name":"x"})", vitess, u"x"_s,
            u"Whether the branch is production is not known yet."_s);
    }
    void refusals()
    {
        QFETCH(ActionMember, action);
        QFETCH(QByteArray, rows);
        QFETCH(QByteArray, kind);
        QFETCH(QString, branch);
        QFETCH(QString, reason);
        Fixture f(rows, kind);
        f.current = branch;
        QCOMPARE((f.actions.*action).refusal().value_or(QString()), reason);
        f.client->setReadOnly(true);
        QCOMPARE((f.actions.*action).refusal().value_or(QString()), u"Read-only mode is on: nothing can be changed."_s);
        f.client->setReadOnly(false);
        if (reason.isEmpty())
            return;
        f.run(f.actions.*action, {{u"new_name"_s, u"x9"_s}});
        QCOMPARE(f.result->kind, Kind::Refused);
        QVERIFY(f.peer.requests().isEmpty());
    }

    void changedMeanwhile_data()
    {
        QTest::addColumn<QByteArray>("now");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("promoted") << row("dev", "main", true)
                                  << u"dev was promoted to production by someone else. Nothing was sent."_s;
        QTest::newRow("another branch of that name")
            << row("dev", "main", false).replace("id-dev", "id-other")
            << u"dev is another branch than the one that was shown. Nothing was sent."_s;
        QTest::newRow("safe migrations") << row("dev", "main", false, true)
                                         << u"Safe migrations of dev were changed by someone else. Nothing was sent."_s;
        QTest::newRow("protected") << row("dev", "main", false, false, ",\"deletion_protected\":true")
                                   << u"The protection of dev was changed by someone else. Nothing was sent."_s;
    }
    void changedMeanwhile()
    {
        QFETCH(QByteArray, now);
        QFETCH(QString, sentence);
        Fixture f;
        f.peer.set("GET " + line + "/dev", 200, now);
        static_cast<void>(f.actions.remove.confirmation());
        f.run(f.actions.remove);
        QCOMPARE(f.result->kind, Kind::Changed);
        QCOMPARE(f.result->sentence, sentence);
        QVERIFY(f.peer.mutations().isEmpty());
    }

    void families()
    {
        const auto decoded = [](const QByteArray &rows) {
            return *api::Codec<api::Branch>::decodeList('[' + rows + ']');
        };
        QCOMPARE(descendantsOf(decoded(family), u"main"_s),
                 (QStringList{u"dev"_s, u"safe"_s, u"staging"_s, u"dev-2"_s, u"dev-3"_s}));
        QCOMPARE(descendantsOf(decoded(family), u"dev-3"_s), QStringList());
        // Names from outside may lead in a circle.
        QCOMPARE(descendantsOf(decoded(row("a", "b", false) + ',' + row("b", "a", false)), u"a"_s),
                 QStringList{u"b"_s});
    }
};

ORRERY_SUITE(TestBranchActions)
#include "tst_branch_actions.moc"
