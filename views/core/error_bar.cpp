// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/error_bar.h"

#include "models/core/text.h"
#include "views/core/icons.h"
#include "views/core/orrery_style.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace orrery::views {

class ErrorBar::ToneIcon : public QWidget
{
public:
    explicit ToneIcon(QWidget *parent) : QWidget(parent)
    {
        setFixedSize(16, 20);
        setAttribute(Qt::WA_TransparentForMouseEvents);
    }
    void setTone(models::Tone tone)
    {
        m_tone = tone;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Glyph glyph = m_tone == models::Tone::Critical ? Glyph::Warning
            : m_tone == models::Tone::Accent                 ? Glyph::Info
                                                             : toneGlyph(m_tone);
        paintGlyph(&painter, glyph, rect(), Theme::of(this).tone(m_tone));
    }

private:
    models::Tone m_tone = models::Tone::Critical;
};

ErrorBar::ErrorBar(QWidget *parent)
    : QFrame(parent), m_icon(new ToneIcon(this)), m_title(new PlainLabel(this)), m_cause(new PlainLabel(this)),
      m_details(new QPlainTextEdit(this)), m_actionButton(new QPushButton(this)),
      m_detailsButton(new QPushButton(tr("Details"), this)), m_copyButton(new QPushButton(tr("Copy"), this)),
      m_closeButton(new QToolButton(this))
{
    setFrameShape(QFrame::NoFrame);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(space::group - 4, space::inner, space::inner, space::inner);
    outer->setSpacing(space::inner);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::inner);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    m_title->setWordWrap(true);
    m_cause->setWordWrap(true);
    setTextRole(m_cause, ColorRole::TextSecondary);
    m_title->setSelectable(true);
    words->addWidget(m_title);
    words->addWidget(m_cause);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    row->addWidget(m_detailsButton, 0, Qt::AlignTop);
    row->addWidget(m_copyButton, 0, Qt::AlignTop);
    row->addWidget(m_actionButton, 0, Qt::AlignTop);
    row->addWidget(m_closeButton, 0, Qt::AlignTop);
    outer->addLayout(row);
    outer->addWidget(m_details);

    setButtonKind(m_detailsButton, ButtonKind::Quiet);
    setButtonKind(m_copyButton, ButtonKind::Quiet);
    m_detailsButton->setCheckable(true);
    m_copyButton->setToolTip(tr("Copy the error with its details"));
    m_closeButton->setIcon(glyphIcon(Glyph::Cross));
    m_closeButton->setAutoRaise(true);
    m_closeButton->setToolTip(tr("Dismiss"));
    m_closeButton->setAccessibleName(tr("Dismiss"));
    m_details->setReadOnly(true);
    m_details->setAccessibleName(tr("Error details"));
    m_details->setMaximumHeight(140);
    m_details->setFrameShape(QFrame::NoFrame);
    setMonospace(m_details, TextSize::Small);
    m_details->hide();

    connect(m_detailsButton, &QPushButton::toggled, m_details, &QWidget::setVisible);
    connect(m_copyButton, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_error.paragraph() + QLatin1Char('\n') + m_error.details); });
    connect(m_actionButton, &QPushButton::clicked, this, [this] {
        // The action may clear this bar and its own std::function with it.
        const std::function<void()> action = m_action;
        if (action)
            action();
        else if (m_error.remedy == models::ErrorRemedy::SignIn)
            Q_EMIT signInRequested();
        else
            Q_EMIT retryRequested();
    });
    connect(m_closeButton, &QToolButton::clicked, this, [this] {
        clear();
        Q_EMIT dismissed();
    });
    hide();
}

void ErrorBar::setTone(models::Tone tone)
{
    m_tone = tone;
    m_icon->setTone(tone);
    update();
}

void ErrorBar::showError(const models::ErrorText &error)
{
    m_action = {};
    const bool sameAsShown = m_showing && error == m_error;
    m_error = error;
    setTone(models::Tone::Critical);
    m_title->setText(error.title);
    m_icon->setFixedHeight(20);
    QString cause = error.cause;
    if (!error.nextStep.isEmpty())
        cause += (cause.isEmpty() ? QString() : QStringLiteral(" ")) + error.nextStep;
    m_cause->setText(cause);
    m_cause->setVisible(!cause.isEmpty());
    m_details->setPlainText(models::visibleText(error.details, models::LineBreaks::Keep));
    m_detailsButton->setVisible(!error.details.isEmpty());
    m_copyButton->setVisible(true);
    // Where trying again cannot help, nothing offers it; Ctrl+R is always there.
    m_actionButton->setText(error.remedy == models::ErrorRemedy::SignIn       ? tr("Sign in")
                                : error.remedy == models::ErrorRemedy::Reload ? tr("Reload")
                                                                              : tr("Retry"));
    m_actionButton->setVisible(error.remedy != models::ErrorRemedy::None);
    if (!sameAsShown)
        m_detailsButton->setChecked(false);
    setAccessibleName(tr("Error: %1").arg(error.title));
    setAccessibleDescription(cause);
    m_showing = true;
    show();
}

void ErrorBar::showNotice(models::Tone tone, const QString &sentence, const QString &actionText,
                          const std::function<void()> &action)
{
    m_error = {};
    m_action = action;
    setTone(tone);
    m_title->setText(sentence);
    m_cause->hide();
    m_icon->setFixedHeight(m_actionButton->sizeHint().height());
    m_detailsButton->setChecked(false);
    m_detailsButton->hide();
    m_copyButton->hide();
    m_actionButton->setText(actionText);
    m_actionButton->setVisible(!actionText.isEmpty());
    setAccessibleName(sentence);
    setAccessibleDescription({});
    m_showing = true;
    show();
}

void ErrorBar::clear()
{
    m_showing = false;
    hide();
}

QString ErrorBar::text() const
{
    return m_cause->isHidden() ? m_title->text() : m_title->text() + QLatin1Char(' ') + m_cause->text();
}

void ErrorBar::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.toneFill(m_tone));
    painter.drawRoundedRect(rect(), 6, 6);
}

} // namespace orrery::views
