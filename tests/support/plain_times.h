// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace orrery::tests {

/// A text with the space that Qt 6.4 writes before AM and PM: newer ones write U+202F there, as newer locale data says.
inline QString plainTimes(QString text)
{
    return text.replace(QChar(u'\u202F'), QChar(u' '));
}

inline QStringList plainTimes(QStringList texts)
{
    return texts.replaceInStrings(QString(QChar(u'\u202F')), QString(QChar(u' ')));
}

} // namespace orrery::tests
