// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/tone.h"
#include "views/core/icons.h"

#include <QWidget>

#include <optional>

namespace orrery::views {

/// How a chip is drawn; shared by StateChip, CellDelegate and the page title.
struct ChipLook
{
    std::optional<Glyph> glyph; ///< unset: the tone's own
    bool filled = true; ///< false: icon and word without background, for dense tables
};

/// Size of a chip with this word, in device-independent pixels.
QSize chipSize(const models::StateWord &word, const ChipLook &look = {});
/// Paints icon, word and fill, left-aligned and centred vertically in `rect`; elides the word when it does not fit.
void paintChip(QPainter *painter, const QRect &rect, const models::StateWord &word, const Theme &theme,
               const ChipLook &look = {}, Qt::LayoutDirection direction = Qt::LeftToRight);

/// A state as icon + word + colour. Its explanation is the tooltip and the accessible description.
class StateChip : public QWidget
{
    Q_OBJECT

public:
    explicit StateChip(QWidget *parent = nullptr);
    explicit StateChip(const models::StateWord &word, QWidget *parent = nullptr);

    [[nodiscard]] const models::StateWord &state() const { return m_word; }
    void setState(const models::StateWord &word);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    models::StateWord m_word;
};

} // namespace orrery::views
