// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/diff/deploy_tables.h"
#include "views/deploy_requests/diff/change_views.h"

#include <QWidget>

class QStackedWidget;

namespace orrery::views {

class DiffView;
class PlainLabel;
class StructureView;

/// Where one table's change is read, as text or part by part, below a sentence where there is something to say of it.
class ChangePane final : public QWidget
{
    Q_OBJECT
public:
    explicit ChangePane(QWidget *parent = nullptr);

    [[nodiscard]] DiffView *diff() const { return m_diff; }
    [[nodiscard]] StructureView *structure() const { return m_structure; }
    [[nodiscard]] PlainLabel *message() const { return m_message; }
    [[nodiscard]] bool isTextShown() const;
    [[nodiscard]] QWidget *current() const;

    /// A page besides the two: the statements, an overview.
    void addPage(QWidget *page);
    void showPage(QWidget *page);
    /// The text as `view` wants it; those that are no text change nothing.
    void setView(ChangeView view);
    /// The text itself is set on diff().
    void showText(const models::DeployTable &table);
    /// False when the definitions were not understood; the text is what there is then, and the message says why.
    bool showStructure(const models::DeployTable &table);
    /// Empty: nothing to say.
    void say(const QString &sentence);

private:
    QStackedWidget *m_stack;
    DiffView *m_diff;
    StructureView *m_structure;
    PlainLabel *m_message;
};

} // namespace orrery::views
