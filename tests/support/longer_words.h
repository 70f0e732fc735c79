// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QTranslator>

namespace orrery::test {

/// A made-up language for layouts: every text of the program is a third longer, word by word, as a German one would be.
/// Placeholders stay. Also collects what has a number and no plural form in `english`, the translation the program ships.
class LongerWords final : public QTranslator
{
public:
    /// `lengthens` false: as the program reads in English.
    LongerWords(const QString &english, bool lengthens) : m_lengthens(lengthens) { m_loaded = m_english.load(english); }

    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QStringList withoutPlural() const { return m_withoutPlural; }

    [[nodiscard]] QString translate(const char *context, const char *source, const char *comment,
                                    int count) const override
    {
        QString text = m_english.translate(context, source, comment, count);
        // Formats of dates and names of keys are no words.
        const bool own = qstrncmp(context, "Q", 1) != 0;
        if (text.isEmpty() && count >= 0 && own)
            m_withoutPlural.append(QString::fromUtf8(context) + QLatin1String(": ") + QString::fromUtf8(source));
        if (!m_lengthens || !own)
            return text;
        return lengthened(text.isEmpty() ? QString::fromUtf8(source) : text);
    }

    [[nodiscard]] static QString lengthened(const QString &text)
    {
        QString longer;
        qsizetype letters = 0;
        const auto endWord = [&]() {
            if (letters >= 3)
                longer += QString((letters * 35 + 99) / 100, QChar(0xEB)); // ë
            letters = 0;
        };
        for (qsizetype i = 0; i < text.size(); ++i) {
            const QChar at = text.at(i);
            if (at == QLatin1Char('%') && i + 1 < text.size()) {
                endWord();
                longer += at;
                for (++i; i < text.size() && (text.at(i).isDigit() || text.at(i) == QLatin1Char('L')); ++i)
                    longer += text.at(i);
                if (i < text.size() && text.at(i) == QLatin1Char('n'))
                    longer += text.at(i);
                else
                    --i;
                continue;
            }
            // Addresses and names of members are what they are.
            const bool joined = at == QLatin1Char('_') || at == QLatin1Char('/') || at == QLatin1Char(':');
            if (!at.isLetter() && !joined)
                endWord();
            letters = joined ? -100 : letters + (at.isLetter() ? 1 : 0);
            longer += at;
        }
        endWord();
        return longer;
    }

private:
    bool m_lengthens;
    bool m_loaded = false;
    QTranslator m_english;
    mutable QStringList m_withoutPlural;
};

} // namespace orrery::test
