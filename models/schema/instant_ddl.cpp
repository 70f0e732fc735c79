// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/text.h"
#include "models/schema/column_types.h"
#include "models/schema/column_values.h"
#include "models/schema/schema_objects.h"
#include "models/schema/schema_risks.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace orrery::models {

// The rules are those by which Vitess decides (its analysis of what an ALTER TABLE is capable of), which are narrower than
// MySQL's in places: a comment or ON UPDATE of a column could be changed instantly, and is not.

namespace {

struct T
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::InstantDdl)
};

using What = StructureChange::What;
using Kind = StructureChange::Kind;
using Property = StructureDetail::Property;

/// A block size alone asks for compression too (MySQL's manual, "Creating Compressed Tables").
bool isCompressed(const TableDefinition &table)
{
    const QString format = table.option(u"ROW_FORMAT").toUpper();
    const QString blockSize = table.option(u"KEY_BLOCK_SIZE");
    const bool isLeftOpen = format.isEmpty() || format == u"DEFAULT";
    return format == u"COMPRESSED" || (isLeftOpen && !blockSize.isEmpty() && blockSize != u"0");
}

/// Deployments give constraints new names with 25 letters and digits at the end (documentation, "Foreign key constraint
/// names change on every deployment").
QString nameBeforeDeployment(QString name)
{
    static const QRegularExpression suffix(QStringLiteral("_[0-9a-z]{25}$"));
    return name.remove(suffix).toCaseFolded();
}

class Obstacles
{
public:
    Obstacles(const TableDefinition &before, const TableDefinition &after, const StructureDiff &diff)
        : m_before(before), m_after(after), m_diff(diff)
    {}

    QStringList found()
    {
        const auto isNewOrGone = [](const StructureChange &change) {
            return change.what == What::Column && (change.kind == Kind::Added || change.kind == Kind::Removed);
        };
        if (std::any_of(m_diff.changes.cbegin(), m_diff.changes.cend(), isNewOrGone))
            table();
        for (const StructureChange &change : m_diff.changes) {
            if (change.real && !isRenamedByDeployment(change))
                part(change);
        }
        return m_obstacles;
    }

private:
    /// What keeps columns from being added or dropped.
    void table()
    {
        const auto fullText =
            std::find_if(m_before.indexes.cbegin(), m_before.indexes.cend(),
                         [](const IndexDefinition &each) { return each.kind == IndexDefinition::Kind::FullText; });
        if (fullText != m_before.indexes.cend())
            m_obstacles.append(T::tr("The table has full-text index %1.").arg(visibleText(fullText->name)));
        if (isCompressed(m_before))
            m_obstacles.append(T::tr("The table is compressed."));
        constexpr int mostColumns = 1022; // MySQL's manual, "Online DDL Operations"
        if (m_after.columns.size() > mostColumns)
            m_obstacles.append(T::tr("The table gets more than %1 columns.").arg(QLocale().toString(mostColumns)));
    }

    [[nodiscard]] bool isRenamedByDeployment(const StructureChange &change) const
    {
        return std::any_of(
            m_diff.possibleRenames.cbegin(), m_diff.possibleRenames.cend(), [&change](const PossibleRename &rename) {
                return rename.what == change.what && rename.confidence == PossibleRename::Confidence::Certain
                    && (rename.from == change.name || rename.to == change.name)
                    && nameBeforeDeployment(rename.from) == nameBeforeDeployment(rename.to);
            });
    }

    void part(const StructureChange &change)
    {
        const QString name = visibleText(change.name);
        switch (change.what) {
        case What::Column:
            column(change, name);
            break;
        case What::Index:
            m_obstacles.append(change.kind == Kind::Removed     ? T::tr("Index %1 is removed.").arg(name)
                                   : change.kind == Kind::Added ? T::tr("Index %1 is built.").arg(name)
                                                                : T::tr("Index %1 changes.").arg(name));
            break;
        case What::ForeignKey:
            m_obstacles.append(T::tr("Foreign key %1 changes.").arg(name));
            break;
        case What::Check:
            m_obstacles.append(T::tr("Check %1 changes.").arg(name));
            break;
        case What::Partitioning:
            m_obstacles.append(T::tr("The partitions change."));
            break;
        case What::Option:
            m_obstacles.append(T::tr("The table's option %1 changes.").arg(name));
            break;
        case What::Table:
            m_obstacles.append(T::tr("The table's name or comment changes."));
            break;
        case What::View:
            break;
        }
    }

