// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/theme.h"

#include "views/core/orrery_style.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QFontInfo>
#include <QSettings>
#include <QToolTip>
#include <QWidget>

#include <array>

namespace orrery::views {

namespace {

struct Pair
{
    ColorRole role;
    QRgb light;
    QRgb dark;
};

// Hues start from the Okabe–Ito set and are darkened (light look) or lightened (dark look) until text in them reads at
// 4.5:1 on the surfaces and fills they appear on; tst_theme computes that, and how far apart the tones stay for the three
// colour deficiencies.
constexpr std::array<Pair, static_cast<size_t>(ColorRole::Count)> table{{
    {ColorRole::Window, 0xfff5f5f7, 0xff17181b},
    {ColorRole::Surface, 0xffffffff, 0xff1d1f23},
    {ColorRole::SurfaceRaised, 0xfffbfbfc, 0xff26282d},
    {ColorRole::SurfaceSunken, 0xfff3f4f6, 0xff151619},
    {ColorRole::Hover, 0xffeeeff2, 0xff2b2e34},
    {ColorRole::Pressed, 0xffe3e5ea, 0xff363a42},
    {ColorRole::Border, 0xffe4e5ea, 0xff33363d},
    {ColorRole::BorderStrong, 0xffc9ccd4, 0xff484c56},
    {ColorRole::Text, 0xff1b1d22, 0xffe7e8ec},
    {ColorRole::TextSecondary, 0xff5c616c, 0xffa2a7b3},
    {ColorRole::TextDisabled, 0xff9094a0, 0xff6f7480},
    {ColorRole::Accent, 0xff0067b0, 0xff62b2f2},
    {ColorRole::AccentHover, 0xff00558f, 0xff84c3f6},
    {ColorRole::OnAccent, 0xffffffff, 0xff0c1a26},
    {ColorRole::Ok, 0xff00755a, 0xff35c79d},
    {ColorRole::Busy, 0xff8f3f87, 0xffdf9ad6},
    {ColorRole::Warn, 0xff8a6100, 0xffe8b341},
    {ColorRole::Critical, 0xffa51d2d, 0xffff8a5c},
    {ColorRole::Neutral, 0xff5c616c, 0xffa2a7b3},
    {ColorRole::AccentFill, 0xffe3f0fa, 0xff16324a},
    {ColorRole::OkFill, 0xffdff3ec, 0xff123a30},
    {ColorRole::BusyFill, 0xfff6e6f4, 0xff402a3e},
    {ColorRole::WarnFill, 0xfffbf0d6, 0xff3e3113},
    {ColorRole::CriticalFill, 0xfffce6e4, 0xff4a2617},
    {ColorRole::NeutralFill, 0xffeeeff2, 0xff31343b},
    {ColorRole::Added, 0xff00755a, 0xff35c79d},
    {ColorRole::Removed, 0xffb93a00, 0xffff8a5c},
    {ColorRole::Moved, 0xff5a4fb0, 0xffa9a2ff},
    {ColorRole::AddedFill, 0xffdcf3ea, 0xff12332a},
    {ColorRole::RemovedFill, 0xffffe9df, 0xff3d2319},
    {ColorRole::AddedStrong, 0xffacdfcb, 0xff1f5a48},
    {ColorRole::RemovedStrong, 0xfffbc7ae, 0xff6f3822},
    {ColorRole::Selection, 0xffdcebf8, 0xff1d3a57},
    {ColorRole::SelectionInactive, 0xffe9ebef, 0xff2e323a},
    {ColorRole::Focus, 0xff2a86c9, 0xff62b2f2},
    {ColorRole::CodeKeyword, 0xff0067b0, 0xff7cc0f5},
    {ColorRole::CodeType, 0xff8f3f87, 0xffdf9ad6},
    {ColorRole::CodeString, 0xff7a5600, 0xffe8c36b},
    {ColorRole::CodeComment, 0xff5c616c, 0xffa2a7b3},
    {ColorRole::FindMark, 0xfffce9a8, 0xff5a4a12},
    {ColorRole::FindMarkCurrent, 0xfff6c544, 0xff755b0c},
    {ColorRole::Grid, 0xffebecf0, 0xff2d3036},
    {ColorRole::Series1, 0xff0072b2, 0xff56b4e9},
    {ColorRole::Series2, 0xffc45500, 0xffff8a5c},
    {ColorRole::Series3, 0xff00875f, 0xff35c79d},
    {ColorRole::Series4, 0xffa8568a, 0xffdf9ad6},
    {ColorRole::Series5, 0xff8a6100, 0xffe8b341},
    {ColorRole::Series6, 0xff4b4f58, 0xffc9cbd1},
}};

constexpr bool tableIsInOrder()
{
    for (size_t i = 0; i < table.size(); ++i) {
        if (static_cast<size_t>(table[i].role) != i)
            return false;
    }
    return true;
}
static_assert(tableIsInOrder(), "one row per role, in the order of the enum");

constexpr double bodyPixels = 13.0;

double pixelsOf(TextSize size)
{
    switch (size) {
    case TextSize::Small:
        return 11.0;
    case TextSize::Body:
        return 13.0;
    case TextSize::Title:
        return 16.0;
    case TextSize::PageTitle:
        return 20.0;
    }
    return bodyPixels;
}

void scaleFont(QFont &font, double factor)
{
    if (font.pixelSize() > 0)
        font.setPixelSize(qMax(1, qRound(font.pixelSize() * factor)));
    else
        font.setPointSizeF(font.pointSizeF() * factor);
}

/// Whether the system asks for dark, read with our own palette out of the way.
bool systemIsDark()
{
#ifdef Q_OS_WIN
    // Qt 6.4 gives Windows programs the light palette whatever the user chose.
    const QSettings personalize(
        QStringLiteral("HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize"),
        QSettings::NativeFormat);
    return personalize.value(QStringLiteral("AppsUseLightTheme"), 1).toInt() == 0;
#else
    QApplication::setPalette(QPalette());
    return Theme::of(QGuiApplication::palette()).isDark();
#endif
}

/// Re-applies a role or size when the palette or the application font changes; lives as a child of the widget.
class LookKeeper : public QObject
{
public:
    explicit LookKeeper(QWidget *widget) : QObject(widget), m_widget(widget)
    {
        setObjectName(QStringLiteral("orrery_look_keeper"));
        widget->installEventFilter(this);
    }

