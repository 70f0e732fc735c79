// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/tone.h"

#include <QList>
#include <QWidget>

#include <optional>

class QGridLayout;

namespace orrery::views {

/// One line of a details panel. A fact whose value is unknown shows a dash, so that absence is visible.
struct Fact
{
    QString label;
    QString value; ///< plain text from anywhere
    QString exact; ///< tooltip behind a rounded value; may be empty
    bool monospace = false;
    std::optional<models::StateWord> state; ///< shown as a chip instead of the value
    QString link; ///< id given to linkActivated; empty: plain text

    friend bool operator==(const Fact &, const Fact &) = default;
};

/// Labels and values in two columns; values can be selected, and copied from the context menu.
class FactsPanel : public QWidget
{
    Q_OBJECT

public:
    explicit FactsPanel(QWidget *parent = nullptr);

    /// Cheap when nothing changed; keeps a selection then. Where only values differ (an age), they are changed in place.
    void setFacts(const QList<Fact> &facts);
    [[nodiscard]] const QList<Fact> &facts() const { return m_facts; }
    /// All facts as "label: value" lines.
    [[nodiscard]] QString asText() const;

Q_SIGNALS:
    void linkActivated(const QString &link);

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    bool changeValues(const QList<Fact> &facts);

    QGridLayout *m_grid;
    QList<Fact> m_facts;
};

} // namespace orrery::views
