// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/tone.h"

#include <QColor>
#include <QFont>
#include <QObject>
#include <QPalette>

class QApplication;
class QWidget;

namespace orrery::views {

/// What a colour is for. Pages name roles, never colours; this file's .cpp is the only place with literal ones.
enum class ColorRole : quint8 {
    Window, ///< behind the sidebar and the header
    Surface, ///< behind content: tables, pages, text
    SurfaceRaised, ///< cards, menus, dialogs' bands
    SurfaceSunken, ///< code blocks, wells, tracks of bars
    Hover, ///< under the pointer
    Pressed,
    Border, ///< hairlines between areas
    BorderStrong, ///< outline of input fields and buttons
    Text,
    TextSecondary,
    TextDisabled,
    Accent, ///< links, the primary button, the current tab
    AccentHover,
    OnAccent, ///< text on Accent
    Ok, ///< text and marks of a tone; readable on Surface, Window and the tone's fill
    Busy,
    Warn,
    Critical,
    Neutral,
    AccentFill, ///< chip and bar backgrounds of a tone
    OkFill,
    BusyFill,
    WarnFill,
    CriticalFill,
    NeutralFill,
    Added, ///< diff glyphs and numbers
    Removed,
    Moved,
    AddedFill, ///< background of a whole added line
    RemovedFill,
    AddedStrong, ///< background of the changed words in it
    RemovedStrong,
    Selection, ///< background of selected rows and text; Text stays the text colour on it
    SelectionInactive,
    Focus, ///< the focus ring
    CodeKeyword,
    CodeType,
    CodeString,
    CodeComment,
    FindMark, ///< background of every find hit
    FindMarkCurrent,
    Grid, ///< chart grid
    Series1, ///< chart lines, told apart also by dash pattern and label
    Series2,
    Series3,
    Series4,
    Series5,
    Series6,
    Count
};

/// Text sizes of the design, in pixels at a body size of 13; all follow the application font.
enum class TextSize : quint8 { Small, Body, Title, PageTitle };

/// The colours and fonts of the current look. A small value: take it where you paint with Theme::of(this), never store it
/// across a palette change (repaint on QEvent::PaletteChange happens by itself; cached brushes need renewing).
class Theme
{
public:
    enum class Scheme : quint8 { System, Light, Dark };

    explicit Theme(bool dark = false) : m_dark(dark) {}

    /// Dark when the palette's window text is lighter than its window.
    static Theme of(const QPalette &palette);
    static Theme of(const QWidget *widget);

    [[nodiscard]] bool isDark() const { return m_dark; }
    [[nodiscard]] QColor color(ColorRole role) const;

    /// Colour for text and marks in `tone`, and the quiet background that belongs to it.
    [[nodiscard]] QColor tone(models::Tone tone) const;
    [[nodiscard]] QColor toneFill(models::Tone tone) const;

    /// Colour of chart series `index`; starts again after six (the dash pattern then tells them apart).
    [[nodiscard]] QColor series(int index) const;

    /// The palette that carries these colours to Qt's own widgets.
    [[nodiscard]] QPalette palette() const;

    static QFont font(TextSize size, bool strong = false);
    /// For SQL, identifiers and host names.
    static QFont monospace(TextSize size = TextSize::Body);
    /// For numbers in columns: figures of equal width where the platform's font offers them.
    static QFont tabular(TextSize size = TextSize::Body);

private:
    bool m_dark = false;
};

/// The bar, chip and icon role that stands for a tone.
ColorRole toneRole(models::Tone tone);
ColorRole toneFillRole(models::Tone tone);

/// Makes one label, or any widget, use a text role; renewed by itself when light and dark change.
void setTextRole(QWidget *widget, ColorRole role);
/// Fills the widget (also a text field or a view) with a surface role, renewed likewise: Surface, SurfaceRaised, SurfaceSunken.
void setFillRole(QWidget *widget, ColorRole role);
/// Sets the widget's font to a size of the design; renewed when the application font changes.
void setTextSize(QWidget *widget, TextSize size, bool strong = false);
/// The same for the monospace font.
void setMonospace(QWidget *widget, TextSize size = TextSize::Body);

/// Gives the application our style (not on macOS) and palette and keeps both in step with the system while it lives.
/// Owned by the composition root; one per process.
class ThemeController : public QObject
{
    Q_OBJECT

public:
    explicit ThemeController(QApplication &application, Theme::Scheme scheme = Theme::Scheme::System,
                             QObject *parent = nullptr);

    [[nodiscard]] Theme::Scheme scheme() const { return m_scheme; }
    void setScheme(Theme::Scheme scheme);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void apply();

    Theme::Scheme m_scheme;
    bool m_applying = false;
};

} // namespace orrery::views
