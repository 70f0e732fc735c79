// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/alerts/alert_rules.h"
#include "models/storage/alerts/watch.h"
#include "views/window/page.h"

#include <QDialog>
#include <QSet>

class QComboBox;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace orrery::views {

class AlertRuleEditor;
class LinkButton;
class PlainLabel;
class QuietHoursEditor;

/// "Storage warnings": what is reported of everything, and of organizations, databases and branches that have a rule of their
/// own; quiet hours; what is snoozed. Nothing applies before OK.
class AlertSettingsDialog final : public QDialog
{
    Q_OBJECT
public:
    /// Opens it over `page`'s window at the rule of `scope`, or goes there in the one that is open; it deletes itself.
    /// Needs `context.service<models::StorageWatch>()`.
    static AlertSettingsDialog *ask(const PageContext &context, QWidget *page, const models::StorageVolume &scope = {});

    /// Account, organization, database and branch of `scope` are looked at.
    void setScope(const models::StorageVolume &scope);
    [[nodiscard]] models::StorageVolume scope() const;

    /// As chosen so far.
    [[nodiscard]] models::AlertSettings settings() const;
    [[nodiscard]] QComboBox *scopes() const { return m_scopes; }
    [[nodiscard]] AlertRuleEditor *ruleEditor() const { return m_rule; }
    [[nodiscard]] QuietHoursEditor *quietHours() const { return m_quiet; }
    /// "Use the rule of Everything again"; hidden where there is no own one.
    [[nodiscard]] LinkButton *inheritButton() const { return m_inherit; }

public Q_SLOTS:
    void accept() override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    AlertSettingsDialog(const PageContext &context, QWidget *window);
    QWidget *makeScope();
    QWidget *makeSnoozes();
    void fillScopes();
    void fillSnoozes();
    void showRule();
    void showScope();
    void takeRule();
    void inherit();
    void addSnooze(const models::StorageVolume &volume, const QString &text);
    [[nodiscard]] QString scopeName(const models::StorageVolume &scope) const;
    [[nodiscard]] bool hasRule(const models::StorageVolume &scope) const;
    /// The scope whose rule holds where `scope` has none.
    [[nodiscard]] models::StorageVolume inheritedFrom(const models::StorageVolume &scope) const;
    void fit();

    PageContext m_context;
    models::AlertSettings m_settings;
    QList<models::StorageVolume> m_listed; ///< as in the box
    QSet<models::StorageVolume> m_ended; ///< snoozes
    QWidget *m_body;
    QScrollArea *m_scroll;
    QComboBox *m_scopes;
    PlainLabel *m_scopeNote;
    LinkButton *m_inherit;
    AlertRuleEditor *m_rule;
    QuietHoursEditor *m_quiet;
    QVBoxLayout *m_snoozes;
    PlainLabel *m_noSnooze;
    QPushButton *m_ok;
};

} // namespace orrery::views
