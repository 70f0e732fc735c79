// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <optional>

class QPlainTextEdit;
class QPushButton;

namespace orrery::models {
class ReviewStore;
}

namespace orrery::views {

class PlainLabel;

/// The drafts of a review as the one comment they become: its summary to write, the exact text that is sent, and what to
/// send it as. Sends nothing itself.
class PublishDialog final : public QDialog
{
    Q_OBJECT
public:
    /// `review` outlives this.
    explicit PublishDialog(models::ReviewStore *review, QWidget *parent = nullptr);

    /// Why the one or the other cannot be sent now; nothing: it can.
    void setRefusals(const std::optional<QString> &comment, const std::optional<QString> &approve);

    [[nodiscard]] QPlainTextEdit *summary() const { return m_summary; }
    [[nodiscard]] QPlainTextEdit *text() const { return m_text; }
    [[nodiscard]] QPushButton *commentButton() const { return m_comment; }

Q_SIGNALS:
    void commentRequested();
    void approveRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showText();

    models::ReviewStore *m_review;
    QPlainTextEdit *m_summary;
    PlainLabel *m_count;
    QPlainTextEdit *m_text;
    QPushButton *m_comment;
    QPushButton *m_approve;
    std::optional<QString> m_commentRefusal;
};

} // namespace orrery::views
