<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
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
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
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
    <name>orrery::views::TableBinding</name>
    <message numerus="yes">
        <source>Copy %n row(s)</source>
        <translation>
            <numerusform>Copy %n row</numerusform>
            <numerusform>Copy %n rows</numerusform>
        </translation>
    </message>
</context>
</TS>
