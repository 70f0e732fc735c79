// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/state_overlay.h"

#include "models/core/error_text.h"
#include "models/core/item_store.h"
#include "models/core/list_store.h"
#include "models/core/text.h"
#include "views/core/action_button.h"
#include "views/core/error_bar.h"
#include "views/core/orrery_style.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"
#include "views/core/table.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace orrery::views {

namespace {
const char *propertyOf(StateOverlay::Cause cause)
{
    return cause == StateOverlay::Cause::ConnectionLost ? "orrery_connectionLost" : "orrery_signInRejected";
}

std::optional<StateOverlay::Cause> causeOf(api::ApiError::Kind kind)
{
    using Kind = api::ApiError::Kind;
    if (kind == Kind::Offline || kind == Kind::HostNotFound)
        return StateOverlay::Cause::ConnectionLost;
    if (kind == Kind::Unauthorized || kind == Kind::NotSignedIn)
        return StateOverlay::Cause::SignInRejected;
    return std::nullopt;
}
} // namespace

/// Grey bars where rows will be. Still: a moving shimmer says nothing more.
class StateOverlay::Skeleton : public QWidget
{
public:
    explicit Skeleton(QWidget *parent) : QWidget(parent) { setAccessibleName(StateOverlay::tr("Loading")); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme theme = Theme::of(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        // Widths of a plausible table; they repeat so that the picture is calm.
        constexpr int widths[] = {46, 62, 38, 54, 70, 42};
        const int rows = qMin(10, height() / space::row);
        for (int row = 0; row < rows; ++row) {
            const double fade = 1.0 - 0.85 * row / 10.0;
            QColor color = theme.color(ColorRole::Pressed);
            color.setAlphaF(static_cast<float>(fade));
            painter.setBrush(color);
            const int y = row * space::row + (space::row - 10) / 2 + space::inner;
            const int first = width() * widths[row % 6] / 250;
            painter.drawRoundedRect(QRect(space::inner, y, first, 10), 5, 5);
            painter.drawRoundedRect(QRect(width() * 45 / 100, y, width() * widths[(row + 2) % 6] / 600, 10), 5, 5);
            painter.drawRoundedRect(QRect(width() * 66 / 100, y, width() * widths[(row + 4) % 6] / 500, 10), 5, 5);
            painter.drawRoundedRect(QRect(width() * 86 / 100, y, width() * widths[(row + 1) % 6] / 700, 10), 5, 5);
        }
    }
};

/// Icon, sentence, detail and a button in the middle: empty, no matches and failure share it.
class StateOverlay::Message : public QWidget
{
public:
    explicit Message(QWidget *parent)
        : QWidget(parent), icon(new QLabel(this)),
          sentence(new PlainLabel(QString(), TextSize::Title, ColorRole::Text, this)),
          detail(new PlainLabel(QString(), TextSize::Body, ColorRole::TextSecondary, this)),
          button(new ActionButton(this)), detailsButton(new QPushButton(StateOverlay::tr("Details"), this)),
          copyButton(new QPushButton(StateOverlay::tr("Copy"), this)), details(new QPlainTextEdit(this))
    {
        auto *column = new QVBoxLayout;
        column->setSpacing(space::inner);
        icon->setAlignment(Qt::AlignCenter);
        sentence->setAlignment(Qt::AlignCenter);
        sentence->setWordWrap(true);
        detail->setAlignment(Qt::AlignCenter);
        detail->setWordWrap(true);
        auto *buttons = new QHBoxLayout;
        buttons->setSpacing(space::inner);
        buttons->addStretch(1);
        buttons->addWidget(button);
        buttons->addWidget(detailsButton);
        buttons->addWidget(copyButton);
        buttons->addStretch(1);
        column->addWidget(icon);
        column->addWidget(sentence);
        column->addWidget(detail);
        column->addSpacing(space::unit);
        column->addLayout(buttons);
        column->addWidget(details);
        details->setReadOnly(true);
        details->setFrameShape(QFrame::NoFrame);
        details->setMaximumHeight(160);
        details->setAccessibleName(StateOverlay::tr("Error details"));
        setMonospace(details, TextSize::Small);
        setButtonKind(detailsButton, ButtonKind::Quiet);
        setButtonKind(copyButton, ButtonKind::Quiet);
        detailsButton->setCheckable(true);
        detailsButton->hide();
        copyButton->hide();
        details->hide();
        QObject::connect(detailsButton, &QPushButton::toggled, details, &QWidget::setVisible);

        auto *box = new QWidget(this);
        box->setLayout(column);
        box->setMaximumWidth(520);
        auto *outer = new QHBoxLayout(this);
        outer->addStretch(1);
        outer->addWidget(box, 4);
        outer->addStretch(1);
        outer->setAlignment(box, Qt::AlignVCenter);
    }

