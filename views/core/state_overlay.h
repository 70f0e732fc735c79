// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/load_state.h"
#include "views/core/icons.h"

#include <QPointer>
#include <QWidget>

#include <functional>

class QAction;
class QPushButton;
class QStackedLayout;

namespace orrery::models {
class Store;
class ListStoreBase;
} // namespace orrery::models

namespace orrery::views {

class ErrorBar;
class PlainLabel;
class TableBinding;

/// What an empty page says: what would be here, and the action that makes the first one.
struct EmptyState
{
    Glyph glyph = Glyph::Table;
    QString sentence; ///< "No deploy requests yet"
    QString detail; ///< one more sentence; may be empty
    QAction *action = nullptr; ///< becomes the button; may be null; disabled reasons show as usual
};

/// Wraps a page's content and shows in its place, or above it, how its data stands:
/// skeleton rows on a first load with nothing kept, an empty state, a failure with a way on, and the content itself; when
/// there is content, a failure is a bar above it and the content stays.
class StateOverlay : public QWidget
{
    Q_OBJECT

public:
    /// Takes ownership of `content`.
    explicit StateOverlay(QWidget *content, QWidget *parent = nullptr);

    /// Follows a store: state, failure sentence, and Retry calls its refresh().
    void bind(models::ListStoreBase *store);
    void bind(models::Store *store);
    /// Shows "no matches" with a way to clear the filter while the table's filter hides every row.
    void bindTable(TableBinding *table);

    void setEmptyState(const EmptyState &empty);
    /// For states that come from elsewhere. `failureTitle` as in models::describeError.
    void setState(const models::LoadState &state, const QString &failureTitle);
    /// Whether complete content counts as empty. bind(ListStoreBase) sets it from the rows.
    void setEmptyTest(std::function<bool()> isEmpty);

    enum class Shown : quint8 { Content, Skeleton, Empty, NoMatches, Failure };
    [[nodiscard]] Shown shown() const { return m_shown; }
    /// The bar above the content, for notices of the page.
    [[nodiscard]] ErrorBar *bar() const { return m_bar; }
    /// What the window says itself of everything on screen: one cause has one bar, so the overlays in it do not say it again
    /// above content that is still there.
    enum class Cause : quint8 { ConnectionLost, SignInRejected };
    static void setSaidByWindow(QWidget *window, Cause cause, bool said);

Q_SIGNALS:
    void retryRequested();
    void signInRequested();

private:
    class Skeleton;
    class Message;

    void refresh();
    void showPage(Shown shown);

    QWidget *m_content;
    ErrorBar *m_bar;
    QStackedLayout *m_stack;
    Skeleton *m_skeleton;
    Message *m_message;
    Message *m_failure;
    QPointer<TableBinding> m_table;
    EmptyState m_empty;
    models::LoadState m_state;
    QString m_failureTitle;
    std::optional<api::ApiError> m_dismissed;
    std::function<bool()> m_isEmpty;
    Shown m_shown = Shown::Content;
};

} // namespace orrery::views
