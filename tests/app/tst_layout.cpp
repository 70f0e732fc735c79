// SPDX-License-Identifier: GPL-3.0-or-later
// Every page and every dialog in the sizes people have, with longer words, with large text and mirrored: nothing is cut,
// nothing scrolls sideways, and the Tab key goes the way a person reads.
#include "app/features.h"
#include "models/deploy_requests/deploy_request_places.h"
#include "models/schema/compare_places.h"
#include "tests/app/app_fixture.h"
#include "tests/support/longer_words.h"
#include "tests/support/suite.h"
#include "tests/views/layout_check.h"
#include "views/window/page.h"
#include "views/window/tabs.h"

#include <QDialog>
#include <QFileDialog>
#include <QMenu>
#include <QScreen>
#include <QToolButton>

using namespace orrery;
using namespace orrery::test;
using namespace Qt::StringLiterals;

namespace {

constexpr QSize narrowWindow(960, 600);
constexpr QSize usualWindow(1280, 800);
constexpr QSize wideWindow(1920, 1080);

/// A place of every route, with what the demo has.
QList<models::Location> allPlaces(const models::Routes &routes)
{
    const QMap<QString, QString> known{
        {u"organization"_s, u"acme"_s}, {u"database"_s, u"shop"_s}, {u"branch"_s, u"main"_s}, {u"number"_s, u"42"_s}};
    QList<models::Location> places;
    for (const models::Route &route : routes.all()) {
        models::Location place{.route = route.id, .account = {}, .parameters = {}, .tab = {}};
        static const QRegularExpression names(u"\\{(\\w+)"_s);
        auto parameters = names.globalMatch(route.patterns.constFirst());
        while (parameters.hasNext()) {
            const QString name = parameters.next().captured(1);
            if (name == u"tab"_s)
                continue;
            if (!known.contains(name))
                qFatal("allPlaces() has no value for {%s} of %s", qPrintable(name), qPrintable(route.id));
            place.parameters.insert(name, known.value(name));
        }
        places.append(place);
    }
    places.append(models::newDeployRequestPlace({}, u"acme"_s, u"shop"_s, u"gift-wrap"_s));
    places.append(models::comparePlace({}, u"acme"_s, u"shop"_s,
                                       models::SchemaSide::ofBranch(u"acme"_s, u"shop"_s, u"main"_s),
                                       models::SchemaSide::ofBranch(u"acme"_s, u"shop"_s, u"add-loyalty"_s)));
    return places;
}

/// Each on a line of its own: Qt Test cuts what is long.
void report(QStringList found)
{
    found.removeDuplicates();
    for (const QString &each : std::as_const(found))
        qWarning("%s", qPrintable(each));
    QVERIFY2(found.isEmpty(), qPrintable(u"%1 findings"_s.arg(found.size())));
}

/// Widgets that were just added are shown with one turn of the event loop, and laid out with the next; what a layout
/// remembers of their sizes is asked for again.
void letSettle(const QWidget *root)
{
    const auto widgets = root->findChildren<QWidget *>();
    for (QWidget *widget : widgets)
        widget->updateGeometry();
    for (int turn = 0; turn < 10; ++turn)
        QCoreApplication::processEvents();
}

QString plain(QString text)
{
    return text.section(u'\t', 0, 0).remove(u'&');
}

} // namespace

class TestLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void pages_data();
    void pages();
    void dialogs_data();
    void dialogs();

private:
    void begin();
    /// What asks something: texts that end with "…", of the page and of the window.
    [[nodiscard]] static QHash<QString, QAction *> questions(const AppFixture &app);
    [[nodiscard]] static bool settled(const AppFixture &app);
    static void eachTab(const AppFixture &app, const models::Location &place,
                        const std::function<void(const QString &)> &look);

    QFont m_font;
    std::unique_ptr<LongerWords> m_words;
};

void TestLayout::initTestCase()
{
    m_font = QApplication::font();
}

void TestLayout::begin()
{
    QFETCH(bool, longer);
    QFETCH(bool, mirrored);
    QFETCH(int, percent);
    m_words = std::make_unique<LongerWords>(qEnvironmentVariable("ORRERY_ENGLISH"), longer);
    QVERIFY2(m_words->isLoaded(), "ORRERY_ENGLISH names no translation");
    QCoreApplication::installTranslator(m_words.get());
    QGuiApplication::setLayoutDirection(mirrored ? Qt::RightToLeft : Qt::LeftToRight);
    QFont font = m_font;
    font.setPointSizeF(std::max(9.75, font.pointSizeF()) * percent / 100);
    QApplication::setFont(font);
}

