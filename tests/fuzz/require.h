// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace orrery::fuzz {

/// A property of the code under test that holds for every input; its breach ends the process, which the fuzzer reports.
inline void require(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "broken: %s\n", what);
    std::abort();
}

inline QByteArray bytes(const uint8_t *data, std::size_t size)
{
    return {reinterpret_cast<const char *>(data), qsizetype(size)};
}

} // namespace orrery::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size);
