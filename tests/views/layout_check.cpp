// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/views/layout_check.h"

#include "models/core/roles.h"
#include "views/core/confirm_dialog.h"
#include "views/core/link_button.h"
#include "views/core/orrery_style.h"
#include "views/core/plain_label.h"
#include "views/core/state_chip.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMetaMethod>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitterHandle>
#include <QStyle>
#include <QStyleOptionComboBox>
#include <QTabBar>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>

namespace orrery::test {

using namespace Qt::StringLiterals;

namespace {

/// An elided text still has to tell what it is.
constexpr int lettersThatTell = 14;
constexpr int slack = 1; // rounding

QString nameOf(const QWidget *widget)
{
    QString path;
    const QWidget *at = widget;
    for (int i = 0; at && i < 5; ++i, at = at->parentWidget())
        path.prepend(u'/' + QString::fromLatin1(at->metaObject()->className()).section(u':', -1));
    QString text;
    if (const auto *label = qobject_cast<const QLabel *>(widget))
        text = label->text();
    else if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
        text = button->text();
    else if (const auto *field = qobject_cast<const QLineEdit *>(widget))
        text = field->placeholderText();
    else
        text = widget->accessibleName();
    return u"%1 “%2”"_s.arg(path, text.left(50));
}

bool isScrolled(const QWidget *widget)
{
    const auto *area =
        widget->parentWidget() ? qobject_cast<QAbstractScrollArea *>(widget->parentWidget()->parentWidget()) : nullptr;
    return area && area->viewport() == widget->parentWidget();
}

/// Whether it is a part of another control, which lays it out as it likes.
bool isPart(const QWidget *widget)
{
    const QWidget *parent = widget->parentWidget();
    return qobject_cast<const QSplitterHandle *>(widget) || qobject_cast<const QScrollBar *>(widget)
        || qobject_cast<const QTabBar *>(parent) || qobject_cast<const QLineEdit *>(parent)
        || qobject_cast<const QComboBox *>(parent) || (parent && parent->inherits("QAbstractSpinBox"))
        || qobject_cast<const QAbstractScrollArea *>(parent) || widget->isWindow()
        || QByteArray(widget->metaObject()->className()).startsWith("QAbstractScrollAreaScrollBar");
}

QString shortBy(const QString &what, int has, int needs)
{
    return u" is %1 px %2, needs %3"_s.arg(has).arg(what).arg(needs);
}

int widestLine(const QFontMetrics &metrics, const QString &text, bool words)
{
    int widest = 0;
    const auto parts = words ? text.split(QRegularExpression(u"[\\s\\x{200B}/–-]+"_s)) : text.split(u'\n');
    for (const QString &part : parts)
        widest = std::max(widest, metrics.horizontalAdvance(part));
    return widest;
}

QString cutLabel(const QLabel *label)
{
    if (label->text().isEmpty())
        return {};
    const QFontMetrics metrics = label->fontMetrics();
    const QMargins margins = label->contentsMargins();
    const int room = label->width() - margins.left() - margins.right() - 2 * label->margin();
    const int line = widestLine(metrics, label->text(), false);
    if (label->wordWrap()) {
        const int needs = label->heightForWidth(label->width());
        if (label->height() + slack < needs)
            return shortBy(u"high"_s, label->height(), needs);
        const int word = widestLine(metrics, label->text(), true);
        return room + slack < word ? shortBy(u"wide (a word)"_s, room, word) : QString();
    }
    if (label->height() + slack < metrics.height())
        return shortBy(u"high"_s, label->height(), metrics.height());
    // Labels that may be elided ask for less than their text.
    const bool elides = label->minimumSizeHint().width() + slack < line;
    const int needs = elides ? std::min(line, metrics.averageCharWidth() * lettersThatTell) : line;
    return room + slack < needs ? shortBy(u"wide"_s, room, needs) : QString();
}

QString cutButton(const QAbstractButton *button)
{
    if (const auto *link = qobject_cast<const views::LinkButton *>(button)) {
        if (link->hasHeightForWidth()) {
            const int needs = link->heightForWidth(link->width());
            return link->height() + slack < needs ? shortBy(u"high"_s, link->height(), needs) : QString();
        }
        const int needs = std::min(link->sizeHint().width(), link->fontMetrics().averageCharWidth() * lettersThatTell);
        return link->width() + slack < needs ? shortBy(u"wide"_s, link->width(), needs) : QString();
    }
    const QSize hint =
        button->hasHeightForWidth() ? QSize(0, button->heightForWidth(button->width())) : button->sizeHint();
    if (button->width() + slack < hint.width())
        return shortBy(u"wide"_s, button->width(), hint.width());
    if (button->height() + slack < hint.height() && !qobject_cast<const QToolButton *>(button))
        return shortBy(u"high"_s, button->height(), hint.height());
    return {};
}

QString cutCombo(const QComboBox *box)
{
    QStyleOptionComboBox option;
    option.initFrom(box);
    option.editable = box->isEditable();
    const int room =
        box->style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, box).width();
    const int needs = std::min(box->fontMetrics().horizontalAdvance(box->currentText()),
                               box->fontMetrics().averageCharWidth() * lettersThatTell);
    return room + slack < needs ? shortBy(u"wide"_s, room, needs) : QString();
}

QString cutField(const QLineEdit *field)
{
    if (field->height() + slack < field->minimumSizeHint().height())
        return shortBy(u"high"_s, field->height(), field->minimumSizeHint().height());
    int room = field->width() - 14;
    const auto parts = field->findChildren<QToolButton *>();
    for (const QToolButton *part : parts)
        room -= part->isVisible() ? part->width() + 4 : 0;
    const int needs = field->fontMetrics().horizontalAdvance(field->placeholderText());
    return room + slack < needs ? shortBy(u"wide"_s, room, needs) : QString();
}

QString cutTabs(const QTabBar *bar)
{
    for (int i = 0; i < bar->count(); ++i) {
        if (bar->isTabVisible(i)
            && bar->tabRect(i).width() + slack < bar->fontMetrics().horizontalAdvance(bar->tabText(i)))
            return u" cuts its tab “%1”"_s.arg(bar->tabText(i));
    }
    return {};
}

QSize missingOf(const QWidget *widget)
{
    return widget->minimumSizeHint().expandedTo(widget->minimumSize()) - widget->size();
}

bool holdsMissing(const QWidget *widget, Qt::Orientation orientation)
{
    const auto parts = widget->findChildren<QWidget *>(Qt::FindDirectChildrenOnly);
    return std::any_of(parts.begin(), parts.end(), [orientation](const QWidget *part) {
        const QSize missing = missingOf(part);
        return part->isVisible() && (orientation == Qt::Horizontal ? missing.width() : missing.height()) > slack;
    });
}

QString cutWidget(const QWidget *widget)
{
    if (const auto *label = qobject_cast<const QLabel *>(widget))
        return cutLabel(label);
    if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
        return cutButton(button);
    if (const auto *box = qobject_cast<const QComboBox *>(widget))
        return cutCombo(box);
    if (const auto *field = qobject_cast<const QLineEdit *>(widget))
        return cutField(field);
    if (const auto *bar = qobject_cast<const QTabBar *>(widget))
        return cutTabs(bar);
    if (const auto *chip = qobject_cast<const views::StateChip *>(widget)) {
        const int needs = chip->sizeHint().width();
        return chip->width() + slack < needs ? shortBy(u"wide"_s, chip->width(), needs) : QString();
    }
    // A height somebody fixed is no question of what stands in it, and what holds a part that is short is short itself.
    const bool isThin = widget->minimumHeight() == widget->maximumHeight();
    const QSize missing = missingOf(widget);
    if (missing.height() > slack && !isThin && !holdsMissing(widget, Qt::Vertical))
        return shortBy(u"high"_s, widget->height(), widget->height() + missing.height());
    if (missing.width() > slack && !holdsMissing(widget, Qt::Horizontal))
        return shortBy(u"wide"_s, widget->width(), widget->width() + missing.width());
    return {};
}

bool saysSomething(const QWidget *widget)
{
    return qobject_cast<const QLabel *>(widget) || qobject_cast<const QAbstractButton *>(widget)
        || qobject_cast<const QComboBox *>(widget) || qobject_cast<const QLineEdit *>(widget)
        || qobject_cast<const views::StateChip *>(widget);
}

QWidgetList visibleIn(const QWidget *root)
{
    QWidgetList found;
    const auto widgets = root->findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        if (widget->isVisible() && widget->window() == root->window())
            found.append(widget);
    }
    return found;
}

