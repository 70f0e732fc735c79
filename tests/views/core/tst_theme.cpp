// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/suite.h"
#include "views/core/color_math.h"
#include "views/core/icons.h"
#include "views/core/orrery_style.h"
#include "views/core/theme.h"

#include <QApplication>
#include <QLabel>
#include <QTest>

using namespace orrery;
using namespace orrery::views;
using models::Tone;

namespace {

constexpr std::array<Tone, 6> tones{Tone::Neutral, Tone::Busy, Tone::Ok, Tone::Accent, Tone::Warn, Tone::Critical};
constexpr std::array<ColorDeficiency, 4> visions{ColorDeficiency::None, ColorDeficiency::Protanopia,
                                                 ColorDeficiency::Deuteranopia, ColorDeficiency::Tritanopia};

QByteArray describe(const Theme &theme, ColorRole over, ColorRole under, double ratio)
{
    return QStringLiteral("%1: role %2 on role %3 has %4:1")
        .arg(theme.isDark() ? QStringLiteral("dark") : QStringLiteral("light"))
        .arg(static_cast<int>(over))
        .arg(static_cast<int>(under))
        .arg(ratio)
        .toUtf8();
}

} // namespace

class ThemeTest : public QObject
{
    Q_OBJECT

    static void reads(const Theme &theme, ColorRole over, ColorRole under, double least)
    {
        const double ratio = contrastRatio(theme.color(over), theme.color(under));
        QVERIFY2(ratio >= least, describe(theme, over, under, ratio).constData());
    }

private Q_SLOTS:
    void contrastIsTheWcagFormula()
    {
        QCOMPARE(contrastRatio(QColor(0, 0, 0), QColor(255, 255, 255)), 21.0);
        QCOMPARE(contrastRatio(QColor(119, 119, 119), QColor(255, 255, 255)) > 4.47, true);
        QCOMPARE(contrastRatio(QColor(119, 119, 119), QColor(255, 255, 255)) < 4.49, true);
    }

    void textReadsOnEverySurface()
    {
        for (const bool dark : {false, true}) {
            const Theme theme(dark);
            for (const ColorRole under :
                 {ColorRole::Window, ColorRole::Surface, ColorRole::SurfaceRaised, ColorRole::SurfaceSunken,
                  ColorRole::Hover, ColorRole::Selection, ColorRole::SelectionInactive}) {
                reads(theme, ColorRole::Text, under, 7.0);
                reads(theme, ColorRole::TextSecondary, under, 4.5);
                reads(theme, ColorRole::Accent, under, 4.5);
            }
            reads(theme, ColorRole::OnAccent, ColorRole::Accent, 4.5);
            reads(theme, ColorRole::OnAccent, ColorRole::AccentHover, 4.5);
            reads(theme, ColorRole::OnAccent, ColorRole::Critical, 4.5);
        }
    }

    void tonesReadOnTheirFillsAndOnSelectedRows()
    {
        for (const bool dark : {false, true}) {
            const Theme theme(dark);
            for (const Tone tone : tones) {
                reads(theme, toneRole(tone), toneFillRole(tone), 4.5);
                for (const ColorRole under : {ColorRole::Surface, ColorRole::Window, ColorRole::Selection})
                    reads(theme, toneRole(tone), under, 4.5);
                reads(theme, ColorRole::Text, toneFillRole(tone), 7.0);
                reads(theme, ColorRole::TextSecondary, toneFillRole(tone), 4.5);
            }
        }
    }

    void codeReadsInDiffs()
    {
        for (const bool dark : {false, true}) {
            const Theme theme(dark);
            for (const ColorRole under : {ColorRole::Surface, ColorRole::AddedFill, ColorRole::RemovedFill}) {
                for (const ColorRole over : {ColorRole::CodeKeyword, ColorRole::CodeType, ColorRole::CodeString,
                                             ColorRole::CodeComment, ColorRole::Text})
                    reads(theme, over, under, 4.5);
            }
            for (const ColorRole under :
                 {ColorRole::AddedStrong, ColorRole::RemovedStrong, ColorRole::FindMark, ColorRole::FindMarkCurrent})
                reads(theme, ColorRole::Text, under, 4.5);
            reads(theme, ColorRole::Added, ColorRole::AddedFill, 4.5);
            reads(theme, ColorRole::Removed, ColorRole::RemovedFill, 4.5);
            reads(theme, ColorRole::Moved, ColorRole::Surface, 4.5);
        }
    }

    void marksStandOut()
    {
        for (const bool dark : {false, true}) {
            const Theme theme(dark);
            reads(theme, ColorRole::Focus, ColorRole::Surface, 3.0);
            reads(theme, ColorRole::Focus, ColorRole::Window, 3.0);
            for (int i = 0; i < 6; ++i) {
                const double ratio = contrastRatio(theme.series(i), theme.color(ColorRole::Surface));
                QVERIFY2(ratio >= 3.0, qPrintable(QStringLiteral("series %1: %2").arg(i).arg(ratio)));
            }
        }
    }