    static LookKeeper *on(QWidget *widget)
    {
        const QObjectList children = widget->children();
        for (QObject *child : children) {
            // A class that only this file knows goes without a meta-object.
            if (auto *keeper = dynamic_cast<LookKeeper *>(child)) // clazy:exclude=unneeded-cast
                return keeper;
        }
        return new LookKeeper(widget);
    }

    void setRole(ColorRole role)
    {
        m_role = role;
        apply();
    }

    void setFill(ColorRole role)
    {
        m_fill = role;
        apply();
    }

    void setFont(TextSize size, bool strong, bool monospace)
    {
        m_size = size;
        m_strong = strong;
        m_monospace = monospace;
        m_hasFont = true;
        apply();
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (!m_applying
            && (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::ApplicationFontChange
                || (event->type() == QEvent::PaletteChange && hasColors())))
            apply();
        return QObject::eventFilter(watched, event);
    }

private:
    [[nodiscard]] bool hasColors() const { return m_role != ColorRole::Count || m_fill != ColorRole::Count; }

    void apply()
    {
        m_applying = true;
        if (hasColors()) {
            const Theme theme = Theme::of(QGuiApplication::palette());
            QPalette palette; // only what is set here; everything else keeps following the application
            for (const auto group : {QPalette::Active, QPalette::Inactive}) {
                if (m_role != ColorRole::Count) {
                    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
                        palette.setColor(group, role, theme.color(m_role));
                }
                if (m_fill != ColorRole::Count) {
                    for (const auto role : {QPalette::Window, QPalette::Base})
                        palette.setColor(group, role, theme.color(m_fill));
                }
            }
            m_widget->setPalette(palette);
        }
        if (m_hasFont)
            m_widget->setFont(m_monospace ? Theme::monospace(m_size) : Theme::font(m_size, m_strong));
        m_applying = false;
    }

