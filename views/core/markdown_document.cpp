// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/markdown_document.h"

#include "api/core/hosts.h"
#include "models/core/text.h"
#include "views/core/action_gate.h"
#include "views/core/theme.h"

#include <QCoreApplication>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextList>
#include <QTextOption>
#include <QUrl>

#include <algorithm>

namespace orrery::views {

namespace {
constexpr int deepest = 4; ///< of quotes and lists: further levels stay where this one is
constexpr int listIndent = 20;
constexpr qsizetype shownAddress = 120;
constexpr qsizetype longestTitle = 500;
/// Stands for the description an image lacks: without one Qt drops the image and its address. Of the private use area.
constexpr QChar undescribed(0xE8F7);

struct Document
{
    Q_DECLARE_TR_FUNCTIONS(orrery::views::Document)
};

QString visible(QString text)
{
    // What Markdown breaks inside a paragraph is a separator to Qt.
    text.replace(QChar::LineSeparator, QLatin1Char('\n'));
    text = models::visibleText(text, models::LineBreaks::Keep);
    return text.replace(QLatin1Char('\n'), QChar::LineSeparator);
}

/// As it would be sent: every letter that is not ASCII in it is written out, so that none can pass for another.
QString addressOf(const QString &href)
{
    return QString::fromLatin1(QUrl(href).toEncoded());
}

/// Qt's own reads any file that is named.
class QuietDocument final : public QTextDocument
{
protected:
    QVariant loadResource(int, const QUrl &) override { return {}; }
};

/// One run of letters in one format, as the document has it before it is cleaned.
struct Piece
{
    int position;
    QString text;
    QTextCharFormat format;
    bool endsLink; ///< the address follows it
};

/// Takes out of a document what may not stand in it and gives the rest its looks.
class Cleaner
{
public:
    Cleaner(QTextDocument *document, const Theme &theme) : m_document(document), m_cursor(document), m_theme(theme) {}

    void run()
    {
        QList<Piece> pieces;
        for (QTextBlock block = m_document->begin(); block.isValid(); block = block.next()) {
            cleanBlock(block);
            for (auto it = block.begin(); !it.atEnd(); ++it)
                add(pieces, it.fragment());
        }
        // From the end: positions before what is replaced stay good.
        for (auto piece = pieces.crbegin(); piece != pieces.crend(); ++piece) {
            if (piece->format.isImageFormat())
                cleanImage(*piece);
            else
                cleanText(*piece);
        }
    }

private:
    static void add(QList<Piece> &pieces, const QTextFragment &fragment)
    {
        const QString href = fragment.charFormat().anchorHref();
        if (!href.isEmpty() && !pieces.isEmpty()) {
            Piece &last = pieces.last();
            if (last.endsLink && last.format.anchorHref() == href
                && last.position + last.text.size() == fragment.position())
                last.endsLink = false;
        }
        pieces.append({fragment.position(), fragment.text(), fragment.charFormat(), !href.isEmpty()});
    }

    void cleanBlock(const QTextBlock &block)
    {
        QTextBlockFormat format = block.blockFormat();
        if (const int level = quoteLevel(block); level > 0) {
            format.setProperty(QTextFormat::BlockQuoteLevel, std::min(level, deepest));
            format.setLeftMargin(std::min(level, deepest) * quoteStep);
        }
        format.setIndent(std::min(format.indent(), deepest));
        if (QTextList *list = block.textList(); list && list->format().indent() > deepest) {
            QTextListFormat listFormat = list->format();
            listFormat.setIndent(deepest);
            list->setFormat(listFormat);
        }
        if (isCode(block)) {
            format.setNonBreakableLines(false); // a long line takes further ones instead of a scroll bar
            format.setBackground(m_theme.color(ColorRole::SurfaceSunken));
        }
        if (block == m_document->begin())
            format.setTopMargin(0);
        if (!block.next().isValid())
            format.setBottomMargin(0);
        m_cursor.setPosition(block.position());
        m_cursor.setBlockFormat(format);
    }

    void cleanImage(const Piece &piece)
    {
        const auto image = piece.format.toImageFormat();
        QString words = visible(image.stringProperty(QTextFormat::ImageAltText)).trimmed();
        words.remove(undescribed);
        const QString address = visible(addressOf(image.name()));
        replace(piece.position, piece.text.size(),
                words.isEmpty() ? Document::tr("[image: %1]", "its address").arg(address)
                                : Document::tr("[image: %1, %2]", "what it shows, its address").arg(words, address),
                quiet());
    }

