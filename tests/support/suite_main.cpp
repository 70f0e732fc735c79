// SPDX-License-Identifier: GPL-3.0-or-later
// main() of every test program: one suite a run, so that ctest keeps suites apart and runs them side by side.
#include "tests/support/suite.h"

#ifdef QT_WIDGETS_LIB
#include <QApplication>
#else
#include <QCoreApplication>
#endif
#include <QFileInfo>
#include <QLocale>
#include <QTest>

#include <cstdio>
#include <vector>

namespace orrery::test {
namespace {

const Suite *first = nullptr;

QByteArray nameOf(const Suite &suite)
{
    return QFileInfo(QString::fromLocal8Bit(suite.file)).completeBaseName().toLocal8Bit();
}

const Suite *suiteNamed(const QByteArray &name)
{
    const Suite *suite = first;
    while (suite && nameOf(*suite) != name)
        suite = suite->next;
    return suite;
}

} // namespace

Suite::Suite(const char *sourceFile, Make makeTest) : file(sourceFile), make(makeTest), next(first)
{
    first = this;
}

} // namespace orrery::test

int main(int argc, char **argv)
{
    using namespace orrery::test;
    const QByteArray name = argc > 1 ? argv[1] : "";
    const Suite *suite = suiteNamed(name);
    if (!suite) {
        std::fprintf(stderr, "%s SUITE [QT TEST ARGUMENTS], with one of the suites\n", argv[0]);
        for (suite = first; suite; suite = suite->next)
            std::fprintf(stderr, "  %s\n", nameOf(*suite).constData());
        return 2;
    }

    std::vector<char *> arguments(argv, argv + argc + 1);
    arguments.erase(arguments.begin() + 1);
    int count = argc - 1;
#ifdef QT_WIDGETS_LIB
    QApplication application(count, arguments.data());
#else
    QCoreApplication application(count, arguments.data());
#endif
    QCoreApplication::setAttribute(Qt::AA_Use96Dpi);
    // Newer ones of Qt group no digits in the C locale.
    QLocale locale;
    locale.setNumberOptions(QLocale::DefaultNumberOptions);
    QLocale::setDefault(locale);
    // Files and settings are found by this name: each suite has its own.
    QCoreApplication::setApplicationName(QString::fromLocal8Bit(name));
    const std::unique_ptr<QObject> test = suite->make();
    return QTest::qExec(test.get(), count, arguments.data());
}
