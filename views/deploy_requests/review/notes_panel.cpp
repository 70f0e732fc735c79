// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/review/notes_panel.h"

#include "views/core/card.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"
#include "views/deploy_requests/review/note_card.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace orrery::views {

using models::NoteAnchor;

namespace {
constexpr int editorHeight = 68;
constexpr int listHeight = 150;

bool sameAnchor(const NoteAnchor &a, const NoteAnchor &b)
{
    return a.kind == b.kind && a.table == b.table && a.side == b.side && a.line == b.line && a.text == b.text;
}
} // namespace

NotesPanel::NotesPanel(models::ReviewStore *review, const Clock *clock, QWidget *parent)
    : QWidget(parent), m_review(review), m_clock(clock), m_where(new PlainLabel), m_quote(new PlainLabel),
      m_editor(new QPlainTextEdit), m_scroll(new QScrollArea)
{
    m_editing = makeEditor();
    auto *content = new QWidget;
    m_list = new QVBoxLayout(content);
    m_list->setContentsMargins(0, 0, 0, 0);
    m_list->setSpacing(space::unit);
    m_list->addStretch(1);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setAccessibleName(tr("Notes on this table"));
    m_scroll->setWidget(content);
    setFillRole(m_scroll, ColorRole::Surface);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::inner, space::unit, 0, 0);
    column->setSpacing(space::unit);
    column->addWidget(m_editing);
    column->addWidget(m_scroll);
    connect(review, &models::ReviewStore::notesChanged, this, &NotesPanel::showNotes);
    connect(review, &models::ReviewStore::progressChanged, this, &NotesPanel::showNotes);
    showEditor();
    showNotes();
}

QWidget *NotesPanel::makeEditor()
{
    auto *card = new Card;
    setTextSize(m_where, TextSize::Body, true);
    setMonospace(m_quote);
    setTextRole(m_quote, ColorRole::TextSecondary);
    m_quote->setElide(Qt::ElideRight);
    m_editor->setFrameShape(QFrame::NoFrame);
    m_editor->viewport()->setAutoFillBackground(false);
    m_editor->setFixedHeight(editorHeight);
    m_editor->setTabChangesFocus(true);
    m_editor->setPlaceholderText(tr("Write a note…"));
    m_editor->installEventFilter(this);
    auto *hint =
        new PlainLabel(tr("Saved as you type. Esc keeps the draft."), TextSize::Small, ColorRole::TextSecondary);
    hint->setElide(Qt::ElideRight);
    auto *remove = new QPushButton(tr("Delete draft"));
    auto *publish = new QPushButton(tr("Publish…"));
    auto *done = new QPushButton(tr("Done"));
    auto *top = new QHBoxLayout;
    top->setSpacing(space::inner);
    top->addWidget(m_where);
    top->addWidget(m_quote, 1);
    auto *bottom = new QHBoxLayout;
    bottom->setSpacing(space::inner);
    bottom->addWidget(hint, 1);
    bottom->addWidget(remove);
    bottom->addWidget(publish);
    bottom->addWidget(done);
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(space::inner + space::unit, space::inner, space::inner, space::inner);
    column->setSpacing(space::unit);
    column->addLayout(top);
    column->addWidget(m_editor);
    column->addLayout(bottom);
    connect(m_editor, &QPlainTextEdit::textChanged, this, [this]() {
        if (isEditing())
            m_review->setNoteBody(m_editedId, m_editor->toPlainText());
    });
    connect(done, &QPushButton::clicked, this, &NotesPanel::leaveEditor);
    connect(publish, &QPushButton::clicked, this, &NotesPanel::publishRequested);
    connect(remove, &QPushButton::clicked, this, [this]() {
        m_editor->clear(); // a blank draft goes
        leaveEditor();
    });
    return card;
}

void NotesPanel::setTable(const QString &tableId)
{
    if (m_table == tableId)
        return;
    m_table = tableId;
    leaveEditor();
    showNotes();
}

void NotesPanel::setPublished(const QList<models::PublishedNote> &published)
{
    if (m_published == published)
        return;
    m_published = published;
    showNotes();
}

void NotesPanel::edit(const NoteAnchor &anchor)
{
    const QList<models::ReviewNote> &notes = m_review->notes();
    const auto known = std::find_if(notes.cbegin(), notes.cend(), [&anchor](const models::ReviewNote &note) {
        return sameAnchor(note.anchor, anchor);
    });
    editDraft(known != notes.cend() ? known->id : m_review->addNote(anchor));
}

