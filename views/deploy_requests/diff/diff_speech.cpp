// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/diff/diff_speech.h"

#include <QCoreApplication>
#include <QStringList>

namespace orrery::views {

using models::DiffLine;

namespace {

class DiffSpeech
{
    Q_DECLARE_TR_FUNCTIONS(orrery::views::DiffSpeech)

public:
    static QString fold(int hidden) { return tr("%Ln unchanged line(s)", nullptr, hidden); }
    static QString noDifferences() { return tr("No differences"); }
    static QString summary(const models::UnifiedDiff &diff)
    {
        return tr("%Ln line(s) added", nullptr, diff.added) + QLatin1String(", ")
            + tr("%Ln line(s) removed", nullptr, diff.removed);
    }
    static QString line(const DiffLine &source, QString text, bool hasNote)
    {
        if (hasNote)
            text = tr("%1 (with a note)", "a line").arg(text);
        switch (source.kind) {
        case DiffLine::Kind::Added:
            return tr("line %1, added: %2").arg(source.newNumber).arg(text);
        case DiffLine::Kind::Removed:
            return tr("line %1, removed: %2").arg(source.oldNumber).arg(text);
        case DiffLine::Kind::Context:
            return tr("line %1: %2").arg(source.newNumber).arg(text);
        case DiffLine::Kind::HunkHeader:
        case DiffLine::Kind::Note:
            break;
        }
        return text;
    }
};

} // namespace

QString foldText(int hiddenLines)
{
    return DiffSpeech::fold(hiddenLines);
}

QString noDifferencesText()
{
    return DiffSpeech::noDifferences();
}

QString diffSummaryText(const models::UnifiedDiff &diff)
{
    return DiffSpeech::summary(diff);
}

QString spokenRow(const DiffDocument &document, int row, const QHash<int, DiffLineMark> &marks)
{
    if (!document.hasRow(row))
        return {};
    const DiffRow &shown = document.row(row);
    if (shown.isFold())
        return foldText(shown.hidden);
    const auto spoken = [&](int line) {
        return DiffSpeech::line(document.line(line), document.shownText(line), marks.contains(line));
    };
    if (document.mode() == DiffMode::Unified || shown.left == shown.right)
        return spoken(shown.left);
    QStringList sides;
    if (shown.left >= 0)
        sides += spoken(shown.left);
    if (shown.right >= 0)
        sides += spoken(shown.right);
    return sides.join(QLatin1String("; "));
}

} // namespace orrery::views
