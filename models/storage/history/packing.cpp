// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/history/packing.h"

#include <limits>

// packed() and unpack(): one byte that says which version this is, the number of readings, then for each
//   a byte of flags, the change of the distance in time to the one before, and what the flags announce.
// Numbers are in groups of seven bits, the lowest first; differences are folded (0, -1, 1, -2, …) so that small ones are
// short whatever their sign.
namespace orrery::models {

namespace {

constexpr uchar version = 1;

enum Flag : uchar {
    HasUsed = 1 << 0,
    HasCapacity = 1 << 1,
    SameCapacity = 1 << 2, ///< as the last one that was given
    HasPercent = 1 << 3,
    NewSource = 1 << 4,
    HasDropped = 1 << 5,
    AllFlags = (1 << 6) - 1,
};

constexpr int groupBits = 7;
constexpr uchar groupMask = 0x7f;
constexpr uchar moreFollows = 0x80;
constexpr int longestNumber = 10; ///< bytes of 64 bits
constexpr qint64 lastSecond = 253'402'300'799; ///< 9999-12-31
constexpr int lastSource = int(StorageSource::Imported);

/// The readings just seen: everything is given as a difference to them.
struct Before
{
    quint64 at = 0;
    quint64 step = 0;
    quint64 used = 0;
    quint64 capacity = 0;
    quint64 percent = 0;
    uchar source = 0;
};

void put(QByteArray &bytes, quint64 number)
{
    while (number > groupMask) {
        bytes.append(char(uchar(number & groupMask) | moreFollows));
        number >>= groupBits;
    }
    bytes.append(char(number));
}

/// Differences wrap around, so that no two numbers are too far apart.
void putChange(QByteArray &bytes, quint64 number, quint64 &before)
{
    const quint64 change = number - before;
    put(bytes, (change << 1U) ^ (0 - (change >> 63U)));
    before = number;
}

class Input
{
public:
    explicit Input(QByteArrayView bytes)
        : m_at(reinterpret_cast<const uchar *>(bytes.data())), m_end(m_at + bytes.size())
    {}

    [[nodiscard]] bool good() const { return m_good; }
    [[nodiscard]] bool atEnd() const { return m_at == m_end; }

    uchar byte()
    {
        if (m_at == m_end) {
            m_good = false;
            return 0;
        }
        return *m_at++;
    }

    quint64 number()
    {
        // Where a number cannot reach beyond the end, which is nearly everywhere, its bytes need not be counted.
        const bool isNearEnd = m_end - m_at < longestNumber;
        const uchar *at = m_at;
        quint64 result = 0;
        for (quint64 shift = 0; shift < quint64(groupBits) * longestNumber; shift += groupBits) {
            if (isNearEnd && at == m_end)
                break;
            const uchar next = *at++;
            result |= quint64(next & groupMask) << shift;
            if (!(next & moreFollows)) {
                m_at = at;
                return result;
            }
        }
        m_good = false;
        m_at = m_end;
        return 0;
    }

    quint64 changed(quint64 &before)
    {
        const quint64 folded = number();
        before += (folded >> 1U) ^ (0 - (folded & 1U));
        return before;
    }

private:
    const uchar *m_at;
    const uchar *m_end;
    bool m_good = true;
};

} // namespace

QByteArray packed(const std::vector<KeptReading> &readings)
{
    QByteArray bytes;
    constexpr qsizetype usual = 8;
    bytes.reserve(qsizetype(readings.size()) * usual + usual);
    bytes.append(char(version));
    put(bytes, readings.size());
    Before before;
    for (const KeptReading &reading : readings) {
        const auto source = uchar(reading.source);
        const bool sameCapacity = reading.capacity != KeptReading::none && quint64(reading.capacity) == before.capacity;
        uchar flags = 0;
        flags |= reading.used != KeptReading::none ? HasUsed : 0;
        flags |= reading.capacity != KeptReading::none ? HasCapacity : 0;
        flags |= sameCapacity ? SameCapacity : 0;
        flags |= reading.percent != KeptReading::none ? HasPercent : 0;
        flags |= source != before.source ? NewSource : 0;
        flags |= reading.dropped != 0 ? HasDropped : 0;
        bytes.append(char(flags));
        const quint64 step = quint64(reading.at) - before.at;
        putChange(bytes, step, before.step);
        before.at = quint64(reading.at);
        if (flags & HasUsed)
            putChange(bytes, quint64(reading.used), before.used);
        if ((flags & HasCapacity) && !sameCapacity)
            putChange(bytes, quint64(reading.capacity), before.capacity);
        if (flags & HasPercent)
            putChange(bytes, quint64(reading.percent), before.percent);
        if (flags & NewSource)
            bytes.append(char(source));
        if (flags & HasDropped)
            put(bytes, reading.dropped);
        before.source = source;
    }
    return bytes;
}

bool unpack(QByteArrayView bytes, std::vector<KeptReading> *readings)
{
    Input input(bytes);
    if (input.byte() != version)
        return false;
    const std::size_t there = readings->size();
    const quint64 count = input.number();
    if (!input.good() || count > quint64(bytes.size()))
        return false;
    readings->resize(there + std::size_t(count));
    Before before;
    bool good = true;
    for (std::size_t i = there; i < readings->size() && good; ++i) {
        KeptReading &reading = (*readings)[i];
        const uchar flags = input.byte();
        before.at += input.changed(before.step);
        reading.at = qint64(before.at);
        if (flags & HasUsed)
            reading.used = qint64(input.changed(before.used));
        if (flags & HasCapacity)
            reading.capacity = qint64((flags & SameCapacity) ? before.capacity : input.changed(before.capacity));
        if (flags & HasPercent)
            reading.percent = qint64(input.changed(before.percent));
        if (flags & NewSource)
            before.source = input.byte();
        if (flags & HasDropped)
            reading.dropped = quint32(std::min<quint64>(input.number(), std::numeric_limits<quint32>::max()));
        good = input.good() && !(flags & ~AllFlags) && before.source <= lastSource && reading.at >= 0
            && reading.at <= lastSecond && reading.used >= KeptReading::none && reading.capacity >= KeptReading::none
            && reading.percent >= KeptReading::none && (i == there || reading.at > (*readings)[i - 1].at);
        reading.source = StorageSource(before.source);
    }
    if (!good || !input.atEnd())
        readings->resize(there);
    return good && input.atEnd();
}

} // namespace orrery::models
