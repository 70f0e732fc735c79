// SPDX-License-Identifier: GPL-3.0-or-later
// The window closed to the notification area: what stays, what is told, how it comes back and how it ends.
#include "models/branches/branch_places.h"
#include "models/storage/storage_places.h"
#include "tests/support/suite.h"
#include "tests/views/storage_fixture.h"
#include "views/core/action_gate.h"
#include "views/storage/alerts/alert_settings_dialog.h"
#include "views/window/main_window.h"
#include "views/window/page_host.h"
#include "views/window/tray_presence.h"

#include <QAction>
#include <QDialog>
#include <QShortcut>
#include <QSignalSpy>
#include <QTest>

using namespace orrery;
using namespace orrery::views;
using namespace orrery::test;
using namespace Qt::StringLiterals;

namespace {

/// Knows whether it is active.
class QuietPage final : public Page
{
public:
    using Page::Page;
    [[nodiscard]] QString title() const override { return u"Page"_s; }
    void activate() override { active = true; }
    void deactivate() override { active = false; }
    void refresh() override {}
    bool active = false;
};

models::Location branch(const QString &name)
{
    return models::branchPlace(u"work"_s, u"acme"_s, u"shop"_s, name);
}

} // namespace

class TestTray : public QObject
{
    Q_OBJECT

    std::unique_ptr<StorageFixture> m_desk;
    std::unique_ptr<MainWindow> m_window;

    void showWindow()
    {
        m_window = std::make_unique<MainWindow>(m_desk->context(), nullptr);
        m_window->open({});
        m_window->show();
    }
    [[nodiscard]] QAction *keep() const { return m_window->findChild<TrayPresence *>()->action(); }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void init() { m_desk = std::make_unique<StorageFixture>(); }
    void cleanup()
    {
        m_window.reset();
        m_desk.reset();
    }

    void closingEndsUnlessItWasAskedFor()
    {
        showWindow();
        QVERIFY(!keep()->isChecked());
        QVERIFY(!m_desk->notifier.menu); // no icon either
        QSignalSpy hidden(m_window.get(), &MainWindow::hiddenInTray);
        QVERIFY(m_window->close()); // accepted
        QCOMPARE(hidden.size(), 0);
        QVERIFY(!m_window->isHiddenInTray());
    }

    void closingOnlyHides()
    {
        showWindow();
        keep()->trigger();
        QVERIFY(m_desk->settings.value(u"window/keep-in-tray"_s).toBool());
        QVERIFY(m_desk->notifier.menu);
        m_window->resize(900, 700);
        QSignalSpy hidden(m_window.get(), &MainWindow::hiddenInTray);
        QVERIFY(!m_window->close()); // refused
        QVERIFY(!m_window->isVisible());
        QVERIFY(m_window->isHiddenInTray());
        QCOMPARE(hidden.size(), 1);
        QVERIFY(!m_desk->settings.value(u"window/geometry"_s).toByteArray().isEmpty());
        // Said once, and never again.
        QCOMPARE(m_desk->notifier.all.size(), 1);
        QCOMPARE(m_desk->notifier.all.first().title, u"Orrery keeps watching"_s);
        Q_EMIT m_desk->notifier.iconClicked();
        QVERIFY(m_window->isVisible());
        QVERIFY(!m_window->isHiddenInTray());
        QVERIFY(!m_window->close());
        QCOMPARE(m_desk->notifier.all.size(), 1);
        // A notification brings it back too.
        Q_EMIT m_desk->notifier.activated(m_desk->notifier.all.first().target);
        QVERIFY(m_window->isVisible());
    }

    void isRemembered()
    {
        m_desk->settings.setValue(u"window/keep-in-tray"_s, true);
        showWindow();
        QVERIFY(keep()->isChecked());
        QVERIFY(m_desk->notifier.menu);
        keep()->trigger();
        QVERIFY(!m_desk->notifier.menu);
        QVERIFY(!m_desk->settings.value(u"window/keep-in-tray"_s).toBool());
    }

    void withoutANotificationAreaClosingEnds()
    {
        m_desk->settings.setValue(u"window/keep-in-tray"_s, true);
        m_desk->notifier.hasArea = false;
        showWindow();
        QVERIFY(!keep()->isEnabled());
        QVERIFY(disabledReason(keep()).startsWith(u"This desktop has no notification area"_s));
        QVERIFY(!m_desk->notifier.menu);
        QVERIFY(m_window->close());
        // It may come later; the choice was not forgotten.
        m_desk->notifier.hasArea = true;
        QVERIFY(Q_NULLPTR != m_window->findChild<TrayPresence *>());
        m_window->findChild<TrayPresence *>()->update();
        QVERIFY(keep()->isEnabled());
        QVERIFY(m_desk->notifier.menu);
        m_window->show();
        QVERIFY(!m_window->close());
    }

