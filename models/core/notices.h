// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/location.h"

#include <QObject>

namespace orrery::models {

/// Something a person wants to know although they look elsewhere. All text is translated and plain.
struct Notice
{
    QString title;
    QString text; ///< may have several lines
    bool urgent = false;
    Location place; ///< where it leads

    friend bool operator==(const Notice &, const Notice &) = default;
};

/// Takes notices from every feature and hands them to whoever shows them, on the desktop or in the window. What is posted
/// while nobody listens is not told later.
class Notices final : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    void post(const Notice &notice) { Q_EMIT posted(notice); }

Q_SIGNALS:
    void posted(const orrery::models::Notice &notice);
};

} // namespace orrery::models