    QWidget *m_widget;
    ColorRole m_role = ColorRole::Count;
    ColorRole m_fill = ColorRole::Count;
    TextSize m_size = TextSize::Body;
    bool m_strong = false;
    bool m_monospace = false;
    bool m_hasFont = false;
    bool m_applying = false;
};

} // namespace

Theme Theme::of(const QPalette &palette)
{
    return Theme(palette.color(QPalette::Active, QPalette::WindowText).lightness()
                 > palette.color(QPalette::Active, QPalette::Window).lightness());
}

Theme Theme::of(const QWidget *widget)
{
    // A widget may carry a tinted WindowText of its own (setTextRole); base and text decide then.
    const QPalette palette = widget ? widget->palette() : QGuiApplication::palette();
    return Theme(palette.color(QPalette::Active, QPalette::Base).lightness() < 128);
}

QColor Theme::color(ColorRole role) const
{
    const Pair &pair = table.at(static_cast<size_t>(role));
    return QColor::fromRgba(m_dark ? pair.dark : pair.light);
}

ColorRole toneRole(models::Tone tone)
{
    switch (tone) {
    case models::Tone::Neutral:
        return ColorRole::Neutral;
    case models::Tone::Busy:
        return ColorRole::Busy;
    case models::Tone::Ok:
        return ColorRole::Ok;
    case models::Tone::Accent:
        return ColorRole::Accent;
    case models::Tone::Warn:
        return ColorRole::Warn;
    case models::Tone::Critical:
        return ColorRole::Critical;
    }
    return ColorRole::Neutral;
}

ColorRole toneFillRole(models::Tone tone)
{
    switch (tone) {
    case models::Tone::Neutral:
        return ColorRole::NeutralFill;
    case models::Tone::Busy:
        return ColorRole::BusyFill;
    case models::Tone::Ok:
        return ColorRole::OkFill;
    case models::Tone::Accent:
        return ColorRole::AccentFill;
    case models::Tone::Warn:
        return ColorRole::WarnFill;
    case models::Tone::Critical:
        return ColorRole::CriticalFill;
    }
    return ColorRole::NeutralFill;
}

QColor Theme::tone(models::Tone tone) const
{
    return color(toneRole(tone));
}

QColor Theme::toneFill(models::Tone tone) const
{
    return color(toneFillRole(tone));
}

QColor Theme::series(int index) const
{
    const int wrapped = ((index % 6) + 6) % 6;
    return color(static_cast<ColorRole>(static_cast<int>(ColorRole::Series1) + wrapped));
}

QPalette Theme::palette() const
{
    const auto set = [this](QPalette &palette, QPalette::ColorRole role, ColorRole ours) {
        palette.setColor(QPalette::All, role, color(ours));
    };
    QPalette palette;
    set(palette, QPalette::Window, ColorRole::Window);
    set(palette, QPalette::WindowText, ColorRole::Text);
    set(palette, QPalette::Base, ColorRole::Surface);
    set(palette, QPalette::AlternateBase, ColorRole::SurfaceRaised);
    set(palette, QPalette::Text, ColorRole::Text);
    set(palette, QPalette::PlaceholderText, ColorRole::TextSecondary);
    set(palette, QPalette::Button, ColorRole::SurfaceRaised);
    set(palette, QPalette::ButtonText, ColorRole::Text);
    set(palette, QPalette::BrightText, ColorRole::OnAccent);
    set(palette, QPalette::Highlight, ColorRole::Selection);
    set(palette, QPalette::HighlightedText, ColorRole::Text);
    set(palette, QPalette::Link, ColorRole::Accent);
    set(palette, QPalette::LinkVisited, ColorRole::Accent);
    set(palette, QPalette::ToolTipBase, ColorRole::SurfaceRaised);
    set(palette, QPalette::ToolTipText, ColorRole::Text);
    set(palette, QPalette::Light, ColorRole::Surface);
    set(palette, QPalette::Midlight, ColorRole::Hover);
    set(palette, QPalette::Mid, ColorRole::Border);
    set(palette, QPalette::Dark, ColorRole::BorderStrong);
    set(palette, QPalette::Shadow, ColorRole::BorderStrong);
    palette.setColor(QPalette::Inactive, QPalette::Highlight, color(ColorRole::SelectionInactive));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, color(ColorRole::TextDisabled));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, color(ColorRole::SelectionInactive));
    return palette;
}

