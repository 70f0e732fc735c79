// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/aside.h"
#include "models/deploy_requests/diff/unified_diff.h"

#include <QObject>

namespace orrery::views {

class DiffDocument;

/// Looks for a text in the lines of a diff as they are shown, in any letter case.
class DiffFind : public QObject
{
    Q_OBJECT

public:
    struct Hit
    {
        int line = 0;
        int start = 0; ///< in the text as shown
        int length = 0;
        friend bool operator==(const Hit &, const Hit &) = default;
    };

    explicit DiffFind(const DiffDocument *document, QObject *parent = nullptr);

    /// Ends with found(): at once, in a large diff later, from a worker thread. An empty text has no hits.
    void search(const QString &text);
    /// Forgets hits and text, and what is still looked for.
    void clear();

    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] bool isSearching() const { return m_searching; }
    [[nodiscard]] const QList<Hit> &hits() const { return m_hits; }
    [[nodiscard]] int count() const { return static_cast<int>(m_hits.size()); }
    /// -1 without hits.
    [[nodiscard]] int current() const { return m_current; }
    void setCurrent(int index) { m_current = index; }
    [[nodiscard]] bool isCurrent(int line, int start) const;
    /// The first hit at or behind a line, else the first of all; -1 without hits.
    [[nodiscard]] int indexFrom(int line) const;

Q_SIGNALS:
    void found();

private:
    const DiffDocument *m_document;
    QString m_text;
    QList<Hit> m_hits;
    int m_current = -1;
    bool m_searching = false;
    models::Wanted m_wanted;
};

} // namespace orrery::views
