// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/review/note_card.h"

#include "api/core/clock.h"
#include "models/core/text.h"
#include "views/core/action_gate.h"
#include "views/core/age_ticker.h"
#include "views/core/icons.h"
#include "views/core/link_button.h"
#include "views/core/markdown_text.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"
#include "views/core/state_chip.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace orrery::views {

NoteCard::NoteCard(const Contents &contents, const Clock *clock, QWidget *parent)
    : Card(parent), m_draftId(contents.note.id)
{
    const QString where = models::anchorWords(contents.note.anchor, contents.place, contents.withTable);
    const bool draft = !m_draftId.isEmpty();
    auto *line = new QHBoxLayout;
    line->setSpacing(space::inner);
    if (contents.place.table >= 0) {
        auto *place = new LinkButton(where, this);
        place->setAccessibleName(tr("Go to %1", "a line or table").arg(where));
        connect(place, &QAbstractButton::clicked, this, &NoteCard::placeActivated);
        line->addWidget(place);
    } else {
        line->addWidget(new PlainLabel(where, this));
    }
    if (draft) {
        line->addWidget(new StateChip(
            {models::Tone::Accent, tr("Draft"), tr("Only on this computer until it is published.")}, this));
    } else {
        auto *who = new PlainLabel(contents.author.isEmpty() ? tr("Someone") : contents.author, this);
        who->setElide(Qt::ElideRight);
        line->addWidget(who);
    }
    if (const auto state = models::describePlace(contents.place))
        line->addWidget(new StateChip(*state, this));
    line->addStretch(1);
    auto *when = new PlainLabel(models::relativeTime(contents.at, clock->now()), TextSize::Small,
                                ColorRole::TextSecondary, this);
    new AgeTicker(when, [when, clock, at = contents.at]() { when->setText(models::relativeTime(at, clock->now())); });
    when->setToolTip(plainToolTip(models::exactTime(contents.at)));
    line->addWidget(when);
    if (draft) {
        const auto add = [&](Glyph glyph, const QString &text, auto signal) {
            auto *button = new QToolButton(this);
            button->setIcon(glyphIcon(glyph));
            button->setAutoRaise(true);
            button->setFocusPolicy(Qt::StrongFocus);
            button->setAccessibleName(text);
            button->setToolTip(plainToolTip(text));
            connect(button, &QToolButton::clicked, this, signal);
            line->addWidget(button);
        };
        add(Glyph::Edit, tr("Edit the draft on %1").arg(where), &NoteCard::editRequested);
        add(Glyph::Trash, tr("Delete the draft on %1").arg(where), &NoteCard::deleteRequested);
    }
    auto *body = new MarkdownText(this);
    body->setAccessibleName(tr("Note on %1", "a line, or the whole table").arg(where));
    body->setMarkdownText(contents.note.body.trimmed());
    connect(body, &MarkdownText::linkActivated, this, &NoteCard::linkActivated);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::inner + space::unit, space::unit + 2, space::inner, space::unit + 2);
    column->setSpacing(space::unit);
    column->addLayout(line);
    // A line that is gone is quoted: without it nobody knows what the words are about.
    if (contents.place.status == models::NotePlace::Status::Outdated && !contents.note.anchor.text.isEmpty()) {
        auto *quote = new PlainLabel(contents.note.anchor.text.trimmed(), this);
        quote->setElide(Qt::ElideRight);
        setMonospace(quote);
        setTextRole(quote, ColorRole::TextSecondary);
        column->addWidget(quote);
    }
    column->addWidget(body);
}

} // namespace orrery::views