    void tonesStayApartForEveryEye()
    {
        for (const bool dark : {false, true}) {
            const Theme theme(dark);
            for (const ColorDeficiency vision : visions) {
                for (const Tone a : tones) {
                    for (const Tone b : tones) {
                        if (a >= b)
                            continue;
                        const double distance =
                            colorDistance(simulated(theme.tone(a), vision), simulated(theme.tone(b), vision));
                        QVERIFY2(distance >= 10.0,
                                 qPrintable(QStringLiteral("dark %1 vision %2 tones %3 %4: %5")
                                                .arg(dark)
                                                .arg(static_cast<int>(vision))
                                                .arg(static_cast<int>(a))
                                                .arg(static_cast<int>(b))
                                                .arg(distance)));
                    }
                }
                const QColor added = simulated(theme.color(ColorRole::Added), vision);
                const QColor removed = simulated(theme.color(ColorRole::Removed), vision);
                const QColor moved = simulated(theme.color(ColorRole::Moved), vision);
                QVERIFY(colorDistance(added, removed) >= 20.0);
                QVERIFY(colorDistance(added, moved) >= 10.0);
                QVERIFY(colorDistance(removed, moved) >= 20.0);
                QVERIFY(colorDistance(simulated(theme.color(ColorRole::AddedFill), vision),
                                      simulated(theme.color(ColorRole::RemovedFill), vision))
                        >= 3.0); // the glyph beside the number says it, too
            }
        }
    }

    void simulationIsNotTheIdentity()
    {
        // Red and green of the same lightness are what a deuteranope mixes up.
        const QColor red(200, 60, 60);
        const QColor green(90, 130, 60);
        const double normal = colorDistance(red, green);
        const double seen = colorDistance(simulated(red, ColorDeficiency::Deuteranopia),
                                          simulated(green, ColorDeficiency::Deuteranopia));
        QVERIFY(seen < normal / 2);
    }

    void darknessComesFromThePalette()
    {
        QCOMPARE(Theme::of(Theme(true).palette()).isDark(), true);
        QCOMPARE(Theme::of(Theme(false).palette()).isDark(), false);
        QLabel label;
        label.setPalette(Theme(true).palette());
        QCOMPARE(Theme::of(&label).isDark(), true);
    }

    void schemesSwitchTheApplication()
    {
        ThemeController controller(*qApp, Theme::Scheme::Dark);
        QCOMPARE(Theme::of(QApplication::palette()).isDark(), true);
        QLabel label;
        setTextRole(&label, ColorRole::TextSecondary);
        QCOMPARE(label.palette().color(QPalette::WindowText), Theme(true).color(ColorRole::TextSecondary));
        controller.setScheme(Theme::Scheme::Light);
        QCOMPARE(Theme::of(QApplication::palette()).isDark(), false);
        // Qt tells widgets with the next turn of the event loop.
        QTRY_COMPARE(label.palette().color(QPalette::WindowText), Theme(false).color(ColorRole::TextSecondary));
        controller.setScheme(Theme::Scheme::System);
        QCOMPARE(Theme::of(QApplication::palette()).isDark(), false); // the offscreen platform is light
    }

    void sizesFollowTheApplicationFont()
    {
        const QFont before = QApplication::font();
        QFont font = before;
        font.setPointSizeF(20);
        QApplication::setFont(font);
        QCOMPARE(qRound(Theme::font(TextSize::PageTitle).pointSizeF() * 13), 20 * 20);
        QCOMPARE(qRound(Theme::font(TextSize::Small).pointSizeF() * 13), 20 * 11);
        QVERIFY(Theme::monospace().fixedPitch());
        QApplication::setFont(before);
    }

    void everyGlyphDrawsInTheColourAsked()
    {
        const QColor color = Theme(false).color(ColorRole::Critical);
        for (int i = 0; i < static_cast<int>(Glyph::Count); ++i) {
            for (const qreal ratio : {1.0, 2.0}) {
                const QPixmap pixmap = glyphPixmap(static_cast<Glyph>(i), color, 16, ratio);
                QCOMPARE(pixmap.width(), qRound(16 * ratio));
                QCOMPARE(pixmap.devicePixelRatio(), ratio);
                const QImage image = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
                int drawn = 0;
                for (int y = 0; y < image.height(); ++y) {
                    for (int x = 0; x < image.width(); ++x) {
                        const QColor pixel = image.pixelColor(x, y);
                        if (pixel.alpha() < 128)
                            continue;
                        ++drawn;
                        QVERIFY(colorDistance(pixel, color) < 3.0); // premultiplied, so not to the bit
                    }
                }
                QVERIFY2(drawn >= 4, qPrintable(QStringLiteral("glyph %1 is nearly empty").arg(i)));
            }
        }
    }

    void iconsFollowThePaletteAndTheDisabledState()
    {
        const QPalette before = QApplication::palette();
        const auto strongest = [](const QIcon &icon, QIcon::Mode mode) {
            const QImage image = icon.pixmap(QSize(16, 16), 1.0, mode).toImage();
            QColor best;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    if (image.pixelColor(x, y).alpha() > 250)
                        best = image.pixelColor(x, y);
                }
            }
            return best;
        };
        const QIcon icon = glyphIcon(Glyph::Check, ColorRole::Text);
        QApplication::setPalette(Theme(false).palette());
        QCOMPARE(strongest(icon, QIcon::Normal).rgb(), Theme(false).color(ColorRole::Text).rgb());
        QCOMPARE(strongest(icon, QIcon::Disabled).rgb(), Theme(false).color(ColorRole::TextDisabled).rgb());
        QApplication::setPalette(Theme(true).palette());
        QCOMPARE(strongest(icon, QIcon::Normal).rgb(), Theme(true).color(ColorRole::Text).rgb());
        QApplication::setPalette(before);
        QVERIFY(!applicationIcon().pixmap(64).isNull());
    }
};

ORRERY_SUITE(ThemeTest)
#include "tst_theme.moc"
