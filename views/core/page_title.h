// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/tone.h"
#include "views/core/orrery_style.h"

#include <QList>
#include <QWidget>

#include <optional>

class QAction;
class QMenu;
class QToolButton;

namespace orrery::views {

class ActionButton;
class FlowLayout;
class PlainLabel;

/// One fact of the row under the title: "add-loyalty → main", "opened 2 h ago".
struct TitleFact
{
    QString text;
    QString exact; ///< tooltip; may be empty
    bool monospace = false;
    friend bool operator==(const TitleFact &, const TitleFact &) = default;
};

/// Title row and facts row of a page: name, state chips, at most two buttons at the right, everything else in "…".
class PageTitle : public QWidget
{
    Q_OBJECT

public:
    explicit PageTitle(QWidget *parent = nullptr);

    void setTitle(const QString &title);
    [[nodiscard]] QString title() const;
    void setChips(const QList<models::StateWord> &chips);
    /// Where only words differ from before (an age), they are changed in place.
    void setFacts(const QList<TitleFact> &facts);
    /// `first` stands at the right. Destructive actions belong into the menu.
    void setActions(QAction *first, QAction *second = nullptr, ButtonKind kindOfFirst = ButtonKind::Primary);
    /// The "…" menu; null or empty hides the button. Not owned.
    void setMenu(QMenu *menu);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    class ChipRow;

    void shareRoom();

    PlainLabel *m_title;
    ChipRow *m_chips;
    FlowLayout *m_facts;
    QWidget *m_factsRow;
    ActionButton *m_first;
    ActionButton *m_second;
    QToolButton *m_more;
    QList<models::StateWord> m_shownChips;
    QList<TitleFact> m_shownFacts;
    QList<PlainLabel *> m_factLabels;
};

} // namespace orrery::views
