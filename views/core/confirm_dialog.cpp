// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/confirm_dialog.h"

#include "models/core/text.h"
#include "views/core/action_gate.h"
#include "views/core/dialog_kit.h"
#include "views/core/form_kit.h"
#include "views/core/orrery_style.h"
#include "views/core/plain_label.h"
#include "views/core/request_preview_panel.h"
#include "views/core/scroll_body.h"
#include "views/core/spacing.h"
#include "views/core/state_chip.h"
#include "views/core/theme.h"

#include <QAbstractSpinBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace orrery::views {

ConfirmDialog *ConfirmDialog::ask(QWidget *parent, const ConfirmRequest &request,
                                  const std::function<void()> &confirmed)
{
    if (request.words.tier < models::ConfirmationTier::Sentence) {
        confirmed();
        return nullptr;
    }
    auto *dialog = new ConfirmDialog(request, parent ? parent->window() : nullptr);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    // The page that asked may be gone by then; the connection dies with it.
    QObject *context = parent ? static_cast<QObject *>(parent) : dialog;
    connect(dialog, &ConfirmDialog::confirmed, context, confirmed);
    dialog->open();
    return dialog;
}

bool ConfirmDialog::isTyped() const
{
    return m_request.words.tier >= models::ConfirmationTier::TypeName;
}

ConfirmDialog::ConfirmDialog(const ConfirmRequest &request, QWidget *parent)
    : QDialog(parent), m_request(request), m_extra(new QVBoxLayout),
      m_lost(new AcknowledgementList(tr("What is lost"))),
      m_summary(new PlainLabel(QString(), TextSize::Body, ColorRole::Text, this)), m_confirm(new QPushButton(this)),
      m_cancel(new QPushButton(tr("Cancel"), this))
{
    const models::Confirmation &words = m_request.words;
    const bool typed = isTyped();
    auto *outer = makeDialogColumn(this, models::visibleText(words.title), 12);
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    setAccessibleDescription(words.consequence);
    if (words.production) {
        auto *chip =
            new StateChip({models::Tone::Warn, tr("PRODUCTION"), tr("This changes a production branch.")}, this);
        layout->addWidget(chip, 0, Qt::AlignLeft);
    }
    auto *title = new PlainLabel(words.title, TextSize::Title, ColorRole::Text, this);
    title->setWordWrap(true);
    layout->addWidget(title);
    if (!words.consequence.isEmpty()) {
        auto *text = new PlainLabel(words.consequence, this);
        text->setWordWrap(true);
        layout->addWidget(text);
    }
    layout->addLayout(m_extra);
    if (!words.losses.isEmpty()) {
        m_asking += makeLosses();
        layout->addWidget(m_asking.last());
    }
    connect(m_lost, &AcknowledgementList::changed, this, &ConfirmDialog::updateConfirm);
    layout->addWidget(m_lost);
    m_asking += m_lost;
    if (typed) {
        auto *prompt = new PlainLabel(tr("Type %1 to confirm:").arg(words.nameToType), TextSize::Body,
                                      ColorRole::TextSecondary, this);
        prompt->setWordWrap(true);
        m_name = new QLineEdit(this);
        m_name->setAccessibleName(prompt->text());
        setMonospace(m_name);
        connect(m_name, &QLineEdit::textChanged, this, &ConfirmDialog::updateConfirm);
        layout->addWidget(prompt);
        layout->addWidget(m_name);
        m_asking += {prompt, m_name};
    }
    if (request.preview) {
        m_preview = new RequestPreviewPanel(this);
        m_preview->setPreview(*request.preview);
        connect(m_preview, &RequestPreviewPanel::expandedChanged, this, [this] { growToFit(this); });
        layout->addWidget(m_preview);
        m_asking += m_preview;
    }
    m_summary->setWordWrap(true);
    m_summary->setSelectable(true);
    m_summary->hide();
    layout->addWidget(m_summary);
    layout->addStretch(1);
    outer->addWidget(new ScrollBody(content), 1);

    outer->addSpacing(space::unit);
    // Enter is handled in keyPressEvent; no button takes it by being the default.
    outer->addWidget(makeDialogButtons({.primary = m_confirm, .closing = m_cancel}));

    setVerb(words.verb.isEmpty() ? tr("Continue") : words.verb);
    setButtonKind(m_confirm, words.destructive ? ButtonKind::Danger : ButtonKind::Primary);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_confirm, &QPushButton::clicked, this, [this] {
        if (m_closesOnConfirm)
            accept();
        Q_EMIT confirmed();
    });
    // As wide as lines are good to read, whatever size the text has.
    const int letter = fontMetrics().averageCharWidth();
    setMinimumWidth(std::max(440, 50 * letter));
    setMaximumWidth(std::max(640, 84 * letter));
    m_lost->setItems(request.lost);
    updateConfirm();
}

QWidget *ConfirmDialog::makeLosses() const
{
    auto *lines = new QWidget;
    auto *column = new QVBoxLayout(lines);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::inner);
    for (const QString &loss : m_request.words.losses) {
        auto *line = new PlainLabel(QStringLiteral("•  ") + loss);
        line->setWordWrap(true);
        column->addWidget(line);
    }
    return scrollingWhenMany(lines, m_request.words.losses.size(), tr("What is lost"));
}

void ConfirmDialog::setSummary(const QString &line)
{
    m_summary->setText(line);
    m_summary->setVisible(!line.isEmpty());
}

void ConfirmDialog::setVerb(const QString &verb)
{
    m_confirm->setText(models::visibleText(verb).replace(u'&', QStringLiteral("&&")));
}

void ConfirmDialog::stopAsking()
{
    for (QWidget *each : std::as_const(m_asking))
        each->hide();
    m_confirm->hide();
}

void ConfirmDialog::addWidget(QWidget *widget)
{
    m_extra->addWidget(widget);
}

void ConfirmDialog::setMissing(const std::optional<QString> &reason)
{
    m_missing = reason;
    updateConfirm();
}

void ConfirmDialog::updateConfirm()
{
    std::optional<QString> reason = m_missing;
    if (!m_lost->isComplete())
        reason = tr("Acknowledge each loss listed above.");
    // A name with characters no field takes (a line feed) is typed as it is shown.
    const QString &name = m_request.words.nameToType;
    if (m_name && m_name->text() != name && m_name->text() != models::visibleText(name))
        reason = tr("Type %1 first.").arg(models::visibleText(name));
    setEnabledWithReason(m_confirm, reason);
}

void ConfirmDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    growToFit(this);
    m_cancel->setFocus(Qt::OtherFocusReason);
}

void ConfirmDialog::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        // QDialog would press the default button; here Enter presses the button that has the focus, and never the confirming
        // one of a typed question.
        auto *button = qobject_cast<QPushButton *>(focusWidget());
        // What is typed into a form is confirmed by it, as long as nothing is lost by that.
        if (!button && !isTyped() && !m_request.words.destructive
            && (qobject_cast<QLineEdit *>(focusWidget()) || qobject_cast<QAbstractSpinBox *>(focusWidget())))
            button = m_confirm;
        if (button && button->isEnabled() && !(isTyped() && button == m_confirm))
            button->click();
        event->accept();
        return;
    }
    QDialog::keyPressEvent(event);
}

} // namespace orrery::views
