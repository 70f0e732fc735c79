// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/utc.h"
#include "models/branches/branch_places.h"
#include "models/core/resource_list_model.h"
#include "models/core/roles.h"
#include "models/core/text.h"
#include "models/core/tone.h"
#include "tests/support/suite.h"
#include "views/core/age_ticker.h"
#include "views/core/filter_bar.h"
#include "views/core/resource_proxy.h"
#include "views/core/spacing.h"
#include "views/core/table.h"
#include "views/core/table_export.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace orrery;
using namespace orrery::views;
using namespace Qt::StringLiterals;

namespace {

void addRow(QStandardItemModel &model, const QString &name, const QVariant &size, const QString &state = u"Ready"_s)
{
    auto *first = new QStandardItem(name);
    first->setData(name, models::IdRole);
    first->setData(QVariant::fromValue(models::branchPlace({}, u"acme"_s, u"shop"_s, name)), models::LocationRole);
    auto *second = new QStandardItem(size.isValid() ? size.toString() + u" GiB"_s : QString());
    second->setData(size, models::SortRole);
    auto *third = new QStandardItem(state);
    third->setData(QVariant::fromValue(models::StateWord{models::Tone::Ok, state, {}}), models::StateRole);
    model.appendRow({first, second, third});
}

struct Fixture
{
    Fixture()
    {
        model.setHorizontalHeaderLabels({u"Name"_s, u"Size"_s, u"State"_s});
        addRow(model, u"branch-10"_s, 3.5);
        addRow(model, u"Branch-9"_s, 20.25);
        addRow(model, u"alpha"_s, QVariant(), u"Failed"_s);
        addRow(model, u"branch-100"_s, 0.5);
        proxy.setSourceModel(&model);
        view.resize(600, 300);
    }
    QStringList names() const
    {
        QStringList out;
        for (int row = 0; row < proxy.rowCount(); ++row)
            out += proxy.index(row, 0).data().toString();
        return out;
    }
    QStandardItemModel model;
    ResourceProxy proxy;
    QTreeView view;
};

TableOptions named(const QString &name)
{
    TableOptions options;
    options.accessibleName = name;
    return options;
}

/// Counts the events of a kind that an object gets.
class EventCounter final : public QObject
{
public:
    EventCounter(QObject *watched, QEvent::Type type, int *count) : m_type(type), m_count(count)
    {
        watched->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == m_type)
            ++*m_count;
        return false;
    }

private:
    QEvent::Type m_type;
    int *m_count;
};

/// A list of numbers that sorts by value.
struct Numbers
{
    Numbers()
    {
        proxy.setSourceModel(&model);
        view.resize(400, 300);
    }
    static QList<models::Column<int>> columns()
    {
        models::Column<int> number;
        number.id = "number";
        number.text = [](const int &row) { return QString::number(row); };
        number.sortKey = [](const int &row) { return QVariant(row); };
        return {number};
    }
    models::ResourceListModel<int> model{columns(), [](const int &row) { return QString::number(row); }};
    ResourceProxy proxy;
    QTreeView view;
};

} // namespace

class TableTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sortsNaturallyAndKeepsEmptyLast()
    {
        Fixture f;
        QAbstractItemModelTester tester(&f.proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
        f.proxy.sort(0);
        QCOMPARE(f.names(), (QStringList{u"alpha"_s, u"Branch-9"_s, u"branch-10"_s, u"branch-100"_s}));
        f.proxy.sort(1);
        QCOMPARE(f.names(), (QStringList{u"branch-100"_s, u"branch-10"_s, u"Branch-9"_s, u"alpha"_s}));
        f.proxy.sort(1, Qt::DescendingOrder);
        QCOMPARE(f.names(), (QStringList{u"Branch-9"_s, u"branch-10"_s, u"branch-100"_s, u"alpha"_s}));
    }

    void sortedRowsFollowChanges()
    {
        Fixture f;
        f.proxy.sort(0);
        f.model.item(0, 0)->setText(u"aaa"_s);
        QCOMPARE(f.names().first(), u"aaa"_s);
        addRow(f.model, u"branch-11"_s, 1);
        QCOMPARE(f.names(), (QStringList{u"aaa"_s, u"alpha"_s, u"Branch-9"_s, u"branch-11"_s, u"branch-100"_s}));
        f.model.removeRow(1); // Branch-9
        QCOMPARE(f.names(), (QStringList{u"aaa"_s, u"alpha"_s, u"branch-11"_s, u"branch-100"_s}));
    }

    void naturalKeys()
    {
        QVERIFY(naturalSortKey(u"v2"_s) < naturalSortKey(u"v10"_s));
        QVERIFY(naturalSortKey(u"v02"_s) < naturalSortKey(u"v3"_s));
        QCOMPARE(naturalSortKey(u"Main"_s), naturalSortKey(u"main"_s));
        QVERIFY(naturalSortKey(u"shop"_s) < naturalSortKey(u"shop-2"_s));
        QVERIFY(naturalSortKey(u"9"_s) < naturalSortKey(u"a"_s));
    }

    void everyWordHasToOccur()
    {
        Fixture f;
        f.proxy.setFilterText(u"branch 10"_s);
        QCOMPARE(f.names(), (QStringList{u"branch-10"_s, u"branch-100"_s}));
        f.proxy.setFilterText(u"FAILED"_s);
        QCOMPARE(f.names(), (QStringList{u"alpha"_s}));
        f.model.item(2, 2)->setText(u"Ready"_s);
        QCOMPARE(f.names(), QStringList()); // the change is seen, not a kept text
        f.proxy.setFilterText(QString());
        QCOMPARE(f.names().size(), 4);
    }

    void bindSetsUpTheView()
    {
        Fixture f;
        TableOptions options = named(u"Branches of acme/shop"_s);
        options.sortColumn = "1";
        options.sortOrder = Qt::DescendingOrder;
        TableBinding *table = bindTable(&f.view, &f.proxy, options);
        QCOMPARE(f.view.accessibleName(), u"Branches of acme/shop"_s);
        QVERIFY(f.view.uniformRowHeights());
        QCOMPARE(f.names().first(), u"Branch-9"_s);
        QCOMPARE(table->visibleCount(), 4);
        f.proxy.setFilterText(u"alpha"_s);
        QCOMPARE(table->visibleCount(), 1);
        QCOMPARE(table->totalCount(), 4);
    }

    void enterOpensTheCurrentRow()
    {
        Fixture f;
        TableBinding *table = bindTable(&f.view, &f.proxy, named(u"Branches"_s));
        f.view.show();
        QVERIFY(table->selectId(u"alpha"_s));
        QVERIFY(!table->selectId(u"nowhere"_s));
        QCOMPARE(table->currentId(), u"alpha"_s);
        QSignalSpy opened(table, &TableBinding::opened);
        QSignalSpy location(table, &TableBinding::locationOpened);
        QTest::keyClick(&f.view, Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.first().first().toModelIndex().data().toString(), u"alpha"_s);
        QCOMPARE(models::branchOf(location.first().first().value<models::Location>()), u"alpha"_s);
    }

    void copyTakesTheRow()
    {
        Fixture f;
        TableBinding *table = bindTable(&f.view, &f.proxy, named(u"Branches"_s));
        f.view.show();
        table->selectId(u"branch-10"_s);
        QTest::keyClick(&f.view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), u"branch-10\t3.5 GiB\tReady"_s);
    }

    void exportsWhatIsShown()
    {
        Fixture f;
        TableBinding *table = bindTable(&f.view, &f.proxy, named(u"Branches"_s));
        f.proxy.sort(0);
        f.proxy.setFilterText(u"10"_s);
        f.view.header()->setSectionHidden(2, true);
        QCOMPARE(table->exported(TableFormat::Csv), u"Name,Size\r\nbranch-10,3.5\r\nbranch-100,0.5\r\n"_s);
        QCOMPARE(table->exported(TableFormat::Json),
                 u"[\n  {\n    \"Name\": \"branch-10\",\n    \"Size\": 3.5\n  },\n"
                 "  {\n    \"Name\": \"branch-100\",\n    \"Size\": 0.5\n  }\n]\n"_s);
        QCOMPARE(table->exported(TableFormat::Markdown),
                 u"| Name | Size |\n| --- | --- |\n| branch-10 | 3.5 GiB |\n| branch-100 | 0.5 GiB |\n"_s);
    }

    void anExportTellsHowItWent()
    {
        Fixture f;
        TableBinding *table = bindTable(&f.view, &f.proxy, named(u"Branches"_s));
        QSignalSpy notices(table, &TableBinding::notice);
        QTemporaryDir folder;
        const QString path = folder.filePath(u"branches.csv"_s);
        table->exportTo(path, TableFormat::Csv);
        QTRY_COMPARE(notices.size(), 1);
        QCOMPARE(notices.takeFirst().first().toString(), u"The table is saved as %1."_s.arg(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(file.readAll()), table->exported(TableFormat::Csv));

        const QString nowhere = folder.filePath(u"missing/branches.csv"_s);
        table->exportTo(nowhere, TableFormat::Csv);
        QTRY_COMPARE(notices.size(), 1);
        const QString sentence = notices.takeFirst().first().toString();
        QVERIFY2(sentence.startsWith(u"%1 could not be written: "_s.arg(nowhere)), qPrintable(sentence));
        QVERIFY(sentence.size() > u"%1 could not be written: "_s.arg(nowhere).size());
    }

    void exportIsSafeInSpreadsheetsAndParsers()
    {
        QStandardItemModel model;
        model.setHorizontalHeaderLabels({u"Name"_s});
        model.appendRow(new QStandardItem(u"=HYPERLINK(\"x\")"_s));
        model.appendRow(new QStandardItem(u"a,\"b\"\nc|d\\"_s));
        model.appendRow(new QStandardItem(u"\u0007"_s));
        QCOMPARE(exportTable(model, TableFormat::Csv),
                 u"Name\r\n\"'=HYPERLINK(\"\"x\"\")\"\r\n\"a,\"\"b\"\"\nc|d\\\"\r\n\u0007\r\n"_s);
        QCOMPARE(exportTable(model, TableFormat::Json),
                 u"[\n  {\n    \"Name\": \"=HYPERLINK(\\\"x\\\")\"\n  },\n  {\n    \"Name\": "
                 u"\"a,\\\"b\\\"\\nc|d\\\\\"\n  },\n"
                 "  {\n    \"Name\": \"\\u0007\"\n  }\n]\n"_s);
        QVERIFY(exportTable(model, TableFormat::Markdown).contains(u"| a,\"b\" c\\|d\\\\ |"_s));
        model.clear();
        QCOMPARE(exportTable(model, TableFormat::Json), u"[]\n"_s);
    }

    void columnsAreRemembered()
    {
        QTemporaryDir directory;
        QSettings settings(directory.filePath(u"s.ini"_s), QSettings::IniFormat);
        TableOptions options = named(u"Branches"_s);
        options.settings = &settings;
        options.settingsKey = u"branches"_s;
        {
            Fixture f;
            TableBinding *table = bindTable(&f.view, &f.proxy, options);
            f.view.show();
            f.view.header()->resizeSection(1, 177);
            QMenu menu;
            table->fillColumnsMenu(&menu);
            QCOMPARE(menu.actions().size(), 3);
            QVERIFY(!menu.actions().at(0)->isEnabled()); // the name always stays
            menu.actions().at(2)->setChecked(false);
            f.view.sortByColumn(1, Qt::DescendingOrder);
            QTRY_VERIFY(settings.contains(u"tables/branches/sort"_s));
        }
        Fixture f;
        bindTable(&f.view, &f.proxy, options);
        f.view.show();
        QCOMPARE(f.view.header()->sectionSize(1), 177);
        QVERIFY(f.view.header()->isSectionHidden(2));
        QCOMPARE(f.names().first(), u"Branch-9"_s);
    }

    void theFirstColumnTakesTheFreeWidth()
    {
        Fixture f;
        bindTable(&f.view, &f.proxy, named(u"Branches"_s));
        f.view.resize(900, 300);
        f.view.show();
        QTRY_COMPARE(f.view.header()->length(), f.view.viewport()->width());
        f.view.resize(260, 300);
        // Never squeezed to nothing, and never wider than the view: what has no room is left out.
        QTRY_COMPARE(f.view.header()->length(), f.view.viewport()->width());
        QVERIFY(f.view.header()->sectionSize(0) >= 160);
        f.view.resize(900, 300);
        QTRY_COMPARE(f.view.header()->hiddenSectionCount(), 0);
    }

    void typingFiltersAfterAPause()
    {
        Fixture f;
        QWidget page;
        FilterBar bar(&page);
        TableBinding *table = bindTable(&f.view, &f.proxy, named(u"Branches"_s));
        bar.bind(table, &page);
        QCOMPARE(bar.field()->accessibleName(), u"Filter Branches"_s);
        QSignalSpy changed(&bar, &FilterBar::filterChanged);
        QTest::keyClicks(bar.field(), u"alpha"_s);
        QCOMPARE(changed.size(), 0); // not on each key
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(table->visibleCount(), 1);
        QTest::keyClick(bar.field(), Qt::Key_Escape);
        QCOMPARE(table->visibleCount(), 4);
        QCOMPARE(bar.text(), QString());
        bar.setText(u"100"_s);
        QTest::keyClick(bar.field(), Qt::Key_Return); // does not wait
        QCOMPARE(table->visibleCount(), 1);
        f.proxy.setFilterText({}); // somebody else clears it
        QCOMPARE(bar.text(), QString());
    }

    void aWrongColumnNameIsFoundAtTheFirstBinding_data()
    {
        QTest::addColumn<QByteArray>("sortColumn");
        QTest::addColumn<QByteArray>("stretchColumn");
        QTest::addColumn<bool>("isWrong");
        // Columns of a plain model are named by their number.
        QTest::newRow("both are there") << QByteArray("1") << QByteArray("2") << false;
        QTest::newRow("none is named") << QByteArray() << QByteArray() << false;
        QTest::newRow("sorting") << QByteArray("time") << QByteArray("2") << true;
        QTest::newRow("stretching") << QByteArray("1") << QByteArray("titel") << true;
    }
    void aWrongColumnNameIsFoundAtTheFirstBinding()
    {
#ifndef NDEBUG
        QSKIP("A build with assertions ends there.");
#endif
        QFETCH(QByteArray, sortColumn);
        QFETCH(QByteArray, stretchColumn);
        QFETCH(bool, isWrong);
        Fixture f;
        TableOptions options = named(u"Fruits"_s);
        options.sortColumn = sortColumn;
        options.stretchColumn = stretchColumn;
        const QRegularExpression said(u"the table \"Fruits\" has no column \"(time|titel)\""_s);
        if (isWrong)
            QTest::ignoreMessage(QtWarningMsg, said);
        else
            QTest::failOnWarning(said);
        bindTable(&f.view, &f.proxy, options);
        QCOMPARE(f.proxy.rowCount(), 4); // it is shown all the same
    }

    void agesGoOnWhileTheTableIsSeen()
    {
        QDateTime now(QDate(2026, 3, 1), QTime(12, 0), kUtc);
        models::Column<int> age;
        age.id = "age";
        age.relativeTime = true;
        age.text = [&now](const int &) {
            return models::relativeTime(QDateTime(QDate(2026, 3, 1), QTime(11, 59), kUtc), now);
        };
        models::ResourceListModel<int> model({age}, [](const int &row) { return QString::number(row); });
        model.upsert({1});
        ResourceProxy proxy;
        proxy.setSourceModel(&model);
        QTreeView view;
        bindTable(&view, &proxy, named(u"Ages"_s));
        auto *ticker = view.findChild<AgeTicker *>();
        QVERIFY(ticker);
        QVERIFY(!ticker->isTicking());
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QVERIFY(ticker->isTicking());
        const QImage before = view.grab().toImage();
        now = now.addSecs(3600);
        // Painted anew without a word of the model.
        int painted = 0;
        EventCounter counter(view.viewport(), QEvent::Paint, &painted);
        ticker->setPace(std::chrono::milliseconds(1));
        QTRY_VERIFY(painted > 0);
        QVERIFY(view.grab().toImage() != before);
        view.hide();
        QVERIFY(!ticker->isTicking());
    }

    void aNewRowIsMarkedUntilItWasSeen()
    {
        Numbers f;
        f.model.upsert({1, 2});
        f.model.markNew({u"3"_s});
        f.model.upsert({3});
        bindTable(&f.view, &f.proxy, named(u"Numbers"_s));
        f.view.show();
        f.view.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&f.view));
        const QRect row = f.view.visualRect(f.proxy.index(2, 0));
        const QImage marked = f.view.viewport()->grab(row).toImage();
        QCOMPARE(f.proxy.index(2, 0).data(Qt::AccessibleTextRole).toString(), u"3, new"_s);
        f.view.findChild<AgeTicker *>()->setPace(std::chrono::milliseconds(1));
        QTRY_VERIFY(!f.model.hasNew());
        const QImage seen = f.view.viewport()->grab(row).toImage();
        QVERIFY(marked != seen); // more than a word
        // Nothing but the margin before the text differs.
        const int margin = space::inner;
        QCOMPARE(marked.copy(margin, 0, marked.width() - margin, marked.height()),
                 seen.copy(margin, 0, seen.width() - margin, seen.height()));
    }

    void aNewRowThatIsNotOnScreenStaysNew()
    {
        Numbers f;
        QList<int> many;
        for (int i = 0; i < 200; ++i)
            many.append(i);
        f.model.upsert(many);
        f.model.markNew({u"1000"_s});
        f.model.upsert({1000});
        bindTable(&f.view, &f.proxy, named(u"Numbers"_s));
        f.proxy.sort(0);
        f.view.show();
        f.view.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&f.view));
        auto *ticker = f.view.findChild<AgeTicker *>();
        QSignalSpy ticks(ticker->findChild<QTimer *>(), &QTimer::timeout);
        ticker->setPace(std::chrono::milliseconds(1));
        QTRY_VERIFY(ticks.size() > 3);
        QVERIFY(f.model.hasNew());
        f.view.scrollToBottom();
        QTRY_VERIFY(!f.model.hasNew());
    }

    void whatIsReadStaysWhereItIsWhenRowsCome()
    {
        Numbers f;
        QList<int> many;
        for (int i = 1; i < 200; ++i)
            many.append(i * 10);
        f.model.upsert(many);
        TableOptions options = named(u"Numbers"_s);
        options.sortColumn = "number";
        bindTable(&f.view, &f.proxy, options);
        f.view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&f.view));
        f.view.verticalScrollBar()->setValue(1000);
        const auto top = [&f]() {
            const QModelIndex row = f.view.indexAt({0, 0});
            return u"%1 at %2"_s.arg(row.data().toString()).arg(f.view.visualRect(row).top());
        };
        const QString before = top();
        f.model.upsert({1, 2, 3, 4, 5});
        QCOMPARE(f.proxy.index(0, 0).data().toString(), u"1"_s);
        QTRY_COMPARE(top(), before);
        f.model.remove(u"3"_s);
        f.model.remove(u"10"_s);
        QTRY_COMPARE(top(), before);
        // At its top, a table shows what comes there.
        f.view.verticalScrollBar()->setValue(0);
        f.model.upsert({0});
        QCOMPARE(f.view.indexAt({0, 0}).data().toString(), u"0"_s);
    }

    void filterTextsAreReadAheadAndStayRight()
    {
        Fixture f;
        f.proxy.prepareFilter();
        QTest::qWait(20);
        f.model.item(0)->setText(u"renamed"_s);
        f.model.item(0)->setData(u"renamed"_s, models::FilterRole);
        f.proxy.setFilterText(u"renamed"_s);
        QCOMPARE(f.names(), QStringList{u"renamed"_s});
        f.proxy.setFilterText({});
        f.model.removeRow(1);
        addRow(f.model, u"late"_s, 1.0);
        f.proxy.setFilterText(u"late"_s);
        QCOMPARE(f.names(), QStringList{u"late"_s});
    }

    void aKeystrokeOverTenThousandRowsIsQuick()
    {
        QStandardItemModel model;
        model.setHorizontalHeaderLabels({u"Name"_s, u"Size"_s, u"State"_s});
        for (int i = 0; i < 10000; ++i)
            addRow(model, u"branch-%1"_s.arg(i), i);
        ResourceProxy proxy;
        proxy.setSourceModel(&model);
        proxy.sort(0);
        proxy.setFilterText(u"b"_s); // reads every row once
        QElapsedTimer timer;
        timer.start();
        proxy.setFilterText(u"br 77"_s);
        const qint64 narrow = timer.restart();
        proxy.setFilterText(u"br"_s);
        const qint64 wide = timer.elapsed();
        QCOMPARE(proxy.rowCount(), 10000);
        qInfo("narrow %lld ms, wide %lld ms", static_cast<long long>(narrow), static_cast<long long>(wide));
        // The bench holds the real budget; here only what would be quadratic fails.
        QVERIFY(narrow < 500);
        QVERIFY(wide < 500);
    }
};

ORRERY_SUITE(TableTest)
#include "tst_table.moc"
