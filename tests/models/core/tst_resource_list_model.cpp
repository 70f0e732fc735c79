// SPDX-License-Identifier: GPL-3.0-or-later
// Rows keep their identity over refreshes: what is selected stays selected, and nothing is reset.
#include "models/core/resource_list_model.h"
#include "models/organizations/organization_places.h"
#include "tests/support/suite.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QSignalSpy>
#include <QSortFilterProxyModel>
#include <QTest>

using namespace orrery::models;
using namespace Qt::StringLiterals;

namespace {

struct Fruit
{
    QString id;
    QString name;
    int weight = 0;
    friend bool operator==(const Fruit &, const Fruit &) = default;
};

QList<Column<Fruit>> columns()
{
    Column<Fruit> name;
    name.id = "name";
    name.title = u"Name"_s;
    name.description = u"What it is called"_s;
    name.text = [](const Fruit &fruit) { return fruit.name; };
    name.exact = [](const Fruit &fruit) { return u"exactly "_s + fruit.name; };
    Column<Fruit> weight;
    weight.id = "weight";
    weight.title = u"Weight"_s;
    weight.text = [](const Fruit &fruit) { return QString::number(fruit.weight); };
    weight.sortKey = [](const Fruit &fruit) { return QVariant(fruit.weight); };
    weight.alignment = Qt::AlignRight | Qt::AlignVCenter;
    weight.monospace = true;
    weight.width = 80;
    weight.hiddenByDefault = true;
    Column<Fruit> state;
    state.id = "state";
    state.title = u"State"_s;
    state.state = [](const Fruit &fruit) -> std::optional<StateWord> {
        if (fruit.weight == 0)
            return std::nullopt;
        return StateWord{fruit.weight > 100 ? Tone::Warn : Tone::Ok, fruit.weight > 100 ? u"Heavy"_s : u"Light"_s,
                         u"By weight"_s};
    };
    Column<Fruit> age;
    age.id = "age";
    age.title = u"Age"_s;
    age.text = [](const Fruit &) { return u"now"_s; };
    age.relativeTime = true;
    return {name, weight, state, age};
}

class Fruits
{
public:
    ResourceListModel<Fruit> model{columns(), [](const Fruit &fruit) { return fruit.id; },
                                   [](const Fruit &fruit) { return organizationPlace({}, fruit.name); }};
    QAbstractItemModelTester tester{&model};
    QSignalSpy reset{&model, &QAbstractItemModel::modelReset};
    QSignalSpy changed{&model, &QAbstractItemModel::dataChanged};
    QSignalSpy inserted{&model, &QAbstractItemModel::rowsInserted};
    QSignalSpy removed{&model, &QAbstractItemModel::rowsRemoved};

    [[nodiscard]] QString names() const
    {
        QStringList names;
        for (const Fruit &fruit : model.rows())
            names.append(fruit.name);
        return names.join(u' ');
    }
    /// Ids and index agree.
    [[nodiscard]] bool isConsistent() const
    {
        if (model.ids().size() != model.rows().size())
            return false;
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.rowOf(model.ids().at(row)) != row)
                return false;
        }
        return true;
    }
};

QList<Fruit> fruits(const QStringList &ids, int weight = 1)
{
    QList<Fruit> list;
    for (const QString &id : ids)
        list.append({id, id.toUpper(), weight});
    return list;
}

} // namespace

class TestResourceListModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersEveryRole()
    {
        Fruits f;
        f.model.upsert({{u"1"_s, u"Apple"_s, 150}, {u"2"_s, u"Fig"_s, 0}});
        const auto cell = [&f](int row, int column, int role) { return f.model.index(row, column).data(role); };
        QCOMPARE(cell(0, 0, Qt::DisplayRole), QVariant(u"Apple"_s));
        QCOMPARE(cell(0, 0, ExactRole), QVariant(u"exactly Apple"_s));
        QCOMPARE(cell(0, 0, Qt::ToolTipRole), QVariant(u"exactly Apple"_s));
        QCOMPARE(cell(0, 0, SortRole), QVariant(u"Apple"_s));
        QCOMPARE(cell(0, 1, SortRole), QVariant(150));
        QCOMPARE(cell(0, 1, MonospaceRole), QVariant(true));
        QCOMPARE(cell(0, 1, ExactRole), QVariant());
        QCOMPARE(cell(0, 1, Qt::TextAlignmentRole).value<Qt::Alignment>(), Qt::AlignRight | Qt::AlignVCenter);
        QCOMPARE(cell(0, 2, Qt::DisplayRole), QVariant(u"Heavy"_s));
        QCOMPARE(cell(0, 2, StateRole).value<StateWord>().tone, Tone::Warn);
        QCOMPARE(cell(0, 2, Qt::ToolTipRole), QVariant(u"By weight"_s));
        QCOMPARE(cell(1, 2, StateRole), QVariant());
        QCOMPARE(cell(1, 2, Qt::DisplayRole).toString(), QString());
        QCOMPARE(cell(0, 0, FilterRole), QVariant(u"Apple\n150\nHeavy\n"_s));
        QCOMPARE(cell(0, 3, IdRole), QVariant(u"1"_s));
        QCOMPARE(cell(1, 0, LocationRole).value<Location>(), organizationPlace({}, u"Fig"_s));
        QCOMPARE(f.model.headerData(0, Qt::Horizontal), QVariant(u"Name"_s));
        QCOMPARE(f.model.headerData(0, Qt::Horizontal, Qt::ToolTipRole), QVariant(u"What it is called"_s));
        QCOMPARE(f.model.headerData(9, Qt::Horizontal), QVariant());
        QCOMPARE(f.model.columnInfo(1).id, "weight");
        QCOMPARE(f.model.columnInfo(1).width, 80);
        QVERIFY(f.model.columnInfo(1).hiddenByDefault);
        QVERIFY(f.model.columnInfo(2).isState);
        QVERIFY(f.model.flags(f.model.index(0, 0)) & Qt::ItemNeverHasChildren);
        QCOMPARE(f.model.find(u"2"_s)->name, u"Fig"_s);
        QCOMPARE(f.model.find(u"3"_s), nullptr);
        QCOMPARE(f.model.rowOf(u"3"_s), -1);
    }

    void mergesWithoutReset()
    {
        Fruits f;
        f.model.upsert(fruits({u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s}));
        QCOMPARE(f.inserted.size(), 1);
        QSortFilterProxyModel proxy;
        proxy.setSortRole(SortRole);
        proxy.setSourceModel(&f.model);
        proxy.sort(0, Qt::DescendingOrder);
        const QAbstractItemModelTester proxyTester(&proxy);
        QItemSelectionModel selection(&proxy);
        selection.select(proxy.mapFromSource(f.model.index(2, 0)),
                         QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        selection.setCurrentIndex(proxy.mapFromSource(f.model.index(4, 0)), QItemSelectionModel::NoUpdate);
        const QPersistentModelIndex c = f.model.index(2, 0);

        // The next refresh: b and d are gone, c is heavier, f is new.
        f.model.upsert({{u"f"_s, u"F"_s, 1}, {u"a"_s, u"A"_s, 1}, {u"c"_s, u"C"_s, 200}, {u"e"_s, u"E"_s, 1}});
        f.model.retain({u"a"_s, u"c"_s, u"e"_s, u"f"_s});

        QCOMPARE(f.names(), u"A C E F"_s);
        QVERIFY(f.isConsistent());
        QVERIFY(c.isValid());
        QCOMPARE(c.row(), 1);
        QCOMPARE(c.sibling(c.row(), 2).data().toString(), u"Heavy"_s);
        QCOMPARE(selection.selectedRows().size(), 1);
        QCOMPARE(selection.selectedRows().first().data(IdRole).toString(), u"c"_s);
        QCOMPARE(selection.currentIndex().data(IdRole).toString(), u"e"_s);
        QCOMPARE(f.reset.size(), 0);
        QCOMPARE(f.changed.size(), 1);
        QCOMPARE(f.changed.first().at(0).toModelIndex().row(), 2);
        QCOMPARE(f.removed.size(), 2);
    }

    void saysNothingWhenNothingChanged()
    {
        Fruits f;
        f.model.upsert(fruits({u"a"_s, u"b"_s}));
        QCOMPARE(f.model.upsert(fruits({u"b"_s, u"a"_s})), QStringList({u"b"_s, u"a"_s}));
        f.model.retain({u"a"_s, u"b"_s});
        QCOMPARE(f.names(), u"A B"_s);
        QCOMPARE(f.changed.size(), 0);
        QCOMPARE(f.inserted.size(), 1);
        QCOMPARE(f.removed.size(), 0);
    }

    void changesComeInFewRanges()
    {
        Fruits f;
        QStringList ids;
        for (int i = 0; i < 10; ++i)
            ids.append(QString::number(i));
        f.model.upsert(fruits(ids));
        f.model.upsert(fruits({u"7"_s, u"1"_s, u"2"_s}, 5));
        QCOMPARE(f.changed.size(), 2);
        QCOMPARE(f.changed.at(0).at(0).toModelIndex().row(), 1);
        QCOMPARE(f.changed.at(0).at(1).toModelIndex().row(), 2);
        QCOMPARE(f.changed.at(1).at(0).toModelIndex().row(), 7);
        QCOMPARE(f.changed.at(1).at(1).toModelIndex().column(), 3);
        f.changed.clear();
        f.model.upsert(fruits({u"0"_s, u"2"_s, u"4"_s, u"6"_s, u"8"_s, u"9"_s}, 6));
        QCOMPARE(f.changed.size(), 1); // more than half: one range
        QCOMPARE(f.changed.at(0).at(0).toModelIndex().row(), 0);
        QCOMPARE(f.changed.at(0).at(1).toModelIndex().row(), 9);
    }

    void duplicateIdsAreOneRow()
    {
        Fruits f;
        f.model.upsert({{u"a"_s, u"first"_s, 1}, {u"b"_s, u"B"_s, 1}, {u"a"_s, u"second"_s, 1}});
        QCOMPARE(f.names(), u"second B"_s);
        f.model.upsert({{u"a"_s, u"third"_s, 1}, {u"a"_s, u"fourth"_s, 1}});
        QCOMPARE(f.names(), u"fourth B"_s);
        QVERIFY(f.isConsistent());
    }

    void rowsWithoutIdAreKeptApart()
    {
        Fruits f;
        const QList<Fruit> list{{{}, u"x"_s, 1}, {u"a"_s, u"A"_s, 1}, {{}, u"y"_s, 1}};
        QCOMPARE(f.model.upsert(list), QStringList({u"#0"_s, u"a"_s, u"#1"_s}));
        QCOMPARE(f.names(), u"x A y"_s);
        QCOMPARE(f.model.index(2, 0).data(IdRole).toString(), u"#1"_s);
        // The same list again is the same rows, not more of them.
        f.model.upsert(list);
        f.model.retain({u"#0"_s, u"a"_s, u"#1"_s});
        QCOMPARE(f.names(), u"x A y"_s);
        // A list in two parts counts on.
        int unnamed = 0;
        f.model.upsert({{{}, u"x2"_s, 1}}, &unnamed);
        QCOMPARE(unnamed, 1);
        f.model.upsert({{{}, u"y2"_s, 1}, {{}, u"z"_s, 1}}, &unnamed);
        QCOMPARE(f.names(), u"x2 A y2 z"_s);
        f.model.remove(u"#1"_s);
        QCOMPARE(f.names(), u"x2 A z"_s);
        QVERIFY(f.isConsistent());
    }

    void retainRemovesRanges_data()
    {
        QTest::addColumn<QString>("kept");
        QTest::addColumn<QString>("left");
        QTest::addColumn<int>("ranges");
        QTest::newRow("all") << u"abcdef"_s << u"A B C D E F"_s << 0;
        QTest::newRow("none") << u""_s << u""_s << 1;
        QTest::newRow("ends") << u"bcde"_s << u"B C D E"_s << 2;
        QTest::newRow("middle") << u"af"_s << u"A F"_s << 1;
        QTest::newRow("every other") << u"ace"_s << u"A C E"_s << 3;
        QTest::newRow("first only") << u"a"_s << u"A"_s << 1;
        QTest::newRow("last only") << u"f"_s << u"F"_s << 1;
    }
    void retainRemovesRanges()
    {
        QFETCH(QString, kept);
        QFETCH(QString, left);
        QFETCH(int, ranges);
        Fruits f;
        f.model.upsert(fruits({u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s, u"f"_s}));
        QSet<QString> ids;
        for (const QChar c : kept)
            ids.insert(c);
        // Whoever follows the signals finds each row where it is at that moment.
        bool rowsAgree = true;
        connect(&f.model, &QAbstractItemModel::rowsRemoved, &f.model,
                [&] { rowsAgree = rowsAgree && f.isConsistent(); });
        f.model.retain(ids);
        QCOMPARE(f.names(), left);
        QCOMPARE(f.removed.size(), ranges);
        QVERIFY(rowsAgree);
        QVERIFY(f.isConsistent());
    }

    void removesOneRow()
    {
        Fruits f;
        f.model.upsert(fruits({u"a"_s, u"b"_s, u"c"_s}));
        f.model.remove(u"b"_s);
        f.model.remove(u"unknown"_s);
        QCOMPARE(f.names(), u"A C"_s);
        QCOMPARE(f.model.rowOf(u"c"_s), 1);
        QCOMPARE(f.removed.size(), 1);
    }
};

ORRERY_SUITE(TestResourceListModel)
#include "tst_resource_list_model.moc"
