// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>
#include <QTimer>

#include <functional>

#include <optional>

namespace orrery::views {

/// Sorts by models::SortRole (numbers and dates by value, text naturally: "branch-9" before "branch-10", empty values
/// last in both directions) and filters by models::FilterRole of column 0: every word typed has to occur in the row.
/// Keys are kept per row, so that a keystroke over 10,000 rows costs milliseconds.
class ResourceProxy : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit ResourceProxy(QObject *parent = nullptr);

    void setSourceModel(QAbstractItemModel *model) override;

    [[nodiscard]] QString filterText() const { return m_filter; }
    /// Words separated by blanks, in any letter case. Signals filterTextChanged when it differs.
    void setFilterText(const QString &text);
    /// Reads what rows are filtered by, some at a time between other work, so that the first keystroke need not.
    void prepareFilter();
    /// A condition beside the typed words, by row of the source model ("only open ones"); empty: every row.
    void setCondition(std::function<bool(int sourceRow)> condition);
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

Q_SIGNALS:
    void filterTextChanged();

protected:
    [[nodiscard]] bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    struct SortKey
    {
        enum class Kind : quint8 { Unknown, Number, Text, Empty };
        Kind kind = Kind::Unknown;
        double number = 0;
        QString text;
    };

    const SortKey &sortKey(const QModelIndex &index) const;
    const QString &filterTextOf(int sourceRow) const;
    /// lessThan of two source rows whose keys are known.
    bool rowLess(int left, int right) const;
    /// Filters and sorts anew, as one change of layout.
    void invalidateRanked();
    void filterAgain();
    void forgetAll();
    void forgetRows(int first, int last);

    std::function<bool(int)> m_condition;
    QString m_filter;
    QStringList m_words;
    mutable QList<SortKey> m_sortKeys; // of m_keyColumn, by source row
    mutable int m_keyColumn = -1;
    QList<int> m_ranks; // by source row; only while everything is sorted anew
    mutable QStringList m_filterTexts; // by source row; null: not read yet
    QTimer m_prepare;
    int m_prepared = 0; // rows whose texts were read ahead
};

/// A text as a key whose plain comparison sorts naturally: letter case folded, runs of digits by value.
QString naturalSortKey(const QString &text);

} // namespace orrery::views
