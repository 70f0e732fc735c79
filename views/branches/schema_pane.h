// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/branches/branch_list.h"
#include "models/core/resource_list_model.h"
#include "views/window/page.h"
#include "views/window/pane.h"

class QSplitter;

namespace orrery::models {
class Workspace;
}

namespace orrery::views {

class CodeView;
class PlainLabel;
class StateOverlay;
class TableBinding;

/// The schema of a branch: its tables, and the CREATE statement of the chosen one. The filter looks through names and
/// statements.
class SchemaPane final : public Pane
{
    Q_OBJECT
public:
    SchemaPane(const PageContext &context, models::Workspace *workspace, const QString &organization,
               const QString &database, const QString &branch, QWidget *parent = nullptr);

    void setActive(bool active) override;
    void refresh() override;
    [[nodiscard]] models::LoadState loadState() const override;
    /// How many tables there are.
    [[nodiscard]] QString note() const override;

private:
    void fill();
    void showCurrent();

    models::SchemaList *m_store;
    models::ResourceListModel<api::TableSchema> *m_model;
    TableBinding *m_table;
    CodeView *m_code;
    PlainLabel *m_name;
};

} // namespace orrery::views