QFont Theme::font(TextSize size, bool strong)
{
    QFont font = QGuiApplication::font();
    scaleFont(font, pixelsOf(size) / bodyPixels);
    if (strong || size == TextSize::Title || size == TextSize::PageTitle)
        font.setWeight(QFont::DemiBold);
    return font;
}

QFont Theme::monospace(TextSize size)
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    const QFont body = QGuiApplication::font();
    if (body.pixelSize() > 0)
        font.setPixelSize(body.pixelSize());
    else
        font.setPointSizeF(body.pointSizeF());
    // Fixed fonts run large beside the interface font of the same size.
    scaleFont(font, pixelsOf(size) / bodyPixels * 0.95);
    font.setStyleHint(QFont::Monospace);
    font.setFixedPitch(true);
    return font;
}

QFont Theme::tabular(TextSize size)
{
    QFont font = Theme::font(size);
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    font.setFeature(QFont::Tag("tnum"), 1);
#endif
    return font;
}

void setTextRole(QWidget *widget, ColorRole role)
{
    LookKeeper::on(widget)->setRole(role);
}

void setFillRole(QWidget *widget, ColorRole role)
{
    widget->setAutoFillBackground(true);
    LookKeeper::on(widget)->setFill(role);
}

void setTextSize(QWidget *widget, TextSize size, bool strong)
{
    LookKeeper::on(widget)->setFont(size, strong, false);
}

void setMonospace(QWidget *widget, TextSize size)
{
    LookKeeper::on(widget)->setFont(size, false, true);
}

ThemeController::ThemeController(QApplication &application, Theme::Scheme scheme, QObject *parent)
    : QObject(parent), m_scheme(scheme)
{
#ifndef Q_OS_MACOS
    QApplication::setStyle(new OrreryStyle);
    // Without a desktop theme Qt falls back to 9 points, which is smaller than every desktop's own text.
    QFont font = QGuiApplication::font();
    if (font.pixelSize() <= 0 && font.pointSizeF() < 9.75) {
        font.setPointSizeF(9.75);
        QApplication::setFont(font);
    }
#endif
    apply();
    application.installEventFilter(this);
}

void ThemeController::setScheme(Theme::Scheme scheme)
{
    if (m_scheme == scheme)
        return;
    m_scheme = scheme;
    apply();
}

bool ThemeController::eventFilter(QObject *watched, QEvent *event)
{
    // ThemeChange comes to every top-level widget when the desktop switches; once is enough.
    if (event->type() == QEvent::ThemeChange && m_scheme == Theme::Scheme::System && !m_applying)
        apply();
    return QObject::eventFilter(watched, event);
}

void ThemeController::apply()
{
    m_applying = true;
#ifdef Q_OS_MACOS
    if (m_scheme == Theme::Scheme::System) {
        QApplication::setPalette(QPalette());
        m_applying = false;
        return;
    }
#endif
    const bool dark = m_scheme == Theme::Scheme::System ? systemIsDark() : m_scheme == Theme::Scheme::Dark;
    const QPalette palette = Theme(dark).palette();
    if (QGuiApplication::palette() != palette)
        QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
    m_applying = false;
}

} // namespace orrery::views
