// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/tone.h"

#include <QList>
#include <QUrl>
#include <QWidget>

class QVBoxLayout;

namespace orrery::views {

class PlainLabel;

/// One thing that was looked at and how it stands: the tone's icon, a word or sentence, what is behind it.
struct Check
{
    models::Tone tone = models::Tone::Neutral;
    QString title; ///< translated, may hold names from outside
    QString detail; ///< plain text from anywhere; may be empty and may have several lines
    QString linkText; ///< translated; empty: no link
    QUrl link;

    friend bool operator==(const Check &, const Check &) = default;
};

/// Checks below each other, icons aligned. Made anew only when one differs, so that a selected text stays selected.
class CheckList final : public QWidget
{
    Q_OBJECT
public:
    explicit CheckList(QWidget *parent = nullptr);

    /// Where only words differ from before (an age), they are changed in place.
    void setChecks(const QList<Check> &checks);
    [[nodiscard]] const QList<Check> &checks() const { return m_checks; }

Q_SIGNALS:
    void linkActivated(const QUrl &link);

private:
    struct Row
    {
        PlainLabel *title = nullptr;
        PlainLabel *detail = nullptr; ///< null without
    };

    bool changeWords(const QList<Check> &checks);
    QWidget *makeRow(const Check &check);

    QVBoxLayout *m_column;
    QList<Check> m_checks;
    QList<Row> m_rows; ///< of m_checks
};

} // namespace orrery::views
