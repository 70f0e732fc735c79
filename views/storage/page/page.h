// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/window/list_page.h"

class QAction;
class QMenu;
class QSplitter;

namespace orrery::models {
class StorageView;
struct RadarVolume;
struct StorageSeries;
struct StorageVolume;
} // namespace orrery::models

namespace orrery::views {

class StorageDetail;

/// Every volume of every organization, the one that most needs somebody first, and the current one with its history below.
class StoragePage final : public ListPage
{
    Q_OBJECT
public:
    StoragePage(PageContext context, models::Location location, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Storage"); }
    void activate() override;
    void deactivate() override;
    void refresh() override;
    void openTab(const QString &tab) override;
    [[nodiscard]] QList<std::pair<QString, QString>> keys() const override;

    [[nodiscard]] ListPane *volumes() const { return m_volumes; }
    [[nodiscard]] StorageDetail *detail() const { return m_detail; }

private:
    void showCurrent();
    void updateFacts();
    void makeMenu();
    /// One line for each branch or server that could not be read, with the cause.
    [[nodiscard]] QStringList failures() const;
    void fillRowMenu(QMenu *menu);
    void askForget(const models::StorageVolume &volume);
    void confirmForget(const models::StorageVolume &volume, const models::StorageSeries &kept);
    [[nodiscard]] const models::RadarVolume *current() const;

    models::StorageView *m_view;
    ListPane *m_volumes;
    StorageDetail *m_detail;
    QAction *m_showFailures = nullptr;
    QSplitter *m_splitter;
};

} // namespace orrery::views
