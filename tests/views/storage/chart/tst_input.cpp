// SPDX-License-Identifier: GPL-3.0-or-later
// Keys and mouse on a navigator, without any widget. What they do to the picture is told by tst_plot.
#include "api/core/utc.h"
#include "tests/support/suite.h"
#include "tests/views/storage/chart/samples.h"
#include "views/storage/chart/input.h"
#include "views/storage/chart/navigator.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTest>

using namespace orrery;
using namespace orrery::views;
using namespace orrery::test;
using namespace Qt::StringLiterals;

namespace {

/// 24 hours on 680 pixels, with an event at six o'clock.
struct Fixture
{
    ChartContent content;
    ChartAxes axes;
    ChartNavigator navigator{&content, &axes};
    ChartInput input{&navigator};

    Fixture()
    {
        content.readings.set({grown(u"-80"_s, 25, 60, 72), grown(u"80-"_s, 25, 20, 44)});
        content.styles = lineStyles(content.readings.levels());
        content.events = {happened(models::StorageEvent::Kind::Backup, hour(6), u"Backup nightly"_s)};
        axes.setSize({800, 400}, 56, true);
        axes.setTop(100);
        QObject::connect(&navigator, &ChartNavigator::viewChanged, &navigator, [this] { follow(); });
        navigator.readingsReplaced(false);
        follow();
    }
    void follow() { axes.setTimes(navigator.shown()); }

    bool key(int code, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QKeyEvent event(QEvent::KeyPress, code, modifiers);
        input.key(&event);
        return event.isAccepted();
    }
    bool mouse(QEvent::Type type, const QPointF &at, Qt::MouseButton button = Qt::LeftButton,
               Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QMouseEvent event(type, at, at, button, button, modifiers);
        if (type == QEvent::MouseButtonPress)
            input.press(&event);
        else if (type == QEvent::MouseButtonRelease)
            input.release(&event);
        else
            input.move(&event, false);
        return event.isAccepted();
    }
    [[nodiscard]] QString shown() const
    {
        const auto text = [](double at) {
            return QDateTime::fromMSecsSinceEpoch(qint64(at), orrery::kUtc).toString(u"d HH:mm"_s);
        };
        return text(navigator.shown().from) + u" - "_s + text(navigator.shown().to);
    }
};

} // namespace

class InputTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keysItHasNoUseForAreLeft()
    {
        Fixture chart;
        QVERIFY(!chart.key(Qt::Key_Left, Qt::AltModifier)); // the window's history
        QVERIFY(!chart.key(Qt::Key_Plus, Qt::ControlModifier));
        QVERIFY(!chart.key(Qt::Key_Return)); // no event is current
        QVERIFY(!chart.key(Qt::Key_Escape));
        QVERIFY(!chart.key(Qt::Key_F5));
        QVERIFY(!chart.key(Qt::Key_Home, Qt::ControlModifier));
        QVERIFY(chart.key(Qt::Key_Plus, Qt::ShiftModifier));
        QVERIFY(chart.key(Qt::Key_Home));
    }

    void escapeLetsGoOfOneThingAtATime()
    {
        Fixture chart;
        chart.navigator.setHighlighted(1);
        chart.key(Qt::Key_End);
        QVERIFY(chart.navigator.selection().crosshair);
        QVERIFY(chart.mouse(QEvent::MouseButtonPress, {200, 100}));
        chart.mouse(QEvent::MouseMove, {300, 100});
        QVERIFY((chart.navigator.selection().band == std::pair(200.0, 300.0)));
        QVERIFY(chart.key(Qt::Key_Escape));
        QVERIFY(!chart.navigator.selection().band);
        QVERIFY(chart.navigator.selection().crosshair);
        QVERIFY(chart.key(Qt::Key_Escape));
        QVERIFY(!chart.navigator.selection().crosshair);
        QCOMPARE(chart.navigator.selection().highlighted, 1);
        QVERIFY(chart.key(Qt::Key_Escape));
        QCOMPARE(chart.navigator.selection().highlighted, -1);
        // The drag that was let go of zooms nothing any more.
        chart.mouse(QEvent::MouseButtonRelease, {400, 100});
        QCOMPARE(chart.shown(), u"1 00:00 - 2 00:00"_s);
    }

    void theBandGoesWhenTheDragComesBack()
    {
        Fixture chart;
        chart.mouse(QEvent::MouseButtonPress, {200, 100});
        chart.mouse(QEvent::MouseMove, {300, 100});
        chart.mouse(QEvent::MouseMove, {202, 100});
        QVERIFY(!chart.navigator.selection().band);
        chart.mouse(QEvent::MouseMove, {222, 100});
        chart.mouse(QEvent::MouseMove, {392, 100});
        chart.mouse(QEvent::MouseButtonRelease, {392, 100});
        QCOMPARE(chart.shown(), u"1 05:13 - 1 12:00"_s);
        QVERIFY(!chart.navigator.selection().band);
    }

    void theRightButtonIsThePages()
    {
        Fixture chart;
        QVERIFY(!chart.mouse(QEvent::MouseButtonPress, {200, 100}, Qt::RightButton));
        QVERIFY(chart.mouse(QEvent::MouseButtonPress, {200, 100}, Qt::MiddleButton));
        QCOMPARE(chart.input.cursor(), Qt::ClosedHandCursor);
        chart.mouse(QEvent::MouseButtonRelease, {200, 100}, Qt::MiddleButton);
        QCOMPARE(chart.input.cursor(), Qt::ArrowCursor);
    }

    void thePointerNamesWhatIsUnderIt()
    {
        Fixture chart;
        chart.mouse(QEvent::MouseMove, chart.axes.at(msOf(hour(12)), 66));
        QCOMPARE(chart.navigator.selection().hovered, 0);
        QCOMPARE(chart.navigator.selection().crosshair, hour(12).toMSecsSinceEpoch());
        chart.mouse(QEvent::MouseMove, chart.navigator.marks().constFirst().rect.center());
        QCOMPARE(chart.navigator.selection().event, 0);
        QCOMPARE(chart.navigator.selection().hovered, -1);
        QVERIFY(!chart.navigator.selection().crosshair);
        chart.mouse(QEvent::MouseMove, {2, 2});
        QCOMPARE(chart.navigator.selection().event, -1);
    }

    void everyMoveIsSignalledOnce()
    {
        Fixture chart;
        QSignalSpy selection(&chart.navigator, &ChartNavigator::selectionChanged);
        QSignalSpy view(&chart.navigator, &ChartNavigator::viewChanged);
        chart.navigator.setCrosshair(hour(3).addSecs(100).toMSecsSinceEpoch());
        chart.navigator.setCrosshair(hour(3).toMSecsSinceEpoch());
        QCOMPARE(selection.size(), 1);
        chart.navigator.zoom(0.5);
        chart.navigator.reset();
        chart.navigator.reset();
        QCOMPARE(view.size(), 2);
        QCOMPARE(selection.size(), 1);
    }
};

ORRERY_SUITE(InputTest)
#include "tst_input.moc"
