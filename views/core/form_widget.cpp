// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/form_widget.h"

#include "views/core/form_kit.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"
#include "views/core/wrapping_check_box.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace orrery::views {

using Kind = models::FormField::Kind;

namespace {

/// Boxes to tick, each with what it means; a long list scrolls, so that the dialog stays on the screen.
class Checklist final : public QScrollArea
{
public:
    Checklist(const QList<models::FormChoice> &choices, const QStringList &ticked)
    {
        auto *content = new QWidget;
        auto *column = new QVBoxLayout(content);
        column->setContentsMargins(0, 0, space::inner, 0);
        column->setSpacing(space::unit);
        for (const models::FormChoice &choice : choices) {
            auto *box = new WrappingCheckBox(choice.text);
            box->setChecked(ticked.contains(choice.value.toString()));
            column->addWidget(box);
            m_boxes.append({choice.value.toString(), box});
            if (choice.explanation.isEmpty())
                continue;
            auto *meaning = new PlainLabel(choice.explanation, TextSize::Small, ColorRole::TextSecondary);
            meaning->setWordWrap(true);
            meaning->setContentsMargins(24, 0, 0, space::unit);
            box->setAccessibleDescription(choice.explanation);
            column->addWidget(meaning);
        }
        setWidget(content);
        setWidgetResizable(true);
        setFrameShape(QFrame::NoFrame);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        if (choices.size() > mostWithoutScrolling)
            setFixedHeight(longListHeight);
        if (!m_boxes.isEmpty())
            setFocusProxy(m_boxes.first().second);
    }
    [[nodiscard]] QStringList ticked() const
    {
        QStringList ticked;
        for (const auto &[value, box] : m_boxes) {
            if (box->isChecked())
                ticked.append(value);
        }
        return ticked;
    }
    [[nodiscard]] const QList<std::pair<QString, QCheckBox *>> &boxes() const { return m_boxes; }

private:
    static constexpr int mostWithoutScrolling = 6;
    static constexpr int longListHeight = 280;

    QList<std::pair<QString, QCheckBox *>> m_boxes;
};

} // namespace

FormWidget::FormWidget(models::Form form, const models::FormValues &values, QWidget *parent)
    : QWidget(parent), m_form(std::move(form)), m_layout(new QFormLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_layout->setRowWrapPolicy(QFormLayout::WrapLongRows);
    const models::FormValues start = m_form.cleaned(values);
    for (const models::FormField &field : m_form.fields)
        addRow(field, start.value(field.id));
    update();
}

void FormWidget::makeControl(const models::FormField &field, const QVariant &value, Row &row)
{
    const auto edited = [this, id = field.id]() { onEdited(id); };
    switch (field.kind) {
    case Kind::Line:
    case Kind::Secret: {
        auto *edit = makeField(field.label, field.kind == Kind::Secret);
        edit->setText(value.toString());
        edit->setPlaceholderText(field.placeholder);
        connect(edit, &QLineEdit::textChanged, this, edited);
        row.value = [edit]() { return QVariant(edit->text().trimmed()); };
        row.control = edit;
        break;
    }
    case Kind::Text: {
        auto *edit = new QPlainTextEdit(value.toString());
        edit->setTabChangesFocus(true);
        edit->setPlaceholderText(field.placeholder);
        edit->setFixedHeight(edit->fontMetrics().lineSpacing() * 4 + 16);
        connect(edit, &QPlainTextEdit::textChanged, this, edited);
        row.value = [edit]() { return QVariant(edit->toPlainText().trimmed()); };
        row.control = edit;
        break;
    }
    case Kind::Number: {
        auto *spin = new QSpinBox;
        spin->setRange(field.minimum, field.maximum);
        spin->setSpecialValueText(field.minimumText);
        spin->setGroupSeparatorShown(true);
        spin->setValue(value.toInt());
        connect(spin, &QSpinBox::valueChanged, this, edited);
        row.value = [spin]() { return QVariant(spin->value()); };
        row.control = spin;
        break;
    }
    case Kind::Check: {
        auto *box = new WrappingCheckBox(field.label);
        box->setChecked(value.toBool());
        connect(box, &QCheckBox::toggled, this, edited);
        row.value = [box]() { return QVariant(box->isChecked()); };
        row.control = box;
        break;
    }
    case Kind::Choice: {
        auto *box = new QComboBox;
        for (const models::FormChoice &choice : field.choices) {
            box->addItem(choice.text, choice.value);
            if (!choice.explanation.isEmpty())
                box->setItemData(box->count() - 1, choice.explanation, Qt::AccessibleDescriptionRole);
        }
        box->setCurrentIndex(std::max(0, box->findData(value)));
        connect(box, &QComboBox::currentIndexChanged, this, edited);
        row.value = [box]() { return box->currentData(); };
        row.control = box;
        break;
    }
    case Kind::Checklist: {
        auto *list = new Checklist(field.choices, value.toStringList());
        for (const auto &[each, box] : list->boxes())
            connect(box, &QCheckBox::toggled, this, edited);
        row.value = [list]() { return QVariant(list->ticked()); };
        row.control = list;
        break;
    }
    }
    row.control->setAccessibleName(field.label);
    row.control->setObjectName(field.id);
}

