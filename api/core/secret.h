// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDebug>

#include <utility>

namespace orrery::api {

/// A token or password in memory. Each copy owns its bytes and overwrites them when it goes; there is no way to print one,
/// and redact() finds it in any text while one exists. The bytes leave only through reveal(), which is what a reviewer
/// greps for.
class Secret
{
public:
    Secret() = default;
    explicit Secret(const QByteArray &bytes) : m_bytes(bytes.constData(), bytes.size()) { remember(); }
    Secret(const Secret &other) : Secret(other.m_bytes) {}
    Secret(Secret &&other) noexcept
    {
        other.forget();
        m_bytes = std::exchange(other.m_bytes, {});
        remember();
    }
    Secret &operator=(Secret other) noexcept
    {
        forget();
        other.forget();
        m_bytes.swap(other.m_bytes);
        other.remember();
        remember();
        return *this;
    }
    ~Secret()
    {
        forget();
        wipe(m_bytes);
    }

    [[nodiscard]] const QByteArray &reveal() const { return m_bytes; }
    [[nodiscard]] bool isEmpty() const { return m_bytes.isEmpty(); }
    [[nodiscard]] qsizetype size() const { return m_bytes.size(); }

    friend bool operator==(const Secret &left, const Secret &right) { return left.m_bytes == right.m_bytes; }

    /// Overwrites bytes that nobody else shares.
    static void wipe(QByteArray &bytes)
    {
        if (bytes.isEmpty() || !bytes.isDetached())
            return;
        volatile char *at = bytes.data();
        for (qsizetype left = bytes.size(); left > 0; --left)
            *at++ = '\0';
    }

    /// `text` without the secrets that exist in this process; those shorter than eight bytes would take words with them.
    static QString withoutSecrets(QString text);

private:
    void remember() const;
    void forget() const;

    QByteArray m_bytes;
};

QDebug operator<<(QDebug, const Secret &) = delete;

} // namespace orrery::api
