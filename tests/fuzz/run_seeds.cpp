// SPDX-License-Identifier: GPL-3.0-or-later
// Stands in for libFuzzer in ordinary builds: feeds each file of a folder to the target, once.
#include "tests/fuzz/require.h"

#include <QDirIterator>
#include <QFile>

int main(int argc, char **argv)
{
    int seeds = 0;
    QDirIterator it(QString::fromLocal8Bit(argc > 1 ? argv[1] : ""), QDir::Files);
    while (it.hasNext()) {
        QFile file(it.next());
        orrery::fuzz::require(file.open(QIODevice::ReadOnly), "a seed can be read");
        std::printf("%s\n", qPrintable(file.fileName()));
        std::fflush(stdout);
        const QByteArray content = file.readAll();
        // A copy of exactly this size, so that AddressSanitizer sees a step past the end.
        const std::vector<uint8_t> exact(content.begin(), content.end());
        LLVMFuzzerTestOneInput(exact.data(), exact.size());
        ++seeds;
    }
    orrery::fuzz::require(seeds > 0, "there are seeds");
    return 0;
}
