// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/diff/changes_text.h"

#include <QTemporaryDir>

class QSettings;

namespace orrery::models {

/// A program that compares two files.
struct DiffTool
{
    QString name; ///< "Meld"
    QString program; ///< where it is
    QStringList arguments; ///< with %1 (before) and %2 (after) in them

    friend bool operator==(const DiffTool &, const DiffTool &) = default;
};

/// Takes a command like `meld --newtab %1 %2` apart, as a shell would take words and quotes, and no more: there is no shell,
/// nothing is expanded. %1 and %2 are appended when the command names neither. Nothing when it is empty or its program
/// cannot be found.
std::optional<DiffTool> diffToolOf(const QString &command);

/// The command in the settings; else the first of Meld, KDiff3, Beyond Compare, FileMerge (opendiff), WinMerge, … that is
/// installed. Nothing when none is.
std::optional<DiffTool> findDiffTool(const QSettings *settings);
QString diffToolCommand(const QSettings *settings);
void setDiffToolCommand(QSettings *settings, const QString &command);

/// Both sides of changes as files, for a program outside. They are in a folder only this user can look into, each 0600, and
/// are removed with this object: keep it as long as the application.
class ExternalDiff final : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Writes both sides on a worker thread and starts the tool, detached. Ends with exactly one opened() or failed().
    void open(const DiffTool &tool, const QString &tableName, std::shared_ptr<const UnifiedDiff> diff);

    /// Where the files are; empty before the first.
    [[nodiscard]] QString folder() const { return m_folder ? m_folder->path() : QString(); }

Q_SIGNALS:
    void opened();
    /// A translated sentence.
    void failed(const QString &sentence);

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    int m_count = 0;
};

} // namespace orrery::models
