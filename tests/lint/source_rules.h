// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace orrery::lint {

/// One source file, in the three forms the rules look at. All three have the same line breaks.
struct Source
{
    QString path; ///< from the repository's root, with forward slashes
    QString text; ///< as it is
    QString code; ///< without comments
    QString bare; ///< without comments and without the contents of string and character literals

    static Source fromText(const QString &path, const QString &text);
};

struct Finding
{
    QString path;
    qsizetype line = 0; ///< from 1; 0 for the whole file
    QString message;

    /// "api/core/x.h:12: message", as compilers write it.
    [[nodiscard]] QString toString() const;
};

/// A rule of the house: a name for the test's report, and what it finds in one file.
struct Rule
{
    const char *name;
    QList<Finding> (*check)(const Source &);
};

/// Every rule, in the order of the report.
const QList<Rule> &rules();

/// Headers of Qt modules that may not be known below views/: the folders whose files count as "QtWidgets" and "QtGui".
struct QtFolders
{
    QStringList gui;
    QStringList widgets;
};
void setQtFolders(const QtFolders &folders);

} // namespace orrery::lint
