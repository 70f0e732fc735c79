// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/acknowledgement_list.h"

#include "models/core/text.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"
#include "views/core/wrapping_check_box.h"

#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace orrery::views {

namespace {
constexpr qsizetype mostWithoutScrolling = 6;
constexpr int scrollingHeight = 160;
constexpr int detailIndent = 26; ///< below the text of a check box

bool saySame(const Acknowledgement &a, const Acknowledgement &b)
{
    return a.text == b.text && a.detail == b.detail;
}
} // namespace

QWidget *scrollingWhenMany(QWidget *lines, qsizetype count, const QString &name)
{
    if (count <= mostWithoutScrolling)
        return lines;
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(name);
    scroll->setWidget(lines);
    scroll->setFixedHeight(scrollingHeight);
    return scroll;
}

AcknowledgementList::AcknowledgementList(const QString &name, QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    setAccessibleName(name);
    hide();
}

void AcknowledgementList::setItems(const QList<Acknowledgement> &items)
{
    if (std::equal(items.cbegin(), items.cend(), m_items.cbegin(), m_items.cend(), saySame))
        return;
    m_items = items;
    m_boxes.clear();
    if (m_lines) {
        m_lines->hide();
        m_lines->deleteLater();
    }
    auto *lines = new QWidget;
    auto *column = new QVBoxLayout(lines);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::inner);
    for (const Acknowledgement &item : items) {
        QString text = models::visibleText(item.text);
        auto *box = new WrappingCheckBox(text.replace(u'&', QStringLiteral("&&")));
        box->setChecked(item.isTicked);
        box->setAccessibleDescription(item.detail);
        if (item.remember)
            connect(box, &QCheckBox::toggled, this, item.remember);
        connect(box, &QCheckBox::toggled, this, &AcknowledgementList::changed);
        m_boxes.append(box);
        auto *pair = new QVBoxLayout;
        pair->setSpacing(0);
        pair->addWidget(box);
        column->addLayout(pair);
        if (item.detail.isEmpty())
            continue;
        auto *detail = new PlainLabel(item.detail, TextSize::Body, ColorRole::TextSecondary);
        detail->setWordWrap(true);
        detail->setContentsMargins(detailIndent, 0, 0, 0);
        pair->addWidget(detail);
    }
    m_lines = scrollingWhenMany(lines, items.size(), accessibleName());
    layout()->addWidget(m_lines);
    setVisible(!items.isEmpty());
    Q_EMIT changed();
}

bool AcknowledgementList::isComplete() const
{
    return std::all_of(m_boxes.cbegin(), m_boxes.cend(), [](const QCheckBox *box) { return box->isChecked(); });
}

} // namespace orrery::views
