// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/table_export.h"

#include "models/core/aside.h"
#include "models/core/column.h"
#include "models/core/csv.h"
#include "models/core/resource_list_model.h"
#include "models/core/roles.h"

#include <QAbstractProxyModel>
#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QSaveFile>

#include <cmath>

namespace orrery::views {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(orrery::views::TableExport)
};

struct Cell
{
    QString text;
    bool isLiteral = false; ///< number or boolean: not quoted in JSON
    bool isNull = false;
};

Cell cellOf(const QModelIndex &index, TableFormat format)
{
    const QString shown = index.data().toString();
    if (format == TableFormat::Plain || format == TableFormat::Markdown)
        return {shown, false, shown.isEmpty()};
    const QVariant key = index.data(models::SortRole);
    switch (key.typeId()) {
    case QMetaType::QDateTime: {
        const QDateTime time = key.toDateTime();
        return {time.isValid() ? time.toUTC().toString(Qt::ISODate) : QString(), false, !time.isValid()};
    }
    case QMetaType::Bool:
        return {key.toBool() ? QStringLiteral("true") : QStringLiteral("false"), true, false};
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::LongLong:
    case QMetaType::ULongLong:
        // A state column may sort by rank; its word is what the reader wants.
        if (index.data(models::StateRole).isValid())
            return {shown, false, shown.isEmpty()};
        return {key.toString(), true, false};
    case QMetaType::Double:
        if (index.data(models::StateRole).isValid() || !std::isfinite(key.toDouble()))
            return {shown, false, shown.isEmpty()};
        return {QString::number(key.toDouble(), 'g', 15), true, false};
    default:
        return {shown, false, shown.isEmpty()};
    }
}

QString jsonString(const QString &text)
{
    QString out(u'"');
    for (const QChar c : text) {
        switch (c.unicode()) {
        case u'"':
            out += QLatin1String("\\\"");
            break;
        case u'\\':
            out += QLatin1String("\\\\");
            break;
        case u'\n':
            out += QLatin1String("\\n");
            break;
        case u'\r':
            out += QLatin1String("\\r");
            break;
        case u'\t':
            out += QLatin1String("\\t");
            break;
        default:
            if (c.unicode() < 0x20)
                out += QStringLiteral("\\u%1").arg(uint(c.unicode()), 4, 16, QLatin1Char('0'));
            else
                out += c;
        }
    }
    return out + u'"';
}

QString markdownCell(QString text)
{
    text.replace(u'\\', QStringLiteral("\\\\"))
        .replace(u'|', QStringLiteral("\\|"))
        .replace(u'\n', QStringLiteral(" "));
    return text;
}

/// The stable id of a column where the model has one, else its title.
QString keyOf(const QAbstractItemModel &model, int column)
{
    const QAbstractItemModel *source = &model;
    while (const auto *proxy = qobject_cast<const QAbstractProxyModel *>(source))
        source = proxy->sourceModel();
    if (const auto *list = qobject_cast<const models::ResourceListModelBase *>(source))
        return QString::fromLatin1(list->columnInfo(column).id);
    return model.headerData(column, Qt::Horizontal).toString();
}

} // namespace

QString exportTable(const QAbstractItemModel &model, TableFormat format, const QList<int> &columns,
                    const QList<int> &rows)
{
    QList<int> wantedColumns = columns;
    if (wantedColumns.isEmpty()) {
        for (int column = 0; column < model.columnCount(); ++column)
            wantedColumns.append(column);
    }
    QList<int> wantedRows = rows;
    if (wantedRows.isEmpty()) {
        for (int row = 0; row < model.rowCount(); ++row)
            wantedRows.append(row);
    }
    const auto title = [&model](int column) { return model.headerData(column, Qt::Horizontal).toString(); };

    QString out;
    switch (format) {
    case TableFormat::Csv:
    case TableFormat::Plain: {
        const QString separator = format == TableFormat::Csv ? QStringLiteral(",") : QStringLiteral("\t");
        const QString end = format == TableFormat::Csv ? QStringLiteral("\r\n") : QStringLiteral("\n");
        QStringList line;
        if (format == TableFormat::Csv) {
            for (const int column : std::as_const(wantedColumns))
                line += models::csvCell(keyOf(model, column));
            out += line.join(separator) + end;
        }
        for (const int row : std::as_const(wantedRows)) {
            line.clear();
            for (const int column : std::as_const(wantedColumns)) {
                const Cell cell = cellOf(model.index(row, column), format);
                // A negative number is no formula.
                line += format == TableFormat::Csv && !cell.isLiteral ? models::csvCell(cell.text) : cell.text;
            }
            out += line.join(separator) + end;
        }
        break;
    }
    case TableFormat::Json: {
        QStringList objects;
        for (const int row : std::as_const(wantedRows)) {
            QStringList members;
            for (const int column : std::as_const(wantedColumns)) {
                const Cell cell = cellOf(model.index(row, column), format);
                const QString value = cell.isNull ? QStringLiteral("null")
                    : cell.isLiteral              ? cell.text
                                                  : jsonString(cell.text);
                members += QStringLiteral("    %1: %2").arg(jsonString(keyOf(model, column)), value);
            }
            objects += QLatin1String("  {\n") + members.join(QLatin1String(",\n")) + QLatin1String("\n  }");
        }
        out = objects.isEmpty() ? QStringLiteral("[]\n")
                                : QLatin1String("[\n") + objects.join(QLatin1String(",\n")) + QLatin1String("\n]\n");
        break;
    }
    case TableFormat::Markdown: {
        QStringList line;
        QStringList rule;
        for (const int column : std::as_const(wantedColumns)) {
            line += markdownCell(title(column));
            const QVariant alignment = model.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole);
            rule += (alignment.toInt() & Qt::AlignRight) ? QStringLiteral("---:") : QStringLiteral("---");
        }
        const auto written = [](const QStringList &cells) {
            return QLatin1String("| ") + cells.join(QLatin1String(" | ")) + QLatin1String(" |\n");
        };
        out += written(line) + written(rule);
        for (const int row : std::as_const(wantedRows)) {
            line.clear();
            for (const int column : std::as_const(wantedColumns))
                line += markdownCell(cellOf(model.index(row, column), format).text);
            out += written(line);
        }
        break;
    }
    }
    return out;
}

void saveTable(QObject *owner, const QString &path, const QString &text,
               const std::function<void(const QString &sentence)> &told)
{
    models::runAside(
        owner,
        [path, text]() {
            QSaveFile file(path);
            if (file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) >= 0 && file.commit())
                return QString();
            return file.errorString();
        },
        [path, told](const QString &error) {
            const QString shown = QDir::toNativeSeparators(path);
            told(error.isEmpty() ? Words::tr("The table is saved as %1.").arg(shown)
                                 : Words::tr("%1 could not be written: %2").arg(shown, error));
        });
}

QString fileSuffix(TableFormat format)
{
    switch (format) {
    case TableFormat::Csv:
        return QStringLiteral("csv");
    case TableFormat::Json:
        return QStringLiteral("json");
    case TableFormat::Markdown:
        return QStringLiteral("md");
    case TableFormat::Plain:
        return QStringLiteral("txt");
    }
    return QStringLiteral("txt");
}

} // namespace orrery::views
