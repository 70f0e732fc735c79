// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/oauth_page.h"

namespace orrery::simulator {

using namespace Qt::StringLiterals;

namespace {

QString frame(const QString &title, const QString &content)
{
    return u"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
           u"content=\"width=device-width\"><title>%1</title><style>"
           "body{font:16px/1.5 system-ui,sans-serif;background:#f4f5f7;color:#1b1f24;margin:0;padding:5vh 1em}"
           "main{max-width:30em;margin:auto;background:#fff;border:1px solid #d8dbe0;border-radius:10px;padding:2em}"
           "h1{font-size:1.3em;margin:0 0 "
           ".6em}ul{padding-left:1.2em;columns:2;font-size:.9em;color:#444b55}label{display:block}"
           "fieldset{border:1px solid #d8dbe0;border-radius:6px;margin:1em 0}small{color:#6a7380}"
           "button{font:inherit;padding:.5em 1.4em;border-radius:6px;border:1px solid "
           "#c3c8cf;background:#fff;margin-right:.6em}"
           "button.primary{background:#1b6ac9;border-color:#1b6ac9;color:#fff}"
           "@media(prefers-color-scheme:dark){body{background:#15181c;color:#e6e8eb}main{background:#1e2227;border-"
           "color:#353b43}ul{color:#b6bcc4}"
           "fieldset{border-color:#353b43}button{background:#2a2f36;color:inherit;border-color:#454c55}}"
           "</style></head><body><main>%2</main></body></html>"_s.arg(title.toHtmlEscaped(), content);
}

} // namespace

QByteArray consentPage(const QString &applicationName, const QString &userName, const QStringList &scopes,
                       const QStringList &organizations, const QString &action,
                       const QList<QPair<QString, QString>> &fields)
{
    QString content =
        u"<h1>%1 asks for access</h1><p>You are signed in to the simulator as <strong>%2</strong>.</p>"_s.arg(
            applicationName.toHtmlEscaped(), userName.toHtmlEscaped());
    content += u"<form method=\"post\" action=\"%1\">"_s.arg(action.toHtmlEscaped());
    for (const auto &[name, value] : fields)
        content +=
            u"<input type=\"hidden\" name=\"%1\" value=\"%2\">"_s.arg(name.toHtmlEscaped(), value.toHtmlEscaped());
    content += u"<fieldset><legend>Organizations</legend>"_s;
    for (const QString &organization : organizations)
        content += u"<label><input type=\"checkbox\" name=\"organization\" value=\"%1\" checked> %1</label>"_s.arg(
            organization.toHtmlEscaped());
    content += u"</fieldset><p>It will be able to:</p><ul>"_s;
    for (const QString &scope : scopes)
        content += u"<li>%1</li>"_s.arg(scopeDescription(scope).toHtmlEscaped());
    content += u"</ul><button class=\"primary\" name=\"decision\" value=\"allow\" autofocus>Allow</button>"
               "<button name=\"decision\" value=\"deny\">Deny</button></form>"
               "<p><small>This is Orrery's simulator. No real account is involved.</small></p>"_s;
    return frame(u"Allow %1?"_s.arg(applicationName), content).toUtf8();
}

QByteArray messagePage(const QString &title, const QString &text)
{
    return frame(title, u"<h1>%1</h1><p>%2</p>"_s.arg(title.toHtmlEscaped(), text.toHtmlEscaped())).toUtf8();
}

} // namespace orrery::simulator
