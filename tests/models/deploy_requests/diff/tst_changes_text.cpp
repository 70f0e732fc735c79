// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/diff/changes_text.h"
#include "models/deploy_requests/diff/external_diff.h"
#include "tests/support/suite.h"

#include <QDir>
#include <QSettings>
#include <QSignalSpy>
#include <QtTest>

using namespace orrery;
using namespace orrery::models;
using namespace Qt::StringLiterals;

namespace {

DeployTable table(const QString &keyspace, const QString &name, const QString &raw, const QStringList &statements = {})
{
    DeployTable out;
    out.id = keyspace + u'.' + name;
    out.keyspace = keyspace;
    out.name = name;
    out.raw = raw;
    out.statements = statements;
    if (!raw.isEmpty()) {
        out.diff = std::make_shared<UnifiedDiff>(parseUnifiedDiff(raw));
        out.change = out.diff->change;
        out.added = out.diff->added;
        out.removed = out.diff->removed;
    }
    return out;
}

QList<DeployTable> twoTables()
{
    return {table(u"shop"_s, u"users"_s, u" CREATE TABLE `users` (\n-  `id` int\n+  `id` bigint\n )\n"_s,
                  {u"ALTER TABLE `users` MODIFY `id` bigint"_s}),
            table(u"shop"_s, u"notes"_s, {}, {u"DROP TABLE `notes`"_s})};
}

/// A program of this test that a shell would have to be asked for, if there were a shell.
QString writeScript(const QTemporaryDir &folder, const QString &name)
{
    const QString path = folder.filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return {};
    file.write("#!/bin/sh\nfor a in \"$@\"; do printf '%s\\n' \"$a\"; done > \"$(dirname \"$0\")/said.part\"\n"
               "cat \"$1\" >> \"$(dirname \"$0\")/said.part\"\nmv \"$(dirname \"$0\")/said.part\" \"$(dirname "
               "\"$0\")/said\"\n");
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return path;
}

} // namespace

class ChangesTextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ddlIsWhatRuns()
    {
        QCOMPARE(changesAsText(twoTables(), ChangesFormat::Ddl),
                 u"ALTER TABLE `users` MODIFY `id` bigint;\nDROP TABLE `notes`;\n"_s);
    }

    void patchHasEveryTable()
    {
        QCOMPARE(changesAsText(twoTables(), ChangesFormat::Patch),
                 u"--- a/shop/users.sql\n+++ b/shop/users.sql\n@@ -1,3 +1,3 @@\n CREATE TABLE `users` (\n-  `id` int\n"
                 "+  `id` bigint\n )\n# shop.notes\n# DROP TABLE `notes`;\n"_s);
    }

    void whatIsNoDiffIsAComment()
    {
        QCOMPARE(changesAsText({table(u"shop"_s, u"odd"_s, u"<html>\n502"_s)}, ChangesFormat::Patch),
                 u"# shop.odd\n# <html>\n# 502\n"_s);
    }

    void markdownIsFenced()
    {
        QCOMPARE(
            changesAsText(twoTables(), ChangesFormat::Markdown),
            u"### `shop.users` modified +1 \u22121\n\n```diff\n@@ -1,3 +1,3 @@\n CREATE TABLE `users` (\n-  `id` int\n"
            "+  `id` bigint\n )\n```\n\n### `shop.notes` modified\n\n```sql\nDROP TABLE `notes`;\n```\n"_s);
    }

    void nothingInATextEndsTheFence()
    {
        const QString text = changesAsText({table(u"s"_s, u"a`b"_s, u"-x\n+```\n+````\n"_s)}, ChangesFormat::Markdown);
        QVERIFY2(text.startsWith(u"### ``` s.a`b ``` "_s), qPrintable(text));
        QVERIFY2(text.endsWith(u"+````\n`````\n"_s), qPrintable(text));
    }

    void aLineFeedInANameMakesNoLine()
    {
        const QString text = changesAsText({table(u"s"_s, u"a\n+++ b/x"_s, u"-a\n+b\n"_s)}, ChangesFormat::Patch);
        QVERIFY2(text.startsWith(u"--- a/s/a +++ b/x.sql\t\n+++ b/s/a +++ b/x.sql\t\n@@ "_s), qPrintable(text));
    }

    void findsInEveryTable()
    {
        QList<DeployTable> tables = twoTables();
        tables.append(table(u"shop"_s, u"ids"_s, u"-  `ID` int, `id2` int\n+  `key` int\n"_s));
        QCOMPARE(findInTables(tables, u"id"_s), (QHash<QString, int>{{u"shop.users"_s, 2}, {u"shop.ids"_s, 2}}));
        QCOMPARE(findInTables(tables, u"CREATE"_s), (QHash<QString, int>{{u"shop.users"_s, 1}}));
        QCOMPARE(findInTables(tables, {}), (QHash<QString, int>{}));
        QCOMPARE(findInTables(tables, u"id"_s, []() { return true; }), (QHash<QString, int>{}));
    }

    void aCommandIsTakenApartWithoutAShell()
    {
        QTemporaryDir folder;
        const QString program = writeScript(folder, u"my tool.sh"_s);
        const auto tool =
            diffToolOf(u"\"%1\" --title \"a b\" %1 %2; rm -rf $HOME"_s.replace(u"\"%1\""_s, u'"' + program + u'"'));
        QVERIFY(tool);
        QCOMPARE(tool->program, program);
        QCOMPARE(tool->name, u"my tool"_s);
        QCOMPARE(tool->arguments,
                 (QStringList{u"--title"_s, u"a b"_s, u"%1"_s, u"%2;"_s, u"rm"_s, u"-rf"_s, u"$HOME"_s}));
        QCOMPARE(diffToolOf(u'"' + program + u'"')->arguments, (QStringList{u"%1"_s, u"%2"_s}));
        QVERIFY(!diffToolOf({}));
        QVERIFY(!diffToolOf(u"no-such-program-at-all %1 %2"_s));
    }

    void aConfiguredToolThatIsGoneIsNotReplaced()
    {
        QTemporaryDir folder;
        QSettings settings(folder.filePath(u"s.ini"_s), QSettings::IniFormat);
        setDiffToolCommand(&settings, u" no-such-program-at-all "_s);
        QCOMPARE(diffToolCommand(&settings), u"no-such-program-at-all"_s);
        QVERIFY(!findDiffTool(&settings));
    }

    void theToolGetsPrivateFiles()
    {
#ifdef Q_OS_WIN
        QSKIP("a shell script stands in for the tool");
#endif
        QTemporaryDir folder;
        const QString program = writeScript(folder, u"tool.sh"_s);
        const auto tool = diffToolOf(program + u" %1 %2"_s);
        QVERIFY(tool);
        QString files;
        {
            ExternalDiff external;
            const QSignalSpy opened(&external, &ExternalDiff::opened);
            const QSignalSpy failed(&external, &ExternalDiff::failed);
            external.open(*tool, u"../../etc/-rf %1"_s,
                          std::make_shared<UnifiedDiff>(parseUnifiedDiff(u"@@ -1,2 +1,2 @@\n a\n-b\n+c\n"_s)));
            QTRY_COMPARE(opened.size(), 1);
            QCOMPARE(failed.size(), 0);
            files = external.folder();
            QCOMPARE(QFileInfo(files).permissions() & QFile::Permissions(0x0077), QFile::Permissions());
            const QString stem = files + u"/1-______etc__rf__1"_s;
            for (const QString &side : {u".before.sql"_s, u".after.sql"_s}) {
                QVERIFY2(QFile::exists(stem + side), qPrintable(QDir(files).entryList().join(u' ')));
                QCOMPARE(QFileInfo(stem + side).permissions() & QFile::Permissions(0x0077), QFile::Permissions());
            }
            QTRY_VERIFY(QFile::exists(folder.filePath(u"said"_s)));
            QFile said(folder.filePath(u"said"_s));
            QVERIFY(said.open(QIODevice::ReadOnly));
            QCOMPARE(QString::fromUtf8(said.readAll()), stem + u".before.sql\n"_s + stem + u".after.sql\na\nb\n"_s);
        }
        QVERIFY(!QFile::exists(files));
    }

    void aToolThatDoesNotStartIsTold()
    {
        ExternalDiff external;
        const QSignalSpy failed(&external, &ExternalDiff::failed);
        external.open({u"Gone"_s, u"/nowhere/gone"_s, {u"%1"_s}}, u"t"_s, std::make_shared<UnifiedDiff>());
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed.first().first().toString(), u"Gone could not be started."_s);
    }
};

ORRERY_SUITE(ChangesTextTest)
#include "tst_changes_text.moc"
