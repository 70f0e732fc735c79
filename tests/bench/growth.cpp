// SPDX-License-Identifier: GPL-3.0-or-later
// A list of deploy requests as it grows: rows ×10 and ×100, and what loading, a refresh, sorting and a key in the filter
// cost then, beside a plain QSortFilterProxyModel over the same rows, in turns in the same process.
#include "api/core/clock.h"
#include "api/core/codec.h"
#include "api/deploy_requests/deploy_request_summary.h"
#include "models/core/resource_list_model.h"
#include "models/core/roles.h"
#include "models/core/store_context.h"
#include "models/deploy_requests/request/deploy_request_lists.h"
#include "views/core/resource_proxy.h"
#include "views/core/table.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSortFilterProxyModel>
#include <QTextStream>
#include <QTreeView>

#include <algorithm>
#include <chrono>
#include <functional>
#include <vector>

#ifdef __GLIBC__
#include <malloc.h>
#endif

using namespace orrery;
using namespace Qt::StringLiterals;

namespace {

using Row = api::DeployRequestSummary;
using Model = models::ResourceListModel<Row>;

constexpr int pageSize = 100;

double measured(const std::function<void()> &work)
{
    const auto from = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - from).count();
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}

/// Bytes in use on the heap; 0 where nobody counts them.
double heapBytes()
{
#ifdef __GLIBC__
    const struct mallinfo2 info = mallinfo2();
    return double(info.uordblks) + double(info.hblkhd);
#else
    return 0;
#endif
}

/// A page of the list as the service writes it.
QByteArray page(int first, int count, const QByteArray &state)
{
    static const QByteArray words[] = {"orders", "customers", "loyalty", "shipping", "invoices", "gift-wrap", "search"};
    static const QByteArray authors[] = {"Ana Ruiz", "Sam Keller", "Noor Haddad", "Li Wei", "Jo Berg"};
    QByteArray rows;
    for (int i = first; i < first + count; ++i) {
        const QByteArray number = QByteArray::number(i + 1);
        const QByteArray day = QByteArray::number(1 + i % 28).rightJustified(2, '0');
        const QByteArray month = QByteArray::number(1 + i / 28 % 12).rightJustified(2, '0');
        if (!rows.isEmpty())
            rows += ',';
        rows += R"({"id":"dr)" + number + R"(","type":"DeployRequest","number":)" + number + R"(,"branch":"add-)"
            + words[i % 7] + '-' + number + R"(","into_branch":"main","state":")" + state
            + R"(","deployment_state":"complete","approved":true,"actor":{"id":"a)" + QByteArray::number(i % 5)
            + R"(","type":"User","display_name":")" + authors[i % 5] + R"(","avatar_url":""},"created_at":"2025-)"
            + month + '-' + day + R"(T10:00:00.000Z","updated_at":"2025-)" + month + '-' + day
            + R"(T11:00:00.000Z","num_comments":)" + QByteArray::number(i % 9) + '}';
    }
    return R"({"type":"list","current_page":1,"next_page":null,"data":[)" + rows + "]}";
}

/// What somebody types and takes back, key by key.
QStringList keystrokes()
{
    return {u"l"_s, u"lo"_s,   u"loy"_s, u"loya"_s, u"loy"_s, u"lo"_s,
            u"l"_s, QString(), u"9"_s,   u"99"_s,   u"9"_s,   QString()};
}

struct Keys
{
    std::vector<double> ms;
    int shown = 0; ///< rows in the end, so that both sides do the same
};

/// Each key until the rows are laid out and painted.
template<class Set>
Keys typed(QTreeView &view, Set set)
{
    Keys keys;
    for (const QString &text : keystrokes()) {
        keys.ms.push_back(measured([&]() {
            set(text);
            static_cast<void>(view.indexAt({0, 0})); // lays out
            view.viewport()->repaint();
        }));
        keys.shown += view.model()->rowCount();
    }
    return keys;
}

