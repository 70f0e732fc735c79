// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/deployment/throttling.h"

#include <QWidget>

class QGridLayout;
class QSlider;
class QTimer;

namespace orrery::views {

class PlainLabel;

/// A slider for each keyspace, 0 to 95, with its effect in words. What is set elsewhere moves the sliders a person does not
/// hold; a wheel over them scrolls the page and changes nothing.
class ThrottleSliders final : public QWidget
{
    Q_OBJECT
public:
    explicit ThrottleSliders(QWidget *parent = nullptr);

    /// What the service has set.
    void setRatios(const QList<models::KeyspaceRatio> &ratios);
    /// Why nothing can be set; nothing: it can.
    void setRefusal(const std::optional<QString> &reason);
    /// What the sliders show.
    [[nodiscard]] QList<models::KeyspaceRatio> ratios() const;
    /// Whether they show something else than is set.
    [[nodiscard]] bool isChanged() const { return ratios() != m_set; }
    /// Back to what is set.
    void reset();
    [[nodiscard]] QList<QSlider *> sliders() const;

Q_SIGNALS:
    /// A slider shows another value.
    void moved();
    /// A person let go of a slider, or stopped pressing keys, and something is changed.
    void released();

private:
    struct Row
    {
        QString keyspace;
        PlainLabel *name;
        QSlider *slider;
        PlainLabel *effect;
    };

    void addRow(const QString &keyspace);
    static void showEffect(const Row &row);

    QGridLayout *m_grid;
    QList<Row> m_rows;
    QList<models::KeyspaceRatio> m_set;
    std::optional<QString> m_refusal;
    QTimer *m_settled;
};

} // namespace orrery::views
