// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

#include <functional>

namespace orrery::models {

/// A text as a cell of a CSV file (RFC 4180): quoted where it has to be. What a spreadsheet would take for a formula gets a
/// leading apostrophe, and so does what would read as such a cell: csvText() brings back every text.
QString csvCell(QString text);
/// What csvCell() was given, from a cell whose quotes are gone.
QString csvText(const QString &cell);

/// Takes a CSV file apart while it is read: commas, quotes around what contains them, lines that end with LF or CR LF.
/// A byte order mark is passed over, and so are empty lines. Bytes that the standard does not foresee are kept as text.
class CsvReader
{
public:
    /// The line on which the row begins, counted from 1, and its cells: UTF-8, without quotes.
    using Row = std::function<void(qint64 line, const QList<QByteArray> &cells)>;

    static constexpr qsizetype longestRow = 1024 * 1024; ///< bytes; what is longer is no row but a quote left open

    explicit CsvReader(Row row) : m_row(std::move(row)) {}

    /// Takes the next bytes; false when a row is too long, and nothing is read after that.
    bool feed(QByteArrayView bytes);
    /// The last row, when no line ends it. False: too long, or its quote was not closed.
    bool finish();
    /// Where the row begins that is being read.
    [[nodiscard]] qint64 line() const { return m_rowLine; }

private:
    enum class Place : quint8 { Start, Plain, Quoted, QuoteSeen };

    void endCell();
    void endRow();

    Row m_row;
    QList<QByteArray> m_cells;
    QByteArray m_cell;
    qsizetype m_size = 0;
    qint64 m_line = 1;
    qint64 m_rowLine = 1;
    Place m_place = Place::Start;
    bool m_returnSeen = false; ///< a carriage return that may belong to the end of the line
    bool m_begun = false;
    bool m_failed = false;
};

} // namespace orrery::models
