// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/tabs.h"

#include "models/core/text.h"
#include "views/core/spacing.h"
#include "views/core/stack.h"

#include <QTabBar>
#include <QVBoxLayout>

namespace orrery::views {

Tabs::Tabs(QWidget *parent) : QWidget(parent), m_bar(new QTabBar), m_stack(new Stack)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::inner);
    m_bar->setDrawBase(false);
    m_bar->setExpanding(false);
    m_bar->setUsesScrollButtons(true);
    m_bar->setAccessibleName(tr("Tabs"));
    column->addWidget(m_bar);
    column->addWidget(m_stack, 1);
    connect(m_bar, &QTabBar::currentChanged, this, &Tabs::showIndex);
}

void Tabs::add(const QString &id, const QString &text, std::function<QWidget *()> make)
{
    m_tabs.insert(id, {text, {}, std::move(make)});
    // The first tab becomes current by being added: nobody has asked to see it yet.
    const QSignalBlocker quiet(m_bar);
    const int index = m_bar->addTab(text);
    m_bar->setTabData(index, id);
    if (index < 9)
        m_bar->setTabToolTip(index, QStringLiteral("Ctrl+%1").arg(index + 1));
}

void Tabs::remove(const QString &id)
{
    const int index = indexOf(id);
    if (index < 0)
        return;
    m_tabs.remove(id);
    if (QWidget *content = m_content.take(id)) {
        m_stack->removeWidget(content);
        content->deleteLater();
    }
    m_bar->removeTab(index);
}

void Tabs::setCount(const QString &id, qint64 count)
{
    setNote(id, count < 0 ? QString() : models::formattedCount(count));
}

void Tabs::setNote(const QString &id, const QString &note)
{
    if (!m_tabs.contains(id))
        return;
    m_tabs[id].note = note;
    showText(id);
}

void Tabs::setText(const QString &id, const QString &text)
{
    if (!m_tabs.contains(id))
        return;
    m_tabs[id].text = text;
    showText(id);
}

void Tabs::showText(const QString &id)
{
    const Tab tab = m_tabs.value(id);
    const int index = indexOf(id);
    const QString shown = tab.note.isEmpty() ? tab.text : tr("%1 %2", "tab text, count").arg(tab.text, tab.note);
    if (m_bar->tabText(index) != shown)
        m_bar->setTabText(index, shown);
}

bool Tabs::setCurrent(const QString &id)
{
    const int index = indexOf(id);
    if (index < 0)
        return false;
    if (m_bar->currentIndex() == index)
        showIndex(index);
    else
        m_bar->setCurrentIndex(index);
    return true;
}

QString Tabs::current() const
{
    return m_bar->tabData(m_bar->currentIndex()).toString();
}

QString Tabs::first() const
{
    return m_bar->tabData(0).toString();
}

int Tabs::indexOf(const QString &id) const
{
    for (int index = 0; index < m_bar->count(); ++index) {
        if (m_bar->tabData(index).toString() == id)
            return index;
    }
    return -1;
}

void Tabs::showIndex(int index)
{
    const QString id = m_bar->tabData(index).toString();
    if (id.isEmpty())
        return;
    QWidget *content = m_content.value(id);
    if (!content) {
        content = m_tabs.value(id).make();
        m_content.insert(id, content);
        m_stack->addWidget(content);
    }
    m_stack->setCurrentWidget(content);
    Q_EMIT currentChanged(id);
}

} // namespace orrery::views
