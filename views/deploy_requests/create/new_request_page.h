// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/workspace.h"
#include "models/deploy_requests/create/new_request.h"
#include "views/window/page.h"

class QAction;
class QCheckBox;
class QComboBox;
class QPlainTextEdit;

namespace orrery::views {

class ActionSet;
class ChangesReader;
class CheckList;
class ErrorBar;
class PageTitle;
class PlainLabel;
class RequestPreviewPanel;
class StateOverlay;

/// A deploy request before it exists: branch and target, what changes, what is checked, notes and options. Creating sends
/// one request and opens the page of what it made; whatever goes wrong is said here, and nothing typed is lost.
///
/// Keys: Ctrl+Enter creates; in the changes those of ChangesReader.
class NewRequestPage final : public Page
{
    Q_OBJECT
public:
    NewRequestPage(PageContext pageContext, models::Location where, QWidget *parent = nullptr);
    ~NewRequestPage() override;

    [[nodiscard]] QString title() const override;
    void activate() override;
    void deactivate() override;
    void refresh() override;
    [[nodiscard]] models::LoadState loadState() const override;
    [[nodiscard]] QList<std::pair<QString, QString>> keys() const override;

    [[nodiscard]] models::NewDeployRequest *request() const { return m_request; }
    [[nodiscard]] QComboBox *branchBox() const { return m_branch; }
    [[nodiscard]] QComboBox *targetBox() const { return m_into; }
    [[nodiscard]] QPlainTextEdit *notes() const { return m_notes; }
    [[nodiscard]] QAction *createAction() const { return m_create; }
    [[nodiscard]] QAction *openAction() const { return m_open; }
    [[nodiscard]] CheckList *checks() const { return m_checks; }
    [[nodiscard]] ErrorBar *bar() const { return m_bar; }

private:
    void makeActions();
    QWidget *makeBranches();
    QWidget *makeSide();
    [[nodiscard]] const api::Database *database() const;
    [[nodiscard]] bool isPostgres() const;
    void chooseBranch(const QString &branch);
    void showState();
    void showDraft();
    void showChoices();
    void showPreview();
    void onCreated(qint64 number, const QString &sentence);
    void onFinished(const models::ActionResult &result);
    void openLink(const QUrl &link);

    models::Workspace *m_workspace;
    models::NewDeployRequest *m_request;
    ActionSet *m_set; ///< of m_create
    PageTitle *m_heading;
    ErrorBar *m_bar;
    QComboBox *m_branch;
    QComboBox *m_into;
    ChangesReader *m_reader;
    StateOverlay *m_changes;
    QPlainTextEdit *m_notes;
    QCheckBox *m_autoApply;
    QCheckBox *m_autoDelete;
    PlainLabel *m_autoApplyNote;
    PlainLabel *m_autoDeleteNote;
    QWidget *m_checksHeader = nullptr;
    CheckList *m_checks;
    RequestPreviewPanel *m_preview;
    StateOverlay *m_overlay = nullptr;
    QAction *m_create;
    QAction *m_open; ///< the request that is there already, instead of another one
    QAction *m_keepTemplate;
    QAction *m_insertTemplate;
    bool m_active = false;
};

} // namespace orrery::views