QJsonObject grown(int count, const Clock *clock)
{
    QList<QByteArray> bodies;
    QList<QByteArray> changedBodies;
    for (int first = 0; first < count; first += pageSize) {
        bodies.append(page(first, pageSize, "open"));
        // A refresh finds a change in one row of a hundred.
        changedBodies.append(page(first, 1, "closed"));
    }
    models::StoreContext context;
    context.clock = clock;
    const auto spec = models::deployRequestListSpec(context, u"acme"_s, u"shop"_s, nullptr);
    QJsonObject values{{u"event"_s, u"growth"_s}, {u"rows"_s, count}};

    const double before = heapBytes();
    Model model(spec.columns, spec.idOf, spec.locationOf);
    QTreeView view;
    view.resize(1000, 700);
    auto *proxy = new views::ResourceProxy(&view);
    proxy->setSourceModel(&model);
    views::TableOptions options;
    options.accessibleName = u"Deploy requests"_s;
    options.sortColumn = "number";
    options.sortOrder = Qt::DescendingOrder;
    bindTable(&view, proxy, options);
    view.show();
    QList<Row> all;
    double longest = 0;
    const double load = measured([&]() {
        for (const QByteArray &body : std::as_const(bodies)) {
            longest = std::max(longest, measured([&]() {
                                   const auto decoded = api::Codec<Row>::decodePage(body);
                                   all += decoded->items;
                                   model.upsert(decoded->items);
                               }));
        }
        view.viewport()->repaint();
    });
    values.insert(u"load_ms"_s, load);
    values.insert(u"load_longest_page_ms"_s, longest);
    values.insert(u"bytes"_s, heapBytes() - before);

    // The same list again, as each refresh brings it.
    values.insert(u"merge_same_ms"_s, measured([&]() {
                      for (int first = 0; first < count; first += pageSize)
                          model.upsert(all.mid(first, pageSize));
                  }));
    QList<Row> changed = all;
    for (qsizetype i = 0; i < changedBodies.size(); ++i)
        changed[i * pageSize] = api::Codec<Row>::decodePage(changedBodies.at(i))->items.first();
    values.insert(u"merge_changed_ms"_s, measured([&]() {
                      for (int first = 0; first < count; first += pageSize)
                          model.upsert(changed.mid(first, pageSize));
                  }));

    const int title = 1;
    values.insert(u"sort_ms"_s, measured([&]() {
                      view.sortByColumn(title, Qt::AscendingOrder);
                      static_cast<void>(view.indexAt({0, 0}));
                      view.viewport()->repaint();
                  }));

    // The plain one, as one would write it first: sorted by the same role, searching the same text.
    QTreeView plainView;
    plainView.resize(1000, 700);
    plainView.setUniformRowHeights(true);
    plainView.setRootIsDecorated(false);
    auto *plain = new QSortFilterProxyModel(&plainView);
    plain->setSortRole(models::SortRole);
    plain->setFilterRole(models::FilterRole);
    plain->setFilterCaseSensitivity(Qt::CaseInsensitive);
    plain->setFilterKeyColumn(0);
    plain->setSourceModel(&model);
    plainView.setModel(plain);
    plainView.setSortingEnabled(true);
    plainView.sortByColumn(title, Qt::AscendingOrder);
    plainView.show();

    proxy->setFilterText(u"zzz"_s); // reads what each row is filtered by, as the program does ahead of the first key
    proxy->setFilterText({});
    std::vector<double> ours;
    std::vector<double> theirs;
    bool sameRows = true;
    for (int run = 0; run < 3; ++run) {
        const Keys a = typed(view, [&](const QString &text) { proxy->setFilterText(text); });
        const Keys b = typed(plainView, [&](const QString &text) { plain->setFilterFixedString(text); });
        ours.insert(ours.end(), a.ms.begin(), a.ms.end());
        theirs.insert(theirs.end(), b.ms.begin(), b.ms.end());
        sameRows = sameRows && a.shown == b.shown;
    }
    values.insert(u"filter_ms"_s, median(ours));
    values.insert(u"filter_longest_ms"_s, *std::max_element(ours.begin(), ours.end()));
    values.insert(u"plain_ms"_s, median(theirs));
    values.insert(u"plain_longest_ms"_s, *std::max_element(theirs.begin(), theirs.end()));
    values.insert(u"same_rows"_s, sameRows);
    return values;
}

} // namespace

int main(int argc, char **argv)
{
    const QApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOption({u"measure"_s, u"Where the figures go; default: standard output."_s, u"FILE"_s});
    parser.addOption({u"rows"_s, u"Largest list."_s, u"N"_s, u"100000"_s});
    parser.process(app);
    const Clock clock;
    for (int rows = 1000; rows <= parser.value(u"rows"_s).toInt(); rows *= 10) {
        const QByteArray line = QJsonDocument(grown(rows, &clock)).toJson(QJsonDocument::Compact) + '\n';
        QFile file(parser.value(u"measure"_s));
        if (parser.isSet(u"measure"_s) && file.open(QIODevice::WriteOnly | QIODevice::Append))
            file.write(line);
        else
            QTextStream(stdout) << line << Qt::flush;
    }
    return 0;
}
