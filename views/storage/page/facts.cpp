// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/page/facts.h"

#include "models/core/text.h"
#include "views/core/action_gate.h"
#include "views/core/link_button.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"
#include "views/storage/page/level_bar.h"

#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

namespace orrery::views {

namespace {

constexpr int expectedDays = 30; ///< what the bar's mark stands for

std::optional<double> expectedPercent(const models::StorageForecast &forecast, const QDateTime &from)
{
    std::optional<double> found;
    for (const models::ForecastPoint &point : forecast.cone) {
        if (point.at <= from.addDays(expectedDays))
            found = point.percent;
    }
    return found;
}

QString levelText(const models::StoragePoint &point)
{
    const QString percent = point.usedPercent ? models::formattedPercent(*point.usedPercent) : QString();
    const QString capacity = point.capacityBytes ? models::formattedBytes(*point.capacityBytes) : QString();
    if (!percent.isEmpty())
        return capacity.isEmpty() ? StorageFacts::tr("%1 used").arg(percent)
                                  : StorageFacts::tr("%1 of %2", "a level and the capacity").arg(percent, capacity);
    return point.usedBytes ? StorageFacts::tr("%1 used").arg(models::formattedBytes(*point.usedBytes))
                           : StorageFacts::tr("Level unknown");
}

} // namespace

StorageFacts::StorageFacts(QWidget *parent) : QWidget(parent), m_bar(new StorageBar), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(space::unit);
    m_column->addWidget(m_bar);
    m_column->addStretch(1);
}

void StorageFacts::setVolume(const models::RadarVolume &row, const QList<models::StorageRemedy> &remedies,
                             const QStringList &accounts, const QDateTime &now)
{
    m_bar->setLevel({row.point.usedPercent, expectedPercent(row.forecast, row.point.at)});
    QList<Line> lines;
    const auto add = [&lines](Kind kind, const QString &text, const QUrl &url = {}, const QString &exact = {}) {
        if (!text.isEmpty())
            lines.append({kind, text, url, exact});
    };
    add(Kind::Level, levelText(row.point), {},
        row.point.usedBytes ? models::exactBytes(*row.point.usedBytes) : QString());
    add(Kind::Sentence, row.forecast.sentence);
    // The sentence names the first; all of them stand below each other.
    if (!row.forecast.thresholds.isEmpty())
        add(Kind::Heading, tr("Expected"));
    for (const models::ThresholdForecast &threshold : row.forecast.thresholds) {
        // What autoscaling prevents is not expected.
        if (!models::expectedAt(threshold.percent, row.forecast, row.limits, row.point.capacityBytes, now))
            break;
        add(Kind::Sentence, models::describeThreshold(threshold, now), {}, models::exactTime(threshold.expected));
    }
    if (row.point.usedBytes) {
        const auto full = models::limitForecast(row.limits, row.forecast, *row.point.usedBytes, row.point.at);
        if (full) {
            add(Kind::Sentence,
                tr("Storage limit reached %1", "when, as in 'in 3 months'")
                    .arg(models::relativeTime(full->expected, now)),
                {}, models::exactTime(full->expected));
        }
    }
    const QStringList disk = models::describeDiskLimits(row.limits, row.point.capacityBytes, row.point.usedPercent);
    if (!disk.isEmpty())
        add(Kind::Heading, tr("The disk"));
    for (const QString &sentence : disk)
        add(Kind::Sentence, sentence);
    if (!remedies.isEmpty())
        add(Kind::Heading, tr("What you can do"));
    for (const models::StorageRemedy &remedy : remedies) {
        const bool acts = remedy.dashboard.url.isValid();
        const models::StorageLink &link = acts ? remedy.dashboard : remedy.documentation;
        add(Kind::Link, remedy.text, link.url, link.text);
    }
    add(Kind::Heading, tr("Source"));
    add(Kind::Sentence,
        tr("%1, %2", "a source and the age of its reading")
            .arg(models::sourceName(row.point.source), models::relativeTime(row.point.at, now)),
        {}, models::exactTime(row.point.at));
    for (const models::StorageSource source : row.sources) {
        if (source != row.point.source)
            add(Kind::Sentence, models::sourceName(source));
    }
    if (accounts.size() > 1)
        add(Kind::Sentence, tr("Seen through %1").arg(models::visibleText(QLocale().createSeparatedList(accounts))));
    if (lines == m_lines || changeTexts(lines))
        return;
    m_lines = lines;
    rebuild();
}

bool StorageFacts::changeTexts(const QList<Line> &lines)
{
    const bool same =
        std::equal(lines.cbegin(), lines.cend(), m_lines.cbegin(), m_lines.cend(),
                   [](const Line &a, const Line &b) { return a.kind == b.kind && (a.kind != Kind::Link || a == b); });
    if (!same || !m_content)
        return false;
    qsizetype next = 0;
    for (int i = 0; i < m_content->layout()->count(); ++i) {
        QWidget *shown = m_content->layout()->itemAt(i)->widget();
        if (!shown)
            continue; // a gap
        const Line &line = lines.at(next++);
        auto *label = qobject_cast<PlainLabel *>(shown);
        if (!label)
            continue; // a link
        label->setText(line.text);
        label->setToolTip(plainToolTip(line.exact));
    }
    m_lines = lines;
    return true;
}

void StorageFacts::rebuild()
{
    if (m_content) {
        m_content->hide();
        m_content->deleteLater();
    }
    m_content = new QWidget;
    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::unit);
    for (const Line &line : std::as_const(m_lines)) {
        if (line.kind == Kind::Link && line.url.isValid()) {
            auto *link = new LinkButton(line.text);
            link->setWordWrap(true);
            link->setToolTip(plainToolTip(line.exact));
            link->setAccessibleDescription(line.exact);
            connect(link, &LinkButton::clicked, this, [this, url = line.url]() { Q_EMIT linkOpened(url); });
            column->addWidget(link);
            continue;
        }
        const bool heading = line.kind == Kind::Heading;
        auto *label = new PlainLabel(line.text,
                                     line.kind == Kind::Level ? TextSize::Title
                                         : heading            ? TextSize::Small
                                                              : TextSize::Body,
                                     heading ? ColorRole::TextSecondary : ColorRole::Text);
        label->setWordWrap(true);
        label->setToolTip(plainToolTip(line.exact));
        label->setSelectable(!heading);
        if (heading)
            column->addSpacing(space::inner);
        column->addWidget(label);
    }
    m_column->insertWidget(1, m_content);
}

QString StorageFacts::asText() const
{
    QStringList texts;
    for (const Line &line : m_lines)
        texts.append(line.text);
    return texts.join(u'\n');
}

} // namespace orrery::views
