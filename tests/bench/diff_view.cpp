// SPDX-License-Identifier: GPL-3.0-or-later
// One large diff in a window of its own: in Orrery's view, or in QScintilla for comparison. See README.md here.
#include "views/deploy_requests/diff/diff_view.h"
#include "models/deploy_requests/diff/deploy_tables.h"
#include "views/core/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMainWindow>
#include <QScrollBar>
#include <QTimer>

#ifdef ORRERY_BENCH_SCINTILLA
#include <Qsci/qscilexersql.h>
#include <Qsci/qsciscintilla.h>
#endif

#include <algorithm>
#include <chrono>
#include <vector>

using namespace Qt::StringLiterals;
using namespace orrery;

namespace {

qint64 nanoseconds()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

double since(qint64 from)
{
    return double(nanoseconds() - from) / 1e6;
}

QAbstractScrollArea *orreryView(const QString &text, QJsonObject &values)
{
    qint64 from = nanoseconds();
    api::TableDiff diff;
    diff.name = u"bench"_s;
    diff.raw = text;
    const models::ParsedDiffs parsed = models::parseDiffs({diff});
    values.insert(u"parse_ms"_s, since(from)); // on a worker thread in the program
    from = nanoseconds();
    auto *view = new views::DiffView;
    view->setDiff(*parsed.tables.first().diff);
    values.insert(u"set_ms"_s, since(from));
    return view;
}

#ifdef ORRERY_BENCH_SCINTILLA
QAbstractScrollArea *scintillaView(const QString &text, bool coloured, QJsonObject &values)
{
    const qint64 from = nanoseconds();
    auto *view = new QsciScintilla;
    auto *lexer = new QsciLexerSQL(view);
    lexer->setFont(views::Theme::monospace());
    if (coloured)
        view->setLexer(lexer);
    view->setMarginType(0, QsciScintilla::NumberMargin);
    view->setMarginWidth(0, u"000000"_s);
    const int added = view->markerDefine(QsciScintilla::Background);
    const int removed = view->markerDefine(QsciScintilla::Background);
    view->setMarkerBackgroundColor(view->palette().color(QPalette::AlternateBase), added);
    view->setMarkerBackgroundColor(view->palette().color(QPalette::Midlight), removed);
    view->setText(text);
    view->setReadOnly(true);
    const QList<QStringView> lines = models::linesOf(text);
    for (int line = 0; line < lines.size(); ++line) {
        if (lines.at(line).startsWith(u'+'))
            view->markerAdd(line, added);
        else if (lines.at(line).startsWith(u'-'))
            view->markerAdd(line, removed);
    }
    values.insert(u"set_ms"_s, since(from)); // all of it has to be on the window's thread
    return view;
}
#endif

QJsonObject scrolled(QAbstractScrollArea *view)
{
    constexpr int frames = 400;
    constexpr double longest = 8000; // ms for one way of scrolling; what is slower shows fewer frames
    QScrollBar *bar = view->verticalScrollBar();
    std::vector<double> times;
    for (const int step : {3 * bar->singleStep(), bar->pageStep(), bar->maximum() / frames}) {
        bar->setValue(0);
        const qint64 begin = nanoseconds();
        for (int frame = 0; frame < frames && since(begin) < longest; ++frame) {
            const qint64 from = nanoseconds();
            bar->setValue(bar->value() + step);
            view->viewport()->repaint();
            times.push_back(since(from));
        }
    }
    std::sort(times.begin(), times.end());
    return {{u"frames"_s, qint64(times.size())},
            {u"p50_ms"_s, times[times.size() / 2]},
            {u"p99_ms"_s, times[times.size() * 99 / 100]},
            {u"max_ms"_s, times.back()}};
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addOption({u"measure"_s, u"Where the figures go."_s, u"FILE"_s});
    parser.addOption({u"text"_s, u"A file with the diff."_s, u"FILE"_s});
    parser.addOption({u"scintilla"_s, u"Show it in QScintilla."_s});
    parser.addOption({u"plain"_s, u"Without the colours of SQL."_s});
    parser.process(app);
    const auto write = [&](const char *event, QJsonObject values) {
        values.insert(u"event"_s, QString::fromLatin1(event));
        values.insert(u"ns"_s, nanoseconds());
        QFile file(parser.value(u"measure"_s));
        if (file.open(QIODevice::WriteOnly | QIODevice::Append))
            file.write(QJsonDocument(values).toJson(QJsonDocument::Compact) + '\n');
    };
    QFile file(parser.value(u"text"_s));
    if (!file.open(QIODevice::ReadOnly)) {
        write("failed", {{u"why"_s, file.errorString()}});
        return 1;
    }
    QJsonObject values;
    QAbstractScrollArea *view = nullptr;
    {
        const QString text = QString::fromUtf8(file.readAll());
        if (!parser.isSet(u"scintilla"_s))
            view = orreryView(text, values);
#ifdef ORRERY_BENCH_SCINTILLA
        else
            view = scintillaView(text, !parser.isSet(u"plain"_s), values);
#endif
    }
    if (!view) {
        write("failed", {{u"why"_s, u"skipped, built without QScintilla"_s}});
        return 1;
    }
    QMainWindow window;
    window.setCentralWidget(view);
    window.resize(1280, 800);
    window.show();
    QTimer::singleShot(1000, &app, [&]() {
        QJsonObject all = scrolled(view);
        for (auto it = values.constBegin(); it != values.constEnd(); ++it)
            all.insert(it.key(), it.value());
        write("scrolled", all);
        QTimer::singleShot(1000, &app, [&]() { write("idle", {}); });
    });
    return QApplication::exec();
}
