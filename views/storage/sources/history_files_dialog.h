// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/history/files.h"
#include "views/window/page.h"

#include <QDialog>
#include <QPointer>

class QCheckBox;
class QComboBox;
class QProgressBar;
class QPushButton;

namespace orrery::views {

class ErrorBar;
class PlainLabel;

/// Takes the storage history out into a file, or a file into it, while the window stays usable: with progress, Cancel, and
/// what became of it. Closing cancels.
class HistoryFilesDialog final : public QDialog
{
    Q_OBJECT
public:
    enum class Direction : quint8 { Export, Import };

    /// `chosen` is offered first for an export: its branch. The context's storage outlives the dialog.
    HistoryFilesDialog(Direction direction, const PageContext &context, const models::StorageVolume &chosen = {},
                       QWidget *parent = nullptr);

    /// Exports what is chosen into a file, which is replaced, or imports one.
    void run(const QString &path);
    [[nodiscard]] models::StorageFileScope scope() const;
    [[nodiscard]] bool isRunning() const { return m_job; }

private:
    QWidget *buildChoices(const models::StorageVolume &chosen);
    void fillBranches(const models::StorageVolume &chosen);
    void askFile();
    void finish(const models::StorageFileResult &result);
    void showRunning(bool running);

    const Direction m_direction;
    PageContext m_context;
    ErrorBar *m_bar;
    QComboBox *m_account = nullptr;
    QComboBox *m_branch = nullptr;
    QComboBox *m_range = nullptr;
    QComboBox *m_format = nullptr;
    QCheckBox *m_tables = nullptr;
    QWidget *m_choices;
    PlainLabel *m_status;
    PlainLabel *m_problems;
    QProgressBar *m_progress;
    QPushButton *m_start;
    QPushButton *m_close;
    QPointer<models::StorageFileJob> m_job;
    QString m_path;
};

} // namespace orrery::views
