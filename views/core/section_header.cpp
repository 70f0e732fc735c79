// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/section_header.h"

#include "models/core/text.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"

#include <QHBoxLayout>

namespace orrery::views {

SectionHeader::SectionHeader(const QString &title, QWidget *parent)
    : QWidget(parent), m_row(new QHBoxLayout(this)), m_title(new PlainLabel(this)),
      m_count(new PlainLabel(QString(), TextSize::Body, ColorRole::TextSecondary, this))
{
    setTextSize(m_title, TextSize::Body, true);
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(space::inner);
    m_row->addWidget(m_title);
    m_row->addWidget(m_count);
    m_row->addStretch(1);
    m_count->hide();
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setTitle(title);
}

void SectionHeader::setTitle(const QString &title)
{
    m_title->setText(title);
    setAccessibleName(m_title->text());
}

void SectionHeader::setCount(std::optional<qint64> count)
{
    m_count->setText(count ? models::formattedCount(*count) : QString());
    m_count->setVisible(count.has_value());
}

void SectionHeader::addWidget(QWidget *widget)
{
    m_row->addWidget(widget);
}

} // namespace orrery::views
