// SPDX-License-Identifier: GPL-3.0-or-later
// orrery-spec FILE: holds the descriptions of api/ against an OpenAPI document. Ends with 1 when it found something.
#include "api/endpoint_table.h"
#include "tests/spec/comparison.h"

#include <QFile>

#include <cstdio>

using namespace orrery::spec;

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::fputs("usage: orrery-spec FILE\nFILE is an OpenAPI document (JSON), as the service publishes it at\n"
                   "https://api.planetscale.com/v1/openapi-spec\n",
                   stderr);
        return 2;
    }
    QFile file(QString::fromLocal8Bit(argv[1]));
    if (!file.open(QIODevice::ReadOnly)) {
        std::fprintf(stderr, "%s: %s\n", argv[1], qPrintable(file.errorString()));
        return 2;
    }
    QString fault;
    const auto specification = Specification::fromJson(file.readAll(), &fault);
    if (!specification) {
        std::fprintf(stderr, "%s: %s\n", argv[1], qPrintable(fault));
        return 2;
    }
    const Comparison result = compare(*specification, orrery::api::allEndpoints(), allOperations(), knownCorrections());

    QString operation;
    for (const Finding &finding : result.findings) {
        if (finding.operations.first() != operation) {
            operation = finding.operations.first();
            std::printf("%s\n", qPrintable(operation));
        }
        std::printf("    %s\n", qPrintable(finding.toString()));
    }
    for (const QString &unused : result.unused)
        std::printf("correction without use: %s\n", qPrintable(unused));
    std::printf("%d rows, %d requests with their answers; %d findings, %d explained by corrections\n", result.rows,
                result.operations, int(result.findings.size() + result.unused.size()), int(result.corrected.size()));
    return result.findings.isEmpty() && result.unused.isEmpty() ? 0 : 1;
}
