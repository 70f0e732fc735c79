// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/page_title.h"

#include "models/core/text.h"
#include "views/core/action_button.h"
#include "views/core/action_gate.h"
#include "views/core/icons.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"
#include "views/core/state_chip.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

namespace orrery::views {

namespace {

void clearLayout(QLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
}

} // namespace

/// The chips in their order, as many as there is room for: in a narrow window they give way before title and buttons do.
class PageTitle::ChipRow final : public QWidget
{
public:
    using QWidget::QWidget;

    void setChips(const QList<models::StateWord> &words)
    {
        for (StateChip *chip : std::as_const(m_chips)) {
            chip->hide();
            chip->deleteLater();
        }
        m_chips.clear();
        for (const models::StateWord &word : words)
            m_chips.append(new StateChip(word, this));
        place();
        updateGeometry();
    }
    [[nodiscard]] QSize sizeHint() const override
    {
        QSize size(0, 0);
        for (const StateChip *chip : m_chips)
            size = {size.width() + chip->sizeHint().width() + (size.width() > 0 ? gap : 0),
                    std::max(size.height(), chip->sizeHint().height())};
        return size;
    }
    /// The first chip stays: it says how the thing is.
    [[nodiscard]] QSize minimumSizeHint() const override
    {
        return {m_chips.isEmpty() ? 0 : m_chips.constFirst()->sizeHint().width(), sizeHint().height()};
    }

protected:
    void resizeEvent(QResizeEvent *) override { place(); }

private:
    static constexpr int gap = 6;

    void place()
    {
        int left = 0;
        bool fits = true;
        for (StateChip *chip : std::as_const(m_chips)) {
            const QSize size = chip->sizeHint();
            fits = fits && left + size.width() <= width();
            chip->setGeometry(
                QStyle::visualRect(layoutDirection(), rect(), {QPoint(left, (height() - size.height()) / 2), size}));
            chip->setVisible(fits);
            left += size.width() + gap;
        }
    }

    QList<StateChip *> m_chips;
};

PageTitle::PageTitle(QWidget *parent)
    : QWidget(parent), m_title(new PlainLabel(QString(), TextSize::PageTitle, ColorRole::Text, this)),
      m_chips(new ChipRow(this)), m_facts(new QHBoxLayout), m_factsRow(new QWidget(this)),
      m_first(new ActionButton(this)), m_second(new ActionButton(this)), m_more(new QToolButton(this))
{
    m_title->setElide(Qt::ElideRight);
    m_title->setSelectable(true);
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    m_chips->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    m_more->setIcon(glyphIcon(Glyph::More));
    m_more->setToolTip(tr("More actions"));
    m_more->setAccessibleName(tr("More actions"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setAutoRaise(true);
    m_more->setFocusPolicy(Qt::StrongFocus);
    m_first->hide();
    m_second->hide();
    m_more->hide();

    auto *row = new QHBoxLayout;
    row->setSpacing(space::inner);
    row->addWidget(m_title);
    row->addSpacing(space::unit);
    row->addWidget(m_chips);
    row->addStretch(1);
    row->addWidget(m_second);
    row->addWidget(m_first);
    row->addWidget(m_more);

    m_facts->setContentsMargins(0, 0, 0, 0);
    m_facts->setSpacing(6);
    m_factsRow->setLayout(m_facts);
    m_factsRow->hide();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(row);
    layout->addWidget(m_factsRow);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void PageTitle::setTitle(const QString &title)
{
    m_title->setText(title);
    setAccessibleName(m_title->text());
    shareRoom();
}

QString PageTitle::title() const
{
    return m_title->text();
}

void PageTitle::setChips(const QList<models::StateWord> &chips)
{
    if (chips == m_shownChips)
        return;
    m_shownChips = chips;
    m_chips->setChips(chips);
    QStringList words;
    for (const models::StateWord &word : chips)
        words.append(word.text);
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    shareRoom();
}

void PageTitle::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    shareRoom();
}

void PageTitle::shareRoom()
{
    // A layout would take from title and chips alike; all chips but the first give way first.
    int room = width() - m_title->sizeHint().width() - 2 * space::inner - space::unit;
    for (const QWidget *button : std::initializer_list<const QWidget *>{m_first, m_second, m_more}) {
        if (!button->isHidden())
            room -= button->sizeHint().width() + space::inner;
    }
    m_chips->setMaximumWidth(std::max(room, m_chips->minimumSizeHint().width()));
}

void PageTitle::setFacts(const QList<TitleFact> &facts)
{
    clearLayout(m_facts);
    for (qsizetype i = 0; i < facts.size(); ++i) {
        const TitleFact &fact = facts.at(i);
        if (i > 0)
            m_facts->addWidget(
                new PlainLabel(QStringLiteral("·"), TextSize::Body, ColorRole::TextSecondary, m_factsRow));
        auto *label = new PlainLabel(fact.text, TextSize::Body, ColorRole::TextSecondary, m_factsRow);
        if (fact.monospace)
            setMonospace(label);
        label->setElide(Qt::ElideMiddle);
        label->setToolTip(plainToolTip(fact.exact));
        m_facts->addWidget(label);
    }
    m_facts->addStretch(1);
    m_factsRow->setVisible(!facts.isEmpty());
}

void PageTitle::setActions(QAction *first, QAction *second, ButtonKind kindOfFirst)
{
    m_first->setAction(first, kindOfFirst);
    m_second->setAction(second, ButtonKind::Normal);
    m_first->setVisible(first && first->isVisible());
    m_second->setVisible(second && second->isVisible());
    shareRoom();
}

void PageTitle::setMenu(QMenu *menu)
{
    if (menu)
        menu->setToolTipsVisible(true); // disabled entries say why
    m_more->setMenu(menu);
    m_more->setVisible(menu && !menu->isEmpty());
}

} // namespace orrery::views
