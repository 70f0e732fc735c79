// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <functional>

class QWidget;

namespace orrery::views {

/// The keys of the window and of the page, as a sheet.
void showKeysSheet(QWidget *parent, const QList<std::pair<QString, QString>> &pageKeys);
void showAboutSheet(QWidget *parent);
/// What signing out did, line by line.
void showReceipt(QWidget *parent, const QString &label, const QStringList &lines);
void confirmSignOut(QWidget *parent, const QString &label, const std::function<void()> &confirmed);

} // namespace orrery::views