    void quitQuitsAndTheEndOfTheSessionToo()
    {
        m_desk->settings.setValue(u"window/keep-in-tray"_s, true);
        showWindow();
        QSignalSpy quit(m_window.get(), &MainWindow::quitRequested);
        m_desk->notifier.entry(u"Quit"_s)->trigger();
        QCOMPARE(quit.size(), 1);
        QVERIFY(!m_window->close());
        m_desk->notifier.entry(u"Quit"_s)->trigger(); // also while it is hidden
        QCOMPARE(quit.size(), 2);
        m_window->show();
        m_window->setEnding(true);
        QVERIFY(m_window->close());
        QVERIFY(!m_window->isHiddenInTray());
    }

    /// A dialog keeps the window's shortcuts away, but not this one; also where a field has the focus.
    void ctrlQQuitsFromEveryDialog()
    {
        showWindow();
        const auto dialogOf = [this]() -> QDialog * {
            for (auto *dialog : m_window->findChildren<QDialog *>()) {
                if (dialog->isVisible())
                    return dialog;
            }
            return nullptr;
        };
        int quits = 0;
        for (const QKeySequence &keys : {QKeySequence(Qt::CTRL | Qt::Key_K), QKeySequence(Qt::CTRL | Qt::Key_Comma)}) {
            m_window->activateWindow();
            QTRY_COMPARE(QApplication::activeWindow(), m_window.get());
            QTest::keySequence(m_window.get(), keys);
            QTRY_VERIFY(dialogOf());
            QDialog *dialog = dialogOf();
            dialog->activateWindow();
            QTRY_COMPARE(QApplication::activeWindow(), dialog);
            const auto shortcuts = dialog->findChildren<QShortcut *>();
            for (QShortcut *shortcut : shortcuts) {
                if (shortcut->key() != QKeySequence(Qt::CTRL | Qt::Key_Q))
                    continue;
                shortcut->disconnect(qApp);
                connect(shortcut, &QShortcut::activated, this, [&quits]() { ++quits; });
            }
            const int before = quits;
            QWidget *focused = dialog->focusWidget() ? dialog->focusWidget() : dialog;
            QTest::keyClick(focused, Qt::Key_Q, Qt::ControlModifier);
            QCOMPARE(quits, before + 1);
            dialog->close();
            QTRY_VERIFY(!dialogOf());
        }
    }

    void theIconSaysHowItStands()
    {
        m_desk->settings.setValue(u"window/keep-in-tray"_s, true);
        showWindow();
        QCOMPARE(m_desk->notifier.status, u"storage is not collected"_s);
        QVERIFY(m_desk->notifier.entry(u"Storage"_s));
        m_desk->radar.start();
        QCOMPARE(m_desk->notifier.status, u"no volumes known yet"_s);
        QVERIFY(!m_window->close());
        m_desk->notifier.all.clear();
        // Collected while nobody sees the window.
        m_desk->read(StorageFixture::volume(u"shop"_s, u"main"_s, u"-80"_s), 96);
        QTRY_COMPARE(m_desk->notifier.status, u"1 volume(s) need attention"_s);
        QTRY_COMPARE(m_desk->notifier.all.size(), 1);
        QCOMPARE(m_desk->notifier.all.first().title, u"shop / main, commerce / -80: 96\u00A0% used"_s);
        QVERIFY(m_desk->notifier.all.first().urgent);
        m_desk->notifier.entry(u"Storage (1)"_s)->trigger();
        QVERIFY(m_window->isVisible());
        QCOMPARE(m_window->location(), models::storagePlace());
    }

    void warningsCanBeSetFromTheIcon()
    {
        m_desk->settings.setValue(u"window/keep-in-tray"_s, true);
        showWindow();
        QVERIFY(!m_window->close());
        m_desk->notifier.entry(u"Storage warnings…"_s)->trigger();
        QVERIFY(m_window->isVisible());
        auto *dialog = m_window->findChild<AlertSettingsDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        m_desk->notifier.entry(u"Storage warnings…"_s)->trigger();
        QCOMPARE(m_window->findChildren<AlertSettingsDialog *>().size(), 1);
        dialog->reject();
    }

    void aHiddenPageAsksForNothing()
    {
        QList<QuietPage *> made;
        PageHost host([&made, this](const models::Location &location, QWidget *parent) {
            auto *page = new QuietPage(m_desk->context(), location, parent);
            made.append(page);
            return page;
        });
        host.show(branch(u"main"_s));
        QVERIFY(made.first()->active);
        host.setActive(false);
        QVERIFY(!made.first()->active);
        host.show(branch(u"feature"_s)); // a notification leads elsewhere
        QCOMPARE(made.size(), 2);
        QVERIFY(!made.at(1)->active);
        host.setActive(true);
        QVERIFY(made.at(1)->active);
        QVERIFY(!made.first()->active);
    }
};

ORRERY_SUITE(TestTray)
#include "tst_tray.moc"
