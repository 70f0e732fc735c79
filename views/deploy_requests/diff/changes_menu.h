// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/diff/changes_text.h"

#include <QToolButton>

class QSettings;

namespace orrery::models {
class ExternalDiff;
}

namespace orrery::views {

/// What can be done with the changes elsewhere: copied as the DDL that runs, as a patch or as Markdown, one table or all;
/// opened in a program that compares files. Texts are made on a worker thread.
class ChangesMenu final : public QToolButton
{
    Q_OBJECT
public:
    /// Without `external` (it outlives this) nothing is opened elsewhere.
    ChangesMenu(models::DeployTableModel *tables, QSettings *settings, models::ExternalDiff *external,
                QWidget *parent = nullptr);

    /// The table on screen; none: empty.
    void setTable(const QString &id) { m_id = id; }

Q_SIGNALS:
    /// What was done, in a sentence.
    void notice(const QString &sentence);

private:
    void fill();
    void copy(models::ChangesFormat format, bool all);
    void openInTool();
    void chooseTool();

    models::DeployTableModel *m_tables;
    QSettings *m_settings;
    models::ExternalDiff *m_external;
    QMenu *m_menu;
    QString m_id;
};

} // namespace orrery::views
