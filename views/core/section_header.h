// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>

class QHBoxLayout;

namespace orrery::views {

class PlainLabel;

/// The heading of a group of content inside a page, with an optional count and room for a small action at the right.
class SectionHeader : public QWidget
{
    Q_OBJECT

public:
    explicit SectionHeader(const QString &title, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    void setCount(std::optional<qint64> count);
    void addWidget(QWidget *widget);

private:
    QHBoxLayout *m_row;
    PlainLabel *m_title;
    PlainLabel *m_count;
};

} // namespace orrery::views
