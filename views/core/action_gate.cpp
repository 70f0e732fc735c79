// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/action_gate.h"

#include "models/core/text.h"

#include <QAbstractButton>
#include <QAction>
#include <QKeySequence>
#include <QTextDocument>
#include <QVariant>

namespace orrery::views {

namespace {

constexpr const char *reasonProperty = "orrery_disabled_reason";
constexpr const char *notedProperty = "orrery_noted";
constexpr const char *toolTipProperty = "orrery_enabled_tooltip";

template<class Target>
void gate(Target *target, const std::optional<QString> &reason, const QString &doubt)
{
    const bool wasNoted = target->property(notedProperty).toBool();
    const bool isNoted = reason || !doubt.isEmpty();
    const QString note = reason.value_or(doubt);
    if (isNoted && !wasNoted)
        target->setProperty(toolTipProperty, target->toolTip());
    if (isNoted || wasNoted) {
        target->setProperty(notedProperty, isNoted);
        target->setProperty(reasonProperty, reason ? QVariant(*reason) : QVariant());
        target->setToolTip(isNoted ? plainToolTip(note) : target->property(toolTipProperty).toString());
        target->setStatusTip(note);
    }
    target->setEnabled(!reason);
}

} // namespace

QString plainToolTip(const QString &text)
{
    if (text.isEmpty())
        return {};
    QString visible = models::visibleText(text, models::LineBreaks::Keep);
    // Rich text is what makes Qt wrap; a short text that cannot be taken for HTML needs none.
    if (visible.size() < 90 && !Qt::mightBeRichText(visible))
        return visible;
    return QLatin1String("<p style='white-space:pre-wrap'>") + visible.toHtmlEscaped() + QLatin1String("</p>");
}

void setEnabledWithReason(QAction *action, const std::optional<QString> &reason, const QString &doubt)
{
    gate(action, reason, doubt);
    const QList<QObject *> objects = action->associatedObjects();
    for (QObject *object : objects) {
        if (auto *button = qobject_cast<QAbstractButton *>(object))
            button->setAccessibleDescription(reason.value_or(doubt));
    }
}

void setEnabledWithReason(QAbstractButton *button, const std::optional<QString> &reason)
{
    gate(button, reason, {});
    button->setAccessibleDescription(reason.value_or(QString()));
}

QString disabledReason(const QObject *actionOrButton)
{
    return actionOrButton ? actionOrButton->property(reasonProperty).toString() : QString();
}

void setToolTipWithShortcut(QAction *action, const QString &text)
{
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    const QString tip = plainToolTip(keys.isEmpty() ? text : QStringLiteral("%1 (%2)").arg(text, keys));
    if (action->property(notedProperty).toBool())
        action->setProperty(toolTipProperty, tip); // what stands there now is why it is disabled
    else
        action->setToolTip(tip);
}

} // namespace orrery::views
