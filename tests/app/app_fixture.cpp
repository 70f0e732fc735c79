// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/app_fixture.h"

#include "api/auth/service_token.h"
#include "api/core/api_client.h"
#include "models/storage/view/radar.h"
#include "views/core/age_label.h"
#include "views/core/error_bar.h"
#include "views/core/state_overlay.h"
#include "views/deploy_requests/request/deploy_request_page.h"
#include "views/deploy_requests/review/changes_tab.h"
#include "views/deploy_requests/review/review_table_list.h"
#include "views/window/page.h"
#include "views/window/tabs.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QListView>
#include <QMutex>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QSettings>

#include <algorithm>
#include <cstdio>

namespace orrery::test {

using namespace Qt::StringLiterals;

namespace {

QMutex logMutex;
QStringList logged;

void keepMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const QString line = qFormatLogMessage(type, context, message);
    const QMutexLocker lock(&logMutex);
    logged.append(line);
    std::fprintf(stderr, "%s\n", qPrintable(line));
}

} // namespace

LogCapture::LogCapture() : m_before(qInstallMessageHandler(keepMessage))
{
    clear();
}

LogCapture::~LogCapture()
{
    qInstallMessageHandler(m_before);
}

QStringList LogCapture::lines()
{
    const QMutexLocker lock(&logMutex);
    return logged;
}

void LogCapture::clear()
{
    const QMutexLocker lock(&logMutex);
    logged.clear();
}

QString secretIn(const QString &text)
{
    // Longer than any of the names that only look like it (pscale_app_demo is a client id, which is public).
    static const QRegularExpression shapes(
        u"pscale_(oauth|tkn|pw|app_secret)[A-Za-z0-9_-]*|(Bearer|Basic) +[A-Za-z0-9._~+/=-]{8,}|"
        u"(code|code_verifier|access_token|refresh_token|client_secret)\"?[=:] *\"?[A-Za-z0-9._~-]{16,}"_s);
    return shapes.match(text).captured(0);
}

AppFixture::AppFixture()
    : m_profile(m_folder.filePath(u"profile"_s)), m_recordFile(m_folder.filePath(u"record.jsonl"_s))
{
    QCoreApplication::setApplicationName(u"orrery"_s);
    QGuiApplication::setApplicationDisplayName(u"Orrery"_s);
    QGuiApplication::setQuitOnLastWindowClosed(false);
}

AppFixture::~AppFixture()
{
    endProgram();
}

bool AppFixture::startService(const QStringList &arguments)
{
    if (m_service.start(arguments + QStringList{u"--record"_s, m_recordFile}))
        return true;
    qWarning("%s", qPrintable(m_service.errorString()));
    return false;
}

QString AppFixture::writeFaults(const QJsonArray &rules)
{
    const QString name = m_folder.filePath(u"faults-%1.json"_s.arg(++m_faultFiles));
    QFile file(name);
    if (file.open(QIODevice::WriteOnly))
        file.write(QJsonDocument(rules).toJson());
    return name;
}

void AppFixture::advance(int seconds)
{
    QVERIFY(!control(u"advance"_s, QJsonDocument(QJsonObject{{u"seconds"_s, seconds}})).isEmpty());
}

void AppFixture::setFaults(const QJsonArray &rules)
{
    QVERIFY(!control(u"faults"_s, QJsonDocument(rules)).isEmpty());
}

