// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/schema/table_definition.h"

#include <QString>

namespace orrery::models {

/// The statement that makes the table or view, one part a line, in the order and with the version marks of SHOW CREATE.
/// parseCreateStatement() reads it back as the same value.
QString renderCreateStatement(const TableDefinition &table);
QString renderCreateStatement(const ViewDefinition &view);
QString renderCreateStatement(const SchemaObject &object);

// One part as SQL, as it stands in the statement, without comma.
QString columnText(const ColumnDefinition &column); ///< "`email` varchar(100) NOT NULL"
QString indexText(const IndexDefinition &index); ///< "UNIQUE KEY `email` (`email`(20) DESC)"
QString foreignKeyText(const ForeignKeyDefinition &key); ///< "CONSTRAINT `a` FOREIGN KEY (`b`) REFERENCES `c` (`d`)"
QString checkText(const CheckDefinition &check); ///< "CONSTRAINT `a` CHECK (`b` > 0)"
QString partitioningText(const Partitioning &partitioning); ///< several lines
QString optionText(const NamedOption &option); ///< "ENGINE=InnoDB"

// Parts of parts, for the rows of a comparison.
QString defaultText(const DefaultValue &value); ///< "NULL", "'abc'", "(uuid())"; empty without a default
QString indexPartsText(const IndexDefinition &index); ///< "(`a`,`b`(10) DESC)"
QString indexKindText(IndexDefinition::Kind kind); ///< "PRIMARY KEY", "KEY"
QString referenceText(const ForeignKeyDefinition &key); ///< "`customers` (`id`)"
QString actionText(ForeignKeyDefinition::Action action); ///< "SET NULL"; empty when not said
QString matchText(ForeignKeyDefinition::Match match); ///< "FULL"; empty when not said
QString nameListText(const QStringList &names); ///< "(`a`,`b`)"

} // namespace orrery::models
