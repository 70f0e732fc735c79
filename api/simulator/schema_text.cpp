// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/schema_text.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <vector>

namespace orrery::simulator {

using namespace Qt::StringLiterals;

namespace {

/// One line inside the parentheses of a CREATE TABLE: a column, a key or a constraint.
struct Part
{
    enum Kind { Column, PrimaryKey, Key, ForeignKey, Other } kind = Other;
    QString name;
    QString text;
};

QList<Part> partsOf(const QString &createTable)
{
    QList<Part> parts;
    const QStringList lines = createTable.split(u'\n');
    for (qsizetype i = 1; i < lines.size(); ++i) {
        QString line = lines.at(i).trimmed();
        if (line.startsWith(u')'))
            break;
        if (line.endsWith(u','))
            line.chop(1);
        Part part;
        part.text = line;
        part.name = line.section(u'`', 1, 1);
        if (line.startsWith(u'`'))
            part.kind = Part::Column;
        else if (line.startsWith("PRIMARY KEY"_L1))
            part.kind = Part::PrimaryKey;
        else if (line.startsWith("CONSTRAINT"_L1))
            part.kind = Part::ForeignKey;
        else if (line.contains("KEY"_L1))
            part.kind = Part::Key;
        parts.append(part);
    }
    return parts;
}

const Part *find(const QList<Part> &parts, const Part &wanted)
{
    for (const Part &part : parts) {
        if (part.kind == wanted.kind && part.name == wanted.name)
            return &part;
    }
    return nullptr;
}

QString dropClause(const Part &part)
{
    switch (part.kind) {
    case Part::Column:
        return u"DROP COLUMN `%1`"_s.arg(part.name);
    case Part::PrimaryKey:
        return u"DROP PRIMARY KEY"_s;
    case Part::ForeignKey:
        return u"DROP FOREIGN KEY `%1`"_s.arg(part.name);
    default:
        return u"DROP KEY `%1`"_s.arg(part.name);
    }
}

/// For texts of many thousand lines: a line only one side has was removed or added, what else does not fit is replaced.
QString coarseDiff(const QStringList &a, const QStringList &b)
{
    const QSet<QString> inA(a.cbegin(), a.cend());
    const QSet<QString> inB(b.cbegin(), b.cend());
    QString out;
    const auto append = [&out](QChar mark, const QString &line) {
        if (!out.isEmpty())
            out += u'\n';
        out += mark;
        out += line;
    };
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < a.size() || j < b.size()) {
        if (i < a.size() && j < b.size() && a.at(i) == b.at(j)) {
            append(u' ', a.at(i++));
            ++j;
        } else if (i < a.size() && (j >= b.size() || !inB.contains(a.at(i)) || inA.contains(b.at(j)))) {
            append(u'-', a.at(i++));
        } else {
            append(u'+', b.at(j++));
        }
    }
    return out;
}

} // namespace

AlterStatement alterStatement(const TableChange &change)
{
    AlterStatement result;
    if (change.before.isEmpty()) {
        result.name = u"CREATE"_s;
        result.ddl = change.after;
        result.instantEligible = true;
        return result;
    }
    if (change.after.isEmpty()) {
        result.name = u"DROP"_s;
        result.ddl = u"DROP TABLE `%1`"_s.arg(change.table);
        result.canDropData = true;
        return result;
    }
    result.name = u"ALTER"_s;
    result.instantEligible = true;
    const QList<Part> before = partsOf(change.before);
    const QList<Part> after = partsOf(change.after);
    QStringList clauses;
    for (const Part &part : before) {
        if (find(after, part))
            continue;
        clauses += dropClause(part);
        result.canDropData = result.canDropData || part.kind == Part::Column;
        result.instantEligible = result.instantEligible && part.kind == Part::Column;
        if (part.kind == Part::ForeignKey)
            result.removedForeignKeys += part.name;
    }
    QString previousColumn;
    for (const Part &part : after) {
        const Part *old = find(before, part);
        if (!old) {
            if (part.kind == Part::Column) {
                const QString place = previousColumn.isEmpty() ? u"FIRST"_s : u"AFTER `%1`"_s.arg(previousColumn);
                clauses += u"ADD COLUMN %1 %2"_s.arg(part.text, place);
            } else {
                clauses += u"ADD %1"_s.arg(part.text);
                result.instantEligible = false;
            }
        } else if (old->text != part.text) {
            if (part.kind == Part::Column)
                clauses += u"MODIFY COLUMN %1"_s.arg(part.text);
            else
                clauses += u"%1, ADD %2"_s.arg(dropClause(*old), part.text);
            result.instantEligible = false;
        }
        if (part.kind == Part::Column)
            previousColumn = part.name;
    }
    if (clauses.isEmpty())
        clauses += change.after.section(u'\n', -1).mid(1).trimmed(); // table options only
    result.ddl = u"ALTER TABLE `%1` %2"_s.arg(change.table, clauses.join(u", "_s));
    return result;
}

QList<TableChange> changesBetween(const Schema &before, const Schema &after)
{
    QList<TableChange> changes;
    const auto lookUp = [](const Schema &schema, const Table &wanted) -> const Table * {
        for (const Table &table : schema) {
            if (table.keyspace == wanted.keyspace && table.name == wanted.name)
                return &table;
        }
        return nullptr;
    };
    for (const Table &table : after) {
        const Table *old = lookUp(before, table);
        if (!old)
            changes.append({table.keyspace, table.name, QString(), table.raw});
        else if (old->raw != table.raw)
            changes.append({table.keyspace, table.name, old->raw, table.raw});
    }
    for (const Table &table : before) {
        if (!lookUp(after, table))
            changes.append({table.keyspace, table.name, table.raw, QString()});
    }
    return changes;
}

