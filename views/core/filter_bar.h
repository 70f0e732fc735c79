// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;
class QTimer;

namespace orrery::views {

class PlainLabel;
class TableBinding;

/// The search field above a table, with "12 of 240" beside it. Filters 150 ms after the last keystroke; Ctrl+F comes here,
/// Escape clears and goes back to the table, Down goes to the table.
class FilterBar : public QWidget
{
    Q_OBJECT

public:
    explicit FilterBar(QWidget *parent = nullptr);

    /// Filters and counts this table from now on. Ctrl+F works while the focus is anywhere in `page` (the bar's parent
    /// when null).
    void bind(TableBinding *table, QWidget *page = nullptr);
    /// Adds a widget to the right of the count: a segmented choice, a "New branch" button.
    void addWidget(QWidget *widget);

    [[nodiscard]] QString text() const;
    void setText(const QString &text);
    void setPlaceholder(const QString &text);
    /// For tables that are not bound: shown as "12 of 240".
    void setCounts(qint64 visible, qint64 total);
    [[nodiscard]] QLineEdit *field() const { return m_field; }

Q_SIGNALS:
    /// Debounced.
    void filterChanged(const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void applyNow();

    QLineEdit *m_field;
    PlainLabel *m_counts;
    QTimer *m_debounce;
    TableBinding *m_table = nullptr;
    QString m_applied;
};

} // namespace orrery::views