QRect placeIn(const QWidget *widget, const QWidget *root)
{
    return {widget->mapTo(root, QPoint(0, 0)), widget->size()};
}

} // namespace

QStringList cutWidgets(const QWidget *root)
{
    QStringList found;
    QHash<const QWidget *, QWidgetList> texts;
    const QWidgetList widgets = visibleIn(root);
    for (const QWidget *widget : widgets) {
        if (isPart(widget) || widget->parentWidget() == nullptr)
            continue;
        const QString problem = cutWidget(widget);
        if (!problem.isEmpty())
            found.append(nameOf(widget) + problem);
        if (isScrolled(widget))
            continue;
        const QRect room = widget->parentWidget()->rect().adjusted(-slack, -slack, slack, slack);
        if (!room.contains(widget->geometry()) && !widget->geometry().isEmpty())
            found.append(nameOf(widget) + u" lies outside of what holds it"_s);
        if (!saysSomething(widget))
            continue;
        QWidgetList &beside = texts[widget->parentWidget()];
        for (const QWidget *other : std::as_const(beside)) {
            const QRect both = other->geometry().intersected(widget->geometry());
            if (both.width() > slack && both.height() > slack)
                found.append(nameOf(widget) + u" covers "_s + nameOf(other));
        }
        beside.append(const_cast<QWidget *>(widget));
    }
    return found;
}