void applyChanges(Schema &schema, const QList<TableChange> &changes)
{
    for (const TableChange &change : changes) {
        const auto found = std::find_if(schema.begin(), schema.end(), [&](const Table &table) {
            return table.keyspace == change.keyspace && table.name == change.table;
        });
        if (change.after.isEmpty()) {
            if (found != schema.end())
                schema.erase(found);
        } else if (found != schema.end()) {
            found->raw = change.after;
        } else {
            schema.append({change.keyspace, change.table, change.after});
        }
    }
}

QList<TableChange> reversed(const QList<TableChange> &changes)
{
    QList<TableChange> back = changes;
    for (TableChange &change : back)
        change.before.swap(change.after);
    return back;
}

QString unifiedDiff(const QString &before, const QString &after)
{
    const QStringList a = before.isEmpty() ? QStringList() : before.split(u'\n');
    const QStringList b = after.isEmpty() ? QStringList() : after.split(u'\n');
    const size_t rows = static_cast<size_t>(a.size());
    const size_t columns = static_cast<size_t>(b.size());
    if (rows * columns > 4'000'000)
        return coarseDiff(a, b);
    // Longest common subsequence, from the end; tables have tens of lines, hardly ever a thousand.
    std::vector<std::vector<int>> common(rows + 1, std::vector<int>(columns + 1, 0));
    for (size_t i = rows; i-- > 0;) {
        for (size_t j = columns; j-- > 0;) {
            common[i][j] = a.at(static_cast<qsizetype>(i)) == b.at(static_cast<qsizetype>(j))
                ? common[i + 1][j + 1] + 1
                : std::max(common[i + 1][j], common[i][j + 1]);
        }
    }
    QStringList out;
    size_t i = 0;
    size_t j = 0;
    while (i < rows || j < columns) {
        if (i < rows && j < columns && a.at(static_cast<qsizetype>(i)) == b.at(static_cast<qsizetype>(j))) {
            out += u' ' + a.at(static_cast<qsizetype>(i));
            ++i;
            ++j;
        } else if (i < rows && (j >= columns || common[i + 1][j] >= common[i][j + 1])) {
            out += u'-' + a.at(static_cast<qsizetype>(i));
            ++i;
        } else {
            out += u'+' + b.at(static_cast<qsizetype>(j));
            ++j;
        }
    }
    return out.join(u'\n');
}

QString schemaHtml(const QString &text)
{
    static const QRegularExpression keyword(
        u"\\b(CREATE|ALTER|DROP|TABLE|COLUMN|ADD|MODIFY|KEY|PRIMARY|UNIQUE|CONSTRAINT|NOT|NULL|DEFAULT|AFTER)\\b"_s);
    QString html;
    int number = 0;
    for (const QString &line : text.split(u'\n')) {
        QString escaped = line.toHtmlEscaped();
        escaped.replace(keyword, u"<span class=\"k\">\\1</span>"_s);
        html += u"<div class=\"line line-%1\">%2</div>"_s.arg(++number).arg(escaped);
    }
    return html + u"<b>rendered</b><script>window.orreryRenderedHtml=1</script>"_s;
}

QList<QJsonObject> lint(const Schema &schema)
{
    QList<QJsonObject> errors;
    const auto add = [&errors](const Table &table, const QString &code, const QString &description,
                               const QString &page) {
        errors.append({{u"lint_error"_s, code},
                       {u"subject_type"_s, u"table"_s},
                       {u"keyspace_name"_s, table.keyspace},
                       {u"table_name"_s, table.name},
                       {u"error_description"_s, description},
                       {u"docs_url"_s, u"https://planetscale.com/docs/vitess/"_s + page},
                       {u"column_name"_s, QString()},
                       {u"foreign_key_column_names"_s, QJsonArray()},
                       {u"auto_increment_column_names"_s, QJsonArray()},
                       {u"charset_name"_s, QString()},
                       {u"engine_name"_s, QString()},
                       {u"vindex_name"_s, QString()},
                       {u"json_path"_s, QString()},
                       {u"check_constraint_name"_s, QString()},
                       {u"enum_value"_s, QString()},
                       {u"partitioning_type"_s, QString()},
                       {u"partition_name"_s, QString()}});
    };
    for (const Table &table : schema) {
        if (!table.raw.contains("PRIMARY KEY"_L1) && !table.raw.contains("UNIQUE KEY"_L1))
            add(table, u"NO_UNIQUE_KEY"_s,
                u"Table \"%1\" has no unique key: all tables must have at least one unique, not-null key."_s.arg(
                    table.name),
                u"schema-changes/onlineddl-change-unique-keys"_s);
        if (table.raw.contains("CHARSET=utf16"_L1)) {
            add(table, u"INVALID_CHARSET"_s,
                u"Table \"%1\" uses the character set utf16, which is not supported."_s.arg(table.name),
                u"troubleshooting/mysql-compatibility"_s);
            errors.last().insert(u"charset_name"_s, u"utf16"_s);
        }
    }
    return errors;
}

} // namespace orrery::simulator
