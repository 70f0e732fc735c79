// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/core/error_bar.h"

#include <QStringList>

namespace orrery::views {

/// What lasts until a person has dealt with it, each once and one after the other: that the local database keeps nothing,
/// that it was damaged and begun anew.
class StandingBar final : public ErrorBar
{
    Q_OBJECT
public:
    explicit StandingBar(QWidget *parent = nullptr);

    void add(const QString &sentence);

private:
    void showFirst();

    QStringList m_sentences;
};

} // namespace orrery::views
