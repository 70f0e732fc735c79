// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/review_store.h"

#include <QWidget>

#include <array>
#include <optional>

class QMenu;
class QPushButton;
class QTabBar;
class QToolButton;

namespace orrery::views {

class PlainLabel;
class StateChip;

/// What stands above a table's change in a review: its name, whether it was viewed, how it is shown and what it is compared
/// with. Knows what to offer, does nothing of it.
class ChangesHead final : public QWidget
{
    Q_OBJECT
public:
    enum class View : quint8 { Unified, SideBySide, Structure, Statements };
    static constexpr std::array allViews{View::Unified, View::SideBySide, View::Structure, View::Statements};
    /// "side-by-side": for the settings.
    static QString idOf(View view);
    using Baseline = std::optional<models::ReviewStore::Baseline>;

    /// `menu`, what can be done with the changes elsewhere, is put at the right; both others outlive this.
    ChangesHead(models::ReviewStore *review, const Clock *clock, QWidget *menu, QWidget *parent = nullptr);

    /// `id` empty: the overview, of which only the name is shown.
    void setTable(const QString &id, const QString &name);
    /// Reads again from the review: the mark, the drafts, what there is to compare with.
    void refresh();
    /// Changes of the diff; `current` -1: before the first. No count where there is no diff.
    void setChanges(int current, int count);

    [[nodiscard]] View view() const;
    void setView(View view);
    [[nodiscard]] Baseline baseline() const { return m_baseline; }
    /// Nothing where there is nothing to compare with.
    void setBaseline(Baseline baseline);
    void setImpactShown(bool shown);
    /// Shows the choice of what the change is compared with.
    void openBaselines();

    [[nodiscard]] QToolButton *viewedButton() const { return m_viewed; }
    [[nodiscard]] QTabBar *views() const { return m_views; }
    [[nodiscard]] StateChip *stateChip() const { return m_state; }

Q_SIGNALS:
    void viewChanged();
    void baselineChanged();
    /// The person wants the mark set or taken back.
    void viewedWanted(bool viewed);
    void noteWanted();
    void findWanted();
    void publishWanted();
    void impactWanted(bool shown);
    void previousWanted();
    void nextWanted();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fillBaselines();
    void shareRoom();
    [[nodiscard]] QString baselineText(Baseline baseline) const;

    models::ReviewStore *m_review;
    const Clock *m_clock;
    PlainLabel *m_name;
    StateChip *m_state;
    QPushButton *m_publish;
    QToolButton *m_viewed;
    QToolButton *m_note;
    QToolButton *m_find;
    QWidget *m_menu;
    QToolButton *m_impact;
    QWidget *m_second;
    QTabBar *m_views;
    QToolButton *m_since;
    QMenu *m_sinceMenu;
    PlainLabel *m_count;
    QToolButton *m_previous;
    QToolButton *m_next;
    QString m_id;
    Baseline m_baseline;
};

} // namespace orrery::views
