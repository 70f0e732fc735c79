// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QObject>
#include <QPointer>

#include <functional>

namespace orrery::models {
class DeployRequestStore;
}

namespace orrery::views {
class ChangesTab;
class MainWindow;
} // namespace orrery::views

namespace orrery {

/// The part of `--measure-task changes` that opens a deploy request's changes and scrolls through them. Lines:
/// tests/bench/README.md.
class ChangesMeasurement final : public QObject
{
    Q_OBJECT
public:
    ChangesMeasurement(views::MainWindow *window, QObject *parent);

    /// Opens the changes of a deploy request of the account's first database; calls back once they are painted.
    void open(const QString &account, const QString &organization, const QString &database, qint64 number,
              std::function<void(const QJsonObject &)> shown);
    /// Scrolls the diff on screen from its begin to its end, by lines, by pages, and in leaps.
    [[nodiscard]] QJsonObject scroll() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void watch();

    views::MainWindow *m_window;
    qint64 m_number = 0;
    qint64 m_dataAt = 0; ///< when request and diff had been answered
    QPointer<models::DeployRequestStore> m_store;
    QPointer<views::ChangesTab> m_tab;
    std::function<void(const QJsonObject &)> m_shown;
};

} // namespace orrery
