// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/review/published_notes.h"
#include "models/deploy_requests/review/review_store.h"
#include "views/deploy_requests/review/note_card.h"

#include <QWidget>

class QPlainTextEdit;
class QScrollArea;
class QVBoxLayout;

namespace orrery::views {

class PlainLabel;

/// The notes on the current table, published ones and drafts, and the editor of a draft. Not there while there is neither.
///
/// Keys in the editor: Esc keeps the draft and leaves, Ctrl+Enter publishes.
class NotesPanel final : public QWidget
{
    Q_OBJECT
public:
    /// Both outlive this.
    NotesPanel(models::ReviewStore *review, const Clock *clock, QWidget *parent = nullptr);

    /// The table on screen; empty: none.
    void setTable(const QString &tableId);
    /// Of the whole request.
    void setPublished(const QList<models::PublishedNote> &published);

    /// Opens the draft that is there already, else a new one.
    void edit(const models::NoteAnchor &anchor);
    void editDraft(const QString &id);
    /// Keeps the draft, unless it is blank.
    void leaveEditor();
    [[nodiscard]] bool isEditing() const { return !m_editedId.isEmpty(); }
    [[nodiscard]] QPlainTextEdit *editor() const { return m_editor; }

Q_SIGNALS:
    /// The line (index in the diff; -1: the table itself) a note belongs to.
    void lineActivated(int lineIndex);
    void linkActivated(const QUrl &link);
    void publishRequested();
    /// The editor was left: the reader wants the focus back.
    void editorLeft();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeEditor();
    void showNotes();
    void showEditor();
    void makeCards();

    models::ReviewStore *m_review;
    const Clock *m_clock;
    QString m_table;
    QList<models::PublishedNote> m_published;
    QString m_editedId;
    QWidget *m_editing;
    PlainLabel *m_where;
    PlainLabel *m_quote;
    QPlainTextEdit *m_editor;
    QScrollArea *m_scroll;
    QVBoxLayout *m_list;
    QList<NoteCard::Contents> m_shown;
};

} // namespace orrery::views
