<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>BranchActions</name>
    <message numerus="yes">
        <source>This branch and %Ln branch(es) made from it are deleted with their schemas and data, and connections to them end. This cannot be undone.</source>
        <translation>
            <numerusform>This branch and %Ln branch made from it are deleted with their schemas and data, and connections to them end. This cannot be undone.</numerusform>
            <numerusform>This branch and %Ln branches made from it are deleted with their schemas and data, and connections to them end. This cannot be undone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Branch %1 and %Ln branch(es) made from it were deleted.</source>
        <translation>
            <numerusform>Branch %1 and %Ln branch made from it were deleted.</numerusform>
            <numerusform>Branch %1 and %Ln branches made from it were deleted.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JournalChain</name>
    <message numerus="yes">
        <source>%Ln link(s) before link %1 are gone.</source>
        <translation>
            <numerusform>%Ln link before link %1 is gone.</numerusform>
            <numerusform>%Ln links before link %1 are gone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln link(s) at the end are gone.</source>
        <translation>
            <numerusform>%Ln link at the end is gone.</numerusform>
            <numerusform>%Ln links at the end are gone.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JournalWord</name>
    <message numerus="yes">
        <source>… and %Ln more</source>
        <translation>
            <numerusform>… and %Ln more</numerusform>
            <numerusform>… and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entry(s)</source>
        <translation>
            <numerusform>%Ln entry</numerusform>
            <numerusform>%Ln entries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NewRequestChecks</name>
    <message numerus="yes">
        <source>%1 and %Ln more</source>
        <translation>
            <numerusform>%1 and %Ln more</numerusform>
            <numerusform>%1 and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln table(s) will change in %1</source>
        <translation>
            <numerusform>%Ln table will change in %1</numerusform>
            <numerusform>%Ln tables will change in %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln table(s) are dropped, with their data</source>
        <translation>
            <numerusform>%Ln table is dropped, with its data</numerusform>
            <numerusform>%Ln tables are dropped, with their data</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The schema check found %Ln problem(s)</source>
        <translation>
            <numerusform>The schema check found %Ln problem</numerusform>
            <numerusform>The schema check found %Ln problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SchemaRisks</name>
    <message numerus="yes">
        <source>Every text fits. In %Ln column(s), which texts are equal and how they sort can change.</source>
        <translation>
            <numerusform>Every text fits. In %Ln column, which texts are equal and how they sort can change.</numerusform>
            <numerusform>Every text fits. In %Ln columns, which texts are equal and how they sort can change.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StorageModule</name>
    <message numerus="yes">
        <source>Storage, %Ln volume(s) need attention</source>
        <translation>
            <numerusform>Storage, %Ln volume needs attention</numerusform>
            <numerusform>Storage, %Ln volumes need attention</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln volume(s) need attention</source>
        <translation>
            <numerusform>%Ln volume needs attention</numerusform>
            <numerusform>%Ln volumes need attention</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WebhookActions</name>
    <message numerus="yes">
        <source>A database has at most %Ln webhook(s).</source>
        <translation>
            <numerusform>A database has at most %Ln webhook.</numerusform>
            <numerusform>A database has at most %Ln webhooks.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::ScreenshotWalk</name>
    <message numerus="yes">
        <source>%Ln pictures of the demo are in %1</source>
        <translation>
            <numerusform>%Ln picture of the demo is in %1</numerusform>
            <numerusform>%Ln pictures of the demo are in %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::models::DeployPlan</name>
    <message numerus="yes">
        <source>%Ln table(s)</source>
        <translation>
            <numerusform>%Ln table</numerusform>
            <numerusform>%Ln tables</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln destructive</source>
        <translation>
            <numerusform>%Ln destructive</numerusform>
            <numerusform>%Ln destructive</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::models::DeployRequestLists</name>
    <message numerus="yes">
        <source>%Ln draft(s)</source>
        <translation>
            <numerusform>%Ln draft</numerusform>
            <numerusform>%Ln drafts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You viewed %1 of %Ln changed table(s).</source>
        <translation>
            <numerusform>You viewed %1 of %Ln changed table.</numerusform>
            <numerusform>You viewed %1 of %Ln changed tables.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) not published yet.</source>
        <translation>
            <numerusform>%Ln note not published yet.</numerusform>
            <numerusform>%Ln notes not published yet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::models::DeploymentConsequences</name>
    <message numerus="yes">
        <source>%Ln table change(s) of %1</source>
        <translation>
            <numerusform>%Ln table change of %1</numerusform>
            <numerusform>%Ln table changes of %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Drops data in %1 and %Ln more.</source>
        <translation>
            <numerusform>Drops data in %1 and %Ln more.</numerusform>
            <numerusform>Drops data in %1 and %Ln more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Waits for %Ln deployment(s) ahead of it.</source>
        <translation>
            <numerusform>Waits for %Ln deployment ahead of it.</numerusform>
            <numerusform>Waits for %Ln deployments ahead of it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::models::DeploymentEvents</name>
    <message numerus="yes">
        <source>A revert would lose: %1, and %Ln more.</source>
        <translation>
            <numerusform>A revert would lose: %1, and %Ln more.</numerusform>
            <numerusform>A revert would lose: %1, and %Ln more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::models::DeploymentSummary</name>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::models::ErrorText</name>
    <message numerus="yes">
        <source>%1 or %Ln other(s)</source>
        <translation>
            <numerusform>%1 or %Ln other</numerusform>
            <numerusform>%1 or %Ln others</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::models::PrometheusSource</name>
    <message numerus="yes">
        <source>Loading the last %Ln days, the oldest first.</source>
        <translation>
            <numerusform>Loading the last day.</numerusform>
            <numerusform>Loading the last %Ln days, the oldest first.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::models::QueueTimeline</name>
    <message numerus="yes">
        <source>%Ln deployment(s) waiting</source>
        <translation>
            <numerusform>%Ln deployment waiting</numerusform>
            <numerusform>%Ln deployments waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::models::ReviewProgress</name>
    <message numerus="yes">
        <source>%1 and %Ln more</source>
        <translation>
            <numerusform>%1 and %Ln more</numerusform>
            <numerusform>%1 and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln table(s) with destructive changes not viewed yet: %1.</source>
        <translation>
            <numerusform>%Ln table with destructive changes is not viewed yet: %1.</numerusform>
            <numerusform>%Ln tables with destructive changes are not viewed yet: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln table(s) with destructive changes changed since you viewed them: %1.</source>
        <translation>
            <numerusform>%Ln table with destructive changes changed since you viewed it: %1.</numerusform>
            <numerusform>%Ln tables with destructive changes changed since you viewed them: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln loss(es) not acknowledged yet: %1.</source>
        <translation>
            <numerusform>%Ln loss is not acknowledged yet: %1.</numerusform>
            <numerusform>%Ln losses are not acknowledged yet: %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::models::StorageAlert</name>
    <message numerus="yes">
        <source>%Ln volume(s) are read-only</source>
        <translation>
            <numerusform>%Ln volume is read-only</numerusform>
            <numerusform>%Ln volumes are read-only</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln volume(s) fill up or are full</source>
        <translation>
            <numerusform>%Ln volume fills up or is full</numerusform>
            <numerusform>%Ln volumes fill up or are full</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln volume(s) above a threshold, up to %1</source>
        <translation>
            <numerusform>%Ln volume above a threshold, up to %1</numerusform>
            <numerusform>%Ln volumes above a threshold, up to %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::models::StorageFiles</name>
    <message numerus="yes">
        <source>it has only %Ln cell(s)</source>
        <translation>
            <numerusform>it has only %Ln cell</numerusform>
            <numerusform>it has only %Ln cells</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::models::StorageForecast</name>
    <message numerus="yes">
        <source>Not enough data: %Ln reading(s) over %1; 12 over 24 hours are needed.</source>
        <translation>
            <numerusform>Not enough data: %Ln reading over %1; 12 over 24 hours are needed.</numerusform>
            <numerusform>Not enough data: %Ln readings over %1; 12 over 24 hours are needed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not enough data since the capacity changed %2 ago: %Ln reading(s) over %1; 12 over 24 hours are needed.</source>
        <translation>
            <numerusform>Not enough data since the capacity changed %2 ago: %Ln reading over %1; 12 over 24 hours are needed.</numerusform>
            <numerusform>Not enough data since the capacity changed %2 ago: %Ln readings over %1; 12 over 24 hours are needed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not enough data since the use fell %2 ago: %Ln reading(s) over %1; 12 over 24 hours are needed.</source>
        <translation>
            <numerusform>Not enough data since the use fell %2 ago: %Ln reading over %1; 12 over 24 hours are needed.</numerusform>
            <numerusform>Not enough data since the use fell %2 ago: %Ln readings over %1; 12 over 24 hours are needed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Steady: no significant growth over %Ln day(s).</source>
        <translation>
            <numerusform>Steady: no significant growth over %Ln day.</numerusform>
            <numerusform>Steady: no significant growth over %Ln days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Grows by %1: reaches no further threshold within %Ln day(s).</source>
        <translation>
            <numerusform>Grows by %1: reaches no further threshold within %Ln day.</numerusform>
            <numerusform>Grows by %1: reaches no further threshold within %Ln days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in %Ln hour(s) (%2 or more)</source>
        <translation>
            <numerusform>%1 in %Ln hour (%2 or more)</numerusform>
            <numerusform>%1 in %Ln hours (%2 or more)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in %Ln day(s) (%2 or more)</source>
        <translation>
            <numerusform>%1 in %Ln day (%2 or more)</numerusform>
            <numerusform>%1 in %Ln days (%2 or more)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in %Ln hour(s)</source>
        <translation>
            <numerusform>%1 in %Ln hour</numerusform>
            <numerusform>%1 in %Ln hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in %Ln day(s)</source>
        <translation>
            <numerusform>%1 in %Ln day</numerusform>
            <numerusform>%1 in %Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in %Ln hour(s) (%2–%3)</source>
        <translation>
            <numerusform>%1 in %Ln hour (%2–%3)</numerusform>
            <numerusform>%1 in %Ln hours (%2–%3)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in %Ln day(s) (%2–%3)</source>
        <translation>
            <numerusform>%1 in %Ln day (%2–%3)</numerusform>
            <numerusform>%1 in %Ln days (%2–%3)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::models::StorageRisk</name>
    <message numerus="yes">
        <source>%Ln hour(s)</source>
        <translation>
            <numerusform>%Ln hour</numerusform>
            <numerusform>%Ln hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::AlertRuleEditor</name>
    <message numerus="yes">
        <source>day(s)</source>
        <comment>behind the number in a field</comment>
        <translation>
            <numerusform>day</numerusform>
            <numerusform>days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::BranchPage</name>
    <message numerus="yes">
        <source>Snapshot %1 was kept: %Ln table(s).</source>
        <translation>
            <numerusform>Snapshot %1 was kept: %Ln table.</numerusform>
            <numerusform>Snapshot %1 was kept: %Ln tables.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::ChangeSteps</name>
    <message numerus="yes">
        <source>%Ln change(s)</source>
        <translation>
            <numerusform>%Ln change</numerusform>
            <numerusform>%Ln changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::ChangesFind</name>
    <message numerus="yes">
        <source>%1 in %Ln table(s)</source>
        <comment>hits</comment>
        <translation>
            <numerusform>%1 in %Ln table</numerusform>
            <numerusform>%1 in %Ln tables</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::ChangesHead</name>
    <message numerus="yes">
        <source>Publish %Ln…</source>
        <comment>drafts</comment>
        <translation>
            <numerusform>Publish %Ln…</numerusform>
            <numerusform>Publish %Ln…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Publish %Ln draft(s)</source>
        <translation>
            <numerusform>Publish %Ln draft</numerusform>
            <numerusform>Publish %Ln drafts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::ChangesMenu</name>
    <message numerus="yes">
        <source>Copy the DDL of all %Ln table(s)</source>
        <translation>
            <numerusform>Copy the DDL of %Ln table</numerusform>
            <numerusform>Copy the DDL of all %Ln tables</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copy all %Ln table(s) as patch</source>
        <translation>
            <numerusform>Copy %Ln table as patch</numerusform>
            <numerusform>Copy all %Ln tables as patch</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copy all %Ln table(s) as Markdown</source>
        <translation>
            <numerusform>Copy %Ln table as Markdown</numerusform>
            <numerusform>Copy all %Ln tables as Markdown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The changes of %Ln table(s) are copied.</source>
        <translation>
            <numerusform>The changes of %Ln table are copied.</numerusform>
            <numerusform>The changes of %Ln tables are copied.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::ChangesTab</name>
    <message numerus="yes">
        <source>All %Ln table(s) are viewed.</source>
        <translation>
            <numerusform>The table is viewed.</numerusform>
            <numerusform>All %Ln tables are viewed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::ChartReadout</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <comment>volumes</comment>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::ComparePage</name>
    <message numerus="yes">
        <source>Snapshot %1 was kept: %Ln table(s).</source>
        <translation>
            <numerusform>Snapshot %1 was kept: %Ln table.</numerusform>
            <numerusform>Snapshot %1 was kept: %Ln tables.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln added</source>
        <translation>
            <numerusform>%Ln added</numerusform>
            <numerusform>%Ln added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln modified</source>
        <translation>
            <numerusform>%Ln modified</numerusform>
            <numerusform>%Ln modified</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln deleted</source>
        <translation>
            <numerusform>%Ln deleted</numerusform>
            <numerusform>%Ln deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The differences of %Ln table(s) are copied as a patch.</source>
        <translation>
            <numerusform>The differences of %Ln table are copied as a patch.</numerusform>
            <numerusform>The differences of %Ln tables are copied as a patch.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::DeployRequestPage</name>
    <message numerus="yes">
        <source>%Ln table(s) changed since you opened it</source>
        <translation>
            <numerusform>%Ln table changed since you opened it</numerusform>
            <numerusform>%Ln tables changed since you opened it</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::DiffSpeech</name>
    <message numerus="yes">
        <source>%Ln unchanged line(s)</source>
        <translation>
            <numerusform>%Ln unchanged line</numerusform>
            <numerusform>%Ln unchanged lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) added</source>
        <translation>
            <numerusform>%Ln line added</numerusform>
            <numerusform>%Ln lines added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) removed</source>
        <translation>
            <numerusform>%Ln line removed</numerusform>
            <numerusform>%Ln lines removed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::EventLayer</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <comment>events</comment>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::HistoryFilesDialog</name>
    <message numerus="yes">
        <source>The last %Ln days</source>
        <translation>
            <numerusform>The last day</numerusform>
            <numerusform>The last %Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln readings were written to %1.</source>
        <translation>
            <numerusform>%Ln reading was written to %1.</numerusform>
            <numerusform>%Ln readings were written to %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln readings of %1 were imported.</source>
        <translation>
            <numerusform>%Ln reading of %1 was imported.</numerusform>
            <numerusform>%Ln readings of %1 were imported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln readings were imported before.</source>
        <translation>
            <numerusform>%Ln reading was imported before.</numerusform>
            <numerusform>%Ln readings were imported before.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines were left out:</source>
        <translation>
            <numerusform>%Ln line was left out:</numerusform>
            <numerusform>%Ln lines were left out:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln samples of other metrics were left out.</source>
        <translation>
            <numerusform>%Ln sample of other metrics was left out.</numerusform>
            <numerusform>%Ln samples of other metrics were left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::OrganizationPage</name>
    <message numerus="yes">
        <source>%Ln database(s)</source>
        <translation>
            <numerusform>%Ln database</numerusform>
            <numerusform>%Ln databases</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::PrometheusDialog</name>
    <message numerus="yes">
        <source>Reads the last %Ln days again; existing readings are not duplicated.</source>
        <translation>
            <numerusform>Reads the last day again; existing readings are not duplicated.</numerusform>
            <numerusform>Reads the last %Ln days again; existing readings are not duplicated.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It has %Ln branches of your accounts.</source>
        <translation>
            <numerusform>It has %Ln branch of your accounts.</numerusform>
            <numerusform>It has %Ln branches of your accounts.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln disks left out: their branches are not in any signed-in account</source>
        <translation>
            <numerusform>%Ln disk left out: its branch is not in any signed-in account</numerusform>
            <numerusform>%Ln disks left out: their branches are not in any signed-in account</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln stretches of time are still missing; they are asked for again.</source>
        <translation>
            <numerusform>%Ln stretch of time is still missing; it is asked for again.</numerusform>
            <numerusform>%Ln stretches of time are still missing; they are asked for again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln values of the last round could not be used.</source>
        <translation>
            <numerusform>%Ln value of the last round could not be used.</numerusform>
            <numerusform>%Ln values of the last round could not be used.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::PublishDialog</name>
    <message numerus="yes">
        <source>One comment with %Ln note(s), as it is sent:</source>
        <translation>
            <numerusform>One comment with %Ln note, as it is sent:</numerusform>
            <numerusform>One comment with %Ln notes, as it is sent:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::RequestFacts</name>
    <message numerus="yes">
        <source>%Ln deployment(s) ahead in the queue</source>
        <translation>
            <numerusform>%Ln deployment ahead in the queue</numerusform>
            <numerusform>%Ln deployments ahead in the queue</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln shard(s)</source>
        <translation>
            <numerusform>%Ln shard</numerusform>
            <numerusform>%Ln shards</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::RequestPreviewPanel</name>
    <message numerus="yes">
        <source>Preview %Ln request(s)</source>
        <translation>
            <numerusform>Preview %Ln request</numerusform>
            <numerusform>Preview %Ln requests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::ReviewTableModel</name>
    <message numerus="yes">
        <source>%Ln line(s) added</source>
        <translation>
            <numerusform>%Ln line added</numerusform>
            <numerusform>%Ln lines added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) removed</source>
        <translation>
            <numerusform>%Ln line removed</numerusform>
            <numerusform>%Ln lines removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln draft(s)</source>
        <translation>
            <numerusform>%Ln draft</numerusform>
            <numerusform>%Ln drafts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::ReviewsTab</name>
    <message numerus="yes">
        <source>Publish %Ln draft(s)…</source>
        <translation>
            <numerusform>Publish %Ln draft…</numerusform>
            <numerusform>Publish %Ln drafts…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::StateOverlay</name>
    <message numerus="yes">
        <source>%Ln row(s) are hidden by the filter.</source>
        <translation>
            <numerusform>%Ln row is hidden by the filter.</numerusform>
            <numerusform>%Ln rows are hidden by the filter.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::StatementsView</name>
    <message numerus="yes">
        <source>The %Ln statement(s) of %1 are copied.</source>
        <translation>
            <numerusform>The statement of %1 is copied.</numerusform>
            <numerusform>The %Ln statements of %1 are copied.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln statement(s)</source>
        <translation>
            <numerusform>%Ln statement</numerusform>
            <numerusform>%Ln statements</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Runs on %Ln shard(s).</source>
        <translation>
            <numerusform>Runs on %Ln shard.</numerusform>
            <numerusform>Runs on %Ln shards.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::StorageLegend</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <comment>lines</comment>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::StoragePage</name>
    <message numerus="yes">
        <source>%Ln reading(s) since %1</source>
        <translation>
            <numerusform>%Ln reading since %1</numerusform>
            <numerusform>%Ln readings since %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln volume(s)</source>
        <translation>
            <numerusform>%Ln volume</numerusform>
            <numerusform>%Ln volumes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln need attention</source>
        <translation>
            <numerusform>%Ln needs attention</numerusform>
            <numerusform>%Ln need attention</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln could not be read</source>
        <comment>organizations, databases, branches or servers</comment>
        <translation>
            <numerusform>%Ln could not be read</numerusform>
            <numerusform>%Ln could not be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %Ln value(s) could not be used</source>
        <translation>
            <numerusform>%1: %Ln value could not be used</numerusform>
            <numerusform>%1: %Ln values could not be used</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::StorageTables</name>
    <message numerus="yes">
        <source>%Ln table(s), %1</source>
        <translation>
            <numerusform>%Ln table, %1</numerusform>
            <numerusform>%Ln tables, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left over from schema changes, %1</source>
        <translation>
            <numerusform>%Ln left over from schema changes, %1</numerusform>
            <numerusform>%Ln left over from schema changes, %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::StructureRows</name>
    <message numerus="yes">
        <source>%Ln moved</source>
        <translation>
            <numerusform>%Ln moved</numerusform>
            <numerusform>%Ln moved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No real change: %Ln difference(s) of spelling, order or counters</source>
        <translation>
            <numerusform>No real change: %Ln difference of spelling, order or counters</numerusform>
            <numerusform>No real change: %Ln differences of spelling, order or counters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::TableBinding</name>
    <message numerus="yes">
        <source>Copy %Ln row(s)</source>
        <translation>
            <numerusform>Copy %Ln row</numerusform>
            <numerusform>Copy %Ln rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::TableImpact</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln deployment(s) ahead in the queue</source>
        <translation>
            <numerusform>%Ln deployment ahead in the queue</numerusform>
            <numerusform>%Ln deployments ahead in the queue</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, took %1 with %Ln table(s)</source>
        <comment>behind: when it was deployed</comment>
        <translation>
            <numerusform>, took %1 with %Ln table</numerusform>
            <numerusform>, took %1 with %Ln tables</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Checked all %Ln other open request(s) into %1.</source>
        <translation>
            <numerusform>Checked the %Ln other open request into %1.</numerusform>
            <numerusform>Checked all %Ln other open requests into %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Checked %1 of %Ln other open request(s) into %2.</source>
        <translation>
            <numerusform>Checked %1 of %Ln other open request into %2.</numerusform>
            <numerusform>Checked %1 of %Ln other open requests into %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No conflicts found in %Ln open request(s)</source>
        <translation>
            <numerusform>No conflicts found in %Ln open request</numerusform>
            <numerusform>No conflicts found in %Ln open requests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::WebhookDialog</name>
    <message numerus="yes">
        <source>%Ln readings were imported.</source>
        <translation>
            <numerusform>%Ln reading was imported.</numerusform>
            <numerusform>%Ln readings were imported.</numerusform>
        </translation>
    </message>
</context>
</TS>
