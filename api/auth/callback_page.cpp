// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/callback_page.h"

#include <QCoreApplication>
#include <QCryptographicHash>

namespace orrery::api {

namespace {
struct Words
{
    QString title, text;
};

struct CallbackText
{
    Q_DECLARE_TR_FUNCTIONS(CallbackPage)
};

Words wordsFor(CallbackPage page)
{
    switch (page) {
    case CallbackPage::SignedIn:
        return {CallbackText::tr("You are signed in"),
                CallbackText::tr("Orrery received your sign-in. You can close this tab and return to Orrery.")};
    case CallbackPage::Finishing:
        return {CallbackText::tr("Almost there"),
                CallbackText::tr(
                    "Orrery is finishing the sign-in. Return to Orrery to see whether it succeeded; this tab can be "
                    "closed.")};
    case CallbackPage::Failed:
        return {
            CallbackText::tr("Sign-in failed"),
            CallbackText::tr(
                "Orrery received your answer, but PlanetScale did not complete the sign-in. Return to Orrery to see "
                "why.")};
    case CallbackPage::Denied:
        return {CallbackText::tr("The sign-in was declined"),
                CallbackText::tr(
                    "Nothing was granted to Orrery. You can close this tab, or return to Orrery and try again.")};
    case CallbackPage::AlreadyUsed:
        return {CallbackText::tr("Already received"),
                CallbackText::tr("Orrery has already received an answer for this sign-in. You can close this tab and "
                                 "return to Orrery.")};
    case CallbackPage::NotForUs:
        return {CallbackText::tr("No sign-in is waiting here"),
                CallbackText::tr(
                    "This address only takes the answer of a sign-in that Orrery is waiting for. Start the sign-in "
                    "again in Orrery.")};
    }
    return {};
}

/// Takes code and state out of the address bar, and with it out of the browser's history. The only script that may run: the
/// policy names it by its hash.
const QByteArray &addressScript()
{
    static const QByteArray script = QByteArrayLiteral("history.replaceState(null, '', location.pathname)");
    return script;
}

QByteArray reasonPhrase(int status)
{
    switch (status) {
    case 200:
        return QByteArrayLiteral("OK");
    case 404:
        return QByteArrayLiteral("Not Found");
    case 405:
        return QByteArrayLiteral("Method Not Allowed");
    case 409:
        return QByteArrayLiteral("Conflict");
    case 431:
        return QByteArrayLiteral("Request Header Fields Too Large");
    default:
        return QByteArrayLiteral("Bad Request");
    }
}
} // namespace

QByteArray callbackAnswer(CallbackPage page, int status, bool head)
{
    const Words words = wordsFor(page);
    // System colours only: the page follows the browser's light and dark.
    const QString html =
        QStringLiteral("<!doctype html>\n"
                       "<html>\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width\">\n"
                       "<meta name=\"color-scheme\" content=\"light dark\">\n"
                       "<title>%1 – Orrery</title>\n"
                       "<style>\n"
                       ":root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }\n"
                       "body { background: Canvas; color: CanvasText; display: grid; min-height: 90vh;\n"
                       "  place-content: center; margin: 0 1.5rem; }\n"
                       "main { max-width: 30rem; }\n"
                       "h1 { font-size: 1.5rem; font-weight: 600; margin: 0 0 0.5rem; }\n"
                       "p { margin: 0; }\n"
                       "</style>\n<script>%3</script>\n</head>\n"
                       "<body><main><h1>%1</h1><p>%2</p></main></body>\n</html>\n")
            .arg(words.title.toHtmlEscaped(), words.text.toHtmlEscaped(), QString::fromLatin1(addressScript()));
    const QByteArray body = html.toUtf8();
    QByteArray answer = "HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonPhrase(status) + "\r\n";
    if (status == 405)
        answer += "Allow: GET\r\n";
    answer += "Content-Type: text/html; charset=utf-8\r\n"
              "Content-Length: "
        + QByteArray::number(body.size())
        + "\r\n"
          "Cache-Control: no-store\r\n"
          "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-"
        + QCryptographicHash::hash(addressScript(), QCryptographicHash::Sha256).toBase64()
        + "'; frame-ancestors 'none'\r\n"
          "Referrer-Policy: no-referrer\r\n"
          "X-Content-Type-Options: nosniff\r\n"
          "Connection: close\r\n\r\n";
    return head ? answer : answer + body;
}

} // namespace orrery::api
