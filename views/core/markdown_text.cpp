// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/markdown_text.h"

#include "models/core/text.h"
#include "views/core/markdown_document.h"
#include "views/core/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QClipboard>
#include <QEvent>
#include <QFocusEvent>
#include <QGuiApplication>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextDocumentFragment>
#include <QWheelEvent>

#include <cmath>
#include <utility>

namespace orrery::views {

namespace {
constexpr int usualWidth = 480; ///< before a layout gave it one
constexpr int quoteBar = 3;
constexpr QLatin1String copyAll("copy:all"); ///< no link of a text leads there: only https does
} // namespace

MarkdownText::MarkdownText(QWidget *parent) : QTextBrowser(parent)
{
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    connect(this, &QTextBrowser::anchorClicked, this, &MarkdownText::follow);
}

MarkdownText::~MarkdownText()
{
    setDocument(nullptr); // the base would look at ours, which is gone by then
}

void MarkdownText::setMarkdownText(const QString &markdown)
{
    if (std::exchange(m_markdown, markdown) != markdown)
        render();
}

void MarkdownText::render()
{
    m_heights.clear();
    const Theme theme = Theme::of(this);
    auto rendered = markdownDocument(m_markdown, theme, font());
    if (m_markdown.size() > markdownLimit) {
        QTextCursor end(rendered.get());
        end.movePosition(QTextCursor::End);
        end.insertBlock(QTextBlockFormat(), QTextCharFormat());
        QTextCharFormat quiet;
        quiet.setForeground(theme.color(ColorRole::TextSecondary));
        end.insertText(tr("The first %1 of %2 characters.")
                               .arg(models::formattedCount(markdownLimit), models::formattedCount(m_markdown.size()))
                           + QLatin1Char(' '),
                       quiet);
        QTextCharFormat link;
        link.setAnchor(true);
        link.setAnchorHref(copyAll);
        link.setForeground(theme.color(ColorRole::Accent));
        end.insertText(tr("Copy all"), link);
    }
    bool linked = false;
    for (QTextBlock block = rendered->begin(); block.isValid() && !linked; block = block.next()) {
        for (auto it = block.begin(); !it.atEnd() && !linked; ++it)
            linked = it.fragment().charFormat().isAnchor();
    }
    setFocusPolicy(linked ? Qt::StrongFocus : Qt::ClickFocus);
    setDocument(rendered.get());
    m_document = std::move(rendered);
    updateGeometry();
}

void MarkdownText::follow(const QUrl &url)
{
    if (url == QUrl(copyAll))
        QGuiApplication::clipboard()->setText(m_markdown);
    else
        Q_EMIT linkActivated(url);
}

QVariant MarkdownText::loadResource(int, const QUrl &)
{
    return {};
}

QSize MarkdownText::sizeHint() const
{
    const int width = isVisible() ? this->width() : usualWidth;
    return {width, heightForWidth(width)};
}

QSize MarkdownText::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 14, fontMetrics().height()};
}

int MarkdownText::heightForWidth(int width) const
{
    if (const auto known = m_heights.constFind(width); known != m_heights.cend())
        return *known;
    const QSignalBlocker measuring(document()->documentLayout()); // nothing on screen changes
    const qreal shown = document()->textWidth();
    document()->setTextWidth(std::max(1, width));
    const int height = int(std::ceil(document()->size().height()));
    document()->setTextWidth(shown);
    m_heights.insert(width, height);
    return height;
}

void MarkdownText::paintEvent(QPaintEvent *event)
{
    {
        QPainter painter(viewport());
        const QColor color = Theme::of(this).color(ColorRole::BorderStrong);
        for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
            const QRectF area = document()->documentLayout()->blockBoundingRect(block);
            for (int level = 0; level < quoteLevel(block); ++level) {
                const qreal x = double(quoteStep) * level;
                painter.fillRect(
                    QRectF(isRightToLeft() ? width() - x - quoteBar : x, area.top(), quoteBar, area.height()), color);
            }
        }
    }
    QTextBrowser::paintEvent(event);
}

void MarkdownText::changeEvent(QEvent *event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        render();
}

void MarkdownText::focusInEvent(QFocusEvent *event)
{
    QTextBrowser::focusInEvent(event);
    // Tab leads to a link, not first to the text around it.
    if (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason)
        focusNextPrevChild(event->reason() == Qt::TabFocusReason);
}

void MarkdownText::wheelEvent(QWheelEvent *event)
{
    event->ignore(); // the page scrolls, this never does
}

QMimeData *MarkdownText::createMimeDataFromSelection() const
{
    // Without our colours and fonts.
    auto *data = new QMimeData;
    data->setText(textCursor().selection().toPlainText());
    return data;
}

} // namespace orrery::views
