// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/resource_list_model.h"
#include "models/storage/sources/webhook_inspection.h"

#include <QDialog>
#include <QTimer>

class QCheckBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTreeView;

namespace orrery {
class Clock;
}

namespace orrery::models {
class Accounts;
class StorageHistory;
class StorageRadar;
} // namespace orrery::models

namespace orrery::views {

class CodeView;
class ErrorBar;
class FactsPanel;
class PlainLabel;
class StateChip;

/// Verifies and reads a webhook's body, and takes the readings of a storage event into the history. The secret stays in its
/// field.
class WebhookDialog final : public QDialog
{
    Q_OBJECT
public:
    /// All outlive the dialog; without `history` nothing can be imported.
    WebhookDialog(const models::Accounts *accounts, const models::StorageRadar *radar, models::StorageHistory *history,
                  const Clock *clock, QWidget *parent = nullptr);

    [[nodiscard]] const models::WebhookInspection &inspection() const { return m_inspection; }
    /// Of the webhook that was chosen elsewhere.
    void setSecret(const QString &secret);
    /// The exact bytes of a file, which pasting may change.
    void openFile(const QString &path);
    /// Looks at what is entered now, without waiting for the end of typing.
    void inspect();

private:
    QWidget *buildInput();
    QWidget *buildResult();
    void askFile();
    void updateImport();
    void importReadings();

    const models::Accounts *m_accounts;
    const models::StorageRadar *m_radar;
    models::StorageHistory *m_history;
    const Clock *m_clock;
    QPlainTextEdit *m_body = nullptr;
    PlainLabel *m_bodyNote = nullptr;
    QLineEdit *m_signature = nullptr;
    QLineEdit *m_secret = nullptr;
    QWidget *m_result = nullptr;
    StateChip *m_verdict = nullptr;
    PlainLabel *m_verdictText = nullptr;
    PlainLabel *m_problem = nullptr;
    FactsPanel *m_facts = nullptr;
    CodeView *m_resource = nullptr;
    QWidget *m_storage = nullptr;
    QTreeView *m_table = nullptr;
    models::ResourceListModel<models::StorageReading> *m_readings = nullptr;
    QCheckBox *m_unverified = nullptr;
    PlainLabel *m_whyNot = nullptr;
    ErrorBar *m_bar;
    QPushButton *m_import;
    QTimer m_inspectSoon;
    models::WebhookInspection m_inspection;
    std::optional<QByteArray> m_fileBytes; ///< of an opened file, until the text is edited
    bool m_imported = false;
};

} // namespace orrery::views
