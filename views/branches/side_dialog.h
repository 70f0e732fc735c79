// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/location.h"
#include "models/schema/schema_side.h"

#include <QDialog>

class QComboBox;
class QLineEdit;
class QListView;
class QPushButton;
class QSortFilterProxyModel;
class QStandardItemModel;

namespace orrery::models {
class Workspace;
}

namespace orrery::views {

class PlainLabel;

/// Chooses one side of a comparison: a branch of any database of the account, or a snapshot kept on this computer. Lists
/// are read when they are looked at. Enter chooses the current row; nothing is sent but GET.
class SideDialog final : public QDialog
{
    Q_OBJECT
public:
    /// Begins at `shown`, or at `start`'s database when nothing is chosen yet.
    SideDialog(models::Workspace *workspace, const QString &title, const models::SchemaSide &shown,
               const models::Location &start, QWidget *parent = nullptr);

    [[nodiscard]] QComboBox *organizations() const { return m_organizations; }
    [[nodiscard]] QComboBox *databases() const { return m_databases; }
    [[nodiscard]] QLineEdit *filter() const { return m_filter; }
    [[nodiscard]] QListView *list() const { return m_list; }

Q_SIGNALS:
    void chosen(const orrery::models::SchemaSide &side);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] bool isSnapshots() const;
    void fillOrganizations();
    void fillDatabases();
    void fillRows();
    void fillBranches();
    void fillSnapshots();
    /// Writes how old the listed snapshots are anew; the choice and the filter stay.
    void ageSnapshots();
    void say(const QString &sentence);
    void choose(const QModelIndex &index);
    void updateChoose();

    models::Workspace *m_workspace;
    models::SchemaSide m_shown;
    models::Location m_start;
    QComboBox *m_organizations;
    QComboBox *m_databases;
    QLineEdit *m_filter;
    QListView *m_list;
    PlainLabel *m_note;
    QPushButton *m_choose;
    QStandardItemModel *m_rows;
    QSortFilterProxyModel *m_proxy;
    QList<QMetaObject::Connection> m_followed; ///< of the lists that are shown
};

} // namespace orrery::views
