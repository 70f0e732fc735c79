// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/review/review_store.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QMenu;
class QPushButton;
class QSettings;
class QToolButton;

namespace orrery::views {

class ChangeSteps;
class ChangeViews;
class DiffView;
class PlainLabel;
class StateChip;

/// What stands above a table's change in a review: its name, whether it was viewed, how it is shown and what it is compared
/// with. Knows what to offer, does nothing of it.
class ChangesHead final : public QWidget
{
    Q_OBJECT
public:
    using Baseline = std::optional<models::ReviewStore::Baseline>;

    /// `menu`, what can be done with the changes elsewhere, is put at the right; all others outlive this, `settings` may
    /// be null.
    ChangesHead(models::ReviewStore *review, DiffView *diff, QSettings *settings, const Clock *clock, QWidget *menu,
                QWidget *parent = nullptr);

    /// `id` empty: the overview, of which only the name is shown.
    void setTable(const QString &id, const QString &name);
    /// Reads again from the review: the mark, the drafts, what there is to compare with.
    void refresh();
    [[nodiscard]] Baseline baseline() const { return m_baseline; }
    /// Nothing where there is nothing to compare with.
    void setBaseline(Baseline baseline);
    void setImpactShown(bool shown);
    /// Shows the choice of what the change is compared with.
    void openBaselines();

    [[nodiscard]] QCheckBox *viewedBox() const { return m_viewed; }
    [[nodiscard]] ChangeViews *views() const { return m_views; }
    [[nodiscard]] ChangeSteps *steps() const { return m_steps; }
    [[nodiscard]] StateChip *stateChip() const { return m_state; }

Q_SIGNALS:
    void baselineChanged();
    /// The person wants the mark set or taken back.
    void viewedWanted(bool viewed);
    void noteWanted();
    void findWanted();
    void publishWanted();
    void impactWanted(bool shown);

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
    QCheckBox *m_viewed;
    QToolButton *m_note;
    QToolButton *m_find;
    QWidget *m_menu;
    QToolButton *m_impact;
    QWidget *m_second;
    ChangeViews *m_views;
    QToolButton *m_since;
    QMenu *m_sinceMenu;
    ChangeSteps *m_steps;
    QString m_id;
    Baseline m_baseline;
};

} // namespace orrery::views
