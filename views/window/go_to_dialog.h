// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/location.h"

#include <QDialog>
#include <QSet>

class QLineEdit;
class QListView;
class QSortFilterProxyModel;
class QStandardItemModel;

namespace orrery::models {
class FeatureRegistry;
struct KnownPlace;
} // namespace orrery::models

namespace orrery::views {

class PlainLabel;
class ViewRegistry;

struct PageContext;

/// "Go to…": every place this run knows of or an earlier one kept, as the features name them, found while typing. A pasted
/// dashboard address or orrery:// link opens its page.
class GoToDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit GoToDialog(const PageContext &context, QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(const orrery::models::Location &location);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill(const PageContext &context);
    /// Lists what is not listed yet, in this order.
    void add(const QList<models::KnownPlace> &places);
    void filter(const QString &text);
    void choose(const QModelIndex &index);

    const models::FeatureRegistry *m_features;
    const ViewRegistry *m_views;
    QLineEdit *m_field;
    QListView *m_list;
    PlainLabel *m_hint; ///< what Enter does with an address, or why nothing is listed
    QStandardItemModel *m_places;
    QSet<QString> m_listed; ///< what the places are and are called
    QSortFilterProxyModel *m_proxy;
    QString m_filtered; ///< by what
    std::optional<models::Location> m_link; ///< what was typed is an address
};

} // namespace orrery::views
