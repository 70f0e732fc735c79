// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/schema/table_definition.h"

#include <QString>

namespace orrery::models {

// What is known about MySQL 8's character sets without a server. Names in lower case.

QString canonicalCharset(const QString &charset); ///< utf8 is utf8mb3
QString canonicalCollation(const QString &collation); ///< utf8_bin is utf8mb3_bin

/// "utf8mb4" for "utf8mb4_bin".
QString charsetOfCollation(const QString &collation);

/// What MySQL 8 takes when only the charset is given; empty for a charset we do not know.
QString defaultCollation(const QString &charset);

/// The most bytes a character takes; 4 for a charset we do not know.
int bytesPerCharacter(const QString &charset);

/// Whether every text in `before` can be written in `after` as well.
bool holdsAllOf(const QString &after, const QString &before);

/// Whether a text can take more bytes in `after` than in `before`.
bool canTakeMoreBytes(const QString &after, const QString &before);

/// Whether blanks at the end of a text count: only in the collations of Unicode 9 and later, and between bytes.
bool countsTrailingBlanks(const QString &collation);

/// Whether texts that differ under the collation `before` always differ under `after`. False where we do not know: the
/// collations of two languages, or of two versions of Unicode, have too little in common.
bool keepsApart(const QString &after, const QString &before);

/// The table's default; utf8mb4, the server's, when it names none.
QString tableCharset(const TableDefinition &table);
QString tableCollation(const TableDefinition &table);

} // namespace orrery::models
