// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/form.h"

#include <QHash>
#include <QWidget>

class QFormLayout;

namespace orrery::views {

class PlainLabel;

/// The fields of a models::Form: one row each, with help below and what is wrong in place of it. Fields that do not apply
/// are not shown.
class FormWidget final : public QWidget
{
    Q_OBJECT
public:
    FormWidget(models::Form form, const models::FormValues &values, QWidget *parent = nullptr);

    [[nodiscard]] const models::Form &form() const { return m_form; }
    [[nodiscard]] models::FormValues values() const;
    /// The first thing that has to be put right; nothing when it can be sent.
    [[nodiscard]] std::optional<QString> missing() const;
    /// What the service says about one field, until that is changed. False when there is no such field on screen.
    bool showProblem(const QString &field, const QString &problem);
    void focusFirst();
    /// The control that asks a field; null for an unknown one.
    [[nodiscard]] QWidget *control(const QString &field) const;

Q_SIGNALS:
    void changed();

private:
    struct Row
    {
        PlainLabel *label = nullptr;
        QWidget *control = nullptr;
        PlainLabel *note = nullptr; ///< help, or what is wrong
        std::function<QVariant()> value;
        bool touched = false; ///< what is wrong is said once somebody has been there
    };

    void addRow(const models::FormField &field, const QVariant &value);
    void makeControl(const models::FormField &field, const QVariant &value, Row &row);
    void onEdited(const QString &field);
    void update();

    models::Form m_form;
    QFormLayout *m_layout;
    QHash<QString, Row> m_rows;
    QHash<QString, QString> m_refused; ///< by field: what the service said
};

} // namespace orrery::views
