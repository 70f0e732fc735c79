// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QTextBrowser>

#include <memory>

namespace orrery::views {

/// Shows what somebody wrote in Markdown, as tall as it is: selectable, its links reachable with Tab, and loading nothing,
/// whatever it names. A longer text than markdownLimit says so and can be copied whole.
class MarkdownText final : public QTextBrowser
{
    Q_OBJECT
public:
    explicit MarkdownText(QWidget *parent = nullptr);
    ~MarkdownText() override;

    void setMarkdownText(const QString &markdown);
    [[nodiscard]] const QString &markdownText() const { return m_markdown; }

    QVariant loadResource(int type, const QUrl &name) override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

Q_SIGNALS:
    /// https, or on this computer.
    void linkActivated(const QUrl &url);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    [[nodiscard]] QMimeData *createMimeDataFromSelection() const override;

private:
    void render();
    void follow(const QUrl &url);

    QString m_markdown;
    std::unique_ptr<QTextDocument> m_document;
    mutable QHash<int, int> m_heights; ///< by width
};

} // namespace orrery::views
