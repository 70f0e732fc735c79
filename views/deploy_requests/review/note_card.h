// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/review/published_notes.h"
#include "views/core/card.h"

#include <optional>

namespace orrery {
class Clock;
}

namespace orrery::views {

/// One note: where it belongs, who wrote it and when, and its text. A draft can be edited and deleted.
class NoteCard final : public Card
{
    Q_OBJECT
public:
    struct Contents
    {
        models::ReviewNote note; ///< with an id: a draft
        models::NotePlace place;
        QString author; ///< of a published one
        QDateTime at;
        bool withTable = false; ///< name the table as well
        friend bool operator==(const Contents &, const Contents &) = default;
    };

    NoteCard(const Contents &contents, const Clock *clock, QWidget *parent = nullptr);

    [[nodiscard]] const QString &draftId() const { return m_draftId; }

Q_SIGNALS:
    void placeActivated();
    void editRequested();
    void deleteRequested();
    /// An address in the text.
    void linkActivated(const QUrl &url);

private:
    QString m_draftId;
};

} // namespace orrery::views
