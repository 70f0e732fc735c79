// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/sources/prometheus_source.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace orrery::views {

class ErrorBar;
class PlainLabel;
class StateChip;

/// The Prometheus-compatible servers: adding, changing, testing and removing one, and how reading it goes. The password or
/// token goes to the keychain and is never shown again.
class PrometheusDialog final : public QDialog
{
    Q_OBJECT
public:
    /// Both outlive the dialog.
    PrometheusDialog(models::PrometheusSource *source, const Clock *clock, QWidget *parent = nullptr);

    /// What the fields say; the password or token is not part of it.
    [[nodiscard]] api::PrometheusServerInfo entered() const;
    /// Why that cannot be saved, as a sentence; empty: it can.
    [[nodiscard]] QString problem() const;

private:
    QWidget *buildForm();
    QWidget *buildState();
    void showServer(const QString &name);
    void fillServers(const QString &current);
    void update();
    void showState();
    void test();
    void forgetTest();
    void save();
    void askRemove();
    [[nodiscard]] QString currentName() const;
    [[nodiscard]] std::optional<api::Secret> enteredSecret() const;

    models::PrometheusSource *m_source;
    const Clock *m_clock;
    ErrorBar *m_bar;
    QComboBox *m_servers;
    QFormLayout *m_form = nullptr;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_address = nullptr;
    QComboBox *m_authentication = nullptr;
    QLineEdit *m_user = nullptr;
    QLineEdit *m_secret = nullptr;
    PlainLabel *m_secretLabel = nullptr;
    PlainLabel *m_secretNote = nullptr;
    QLineEdit *m_tenant = nullptr;
    QCheckBox *m_allowPlain = nullptr;
    PlainLabel *m_problem;
    QPushButton *m_test;
    StateChip *m_testChip;
    PlainLabel *m_testResult;
    QWidget *m_state = nullptr;
    StateChip *m_stateChip = nullptr;
    PlainLabel *m_stateText = nullptr;
    QProgressBar *m_progress = nullptr;
    QPushButton *m_read = nullptr;
    QPushButton *m_fill = nullptr;
    QPushButton *m_cancelFill = nullptr;
    QPushButton *m_remove;
    QPushButton *m_save;
    int m_tests = 0; ///< the newest test's answer counts
    bool m_touched = false; ///< something was entered: what is missing may be said
};

} // namespace orrery::views
