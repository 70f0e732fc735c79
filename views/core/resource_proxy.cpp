// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/resource_proxy.h"

#include "models/core/roles.h"

#include <QDateTime>
#include <QTime>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace orrery::views {

namespace {
constexpr int manyRows = 500;
constexpr int rowsAtOnce = 200; // about half a millisecond
} // namespace

QString naturalSortKey(const QString &text)
{
    QString key;
    key.reserve(text.size() + 8);
    const QString folded = text.toCaseFolded();
    qsizetype at = 0;
    while (at < folded.size()) {
        const QChar c = folded.at(at);
        if (c < u'0' || c > u'9') {
            key += c;
            ++at;
            continue;
        }
        while (at < folded.size() && folded.at(at) == u'0')
            ++at;
        const qsizetype from = at;
        while (at < folded.size() && folded.at(at) >= u'0' && folded.at(at) <= u'9')
            ++at;
        // A longer number is the larger one: its length, placed among the digits, goes first.
        const qsizetype digits = std::min<qsizetype>(at - from, 200);
        key += u'0';
        key += QChar(static_cast<char16_t>(0x21 + digits));
        key += QStringView(folded).mid(from, at - from);
    }
    return key;
}

ResourceProxy::ResourceProxy(QObject *parent) : QSortFilterProxyModel(parent)
{
    setSortRole(models::SortRole);
    setFilterRole(models::FilterRole);
    setDynamicSortFilter(true);
    connect(&m_prepare, &QTimer::timeout, this, [this]() {
        const int rows = sourceModel() ? sourceModel()->rowCount() : 0;
        const int until = std::min(m_prepared + rowsAtOnce, rows);
        for (; m_prepared < until; ++m_prepared)
            static_cast<void>(filterTextOf(m_prepared));
        if (m_prepared >= rows)
            m_prepare.stop();
    });
}

void ResourceProxy::prepareFilter()
{
    m_prepared = 0;
    m_prepare.start(0);
}

void ResourceProxy::setSourceModel(QAbstractItemModel *model)
{
    if (sourceModel())
        sourceModel()->disconnect(this);
    forgetAll();
    if (model) {
        // Connected before the base class connects, so that the keys are right when it sorts.
        connect(model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &, int first, int last) {
            const qsizetype count = last - first + 1;
            if (first <= m_sortKeys.size())
                m_sortKeys.insert(first, count, SortKey());
            if (first <= m_filterTexts.size())
                m_filterTexts.insert(first, count, QString());
        });
        connect(model, &QAbstractItemModel::rowsRemoved, this, [this](const QModelIndex &, int first, int last) {
            if (first < m_sortKeys.size())
                m_sortKeys.remove(first, std::min<qsizetype>(last + 1, m_sortKeys.size()) - first);
            if (first < m_filterTexts.size())
                m_filterTexts.remove(first, std::min<qsizetype>(last + 1, m_filterTexts.size()) - first);
        });
        connect(model, &QAbstractItemModel::dataChanged, this,
                [this](const QModelIndex &from, const QModelIndex &to) { forgetRows(from.row(), to.row()); });
        connect(model, &QAbstractItemModel::modelReset, this, &ResourceProxy::forgetAll);
        connect(model, &QAbstractItemModel::rowsMoved, this, &ResourceProxy::forgetAll);
        connect(model, &QAbstractItemModel::layoutChanged, this, &ResourceProxy::forgetAll);
    }
    QSortFilterProxyModel::setSourceModel(model);
}

void ResourceProxy::forgetAll()
{
    m_sortKeys.clear();
    m_filterTexts.clear();
}

void ResourceProxy::forgetRows(int first, int last)
{
    for (qsizetype row = std::max(0, first); row <= last && row < m_sortKeys.size(); ++row)
        m_sortKeys[row] = SortKey();
    for (qsizetype row = std::max(0, first); row <= last && row < m_filterTexts.size(); ++row)
        m_filterTexts[row] = QString();
}

void ResourceProxy::filterAgain()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 10, 0)
    beginFilterChange();
    endFilterChange(Direction::Rows);
#else
    invalidateFilter();
#endif
}

void ResourceProxy::setFilterText(const QString &text)
{
    if (text == m_filter)
        return;
    const bool widens = m_filter.startsWith(text);
    m_filter = text;
    m_words = text.toCaseFolded().split(u' ', Qt::SkipEmptyParts);
    // Rows that come back stand between the others, so the base class would insert them one by one, each with a word to the
    // view. Laying out anew keeps selection and current row as well, and costs the same whatever comes back.
    if (widens && sourceModel() && sourceModel()->rowCount() > manyRows)
        invalidateRanked();
    else
        filterAgain();
    Q_EMIT filterTextChanged();
}

