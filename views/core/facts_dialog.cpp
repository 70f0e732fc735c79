// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/facts_dialog.h"

#include "models/core/roles.h"
#include "views/core/dialog_kit.h"
#include "views/core/plain_label.h"
#include "views/core/section_header.h"
#include "views/core/spacing.h"

#include <QAbstractItemModel>
#include <QClipboard>
#include <QCoreApplication>
#include <QDialog>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPushButton>
#include <QScrollArea>
#include <QTreeView>
#include <QVBoxLayout>

namespace orrery::views {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Details)
};
} // namespace

namespace {
class SpaceKey final : public QObject
{
public:
    explicit SpaceKey(QTreeView *view) : QObject(view), m_view(view) { view->installEventFilter(this); }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (watched == m_view && event->type() == QEvent::KeyPress) {
            const auto *key = static_cast<QKeyEvent *>(event);
            if (key->key() == Qt::Key_Space && key->modifiers() == Qt::NoModifier) {
                showRowDetails(m_view);
                return true;
            }
        }
        return QObject::eventFilter(watched, event);
    }

private:
    QTreeView *m_view;
};
} // namespace

void showDetailsOnSpace(QTreeView *view)
{
    new SpaceKey(view);
}

void showRowDetails(QTreeView *view)
{
    const QModelIndex row = view->currentIndex();
    if (row.isValid())
        showFactsDialog(view->window(), row.siblingAtColumn(0).data().toString(), {{{}, factsOfRow(row)}});
}

QList<Fact> factsOfRow(const QModelIndex &row)
{
    QList<Fact> facts;
    const QAbstractItemModel *model = row.model();
    for (int column = 0; model && column < model->columnCount(); ++column) {
        const QModelIndex cell = row.siblingAtColumn(column);
        Fact fact;
        fact.label = model->headerData(column, Qt::Horizontal).toString();
        fact.value = cell.data().toString();
        fact.exact = cell.data(models::ExactRole).toString();
        fact.monospace = cell.data(models::MonospaceRole).toBool();
        const QVariant state = cell.data(models::StateRole);
        if (state.canConvert<models::StateWord>())
            fact.state = state.value<models::StateWord>();
        if (!fact.label.isEmpty() && (fact.state || !fact.value.isEmpty()))
            facts.append(fact);
    }
    return facts;
}

void showFactsDialog(QWidget *parent, const QString &title, const QList<FactsSection> &sections)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->resize(560, 560);
    auto *column = makeDialogColumn(dialog, Words::tr("Details"), space::group);
    auto *heading = new PlainLabel(title, TextSize::Title);
    heading->setElide(Qt::ElideRight);
    column->addWidget(heading);
    auto *content = new QWidget;
    auto *groups = new QVBoxLayout(content);
    groups->setContentsMargins(0, 0, space::inner, 0);
    groups->setSpacing(space::inner);
    QList<FactsPanel *> panels;
    for (const FactsSection &section : sections) {
        if (section.facts.isEmpty())
            continue;
        if (!panels.isEmpty())
            groups->addSpacing(space::inner);
        if (!section.heading.isEmpty())
            groups->addWidget(new SectionHeader(section.heading));
        auto *panel = new FactsPanel;
        panel->setFacts(section.facts);
        groups->addWidget(panel);
        panels.append(panel);
    }
    groups->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setAccessibleName(dialog->windowTitle());
    scroll->setWidget(content);
    column->addWidget(scroll, 1);
    auto *close = new QPushButton(Words::tr("Close"));
    auto *copy = new QPushButton(Words::tr("Copy all"));
    QObject::connect(copy, &QPushButton::clicked, dialog, [panels]() {
        QStringList texts;
        for (const FactsPanel *panel : panels)
            texts.append(panel->asText());
        QGuiApplication::clipboard()->setText(texts.join(QStringLiteral("\n\n")));
    });
    QObject::connect(close, &QPushButton::clicked, dialog, &QDialog::close);
    column->addWidget(makeDialogButtons({.closing = close, .others = {copy}}));
    dialog->open();
}

} // namespace orrery::views
