// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/review/publish_dialog.h"

#include "models/core/text.h"
#include "models/deploy_requests/review/review_store.h"
#include "views/core/action_gate.h"
#include "views/core/dialog_kit.h"
#include "views/core/orrery_style.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace orrery::views {

namespace {
constexpr int summaryHeight = 72;
} // namespace

PublishDialog::PublishDialog(models::ReviewStore *review, QWidget *parent)
    : QDialog(parent), m_review(review), m_summary(new QPlainTextEdit(this)),
      m_count(new PlainLabel(QString(), TextSize::Body, ColorRole::TextSecondary, this)),
      m_text(new QPlainTextEdit(this)), m_comment(new QPushButton(tr("Comment"), this)),
      m_approve(new QPushButton(tr("Approve…"), this))
{
    auto *column = makeDialogColumn(this, tr("Publish the review"));
    m_summary->setPlainText(review->summary());
    m_summary->setPlaceholderText(tr("Summary, if you want to write one…"));
    m_summary->setAccessibleName(tr("Summary"));
    m_summary->setFixedHeight(summaryHeight);
    m_summary->setTabChangesFocus(true);
    m_summary->installEventFilter(this);
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setAccessibleName(tr("The comment as it is sent"));
    setMonospace(m_text);
    setFillRole(m_text, ColorRole::SurfaceSunken);

    auto *cancel = new QPushButton(tr("Cancel"), this);
    auto *hint = new PlainLabel(tr("Ctrl+Enter to comment"), TextSize::Small, ColorRole::TextSecondary, this);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::inner);
    buttons->addWidget(hint);
    buttons->addWidget(makeDialogButtons({.primary = m_comment, .closing = cancel, .others = {m_approve}}), 1);
    column->addWidget(new PlainLabel(windowTitle(), TextSize::Title, ColorRole::Text, this));
    column->addWidget(m_summary);
    column->addWidget(m_count);
    column->addWidget(m_text, 1);
    column->addLayout(buttons);
    resize(640, 460);

    connect(m_summary, &QPlainTextEdit::textChanged, this,
            [this]() { m_review->setSummary(m_summary->toPlainText()); });
    connect(review, &models::ReviewStore::notesChanged, this, &PublishDialog::showText);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_comment, &QPushButton::clicked, this, [this]() {
        accept();
        Q_EMIT commentRequested();
    });
    connect(m_approve, &QPushButton::clicked, this, [this]() {
        accept();
        Q_EMIT approveRequested();
    });
    showText();
}

void PublishDialog::setRefusals(const std::optional<QString> &comment, const std::optional<QString> &approve)
{
    m_commentRefusal = comment;
    setEnabledWithReason(m_approve, approve);
    showText();
}

void PublishDialog::showText()
{
    const models::ReviewDraft draft = m_review->draft();
    const QString shown = models::visibleText(draft.body, models::LineBreaks::Keep);
    if (m_text->toPlainText() != shown)
        m_text->setPlainText(shown);
    m_count->setText(tr("One comment with %Ln note(s), as it is sent:", nullptr, int(draft.notes.size())));
    auto refusal = m_commentRefusal;
    if (!refusal && draft.body.isEmpty())
        refusal = tr("Write a summary or a note first.");
    setEnabledWithReason(m_comment, refusal);
}

bool PublishDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_summary && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)
            && key->modifiers().testFlag(Qt::ControlModifier)) {
            m_comment->click();
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace orrery::views
