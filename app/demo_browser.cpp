// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo_browser.h"

#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRegularExpression>

namespace orrery {

namespace {
/// What an attribute's text stands for.
QString plainText(QString attribute)
{
    return attribute.replace(QLatin1String("&quot;"), QLatin1String("\""))
        .replace(QLatin1String("&lt;"), QLatin1String("<"))
        .replace(QLatin1String("&gt;"), QLatin1String(">"))
        .replace(QLatin1String("&amp;"), QLatin1String("&"));
}
} // namespace

DemoBrowser::DemoBrowser(QNetworkAccessManager *network, QObject *parent) : QObject(parent), m_network(network) {}

bool DemoBrowser::open(const QUrl &authorizeUrl)
{
    if (!QHostAddress(authorizeUrl.host()).isLoopback())
        return false;
    // Fetching the page first is what a browser does; it also shows a refusal before anything is pressed.
    QNetworkReply *page = m_network->get(QNetworkRequest(authorizeUrl));
    page->setParent(this);
    connect(page, &QNetworkReply::finished, this, [this, page, authorizeUrl]() {
        page->deleteLater();
        if (page->error() == QNetworkReply::NoError)
            allow(authorizeUrl, QString::fromUtf8(page->readAll()));
    });
    return true;
}

void DemoBrowser::allow(const QUrl &authorizeUrl, const QString &page)
{
    QUrl action = authorizeUrl;
    action.setQuery(QString());
    QNetworkRequest request(action);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/x-www-form-urlencoded"));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    // Everything the page's form would send: its hidden fields and the boxes it ticked.
    static const QRegularExpression input(QStringLiteral("<input[^>]*name=\"([^\"]*)\"[^>]*value=\"([^\"]*)\""));
    QByteArray form;
    for (auto match = input.globalMatch(page); match.hasNext();) {
        const QRegularExpressionMatch field = match.next();
        form += QUrl::toPercentEncoding(plainText(field.captured(1))) + '='
            + QUrl::toPercentEncoding(plainText(field.captured(2))) + '&';
    }
    form += "decision=allow";
    QNetworkReply *answer = m_network->post(request, form);
    answer->setParent(this);
    connect(answer, &QNetworkReply::finished, this, [this, answer]() {
        answer->deleteLater();
        const QUrl target = answer->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl();
        if (!QHostAddress(target.host()).isLoopback())
            return;
        QNetworkReply *callback = m_network->get(QNetworkRequest(target));
        callback->setParent(this);
        connect(callback, &QNetworkReply::finished, callback, &QObject::deleteLater);
    });
}

} // namespace orrery
