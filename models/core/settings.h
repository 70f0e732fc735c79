// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSettings>
#include <QString>
#include <QVariant>

#include <functional>
#include <utility>

namespace orrery::models {

class Services;

/// Whose a setting is: the window's (shapes, columns), this computer's, or one account's (removed when it signs out).
enum class SettingScope : quint8 { Window, Machine, Account };

/// A setting by key and default. Reading a value of another type gives the default.
template<class T>
struct Setting
{
    QLatin1String key;
    T defaultValue;

    /// `settings` may be null: nothing is remembered then.
    [[nodiscard]] T value(const QSettings *settings) const
    {
        if (!settings)
            return defaultValue;
        const QVariant stored = settings->value(key);
        // Files hold text: "yes" is no number, "2" is one.
        if (!stored.isValid() || !stored.canConvert<T>())
            return defaultValue;
        QVariant converted = stored;
        if (!converted.convert(QMetaType::fromType<T>()))
            return defaultValue;
        if constexpr (std::is_same_v<T, bool>) {
            const QString text = stored.toString();
            if (text != QLatin1String("true") && text != QLatin1String("false"))
                return defaultValue;
        }
        return converted.value<T>();
    }
    void setValue(QSettings *settings, const T &value) const
    {
        if (settings)
            settings->setValue(key, value);
    }
};

/// A setting as the registry knows it. One with a title is shown in the Preferences.
struct SettingRow
{
    QString key;
    QVariant defaultValue;
    SettingScope scope = SettingScope::Machine;
    QString group; ///< translated; settings of one group stand together
    QString title; ///< translated; empty: not for the Preferences
    QString explanation; ///< translated, one sentence
    /// Translated words and their values; empty: by the type of the default.
    QList<std::pair<QString, QVariant>> choices;
    /// Makes a value hold that was just chosen, on what runs already; null: it is read when it is needed.
    std::function<void(const Services &, const QVariant &)> apply;

    template<class T>
    static SettingRow of(const Setting<T> &setting, SettingScope scope)
    {
        SettingRow row;
        row.key = setting.key;
        row.defaultValue = QVariant::fromValue(setting.defaultValue);
        row.scope = scope;
        return row;
    }
    SettingRow shownAs(const QString &inGroup, const QString &withTitle, const QString &explained) const
    {
        SettingRow row = *this;
        row.group = inGroup;
        row.title = withTitle;
        row.explanation = explained;
        return row;
    }
};

} // namespace orrery::models
