// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace orrery::models {

/// How many things at a place need attention: the number beside it in the sidebar and in the notification area.
class Badge final : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] int count() const { return m_count; }
    /// Translated, for screen readers: "Storage, 3 volumes need attention". Empty while the count is 0.
    [[nodiscard]] const QString &description() const { return m_description; }
    /// Translated, one line that says how things stand also when nothing needs attention; may be empty.
    [[nodiscard]] const QString &status() const { return m_status; }
    void set(int count, const QString &description, const QString &status = {})
    {
        if (m_count == count && m_description == description && m_status == status)
            return;
        m_count = count;
        m_description = description;
        m_status = status;
        Q_EMIT changed();
    }

Q_SIGNALS:
    void changed();

private:
    int m_count = 0;
    QString m_description;
    QString m_status;
};

} // namespace orrery::models
