// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace orrery::views {

/// Read-only SQL in the monospace font, coloured like the diff. Text from outside: control characters are made visible.
class CodeView final : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit CodeView(QWidget *parent = nullptr);

    /// Keeps the scroll position when the text is the same.
    void setCode(const QString &code);

protected:
    void changeEvent(QEvent *event) override;

private:
    class Highlighter;
    Highlighter *m_highlighter;
    QString m_code;
};

} // namespace orrery::views
