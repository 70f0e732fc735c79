// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QWidget>

#include <functional>

class QStackedWidget;
class QTabBar;

namespace orrery::views {

/// A page's tabs with ids and counts. A tab's content is made when it is first shown.
class Tabs final : public QWidget
{
    Q_OBJECT
public:
    explicit Tabs(QWidget *parent = nullptr);

    void add(const QString &id, const QString &text, std::function<QWidget *()> make);
    void remove(const QString &id);
    /// Another text for a tab; its count stays.
    void setText(const QString &id, const QString &text);
    /// Shown behind the text: "Branches 12"; negative: none.
    void setCount(const QString &id, qint64 count);
    /// Shown instead of the count: "7/12".
    void setNote(const QString &id, const QString &note);
    /// False for an unknown id.
    bool setCurrent(const QString &id);
    [[nodiscard]] QString current() const;
    [[nodiscard]] QString first() const;
    [[nodiscard]] bool contains(const QString &id) const { return indexOf(id) >= 0; }
    /// The content of a tab; null while it was never shown.
    [[nodiscard]] QWidget *content(const QString &id) const { return m_content.value(id); }
    [[nodiscard]] QTabBar *bar() const { return m_bar; }

Q_SIGNALS:
    /// After the content of the tab was made and shown.
    void currentChanged(const QString &id);

private:
    struct Tab
    {
        QString text;
        QString note;
        std::function<QWidget *()> make;
    };

    [[nodiscard]] int indexOf(const QString &id) const;
    void showIndex(int index);
    void showText(const QString &id);

    QTabBar *m_bar;
    QStackedWidget *m_stack;
    QHash<QString, Tab> m_tabs;
    QHash<QString, QWidget *> m_content;
};

} // namespace orrery::views
