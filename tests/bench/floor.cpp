// SPDX-License-Identifier: GPL-3.0-or-later
// The least a Qt program with a window costs. It writes the same lines as Orrery does: see README.md here.
#include <QApplication>
#include <QFile>
#include <QMainWindow>
#include <QTimer>
#include <QTreeView>

#include <chrono>

using namespace Qt::StringLiterals;

namespace {

void write(const QString &path, const QByteArray &event)
{
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    const qint64 nanoseconds = std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
    QFile file(path);
    if (file.open(QIODevice::WriteOnly | QIODevice::Append))
        file.write("{\"event\":\"" + event + "\",\"ns\":" + QByteArray::number(nanoseconds) + "}\n");
}

class PaintWatch : public QObject
{
public:
    explicit PaintWatch(const QString &path) : m_path(path) {}

    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && !m_seen) {
            m_seen = true;
            QTimer::singleShot(0, this, [this]() { write(m_path, "first-paint"); });
            QTimer::singleShot(1000, this, [this]() { write(m_path, "idle"); });
        }
        return false;
    }

private:
    QString m_path;
    bool m_seen = false;
};

} // namespace

int main(int argc, char **argv)
{
    const QApplication app(argc, argv);
    const qsizetype option = QApplication::arguments().indexOf(u"--measure"_s);
    PaintWatch watch(option > 0 ? QApplication::arguments().value(option + 1) : QString());
    QMainWindow window;
    auto *tree = new QTreeView;
    tree->viewport()->installEventFilter(&watch);
    window.setCentralWidget(tree);
    window.resize(1280, 800);
    window.show();
    return QApplication::exec();
}
