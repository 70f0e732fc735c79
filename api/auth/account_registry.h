// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/auth/account.h"
#include "api/core/clock.h"

#include <QObject>
#include <QThreadPool>

#include <optional>

namespace orrery::api {

/// What went wrong with the accounts file. The accounts in memory stay usable.
struct RegistryProblem
{
    enum class Kind : quint8 {
        Damaged, ///< not readable as accounts: set aside as `setAside`, starting empty
        TooNew, ///< written by a newer Orrery: left alone, nothing is saved in this run
        CannotRead, ///< there, but not readable; left alone, nothing is saved in this run
        CannotWrite, ///< full disk, read-only home: changes last for this run only
    };

    Kind kind = Kind::Damaged;
    QString path;
    QString setAside;
    QString detail;

    friend bool operator==(const RegistryProblem &, const RegistryProblem &) = default;
};

/// The accounts of this installation, in a small JSON file without secrets. Files are touched on a worker thread only;
/// changes are saved at once, atomically, the last state winning.
class AccountRegistry final : public QObject
{
    Q_OBJECT
public:
    /// `path` of the file; its folder is made when needed. `clock` names files that are set aside.
    AccountRegistry(QString path, const Clock *clock, QObject *parent = nullptr);
    ~AccountRegistry() override;

    /// Ends with loaded(), also when there is no file yet. Once, before anything else.
    void load();
    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    [[nodiscard]] const QList<AccountInfo> &accounts() const { return m_accounts; }
    [[nodiscard]] std::optional<AccountInfo> account(const QString &id) const;
    /// The account used last; empty when none.
    [[nodiscard]] QString currentId() const { return m_currentId; }

    /// Adds it, giving it a keychain name no other account has, and answers it as kept.
    AccountInfo add(AccountInfo account);
    /// Replaces the account with the same id; unknown ids are ignored.
    void update(const AccountInfo &account);
    void remove(const QString &id);
    void setCurrent(const QString &id);

Q_SIGNALS:
    void loaded();
    void changed();
    void saved();
    void problem(const orrery::api::RegistryProblem &problem);

private:
    [[nodiscard]] QByteArray fileText() const;
    void save();

    QString m_path;
    const Clock *m_clock;
    QList<AccountInfo> m_accounts;
    QString m_currentId;
    bool m_loaded = false;
    bool m_mayWrite = true;
    bool m_saving = false;
    bool m_saveAgain = false;
    QThreadPool m_worker; ///< one thread; its destructor waits for the last save
};

} // namespace orrery::api
