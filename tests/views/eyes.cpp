// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/views/eyes.h"

#include "models/core/text.h"
#include "views/core/error_bar.h"
#include "views/core/markdown_text.h"
#include "views/core/state_chip.h"
#include "views/core/state_overlay.h"

#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QRegularExpression>
#include <QTest>
#include <QTextEdit>

namespace orrery::test {

using namespace Qt::StringLiterals;

namespace {

QString withoutMnemonic(QString text)
{
    text.replace(u"&&"_s, u"\x01"_s).remove(u'&').replace(u'\x01', u'&');
    return text;
}

/// The last four steps from the window to the widget.
QString placeOf(const QWidget *widget)
{
    QStringList path;
    for (const QWidget *at = widget; at; at = at->parentWidget())
        path.prepend(QString::fromLatin1(at->metaObject()->className()).section(u':', -1));
    return path.mid(qMax(0, path.size() - 4)).join(u'/');
}

/// What a screen reader calls it. Qt's own answer for a combo box is what it shows, on systems where the name is told apart.
QString nameOf(QWidget *widget)
{
    if (!widget->accessibleName().isEmpty())
        return widget->accessibleName();
    QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
    return face ? face->text(QAccessible::Name) : QString();
}

QStringList visibleLabels(const QWidget *root)
{
    QStringList lines;
    const auto labels = root->findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        if (label->isVisible() && !label->text().isEmpty())
            lines.append(label->text());
    }
    return lines;
}

} // namespace

QString shownText(const QWidget *root)
{
    QStringList lines = visibleLabels(root);
    const auto chips = root->findChildren<views::StateChip *>();
    for (const views::StateChip *chip : chips) {
        if (chip->isVisible())
            lines.append(models::visibleText(chip->state().text));
    }
    const auto texts = root->findChildren<views::MarkdownText *>();
    for (const views::MarkdownText *text : texts) {
        if (text->isVisible())
            lines.append(text->toPlainText());
    }
    return lines.join(u'\n');
}

QStringList shownErrors(const QWidget *root)
{
    QStringList errors;
    const auto bars = root->findChildren<views::ErrorBar *>();
    for (const views::ErrorBar *bar : bars) {
        if (bar->isVisible())
            errors.append(bar->text());
    }
    const auto overlays = root->findChildren<views::StateOverlay *>();
    for (const views::StateOverlay *overlay : overlays) {
        if (overlay->isVisible() && overlay->shown() == views::StateOverlay::Shown::Failure)
            errors.append(visibleLabels(overlay).join(u' '));
    }
    return errors;
}

QTreeView *shownTable(const QWidget *root)
{
    const auto views = root->findChildren<QTreeView *>();
    for (QTreeView *view : views) {
        if (view->isVisible())
            return view;
    }
    return nullptr;
}

QStringList shownColumn(const QTreeView *table, int column)
{
    QStringList texts;
    for (int row = 0; table && row < table->model()->rowCount(); ++row)
        texts.append(table->model()->index(row, column).data().toString());
    return texts;
}

QAbstractButton *shownButton(const QWidget *root, const QString &text)
{
    const auto buttons = root->findChildren<QAbstractButton *>();
    for (QAbstractButton *each : buttons) {
        if (each->isVisible() && each->isEnabled() && withoutMnemonic(each->text()) == text)
            return each;
    }
    return nullptr;
}

QStringList unnamedWidgets(const QWidget *root)
{
    QStringList found;
    const auto widgets = root->findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy())
            continue;
        if (nameOf(widget).isEmpty())
            found.append(placeOf(widget));
    }
    found.removeDuplicates();
    return found;
}

QStringList guessingWidgets(const QWidget *root)
{
    QStringList found;
    const auto labels = root->findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        if (label->textFormat() != Qt::PlainText && !label->text().isEmpty())
            found.append(placeOf(label) + u": "_s + label->text().left(40));
    }
    const auto texts = root->findChildren<QTextEdit *>();
    for (const QTextEdit *text : texts) {
        if (!qobject_cast<const views::MarkdownText *>(text)) // which tst_markdown and its fuzzer hold
            found.append(placeOf(text) + u" may show rich text"_s);
    }
    return found;
}

QStringList tabStops(QWidget *window)
{
    window->activateWindow();
    if (!QTest::qWaitForWindowActive(window))
        return {u"the window does not become active"_s};
    QStringList names;
    QList<QWidget *> reached;
    for (int i = 0; i < 200; ++i) {
        QWidget *from = window->focusWidget() ? window->focusWidget() : window;
        QTest::keyClick(from, Qt::Key_Tab);
        QWidget *now = QApplication::focusWidget();
        if (!now || reached.contains(now))
            break;
        reached.append(now);
        names.append(nameOf(now));
    }
    return names;
}

QString dangerousCharacter(const QString &text)
{
    static const QRegularExpression shapes(
        u"[\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}\\x{200B}\\x{200E}\\x{200F}\\x{0000}-\\x{0008}\\x{000B}-\\x{001F}]"_s);
    return shapes.match(text).captured(0);
}

} // namespace orrery::test
