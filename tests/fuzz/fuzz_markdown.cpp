// SPDX-License-Identifier: GPL-3.0-or-later
// Notes and comments are text from outside: whatever they hold, nothing is loaded, no link leads elsewhere than it may, no
// character hides, and they can be laid out.
#include "api/core/hosts.h"
#include "models/core/text.h"
#include "tests/fuzz/require.h"
#include "views/core/markdown_document.h"
#include "views/core/theme.h"

#include <QGuiApplication>
#include <QTextBlock>
#include <QTextDocument>
#include <QUrl>

using namespace orrery;
using orrery::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    static QGuiApplication *application = []() {
        qputenv("QT_QPA_PLATFORM", "offscreen");
        static int count = 1;
        static char name[] = "fuzz_markdown";
        static char *names[] = {name, nullptr};
        return new QGuiApplication(count, names);
    }();
    Q_UNUSED(application)
    const QString text = QString::fromUtf8(fuzz::bytes(data, size));
    const auto document = views::markdownDocument(text, views::Theme(), QFont());
    for (QTextBlock block = document->begin(); block.isValid(); block = block.next()) {
        require(views::quoteLevel(block) <= 4, "quotes end somewhere");
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextCharFormat format = it.fragment().charFormat();
            require(!format.isImageFormat(), "no image is left to be loaded");
            require(!format.isAnchor() || api::isProtectedAddress(QUrl(format.anchorHref())),
                    "links are web addresses");
            require(format.isAnchor() || format.toolTip().isEmpty(), "only links have a tooltip");
            QString shown = it.fragment().text();
            shown.replace(QChar::LineSeparator, QLatin1Char('\n'));
            require(models::visibleText(shown, models::LineBreaks::Keep) == shown, "no character hides");
        }
    }
    document->setTextWidth(300);
    require(document->size().height() >= 0, "it has a height");
    views::markdownWords(text);
    return 0;
}
