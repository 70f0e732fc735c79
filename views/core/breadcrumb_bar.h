// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/core/icons.h"

#include <QList>
#include <QVariant>
#include <QWidget>

#include <optional>

class QAction;
class QHBoxLayout;

namespace orrery::views {

/// A step of the way to the current page.
struct Crumb
{
    QString text;
    QVariant target; ///< given back by crumbActivated, usually a models::Location
    std::optional<Glyph> glyph;
};

/// History buttons and the way to the page: "‹ › acme ▸ shop ▸ Deploy requests ▸ #42". When it does not fit, the steps in
/// the middle fold into a menu; the first and the last stay.
class BreadcrumbBar : public QWidget
{
    Q_OBJECT

public:
    explicit BreadcrumbBar(QWidget *parent = nullptr);

    void setCrumbs(const QList<Crumb> &crumbs);
    [[nodiscard]] const QList<Crumb> &crumbs() const { return m_crumbs; }
    /// Alt+Left and Alt+Right (Cmd+[ and Cmd+] on macOS) trigger these too, window-wide.
    [[nodiscard]] QAction *backAction() const { return m_back; }
    [[nodiscard]] QAction *forwardAction() const { return m_forward; }
    void setHistory(bool canGoBack, bool canGoForward);

Q_SIGNALS:
    void crumbActivated(const QVariant &target);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void rebuild();
    [[nodiscard]] int widthOf(const Crumb &crumb) const;

    QHBoxLayout *m_row;
    QAction *m_back;
    QAction *m_forward;
    QList<Crumb> m_crumbs;
    QList<int> m_folded;
    bool m_built = false;
};

} // namespace orrery::views