QByteArray AppFixture::recordText() const
{
    QFile file(m_recordFile);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

int AppFixture::count(const QString &method, const QString &path) const
{
    const QList<Recorded> all = record();
    return int(std::count_if(all.begin(), all.end(),
                             [&](const Recorded &each) { return each.method == method && each.path == path; }));
}

CommandLine AppFixture::demoLine() const
{
    CommandLine line;
    line.demo = true;
    line.demoServer = url();
    const QString settings = QDir(m_profile).filePath(u"settings.ini"_s);
    if (!m_collects && !QFileInfo::exists(settings)) {
        // Tests count requests: those of the background would come as they like.
        QDir().mkpath(m_profile);
        QSettings(settings, QSettings::IniFormat).setValue(models::collectSetting.key, false);
    }
    line.profile = m_profile;
    line.scheme = views::Theme::Scheme::Light;
    line.size = QSize(1280, 800); // whatever the screen of the test
    return line;
}

bool AppFixture::startProgram(const CommandLine &line)
{
    m_program = std::make_unique<Application>(*qApp, line, api::takeServiceTokenFromEnvironment());
    QSignalSpy shown(m_program.get(), &Application::shown);
    m_program->start();
    return (!shown.isEmpty() || shown.wait(10'000)) && QTest::qWaitForWindowExposed(m_program->window());
}

void AppFixture::endProgram()
{
    if (m_program && m_program->window())
        m_program->window()->close();
    m_program.reset();
}

QString AppFixture::age() const
{
    const auto *label = window()->findChild<views::AgeLabel *>();
    return label && label->isVisible() ? label->text() : QString();
}

int AppFixture::rowCount() const
{
    const QTreeView *view = table();
    return view ? view->model()->rowCount() : 0;
}

views::Tabs *AppFixture::tabs() const
{
    return page() ? page()->findChild<views::Tabs *>() : nullptr;
}

bool AppFixture::isQuiet() const
{
    const models::Workspace *fixture = workspace();
    return fixture && fixture->context().client->pendingCount() == 0;
}

bool AppFixture::clickInSidebar(const QStringList &names)
{
    QTreeView *tree = window()->sidebar();
    const QAbstractItemModel *model = tree->model();
    const auto childNamed = [&](const QModelIndex &parent, const QString &name) {
        for (int row = 0; row < model->rowCount(parent); ++row) {
            const QModelIndex index = model->index(row, 0, parent);
            if (index.data().toString() == name)
                return index;
        }
        return QModelIndex();
    };
    // The account is the third row, after Storage and Activity; what it is called depends on who signed in.
    QPersistentModelIndex at = model->index(2, 0);
    for (const QString &name : names) {
        if (!tree->isExpanded(at)) {
            tree->setFocus();
            tree->setCurrentIndex(at);
            QTest::keyClick(tree, Qt::Key_Right);
        }
        if (!QTest::qWaitFor([&] { return childNamed(at, name).isValid(); }, 5000))
            return false;
        at = childNamed(at, name);
    }
    tree->scrollTo(at);
    const QRect place = tree->visualRect(at);
    if (place.isEmpty())
        return false;
    QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, place.center());
    return true;
}

bool AppFixture::enterRow(const QString &text)
{
    QTreeView *view = table();
    if (!view)
        return false;
    const QAbstractItemModel *model = view->model();
    for (int row = 0; row < model->rowCount(); ++row) {
        for (int column = 0; column < model->columnCount(); ++column) {
            if (model->index(row, column).data().toString() != text)
                continue;
            view->setFocus();
            view->setCurrentIndex(model->index(row, 0));
            QTest::keyClick(view, Qt::Key_Return);
            return true;
        }
    }
    return false;
}

bool AppFixture::clickTab(const QString &id)
{
    const views::Tabs *all = tabs();
    if (!all || !all->contains(id))
        return false;
    QTabBar *bar = all->bar();
    for (int index = 0; index < bar->count(); ++index) {
        if (bar->tabData(index).toString() == id)
            QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(index).center());
    }
    return all->current() == id;
}

bool AppFixture::click(QWidget *widget)
{
    if (!widget || !widget->isVisible() || !widget->isEnabled())
        return false;
    QTest::mouseClick(widget, Qt::LeftButton);
    return true;
}

bool AppFixture::refresh()
{
    // A shortcut belongs to the active window.
    window()->activateWindow();
    if (!QTest::qWaitForWindowActive(window()))
        return false;
    QTest::keyClick(window(), Qt::Key_R, Qt::ControlModifier);
    return true;
}

bool AppFixture::viewAllTables() const
{
    const auto *tab = page()->findChild<views::ChangesTab *>();
    const auto *changes = qobject_cast<views::DeployRequestPage *>(page());
    if (!tab || !changes || !QTest::qWaitFor([changes] { return changes->review()->tableCount() > 0; }, 5000))
        return false;
    window()->activateWindow();
    tab->tables()->view()->setFocus();
    for (int i = changes->review()->tableCount(); i > 0; --i)
        QTest::keyClick(tab->tables()->view(), Qt::Key_V);
    return changes->review()->viewedCount() == changes->review()->tableCount();
}

} // namespace orrery::test