void FormWidget::addRow(const models::FormField &field, const QVariant &value)
{
    Row row;
    makeControl(field, value, row);
    auto *column = new QWidget;
    auto *below = new QVBoxLayout(column);
    below->setContentsMargins(0, 0, 0, 0);
    below->setSpacing(space::unit);
    below->addWidget(row.control);
    row.note = new PlainLabel({}, TextSize::Small, ColorRole::TextSecondary);
    row.note->setWordWrap(true);
    below->addWidget(row.note);
    if (field.kind == Kind::Check) {
        m_layout->addRow(column);
    } else {
        row.label = new PlainLabel(field.label);
        row.label->setBuddy(row.control);
        m_layout->addRow(row.label, column);
    }
    m_rows.insert(field.id, row);
}

models::FormValues FormWidget::values() const
{
    models::FormValues values;
    for (auto row = m_rows.cbegin(); row != m_rows.cend(); ++row)
        values.insert(row.key(), row->value());
    return values;
}

std::optional<QString> FormWidget::missing() const
{
    const auto problems = m_form.problems(values());
    return problems.isEmpty() ? std::nullopt : std::optional<QString>(problems.first().second);
}

bool FormWidget::showProblem(const QString &field, const QString &problem)
{
    if (!m_rows.contains(field))
        return false;
    m_refused.insert(field, problem);
    update();
    m_rows.value(field).control->setFocus(Qt::OtherFocusReason);
    return true;
}

void FormWidget::focusFirst()
{
    if (QWidget *first = m_form.fields.isEmpty() ? nullptr : control(m_form.fields.first().id))
        first->setFocus(Qt::OtherFocusReason);
}

QWidget *FormWidget::control(const QString &field) const
{
    return m_rows.value(field).control;
}

void FormWidget::onEdited(const QString &field)
{
    m_rows[field].touched = true;
    m_refused.remove(field);
    update();
    Q_EMIT changed();
}

void FormWidget::update()
{
    const models::FormValues entered = values();
    QHash<QString, QString> problems;
    for (const auto &[field, problem] : m_form.problems(entered))
        problems.insert(field, problem);
    for (const models::FormField &field : m_form.fields) {
        const Row &row = m_rows[field.id];
        const bool applies = !field.applies || field.applies(entered);
        row.control->parentWidget()->setVisible(applies);
        if (row.label)
            row.label->setVisible(applies);
        const QString refused = m_refused.value(field.id);
        const QString wrong = !refused.isEmpty() ? refused : row.touched ? problems.value(field.id) : QString();
        setTextRole(row.note, wrong.isEmpty() ? ColorRole::TextSecondary : ColorRole::Critical);
        row.note->setText(wrong.isEmpty() ? field.help : wrong);
        row.note->setVisible(!row.note->text().isEmpty());
        row.control->setAccessibleDescription(row.note->text());
    }
}

} // namespace orrery::views
