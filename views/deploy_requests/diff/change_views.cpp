// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/diff/change_views.h"

#include "views/core/action_gate.h"
#include "views/core/icons.h"

#include <QSettings>

namespace orrery::views {

namespace {
constexpr QLatin1String viewKey("deploy-request/diff-mode");
constexpr std::array allViews{ChangeView::Unified, ChangeView::SideBySide, ChangeView::Structure,
                              ChangeView::Statements};
constexpr std::array glyphs{Glyph::Unified, Glyph::Split, Glyph::Columns, Glyph::Database};
} // namespace

ChangeViews::ChangeViews(int count, QSettings *settings, QWidget *parent) : QTabBar(parent), m_settings(settings)
{
    const std::array words{tr("Unified"), tr("Side by side"), tr("Structure"), tr("SQL")};
    for (int i = 0; i < count; ++i) {
        addTab(words.at(size_t(i)));
        setAccessibleTabName(i, words.at(size_t(i)));
        setTabToolTip(
            i,
            plainToolTip(
                tr("%1 (%2)", "what a button does, its key").arg(words.at(size_t(i)), QString::number(i + 1))));
    }
    setDrawBase(false);
    setExpanding(false);
    setUsesScrollButtons(false); // it is short; what stands beside it gives way
    setAccessibleName(tr("How the change is shown"));
    if (m_settings) {
        const QString kept = m_settings->value(viewKey).toString();
        for (const ChangeView view : allViews) {
            if (kept == idOf(view))
                setView(view);
        }
    }
    connect(this, &QTabBar::currentChanged, this, [this]() {
        if (m_settings)
            m_settings->setValue(viewKey, idOf(view()));
        Q_EMIT viewChanged();
    });
}

void ChangeViews::setView(ChangeView view)
{
    if (int(view) < count())
        setCurrentIndex(int(view));
}

void ChangeViews::setNarrow(bool narrow)
{
    for (int i = 0; i < count(); ++i) {
        setTabText(i, narrow ? QString() : accessibleTabName(i));
        setTabIcon(i, narrow ? glyphIcon(glyphs.at(size_t(i))) : QIcon());
    }
}

QSize ChangeViews::minimumSizeHint() const
{
    constexpr int iconTab = 46;
    return {count() * iconTab, QTabBar::minimumSizeHint().height()};
}

QString ChangeViews::idOf(ChangeView view)
{
    switch (view) {
    case ChangeView::SideBySide:
        return QStringLiteral("side-by-side");
    case ChangeView::Structure:
        return QStringLiteral("structure");
    case ChangeView::Statements:
        return QStringLiteral("sql");
    case ChangeView::Unified:
        break;
    }
    return QStringLiteral("unified");
}

} // namespace orrery::views
