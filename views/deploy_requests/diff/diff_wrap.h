// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringView>

namespace orrery::views {

class DiffDocument;

/// Columns of a line in the monospace font: tabs go to their stops, wide letters take two.
int columnsOf(QStringView shown);
/// Where the further lines of a text begin that has `columns` a line: behind a blank or comma, where there is one in the
/// second half of the line. Pure and linear.
QList<int> wrapBreaks(QStringView shown, int columns);

/// How many lines each row of a diff takes when long ones are wrapped.
class DiffWrap
{
public:
    /// The lines are others than before.
    void forget() { m_widths.clear(); }
    /// By row, in lines: where it begins; one more than there are rows, the last is the height of all. Looks at the text of
    /// long lines only.
    [[nodiscard]] QList<int> tops(const DiffDocument &document, int columns);

private:
    struct Width
    {
        int columns = 0;
        bool plain = false; ///< the text is shown as it is, each letter in a column
    };
    QList<Width> m_widths; ///< by line; empty: not measured yet
};

} // namespace orrery::views
