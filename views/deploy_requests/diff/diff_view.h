// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/aside.h"
#include "models/deploy_requests/diff/unified_diff.h"
#include "views/deploy_requests/diff/diff_rows.h"

#include <QAbstractScrollArea>
#include <QCache>
#include <QHash>

#include <memory>

class QMenu;
class QTextLayout;

namespace orrery::views {

class DiffRuler;
class Theme;

/// A read-only diff of one table. Paints only what is visible, so its cost does not grow with the diff. Unified or side by
/// side; line numbers, + and −, changed words, SQL colours, folds, selection with mouse and keyboard, find.
///
/// Keys: arrows, Page, Home and End move the current line (with Shift they select), ] and [ go to the next and previous
/// change, Enter opens a fold, F3 and Shift+F3 go through the hits, Ctrl+C copies text without markers and numbers.
class DiffView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    enum class Mode : quint8 { Unified, SideBySide };
    /// What a line has in its margin.
    enum class LineMark : quint8 { Draft, Published };

    explicit DiffView(QWidget *parent = nullptr);
    ~DiffView() override;

    /// Changed words are marked while painting where they were not yet. Keeps mode and find text, forgets selection and folds.
    void setDiff(const models::UnifiedDiff &diff);
    [[nodiscard]] const models::UnifiedDiff &diff() const { return m_diff; }
    /// Says what the diff is of; the accessible name: "Changes of table orders".
    void setTitle(const QString &title);

    [[nodiscard]] Mode mode() const { return m_mode; }
    void setMode(Mode mode);
    void setFolding(bool folding);

    /// Leaves a margin in which lines are marked, and a click asks for a note. Off by default.
    void setMargin(bool margin);
    /// By index in diff().lines; forgotten with the diff.
    void setLineMarks(const QHash<int, LineMark> &marks);
    [[nodiscard]] const QHash<int, LineMark> &lineMarks() const { return m_marks; }

    /// Runs of changed lines; `currentChange` is -1 before the first.
    [[nodiscard]] int changeCount() const { return static_cast<int>(m_rows.changes.size()); }
    [[nodiscard]] int currentChange() const;
    /// False when there is none further.
    bool nextChange();
    bool previousChange();

    /// Marks every hit, in any letter case, and goes to the first at or after the current line. Returns how many there are;
    /// in a large diff they are looked for on a worker thread: 0 then, and findChanged() tells.
    int find(const QString &text);
    [[nodiscard]] bool isFinding() const { return m_finding; }
    void findNext();
    void findPrevious();
    [[nodiscard]] int findCount() const { return static_cast<int>(m_hits.size()); }
    [[nodiscard]] int currentHit() const { return m_hit; }

    [[nodiscard]] int rowCount() const { return static_cast<int>(m_rows.rows.size()); }
    [[nodiscard]] const DiffRow &row(int index) const { return m_rows.rows.at(index); }
    [[nodiscard]] int currentRow() const { return m_caret.row; }
    /// Index into diff().lines of the current row; -1 on a fold or without a diff.
    [[nodiscard]] int currentLine() const;
    void setCurrentRow(int row);
    /// Makes the line current, opening the fold it is in.
    void goToLine(int lineIndex);
    void expandFold(int row);

    /// Lines joined by line feeds, without markers and numbers; side by side only of the side the selection is in.
    [[nodiscard]] QString selectedText() const;
    [[nodiscard]] bool hasSelection() const;
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
    enum class Side : quint8 { Left, Right };
    struct Caret
    {
        int row = 0;
        int column = 0; // in the text as shown
    };
    struct Hit
    {
        int line = 0;
        int start = 0;
        int length = 0;
    };
    static QList<Hit> findAll(const QList<models::DiffLine> &lines, const QString &text,
                              const std::function<bool()> &isStale);
    struct Column
    {
        int numbersX = 0; // where the numbers start
        int textX = 0;
        int right = 0; // one past the end
    };

    void relayOut();
    void updateMetrics();
    void updateScrollBars();
    void placeRuler();
    void moveCaret(Caret to, bool select);
    void ensureVisible(int row);
    void showHits();
    void goToHit(int index);
    void goToChange(int index);
    [[nodiscard]] int lineOn(const DiffRow &row, Side side) const;
    [[nodiscard]] QString shownText(int line) const;
    [[nodiscard]] static QString shownText(const models::DiffLine &line);
    [[nodiscard]] QList<std::pair<int, int>> changedRanges(int line) const;
    [[nodiscard]] QTextLayout *layoutOf(int line) const;
    [[nodiscard]] Column columnOf(Side side) const;
    [[nodiscard]] Caret caretAt(const QPoint &position, Side side) const;
    [[nodiscard]] Side sideAt(const QPoint &position) const;
    /// The line whose margin is at `position`; -1: none.
    [[nodiscard]] int marginLineAt(const QPoint &position) const;
    void paintMargin(QPainter &painter, int line, Side side, const QRect &rect, const Theme &theme) const;
    [[nodiscard]] std::pair<Caret, Caret> orderedSelection() const;
    void paintRow(QPainter &painter, int index, const Theme &theme) const;
    void paintSide(QPainter &painter, int index, int line, Side side, const QRect &rect, const Theme &theme) const;
    void paintFold(QPainter &painter, int index, const QRect &rect, const Theme &theme) const;

    models::UnifiedDiff m_diff;
    QList<int> m_partners; ///< by line: the one it is set against; -1 without
    DiffRows m_rows;
    QSet<int> m_expanded;
    Mode m_mode = Mode::Unified;
    bool m_folding = true;

    Caret m_caret;
    Caret m_anchor;
    Side m_side = Side::Left;
    bool m_pressed = false;
    int m_hoverFold = -1;
    int m_hoverMargin = -1; ///< a line
    int m_margin = 0; ///< pixels left of the numbers
    QHash<int, LineMark> m_marks;

    QString m_findText;
    QList<Hit> m_hits;
    int m_hit = -1;
    bool m_finding = false;
    models::Wanted m_wantedHits;

    DiffRuler *m_ruler;
    mutable QCache<int, QTextLayout> m_layouts;
    QFont m_font;
    int m_lineHeight = 20;
    int m_numberWidth = 0;
    double m_charWidth = 8;
    int m_longest = 0; // columns of the longest line
};

} // namespace orrery::views
