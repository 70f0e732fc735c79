// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/callback_request.h"

#include <QList>
#include <QUrl>

#include <optional>

namespace orrery::api {

namespace {
constexpr qsizetype maximumValue = 4 * 1024;
constexpr qsizetype maximumErrorText = 400;

Callback refused(Callback::Kind kind, bool head = false)
{
    Callback callback{.kind = kind, .code = {}, .error = {}, .errorDescription = {}, .head = head};
    return callback;
}

// One decoding, done here and nowhere else: the code goes to the token endpoint as these bytes. '+' stays '+', since codes
// may be base64; only texts for people read it as a blank.
QByteArray decoded(const QByteArray &value)
{
    return QByteArray::fromPercentEncoding(value);
}

QString readableText(QByteArray value)
{
    value.replace('+', ' ');
    return QString::fromUtf8(QByteArray::fromPercentEncoding(value)).left(maximumErrorText);
}

bool isPrintableAscii(const QByteArray &text)
{
    return std::all_of(text.cbegin(), text.cend(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

// Takes as long for a wrong first character as for a wrong last one.
bool sameState(const QByteArray &left, const QByteArray &right)
{
    if (left.size() != right.size() || left.isEmpty())
        return false;
    unsigned difference = 0;
    for (qsizetype i = 0; i < left.size(); ++i)
        difference |= unsigned(uchar(left.at(i)) ^ uchar(right.at(i)));
    return difference == 0;
}

struct Query
{
    QList<QByteArray> codes, states, errors, descriptions;
};

Query readQuery(const QByteArray &query)
{
    Query result;
    for (const QByteArray &pair : query.split('&')) {
        const qsizetype equals = pair.indexOf('=');
        const QByteArray name = decoded(equals < 0 ? pair : pair.left(equals));
        const QByteArray value = equals < 0 ? QByteArray() : pair.mid(equals + 1);
        if (name == "code")
            result.codes.append(value);
        else if (name == "state")
            result.states.append(value);
        else if (name == "error")
            result.errors.append(value);
        else if (name == "error_description")
            result.descriptions.append(value);
    }
    return result;
}

Callback judgeQuery(const QByteArray &text, const ExpectedCallback &expected)
{
    const Query query = readQuery(text);
    if (query.states.size() != 1 || !sameState(decoded(query.states.first()), expected.state))
        return refused(Callback::Kind::WrongState);

    if (query.errors.size() == 1 && query.codes.isEmpty()) {
        const QByteArray error = decoded(query.errors.first());
        if (error.isEmpty() || error.size() > maximumErrorText || !isPrintableAscii(error))
            return refused(Callback::Kind::NoCode);
        Callback callback = refused(Callback::Kind::Error);
        callback.error = QString::fromLatin1(error);
        if (!query.descriptions.isEmpty())
            callback.errorDescription = readableText(query.descriptions.first());
        return callback;
    }
    if (query.codes.size() != 1 || !query.errors.isEmpty())
        return refused(Callback::Kind::NoCode);
    const QByteArray code = decoded(query.codes.first());
    if (code.isEmpty() || code.size() > maximumValue || !isPrintableAscii(code))
        return refused(Callback::Kind::NoCode);
    Callback callback = refused(Callback::Kind::Code);
    callback.code = code;
    return callback;
}

bool isMethodToken(const QByteArray &text)
{
    return !text.isEmpty() && text.size() <= 16
        && std::all_of(text.cbegin(), text.cend(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

QByteArray withoutCarriageReturn(const QByteArray &line)
{
    return line.endsWith('\r') ? line.chopped(1) : line;
}

// The value of the one Host header; nothing when it is missing, doubled, or when a header line is broken.
std::optional<QByteArray> hostOf(const QList<QByteArray> &lines)
{
    std::optional<QByteArray> host;
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const QByteArray line = withoutCarriageReturn(lines.at(i));
        if (line.isEmpty())
            break;
        const qsizetype colon = line.indexOf(':');
        if (colon <= 0)
            return std::nullopt;
        if (line.left(colon).compare("host", Qt::CaseInsensitive) != 0)
            continue;
        if (host)
            return std::nullopt;
        host = line.mid(colon + 1).trimmed();
    }
    return host;
}
} // namespace

QString ExpectedCallback::redirectUri() const
{
    return QStringLiteral("http://127.0.0.1:%1%2").arg(port).arg(path);
}

int Callback::status() const
{
    switch (kind) {
    case Kind::Incomplete:
    case Kind::Code:
    case Kind::Error:
        return 200;
    case Kind::WrongMethod:
        return 405;
    case Kind::WrongPath:
        return 404;
    case Kind::TooLarge:
        return 431;
    case Kind::NotHttp:
    case Kind::WrongHost:
    case Kind::WrongState:
    case Kind::NoCode:
    case Kind::WrongAddress:
        return 400;
    }
    return 400;
}

Callback judgeRequest(const QByteArray &received, const ExpectedCallback &expected)
{
    using Kind = Callback::Kind;
    const qsizetype crlfEnd = received.indexOf("\r\n\r\n");
    const qsizetype lfEnd = received.indexOf("\n\n");
    const qsizetype end = crlfEnd < 0 ? lfEnd : (lfEnd < 0 ? crlfEnd : qMin(crlfEnd, lfEnd));

    const qsizetype firstLineEnd = received.indexOf('\n');
    if (firstLineEnd < 0) {
        // Binary noise and TLS handshakes show in the first bytes; there is no need to wait for a line that never ends.
        if (received.size() > maximumCallbackRequest)
            return refused(Kind::TooLarge);
        const QByteArray begin = received.left(received.indexOf(' ') < 0 ? 17 : received.indexOf(' '));
        return begin.isEmpty() || isMethodToken(begin) ? refused(Kind::Incomplete) : refused(Kind::NotHttp);
    }

    const QList<QByteArray> parts = withoutCarriageReturn(received.left(firstLineEnd)).split(' ');
    if (parts.size() != 3 || !isMethodToken(parts.at(0)) || (parts.at(2) != "HTTP/1.1" && parts.at(2) != "HTTP/1.0")
        || !parts.at(1).startsWith('/') || !isPrintableAscii(parts.at(1))) {
        return refused(Kind::NotHttp);
    }
    if (end < 0)
        return refused(received.size() > maximumCallbackRequest ? Kind::TooLarge : Kind::Incomplete);
    if (end > maximumCallbackRequest)
        return refused(Kind::TooLarge);

    const bool head = parts.at(0) == "HEAD";
    const auto host = hostOf(received.left(end).split('\n'));
    if (!host || *host != "127.0.0.1:" + QByteArray::number(expected.port))
        return refused(Kind::WrongHost, head);
    const QByteArray target = parts.at(1);
    const qsizetype question = target.indexOf('?');
    if (target.left(question < 0 ? target.size() : question) != expected.path.toUtf8())
        return refused(Kind::WrongPath, head);
    if (parts.at(0) != "GET")
        return refused(Kind::WrongMethod, head);
    return judgeQuery(question < 0 ? QByteArray() : target.mid(question + 1), expected);
}

Callback judgeAddress(const QString &pasted, const ExpectedCallback &expected)
{
    const QString text = pasted.trimmed();
    if (text.size() > maximumCallbackRequest)
        return refused(Callback::Kind::TooLarge);
    // Browsers show the address without its scheme. Taken as text, not as QUrl, which would re-encode the code.
    QString address = expected.redirectUri();
    if (!text.startsWith(QLatin1String("http://"), Qt::CaseInsensitive))
        address = address.mid(7);
    if (!text.startsWith(address, Qt::CaseInsensitive))
        return refused(Callback::Kind::WrongAddress);
    QString rest = text.mid(address.size());
    if (!rest.startsWith(u'?'))
        return refused(Callback::Kind::WrongAddress);
    rest = rest.mid(1);
    rest.truncate(qMin(rest.size(), rest.indexOf(u'#') < 0 ? rest.size() : rest.indexOf(u'#')));
    return judgeQuery(rest.toUtf8(), expected);
}

} // namespace orrery::api
