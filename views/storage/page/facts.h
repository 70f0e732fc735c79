// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/view/radar.h"

#include <QUrl>
#include <QWidget>

class QVBoxLayout;

namespace orrery::views {

class StorageBar;

/// What is to be said of one volume in sentences: level, growth, when thresholds are expected to be reached, how its disk
/// behaves, and what can be done, with a link to the page that does it.
class StorageFacts final : public QWidget
{
    Q_OBJECT
public:
    explicit StorageFacts(QWidget *parent = nullptr);

    /// Cheap when nothing changed; where only words differ (an age), they are changed in place.
    void setVolume(const models::RadarVolume &row, const QList<models::StorageRemedy> &remedies,
                   const QStringList &accounts, const QDateTime &now);
    /// Everything as lines.
    [[nodiscard]] QString asText() const;

Q_SIGNALS:
    /// A page of the service that does, or explains, what can be done.
    void linkOpened(const QUrl &url);

private:
    enum class Kind : quint8 { Level, Heading, Sentence, Link };
    struct Line
    {
        Kind kind = Kind::Sentence;
        QString text;
        QUrl url;
        QString exact;
        friend bool operator==(const Line &, const Line &) = default;
    };
    void rebuild();
    bool changeTexts(const QList<Line> &lines);

    QList<Line> m_lines;
    StorageBar *m_bar;
    QVBoxLayout *m_column;
    QWidget *m_content = nullptr;
};

} // namespace orrery::views
