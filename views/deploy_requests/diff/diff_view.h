// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/deploy_requests/diff/diff_document.h"
#include "views/deploy_requests/diff/diff_input.h"
#include "views/deploy_requests/diff/diff_metrics.h"
#include "views/deploy_requests/diff/diff_selection.h"
#include "views/deploy_requests/diff/diff_text_layouts.h"
#include "views/deploy_requests/diff/diff_wrap.h"

#include <QAbstractScrollArea>
#include <QHash>

#include <functional>

class QMenu;

namespace orrery::views {

class DiffFind;
class DiffRuler;

/// A read-only diff of one table. Paints only what is visible, so its cost does not grow with the diff. Unified or side by
/// side; line numbers, + and −, changed words, SQL colours, folds, selection with mouse and keyboard, find.
///
/// Keys: arrows, Page, Home and End move the current line (with Shift they select), ] and [ go to the next and previous
/// change, Enter opens a fold, F3 and Shift+F3 go through the hits, Ctrl+C copies text without markers and numbers.
///
/// Only the widget: rows are DiffDocument's, places DiffMetrics', drawing DiffPainter's, the selection DiffSelection's, hits
/// DiffFind's, keys and mouse DiffInput's.
class DiffView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    using Mode = DiffMode;
    using LineMark = DiffLineMark;

    explicit DiffView(QWidget *parent = nullptr);
    ~DiffView() override;

    /// Changed words are marked while painting where they were not yet. Keeps mode and find text, forgets selection and folds.
    void setDiff(const models::UnifiedDiff &diff);
    [[nodiscard]] const models::UnifiedDiff &diff() const { return m_document.diff(); }
    [[nodiscard]] const DiffDocument &document() const { return m_document; }
    [[nodiscard]] const DiffMetrics &metrics() const;
    [[nodiscard]] const DiffSelection &selection() const { return m_selection; }
    /// Says what the diff is of; the accessible name: "Changes of table orders".
    void setTitle(const QString &title);

    [[nodiscard]] Mode mode() const { return m_document.mode(); }
    void setMode(Mode mode);
    void setFolding(bool folding);
    /// Long lines take further ones instead of being scrolled to. Off by default.
    void setWrapping(bool wrapping);
    [[nodiscard]] bool isWrapping() const { return m_wrapping; }

    /// Leaves a margin in which lines are marked, and a click asks for a note. Off by default.
    void setMargin(bool margin);
    /// By index in diff().lines; forgotten with the diff.
    void setLineMarks(const QHash<int, LineMark> &marks);
    [[nodiscard]] const QHash<int, LineMark> &lineMarks() const { return m_marks; }

    /// Runs of changed lines; `currentChange` is -1 before the first.
    [[nodiscard]] int changeCount() const { return m_document.changeCount(); }
    [[nodiscard]] int currentChange() const { return m_document.changeAt(currentRow()); }
    /// False when there is none further.
    bool nextChange();
    bool previousChange();

    /// Marks every hit, in any letter case, and goes to the first at or after the current line. Returns how many there are;
    /// in a large diff they are looked for on a worker thread: 0 then, and findChanged() tells.
    int find(const QString &text);
    [[nodiscard]] bool isFinding() const;
    void findNext();
    void findPrevious();
    [[nodiscard]] int findCount() const;
    [[nodiscard]] int currentHit() const;

    [[nodiscard]] int rowCount() const { return m_document.rowCount(); }
    [[nodiscard]] int currentRow() const { return m_selection.caret().row; }
    /// Index into diff().lines of the current row; -1 on a fold or without a diff.
    [[nodiscard]] int currentLine() const { return m_selection.line(); }
    void setCurrentRow(int row);
    /// Makes the line current, opening the fold it is in.
    void goToLine(int lineIndex);
    void expandFold(int row);

    /// Lines joined by line feeds, without markers and numbers; side by side only of the side the selection is in.
    [[nodiscard]] QString selectedText() const { return m_selection.text(); }
    [[nodiscard]] bool hasSelection() const { return !m_selection.isEmpty(); }
    /// The side that is selected in from now on.
    void setSide(DiffSide side) { m_selection.setSide(side); }
    void moveCaret(DiffCaret to, bool select);
    /// The place in the text under a point of the viewport, on the current side.
    [[nodiscard]] DiffCaret caretAt(const QPoint &position);
    void selectAll();
    void copy() const;

    /// A row as it is read out: "line 13, removed: email varchar(100)".
    [[nodiscard]] QString spokenRow(int row) const;
    /// Rectangle of a row in the viewport; may lie outside of it.
    [[nodiscard]] QRect rowRect(int row) const;
    [[nodiscard]] int rowAt(int y) const;

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void currentRowChanged(int row);
    void currentChangeChanged(int change, int count);
    void findChanged(int current, int count);
    /// The person chose so in the menu.
    void wrappingWanted(bool wrapping);
    /// The margin beside a line of diff().lines was clicked.
    void marginClicked(int lineIndex);
    /// The context menu is about to be shown for a line of diff().lines (-1: none): add what belongs to it.
    void contextMenuAboutToShow(QMenu *menu, int lineIndex);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void onRowsChanged();
    void updateFont();
    void updateScrollBars();
    void placeRuler();
    void ensureVisible(const QRect &rect);
    void wrapRows();
    void showHits();
    void goToHit(int index);
    void goToChange(int change);
    void keepingLine(const std::function<void()> &change);

    DiffDocument m_document;
    mutable DiffMetrics m_metrics; // follows the viewport when asked for
    DiffWrap m_wrap;
    int m_wrappedAt = 0; ///< the columns the rows are wrapped at now; 0: they are not, or others
    bool m_wrapping = false;
    DiffTextLayouts m_texts;
    DiffSelection m_selection;
    DiffInput m_input;
    DiffFind *m_find;
    DiffRuler *m_ruler;
    QHash<int, LineMark> m_marks;
};

} // namespace orrery::views
