// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema/unique_keys.h"

#include "models/core/text.h"
#include "models/schema/column_types.h"
#include "models/schema/column_values.h"
#include "models/schema/sql_tokens.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace orrery::models {

namespace {

struct UniqueKeys
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::UniqueKeys)
};

bool isUnique(const IndexDefinition &index)
{
    return index.kind == IndexDefinition::Kind::Primary || index.kind == IndexDefinition::Kind::Unique;
}

bool tellsRowsApart(const IndexDefinition &index, const TableDefinition &table)
{
    return isUnique(index) && !index.parts.isEmpty()
        && std::all_of(index.parts.cbegin(), index.parts.cend(), [&](const IndexPart &part) {
               const ColumnDefinition *column = part.expression.isEmpty() ? table.column(part.column) : nullptr;
               // Columns of a primary key are NOT NULL, whether the statement says so or not.
               return column && !part.prefixLength
                   && (!column->nullable || index.kind == IndexDefinition::Kind::Primary)
                   && column->type.name != u"float" && column->type.name != u"double";
           });
}

QList<const IndexDefinition *> usableKeys(const TableDefinition &table)
{
    QList<const IndexDefinition *> keys;
    for (const IndexDefinition &index : table.indexes) {
        if (!tellsRowsApart(index, table))
            continue;
        if (index.kind == IndexDefinition::Kind::Primary)
            keys.prepend(&index);
        else
            keys.append(&index);
    }
    return keys;
}

/// Columns of the key that are not copied from one table to the other.
QStringList unsharedColumns(const IndexDefinition &key, const TableDefinition &own, const TableDefinition &other)
{
    QStringList missing;
    for (const IndexPart &part : key.parts) {
        const ColumnDefinition *here = own.column(part.column);
        const ColumnDefinition *there = other.column(part.column);
        if (!here || !there || here->generated || there->generated)
            missing.append(part.column);
    }
    return missing;
}

/// The first key whose columns are in both tables; else what the key that comes closest lacks.
struct Choice
{
    QString key;
    QString closest;
    QStringList missing;
};

Choice choose(const TableDefinition &own, const TableDefinition &other)
{
    Choice choice;
    const QList<const IndexDefinition *> keys = usableKeys(own);
    for (const IndexDefinition *key : keys) {
        const QStringList missing = unsharedColumns(*key, own, other);
        if (missing.isEmpty())
            return {key->name, {}, {}};
        if (choice.closest.isEmpty() || missing.size() < choice.missing.size())
            choice = {{}, key->name, missing};
    }
    return choice;
}

bool isSamePart(const IndexPart &part, const IndexPart &other)
{
    return part.column.compare(other.column, Qt::CaseInsensitive) == 0 && sameSql(part.expression, other.expression);
}

/// Whether rows that are unique by `key` are unique by `other` as well: every part of it is in the other one, which looks at
/// no less of it. As Vitess compares keys; the order of the parts and NULL make no difference.
bool covers(const IndexDefinition &key, const IndexDefinition &other)
{
    return std::all_of(key.parts.cbegin(), key.parts.cend(), [&other](const IndexPart &part) {
        return std::any_of(other.parts.cbegin(), other.parts.cend(), [&part](const IndexPart &candidate) {
            return isSamePart(part, candidate)
                && (!candidate.prefixLength || (part.prefixLength && *part.prefixLength <= *candidate.prefixLength));
        });
    });
}

/// Finds why values of a key that differ in one table can be equal in the other.
class KeyedValues
{
public:
    KeyedValues(const TableDefinition &before, const TableDefinition &after) : m_before(before), m_after(after) {}

    /// Empty: they cannot.
    QString ofKey(const IndexDefinition &key)
    {
        for (const IndexPart &part : key.parts) {
            const QString why = part.expression.isEmpty() ? ofColumn(part.column, true) : ofRead(part.expression, true);
            if (!why.isEmpty())
                return why;
        }
        return {};
    }

private:
    /// `compares`: the column's own collation says what is equal; else only its values count.
    QString ofColumn(const QString &name, bool compares)
    {
        const ColumnDefinition *from = m_before.column(name);
        const ColumnDefinition *to = m_after.column(name);
        if (!from || !to || m_seen[compares].contains(to->name))
            return {};
        m_seen[compares].insert(to->name);
        const bool sameExpression = from->generated && to->generated && hasSameExpression(*from, *to);
        if (to->generated && !sameExpression)
            return UniqueKeys::tr("%1 is computed anew in every row.").arg(visibleText(to->name));
        if (from->generated && !sameExpression) {
            if (isNullByDefault(*to))
                return {}; // NULL in every row
            return UniqueKeys::tr("%1 gets the same value in every row.").arg(visibleText(to->name));
        }
        ColumnType was = resolvedType(*from, m_before);
        const ColumnType is = resolvedType(*to, m_after);
        if (!compares)
            was.collation = is.collation;
        if (const auto why = makesEqual(was, is))
            return *why;
        return sameExpression ? ofRead(to->generated->expression, false) : QString();
    }

