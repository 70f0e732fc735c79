// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/go_to_dialog.h"

#include "models/auth/accounts.h"
#include "models/core/feature_registry.h"
#include "models/core/kept_places.h"
#include "models/core/workspace.h"
#include "views/core/dialog_kit.h"
#include "views/core/form_kit.h"
#include "views/core/icons.h"
#include "views/core/plain_label.h"
#include "views/core/resource_proxy.h"
#include "views/core/spacing.h"
#include "views/window/page.h"
#include "views/window/view_registry.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace orrery::views {

namespace {
constexpr int placeRole = Qt::UserRole + 300;
} // namespace

GoToDialog::GoToDialog(const PageContext &context, QWidget *parent)
    : QDialog(parent), m_features(context.features), m_views(context.views), m_field(new QLineEdit),
      m_list(new QListView), m_hint(makeParagraph({})), m_places(new QStandardItemModel(this)),
      m_proxy(new QSortFilterProxyModel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    resize(560, 420);
    auto *column = makeDialogColumn(this, tr("Go to"));
    column->setContentsMargins(space::group, space::group, space::group, space::group);
    m_field->setPlaceholderText(tr("Database, branch, deploy request or address"));
    m_field->setAccessibleName(tr("Go to"));
    m_field->setClearButtonEnabled(true);
    m_field->installEventFilter(this);
    column->addWidget(m_field);
    m_list->setAccessibleName(tr("Places found"));
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setFocusPolicy(Qt::NoFocus);
    column->addWidget(m_list, 1);
    column->addWidget(m_hint);
    fill(context);
    m_field->setFocus(Qt::OtherFocusReason);
    m_proxy->setSourceModel(m_places);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_list->setModel(m_proxy);
    filter({});
    connect(m_field, &QLineEdit::textChanged, this, &GoToDialog::filter);
    connect(m_field, &QLineEdit::returnPressed, this, [this]() { choose(m_list->currentIndex()); });
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) { choose(index); });
}

void GoToDialog::fill(const PageContext &context)
{
    const QList<models::Workspace *> workspaces = context.accounts->workspaces();
    add(m_features->knownPlaces(workspaces));
    QList<models::KnownPlace> global;
    for (const models::GlobalPlace &place : m_features->globalPlaces)
        global.append({{.route = place.route, .account = {}, .parameters = {}, .tab = {}}, place.title});
    add(global);
    QStringList accounts;
    for (const models::Workspace *workspace : workspaces)
        accounts.append(workspace->facts().id);
    if (accounts.isEmpty())
        return;
    models::readKeptPlaces(*m_features, workspaces.first()->context().database, accounts, this,
                           [this](const QList<models::KnownPlace> &places) {
                               add(places);
                               filter(m_field->text());
                           });
}

void GoToDialog::add(const QList<models::KnownPlace> &places)
{
    QList<QStandardItem *> items;
    for (const models::KnownPlace &place : places) {
        // One account may have what another has too: the name alone is not enough.
        const QString id = place.location.account + QLatin1Char('\n') + place.text;
        if (m_listed.contains(id))
            continue;
        m_listed.insert(id);
        auto *item =
            new QStandardItem(glyphIcon(m_views->icon(place.location.route).value_or(Glyph::Organization)), place.text);
        item->setData(QVariant::fromValue(place.location), placeRole);
        items.append(item);
    }
    m_places->invisibleRootItem()->appendRows(items);
}

void GoToDialog::filter(const QString &text)
{
    m_link.reset();
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    if (url.isValid() && !url.scheme().isEmpty())
        m_link = m_features->routes.fromUrl(url);
    // Every word has to occur, in any order.
    QString pattern;
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString &word : words)
        pattern += QStringLiteral("(?=.*%1)").arg(QRegularExpression::escape(word));
    m_proxy->setFilterRegularExpression(QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption));
    // What was chosen with the arrows stays chosen when more is found.
    if (!m_list->currentIndex().isValid() || text != m_filtered)
        m_list->setCurrentIndex(m_proxy->index(0, 0));
    m_filtered = text;
    const bool found = m_proxy->rowCount() > 0;
    m_hint->setVisible(m_link || !found);
    m_hint->setText(m_link ? tr("Press Enter to open this address.")
                           : tr("Nothing found. Places are listed once Orrery has loaded them; an address from the "
                                "PlanetScale dashboard works too."));
}

void GoToDialog::choose(const QModelIndex &index)
{
    if (m_link) {
        Q_EMIT chosen(*m_link);
        close();
        return;
    }
    if (!index.isValid())
        return;
    Q_EMIT chosen(index.data(placeRole).value<models::Location>());
    close();
}

bool GoToDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up || key == Qt::Key_PageDown || key == Qt::Key_PageUp) {
            const int step = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : key == Qt::Key_PageDown ? 10 : -10;
            const int row = qBound(0, m_list->currentIndex().row() + step, qMax(0, m_proxy->rowCount() - 1));
            m_list->setCurrentIndex(m_proxy->index(row, 0));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace orrery::views
