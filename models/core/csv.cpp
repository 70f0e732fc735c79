// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/csv.h"

namespace orrery::models {

namespace {

const QByteArrayView byteOrderMark("\xef\xbb\xbf");

/// A formula to a spreadsheet, with any number of apostrophes before it.
bool looksLikeFormula(const QString &text)
{
    qsizetype at = 0;
    while (at < text.size() && text.at(at) == u'\'')
        ++at;
    return at < text.size() && QStringLiteral("=+-@\t\r").contains(text.at(at));
}

} // namespace

QString csvCell(QString text)
{
    if (looksLikeFormula(text))
        text.prepend(u'\'');
    if (!text.contains(u',') && !text.contains(u'"') && !text.contains(u'\n') && !text.contains(u'\r'))
        return text;
    text.replace(u'"', QStringLiteral("\"\""));
    return u'"' + text + u'"';
}

QString csvText(const QString &cell)
{
    return cell.startsWith(u'\'') && looksLikeFormula(cell) ? cell.mid(1) : cell;
}

void CsvReader::endCell()
{
    m_cells.append(m_cell);
    m_cell.clear();
    m_place = Place::Start;
}

void CsvReader::endRow()
{
    endCell();
    if (m_cells.size() > 1 || !m_cells.first().isEmpty())
        m_row(m_rowLine, m_cells);
    m_cells.clear();
    m_size = 0;
    m_rowLine = m_line;
}

bool CsvReader::feed(QByteArrayView bytes)
{
    if (!m_begun && !bytes.isEmpty()) {
        m_begun = true;
        if (bytes.startsWith(byteOrderMark))
            bytes = bytes.sliced(byteOrderMark.size());
    }
    for (const char byte : bytes) {
        if (m_failed)
            return false;
        if (++m_size > longestRow) {
            m_failed = true;
            return false;
        }
        if (byte == '\n')
            ++m_line;
        if (m_place == Place::Quoted) {
            if (byte == '"')
                m_place = Place::QuoteSeen;
            else
                m_cell.append(byte);
            continue;
        }
        if (m_returnSeen) {
            m_returnSeen = false;
            if (byte != '\n')
                m_cell.append('\r');
        }
        switch (byte) {
        case '\n':
            endRow();
            break;
        case ',':
            endCell();
            break;
        case '\r':
            m_returnSeen = true;
            break;
        case '"':
            if (m_place == Place::Start) {
                m_place = Place::Quoted;
            } else if (m_place == Place::QuoteSeen) { // two of them stand for one
                m_cell.append('"');
                m_place = Place::Quoted;
            } else {
                m_cell.append('"');
            }
            break;
        default:
            m_cell.append(byte);
            m_place = Place::Plain;
            break;
        }
    }
    return !m_failed;
}

bool CsvReader::finish()
{
    if (m_failed || m_place == Place::Quoted)
        return false;
    m_returnSeen = false;
    if (m_size > 0)
        endRow();
    return true;
}

} // namespace orrery::models
