// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/tone.h"
#include "views/core/theme.h"

#include <QIcon>
#include <QPixmap>
#include <QRectF>

#include <optional>

class QPainter;

namespace orrery::views {

/// Our 16 px line set (resources/icons, one SVG each). Drawn in a text colour when painted, so they follow light and dark.
enum class Glyph : quint8 {
    Activity,
    Back,
    Backup,
    Bell,
    Book,
    Branch,
    Busy,
    Chart,
    Check,
    CheckCircle,
    ChevronDown,
    ChevronLeft,
    ChevronRight,
    ChevronUp,
    Circle,
    Clock,
    Columns,
    Comment,
    Copy,
    Cross,
    CrossCircle,
    Database,
    DeployRequest,
    Dot,
    Download,
    Edit,
    External,
    Eye,
    Filter,
    Forward,
    Inbox,
    Info,
    Instant,
    Key,
    Keyspace,
    Link,
    Lock,
    Merge,
    Minus,
    More,
    Offline,
    Organization,
    Pause,
    Person,
    Play,
    Plus,
    Production,
    Queue,
    Refresh,
    Region,
    Revert,
    Schema,
    Search,
    Settings,
    Shard,
    Shield,
    SignOut,
    Sort,
    Split,
    Storage,
    Table,
    Trash,
    Unified,
    Unlock,
    UserCheck,
    View,
    Warning,
    Count
};

/// An icon for actions, buttons and item models. The colour is taken from the application's palette at paint time (grey
/// when disabled); sharp at every scale.
QIcon glyphIcon(Glyph glyph, ColorRole role = ColorRole::TextSecondary);

/// The glyph as a mask filled with `color`, for delegates and custom widgets. `size` is in device-independent pixels.
QPixmap glyphPixmap(Glyph glyph, const QColor &color, int size, qreal devicePixelRatio);
/// Paints the glyph centred in `rect` at 16 px (or the rectangle's size where that is smaller).
void paintGlyph(QPainter *painter, Glyph glyph, const QRectF &rect, const QColor &color);

/// The glyph that stands for a tone beside its word; a state is never colour alone.
Glyph toneGlyph(models::Tone tone);

/// The application icon.
QIcon applicationIcon();

} // namespace orrery::views
