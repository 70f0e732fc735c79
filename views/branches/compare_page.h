// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/workspace.h"
#include "models/deploy_requests/diff/schema_compare.h"
#include "views/window/page.h"

class QAction;
class QPushButton;
class QToolButton;

namespace orrery::views {

class ChangesReader;
class ErrorBar;
class PageTitle;
class SnapshotsPane;
class StateOverlay;
class Tabs;

/// Two schemas of an account beside each other: branches of any database and organization, and snapshots kept on this
/// computer. Another side is another place, so that history and links lead to each comparison. The second tab lists the
/// snapshots.
///
/// Keys: F and T choose the sides, S swaps them; in the differences those of ChangesReader.
class ComparePage final : public Page
{
    Q_OBJECT
public:
    ComparePage(PageContext pageContext, models::Location where, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    void activate() override;
    void deactivate() override;
    void refresh() override;
    void openTab(const QString &tab) override;
    [[nodiscard]] models::LoadState loadState() const override;
    [[nodiscard]] QList<std::pair<QString, QString>> keys() const override;

    [[nodiscard]] models::SchemaCompare *comparison() const { return m_compare; }
    [[nodiscard]] QPushButton *sideButton(models::SchemaCompare::Side side) const;
    [[nodiscard]] QAction *copyAction() const { return m_copy; }

private:
    using Side = models::SchemaCompare::Side;

    QWidget *makeSides();
    QWidget *makeDifferences();
    QWidget *makeSnapshots();
    void makeActions();
    void showTab(const QString &id);
    void showState();
    void chooseSide(Side side);
    void goTo(const models::SchemaSide &from, const models::SchemaSide &to);
    void keep(Side side);
    void copyPatch();

    models::Workspace *m_workspace;
    models::SchemaCompare *m_compare;
    PageTitle *m_heading;
    Tabs *m_tabs;
    QPushButton *m_from;
    QPushButton *m_to;
    QAction *m_swap;
    QAction *m_copy;
    QAction *m_keepFrom;
    QAction *m_keepTo;
    ErrorBar *m_bar;
    StateOverlay *m_overlay = nullptr;
    ChangesReader *m_reader = nullptr;
    SnapshotsPane *m_snapshots = nullptr;
    bool m_active = false;
};

} // namespace orrery::views
