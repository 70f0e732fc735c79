// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

#include <functional>

class QCheckBox;

namespace orrery::views {

/// Something that has to be ticked before a dialog can be confirmed.
struct Acknowledgement
{
    QString text;
    QString detail = {}; ///< below the text; may be empty
    bool isTicked = false; ///< at first
    std::function<void(bool ticked)> remember = {}; ///< called when it is ticked or not any more; unset: nothing is
};

/// `lines` of a dialog, in a box that scrolls when there are many; `name` says to a screen reader what they are.
QWidget *scrollingWhenMany(QWidget *lines, qsizetype count, const QString &name);

/// Acknowledgements, each with a box to tick; long lists scroll. Hidden while there is none.
class AcknowledgementList final : public QWidget
{
    Q_OBJECT
public:
    /// `name` says to a screen reader what is listed.
    explicit AcknowledgementList(const QString &name, QWidget *parent = nullptr);

    /// What was ticked stays ticked as long as all of them say the same; something else has to be read again.
    void setItems(const QList<Acknowledgement> &items);
    [[nodiscard]] bool isComplete() const;
    [[nodiscard]] const QList<QCheckBox *> &boxes() const { return m_boxes; }

Q_SIGNALS:
    void changed();

private:
    QWidget *m_lines = nullptr;
    QList<Acknowledgement> m_items;
    QList<QCheckBox *> m_boxes;
};

} // namespace orrery::views
