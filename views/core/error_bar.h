// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/error_text.h"
#include "models/core/tone.h"

#include <QFrame>

#include <functional>

class QHBoxLayout;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace orrery::views {

class PlainLabel;

/// A bar on top of content that stays: an error with cause, next step, Details, Copy and Retry, or a notice ("2 tables
/// changed while you were reading") with a button. Hidden until it has something to say.
class ErrorBar : public QFrame
{
    Q_OBJECT

public:
    explicit ErrorBar(QWidget *parent = nullptr);

    void showError(const models::ErrorText &error);
    /// A notice in another tone; `actionText` may be empty, `action` runs when the button is pressed.
    void showNotice(models::Tone tone, const QString &sentence, const QString &actionText = {},
                    const std::function<void()> &action = {});
    void clear();
    [[nodiscard]] bool isShowing() const { return m_showing; }
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void retryRequested();
    void signInRequested();
    void dismissed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void setTone(models::Tone tone);

    class ToneIcon;
    models::Tone m_tone = models::Tone::Critical;
    models::ErrorText m_error;
    std::function<void()> m_action;
    ToneIcon *m_icon;
    PlainLabel *m_title;
    PlainLabel *m_cause;
    QPlainTextEdit *m_details;
    QPushButton *m_actionButton;
    QPushButton *m_detailsButton;
    QPushButton *m_copyButton;
    QToolButton *m_closeButton;
    bool m_showing = false;
};

} // namespace orrery::views
