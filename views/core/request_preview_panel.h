// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/request_preview.h"

#include <QWidget>

class QPlainTextEdit;
class QTabBar;
class QToolButton;

namespace orrery::views {

/// "Preview request": folded by default, shows what will be sent as request, pscale command and curl, each to copy.
class RequestPreviewPanel : public QWidget
{
    Q_OBJECT

public:
    explicit RequestPreviewPanel(QWidget *parent = nullptr);

    void setPreview(const models::RequestPreview &preview) { setPreviews({preview}); }
    /// Several, in the order they are sent.
    void setPreviews(const QList<models::RequestPreview> &previews);
    [[nodiscard]] bool isExpanded() const;
    void setExpanded(bool expanded);
    /// What is shown in the current tab.
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void expandedChanged(bool expanded);

private:
    void showTab(int index);

    static QString textOf(const models::RequestPreview &preview, int form);

    QList<models::RequestPreview> m_previews;
    QToolButton *m_toggle;
    QWidget *m_body;
    QTabBar *m_tabs;
    QPlainTextEdit *m_text;
    QToolButton *m_copy;
};

} // namespace orrery::views
