// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/field.h"

namespace orrery::api {

/// What a lint error is about.
enum class LintSubject : quint8 {
    Table,
    Vschema,
    RoutingRules,
};

template<>
struct EnumNames<LintSubject>
{
    static constexpr std::pair<LintSubject, std::string_view> values[] = {
        {LintSubject::Table, "table"},
        {LintSubject::Vschema, "vschema"},
        {LintSubject::RoutingRules, "routing_rules"},
    };
};

/// A rule a schema breaks. Deploy requests carry the first six fields, the branch's lint answer those that fit its code.
struct LintError : Resource
{
    QString lintError; ///< code, such as NO_PRIMARY_KEY
    OpenEnum<LintSubject> subjectType;
    QString keyspaceName;
    QString tableName;
    QString errorDescription;
    QString docsUrl;
    QString columnName;
    QStringList foreignKeyColumnNames;
    QStringList autoIncrementColumnNames;
    QString charsetName;
    QString engineName;
    QString vindexName;
    QString jsonPath;
    QString checkConstraintName;
    QString enumValue;
    QString partitioningType;
    QString partitionName;

    friend bool operator==(const LintError &, const LintError &) = default;

    static constexpr auto fields()
    {
        using L = LintError;
        return FieldTable{
            field("lint_error", &L::lintError, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Code")),
            field("subject_type", &L::subjectType, Meaning::State, QT_TRANSLATE_NOOP("Field", "Subject")),
            field("keyspace_name", &L::keyspaceName, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Keyspace")),
            field("table_name", &L::tableName, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Table")),
            field("error_description", &L::errorDescription, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Description")),
            field("docs_url", &L::docsUrl, Meaning::Url, QT_TRANSLATE_NOOP("Field", "Documentation")),
            field("column_name", &L::columnName, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Column")),
            field("foreign_key_column_names", &L::foreignKeyColumnNames, Meaning::Identifier,
                  QT_TRANSLATE_NOOP("Field", "Foreign key columns")),
            field("auto_increment_column_names", &L::autoIncrementColumnNames, Meaning::Identifier,
                  QT_TRANSLATE_NOOP("Field", "Auto-increment columns")),
            field("charset_name", &L::charsetName, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Character set")),
            field("engine_name", &L::engineName, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Engine")),
            field("vindex_name", &L::vindexName, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Vindex")),
            field("json_path", &L::jsonPath, Meaning::Code, QT_TRANSLATE_NOOP("Field", "JSON path")),
            field("check_constraint_name", &L::checkConstraintName, Meaning::Identifier,
                  QT_TRANSLATE_NOOP("Field", "Check constraint")),
            field("enum_value", &L::enumValue, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Enum value")),
            field("partitioning_type", &L::partitioningType, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Partitioning")),
            field("partition_name", &L::partitionName, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Partition")),
        };
    }
};

} // namespace orrery::api