void NotesPanel::editDraft(const QString &id)
{
    if (id != m_editedId)
        leaveEditor();
    m_editedId = id;
    showEditor();
    showNotes();
    m_editor->setFocus(Qt::OtherFocusReason);
}

void NotesPanel::leaveEditor()
{
    if (!isEditing())
        return;
    const QString id = std::exchange(m_editedId, QString());
    const bool hadFocus = m_editing->isAncestorOf(QApplication::focusWidget());
    const models::ReviewNote *note = m_review->note(id);
    if (note && note->body.trimmed().isEmpty())
        m_review->removeNote(id);
    showEditor();
    showNotes();
    if (hadFocus)
        Q_EMIT editorLeft();
}

void NotesPanel::showEditor()
{
    const models::ReviewNote *note = m_review->note(m_editedId);
    m_editing->setVisible(note != nullptr);
    if (!note)
        return;
    const QString where = models::anchorWords(note->anchor, m_review->placeOf(*note), false);
    m_where->setText(tr("Draft on %1", "a line, or the whole table").arg(where));
    m_quote->setText(note->anchor.text.trimmed());
    m_editor->setAccessibleName(tr("Note on %1", "a line, or the whole table").arg(where));
    if (m_editor->toPlainText() != note->body) {
        const QString body = note->body; // changed by setting it
        m_editor->setPlainText(body);
        m_editor->moveCursor(QTextCursor::End);
    }
}

void NotesPanel::showNotes()
{
    // A draft that was published, or deleted elsewhere, while it was open.
    if (isEditing() && !m_review->note(m_editedId)) {
        m_editedId.clear();
        showEditor();
    }
    QList<NoteCard::Contents> placed;
    const QList<models::DeployTable> &tables = m_review->tables();
    const auto add = [&](const models::ReviewNote &note, const QString &author, const QDateTime &at) {
        const models::NotePlace place = m_review->placeOf(note);
        const bool here = place.table >= 0 && tables.at(place.table).id == m_table;
        if (here && note.anchor.kind != NoteAnchor::Kind::Request)
            placed.append({note, place, author, at, false});
    };
    for (const models::PublishedNote &note : std::as_const(m_published))
        add(note.note, note.author, note.at);
    for (const models::ReviewNote &note : m_review->notes()) {
        if (note.id != m_editedId)
            add(note, {}, note.updatedAt);
    }
    std::stable_sort(placed.begin(), placed.end(), [](const NoteCard::Contents &a, const NoteCard::Contents &b) {
        return a.place.line < b.place.line;
    });
    if (placed != m_shown) {
        m_shown = placed;
        makeCards();
    }
    m_scroll->setVisible(!placed.isEmpty());
    m_scroll->setFixedHeight(std::min(listHeight, m_scroll->widget()->sizeHint().height()));
    setVisible(isEditing() || !placed.isEmpty());
}

void NotesPanel::makeCards()
{
    while (m_list->count() > 1) {
        QLayoutItem *item = m_list->takeAt(0);
        item->widget()->hide();
        item->widget()->deleteLater();
        // At once: an item of a layout has no signals.
        delete item;
    }
    for (const NoteCard::Contents &each : std::as_const(m_shown)) {
        auto *card = new NoteCard(each, m_clock);
        m_list->insertWidget(m_list->count() - 1, card);
        card->show(); // it counts for the height from now on, not only when the panel is seen
        const QString id = card->draftId();
        connect(card, &NoteCard::placeActivated, this,
                [this, line = int(each.place.line)]() { Q_EMIT lineActivated(line); });
        connect(card, &NoteCard::editRequested, this, [this, id]() { editDraft(id); });
        connect(card, &NoteCard::linkActivated, this, &NotesPanel::linkActivated);
        connect(card, &NoteCard::deleteRequested, this, [this, id]() { m_review->removeNote(id); });
    }
}

bool NotesPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_editor || (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride))
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    const bool publish = enter && key->modifiers().testFlag(Qt::ControlModifier);
    if (key->key() != Qt::Key_Escape && !publish)
        return QWidget::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::KeyPress) {
        if (publish)
            Q_EMIT publishRequested();
        else
            leaveEditor();
    }
    return true;
}

} // namespace orrery::views
