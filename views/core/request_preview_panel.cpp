// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/request_preview_panel.h"

#include "models/core/text.h"
#include "views/core/icons.h"
#include "views/core/spacing.h"
#include "views/core/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace orrery::views {

namespace {
constexpr int requestForm = 0;
constexpr int pscaleForm = 1;
constexpr int curlForm = 2;
} // namespace

RequestPreviewPanel::RequestPreviewPanel(QWidget *parent)
    : QWidget(parent), m_toggle(new QToolButton(this)), m_body(new QWidget(this)), m_tabs(new QTabBar(m_body)),
      m_text(new QPlainTextEdit(m_body)), m_copy(new QToolButton(m_body))
{
    m_toggle->setText(tr("Preview request"));
    m_toggle->setIcon(glyphIcon(Glyph::ChevronRight));
    m_toggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toggle->setAutoRaise(true);
    m_toggle->setCheckable(false);
    m_toggle->setFocusPolicy(Qt::StrongFocus);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("Form of the request"));
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_text->setWordWrapMode(QTextOption::WrapAnywhere);
    m_text->setAccessibleName(tr("Request to be sent"));
    m_text->setFixedHeight(132);
    setMonospace(m_text, TextSize::Body);
    setFillRole(m_text, ColorRole::SurfaceSunken);
    m_text->document()->setDocumentMargin(space::inner);
    m_copy->setIcon(glyphIcon(Glyph::Copy));
    m_copy->setToolTip(tr("Copy"));
    m_copy->setAccessibleName(tr("Copy the request"));
    m_copy->setAutoRaise(true);
    m_copy->setFocusPolicy(Qt::StrongFocus);

    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_tabs);
    row->addStretch(1);
    row->addWidget(m_copy);
    auto *body = new QVBoxLayout(m_body);
    body->setContentsMargins(0, 0, 0, 0);
    body->setSpacing(space::unit);
    body->addLayout(row);
    body->addWidget(m_text);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_toggle, 0, Qt::AlignLeft);
    layout->addWidget(m_body);
    m_body->hide();

    connect(m_toggle, &QToolButton::clicked, this, [this] { setExpanded(!isExpanded()); });
    connect(m_tabs, &QTabBar::currentChanged, this, &RequestPreviewPanel::showTab);
    connect(m_copy, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(text()); });
}

void RequestPreviewPanel::setPreviews(const QList<models::RequestPreview> &previews)
{
    if (previews == m_previews)
        return;
    m_previews = previews;
    const auto any = [&previews](QString models::RequestPreview::*form) {
        return std::any_of(previews.cbegin(), previews.cend(),
                           [form](const models::RequestPreview &each) { return !(each.*form).isEmpty(); });
    };
    const int form = m_tabs->tabData(m_tabs->currentIndex()).toInt();
    const QSignalBlocker blocker(m_tabs);
    while (m_tabs->count() > 0)
        m_tabs->removeTab(0);
    m_tabs->addTab(tr("Request"));
    m_tabs->setTabData(0, requestForm);
    if (any(&models::RequestPreview::pscale))
        m_tabs->setTabData(m_tabs->addTab(QStringLiteral("pscale")), pscaleForm);
    if (any(&models::RequestPreview::curl))
        m_tabs->setTabData(m_tabs->addTab(QStringLiteral("curl")), curlForm);
    // Whoever reads the commands goes on reading commands.
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (m_tabs->tabData(i).toInt() == form)
            m_tabs->setCurrentIndex(i);
    }
    m_toggle->setText(previews.size() > 1 ? tr("Preview %Ln request(s)", nullptr, int(previews.size()))
                                          : tr("Preview request"));
    showTab(m_tabs->currentIndex());
}

QString RequestPreviewPanel::textOf(const models::RequestPreview &preview, int form)
{
    switch (form) {
    case pscaleForm:
        return preview.pscale.isEmpty() ? tr("# no pscale command: %1 %2").arg(preview.method, preview.url)
                                        : preview.pscale;
    case curlForm:
        return preview.curl;
    default:
        return preview.body.isEmpty()
            ? QString(preview.method + QLatin1Char(' ') + preview.url)
            : QString(preview.method + QLatin1Char(' ') + preview.url + QLatin1String("\n\n") + preview.body);
    }
}

void RequestPreviewPanel::showTab(int index)
{
    const int form = m_tabs->tabData(index).toInt();
    QStringList texts;
    for (const models::RequestPreview &preview : std::as_const(m_previews)) {
        if (!preview.note.isEmpty())
            texts.append(QLatin1String("# ") + preview.note);
        texts.append(textOf(preview, form));
    }
    m_text->setPlainText(models::visibleText(
        texts.join(form == requestForm ? QStringLiteral("\n\n") : QStringLiteral("\n")), models::LineBreaks::Keep));
}

bool RequestPreviewPanel::isExpanded() const
{
    return !m_body->isHidden();
}

void RequestPreviewPanel::setExpanded(bool expanded)
{
    if (expanded == isExpanded())
        return;
    m_body->setVisible(expanded);
    m_toggle->setIcon(glyphIcon(expanded ? Glyph::ChevronDown : Glyph::ChevronRight));
    Q_EMIT expandedChanged(expanded);
}

QString RequestPreviewPanel::text() const
{
    return m_text->toPlainText();
}

} // namespace orrery::views