QStringList sidewaysScrolling(const QWidget *root)
{
    QStringList found;
    const QWidgetList widgets = visibleIn(root);
    for (const QWidget *widget : widgets) {
        if (const auto *tree = qobject_cast<const QTreeView *>(widget)) {
            if (tree->header()->isVisible() && tree->header()->length() > tree->viewport()->width() + slack)
                found.append(nameOf(tree) + shortBy(u"wide"_s, tree->viewport()->width(), tree->header()->length()));
        } else if (const auto *area = qobject_cast<const QScrollArea *>(widget)) {
            if (area->widget() && area->widget()->width() > area->viewport()->width() + slack)
                found.append(nameOf(area) + shortBy(u"wide"_s, area->viewport()->width(), area->widget()->width()));
        }
    }
    return found;
}

QStringList cutColumns(const QWidget *root)
{
    constexpr int rowsLooked = 40;
    QStringList found;
    const QWidgetList widgets = visibleIn(root);
    for (const QWidget *widget : widgets) {
        const auto *tree = qobject_cast<const QTreeView *>(widget);
        if (!tree || !tree->header()->isVisible() || !tree->model())
            continue;
        const QHeaderView *header = tree->header();
        QStyleOptionViewItem option;
        option.initFrom(tree);
        option.widget = tree;
        for (int column = 0; column < header->count(); ++column) {
            if (header->isSectionHidden(column))
                continue;
            const QString title = tree->model()->headerData(column, Qt::Horizontal).toString();
            const int width = header->sectionSize(column);
            const int needs = header->fontMetrics().horizontalAdvance(title);
            if (width + slack < needs)
                found.append(nameOf(tree) + u": the title “%1”"_s.arg(title) + shortBy(u"wide"_s, width, needs));
            for (int row = 0; row < std::min(tree->model()->rowCount(), rowsLooked); ++row) {
                const QModelIndex index = tree->model()->index(row, column);
                if (!index.data(models::StateRole).isValid())
                    continue;
                const int state = tree->itemDelegateForIndex(index)->sizeHint(option, index).width();
                if (width + slack < state) {
                    found.append(nameOf(tree) + u": the state “%1”"_s.arg(index.data().toString())
                                 + shortBy(u"wide"_s, width, state));
                    break;
                }
            }
        }
    }
    return found;
}

