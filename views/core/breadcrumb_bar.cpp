// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/breadcrumb_bar.h"

#include "models/core/text.h"
#include "views/core/action_gate.h"
#include "views/core/clear_layout.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPointer>
#include <QResizeEvent>
#include <QToolButton>

namespace orrery::views {

namespace {

constexpr int crumbPadding = 14;
constexpr int arrowWidth = 14;

class Arrow : public QWidget
{
public:
    explicit Arrow(QWidget *parent) : QWidget(parent) { setFixedSize(arrowWidth, space::row); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Glyph glyph = layoutDirection() == Qt::RightToLeft ? Glyph::ChevronLeft : Glyph::ChevronRight;
        paintGlyph(&painter, glyph, QRectF(rect()).adjusted(2, 0, -2, 0),
                   Theme::of(this).color(ColorRole::TextDisabled));
    }
};

} // namespace

BreadcrumbBar::BreadcrumbBar(QWidget *parent)
    : QWidget(parent), m_row(new QHBoxLayout), m_back(new QAction(glyphIcon(Glyph::ChevronLeft), tr("Back"), this)),
      m_forward(new QAction(glyphIcon(Glyph::ChevronRight), tr("Forward"), this))
{
    m_back->setShortcuts(QKeySequence::Back);
    m_forward->setShortcuts(QKeySequence::Forward);
    setToolTipWithShortcut(m_back, tr("Back"));
    setToolTipWithShortcut(m_forward, tr("Forward"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (QAction *action : {m_back, m_forward}) {
        auto *button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setAccessibleName(action->text());
        layout->addWidget(button);
    }
    layout->addSpacing(space::unit);
    m_row->setSpacing(0);
    layout->addLayout(m_row);
    layout->addStretch(1);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMinimumWidth(160);
    setAccessibleName(tr("Way to this page"));
    setHistory(false, false);
}

void BreadcrumbBar::setHistory(bool canGoBack, bool canGoForward)
{
    m_back->setEnabled(canGoBack);
    m_forward->setEnabled(canGoForward);
}

void BreadcrumbBar::setCrumbs(const QList<Crumb> &crumbs)
{
    m_crumbs = crumbs;
    m_built = false;
    rebuild();
}

int BreadcrumbBar::widthOf(const Crumb &crumb) const
{
    return fontMetrics().horizontalAdvance(models::visibleText(crumb.text)) + crumbPadding + (crumb.glyph ? 20 : 0)
        + arrowWidth;
}

void BreadcrumbBar::rebuild()
{
    // Fold from the second step on until the rest fits.
    QList<int> folded;
    int needed = 0;
    for (const Crumb &crumb : std::as_const(m_crumbs))
        needed += widthOf(crumb);
    const int available = width() - 70;
    for (int i = 1; i < m_crumbs.size() - 1 && needed > available; ++i) {
        if (folded.isEmpty())
            needed += 30;
        needed -= widthOf(m_crumbs.at(i));
        folded += i;
    }
    if (m_built && folded == m_folded)
        return;
    m_folded = folded;
    m_built = true;
    clearLayout(m_row);

    const auto addButton = [this](const Crumb &crumb) {
        auto *button = new QToolButton(this);
        QString text = models::visibleText(crumb.text);
        button->setText(text.replace(u'&', QStringLiteral("&&")));
        if (crumb.glyph) {
            button->setIcon(glyphIcon(*crumb.glyph));
            button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        }
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        setTextRole(button, ColorRole::TextSecondary);
        connect(button, &QToolButton::clicked, this, [this, target = crumb.target] { Q_EMIT crumbActivated(target); });
        m_row->addWidget(button);
    };
    for (int i = 0; i < m_crumbs.size(); ++i) {
        if (folded.contains(i)) {
            if (i != folded.constFirst())
                continue;
            auto *more = new QToolButton(this);
            more->setIcon(glyphIcon(Glyph::More));
            more->setAutoRaise(true);
            more->setPopupMode(QToolButton::InstantPopup);
            more->setToolTip(tr("More steps"));
            more->setAccessibleName(tr("More steps"));
            more->setFocusPolicy(Qt::TabFocus);
            auto *menu = new QMenu(more);
            for (const int index : std::as_const(folded)) {
                const Crumb crumb = m_crumbs.at(index);
                QString text = models::visibleText(crumb.text);
                QAction *action = menu->addAction(text.replace(u'&', QStringLiteral("&&")));
                connect(action, &QAction::triggered, this,
                        [this, target = crumb.target] { Q_EMIT crumbActivated(target); });
            }
            more->setMenu(menu);
            m_row->addWidget(more);
            m_row->addWidget(new Arrow(this));
            continue;
        }
        if (i + 1 < m_crumbs.size()) {
            addButton(m_crumbs.at(i));
            m_row->addWidget(new Arrow(this));
        } else {
            auto *here = new PlainLabel(m_crumbs.at(i).text, this);
            here->setContentsMargins(6, 0, 6, 0);
            here->setElide(Qt::ElideRight);
            setTextSize(here, TextSize::Body, true);
            m_row->addWidget(here);
        }
    }
    layout()->activate();
}

void BreadcrumbBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    rebuild();
}

} // namespace orrery::views
