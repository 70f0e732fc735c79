// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/icons.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QLoggingCategory>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <array>

static void initResources()
{
    // The resources sit in a static library; nothing else would pull them in.
    Q_INIT_RESOURCE(orrery);
}

namespace orrery::views {

Q_LOGGING_CATEGORY(iconLog, "orrery.views.icons", QtWarningMsg)

namespace {

// In the order of the enum.
constexpr std::array<const char *, static_cast<size_t>(Glyph::Count)> files{{
    "activity", "back",           "backup",       "bell",         "book",         "branch",        "busy",
    "chart",    "check",          "check-circle", "chevron-down", "chevron-left", "chevron-right", "chevron-up",
    "circle",   "clock",          "columns",      "comment",      "copy",         "cross",         "cross-circle",
    "database", "deploy-request", "dot",          "download",     "edit",         "external",      "eye",
    "filter",   "forward",        "inbox",        "info",         "instant",      "key",           "keyspace",
    "link",     "lock",           "merge",        "minus",        "more",         "offline",       "organization",
    "pause",    "person",         "play",         "plus",         "production",   "queue",         "refresh",
    "region",   "revert",         "schema",       "search",       "settings",     "shard",         "shield",
    "sign-out", "sort",           "split",        "storage",      "table",        "trash",         "unified",
    "unlock",   "user-check",     "view",         "warning",
}};

QString pathOf(Glyph glyph)
{
    return QLatin1String(":/orrery/icons/") + QLatin1String(files.at(static_cast<size_t>(glyph)))
        + QLatin1String(".svg");
}

/// QIcon keeps engines by value semantics (clone); this one holds no pixmaps, only what to draw.
class GlyphEngine final : public QIconEngine
{
public:
    GlyphEngine(Glyph glyph, ColorRole role) : m_glyph(glyph), m_role(role) {}
    Q_DISABLE_COPY_MOVE(GlyphEngine)

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const int side = qMin(rect.width(), rect.height());
        const qreal ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        const QPixmap drawn = glyphPixmap(m_glyph, colorFor(mode, state), side, ratio);
        painter->drawPixmap(
            QRect(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side), drawn);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return glyphPixmap(m_glyph, colorFor(mode, state), qMin(size.width(), size.height()), 1.0);
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        // `size` is already in device pixels here.
        Q_UNUSED(scale)
        return pixmap(size, mode, state);
    }

    [[nodiscard]] QIconEngine *clone() const override { return new GlyphEngine(m_glyph, m_role); }
    QString key() const override { return QStringLiteral("orrery_glyph"); }

private:
    QColor colorFor(QIcon::Mode mode, QIcon::State state) const
    {
        const Theme theme = Theme::of(QGuiApplication::palette());
        if (mode == QIcon::Disabled)
            return theme.color(ColorRole::TextDisabled);
        if (state == QIcon::On && m_role == ColorRole::TextSecondary)
            return theme.color(ColorRole::Accent);
        return theme.color(m_role);
    }

    Glyph m_glyph;
    ColorRole m_role;
};

} // namespace

QPixmap glyphPixmap(Glyph glyph, const QColor &color, int size, qreal devicePixelRatio)
{
    const int pixels = qMax(1, qRound(size * devicePixelRatio));
    const QString key = QStringLiteral("orrery_glyph_%1_%2_%3")
                            .arg(static_cast<int>(glyph))
                            .arg(color.rgba(), 8, 16, QLatin1Char('0'))
                            .arg(pixels);
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        initResources();
        QImage image(pixels, pixels, QImage::Format_ARGB32_Premultiplied);
        image.fill(0);
        QSvgRenderer renderer(pathOf(glyph));
        if (!renderer.isValid())
            qCWarning(iconLog) << "unreadable icon" << pathOf(glyph);
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        renderer.render(&painter, QRectF(0, 0, pixels, pixels));
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(image.rect(), color);
        painter.end();
        pixmap = QPixmap::fromImage(image);
        QPixmapCache::insert(key, pixmap);
    }
    pixmap.setDevicePixelRatio(devicePixelRatio);
    return pixmap;
}

void paintGlyph(QPainter *painter, Glyph glyph, const QRectF &rect, const QColor &color)
{
    const int side = qMin(16, qRound(qMin(rect.width(), rect.height())));
    const qreal ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
    const QPixmap pixmap = glyphPixmap(glyph, color, side, ratio);
    const QPointF corner(rect.x() + (rect.width() - side) / 2.0, rect.y() + (rect.height() - side) / 2.0);
    painter->drawPixmap(QRectF(qRound(corner.x()), qRound(corner.y()), side, side), pixmap,
                        QRectF(0, 0, pixmap.width(), pixmap.height()));
}

QIcon glyphIcon(Glyph glyph, ColorRole role)
{
    return QIcon(new GlyphEngine(glyph, role));
}

Glyph toneGlyph(models::Tone tone)
{
    switch (tone) {
    case models::Tone::Neutral:
        return Glyph::Circle;
    case models::Tone::Busy:
        return Glyph::Busy;
    case models::Tone::Ok:
        return Glyph::CheckCircle;
    case models::Tone::Accent:
        return Glyph::Dot;
    case models::Tone::Warn:
        return Glyph::Warning;
    case models::Tone::Critical:
        return Glyph::CrossCircle;
    }
    return Glyph::Circle;
}

QIcon applicationIcon()
{
    initResources();
    return QIcon(QStringLiteral(":/orrery/orrery.svg"));
}

} // namespace orrery::views
