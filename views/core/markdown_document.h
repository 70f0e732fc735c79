// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QString>

#include <memory>

class QTextBlock;
class QTextDocument;

namespace orrery::views {

class Theme;

/// What somebody wrote in Markdown, ready to be shown: paragraphs, lists, code, quotes, tables and links, and nothing that
/// loads or runs. HTML is text; an image is its description and its address; a link that is https, or on this computer,
/// is a link, any other its words, and either is followed by its address where the words are not the address itself.
/// Control and bidi characters are made visible, also those written as entities. No longer than markdownLimit.
std::unique_ptr<QTextDocument> markdownDocument(const QString &markdown, const Theme &theme, const QFont &font);

/// The words of one short line of Markdown: a title.
QString markdownWords(const QString &line);

/// Of longer texts the beginning is shown; laying out more would hold the window.
inline constexpr qsizetype markdownLimit = 20'000;

/// By how much a quote stands further inside than what it is quoted in; the bar beside it is drawn there.
inline constexpr int quoteStep = 16;

/// How deep a quote the block is in: 0, none, to 4.
int quoteLevel(const QTextBlock &block);

} // namespace orrery::views
