// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/standing_bar.h"

namespace orrery::views {

StandingBar::StandingBar(QWidget *parent) : ErrorBar(parent)
{
    clear();
    connect(this, &ErrorBar::dismissed, this, [this]() {
        m_sentences.removeFirst();
        showFirst();
    });
}

void StandingBar::add(const QString &sentence)
{
    if (m_sentences.contains(sentence))
        return;
    m_sentences.append(sentence);
    showFirst();
}

void StandingBar::showFirst()
{
    if (m_sentences.isEmpty())
        clear();
    else
        showNotice(models::Tone::Warn, m_sentences.first());
}

} // namespace orrery::views
