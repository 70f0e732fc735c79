// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/go_to_dialog.h"

#include "models/auth/accounts.h"
#include "models/core/known_places.h"
#include "models/core/text.h"
#include "views/core/icons.h"
#include "views/core/resource_proxy.h"
#include "views/core/spacing.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace orrery::views {

namespace {
constexpr int placeRole = Qt::UserRole + 300;

Glyph glyphOf(models::Location::Page page)
{
    using Page = models::Location::Page;
    switch (page) {
    case Page::Database:
        return Glyph::Database;
    case Page::Branch:
        return Glyph::Branch;
    case Page::Compare:
        return Glyph::Split;
    case Page::DeployRequest:
    case Page::NewDeployRequest:
        return Glyph::DeployRequest;
    case Page::Storage:
        return Glyph::Storage;
    case Page::Activity:
        return Glyph::Activity;
    default:
        return Glyph::Organization;
    }
}
} // namespace

GoToDialog::GoToDialog(const models::Accounts *accounts, QWidget *parent)
    : QDialog(parent), m_field(new QLineEdit), m_list(new QListView), m_places(new QStandardItemModel(this)),
      m_proxy(new QSortFilterProxyModel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Go to"));
    resize(560, 420);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::group, space::group, space::group, space::group);
    column->setSpacing(space::inner);
    m_field->setPlaceholderText(tr("Organization, database, branch, deploy request, or an address"));
    m_field->setAccessibleName(tr("Go to"));
    m_field->setClearButtonEnabled(true);
    m_field->installEventFilter(this);
    column->addWidget(m_field);
    m_list->setAccessibleName(tr("Places found"));
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setFocusPolicy(Qt::NoFocus);
    column->addWidget(m_list, 1);
    fill(accounts);
    m_proxy->setSourceModel(m_places);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_list->setModel(m_proxy);
    filter({});
    connect(m_field, &QLineEdit::textChanged, this, &GoToDialog::filter);
    connect(m_field, &QLineEdit::returnPressed, this, [this]() { choose(m_list->currentIndex()); });
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) { choose(index); });
}

void GoToDialog::fill(const models::Accounts *accounts)
{
    QList<QStandardItem *> items;
    const QList<models::KnownPlace> places = models::knownPlaces(accounts);
    for (const models::KnownPlace &place : places) {
        auto *item = new QStandardItem(glyphIcon(glyphOf(place.location.page)), place.text);
        item->setData(QVariant::fromValue(place.location), placeRole);
        items.append(item);
    }
    // What can be begun in each database comes behind every place that is there already.
    const auto begin = [&items](const QString &text, const models::Location &location) {
        auto *item = new QStandardItem(glyphIcon(glyphOf(location.page)), text);
        item->setData(QVariant::fromValue(location), placeRole);
        items.append(item);
    };
    for (const models::KnownPlace &place : places) {
        const models::Location &at = place.location;
        if (at.page != models::Location::Page::Database)
            continue;
        models::Workspace *workspace = accounts->workspace(at.account);
        const api::Database *row = workspace ? workspace->knownDatabase(at.organization, at.database) : nullptr;
        if (!row || !row->kind.isPresent() || models::isVitess(row->kind))
            begin(tr("%1: new deploy request", "place").arg(place.text),
                  models::Location::newDeployRequestPage(at.account, at.organization, at.database));
        begin(tr("%1: compare schemas", "place").arg(place.text),
              models::Location::comparePage(at.account, at.organization, at.database));
    }
    m_places->appendColumn(items);
}

void GoToDialog::filter(const QString &text)
{
    m_link.reset();
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    if (url.isValid() && !url.scheme().isEmpty())
        m_link = models::Location::fromUrl(url);
    // Every word has to occur, in any order.
    QString pattern;
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString &word : words)
        pattern += QStringLiteral("(?=.*%1)").arg(QRegularExpression::escape(word));
    m_proxy->setFilterRegularExpression(QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption));
    m_list->setCurrentIndex(m_proxy->index(0, 0));
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
