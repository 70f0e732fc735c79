// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/utc.h"
#include "models/core/roles.h"
#include "tests/support/suite.h"
#include "views/core/action_button.h"
#include "views/core/action_gate.h"
#include "views/core/age_label.h"
#include "views/core/breadcrumb_bar.h"
#include "views/core/confirm_dialog.h"
#include "views/core/dialog_kit.h"
#include "views/core/error_bar.h"
#include "views/core/facts_panel.h"
#include "views/core/link_button.h"
#include "views/core/page_title.h"
#include "views/core/plain_label.h"
#include "views/core/progress_line.h"
#include "views/core/request_preview_panel.h"
#include "views/core/scroll_body.h"
#include "views/core/sql_syntax.h"
#include "views/core/state_chip.h"
#include "views/core/state_overlay.h"
#include "views/core/status_strip.h"
#include "views/core/table.h"
#include "views/core/text_dialog.h"

#include <QAccessible>
#include <QAction>
#include <QCheckBox>
#include <QDialog>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QScopeGuard>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace orrery;
using namespace orrery::views;
using namespace Qt::StringLiterals;
using Phase = models::LoadState::Phase;

namespace {

models::LoadState loadState(Phase phase, bool content)
{
    models::LoadState state;
    state.phase = phase;
    state.hasContent = content;
    if (content)
        state.fetchedAt = QDateTime(QDate(2026, 11, 21), QTime(5, 0), orrery::kUtc);
    if (phase == Phase::Failed) {
        state.error = api::ApiError{};
        state.error->kind = api::ApiError::Kind::Server;
        state.error->status = 503;
        state.error->path = u"/v1/organizations"_s;
    }
    return state;
}

ConfirmRequest deletion()
{
    ConfirmRequest request;
    request.words.tier = models::ConfirmationTier::TypeName;
    request.words.title = u"Delete branch add-loyalty?"_s;
    request.words.consequence = u"This cannot be undone."_s;
    request.words.verb = u"Delete branch"_s;
    request.words.nameToType = u"add-loyalty"_s;
    request.words.destructive = true;
    return request;
}

} // namespace

class WidgetsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void labelsNeverRenderHtml()
    {
        PlainLabel label(u"<b>x</b>\u202Ey\nz"_s);
        QCOMPARE(label.textFormat(), Qt::PlainText);
        QCOMPARE(label.text(), u"<b>x</b>⟨U+202E⟩y\u240Az"_s);
        QCOMPARE(label.rawText(), u"<b>x</b>\u202Ey\nz"_s);
        label.setMultiLine(true);
        QCOMPARE(label.text(), u"<b>x</b>⟨U+202E⟩y\nz"_s);
    }

    // What somebody wrote is read in its own direction, in a window of either.
    void aParagraphFollowsItsOwnDirection()
    {
        PlainLabel label(u"שלום עולם"_s);
        label.setMultiLine(true);
        QCOMPARE(label.layoutDirection(), Qt::RightToLeft);
        label.setText(u"hello"_s);
        QCOMPARE(label.layoutDirection(), Qt::LeftToRight);
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        const auto back = qScopeGuard([] { QGuiApplication::setLayoutDirection(Qt::LeftToRight); });
        label.setText(u"hello again"_s);
        QCOMPARE(label.layoutDirection(), Qt::LeftToRight);
    }

    void toolTipsNeverRenderHtml()
    {
        QCOMPARE(plainToolTip(u"Only an administrator can deploy."_s), u"Only an administrator can deploy."_s);
        QVERIFY(plainToolTip(u"<img src=x>"_s).contains(u"&lt;img src=x&gt;"_s));
        QCOMPARE(plainToolTip(QString()), QString());
    }

    void aLineIsAskedForWithoutBlocking()
    {
        QWidget asker;
        QStringList answers;
        QPointer<QDialog> dialog = askForText(&asker,
                                              {.title = u"Rename snapshot"_s,
                                               .label = u"Name"_s,
                                               .text = u"before"_s,
                                               .longest = 8,
                                               .verb = u"Rename"_s,
                                               .missing = u"Type a name first."_s},
                                              [&answers](const QString &text) { answers.append(text); });
        auto *field = dialog->findChild<QLineEdit *>();
        QCOMPARE(field->accessibleName(), u"Name"_s);
        QCOMPARE(field->selectedText(), u"before"_s);
        field->setText(u"  "_s);
        const auto buttons = dialog->findChildren<QPushButton *>();
        const auto found = std::find_if(buttons.cbegin(), buttons.cend(),
                                        [](const QPushButton *each) { return each->text() == u"Rename"_s; });
        QVERIFY(found != buttons.cend());
        const QPushButton *rename = *found;
        QVERIFY(!rename->isEnabled());
        QCOMPARE(rename->toolTip(), u"Type a name first."_s);
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(answers.isEmpty());
        field->clear();
        QTest::keyClicks(field, u" after, long"_s); // eight letters of it
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(answers, QStringList{u"after,"_s});
        QTRY_VERIFY(!dialog);
    }

    void aChipIsNamedByItsWord()
    {
        StateChip chip({models::Tone::Warn, u"Lint warning"_s, u"A foreign key is removed."_s});
        QCOMPARE(chip.accessibleName(), u"Lint warning"_s);
        QCOMPARE(chip.accessibleDescription(), u"A foreign key is removed."_s);
        QCOMPARE(chip.toolTip(), u"A foreign key is removed."_s);
        QVERIFY(chip.sizeHint().width() > 40);
        const QAccessibleInterface *read = QAccessible::queryAccessibleInterface(&chip);
        QVERIFY(read);
        QCOMPARE(read->role(), QAccessible::StaticText);
        QCOMPARE(read->text(QAccessible::Name), u"Lint warning"_s);
        QCOMPARE(read->text(QAccessible::Description), u"A foreign key is removed."_s);
    }

    void aDisabledActionSaysWhy()
    {
        QAction action(u"Deploy"_s);
        action.setToolTip(u"Deploys at once"_s);
        ActionButton button(&action, ButtonKind::Primary);
        setEnabledWithReason(&action, u"Only an administrator can deploy."_s);
        QVERIFY(!action.isEnabled());
        QVERIFY(!button.isEnabled());
        QCOMPARE(button.toolTip(), u"Only an administrator can deploy."_s);
        QCOMPARE(button.accessibleDescription(), u"Only an administrator can deploy."_s);
        QCOMPARE(disabledReason(&action), u"Only an administrator can deploy."_s);
        setEnabledWithReason(&action, u"The branch is being deleted."_s);
        QCOMPARE(button.toolTip(), u"The branch is being deleted."_s);
        setEnabledWithReason(&action, std::nullopt);
        QVERIFY(button.isEnabled());
        QCOMPARE(button.toolTip(), u"Deploys at once"_s);
        QCOMPARE(button.accessibleDescription(), QString());
        QSignalSpy triggered(&action, &QAction::triggered);
        button.click();
        QCOMPARE(triggered.size(), 1);
    }

    void ageIsSaidInWords()
    {
        const QDateTime now(QDate(2026, 11, 21), QTime(5, 0, 12), orrery::kUtc);
        AgeLabel label(nullptr, [now] { return now; });
        label.setState(loadState(Phase::Ready, true));
        QCOMPARE(label.text(), u"updated 12\u00A0s ago"_s);
        label.setState(loadState(Phase::Failed, true));
        QCOMPARE(label.text(), u"offline copy, 12\u00A0s ago"_s);
        models::LoadState loading = loadState(Phase::Loading, true);
        loading.loaded = 100;
        loading.total = 1240;
        label.setState(loading);
        QCOMPARE(label.text(), u"loading 100 of 1,240"_s);
        // A service that counts more than it lists is not taken at its word in silence.
        models::LoadState lacking = loadState(Phase::Ready, true);
        lacking.loaded = 2;
        lacking.total = 4;
        label.setState(lacking);
        QCOMPARE(label.text(), u"2 of 4, updated 12\u00A0s ago"_s);
        QVERIFY2(label.toolTip().contains(u"PlanetScale says there are 4, but sent 2."_s), qPrintable(label.toolTip()));
        lacking.total = 1;
        label.setState(lacking);
        QCOMPARE(label.text(), u"2 instead of 1, updated 12\u00A0s ago"_s);
        QVERIFY2(label.toolTip().contains(u"PlanetScale says there are 1, but sent 2."_s), qPrintable(label.toolTip()));
        lacking.total = 2;
        label.setState(lacking);
        QCOMPARE(label.text(), u"updated 12\u00A0s ago"_s);
        label.setState({});
        QCOMPARE(label.text(), QString());
    }

    void anAgeIsWrittenAnewOnlyWhereItDiffers()
    {
        PageTitle title;
        title.setFacts({{u"Vitess"_s, {}, false}, {u"schema changed 2 min ago"_s, u"12:00"_s, false}});
        const QList<PlainLabel *> labels = title.findChildren<PlainLabel *>();
        title.setFacts({{u"Vitess"_s, {}, false}, {u"schema changed 3 min ago"_s, u"12:00"_s, false}});
        QCOMPARE(title.findChildren<PlainLabel *>(), labels);
        QCOMPARE(labels.last()->text(), u"schema changed 3 min ago"_s);

        FactsPanel panel;
        panel.setFacts({{u"Created"_s, u"2 min ago"_s, {}, false, {}, {}}, {u"ID"_s, u"abc"_s, {}, true, {}, {}}});
        const QList<PlainLabel *> values = panel.findChildren<PlainLabel *>();
        panel.setFacts({{u"Created"_s, u"3 min ago"_s, {}, false, {}, {}}, {u"ID"_s, u"abc"_s, {}, true, {}, {}}});
        QCOMPARE(panel.findChildren<PlainLabel *>(), values);
        QCOMPARE(values.at(1)->text(), u"3 min ago"_s);
        QCOMPARE(values.at(1)->accessibleDescription(), u"3 min ago"_s);
        QCOMPARE(panel.asText(), u"Created: 3 min ago\nID: abc"_s);
        // Another shape is built anew.
        panel.setFacts({{u"ID"_s, u"abc"_s, {}, true, {}, {}}});
        QCOMPARE(panel.asText(), u"ID: abc"_s);
    }

    void progressLineKeepsItsHeight()
    {
        ProgressLine line;
        QCOMPARE(line.height(), 2);
        line.setLoading(true);
        QVERIFY(line.isLoading());
        QCOMPARE(line.height(), 2);
    }

    void overlayShowsTheSkeletonOnlyWithoutContent()
    {
        auto *content = new QWidget;
        StateOverlay overlay(content);
        overlay.setState(loadState(Phase::Loading, false), u"Branches could not be loaded."_s);
        QCOMPARE(overlay.shown(), StateOverlay::Shown::Skeleton);
        overlay.setState(loadState(Phase::Loading, true), u"Branches could not be loaded."_s);
        QCOMPARE(overlay.shown(), StateOverlay::Shown::Content);
    }

    void aFailureKeepsTheContent()
    {
        StateOverlay overlay(new QWidget);
        overlay.show();
        overlay.setState(loadState(Phase::Failed, true), u"Branches could not be loaded."_s);
        QCOMPARE(overlay.shown(), StateOverlay::Shown::Content);
        QVERIFY(overlay.bar()->isShowing());
        QVERIFY(overlay.bar()->text().startsWith(u"Branches could not be loaded."_s));
        overlay.setState(loadState(Phase::Ready, true), u"Branches could not be loaded."_s);
        QVERIFY(!overlay.bar()->isShowing());
    }

    void aDismissedFailureStaysAway()
    {
        StateOverlay overlay(new QWidget);
        overlay.show();
        const models::LoadState failed = loadState(Phase::Failed, true);
        overlay.setState(failed, u"x"_s);
        overlay.bar()->findChild<QToolButton *>()->click();
        QVERIFY(!overlay.bar()->isShowing());
        overlay.setState(failed, u"x"_s);
        QVERIFY(!overlay.bar()->isShowing());
        models::LoadState other = failed;
        other.error->status = 500;
        overlay.setState(other, u"x"_s);
        QVERIFY(overlay.bar()->isShowing());
    }

    void aFailureWithoutContentOffersRetry()
    {
        StateOverlay overlay(new QWidget);
        overlay.show();
        overlay.setState(loadState(Phase::Failed, false), u"Branches could not be loaded."_s);
        QCOMPARE(overlay.shown(), StateOverlay::Shown::Failure);
        QSignalSpy retry(&overlay, &StateOverlay::retryRequested);
        QPushButton *button = nullptr;
        const QList<QPushButton *> buttons = overlay.findChildren<QPushButton *>();
        for (QPushButton *candidate : buttons) {
            if (candidate->isVisible() && candidate->text() == u"Retry"_s)
                button = candidate;
        }
        QVERIFY(button);
        button->click();
        QCOMPARE(retry.size(), 1);
    }

    void emptyOffersTheFirstAction()
    {
        StateOverlay overlay(new QWidget);
        overlay.show();
        QAction action(u"New branch"_s);
        overlay.setEmptyState({Glyph::Branch, u"No branches yet"_s, {}, &action});
        overlay.setEmptyTest([] { return true; });
        overlay.setState(loadState(Phase::Ready, true), u"x"_s);
        QCOMPARE(overlay.shown(), StateOverlay::Shown::Empty);
        QSignalSpy triggered(&action, &QAction::triggered);
        const QList<ActionButton *> buttons = overlay.findChildren<ActionButton *>();
        for (ActionButton *button : buttons) {
            if (button->isVisible())
                button->click();
        }
        QCOMPARE(triggered.size(), 1);
    }

    void aFilterThatHidesAllOffersToClear()
    {
        QStandardItemModel model(3, 1);
        for (int i = 0; i < 3; ++i)
            model.setItem(i, 0, new QStandardItem(u"row %1"_s.arg(i)));
        auto *view = new QTreeView;
        ResourceProxy proxy;
        proxy.setSourceModel(&model);
        StateOverlay overlay(view);
        overlay.show();
        TableBinding *table = bindTable(view, &proxy, {});
        overlay.bindTable(table);
        overlay.setState(loadState(Phase::Ready, true), u"x"_s);
        proxy.setFilterText(u"nothing"_s);
        QCOMPARE(overlay.shown(), StateOverlay::Shown::NoMatches);
        const QList<ActionButton *> buttons = overlay.findChildren<ActionButton *>();
        for (ActionButton *button : buttons) {
            if (button->isVisible())
                button->click();
        }
        QCOMPARE(proxy.filterText(), QString());
        QCOMPARE(overlay.shown(), StateOverlay::Shown::Content);
    }

    void errorBarSaysCauseAndNextStep()
    {
        ErrorBar bar;
        bar.showError({u"Branches could not be loaded."_s, u"The service answered 503."_s, u"Try again in a minute."_s,
                       u"GET /v1\n503"_s, models::ErrorRemedy::Retry});
        QCOMPARE(bar.text(), u"Branches could not be loaded. The service answered 503. Try again in a minute."_s);
        QCOMPARE(bar.findChild<QPlainTextEdit *>()->toPlainText(), u"GET /v1\n503"_s);
        bool acted = false;
        bar.showNotice(models::Tone::Accent, u"2 tables changed."_s, u"Review"_s, [&acted] { acted = true; });
        const QList<QPushButton *> buttons = bar.findChildren<QPushButton *>();
        for (QPushButton *button : buttons) {
            if (button->text() == u"Review"_s)
                button->click();
        }
        QVERIFY(acted);
    }

    void theNameHasToBeTyped()
    {
        ConfirmDialog dialog(deletion());
        QSignalSpy confirmed(&dialog, &ConfirmDialog::confirmed);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        QVERIFY(dialog.cancelButton()->hasFocus() || dialog.focusWidget() == dialog.cancelButton());
        QVERIFY(!dialog.confirmButton()->isEnabled());
        QVERIFY(!dialog.confirmButton()->toolTip().isEmpty());
        dialog.nameField()->setText(u"add-loyalt"_s);
        QVERIFY(!dialog.confirmButton()->isEnabled());
        dialog.nameField()->setText(u"add-loyalty"_s);
        QVERIFY(dialog.confirmButton()->isEnabled());
        QTest::keyClick(dialog.nameField(), Qt::Key_Return);
        QCOMPARE(confirmed.size(), 0); // Enter never confirms
        dialog.confirmButton()->setFocus();
        QTest::keyClick(&dialog, Qt::Key_Return);
        QCOMPARE(confirmed.size(), 0);
        dialog.confirmButton()->click();
        QCOMPARE(confirmed.size(), 1);
    }

    void everyLossHasToBeTicked()
    {
        ConfirmRequest request = deletion();
        request.lost = {{u"orders.total is dropped"_s}, {u"customers.fax is dropped"_s}};
        ConfirmDialog dialog(request);
        dialog.nameField()->setText(u"add-loyalty"_s);
        QVERIFY(!dialog.confirmButton()->isEnabled());
        const QList<QCheckBox *> checks = dialog.findChildren<QCheckBox *>();
        QCOMPARE(checks.size(), 2);
        checks.at(0)->setChecked(true);
        QVERIFY(!dialog.confirmButton()->isEnabled());
        checks.at(1)->setChecked(true);
        QVERIFY(dialog.confirmButton()->isEnabled());
    }

    // The bar of a small dialog makes its last line wrap; once the dialog is as high as it wants to be, both are gone.
    void aDialogThatHasGrownScrollsNoMore()
    {
        auto *content = new QWidget;
        auto *column = new QVBoxLayout(content);
        auto *text = new PlainLabel(u"shop/main ← add-loyalty, 3 tables, nothing dropped, revert possible"_s);
        text->setWordWrap(true);
        column->addWidget(text);
        column->addStretch(1);
        ScrollBody body(content);
        const int bar = body.verticalScrollBar()->sizeHint().width();
        int width = 200;
        while (content->heightForWidth(width) == content->heightForWidth(width - bar))
            ++width;
        body.resize(width, content->heightForWidth(width) / 2);
        body.show();
        QVERIFY(QTest::qWaitForWindowExposed(&body));
        QTRY_VERIFY(body.verticalScrollBar()->isVisible());
        body.resize(width, body.heightForWidth(width));
        QTRY_VERIFY(!body.verticalScrollBar()->isVisible());
        QVERIFY(text->height() >= text->heightForWidth(text->width()));
    }

    void enterOnCancelCancels()
    {
        ConfirmRequest request = deletion();
        request.words.tier = models::ConfirmationTier::Sentence;
        ConfirmDialog dialog(request);
        QSignalSpy rejected(&dialog, &QDialog::rejected);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        QTest::keyClick(&dialog, Qt::Key_Return);
        QCOMPARE(rejected.size(), 1);
    }

    void harmlessActionsAreNotAskedFor()
    {
        ConfirmRequest request;
        request.words.tier = models::ConfirmationTier::Undo;
        int done = 0;
        QWidget page;
        QCOMPARE(ConfirmDialog::ask(&page, request, [&done] { ++done; }), nullptr);
        QCOMPARE(done, 1);
    }

    void aPageThatIsGoneIsNotCalled()
    {
        auto *page = new QWidget;
        int done = 0;
        ConfirmRequest request = deletion();
        request.words.tier = models::ConfirmationTier::Sentence;
        QPointer<ConfirmDialog> dialog = ConfirmDialog::ask(page, request, [&done] { ++done; });
        QVERIFY(dialog);
        dialog->setParent(nullptr);
        delete page;
        QVERIFY(dialog);
        dialog->confirmButton()->click();
        QCOMPARE(done, 0);
        delete dialog;
    }

    void previewShowsThreeForms()
    {
        RequestPreviewPanel panel;
        panel.setPreview({{},
                          u"DELETE"_s,
                          u"https://api.example/v1/x"_s,
                          u"{\n  \"a\": 1\n}"_s,
                          u"pscale branch delete"_s,
                          u"curl -X DELETE"_s});
        QVERIFY(!panel.isExpanded());
        QCOMPARE(panel.text(), u"DELETE https://api.example/v1/x\n\n{\n  \"a\": 1\n}"_s);
        auto *tabs = panel.findChild<QTabBar *>();
        QCOMPARE(tabs->count(), 3);
        tabs->setCurrentIndex(1);
        QCOMPARE(panel.text(), u"pscale branch delete"_s);
        tabs->setCurrentIndex(2);
        QCOMPARE(panel.text(), u"curl -X DELETE"_s);
    }

    void statusOffersUndoOnce()
    {
        StatusStrip strip;
        strip.move(400, 400); // not under the pointer: that would hold the line
        strip.show();
        int undone = 0;
        strip.showMessage(u"Branch closed."_s, models::Tone::Ok, u"Undo"_s, [&undone] { ++undone; });
        QCOMPARE(strip.text(), u"Branch closed."_s);
        strip.actionButton()->click();
        QCOMPARE(undone, 1);
        QCOMPARE(strip.text(), QString());
        strip.actionButton()->click();
        QCOMPARE(undone, 1);
        strip.showMessage(u"Gone soon."_s, models::Tone::Ok, {}, {}, 1);
        QTRY_COMPARE(strip.text(), QString());
    }

    void crumbsLeadBack()
    {
        BreadcrumbBar bar;
        bar.resize(800, 28);
        bar.setCrumbs({{u"acme"_s, 1, {}}, {u"shop"_s, 2, {}}, {u"#42"_s, 3, {}}});
        QSignalSpy activated(&bar, &BreadcrumbBar::crumbActivated);
        const QList<QToolButton *> buttons = bar.findChildren<QToolButton *>();
        for (QToolButton *button : buttons) {
            if (button->text() == u"shop"_s)
                button->click();
        }
        QCOMPARE(activated.size(), 1);
        QCOMPARE(activated.first().first().toInt(), 2);
        QVERIFY(!bar.backAction()->isEnabled());
        bar.setHistory(true, false);
        QVERIFY(bar.backAction()->isEnabled());
    }

    void narrowCrumbsFoldTheMiddle()
    {
        BreadcrumbBar bar;
        bar.resize(300, 28);
        bar.setCrumbs({{u"organization"_s, 1, {}},
                       {u"a-very-long-database-name"_s, 2, {}},
                       {u"Deploy requests"_s, 3, {}},
                       {u"#42"_s, 4, {}}});
        QStringList texts;
        const QList<QToolButton *> buttons = bar.findChildren<QToolButton *>();
        bool folded = false;
        for (QToolButton *button : buttons) {
            texts += button->text();
            folded = folded || button->menu();
        }
        QVERIFY(texts.contains(u"organization"_s));
        QVERIFY(!texts.contains(u"a-very-long-database-name"_s));
        QVERIFY(folded);
    }

    void factsShowWhatIsMissing()
    {
        FactsPanel panel;
        panel.setFacts({{u"Region"_s, u"<i>us</i>"_s, {}, false, {}, {}},
                        {u"Parent"_s, u"main"_s, {}, false, {}, u"branch:main"_s},
                        {u"Restored from"_s, {}, {}, false, {}, {}}});
        QCOMPARE(panel.asText(), u"Region: <i>us</i>\nParent: main\nRestored from: "_s);
        QStringList texts;
        const QList<PlainLabel *> labels = panel.findChildren<PlainLabel *>();
        for (const PlainLabel *label : labels)
            texts += label->text();
        QVERIFY(texts.contains(u"<i>us</i>"_s));
        QVERIFY(texts.contains(u"–"_s));
        QSignalSpy link(&panel, &FactsPanel::linkActivated);
        panel.findChild<LinkButton *>()->click();
        QCOMPARE(link.first().first().toString(), u"branch:main"_s);
    }

    void aLinkThatWrapsShowsAllOfItself()
    {
        LinkButton link(u"Choose a larger cluster size ahead of autoscaling"_s);
        const int line = link.sizeHint().height();
        const int whole = link.sizeHint().width();
        QVERIFY(!link.hasHeightForWidth());
        link.setWordWrap(true);
        QVERIFY(link.hasHeightForWidth());
        QCOMPARE(link.heightForWidth(whole + 2), line);
        QVERIFY(link.heightForWidth(whole * 2 / 3) >= line * 3 / 2);
    }

    void dialogButtonsAnswerToEnterOnlyWhenAskedTo()
    {
        QDialog dialog;
        auto *primary = new QPushButton(u"Import"_s);
        auto *closing = new QPushButton(u"Close"_s);
        auto *apart = new QPushButton(u"Remove"_s);
        auto *field = new QLineEdit;
        QVBoxLayout *column = makeDialogColumn(&dialog, u"Readings"_s);
        column->addWidget(field);
        column->addWidget(makeDialogButtons({.primary = primary, .closing = closing, .apart = apart}));
        QCOMPARE(dialog.windowTitle(), u"Readings"_s);
        QCOMPARE(dialog.accessibleName(), u"Readings"_s);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        // The other end of the row is for what removes.
        QVERIFY(apart->x() < closing->x() && apart->x() < primary->x());
        int presses = 0;
        for (const QPushButton *button : {primary, closing, apart})
            connect(button, &QPushButton::clicked, &dialog, [&presses]() { ++presses; });
        field->setFocus();
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(presses, 0);
        primary->setDefault(true);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(presses, 1);
    }

    void pageTitleKeepsDestructiveActionsApart()
    {
        PageTitle title;
        title.setTitle(u"#42 <b>x</b>"_s);
        QCOMPARE(title.title(), u"#42 <b>x</b>"_s);
        QAction deploy(u"Deploy"_s);
        title.setActions(&deploy);
        QCOMPARE(title.findChildren<ActionButton *>().size(), 2);
        setEnabledWithReason(&deploy, u"Not approved yet."_s);
        const QList<ActionButton *> buttons = title.findChildren<ActionButton *>();
        for (const ActionButton *button : buttons) {
            if (button->action() == &deploy) {
                QCOMPARE(button->toolTip(), u"Not approved yet."_s);
            }
        }
    }

    void sqlIsColoured()
    {
        using Kind = SyntaxSpan::Kind;
        QCOMPARE(sqlSpans(u"  `key` varchar(20) NOT NULL DEFAULT 'it''s', -- why"),
                 (QList<SyntaxSpan>{{8, 7, Kind::Type},
                                    {20, 3, Kind::Keyword},
                                    {24, 4, Kind::Keyword},
                                    {29, 7, Kind::Keyword},
                                    {37, 7, Kind::String},
                                    {46, 6, Kind::Comment}}));
        QCOMPARE(sqlSpans(u"orders.date /* x */ int"),
                 (QList<SyntaxSpan>{{12, 7, Kind::Comment}, {20, 3, Kind::Type}}));
        QCOMPARE(sqlSpans(u"'open"), (QList<SyntaxSpan>{{0, 5, Kind::String}}));
        QCOMPARE(sqlSpans(u""), QList<SyntaxSpan>());
    }
};

ORRERY_SUITE(WidgetsTest)
#include "tst_widgets.moc"
