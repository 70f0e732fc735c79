// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/error_body.h"

#include "api/core/http_log.h"
#include "api/core/json_codec.h"

#include <QRegularExpression>

namespace orrery::api {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestMessage = 500;
constexpr qsizetype longestErrorBody = 64 * 1024; ///< nobody reads further into an error page

QString shortened(const QString &text)
{
    const QString trimmed = redact(text.trimmed());
    return trimmed.size() <= longestMessage ? trimmed : trimmed.left(longestMessage - 1) + QChar(0x2026);
}

QString firstLine(const QString &text)
{
    const auto lines = QStringView(text).split(u'\n');
    for (const QStringView line : lines) {
        if (const QStringView trimmed = line.trimmed(); !trimmed.isEmpty())
            return trimmed.toString();
    }
    return {};
}

QString withoutEntities(QString text)
{
    // Only the five that every page uses; the rest stays as it is, being plain text anyway.
    return text.replace("&lt;"_L1, "<"_L1)
        .replace("&gt;"_L1, ">"_L1)
        .replace("&quot;"_L1, "\""_L1)
        .replace("&#39;"_L1, "'"_L1)
        .replace("&amp;"_L1, "&"_L1);
}

bool looksLikeHtml(const QString &text, const QByteArray &contentType)
{
    if (contentType.toLower().contains("html"))
        return true;
    const QStringView start = QStringView(text).trimmed().left(15);
    return start.startsWith("<!doctype html"_L1, Qt::CaseInsensitive)
        || start.startsWith("<html"_L1, Qt::CaseInsensitive);
}

QString textOfHtml(QString html)
{
    static const QRegularExpression title(u"<title[^>]*>([^<]*)"_s, QRegularExpression::CaseInsensitiveOption);
    if (const auto match = title.match(html); match.hasMatch()) {
        if (const QString text = match.captured(1).simplified(); !text.isEmpty())
            return withoutEntities(text);
    }
    static const QRegularExpression invisible(u"<(script|style|head)\\b.*?(</\\1\\s*>|$)|<!--.*?(-->|$)"_s,
                                              QRegularExpression::CaseInsensitiveOption
                                                  | QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression tag(u"<[^>]*(>|$)"_s);
    html.replace(invisible, u"\n"_s);
    html.replace(tag, u"\n"_s);
    return withoutEntities(firstLine(html));
}

QString stringIn(const json::Json &object, const char *name)
{
    QString text;
    if (const auto found = object.find(name); found != object.end())
        json::read(*found, text);
    return text;
}

/// {"errors": […]}: each a text, an object with a message, or {"namespace","name","errors":["…"]}.
QString listedErrors(const json::Json &errors)
{
    if (!errors.is_array())
        return {};
    QStringList sentences;
    for (const json::Json &entry : errors) {
        QString text;
        if (json::read(entry, text)) {
            sentences.append(text);
        } else if (entry.is_object()) {
            QStringList reasons;
            if (const auto found = entry.find("errors"); found != entry.end())
                json::read(*found, reasons);
            if (const QString message = stringIn(entry, "message"); reasons.isEmpty() && !message.isEmpty())
                reasons.append(message);
            QStringList subject{stringIn(entry, "namespace"), stringIn(entry, "name")};
            subject.removeAll(QString());
            if (!reasons.isEmpty()) {
                const QString reason = reasons.join(u", "_s);
                sentences.append(subject.isEmpty() ? reason : subject.join(u'.') + u": "_s + reason);
            }
        }
    }
    sentences.removeAll(QString());
    return sentences.join(u"; "_s);
}

} // namespace

QString plainExcerpt(const QByteArray &body, const QByteArray &contentType)
{
    const QString text = QString::fromUtf8(body.left(longestErrorBody));
    return shortened(looksLikeHtml(text, contentType) ? textOfHtml(text) : firstLine(text));
}

ErrorBody readErrorBody(const QByteArray &body, const QByteArray &contentType)
{
    const QByteArray start = body.left(longestErrorBody);
    if (const auto document = json::parse(start)) {
        if (document->is_object()) {
            ErrorBody result{.code = stringIn(*document, "code"), .message = stringIn(*document, "message")};
            if (result.message.isEmpty())
                result.message = stringIn(*document, "error_description");
            const QString error = stringIn(*document, "error");
            if (result.code.isEmpty())
                result.code = error;
            if (const auto errors = document->find("errors"); result.message.isEmpty() && errors != document->end())
                result.message = listedErrors(*errors);
            if (result.message.isEmpty())
                result.message = error;
            result.message = shortened(result.message);
            if (!result.message.isEmpty() || !result.code.isEmpty())
                return result;
        }
        if (document->empty()) // {}, [] and null say nothing worth quoting
            return {};
        QString text;
        if (json::read(*document, text))
            return {.code = {}, .message = shortened(text)};
    }
    return {.code = {}, .message = plainExcerpt(start, contentType)};
}

} // namespace orrery::api
