// SPDX-License-Identifier: GPL-3.0-or-later
// Statements of other people's schemas: understood or refused, but never half; what was understood can be written, read
// again and compared. A zero byte in the input separates a table from its next version.
#include "models/schema/column_types.h"
#include "models/schema/create_statement_parser.h"
#include "models/schema/create_statement_writer.h"
#include "models/schema/sql_tokens.h"
#include "models/schema/structure_diff.h"
#include "models/schema/unique_keys.h"
#include "tests/fuzz/require.h"

using namespace orrery::models;
using orrery::fuzz::require;

namespace {

void checkTokens(const QString &sql)
{
    const QList<SqlToken> tokens = sqlTokens(sql);
    require(!tokens.isEmpty() && tokens.constLast().kind == SqlToken::Kind::End, "the last token is the end");
    const QChar *last = sql.constData();
    for (const SqlToken &token : tokens) {
        require(token.line >= 1 && token.column >= 1, "tokens have a place");
        require(token.raw.isEmpty() || token.raw.data() >= last, "tokens come in order");
        require(token.kind != SqlToken::Kind::Symbol || token.raw.size() == 1, "symbols are one character");
        last = token.raw.isEmpty() ? last : token.raw.data() + token.raw.size();
    }
}

std::optional<SchemaObject> readTwice(const QString &sql)
{
    const auto object = parseCreateStatement(sql);
    if (!object) {
        require(!object.error().message.isEmpty(), "a failure says why");
        require(object.error().line >= 1 && object.error().column >= 1, "a failure says where");
        return std::nullopt;
    }
    const auto again = parseCreateStatement(renderCreateStatement(*object));
    require(again && *again == *object, "what is written is read as the same");
    require(compareObjects(*object, *object).isEmpty(), "a table does not differ from itself");
    return *object;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    const QByteArray input = orrery::fuzz::bytes(data, size);
    const qsizetype zero = input.indexOf('\0');
    const QString first = QString::fromUtf8(zero < 0 ? input : input.left(zero));
    const QString second = zero < 0 ? QString() : QString::fromUtf8(input.mid(zero + 1));
    checkTokens(first);
    checkTokens(second);
    const std::optional<SchemaObject> before = readTwice(first);
    const std::optional<SchemaObject> after = readTwice(second);
    require(applyDiff(before, compareObjects(before, after)) == after, "the differences make the new one of the old");

    const auto *old = before ? std::get_if<TableDefinition>(&*before) : nullptr;
    const auto *now = after ? std::get_if<TableDefinition>(&*after) : old;
    if (old && now) {
        const UniqueKeySharing sharing = uniqueKeySharing(*old, *now);
        require(sharing.shared == sharing.reason.isEmpty(), "a key that is not shared has a reason");
        const qsizetype columns = std::min<qsizetype>({old->columns.size(), now->columns.size(), 32});
        for (qsizetype i = 0; i < columns; ++i) {
            const ColumnType type = resolvedType(old->columns.at(i), *old);
            require(!narrows(type, type), "a type is not narrower than itself");
            narrows(type, resolvedType(now->columns.at(i), *now));
        }
    }
    return 0;
}
