<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>NewRequestChecks</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n table(s) change in %1</source>
        <translation>
            <numerusform>%n table changes in %1</numerusform>
            <numerusform>%n tables change in %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n table(s) are dropped, with their data</source>
        <translation>
            <numerusform>%n table is dropped, with its data</numerusform>
            <numerusform>%n tables are dropped, with their data</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The schema check found %n problem(s)</source>
        <translation>
            <numerusform>The schema check found %n problem</numerusform>
            <numerusform>The schema check found %n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StorageTables</name>
    <message numerus="yes">
        <source>%n table(s), %1</source>
        <translation>
            <numerusform>%n table, %1</numerusform>
            <numerusform>%n tables, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left over from schema changes, %1</source>
        <translation>
            <numerusform>%n left over from schema changes, %1</numerusform>
            <numerusform>%n left over from schema changes, %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::ScreenshotWalk</name>
    <message numerus="yes">
        <source>%n pictures of the demo are in %1</source>
        <translation>
            <numerusform>%n picture of the demo is in %1</numerusform>
            <numerusform>%n pictures of the demo are in %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::models::DeployPlan</name>
    <message numerus="yes">
        <source>%n table(s)</source>
        <translation>
            <numerusform>%n table</numerusform>
            <numerusform>%n tables</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n destructive</source>
        <translation>
            <numerusform>%n destructive</numerusform>
            <numerusform>%n destructive</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::models::DeployRequestLists</name>
    <message numerus="yes">
        <source>%n draft(s)</source>
        <translation>
            <numerusform>%n draft</numerusform>
            <numerusform>%n drafts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You viewed %1 of %n changed table(s).</source>
        <translation>
            <numerusform>You viewed %1 of %n changed table.</numerusform>
            <numerusform>You viewed %1 of %n changed tables.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) not published yet.</source>
        <translation>
            <numerusform>%n note not published yet.</numerusform>
            <numerusform>%n notes not published yet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::models::DeploymentConsequences</name>
    <message numerus="yes">
        <source>%n table change(s) of %1</source>
        <translation>
            <numerusform>%n table change of %1</numerusform>
            <numerusform>%n table changes of %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Drops data in %1 and %n more.</source>
        <translation>
            <numerusform>Drops data in %1 and %n more.</numerusform>
            <numerusform>Drops data in %1 and %n more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Waits for %n deployment(s) ahead of it.</source>
        <translation>
            <numerusform>Waits for %n deployment ahead of it.</numerusform>
            <numerusform>Waits for %n deployments ahead of it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::models::DeploymentEvents</name>
    <message numerus="yes">
        <source>A revert would lose: %1, and %n more.</source>
        <translation>
            <numerusform>A revert would lose: %1, and %n more.</numerusform>
            <numerusform>A revert would lose: %1, and %n more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::models::DeploymentSummary</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::models::PrometheusSource</name>
    <message numerus="yes">
        <source>It is asked for the last %n days, the oldest first.</source>
        <translation>
            <numerusform>It is asked for the last day.</numerusform>
            <numerusform>It is asked for the last %n days, the oldest first.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::models::QueueTimeline</name>
    <message numerus="yes">
        <source>%n deployment(s) waiting</source>
        <translation>
            <numerusform>%n deployment waiting</numerusform>
            <numerusform>%n deployments waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::models::ReviewProgress</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n table(s) with destructive changes not viewed yet: %1.</source>
        <translation>
            <numerusform>%n table with destructive changes is not viewed yet: %1.</numerusform>
            <numerusform>%n tables with destructive changes are not viewed yet: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n table(s) with destructive changes changed since you viewed them: %1.</source>
        <translation>
            <numerusform>%n table with destructive changes changed since you viewed it: %1.</numerusform>
            <numerusform>%n tables with destructive changes changed since you viewed them: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n loss(es) not acknowledged yet: %1.</source>
        <translation>
            <numerusform>%n loss is not acknowledged yet: %1.</numerusform>
            <numerusform>%n losses are not acknowledged yet: %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::models::SidebarModel</name>
    <message numerus="yes">
        <source>Storage, %n volume(s) want attention</source>
        <translation>
            <numerusform>Storage, %n volume wants attention</numerusform>
            <numerusform>Storage, %n volumes want attention</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::models::StorageAlert</name>
    <message numerus="yes">
        <source>%n volume(s) are read-only</source>
        <translation>
            <numerusform>%n volume is read-only</numerusform>
            <numerusform>%n volumes are read-only</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n volume(s) fill up or are full</source>
        <translation>
            <numerusform>%n volume fills up or is full</numerusform>
            <numerusform>%n volumes fill up or are full</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n volume(s) above a threshold, up to %1</source>
        <translation>
            <numerusform>%n volume above a threshold, up to %1</numerusform>
            <numerusform>%n volumes above a threshold, up to %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::models::StorageFiles</name>
    <message numerus="yes">
        <source>it has only %n cell(s)</source>
        <translation>
            <numerusform>it has only %n cell</numerusform>
            <numerusform>it has only %n cells</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::models::StorageForecast</name>
    <message numerus="yes">
        <source>Not enough data: %n reading(s) over %1; 12 over 24 hours are needed.</source>
        <translation>
            <numerusform>Not enough data: %n reading over %1; 12 over 24 hours are needed.</numerusform>
            <numerusform>Not enough data: %n readings over %1; 12 over 24 hours are needed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not enough data since the capacity changed %2 ago: %n reading(s) over %1; 12 over 24 hours are needed.</source>
        <translation>
            <numerusform>Not enough data since the capacity changed %2 ago: %n reading over %1; 12 over 24 hours are needed.</numerusform>
            <numerusform>Not enough data since the capacity changed %2 ago: %n readings over %1; 12 over 24 hours are needed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not enough data since the use fell %2 ago: %n reading(s) over %1; 12 over 24 hours are needed.</source>
        <translation>
            <numerusform>Not enough data since the use fell %2 ago: %n reading over %1; 12 over 24 hours are needed.</numerusform>
            <numerusform>Not enough data since the use fell %2 ago: %n readings over %1; 12 over 24 hours are needed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Steady: no growth over %n day(s) that can be told from none.</source>
        <translation>
            <numerusform>Steady: no growth over %n day that can be told from none.</numerusform>
            <numerusform>Steady: no growth over %n days that can be told from none.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Grows by %1: reaches no further threshold within %n day(s).</source>
        <translation>
            <numerusform>Grows by %1: reaches no further threshold within %n day.</numerusform>
            <numerusform>Grows by %1: reaches no further threshold within %n days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n hour(s) (%2 or more)</source>
        <translation>
            <numerusform>%1 in %n hour (%2 or more)</numerusform>
            <numerusform>%1 in %n hours (%2 or more)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n day(s) (%2 or more)</source>
        <translation>
            <numerusform>%1 in %n day (%2 or more)</numerusform>
            <numerusform>%1 in %n days (%2 or more)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n hour(s)</source>
        <translation>
            <numerusform>%1 in %n hour</numerusform>
            <numerusform>%1 in %n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n day(s)</source>
        <translation>
            <numerusform>%1 in %n day</numerusform>
            <numerusform>%1 in %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n hour(s) (%2–%3)</source>
        <translation>
            <numerusform>%1 in %n hour (%2–%3)</numerusform>
            <numerusform>%1 in %n hours (%2–%3)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n day(s) (%2–%3)</source>
        <translation>
            <numerusform>%1 in %n day (%2–%3)</numerusform>
            <numerusform>%1 in %n days (%2–%3)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::models::StorageRisk</name>
    <message numerus="yes">
        <source>%1 in %n hour(s)</source>
        <translation>
            <numerusform>%1 in %n hour</numerusform>
            <numerusform>%1 in %n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n day(s)</source>
        <translation>
            <numerusform>%1 in %n day</numerusform>
            <numerusform>%1 in %n days</numerusform>
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
        <source>Snapshot %1 was kept: %n table(s).</source>
        <translation>
            <numerusform>Snapshot %1 was kept: %n table.</numerusform>
            <numerusform>Snapshot %1 was kept: %n tables.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::ChangeSteps</name>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::ChangesFind</name>
    <message numerus="yes">
        <source>%1 in %n table(s)</source>
        <comment>hits</comment>
        <translation>
            <numerusform>%1 in %n table</numerusform>
            <numerusform>%1 in %n tables</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::ChangesHead</name>
    <message numerus="yes">
        <source>Publish %n…</source>
        <comment>drafts</comment>
        <translation>
            <numerusform>Publish %n…</numerusform>
            <numerusform>Publish %n…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Publish %n draft(s)</source>
        <translation>
            <numerusform>Publish %n draft</numerusform>
            <numerusform>Publish %n drafts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::ChangesMenu</name>
    <message numerus="yes">
        <source>Copy the DDL of all %n table(s)</source>
        <translation>
            <numerusform>Copy the DDL of %n table</numerusform>
            <numerusform>Copy the DDL of all %n tables</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copy all %n table(s) as patch</source>
        <translation>
            <numerusform>Copy %n table as patch</numerusform>
            <numerusform>Copy all %n tables as patch</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copy all %n table(s) as Markdown</source>
        <translation>
            <numerusform>Copy %n table as Markdown</numerusform>
            <numerusform>Copy all %n tables as Markdown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The changes of %n table(s) are copied.</source>
        <translation>
            <numerusform>The changes of %n table are copied.</numerusform>
            <numerusform>The changes of %n tables are copied.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::ChangesTab</name>
    <message numerus="yes">
        <source>All %n table(s) are viewed.</source>
        <translation>
            <numerusform>The table is viewed.</numerusform>
            <numerusform>All %n tables are viewed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::ComparePage</name>
    <message numerus="yes">
        <source>Snapshot %1 was kept: %n table(s).</source>
        <translation>
            <numerusform>Snapshot %1 was kept: %n table.</numerusform>
            <numerusform>Snapshot %1 was kept: %n tables.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n added</source>
        <translation>
            <numerusform>%n added</numerusform>
            <numerusform>%n added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n modified</source>
        <translation>
            <numerusform>%n modified</numerusform>
            <numerusform>%n modified</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deleted</source>
        <translation>
            <numerusform>%n deleted</numerusform>
            <numerusform>%n deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The differences of %n table(s) are copied as a patch.</source>
        <translation>
            <numerusform>The differences of %n table are copied as a patch.</numerusform>
            <numerusform>The differences of %n tables are copied as a patch.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::DeployRequestPage</name>
    <message numerus="yes">
        <source>%n table(s) changed since you opened it</source>
        <translation>
            <numerusform>%n table changed since you opened it</numerusform>
            <numerusform>%n tables changed since you opened it</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::DiffView</name>
    <message numerus="yes">
        <source>%n line(s) added</source>
        <translation>
            <numerusform>%n line added</numerusform>
            <numerusform>%n lines added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) removed</source>
        <translation>
            <numerusform>%n line removed</numerusform>
            <numerusform>%n lines removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unchanged line(s)</source>
        <translation>
            <numerusform>%n unchanged line</numerusform>
            <numerusform>%n unchanged lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::HistoryFilesDialog</name>
    <message numerus="yes">
        <source>The last %n days</source>
        <translation>
            <numerusform>The last day</numerusform>
            <numerusform>The last %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n readings were written to %1.</source>
        <translation>
            <numerusform>%n reading was written to %1.</numerusform>
            <numerusform>%n readings were written to %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n readings of %1 were taken in.</source>
        <translation>
            <numerusform>%n reading of %1 was taken in.</numerusform>
            <numerusform>%n readings of %1 were taken in.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n readings were taken in before.</source>
        <translation>
            <numerusform>%n reading was taken in before.</numerusform>
            <numerusform>%n readings were taken in before.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines were left out:</source>
        <translation>
            <numerusform>%n line was left out:</numerusform>
            <numerusform>%n lines were left out:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::OrganizationPage</name>
    <message numerus="yes">
        <source>%n database(s)</source>
        <translation>
            <numerusform>%n database</numerusform>
            <numerusform>%n databases</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::PrometheusDialog</name>
    <message numerus="yes">
        <source>Asks for the last %n days once more; what is kept already does no harm.</source>
        <translation>
            <numerusform>Asks for the last day once more; what is kept already does no harm.</numerusform>
            <numerusform>Asks for the last %n days once more; what is kept already does no harm.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It has %n branches of your accounts.</source>
        <translation>
            <numerusform>It has %n branch of your accounts.</numerusform>
            <numerusform>It has %n branches of your accounts.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n disks of branches that no signed-in account knows are left out</source>
        <translation>
            <numerusform>%n disk of a branch that no signed-in account knows is left out</numerusform>
            <numerusform>%n disks of branches that no signed-in account knows are left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::PublishDialog</name>
    <message numerus="yes">
        <source>One comment with %n note(s), as it is sent:</source>
        <translation>
            <numerusform>One comment with %n note, as it is sent:</numerusform>
            <numerusform>One comment with %n notes, as it is sent:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::RequestFacts</name>
    <message numerus="yes">
        <source>%n deployment(s) ahead in the queue</source>
        <translation>
            <numerusform>%n deployment ahead in the queue</numerusform>
            <numerusform>%n deployments ahead in the queue</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n shard(s)</source>
        <translation>
            <numerusform>%n shard</numerusform>
            <numerusform>%n shards</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::RequestPreviewPanel</name>
    <message numerus="yes">
        <source>Preview %n request(s)</source>
        <translation>
            <numerusform>Preview %n request</numerusform>
            <numerusform>Preview %n requests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::ReviewTableModel</name>
    <message numerus="yes">
        <source>%n line(s) added</source>
        <translation>
            <numerusform>%n line added</numerusform>
            <numerusform>%n lines added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) removed</source>
        <translation>
            <numerusform>%n line removed</numerusform>
            <numerusform>%n lines removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n draft(s)</source>
        <translation>
            <numerusform>%n draft</numerusform>
            <numerusform>%n drafts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::ReviewsTab</name>
    <message numerus="yes">
        <source>Publish %n draft(s)…</source>
        <translation>
            <numerusform>Publish %n draft…</numerusform>
            <numerusform>Publish %n drafts…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::StateOverlay</name>
    <message numerus="yes">
        <source>%n row(s) are hidden by the filter.</source>
        <translation>
            <numerusform>%n row is hidden by the filter.</numerusform>
            <numerusform>%n rows are hidden by the filter.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::StatementsView</name>
    <message numerus="yes">
        <source>The %n statement(s) of %1 are copied.</source>
        <translation>
            <numerusform>The statement of %1 is copied.</numerusform>
            <numerusform>The %n statements of %1 are copied.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n statement(s)</source>
        <translation>
            <numerusform>%n statement</numerusform>
            <numerusform>%n statements</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>They run on %n shard(s).</source>
        <translation>
            <numerusform>They run on %n shard.</numerusform>
            <numerusform>They run on %n shards.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::StorageLegend</name>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>lines</comment>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::StoragePage</name>
    <message numerus="yes">
        <source>%n reading(s) since %1</source>
        <translation>
            <numerusform>%n reading since %1</numerusform>
            <numerusform>%n readings since %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n volume(s)</source>
        <translation>
            <numerusform>%n volume</numerusform>
            <numerusform>%n volumes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n want attention</source>
        <translation>
            <numerusform>%n wants attention</numerusform>
            <numerusform>%n want attention</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be read</source>
        <comment>organizations, databases or branches</comment>
        <translation>
            <numerusform>%n could not be read</numerusform>
            <numerusform>%n could not be read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::StoragePlot</name>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>volumes</comment>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>events</comment>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::StructureRows</name>
    <message numerus="yes">
        <source>%n moved</source>
        <translation>
            <numerusform>%n moved</numerusform>
            <numerusform>%n moved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No real change: %n difference(s) of spelling, order or counters</source>
        <translation>
            <numerusform>No real change: %n difference of spelling, order or counters</numerusform>
            <numerusform>No real change: %n differences of spelling, order or counters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::TableBinding</name>
    <message numerus="yes">
        <source>Copy %n row(s)</source>
        <translation>
            <numerusform>Copy %n row</numerusform>
            <numerusform>Copy %n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::TableImpact</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deployment(s) ahead in the queue</source>
        <translation>
            <numerusform>%n deployment ahead in the queue</numerusform>
            <numerusform>%n deployments ahead in the queue</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Looked at the queue and %n other open request(s) known here.</source>
        <translation>
            <numerusform>Looked at the queue and %n other open request known here.</numerusform>
            <numerusform>Looked at the queue and %n other open requests known here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other open request(s) change it too</source>
        <translation>
            <numerusform>%n other open request changes it too</numerusform>
            <numerusform>%n other open requests change it too</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, took %1 with %n table(s)</source>
        <comment>behind: when it was deployed</comment>
        <translation>
            <numerusform>, took %1 with %n table</numerusform>
            <numerusform>, took %1 with %n tables</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::TrayPresence</name>
    <message numerus="yes">
        <source>%n volume(s) want attention</source>
        <translation>
            <numerusform>%n volume wants attention</numerusform>
            <numerusform>%n volumes want attention</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Storage (%n want(s) attention)</source>
        <translation>
            <numerusform>Storage (%n wants attention)</numerusform>
            <numerusform>Storage (%n want attention)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::views::WebhookDialog</name>
    <message numerus="yes">
        <source>%n readings were imported.</source>
        <translation>
            <numerusform>%n reading was imported.</numerusform>
            <numerusform>%n readings were imported.</numerusform>
        </translation>
    </message>
</context>
</TS>
