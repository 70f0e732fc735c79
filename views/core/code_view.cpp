// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/code_view.h"

#include "models/core/text.h"
#include "views/core/sql_syntax.h"
#include "views/core/theme.h"

#include <QEvent>
#include <QSyntaxHighlighter>

namespace orrery::views {

class CodeView::Highlighter final : public QSyntaxHighlighter
{
public:
    explicit Highlighter(CodeView *view) : QSyntaxHighlighter(view->document()), m_view(view) {}

protected:
    void highlightBlock(const QString &text) override
    {
        const Theme theme = Theme::of(m_view);
        for (const SyntaxSpan &span : sqlSpans(text))
            setFormat(span.start, span.length, theme.color(syntaxRole(span.kind)));
    }

private:
    CodeView *m_view;
};

CodeView::CodeView(QWidget *parent) : QPlainTextEdit(parent), m_highlighter(new Highlighter(this))
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setFrameShape(QFrame::NoFrame);
    setMonospace(this);
}

void CodeView::setCode(const QString &code)
{
    if (code == m_code && !toPlainText().isEmpty())
        return;
    m_code = code;
    setPlainText(models::visibleText(code, models::LineBreaks::Keep));
}

void CodeView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_highlighter->rehighlight();
}

} // namespace orrery::views
