// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/core/theme.h"

#include <QList>
#include <QStringView>

namespace orrery::views {

/// A stretch of a line that is drawn in its own colour.
struct SyntaxSpan
{
    enum class Kind : quint8 { Keyword, Type, String, Comment };

    int start = 0;
    int length = 0;
    Kind kind = Kind::Keyword;

    friend bool operator==(const SyntaxSpan &, const SyntaxSpan &) = default;
};

/// Keywords, types, quoted texts and comments of one line of MySQL or PostgreSQL schema. Light on purpose: it reads a line
/// by itself, so a comment over several lines is coloured only where it starts. Quoted identifiers stay plain.
QList<SyntaxSpan> sqlSpans(QStringView line);

/// The colour a stretch is drawn in.
ColorRole syntaxRole(SyntaxSpan::Kind kind);

} // namespace orrery::views
