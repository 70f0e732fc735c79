// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/page_title.h"

#include "models/core/text.h"
#include "views/core/action_button.h"
#include "views/core/action_gate.h"
#include "views/core/clear_layout.h"
#include "views/core/flow_layout.h"
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

#include <algorithm>

namespace orrery::views {

namespace {
constexpr int titleLetters = 14; ///< with less a title does not tell what it is
} // namespace

/// The chips in their order, as many as there is room for: in a narrow window they give way before title and buttons do, those
/// that ask for nothing first.
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
    /// The most urgent chip stays.
    [[nodiscard]] QSize minimumSizeHint() const override
    {
        return {m_chips.isEmpty() ? 0 : byUrgency().constFirst()->sizeHint().width(), sizeHint().height()};
    }

protected:
    void resizeEvent(QResizeEvent *) override { place(); }

private:
    static constexpr int gap = 6;

    void place()
    {
        QList<StateChip *> shown;
        int used = 0;
        for (StateChip *chip : byUrgency()) {
            const int more = chip->sizeHint().width() + (shown.isEmpty() ? 0 : gap);
            if (used + more > width())
                break;
            used += more;
            shown.append(chip);
        }
        int left = 0;
        for (StateChip *chip : std::as_const(m_chips)) {
            chip->setVisible(shown.contains(chip));
            if (chip->isHidden())
                continue;
            const QSize size = chip->sizeHint();
            chip->setGeometry(
                QStyle::visualRect(layoutDirection(), rect(), {QPoint(left, (height() - size.height()) / 2), size}));
            left += size.width() + gap;
        }
    }

    static int urgency(models::Tone tone)
    {
        switch (tone) {
        case models::Tone::Critical:
            return 5;
        case models::Tone::Warn:
            return 4;
        case models::Tone::Busy:
            return 3;
        case models::Tone::Accent:
            return 2;
        case models::Tone::Ok:
            return 1;
        case models::Tone::Neutral:
            break;
        }
        return 0;
    }

    /// Of two that are as urgent the later one comes first: it says what comes next.
    [[nodiscard]] QList<StateChip *> byUrgency() const
    {
        QList<StateChip *> sorted(m_chips.crbegin(), m_chips.crend());
        std::stable_sort(sorted.begin(), sorted.end(), [](const StateChip *left, const StateChip *right) {
            return urgency(left->state().tone) > urgency(right->state().tone);
        });
        return sorted;
    }

    QList<StateChip *> m_chips;
};

PageTitle::PageTitle(QWidget *parent)
    : QWidget(parent), m_title(new PlainLabel(QString(), TextSize::PageTitle, ColorRole::Text, this)),
      m_chips(new ChipRow(this)), m_facts(new FlowLayout), m_factsRow(new QWidget(this)),
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

    m_facts->setSpacing(6);
    m_factsRow->setLayout(m_facts);
    m_factsRow->hide();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(row);
    layout->addWidget(m_factsRow);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
}

void PageTitle::setTitle(const QString &title)
{
    m_title->setText(title);
    m_title->setMinimumWidth(
        std::min(m_title->sizeHint().width(), m_title->fontMetrics().averageCharWidth() * titleLetters));
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
    if (facts == m_shownFacts)
        return;
    const bool sameShape =
        std::equal(facts.cbegin(), facts.cend(), m_shownFacts.cbegin(), m_shownFacts.cend(),
                   [](const TitleFact &a, const TitleFact &b) { return a.monospace == b.monospace; });
    m_shownFacts = facts;
    if (sameShape) {
        for (qsizetype i = 0; i < facts.size(); ++i) {
            m_factLabels.at(i)->setText(facts.at(i).text);
            m_factLabels.at(i)->setToolTip(plainToolTip(facts.at(i).exact));
        }
        return;
    }
    clearLayout(m_facts);
    m_factLabels.clear();
    for (qsizetype i = 0; i < facts.size(); ++i) {
        const TitleFact &fact = facts.at(i);
        // The dot goes to the next line with the fact behind it.
        auto *part = new QWidget(m_factsRow);
        auto *row = new QHBoxLayout(part);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(6);
        if (i > 0)
            row->addWidget(new PlainLabel(QStringLiteral("·"), TextSize::Body, ColorRole::TextSecondary));
        auto *label = new PlainLabel(fact.text, TextSize::Body, ColorRole::TextSecondary);
        if (fact.monospace)
            setMonospace(label);
        label->setElide(Qt::ElideMiddle);
        label->setToolTip(plainToolTip(fact.exact));
        row->addWidget(label);
        m_facts->addWidget(part);
        part->show(); // at once: the layout would show it a moment later
        m_factLabels.append(label);
    }
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