void ResourceProxy::invalidateRanked()
{
    // One comparison of keys a row is cheaper than those of indexes, which QSortFilterProxyModel makes two of each time.
    m_ranks.clear();
    if (sortColumn() >= 0) {
        const int rows = sourceModel()->rowCount();
        for (int row = 0; row < rows; ++row)
            static_cast<void>(sortKey(sourceModel()->index(row, sortColumn())));
        QList<int> order(rows);
        std::iota(order.begin(), order.end(), 0);
        std::sort(order.begin(), order.end(), [this](int left, int right) { return rowLess(left, right); });
        m_ranks.resize(rows);
        for (int rank = 0; rank < rows; ++rank)
            m_ranks[order.at(rank)] = rank;
    }
    invalidate();
    static_cast<void>(rowCount()); // builds the mapping, if no view has
    m_ranks.clear();
}

void ResourceProxy::sort(int column, Qt::SortOrder order)
{
    if (column != m_keyColumn) {
        m_sortKeys.clear();
        m_keyColumn = column;
    }
    QSortFilterProxyModel::sort(column, order);
}

void ResourceProxy::setCondition(std::function<bool(int)> condition)
{
    m_condition = std::move(condition);
    filterAgain();
    Q_EMIT filterTextChanged();
}

bool ResourceProxy::filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const
{
    if (sourceParent.isValid())
        return true;
    if (m_condition && !m_condition(sourceRow))
        return false;
    if (m_words.isEmpty())
        return true;
    const QString &text = filterTextOf(sourceRow);
    return std::all_of(m_words.cbegin(), m_words.cend(), [&text](const QString &word) { return text.contains(word); });
}

const QString &ResourceProxy::filterTextOf(int sourceRow) const
{
    if (m_filterTexts.size() <= sourceRow)
        m_filterTexts.resize(std::max(sourceRow + 1, sourceModel()->rowCount()));
    QString &text = m_filterTexts[sourceRow];
    if (text.isNull()) {
        const QVariant role = sourceModel()->index(sourceRow, 0).data(models::FilterRole);
        if (role.isValid()) {
            text = role.toString().toCaseFolded();
        } else {
            for (int column = 0; column < sourceModel()->columnCount(); ++column)
                text += sourceModel()->index(sourceRow, column).data().toString().toCaseFolded() + u'\n';
        }
        if (text.isNull())
            text = QLatin1String("");
    }
    return text;
}

const ResourceProxy::SortKey &ResourceProxy::sortKey(const QModelIndex &index) const
{
    if (m_keyColumn != index.column()) {
        m_sortKeys.clear();
        m_keyColumn = index.column();
    }
    if (m_sortKeys.size() <= index.row())
        m_sortKeys.resize(std::max(index.row() + 1, sourceModel()->rowCount()));
    SortKey &key = m_sortKeys[index.row()];
    if (key.kind != SortKey::Kind::Unknown)
        return key;
    QVariant value = index.data(models::SortRole);
    if (!value.isValid())
        value = index.data();
    switch (value.typeId()) {
    case QMetaType::QDateTime: {
        const QDateTime time = value.toDateTime();
        key.kind = time.isValid() ? SortKey::Kind::Number : SortKey::Kind::Empty;
        key.number = time.isValid() ? static_cast<double>(time.toMSecsSinceEpoch()) : 0;
        break;
    }
    case QMetaType::QDate:
        key.kind = value.toDate().isValid() ? SortKey::Kind::Number : SortKey::Kind::Empty;
        key.number = static_cast<double>(value.toDate().toJulianDay());
        break;
    case QMetaType::Bool:
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::LongLong:
    case QMetaType::ULongLong:
    case QMetaType::Double:
    case QMetaType::Float:
    case QMetaType::UChar:
    case QMetaType::Short:
    case QMetaType::UShort:
        key.number = value.toDouble();
        key.kind = std::isfinite(key.number) ? SortKey::Kind::Number : SortKey::Kind::Empty;
        break;
    default:
        key.text = naturalSortKey(value.toString());
        key.kind = key.text.isEmpty() ? SortKey::Kind::Empty : SortKey::Kind::Text;
    }
    return key;
}

bool ResourceProxy::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    if (!m_ranks.isEmpty())
        return m_ranks.at(left.row()) < m_ranks.at(right.row());
    static_cast<void>(sortKey(left));
    static_cast<void>(sortKey(right));
    return rowLess(left.row(), right.row());
}

bool ResourceProxy::rowLess(int left, int right) const
{
    const SortKey &a = m_sortKeys.at(left);
    const SortKey &b = m_sortKeys.at(right);
    const bool emptyA = a.kind == SortKey::Kind::Empty;
    const bool emptyB = b.kind == SortKey::Kind::Empty;
    if (emptyA != emptyB)
        return sortOrder() == Qt::AscendingOrder ? emptyB : emptyA;
    if (emptyA)
        return left < right;
    if (a.kind != b.kind)
        return a.kind == SortKey::Kind::Number;
    if (a.kind == SortKey::Kind::Number) {
        if (a.number < b.number || b.number < a.number)
            return a.number < b.number;
        return left < right;
    }
    const int order = a.text.compare(b.text);
    return order != 0 ? order < 0 : left < right;
}

} // namespace orrery::views