void TestLayout::cleanup()
{
    if (m_words) {
        QCoreApplication::removeTranslator(m_words.get());
        m_words.reset();
    }
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    QApplication::setFont(m_font);
}

bool TestLayout::settled(const AppFixture &app)
{
    return QTest::qWaitFor([&] { return app.isQuiet() && app.page() && !app.page()->loadState().isLoading(); }, 10'000);
}

void TestLayout::eachTab(const AppFixture &app, const models::Location &place,
                         const std::function<void(const QString &)> &look)
{
    app.window()->open(place);
    QVERIFY2(settled(app), qPrintable(place.route));
    QStringList ids{QString()};
    if (const views::Tabs *tabs = app.tabs()) {
        ids.clear();
        for (int i = 0; i < tabs->bar()->count(); ++i)
            ids.append(tabs->bar()->tabData(i).toString());
    }
    for (const QString &id : std::as_const(ids)) {
        app.page()->openTab(id);
        QVERIFY2(settled(app), qPrintable(id));
        look(app.window()->location().route + (id.isEmpty() ? QString() : u" / "_s + id));
    }
}

void TestLayout::pages_data()
{
    QTest::addColumn<bool>("longer");
    QTest::addColumn<bool>("mirrored");
    QTest::addColumn<int>("percent");
    QTest::addColumn<QList<QSize>>("sizes");
    const QList<QSize> sizes{usualWindow, narrowWindow};
    QTest::newRow("English") << false << false << 100 << sizes;
    QTest::newRow("longer words") << true << false << 100 << sizes;
    QTest::newRow("mirrored") << false << true << 100 << QList<QSize>{usualWindow, narrowWindow};
    QTest::newRow("large text") << false << false << 200 << QList<QSize>{wideWindow};
}

void TestLayout::pages()
{
    QFETCH(QList<QSize>, sizes);
    begin();
    AppFixture app;
    QVERIFY(app.startService());
    QVERIFY(app.startDemo());
    QTRY_COMPARE(app.rowCount(), 2);
    QStringList found;
    const auto look = [&](const QString &place) {
        for (const QSize &size : std::as_const(sizes)) {
            app.window()->resize(size);
            letSettle(app.window());
            // Also what is laid out only when it is painted.
            const QImage picture = app.window()->grab().toImage();
            if (qEnvironmentVariableIsSet("ORRERY_PICTURES"))
                picture.save(QDir(qEnvironmentVariable("ORRERY_PICTURES"))
                                 .filePath(u"%1-%2-%3.png"_s
                                               .arg(QLatin1String(QTest::currentDataTag()),
                                                    QString(place).replace(u" / "_s, u"-"_s))
                                               .arg(size.width())));
            QStringList here = cutWidgets(app.window()) + tabOrderBreaks(app.page()) + fieldsWithoutEnter(app.window());
            if (size.width() >= usualWindow.width())
                here += sidewaysScrolling(app.window()) + cutColumns(app.window());
            for (const QString &each : std::as_const(here))
                found.append(u"%1, %2×%3: %4"_s.arg(place).arg(size.width()).arg(size.height()).arg(each));
        }
    };
    for (const models::Location &place : allPlaces(Features::all().models.routes))
        eachTab(app, place, look);
    report(found);
    QVERIFY2(m_words->withoutPlural().isEmpty(), qPrintable(m_words->withoutPlural().join(u'\n')));
    QCOMPARE(app.mutations().size(), 0); // looking changes nothing
}

QHash<QString, QAction *> TestLayout::questions(const AppFixture &app)
{
    QHash<QString, QAction *> found;
    const auto offer = [&](QAction *action) {
        // Pages that are kept for going back have actions too.
        const QObject *owner = action->parent();
        while (owner && (!owner->isWidgetType() || qobject_cast<const QMenu *>(owner)))
            owner = owner->parent();
        const auto *widget = qobject_cast<const QWidget *>(owner);
        if (widget && widget->isVisible() && action->isEnabled() && action->isVisible()
            && action->text().contains(u'…'))
            found.insert(plain(action->text()), action);
    };
    // Menus are filled when they open, which may replace what is in them.
    const auto menus = app.window()->findChildren<QMenu *>();
    for (const QPointer<QMenu> menu : menus) {
        if (menu)
            Q_EMIT menu->aboutToShow();
    }
    const auto actions = app.window()->findChildren<QAction *>();
    for (QAction *action : actions)
        offer(action);
    return found;
}

void TestLayout::dialogs_data()
{
    QTest::addColumn<bool>("longer");
    QTest::addColumn<bool>("mirrored");
    QTest::addColumn<int>("percent");
    QTest::addColumn<QSize>("size");
    QTest::newRow("English") << false << false << 100 << narrowWindow;
    QTest::newRow("longer words") << true << false << 100 << usualWindow;
    QTest::newRow("mirrored") << false << true << 100 << usualWindow;
}

void TestLayout::dialogs()
{
    QFETCH(QSize, size);
    begin();
    AppFixture app;
    QVERIFY(app.startService());
    QVERIFY(app.startDemo());
    QTRY_COMPARE(app.rowCount(), 2);
    app.window()->resize(size);
    app.window()->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(app.window()));
    QStringList found;
    QSet<QString> asked;
    QSet<QString> seen;
    const auto openDialog = []() -> QDialog * {
        const auto windows = QApplication::topLevelWidgets();
        for (QWidget *window : windows) {
            auto *dialog = qobject_cast<QDialog *>(window);
            if (dialog && dialog->isVisible())
                return dialog;
        }
        return nullptr;
    };
    const auto look = [&](const QString &place) {
        if (QTreeView *table = app.table(); table && table->model() && table->model()->rowCount() > 0) {
            table->setFocus();
            table->setCurrentIndex(table->model()->index(0, 0));
        }
        const QStringList texts = questions(app).keys();
        for (const QString &text : texts) {
            // Each is looked up again: opening one may rebuild the others.
            QAction *action = questions(app).value(text);
            const QString once =
                action ? text + QString::fromLatin1(action->parent()->metaObject()->className()) : text;
            if (!action || asked.contains(once))
                continue;
            asked.insert(once);
            const QPointer<QWidget> focused = QApplication::focusWidget();
            action->trigger();
            QCoreApplication::processEvents();
            QDialog *dialog = openDialog();
            if (!dialog)
                continue;
            if (!qobject_cast<QFileDialog *>(dialog)) {
                (void)settled(app);
                seen.insert(dialog->windowTitle());
                const QString where = place + u" / "_s + text;
                letSettle(dialog);
                const QImage picture = dialog->grab().toImage();
                if (qEnvironmentVariableIsSet("ORRERY_PICTURES"))
                    picture.save(QDir(qEnvironmentVariable("ORRERY_PICTURES"))
                                     .filePath(u"dialog-%1-%2.png"_s.arg(QLatin1String(QTest::currentDataTag()),
                                                                         QString(text).remove(u'…'))));
                const QStringList here = cutWidgets(dialog) + sidewaysScrolling(dialog) + tabOrderBreaks(dialog)
                    + unnamedWidgets(dialog) + guessingWidgets(dialog) + fieldsWithoutEnter(dialog);
                for (const QString &each : here)
                    found.append(where + u": "_s + each);
                const QSize screen = dialog->screen()->availableSize();
                if (dialog->height() > screen.height() || dialog->width() > screen.width())
                    found.append(
                        u"%1 is %2×%3, larger than the screen"_s.arg(where).arg(dialog->width()).arg(dialog->height()));
            }
            const QPointer<QDialog> closing = dialog;
            QTest::keyClick(dialog, Qt::Key_Escape);
            if (!QTest::qWaitFor([&] { return !closing || !closing->isVisible(); }, 1000)) {
                found.append(place + u" / "_s + text + u": Escape does not close it"_s);
                closing->close();
            }
            app.window()->activateWindow(); // as a window manager does
            if (focused && focused->isVisible()
                && !QTest::qWaitFor([&] { return QApplication::focusWidget() == focused; }, 1000))
                found.append(
                    place + u" / "_s + text + u": the focus does not come back to "_s + focused->accessibleName()
                    + (QApplication::focusWidget() ? u", but to "_s + QApplication::focusWidget()->accessibleName()
                                                   : QString()));
        }
    };
    for (const models::Location &place : allPlaces(Features::all().models.routes))
        eachTab(app, place, look);
    QVERIFY2(seen.size() > 10, qPrintable(QStringList(seen.values()).join(u'\n')));
    report(found);
    QVERIFY2(m_words->withoutPlural().isEmpty(), qPrintable(m_words->withoutPlural().join(u'\n')));
    QCOMPARE(app.mutations().size(), 0);
}

ORRERY_SUITE(TestLayout)
#include "tst_layout.moc"
