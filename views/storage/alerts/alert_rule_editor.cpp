// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/alerts/alert_rule_editor.h"

#include "models/core/text.h"
#include "models/storage/history/series.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace orrery::views {

namespace {

constexpr int farthestDays = 90;
constexpr int detailsIndent = 24; ///< below the text of the check box

QHBoxLayout *plainRow(QWidget *of)
{
    auto *row = new QHBoxLayout(of);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::inner);
    return row;
}

} // namespace

AlertRuleEditor::AlertRuleEditor(QWidget *parent)
    : QWidget(parent), m_enabled(new QCheckBox(tr("Warn when a volume fills up"))), m_details(new QWidget),
      m_percent(new QComboBox), m_days(new QSpinBox),
      m_passesQuiet(new QCheckBox(tr("Deliver alerts from 95 % and about stopped writes in quiet hours too"))),
      m_note(new PlainLabel(QString(), TextSize::Body, ColorRole::TextSecondary))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::inner);
    column->addWidget(m_enabled);
    column->addWidget(m_details);
    auto *details = new QVBoxLayout(m_details);
    details->setContentsMargins(detailsIndent, 0, 0, 0);
    details->setSpacing(space::inner);
    details->addWidget(new PlainLabel(tr("When usage crosses"), TextSize::Body, ColorRole::TextSecondary));
    details->addWidget(makeThresholds());
    details->addWidget(makeForecast());
    details->addWidget(m_passesQuiet);
    m_note->setWordWrap(true);
    details->addWidget(m_note);
    connect(m_enabled, &QCheckBox::toggled, this, &AlertRuleEditor::onEdited);
    connect(m_passesQuiet, &QCheckBox::toggled, this, &AlertRuleEditor::onEdited);
    setRule({});
}

QWidget *AlertRuleEditor::makeThresholds()
{
    auto *box = new QWidget;
    auto *row = plainRow(box);
    row->setSpacing(space::group);
    for (std::size_t i = 0; i < m_thresholds.size(); ++i) {
        auto *check = new QCheckBox(models::formattedPercent(models::storageThresholds[i]));
        check->setAccessibleName(tr("Warn when %1 is crossed").arg(check->text()));
        connect(check, &QCheckBox::toggled, this, &AlertRuleEditor::onEdited);
        row->addWidget(check);
        m_thresholds[i] = check;
    }
    row->addStretch(1);
    return box;
}

QWidget *AlertRuleEditor::makeForecast()
{
    auto *box = new QWidget;
    auto *row = plainRow(box);
    for (const int percent : {85, 90, 95})
        m_percent->addItem(models::formattedPercent(percent), percent);
    m_percent->setAccessibleName(tr("Warn when this is expected"));
    m_days->setRange(0, farthestDays);
    m_days->setSpecialValueText(tr("never", "as the number of days within which something is expected"));
    m_days->setAccessibleName(tr("Within how many days it is expected"));
    // The words on both sides of the fields are one sentence.
    row->addWidget(
        new PlainLabel(tr("Or", "Or [85 %] is expected within [7 days]"), TextSize::Body, ColorRole::TextSecondary));
    row->addWidget(m_percent);
    row->addWidget(new PlainLabel(tr("is expected within", "Or [85 %] is expected within [7 days]"), TextSize::Body,
                                  ColorRole::TextSecondary));
    row->addWidget(m_days);
    row->addStretch(1);
    connect(m_percent, &QComboBox::currentIndexChanged, this, &AlertRuleEditor::onEdited);
    connect(m_days, &QSpinBox::valueChanged, this, &AlertRuleEditor::onEdited);
    return box;
}

QCheckBox *AlertRuleEditor::thresholdBox(int percent) const
{
    const auto &known = models::storageThresholds;
    const auto at = std::find(known.cbegin(), known.cend(), percent);
    return at == known.cend() ? nullptr : m_thresholds[std::size_t(at - known.cbegin())];
}

void AlertRuleEditor::setRule(const models::AlertRule &rule)
{
    m_setting = true;
    m_rule = rule;
    m_enabled->setChecked(rule.enabled);
    for (std::size_t i = 0; i < m_thresholds.size(); ++i)
        m_thresholds[i]->setChecked(rule.thresholds.contains(models::storageThresholds[i]));
    if (m_percent->findData(rule.forecastPercent) < 0)
        m_percent->addItem(models::formattedPercent(rule.forecastPercent), rule.forecastPercent);
    m_percent->setCurrentIndex(m_percent->findData(rule.forecastPercent));
    m_days->setValue(rule.forecastDays);
    m_passesQuiet->setChecked(rule.criticalPassesQuiet);
    m_setting = false;
    showState();
}

models::AlertRule AlertRuleEditor::rule() const
{
    models::AlertRule rule = m_rule;
    rule.enabled = m_enabled->isChecked();
    for (std::size_t i = 0; i < m_thresholds.size(); ++i) {
        rule.thresholds.removeAll(models::storageThresholds[i]);
        if (m_thresholds[i]->isChecked())
            rule.thresholds.append(models::storageThresholds[i]);
    }
    std::sort(rule.thresholds.begin(), rule.thresholds.end());
    rule.forecastDays = m_days->value();
    rule.forecastPercent = m_percent->currentData().toInt();
    rule.criticalPassesQuiet = m_passesQuiet->isChecked();
    return rule;
}

void AlertRuleEditor::onEdited()
{
    if (m_setting)
        return;
    showState();
    Q_EMIT changed();
}

void AlertRuleEditor::showState()
{
    const models::AlertRule now = rule();
    m_details->setEnabled(now.enabled);
    m_percent->setEnabled(now.forecastDays > 0);
    m_days->setSuffix(QLatin1Char(' ') + tr("day(s)", "behind the number in a field", now.forecastDays));
    const bool nothing = now.thresholds.isEmpty() && now.forecastDays == 0;
    m_note->setText(nothing ? tr("Only stopped writes cause an alert.") : QString());
    m_note->setVisible(nothing);
}

} // namespace orrery::views
