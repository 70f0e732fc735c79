// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/confirmation.h"
#include "models/core/request_preview.h"
#include "views/core/acknowledgement_list.h"

#include <QDialog>

#include <functional>
#include <optional>

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace orrery::views {

class PlainLabel;
class RequestPreviewPanel;

/// What a confirmation asks beside its words.
struct ConfirmRequest
{
    models::Confirmation words;
    QList<Acknowledgement> lost = {}; ///< what is lost with it; each has to be ticked first
    std::optional<models::RequestPreview> preview = {};
};

/// Asks before an action, without blocking. Focus starts on Cancel; Enter presses the focused button only, and never
/// confirms where a name has to be typed.
class ConfirmDialog : public QDialog
{
    Q_OBJECT

public:
    /// Shows the dialog over `parent`'s window and calls `confirmed` once if the person agrees. With the tiers
    /// None and Undo it calls at once and returns null (Undo: offer it in the StatusStrip). The dialog deletes itself.
    static ConfirmDialog *ask(QWidget *parent, const ConfirmRequest &request, const std::function<void()> &confirmed);

    explicit ConfirmDialog(const ConfirmRequest &request, QWidget *parent = nullptr);

    /// For a dialog that needs more choices: a widget between the text and the buttons.
    void addWidget(QWidget *widget);
    /// One line above the buttons that says what is about to happen; empty: none.
    void setSummary(const QString &line);
    /// The confirming button's text, where a choice in the dialog changes it.
    void setVerb(const QString &verb);
    /// False: confirming leaves the dialog open, to show how it goes.
    void setClosesOnConfirm(bool closes) { m_closesOnConfirm = closes; }
    /// Nothing is asked any more: what had to be ticked or typed, the preview and the confirming button go; texts, added
    /// widgets and Cancel stay.
    void stopAsking();
    /// Why it cannot be confirmed yet, for dialogs with fields of their own; nothing when it can.
    void setMissing(const std::optional<QString> &reason);
    [[nodiscard]] QPushButton *confirmButton() const { return m_confirm; }
    [[nodiscard]] QPushButton *cancelButton() const { return m_cancel; }
    [[nodiscard]] QLineEdit *nameField() const { return m_name; }
    [[nodiscard]] const QList<QCheckBox *> &lossChecks() const { return m_lost->boxes(); }
    [[nodiscard]] RequestPreviewPanel *previewPanel() const { return m_preview; }

Q_SIGNALS:
    void confirmed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void updateConfirm();
    [[nodiscard]] bool isTyped() const;
    [[nodiscard]] QWidget *makeLosses() const;

    ConfirmRequest m_request;
    QVBoxLayout *m_extra;
    AcknowledgementList *m_lost;
    std::optional<QString> m_missing;
    QLineEdit *m_name = nullptr;
    RequestPreviewPanel *m_preview = nullptr;
    PlainLabel *m_summary;
    QList<QWidget *> m_asking; ///< what stopAsking() hides
    bool m_closesOnConfirm = true;
    QPushButton *m_confirm;
    QPushButton *m_cancel;
};

} // namespace orrery::views