    /// Of what an expression is computed from. A part of a key is compared as the columns in it are, a generated column as
    /// its own type says.
    QString ofRead(const QString &expression, bool compares)
    {
        const QList<SqlToken> tokens = sqlTokens(expression);
        for (const SqlToken &token : tokens) {
            if (token.kind != SqlToken::Kind::Word && token.kind != SqlToken::Kind::QuotedName)
                continue;
            if (const QString why = ofColumn(decodedName(token), compares); !why.isEmpty())
                return why;
        }
        return {};
    }

    const TableDefinition &m_before;
    const TableDefinition &m_after;
    QSet<QString> m_seen[2]; ///< a generated column may be reached through several others
};

/// Whether a new column gives every row that is there NULL, which no unique key minds, or a number of its own.
bool startsApart(const IndexDefinition &key, const TableDefinition &before, const TableDefinition &after)
{
    return std::any_of(key.parts.cbegin(), key.parts.cend(), [&](const IndexPart &part) {
        const ColumnDefinition *to = after.column(part.column);
        const ColumnDefinition *from = before.column(part.column);
        return to && (!from || from->generated) && (isNullByDefault(*to) || to->autoIncrement);
    });
}

QString listed(const QStringList &names)
{
    return visibleText(names.join(QStringLiteral(", ")));
}

} // namespace

QList<BreakableKey> breakableKeys(const TableDefinition &before, const TableDefinition &after)
{
    QList<BreakableKey> breakable;
    for (const IndexDefinition &key : after.indexes) {
        if (!isUnique(key) || startsApart(key, before, after))
            continue;
        BreakableKey found{key.name, true, {}};
        for (const IndexDefinition &old : before.indexes) {
            if (!isUnique(old) || !covers(old, key))
                continue;
            found.isNewRule = false;
            found.reason = KeyedValues(before, after).ofKey(old);
            if (found.reason.isEmpty())
                break; // this one keeps all rows apart
        }
        if (found.isNewRule || !found.reason.isEmpty())
            breakable.append(found);
    }
    return breakable;
}

QStringList rowKeys(const TableDefinition &table)
{
    QStringList names;
    const QList<const IndexDefinition *> keys = usableKeys(table);
    for (const IndexDefinition *key : keys)
        names.append(key->name);
    return names;
}

UniqueKeySharing uniqueKeySharing(const TableDefinition &before, const TableDefinition &after)
{
    const Choice old = choose(before, after);
    const Choice fresh = choose(after, before);
    UniqueKeySharing sharing;
    sharing.beforeKey = old.key;
    sharing.afterKey = fresh.key;
    sharing.shared = !old.key.isEmpty() && !fresh.key.isEmpty();
    if (sharing.shared)
        return sharing;
    if (old.key.isEmpty() && old.closest.isEmpty()) {
        sharing.reason = UniqueKeys::tr("The table as it is has no unique key without NULL that tells its rows apart.");
    } else if (fresh.key.isEmpty() && fresh.closest.isEmpty()) {
        sharing.reason = UniqueKeys::tr("The changed table has no unique key without NULL that tells its rows apart.");
    } else if (old.key.isEmpty()) {
        sharing.missingColumns = old.missing;
        sharing.reason = UniqueKeys::tr("The key %1 needs columns that the changed table does not have: %2.")
                             .arg(visibleText(old.closest), listed(old.missing));
    } else {
        sharing.missingColumns = fresh.missing;
        sharing.reason = UniqueKeys::tr("The key %1 needs columns that the table does not have yet: %2.")
                             .arg(visibleText(fresh.closest), listed(fresh.missing));
    }
    return sharing;
}

} // namespace orrery::models
