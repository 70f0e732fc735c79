// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

namespace orrery::test {

/// One suite of a test program: a Qt Test class that can be run by the name of its file. Entries are made by ORRERY_SUITE.
struct Suite
{
    using Make = std::unique_ptr<QObject> (*)();

    Suite(const char *sourceFile, Make makeTest);

    const char *file;
    Make make;
    const Suite *next; ///< a list without a container, because it is filled before main() begins
};

} // namespace orrery::test

/// Takes the place of QTEST_MAIN, so that the suites of a folder share one program:
/// `PROGRAM tst_name [QT TEST ARGUMENTS]` runs the class of tst_name.cpp.
#define ORRERY_SUITE(Class)                                                                                            \
    static const orrery::test::Suite suiteOf##Class(                                                                   \
        __FILE__, []() -> std::unique_ptr<QObject> { return std::make_unique<Class>(); });
