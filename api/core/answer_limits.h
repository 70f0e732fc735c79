// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <span>
#include <string_view>

namespace orrery::api {

struct Endpoint;

/// What one answer may cost at most, so that a broken or hostile one ends in a sentence and not in the memory. What is
/// buffered is bound while it arrives (HttpExchange), what is decoded before anything is made of it (scanJson).
struct AnswerLimits
{
    qint64 body = 16LL * 1024 * 1024; ///< bytes, decompressed
    qint64 text = 256LL * 1024; ///< bytes of one text or number, as written
    qint64 values = 250'000; ///< members and elements, at all depths
    qint64 rows = 20'000; ///< of a list
    qint64 rowsOfPage = 1'000; ///< of a page; a hundred are asked for
    static constexpr int pages =
        2'000; ///< of a list, as it says itself; 200,000 rows are beyond anything the service holds
    static constexpr int depth = 200; ///< copying and writing JSON recurse a level at a time; real answers are below 10
};

/// Limits of all operations whose path holds `path`.
struct PathLimits
{
    std::string_view path;
    AnswerLimits limits;
};

/// The operations with large answers, the first that fits counts (api/answer_limits.cpp).
std::span<const PathLimits> pathLimits();

/// Of this operation.
AnswerLimits answerLimits(const Endpoint &endpoint);

/// Which limit an answer passed. It travels as the `detail` of an ApiError of Kind::TooLarge.
struct PassedLimit
{
    enum class Of : quint8 { Headers, Body, Text, Values, Rows, Pages, Depth };
    Of of = Of::Body;
    qint64 most = 0;

    [[nodiscard]] QString detail() const;
    /// Empty when `detail` is none.
    static std::optional<PassedLimit> fromDetail(const QString &detail);
    friend bool operator==(const PassedLimit &, const PassedLimit &) = default;
};

/// Bounds what is decoded on this thread while it lives. A decoder is a function of bytes alone, and also reads what we kept
/// ourselves: without a scope only the depth is bounded.
class DecodeScope
{
public:
    DecodeScope(const AnswerLimits &limits, bool isPage);
    ~DecodeScope();
    Q_DISABLE_COPY_MOVE(DecodeScope)

    /// Null outside of any.
    static const AnswerLimits *current();

private:
    AnswerLimits m_limits; ///< `rows` is what counts
    const AnswerLimits *m_outer;
};

} // namespace orrery::api