    void cleanText(const Piece &piece)
    {
        const QTextBlock block = m_document->findBlock(piece.position);
        QString text = visible(piece.text);
        text.remove(undescribed);
        QTextCharFormat format = piece.format;
        if (const int level = block.blockFormat().headingLevel(); level > 0) {
            format.clearProperty(QTextFormat::FontSizeAdjustment);
            format.setFont(Theme::font(level <= 2 ? TextSize::Title : TextSize::Body, true),
                           QTextCharFormat::FontPropertiesSpecifiedOnly);
        }
        if (format.fontFixedPitch() || isCode(block)) {
            format.setFontFamilies({Theme::monospace().family()});
            format.setFontFixedPitch(true);
            if (!isCode(block))
                format.setBackground(m_theme.color(ColorRole::SurfaceSunken));
        }
        if (quoteLevel(block) > 0)
            format.setForeground(m_theme.color(ColorRole::TextSecondary));
        if (format.isAnchor())
            cleanLink(piece, format);
        if (text != piece.text || format != piece.format)
            replace(piece.position, piece.text.size(), text, format);
    }

    void cleanLink(const Piece &piece, QTextCharFormat &format)
    {
        const QString address = addressOf(piece.format.anchorHref());
        // What is after the link goes in first: the link's own position stays good.
        if (piece.endsLink && piece.text != piece.format.anchorHref() && piece.text != address) {
            QString shown = visible(address);
            if (shown.size() > shownAddress)
                shown = shown.left(shownAddress) + QChar(0x2026);
            replace(piece.position + int(piece.text.size()), 0,
                    Document::tr(" (%1)", "behind the words of a link, its address").arg(shown), quiet());
        }
        format.clearProperty(QTextFormat::TextToolTip); // the link's title: Qt would read it as HTML
        format.clearProperty(QTextFormat::AnchorName);
        if (api::isProtectedAddress(QUrl(address, QUrl::StrictMode))) {
            format.setAnchorHref(address);
            format.setToolTip(plainToolTip(address));
            format.setForeground(m_theme.color(ColorRole::Accent));
            format.setFontUnderline(true);
        } else {
            format.clearProperty(QTextFormat::AnchorHref);
            format.clearProperty(QTextFormat::IsAnchor);
            format.clearForeground();
            format.setFontUnderline(false);
        }
    }

    void replace(int position, qsizetype length, const QString &text, const QTextCharFormat &format)
    {
        m_cursor.setPosition(position);
        m_cursor.setPosition(position + int(length), QTextCursor::KeepAnchor);
        m_cursor.insertText(text, format);
    }

    [[nodiscard]] QTextCharFormat quiet() const
    {
        QTextCharFormat format;
        format.setForeground(m_theme.color(ColorRole::TextSecondary));
        return format;
    }

    static bool isCode(const QTextBlock &block)
    {
        const QTextBlockFormat format = block.blockFormat();
        return format.hasProperty(QTextFormat::BlockCodeLanguage) || format.hasProperty(QTextFormat::BlockCodeFence);
    }

    QTextDocument *m_document;
    QTextCursor m_cursor;
    const Theme &m_theme;
};

} // namespace

int quoteLevel(const QTextBlock &block)
{
    return block.blockFormat().intProperty(QTextFormat::BlockQuoteLevel);
}

std::unique_ptr<QTextDocument> markdownDocument(const QString &markdown, const Theme &theme, const QFont &font)
{
    auto document = std::make_unique<QuietDocument>();
    // Without a history and in one edit: Qt's own way takes seconds for a few kilobytes of markup.
    document->setUndoRedoEnabled(false);
    document->setDocumentMargin(0);
    document->setIndentWidth(listIndent);
    document->setDefaultFont(font);
    QString source = markdown.left(markdownLimit);
    source.remove(undescribed).replace(QLatin1String("![]"), QLatin1String("![") + undescribed + QLatin1Char(']'));
    QTextOption option = document->defaultTextOption();
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document->setDefaultTextOption(option);
    QTextCursor edit(document.get());
    edit.beginEditBlock();
    document->setMarkdown(
        source, QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub) | QTextDocument::MarkdownNoHTML);
    Cleaner(document.get(), theme).run();
    edit.endEditBlock();
    return document;
}

QString markdownWords(const QString &line)
{
    if (line.size() > longestTitle)
        return line;
    return markdownDocument(line, Theme(), QFont())->toPlainText().simplified();
}

} // namespace orrery::views