QStringList tabOrderBreaks(QWidget *root)
{
    QWidgetList stops;
    for (QWidget *at = root->nextInFocusChain(); at && at != root; at = at->nextInFocusChain()) {
        if (root->isAncestorOf(at) && at->isVisible() && at->isEnabled() && !at->focusProxy()
            && (at->focusPolicy() & Qt::TabFocus))
            stops.append(at);
    }
    QStringList found;
    for (qsizetype i = 0; i < stops.size(); ++i) {
        const QWidget *before = stops.at(i);
        const QWidget *after = stops.at((i + 1) % stops.size());
        // The two parts of what holds both, of which each holds one.
        const QWidget *common = before->parentWidget();
        while (common && !common->isAncestorOf(after))
            common = common->parentWidget();
        if (!common || common == before || before->isAncestorOf(after) || after->isAncestorOf(before))
            continue;
        const auto partOf = [common](const QWidget *widget) {
            while (widget->parentWidget() != common)
                widget = widget->parentWidget();
            return widget;
        };
        const QRect first = placeIn(partOf(before), common);
        const QRect second = placeIn(partOf(after), common);
        const bool sameRow = first.top() < second.bottom() && second.top() < first.bottom();
        const bool wrong = !sameRow                      ? second.top() < first.top()
            : root->layoutDirection() == Qt::RightToLeft ? second.right() > first.right()
                                                         : second.left() < first.left();
        if (wrong)
            found.append(nameOf(before) + u" is followed by "_s + nameOf(after));
    }
    // The order is a ring: once it goes back from the end to the beginning.
    return found.size() > 1 ? found : QStringList();
}

QStringList fieldsWithoutEnter(const QWidget *root)
{
    /// Lets a test ask what only a class may ask of itself.
    struct Inquiry : QObject
    {
        using QObject::isSignalConnected;
    };
    const auto isHeard = [](const QLineEdit *field) {
        return (field->*&Inquiry::isSignalConnected)(QMetaMethod::fromSignal(&QLineEdit::returnPressed));
    };
    // They take the key before the field does, and go on to what they filter.
    const auto isFilter = [](const QWidget *widget) {
        while (widget && !widget->inherits("orrery::views::FilterBar")
               && !widget->inherits("orrery::views::ReviewTableList"))
            widget = widget->parentWidget();
        return widget != nullptr;
    };
    const auto isAnswered = [](const QWidget *window) {
        // Its own rule has a test of its own: never where something is lost.
        if (qobject_cast<const views::ConfirmDialog *>(window))
            return true;
        if (!qobject_cast<const QDialog *>(window))
            return false;
        const auto buttons = window->findChildren<QPushButton *>();
        return std::none_of(buttons.cbegin(), buttons.cend(), [](const QPushButton *button) {
            return button->isVisible() && views::buttonKind(button) == views::ButtonKind::Primary
                && !button->isDefault();
        });
    };
    QStringList found;
    const auto fields = root->findChildren<QLineEdit *>();
    for (const QLineEdit *field : fields) {
        if (field->isVisible() && !field->isReadOnly() && !isPart(field) && !isFilter(field) && !isHeard(field)
            && !isAnswered(field->window()))
            found.append(u"%1 (%2): Enter does nothing"_s.arg(nameOf(field), field->accessibleName()));
    }
    return found;
}

} // namespace orrery::test