    void column(const StructureChange &change, const QString &name)
    {
        const auto *was = std::get_if<ColumnDefinition>(&change.before);
        const auto *is = std::get_if<ColumnDefinition>(&change.after);
        if (change.kind == Kind::Moved)
            m_obstacles.append(T::tr("Columns change their places."));
        else if (change.kind == Kind::Added && is)
            added(*is, name);
        else if (change.kind == Kind::Changed && was && is)
            changed(change, *was, *is, name);
        // Dropping one is instant, also a stored generated one: MySQL's manual says otherwise, Vitess found it works.
    }

    void added(const ColumnDefinition &is, const QString &name)
    {
        if (is.generated && is.generated->stored)
            m_obstacles.append(T::tr("New column %1 is generated and stored.").arg(name));
        if (is.autoIncrement)
            m_obstacles.append(T::tr("New column %1 is AUTO_INCREMENT.").arg(name));
        if (is.defaultValue.kind == DefaultValue::Kind::Expression
            || is.defaultValue.kind == DefaultValue::Kind::Function)
            m_obstacles.append(T::tr("New column %1 has a default that is not a literal.").arg(name));
        // Their empty value is a zero date, which MySQL refuses. Vitess asks for datetime only.
        static const QStringList withoutEmptyValue{QStringLiteral("datetime"), QStringLiteral("date")};
        if (needsValue(is) && withoutEmptyValue.contains(is.type.name))
            m_obstacles.append(T::tr("New column %1 is a required %2 without a default.").arg(name, is.type.name));
    }

    void changed(const StructureChange &change, const ColumnDefinition &was, const ColumnDefinition &is,
                 const QString &name)
    {
        if (was.generated.has_value() != is.generated.has_value()) {
            m_obstacles.append(is.generated ? T::tr("Column %1 becomes generated.").arg(name)
                                            : T::tr("Column %1 is no longer generated.").arg(name));
            return;
        }
        for (const StructureDetail &detail : change.details) {
            if (!detail.real)
                continue;
            const QString why = whyNot(detail, was, is, name);
            if (!why.isEmpty())
                m_obstacles.append(why);
        }
    }

    QString whyNot(const StructureDetail &detail, const ColumnDefinition &was, const ColumnDefinition &is,
                   const QString &name) const
    {
        switch (detail.property) {
        case Property::Default:
        case Property::Visibility:
            return {};
        case Property::Type:
            return type(was, is, name);
        case Property::Nullable:
            return T::tr("Column %1 changes between NULL and NOT NULL.").arg(name);
        case Property::AutoIncrement:
            return is.autoIncrement ? T::tr("Column %1 becomes AUTO_INCREMENT.").arg(name)
                                    : T::tr("Column %1 loses AUTO_INCREMENT.").arg(name);
        case Property::Generated:
            return hasSameExpression(was, is) ? T::tr("Column %1 changes between virtual and stored.").arg(name)
                                              : T::tr("Column %1 changes its expression.").arg(name);
        default:
            return T::tr("Column %1 changes its %2.", "a property: comment, on update …")
                .arg(name, propertyText(detail.property));
        }
    }

    /// Members may be appended to an enum or set as long as their numbers take no more bytes.
    QString type(const ColumnDefinition &was, const ColumnDefinition &is, const QString &name) const
    {
        ColumnType longer = resolvedType(was, m_before);
        const ColumnType to = resolvedType(is, m_after);
        longer.members = to.members;
        if (to.members.isEmpty() || !sameType(longer, to))
            return longer.name == to.name && longer.charset != to.charset
                ? T::tr("Column %1 changes its character set.").arg(name)
                : longer.name == to.name && longer.collation != to.collation
                ? T::tr("Column %1 changes its collation.").arg(name)
                : T::tr("Column %1 changes its type.").arg(name);
        const QStringList &old = was.type.members;
        if (to.members.mid(0, old.size()) != old)
            return T::tr("Column %1 does not only get more values at the end of its list.").arg(name);
        const auto bytes = [&to](qsizetype members) {
            if (to.name != u"set")
                return members <= 255 ? 1 : 2;
            return members <= 32 ? int(members + 7) / 8 : 8; // MySQL's manual, "Data Type Storage Requirements"
        };
        return bytes(old.size()) == bytes(to.members.size())
            ? QString()
            : T::tr("Column %1 needs more bytes for its longer list of values.").arg(name);
    }

    const TableDefinition &m_before;
    const TableDefinition &m_after;
    const StructureDiff &m_diff;
    QStringList m_obstacles;
};

} // namespace

QStringList instantObstacles(const std::optional<SchemaObject> &before, const std::optional<SchemaObject> &after,
                             const StructureDiff &diff)
{
    const TableDefinition *was = tableOf(before);
    const TableDefinition *is = tableOf(after);
    if (!was || !is)
        return {}; // whole tables and views are made and dropped at once
    return Obstacles(*was, *is, diff).found();
}

} // namespace orrery::models
