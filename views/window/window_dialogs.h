// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

class QWidget;

namespace orrery::views {

/// The keys of the window and of the page, as a sheet.
void showKeysSheet(QWidget *parent, const QList<std::pair<QString, QString>> &pageKeys);
void showAboutSheet(QWidget *parent);
/// Sentences below each other, such as what signing out did.
void showSentences(QWidget *parent, const QString &title, const QStringList &sentences);

} // namespace orrery::views
