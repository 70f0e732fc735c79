// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>

namespace orrery {

class Application;

/// `--screenshots FOLDER`: walks through the demo like a newcomer (databases, a deploy request and its diff, backups,
/// storage), writes a picture of each stop, and ends the program. Exit code 1 when a stop was not reached.
class ScreenshotWalk final : public QObject
{
    Q_OBJECT
public:
    explicit ScreenshotWalk(Application &orrery);

private:
    struct Stop
    {
        QString name;
        std::function<void()> go;
    };

    /// What the walk looks at.
    [[nodiscard]] QString database() const;
    [[nodiscard]] qint64 number() const;

    void begin();
    void next();
    /// Takes the picture once nothing is loading any more.
    void takeWhenStill();
    void take();

    Application &m_orrery;
    QList<Stop> m_stops;
    qsizetype m_at = -1;
    QTimer m_still;
    int m_patience = 0;
    bool m_complete = true;
};

} // namespace orrery
