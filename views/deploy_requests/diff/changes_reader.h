// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/diff/deploy_tables.h"

#include <QWidget>

class QListView;
class QSettings;

namespace orrery::models {
class ExternalDiff;
}

namespace orrery::views {

class ChangePane;
class ChangeSteps;
class ChangeViews;
class ChangesFrame;
class DiffView;
class PlainLabel;

/// Changed tables in their frame, without a review: a comparison of schemas, or a branch that is to be deployed. The current
/// table stays the same while rows come and go.
class ChangesReader final : public QWidget
{
    Q_OBJECT
public:
    /// All outlive this; `settings` and `external` may be null.
    ChangesReader(models::DeployTableModel *tables, QSettings *settings, models::ExternalDiff *external,
                  QWidget *parent = nullptr);

    [[nodiscard]] QListView *list() const { return m_list; }
    [[nodiscard]] ChangePane *pane() const;
    [[nodiscard]] DiffView *diff() const;
    /// The keys for the page's sheet.
    static QList<std::pair<QString, QString>> keys();
    /// Where the list ends and the difference begins, under the person's own key.
    void rememberSplit(const QString &settingsKey);

Q_SIGNALS:
    /// Something was done, in a sentence for the status line.
    void notice(const QString &sentence);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fitHead();
    QWidget *makeHead();
    void showTables();
    void showCurrent();
    void step(int by);
    void showView();

    models::DeployTableModel *m_tables;
    QListView *m_list;
    ChangesFrame *m_frame;
    QWidget *m_head = nullptr;
    PlainLabel *m_name;
    ChangeViews *m_views;
    ChangeSteps *m_steps;
    QString m_wantedId; ///< the table last looked at, also while it is not there
    QString m_shownId;
    QByteArray m_shownDigest;
};

} // namespace orrery::views