    void setGlyph(Glyph glyph, ColorRole role)
    {
        m_glyph = glyph;
        m_role = role;
        drawIcon();
    }

    QLabel *icon;
    PlainLabel *sentence;
    PlainLabel *detail;
    ActionButton *button;
    QPushButton *detailsButton;
    QPushButton *copyButton;
    QPlainTextEdit *details;

protected:
    void changeEvent(QEvent *event) override
    {
        if (event->type() == QEvent::PaletteChange)
            drawIcon();
        QWidget::changeEvent(event);
    }

private:
    void drawIcon() { icon->setPixmap(glyphPixmap(m_glyph, Theme::of(this).color(m_role), 32, devicePixelRatioF())); }

    Glyph m_glyph = Glyph::Table;
    ColorRole m_role = ColorRole::TextDisabled;
};

StateOverlay::StateOverlay(QWidget *content, QWidget *parent)
    : QWidget(parent), m_content(content), m_bar(new ErrorBar(this)), m_stack(new QStackedLayout),
      m_skeleton(new Skeleton(this)), m_message(new Message(this)), m_failure(new Message(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::inner);
    layout->addWidget(m_bar);
    layout->addLayout(m_stack, 1);
    m_stack->addWidget(content);
    m_stack->addWidget(m_skeleton);
    m_stack->addWidget(m_message);
    m_stack->addWidget(m_failure);

    connect(m_bar, &ErrorBar::retryRequested, this, &StateOverlay::retryRequested);
    connect(m_bar, &ErrorBar::signInRequested, this, &StateOverlay::signInRequested);
    connect(m_bar, &ErrorBar::dismissed, this, [this] { m_dismissed = m_state.error; });
    connect(m_failure->button, &QPushButton::clicked, this, [this] {
        const bool signIn = m_state.error
            && models::describeError(*m_state.error, m_failureTitle).remedy == models::ErrorRemedy::SignIn;
        if (signIn)
            Q_EMIT signInRequested();
        else
            Q_EMIT retryRequested();
    });
    connect(m_failure->copyButton, &QPushButton::clicked, this, [this] {
        if (m_state.error) {
            const models::ErrorText text = models::describeError(*m_state.error, m_failureTitle);
            QApplication::clipboard()->setText(text.paragraph() + QLatin1Char('\n') + text.details);
        }
    });
    connect(m_message->button, &QPushButton::clicked, this, [this] {
        if (m_shown == Shown::NoMatches && m_table)
            m_table->proxy()->setFilterText({});
    });
}

void StateOverlay::bind(models::ListStoreBase *store)
{
    m_isEmpty = [store = QPointer<models::ListStoreBase>(store)] { return store && store->model()->rowCount() == 0; };
    const auto update = [this, store] { setState(store->state(), store->failureTitle()); };
    connect(store, &models::Store::stateChanged, this, update);
    connect(store->model(), &QAbstractItemModel::rowsInserted, this, &StateOverlay::refresh);
    connect(store->model(), &QAbstractItemModel::rowsRemoved, this, &StateOverlay::refresh);
    connect(this, &StateOverlay::retryRequested, store, [store] { store->refresh(); });
    update();
}

void StateOverlay::bind(models::Store *store)
{
    const auto update = [this, store] { setState(store->state(), store->failureTitle()); };
    connect(store, &models::Store::stateChanged, this, update);
    connect(this, &StateOverlay::retryRequested, store, [store] { store->refresh(); });
    update();
}

void StateOverlay::bindTable(TableBinding *table)
{
    m_table = table;
    if (!m_isEmpty)
        m_isEmpty = [table = QPointer<TableBinding>(table)] { return table && table->totalCount() == 0; };
    connect(table, &TableBinding::countsChanged, this, &StateOverlay::refresh);
    refresh();
}

void StateOverlay::setEmptyState(const EmptyState &empty)
{
    m_empty = empty;
    refresh();
}

void StateOverlay::setEmptyTest(std::function<bool()> isEmpty)
{
    m_isEmpty = std::move(isEmpty);
    refresh();
}

void StateOverlay::setState(const models::LoadState &state, const QString &failureTitle)
{
    m_state = state;
    m_failureTitle = failureTitle;
    refresh();
}

void StateOverlay::showPage(Shown shown)
{
    m_shown = shown;
    switch (shown) {
    case Shown::Content:
        m_stack->setCurrentWidget(m_content);
        break;
    case Shown::Skeleton:
        m_stack->setCurrentWidget(m_skeleton);
        break;
    case Shown::Empty:
    case Shown::NoMatches:
        m_stack->setCurrentWidget(m_message);
        break;
    case Shown::Failure:
        m_stack->setCurrentWidget(m_failure);
        break;
    }
}

void StateOverlay::setSaidByWindow(QWidget *window, Cause cause, bool said)
{
    const char *property = propertyOf(cause);
    if (window->property(property).toBool() == said)
        return;
    window->setProperty(property, said);
    const auto overlays = window->findChildren<StateOverlay *>();
    for (StateOverlay *overlay : overlays)
        overlay->refresh();
}

void StateOverlay::refresh()
{
    using Phase = models::LoadState::Phase;
    const bool failed = m_state.phase == Phase::Failed && m_state.error && !m_state.error->isCanceled();
    const bool empty = m_isEmpty && m_isEmpty();
    const bool hasContent = m_state.hasContent || (m_isEmpty && !empty);

    // The bar belongs to failures over content; notices a page put there stay until it clears them. What is one cause for
    // everything on screen, the window says once.
    const std::optional<Cause> cause = failed ? causeOf(m_state.error->kind) : std::nullopt;
    const bool saidByWindow = cause && window()->property(propertyOf(*cause)).toBool();
    if (failed && hasContent && !saidByWindow) {
        if (m_dismissed != m_state.error)
            m_bar->showError(models::describeError(*m_state.error, m_failureTitle));
    } else if (m_state.phase == Phase::Ready || saidByWindow) {
        m_dismissed.reset();
        if (m_bar->isShowing() && m_bar->accessibleName().startsWith(tr("Error: %1").arg(QString())))
            m_bar->clear();
    }

    if (failed && !hasContent) {
        const models::ErrorText text = models::describeError(*m_state.error, m_failureTitle);
        m_failure->setGlyph(m_state.error->kind == api::ApiError::Kind::Offline ? Glyph::Offline : Glyph::Warning,
                            ColorRole::Critical);
        m_failure->sentence->setText(text.title);
        m_failure->detail->setText(text.nextStep.isEmpty() ? text.cause
                                                           : text.cause + QLatin1Char(' ') + text.nextStep);
        m_failure->button->setText(text.remedy == models::ErrorRemedy::SignIn ? tr("Sign in") : tr("Retry"));
        m_failure->details->setPlainText(models::visibleText(text.details, models::LineBreaks::Keep));
        m_failure->detailsButton->setVisible(!text.details.isEmpty());
        m_failure->copyButton->setVisible(true);
        m_failure->setAccessibleName(tr("Error: %1").arg(text.title));
        showPage(Shown::Failure);
        return;
    }
    if (!hasContent && (m_state.phase == Phase::Loading || m_state.phase == Phase::Idle)) {
        // An idle page without data is about to ask for it.
        showPage(Shown::Skeleton);
        return;
    }
    if (empty) {
        if (m_state.phase == Phase::Loading && !m_state.fetchedAt.isValid()) {
            showPage(Shown::Skeleton);
            return;
        }
        m_message->setGlyph(m_empty.glyph, ColorRole::TextDisabled);
        m_message->sentence->setText(m_empty.sentence.isEmpty() ? tr("Nothing here yet") : m_empty.sentence);
        m_message->detail->setText(m_empty.detail);
        m_message->detail->setVisible(!m_empty.detail.isEmpty());
        m_message->button->setAction(m_empty.action, ButtonKind::Primary);
        m_message->button->setVisible(m_empty.action != nullptr);
        m_message->setAccessibleName(m_message->sentence->text());
        showPage(Shown::Empty);
        return;
    }
    if (m_table && m_table->visibleCount() == 0 && m_table->totalCount() > 0) {
        m_message->setGlyph(Glyph::Search, ColorRole::TextDisabled);
        m_message->sentence->setText(tr("No row matches “%1”").arg(m_table->proxy()->filterText()));
        m_message->detail->setText(tr("%Ln row(s) are hidden by the filter.", nullptr, m_table->totalCount()));
        m_message->detail->show();
        m_message->button->setAction(nullptr, ButtonKind::Normal);
        m_message->button->setText(tr("Clear filter"));
        m_message->button->show();
        m_message->setAccessibleName(m_message->sentence->text());
        showPage(Shown::NoMatches);
        return;
    }
    showPage(Shown::Content);
}

} // namespace orrery::views
