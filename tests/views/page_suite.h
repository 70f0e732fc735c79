// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/views/page_fixture.h"
#include "views/core/state_overlay.h"

#include <QRegularExpression>

namespace orrery::test {

/// What the suites of pages begin and end with: a simulator of its own for each test, an account, the locale.
class PageSuite : public QObject
{
    Q_OBJECT

protected:
    /// Time stands still unless the arguments say otherwise.
    void startSimulator(const QStringList &arguments = {QStringLiteral("--time-scale"), QStringLiteral("0")})
    {
        m_fixture = std::make_unique<PageFixture>();
        QVERIFY2(m_fixture->start(arguments), qPrintable(m_fixture->error()));
    }
    /// Whether the page has everything it asked for.
    [[nodiscard]] bool isSettled(const std::unique_ptr<views::Page> &page) const
    {
        return m_fixture->isQuiet() && !page->loadState().isLoading();
    }
    [[nodiscard]] PageFixture *fixture() const { return m_fixture.get(); }

private Q_SLOTS:
    /// A table that names a column it does not have.
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("has no column"))); }
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void cleanup() { m_fixture.reset(); }

private:
    std::unique_ptr<PageFixture> m_fixture;
};

/// How many rows the visible table has; 0 when there is none.
inline int shownRows(const std::unique_ptr<views::Page> &page)
{
    const QTreeView *table = shownTable(page.get());
    return table ? table->model()->rowCount() : 0;
}

/// What the visible overlay shows; nothing when there is none.
inline std::optional<views::StateOverlay::Shown> shownState(const std::unique_ptr<views::Page> &page)
{
    const auto overlays = page->findChildren<views::StateOverlay *>();
    for (const views::StateOverlay *overlay : overlays) {
        if (overlay->isVisible())
            return overlay->shown();
    }
    return std::nullopt;
}

} // namespace orrery::test
