// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>
#include <QVariant>
#include <QVariantMap>

#include <functional>
#include <optional>
#include <utility>

namespace orrery::models {

/// What was entered, by the id of the field.
using FormValues = QVariantMap;

/// One of several answers a field takes.
struct FormChoice
{
    QVariant value;
    QString text; ///< translated, or a name from outside made visible
    QString explanation = {}; ///< translated; may be empty
};

/// A question of a form, described once: the widget that asks it, its limits and its messages are made from this.
struct FormField
{
    enum class Kind : quint8 {
        Line, ///< one line of text
        Secret, ///< one line nobody reads over the shoulder
        Text, ///< several lines
        Number, ///< minimum to maximum
        Check, ///< yes or no
        Choice, ///< one of `choices`
        Checklist, ///< any of `choices`; the value is the list of theirs
    };

    QString id; ///< the API's name of the member: an error that names it is shown here
    Kind kind = Kind::Line;
    QString label; ///< translated
    QString help; ///< translated, one sentence below the field; may be empty
    QString placeholder;
    QVariant initial;
    bool required = false; ///< text and checklists: something has to be there
    int minimum = 0;
    int maximum = 0; ///< of Number; of texts the most characters, 0: no limit
    QString minimumText; ///< shown instead of the smallest number: "default"
    QList<FormChoice> choices;
    /// What is wrong with what was entered, translated; empty when nothing is. Asked only when something is there.
    std::function<QString(const FormValues &)> problem = {};
    /// Whether it is asked at all, given the other answers; unset: always.
    std::function<bool(const FormValues &)> applies = {};
};

/// A form without the request it fills. What was typed under `draft` is kept until it was sent; empty: it is not.
struct Form
{
    QList<FormField> fields;
    QString draft;

    [[nodiscard]] FormValues initialValues() const;
    /// By field id: what has to be put right before anything is sent. Fields that do not apply have no problem.
    [[nodiscard]] QList<std::pair<QString, QString>> problems(const FormValues &values) const;
    [[nodiscard]] const FormField *field(const QString &id) const;
    /// Only what the form asks for, as its fields take it: answers of fields that no longer exist are dropped, choices that
    /// are no longer offered become the initial ones.
    [[nodiscard]] FormValues cleaned(const FormValues &values) const;
    /// The field a refusal of the service is about: the one whose name begins its message, or occurs in it as a word.
    [[nodiscard]] QString fieldNamedIn(const QString &message) const;
};

/// A form whose answers are members of a typed request body. `with()` binds a field to a member; what a field does not
/// apply to stays as the body has it.
template<class Body>
class BodyForm
{
public:
    explicit BodyForm(QString draft = {}) { m_form.draft = std::move(draft); }

    /// `set(body, value)` takes the answer over.
    BodyForm &with(FormField field, std::function<void(Body &, const QVariant &)> set)
    {
        m_setters.append({field.id, std::move(set)});
        m_form.fields.append(std::move(field));
        return *this;
    }
    /// A text; an empty one is not sent.
    BodyForm &text(FormField field, QString Body::*member)
    {
        return with(std::move(field), [member](Body &body, const QVariant &value) { body.*member = value.toString(); });
    }
    BodyForm &text(FormField field, std::optional<QString> Body::*member)
    {
        return with(std::move(field), [member](Body &body, const QVariant &value) {
            const QString text = value.toString();
            body.*member = text.isEmpty() ? std::nullopt : std::optional<QString>(text);
        });
    }
    BodyForm &check(FormField field, std::optional<bool> Body::*member)
    {
        field.kind = FormField::Kind::Check;
        return with(std::move(field), [member](Body &body, const QVariant &value) { body.*member = value.toBool(); });
    }
    BodyForm &list(FormField field, std::optional<QStringList> Body::*member)
    {
        field.kind = FormField::Kind::Checklist;
        return with(std::move(field),
                    [member](Body &body, const QVariant &value) { body.*member = value.toStringList(); });
    }

    [[nodiscard]] const Form &form() const { return m_form; }
    [[nodiscard]] Body body(const FormValues &values, Body body = {}) const
    {
        for (const auto &[id, set] : m_setters) {
            const FormField *field = m_form.field(id);
            if (field && (!field->applies || field->applies(values)))
                set(body, values.value(id));
        }
        return body;
    }

private:
    Form m_form;
    QList<std::pair<QString, std::function<void(Body &, const QVariant &)>>> m_setters;
};

} // namespace orrery::models
