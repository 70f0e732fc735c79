// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/alerts/quiet_hours_editor.h"

#include "views/core/plain_label.h"
#include "views/core/spacing.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLocale>
#include <QTimeEdit>
#include <QVBoxLayout>

namespace orrery::views {

namespace {
constexpr int restIndent = 24; ///< below the text of the check box
constexpr int daysOfWeek = 7;
} // namespace

QuietHoursEditor::QuietHoursEditor(QWidget *parent)
    : QWidget(parent), m_enabled(new QCheckBox(tr("Quiet hours (alerts are delivered afterwards)"))),
      m_details(new QWidget), m_from(new QTimeEdit), m_to(new QTimeEdit),
      m_note(new PlainLabel(QString(), TextSize::Body, ColorRole::TextSecondary))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::inner);
    column->addWidget(m_enabled);
    column->addWidget(m_details);
    auto *details = new QVBoxLayout(m_details);
    details->setContentsMargins(restIndent, 0, 0, 0);
    details->setSpacing(space::inner);
    details->addWidget(makeTimes());
    details->addWidget(new PlainLabel(tr("When they begin on", "followed by days of the week"), TextSize::Body,
                                      ColorRole::TextSecondary));
    details->addWidget(makeDays());
    m_note->setWordWrap(true);
    details->addWidget(m_note);
    connect(m_enabled, &QCheckBox::toggled, this, &QuietHoursEditor::showState);
    setHours({});
}

QWidget *QuietHoursEditor::makeTimes()
{
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::inner);
    const QString format = QLocale().timeFormat(QLocale::ShortFormat);
    for (QTimeEdit *edit : {m_from, m_to}) {
        edit->setDisplayFormat(format);
        connect(edit, &QTimeEdit::timeChanged, this, &QuietHoursEditor::showState);
    }
    m_from->setAccessibleName(tr("Quiet hours begin"));
    m_to->setAccessibleName(tr("Quiet hours end"));
    row->addWidget(new PlainLabel(tr("From", "a time of the day"), TextSize::Body, ColorRole::TextSecondary));
    row->addWidget(m_from);
    row->addWidget(new PlainLabel(tr("to", "a time of the day"), TextSize::Body, ColorRole::TextSecondary));
    row->addWidget(m_to);
    row->addStretch(1);
    return box;
}

QWidget *QuietHoursEditor::makeDays()
{
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::inner);
    const QLocale locale;
    const int first = locale.firstDayOfWeek();
    for (int i = 0; i < daysOfWeek; ++i) {
        const int day = (first - 1 + i) % daysOfWeek + 1;
        auto *check = new QCheckBox(locale.standaloneDayName(day, QLocale::ShortFormat));
        check->setAccessibleName(tr("Quiet hours that begin on %1").arg(locale.standaloneDayName(day)));
        connect(check, &QCheckBox::toggled, this, &QuietHoursEditor::showState);
        row->addWidget(check);
        m_days.at(std::size_t(day - 1)) = check;
    }
    row->addStretch(1);
    return box;
}

void QuietHoursEditor::setHours(const models::QuietHours &hours)
{
    m_enabled->setChecked(hours.enabled);
    m_from->setTime(hours.from);
    m_to->setTime(hours.to);
    for (std::size_t i = 0; i < m_days.size(); ++i)
        m_days.at(i)->setChecked((hours.days & (1 << i)) != 0);
    showState();
}

models::QuietHours QuietHoursEditor::hours() const
{
    models::QuietHours hours;
    hours.enabled = m_enabled->isChecked();
    hours.from = m_from->time();
    hours.to = m_to->time();
    hours.days = 0;
    for (std::size_t i = 0; i < m_days.size(); ++i)
        hours.days = quint8(hours.days | (m_days.at(i)->isChecked() ? 1 << i : 0));
    return hours;
}

void QuietHoursEditor::showState()
{
    const models::QuietHours now = hours();
    m_details->setEnabled(now.enabled);
    const QString end = QLocale().toString(now.to, QLocale::ShortFormat);
    QString note;
    if (now.days == 0)
        note = tr("No day is selected: there are no quiet hours.");
    else if (now.from == now.to)
        note = tr("The whole day, until %1 of the next one.").arg(end);
    else if (now.to < now.from)
        note = tr("Over midnight, until %1 of the next day.").arg(end);
    m_note->setText(note);
}

} // namespace orrery::views
