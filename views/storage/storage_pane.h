// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/storage_store.h"

#include <QWidget>

namespace orrery::models {
class Workspace;
}

namespace orrery::views {

class PlainLabel;
class StateOverlay;
class StorageChart;

/// How full the volumes of a branch are, over time, and where the numbers come from.
class StoragePane final : public QWidget
{
    Q_OBJECT
public:
    StoragePane(models::Workspace *workspace, const api::OpenEnum<api::DatabaseKind> &kind, const QString &organization,
                const QString &database, const QString &branch, QWidget *parent = nullptr);

    /// The kind became known after the pane was made: it decides what is asked for.
    void setKind(const api::OpenEnum<api::DatabaseKind> &kind);
    /// Where the branch itself stands, which tells the kind: shown while that is not known.
    void setBranchState(const models::LoadState &state, const QString &failureTitle);
    void open();
    void refresh();
    [[nodiscard]] models::LoadState loadState() const;

Q_SIGNALS:
    void loadStateChanged();
    void signInRequested();
    /// Something was done, or could not be, in a sentence.
    void notice(const QString &sentence);
    /// Try again while it is the branch that could not be read.
    void branchRetryRequested();

private:
    void update();

    models::StorageStore *m_store;
    StateOverlay *m_states;
    StorageChart *m_chart;
    PlainLabel *m_source;
    models::LoadState m_branchState;
    QString m_branchFailure;
    bool m_opened = false;
};

} // namespace orrery::views
