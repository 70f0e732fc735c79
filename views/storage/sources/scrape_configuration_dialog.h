// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/storage/scrape_configuration.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace orrery::models {
class Accounts;
}

namespace orrery::views {

class ErrorBar;
class PlainLabel;

/// Writes the configuration with which Prometheus or VictoriaMetrics scrapes PlanetScale's metrics, and how to put it to use.
/// Holds no secret: the collector reads its tokens from files of its own.
class ScrapeConfigurationDialog final : public QDialog
{
    Q_OBJECT
public:
    /// The accounts outlive the dialog.
    explicit ScrapeConfigurationDialog(const models::Accounts *accounts, QWidget *parent = nullptr);

    [[nodiscard]] const api::ScrapeConfiguration &configuration() const { return m_configuration; }
    /// Writes the configuration to a file; an existing one is replaced.
    void saveTo(const QString &path);

private:
    void update();
    void askFile();

    ErrorBar *m_bar;
    QListWidget *m_organizations;
    QComboBox *m_collector;
    QComboBox *m_interval;
    QLineEdit *m_folder;
    QCheckBox *m_onlyStorage;
    QPlainTextEdit *m_yaml;
    QPlainTextEdit *m_steps;
    QPushButton *m_copy;
    QPushButton *m_save;
    api::ScrapeConfiguration m_configuration;
    QUrl m_api;
};

} // namespace orrery::views
