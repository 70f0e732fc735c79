// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/deploy_requests/diff/structure_rows.h"

#include <QTreeView>

class QStandardItemModel;

namespace orrery::views {

/// What a change does to a table, part by part: "email · type: varchar(100) → varchar(255)", changed words marked.
/// Details are open, what changes nothing real is folded.
class StructureView final : public QTreeView
{
    Q_OBJECT
public:
    explicit StructureView(QWidget *parent = nullptr);

    /// Null or unread: nothing is shown.
    void setStructure(const std::shared_ptr<const models::TableStructure> &structure);
    /// Says what the rows are of.
    void setTitle(const QString &title);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void fitColumns();

    QStandardItemModel *m_model;
    std::shared_ptr<const models::TableStructure> m_structure;
};

} // namespace orrery::views
