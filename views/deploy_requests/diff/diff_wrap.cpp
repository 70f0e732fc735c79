// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/diff/diff_wrap.h"

#include "views/deploy_requests/diff/diff_document.h"

#include <algorithm>

namespace orrery::views {

using models::DiffLine;

namespace {

/// East Asian letters and most pictures: two columns each. The ranges of Unicode's wide characters, rounded.
bool isWide(char32_t letter)
{
    return (letter >= 0x1100 && letter <= 0x115F) || (letter >= 0x2E80 && letter <= 0xA4CF)
        || (letter >= 0xAC00 && letter <= 0xD7A3) || (letter >= 0xF900 && letter <= 0xFAFF)
        || (letter >= 0xFE30 && letter <= 0xFE6F) || (letter >= 0xFF00 && letter <= 0xFF60)
        || (letter >= 0x1F300 && letter <= 0x1FAFF) || (letter >= 0x20000 && letter <= 0x3FFFD);
}

/// Columns of the letter at `at`, which stands in column `column` of its line.
int widthAt(QStringView text, qsizetype at, int column)
{
    const QChar letter = text.at(at);
    if (letter == u'\t')
        return DiffDocument::tabColumns - column % DiffDocument::tabColumns;
    if (letter.unicode() < 0x300)
        return 1;
    if (letter.isLowSurrogate() || letter.isMark())
        return 0;
    if (letter.isHighSurrogate() && at + 1 < text.size())
        return isWide(QChar::surrogateToUcs4(letter, text.at(at + 1))) ? 2 : 1;
    return isWide(letter.unicode()) ? 2 : 1;
}

bool isPlain(QStringView text)
{
    return std::all_of(text.cbegin(), text.cend(), [](QChar letter) { return letter >= u' ' && letter <= u'~'; });
}

/// wrapBreaks() of plain text, where a letter is a column.
template<class Break>
void wrapPlain(QStringView text, int columns, const Break &lineBreak)
{
    qsizetype start = 0;
    while (text.size() - start > columns) {
        qsizetype next = start + columns;
        for (qsizetype at = next; at - start > columns / 2; --at) {
            if (text.at(at - 1) == u' ' || text.at(at - 1) == u',') {
                next = at;
                break;
            }
        }
        start = next;
        lineBreak(static_cast<int>(start));
    }
}

} // namespace

int columnsOf(QStringView shown)
{
    int columns = 0;
    for (qsizetype at = 0; at < shown.size(); ++at)
        columns += widthAt(shown, at, columns);
    return columns;
}

QList<int> wrapBreaks(QStringView shown, int columns)
{
    QList<int> breaks;
    if (isPlain(shown)) {
        wrapPlain(shown, columns, [&breaks](int at) { breaks.append(at); });
        return breaks;
    }
    int column = 0;
    qsizetype start = 0;
    qsizetype better = -1; // behind the last blank or comma
    for (qsizetype at = 0; at < shown.size(); ++at) {
        const int width = widthAt(shown, at, column);
        if (column + width > columns && at > start) {
            start = better > start ? better : at;
            breaks.append(static_cast<int>(start));
            better = -1;
            column = columnsOf(shown.mid(start, at - start));
        }
        column += widthAt(shown, at, column);
        if ((shown.at(at) == u' ' || shown.at(at) == u',') && column > columns / 2)
            better = at + 1;
    }
    return breaks;
}

QList<int> DiffWrap::tops(const DiffDocument &document, int columns)
{
    const QList<DiffLine> &lines = document.diff().lines;
    if (m_widths.size() != lines.size()) {
        m_widths.clear();
        m_widths.reserve(lines.size());
        for (const DiffLine &line : lines) {
            const bool plain = line.text.size() <= DiffDocument::longestShown && isPlain(line.text);
            m_widths.append(
                {plain ? static_cast<int>(line.text.size()) : columnsOf(DiffDocument::shownText(line)), plain});
        }
    }
    const auto height = [&](int line) {
        int lineCount = 1;
        if (line < 0 || m_widths.at(line).columns <= columns || lines.at(line).kind == DiffLine::Kind::HunkHeader)
            return lineCount;
        if (m_widths.at(line).plain)
            wrapPlain(lines.at(line).text, columns, [&lineCount](int) { ++lineCount; });
        else
            lineCount += static_cast<int>(wrapBreaks(document.shownText(line), columns).size());
        return lineCount;
    };
    QList<int> tops;
    tops.reserve(document.rowCount() + 1);
    int top = 0;
    for (int index = 0; index < document.rowCount(); ++index) {
        tops.append(top);
        const DiffRow &row = document.row(index);
        if (row.isFold())
            top += 1;
        else
            top += row.left == row.right ? height(row.left) : std::max(height(row.left), height(row.right));
    }
    tops.append(top);
    return tops;
}

} // namespace orrery::views
