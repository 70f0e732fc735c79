// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/suite.h"
#include "views/core/markdown_document.h"
#include "views/core/markdown_text.h"
#include "views/core/theme.h"

#include <QClipboard>
#include <QImage>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextList>
#include <QVBoxLayout>

using namespace orrery::views;
using namespace Qt::StringLiterals;

namespace {

std::unique_ptr<QTextDocument> shown(const QString &markdown)
{
    return markdownDocument(markdown, Theme(), QFont());
}

QList<QTextFragment> fragmentsOf(const QTextDocument &document)
{
    QList<QTextFragment> fragments;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it)
            fragments.append(it.fragment());
    }
    return fragments;
}

/// The format of the run that is exactly this text.
QTextCharFormat formatOf(const QTextDocument &document, const QString &text)
{
    for (const QTextFragment &fragment : fragmentsOf(document)) {
        if (fragment.text() == text)
            return fragment.charFormat();
    }
    return {};
}

} // namespace

class MarkdownTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void markupIsFormat()
    {
        const auto document = shown(
            u"# Points\n\nNot `legacy_total`, **but** *this*\n\n> said\n\n- one\n- two\n\n```\nSELECT 1;\n```\n"_s);
        QCOMPARE(document->toPlainText(), u"Points\nNot legacy_total, but this\nsaid\none\ntwo\nSELECT 1;"_s);
        QVERIFY(formatOf(*document, u"legacy_total"_s).fontFixedPitch());
        QCOMPARE(formatOf(*document, u"but"_s).fontWeight(), int(QFont::Bold));
        QVERIFY(formatOf(*document, u"this"_s).fontItalic());
        QCOMPARE(quoteLevel(document->findBlockByNumber(2)), 1);
        QVERIFY(document->findBlockByNumber(3).textList());
        QVERIFY(formatOf(*document, u"SELECT 1;"_s).fontFixedPitch());
        QVERIFY(!document->findBlockByNumber(5).blockFormat().nonBreakableLines());
    }

    void htmlIsText()
    {
        QCOMPARE(shown(u"a <b>b</b>\n\n<script>x()</script>"_s)->toPlainText(), u"a <b>b</b>\n<script>x()</script>"_s);
    }

    void noImageIsLoaded()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"x.png"_s);
        QImage image(4, 4, QImage::Format_RGB32);
        image.fill(Qt::red);
        QVERIFY(image.save(path));
        MarkdownText text;
        text.setMarkdownText(u"![a plan](%1) ![](https://example.com/y.png)"_s.arg(path));
        QCOMPARE(text.toPlainText(), u"[image: a plan, %1] [image: https://example.com/y.png]"_s.arg(path));
        for (const QTextFragment &fragment : fragmentsOf(*text.document()))
            QVERIFY(!fragment.charFormat().isImageFormat());
        QVERIFY(!text.loadResource(QTextDocument::ImageResource, QUrl::fromLocalFile(path)).isValid());
        QVERIFY(!text.document()->resource(QTextDocument::ImageResource, QUrl::fromLocalFile(path)).isValid());
    }

    void aLinkNamesItsAddress_data()
    {
        QTest::addColumn<QString>("markdown");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("run"); ///< the words that would be the link
        QTest::addColumn<QString>("href"); ///< where they lead; empty: nowhere
        const auto row = [](const char *name, const QString &markdown, const QString &text, const QString &run,
                            const QString &href) { QTest::newRow(name) << markdown << text << run << href; };
        row("itself", u"see https://example.com/a?b=1"_s, u"see https://example.com/a?b=1"_s,
            u"https://example.com/a?b=1"_s, u"https://example.com/a?b=1"_s);
        row("words", u"[the plan](https://example.com/) now"_s, u"the plan (https://example.com/) now"_s, u"the plan"_s,
            u"https://example.com/"_s);
        row("words in two formats", u"[the **plan**](https://example.com/)"_s, u"the plan (https://example.com/)"_s,
            u"plan"_s, u"https://example.com/"_s);
        row("another address as words", u"[https://bank.example](https://evil.example)"_s,
            u"https://bank.example (https://evil.example)"_s, u"https://bank.example"_s, u"https://evil.example"_s);
        row("letters that look alike", u"[x](https://exаmple.com/)"_s, u"x (https://xn--exmple-4nf.com/)"_s, u"x"_s,
            u"https://xn--exmple-4nf.com/"_s);
        row("file", u"[notes](file:///etc/passwd)"_s, u"notes (file:///etc/passwd)"_s, u"notes"_s, QString());
        row("script", u"[run](javascript:alert)"_s, u"run (javascript:alert)"_s, u"run"_s, QString());
        row("unprotected", u"[old](http://example.com/)"_s, u"old (http://example.com/)"_s, u"old"_s, QString());
        row("a name in front", u"[in](https://planetscale.com@evil.example/)"_s,
            u"in (https://planetscale.com@evil.example/)"_s, u"in"_s, QString());
    }
    void aLinkNamesItsAddress()
    {
        QFETCH(QString, markdown);
        QFETCH(QString, run);
        QFETCH(QString, href);
        const auto document = shown(markdown);
        QTEST(document->toPlainText(), "text");
        QCOMPARE(formatOf(*document, run).anchorHref(), href);
        QCOMPARE(formatOf(*document, run).isAnchor(), !href.isEmpty());
        QCOMPARE(formatOf(*document, run).toolTip(), href);
    }

    void theTitleOfALinkIsNoHtml()
    {
        const auto document = shown(u"[a](https://example.com/ \"<img src=x>\")"_s);
        QCOMPARE(formatOf(*document, u"a"_s).toolTip(), u"https://example.com/"_s);
    }

    void nothingHides()
    {
        QCOMPARE(shown(u"a\u202Eb &#x202E;c `\u200B`"_s)->toPlainText(), u"a⟨U+202E⟩b ⟨U+202E⟩c ⟨U+200B⟩"_s);
    }

    void nestingEnds()
    {
        const auto quotes = shown(u">"_s.repeated(300) + u"a"_s);
        QCOMPARE(quoteLevel(quotes->lastBlock()), 4);
        QCOMPARE(quotes->lastBlock().blockFormat().leftMargin(), 64.0);
        const auto lists = shown(u"- "_s.repeated(300) + u"a"_s);
        for (QTextBlock block = lists->begin(); block.isValid(); block = block.next())
            QVERIFY(!block.textList() || block.textList()->format().indent() <= 4);
    }

    void aLongTextSaysSoAndIsCopiedWhole()
    {
        const QString words = u"lorem ipsum\n\n"_s.repeated(80'000);
        MarkdownText text;
        text.setMarkdownText(words);
        QVERIFY(text.toPlainText().endsWith(u"The first 20,000 of 1,040,000 characters. Copy all"_s));
        QSignalSpy followed(&text, &MarkdownText::linkActivated);
        Q_EMIT text.anchorClicked(QUrl(u"copy:all"_s));
        QCOMPARE(QGuiApplication::clipboard()->text(), words);
        QCOMPARE(followed.size(), 0);
        // What is written cannot press that.
        QVERIFY(!formatOf(*shown(u"[a](copy:all)"_s), u"a"_s).isAnchor());
    }

    void itIsAsTallAsItsText()
    {
        MarkdownText text;
        text.setMarkdownText(u"```\n"_s + u"abcdefgh"_s.repeated(60) + u"\n```\n"_s);
        QVERIFY(text.heightForWidth(200) > text.heightForWidth(800));
        text.resize(200, text.heightForWidth(200));
        text.show();
        QVERIFY(QTest::qWaitForWindowExposed(&text));
        QVERIFY(text.document()->size().width() <= 200);
        QVERIFY(text.document()->size().height() <= text.height());
    }

    void linksAreReachedByKeyboard()
    {
        QWidget window;
        auto *column = new QVBoxLayout(&window);
        auto *before = new QLineEdit;
        auto *text = new MarkdownText;
        auto *after = new QLineEdit;
        for (QWidget *widget :
             {static_cast<QWidget *>(before), static_cast<QWidget *>(text), static_cast<QWidget *>(after)})
            column->addWidget(widget);
        text->setMarkdownText(u"[one](https://one.example/) and [two](https://two.example/)"_s);
        QSignalSpy followed(text, &MarkdownText::linkActivated);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        before->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(followed.size(), 2);
        QCOMPARE(followed.at(0).at(0).toUrl(), QUrl(u"https://one.example/"_s));
        QCOMPARE(followed.at(1).at(0).toUrl(), QUrl(u"https://two.example/"_s));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(after->hasFocus());
    }

    void textWithoutLinksIsNoStopOfTab()
    {
        MarkdownText text;
        text.setMarkdownText(u"words"_s);
        QCOMPARE(text.focusPolicy(), Qt::ClickFocus);
        text.setMarkdownText(u"https://example.com/"_s);
        QCOMPARE(text.focusPolicy(), Qt::StrongFocus);
    }
};

ORRERY_SUITE(MarkdownTest)
#include "tst_markdown.moc"
