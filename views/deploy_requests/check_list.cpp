// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/check_list.h"

#include "views/core/action_gate.h"
#include "views/core/clear_layout.h"
#include "views/core/icons.h"
#include "views/core/link_button.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace orrery::views {

namespace {

class ToneMark final : public QWidget
{
public:
    ToneMark(models::Tone tone, QWidget *parent) : QWidget(parent), m_tone(tone)
    {
        setFixedSize(16, 20);
        setAttribute(Qt::WA_TransparentForMouseEvents);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Glyph glyph = m_tone == models::Tone::Accent ? Glyph::Info : toneGlyph(m_tone);
        paintGlyph(&painter, glyph, rect(), Theme::of(this).tone(m_tone));
    }

private:
    models::Tone m_tone;
};

} // namespace

CheckList::CheckList(QWidget *parent) : QWidget(parent), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(space::inner);
}

void CheckList::setChecks(const QList<Check> &checks)
{
    if (checks == m_checks || changeWords(checks))
        return;
    m_checks = checks;
    m_rows.clear();
    clearLayout(m_column);
    for (const Check &check : checks) {
        QWidget *row = makeRow(check);
        m_column->addWidget(row);
        row->show(); // at once: the layout would show it a moment later
    }
}

bool CheckList::changeWords(const QList<Check> &checks)
{
    const bool same = std::equal(
        checks.cbegin(), checks.cend(), m_checks.cbegin(), m_checks.cend(), [](const Check &a, const Check &b) {
            return a.tone == b.tone && a.linkText == b.linkText && a.link == b.link
                && (a.linkText.isEmpty() || a.title == b.title) && a.detail.isEmpty() == b.detail.isEmpty();
        });
    if (!same)
        return false;
    for (qsizetype i = 0; i < checks.size(); ++i) {
        m_rows.at(i).title->setText(checks.at(i).title);
        if (m_rows.at(i).detail)
            m_rows.at(i).detail->setText(checks.at(i).detail);
    }
    m_checks = checks;
    return true;
}

QWidget *CheckList::makeRow(const Check &check)
{
    auto *row = new QWidget(this);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::inner);
    line->addWidget(new ToneMark(check.tone, row), 0, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    auto *title = new PlainLabel(check.title, row);
    title->setWordWrap(true);
    title->setMinimumHeight(20);
    title->setSelectable(true);
    words->addWidget(title);
    PlainLabel *detail = nullptr;
    if (!check.detail.isEmpty()) {
        detail = new PlainLabel(QString(), TextSize::Body, ColorRole::TextSecondary, row);
        detail->setMultiLine(true);
        detail->setWordWrap(true);
        detail->setSelectable(true);
        detail->setText(check.detail);
        words->addWidget(detail);
    }
    if (!check.linkText.isEmpty()) {
        auto *link = new LinkButton(check.linkText, row);
        link->setAccessibleDescription(check.title);
        link->setToolTip(plainToolTip(check.link.toDisplayString()));
        connect(link, &QAbstractButton::clicked, this, [this, url = check.link]() { Q_EMIT linkActivated(url); });
        words->addWidget(link, 0, Qt::AlignLeft);
    }
    line->addLayout(words, 1);
    m_rows.append(Row{title, detail});
    return row;
}

} // namespace orrery::views
