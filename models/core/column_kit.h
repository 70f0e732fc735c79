// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/column.h"
#include "models/core/text.h"

#include <QLocale>

namespace orrery {
class Clock;
}

namespace orrery::models {

/// Column of plain text from outside.
template<class Row, class Get>
Column<Row> textColumn(QByteArray id, QString title, int width, Get get)
{
    Column<Row> column;
    column.id = std::move(id);
    column.title = std::move(title);
    column.width = width;
    column.text = [get](const Row &row) { return visibleText(get(row)); };
    return column;
}

/// Column of a whole number, right-aligned; an absent number is an empty cell, never 0.
template<class Row, class Get>
Column<Row> numberColumn(QByteArray id, QString title, int width, Get get)
{
    Column<Row> column;
    column.id = std::move(id);
    column.title = std::move(title);
    column.width = width;
    column.alignment = Qt::AlignRight | Qt::AlignVCenter;
    column.text = [get](const Row &row) {
        const std::optional<qint64> value = get(row);
        return value ? formattedCount(*value) : QString();
    };
    column.sortKey = [get](const Row &row) {
        const std::optional<qint64> value = get(row);
        return value ? QVariant(*value) : QVariant();
    };
    return column;
}

/// Column of a size in bytes, rounded, with the exact size on hover.
template<class Row, class Get>
Column<Row> bytesColumn(QByteArray id, QString title, int width, Get get)
{
    Column<Row> column = numberColumn<Row>(std::move(id), std::move(title), width, get);
    column.text = [get](const Row &row) {
        const std::optional<qint64> value = get(row);
        return value ? formattedBytes(double(*value)) : QString();
    };
    column.exact = [get](const Row &row) {
        const std::optional<qint64> value = get(row);
        return value ? exactBytes(double(*value)) : QString();
    };
    return column;
}

/// Column of a moment: "2 h ago", exact on hover. `clock` outlives the column.
template<class Row, class Get>
Column<Row> timeColumn(QByteArray id, QString title, int width, const Clock *clock, Get get)
{
    Column<Row> column;
    column.id = std::move(id);
    column.title = std::move(title);
    column.width = width;
    column.relativeTime = true;
    column.text = [get, clock](const Row &row) { return relativeTime(get(row), clock->now()); };
    column.exact = [get](const Row &row) { return exactTime(get(row)); };
    column.sortKey = [get](const Row &row) { return QVariant(get(row)); };
    return column;
}

/// Column of a state shown as a chip; sorts by its text.
template<class Row, class Get>
Column<Row> stateColumn(QByteArray id, QString title, int width, Get get)
{
    Column<Row> column;
    column.id = std::move(id);
    column.title = std::move(title);
    column.width = width;
    column.state = [get](const Row &row) -> std::optional<StateWord> { return get(row); };
    return column;
}

} // namespace orrery::models
