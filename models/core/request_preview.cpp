// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/request_preview.h"

#include "api/core/json_text.h"

#include <QCoreApplication>
#include <QHash>
#include <QStringList>

#include <algorithm>
#include <optional>

namespace orrery::models {

using namespace Qt::StringLiterals;

namespace {

/// A word of a POSIX shell's command line: as it is where that is safe, else in single quotes.
QString shellWord(const QString &text)
{
    const bool plain = !text.isEmpty() && std::all_of(text.cbegin(), text.cend(), [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9')
            || u"-_./:,=@+"_s.contains(c);
    });
    if (plain)
        return text;
    QString quoted = text;
    quoted.replace(u'\'', u"'\\''"_s);
    return u'\'' + quoted + u'\'';
}

struct PscaleCommand
{
    std::string_view operation;
    std::string_view words;
};

// A command takes what the path names after the organization, in that order; the organization goes into --org. Commands
// are those the pages "cli/database", "cli/branch", "cli/backup", "cli/deploy-request" name; an operation that is not
// here has no command of its own; what its body adds is in flagsFor().
constexpr PscaleCommand commands[] = {
    {"list_databases", "database list"},
    {"get_database", "database show"},
    {"delete_database", "database delete"},
    {"list_branches", "branch list"},
    {"get_branch", "branch show"},
    {"create_branch", "branch create"},
    {"delete_branch", "branch delete"},
    {"promote_branch", "branch promote"},
    {"get_branch_schema", "branch schema"},
    {"get_branch_diff", "branch diff"},
    {"enable_safe_migrations", "branch safe-migrations enable"},
    {"disable_safe_migrations", "branch safe-migrations disable"},
    {"list_backups", "backup list"},
    {"get_backup", "backup show"},
    {"create_backup", "backup create"},
    {"delete_backup", "backup delete"},
    {"list_deploy_requests", "deploy-request list"},
    {"create_deploy_request", "deploy-request create"},
    {"get_deploy_request", "deploy-request show"},
    {"get_deploy_request_diff", "deploy-request diff"},
    {"close_deploy_request", "deploy-request close"},
    {"complete_gated_deploy_request", "deploy-request apply"},
    {"cancel_deploy_request", "deploy-request cancel"},
    {"queue_deploy_request", "deploy-request deploy"},
    {"complete_revert", "deploy-request revert"},
    {"skip_revert_period", "deploy-request skip-revert"},
    {"review_deploy_request", "deploy-request review"},
    {"update_auto_apply", "deploy-request edit"},
};

using Body = QHash<QString, QString>; ///< top-level members; texts without quotes, everything else as JSON

/// What the body of the request says, in the command's words: names after the arguments, then flags, quoted. Nothing when
/// the command cannot say it.
std::optional<QStringList> flagsFor(std::string_view operation, Body body, QStringList *names)
{
    QStringList words;
    const auto take = [&body](const QString &name) { return body.take(name); };
    const auto flag = [&words](const QString &name, const QString &value) {
        if (!value.isEmpty())
            words << name << shellWord(value);
    };
    if (operation == "create_branch") {
        names->append(take(u"name"_s));
        flag(u"--from"_s, take(u"parent_branch"_s));
        flag(u"--region"_s, take(u"region"_s));
        flag(u"--restore"_s, take(u"backup_id"_s));
        flag(u"--major-version"_s, take(u"major_version"_s));
        if (!take(u"seed_data"_s).isEmpty())
            words << u"--seed-data"_s;
    } else if (operation == "create_deploy_request") {
        names->append(take(u"branch"_s));
        flag(u"--into"_s, take(u"into_branch"_s));
        flag(u"--notes"_s, take(u"notes"_s));
        if (const QString automatic = take(u"auto_cutover"_s); !automatic.isEmpty())
            words << (automatic == "true"_L1 ? u"--enable-auto-apply"_s : u"--disable-auto-apply"_s);
    } else if (operation == "queue_deploy_request") {
        if (take(u"instant_ddl"_s) == "true"_L1)
            words << u"--instant"_s;
    } else if (operation == "review_deploy_request") {
        if (take(u"state"_s) == "approved"_L1)
            words << u"--approve"_s;
        flag(u"--comment"_s, take(u"body"_s));
    } else if (operation == "update_auto_apply") {
        words << (take(u"enable"_s) == "true"_L1 ? u"--enable-auto-apply"_s : u"--disable-auto-apply"_s);
    } else if (operation == "close_deploy_request") {
        take(u"state"_s);
    }
    if (!body.isEmpty())
        return std::nullopt;
    return words;
}

QString pscaleFor(const api::RequestData &request)
{
    const std::string_view operation = request.endpoint->id;
    const auto *const command =
        std::find_if(std::begin(commands), std::end(commands),
                     [operation](const PscaleCommand &each) { return each.operation == operation; });
    if (command == std::end(commands))
        return {};
    // Filters have no flag: a command that lists something else would not be the equivalent.
    const bool filtered = std::any_of(request.query.cbegin(), request.query.cend(), [](const auto &each) {
        return each.first != "page"_L1 && each.first != "per_page"_L1;
    });
    const std::optional<Body> body = api::jsonMembers(request.redactedBody());
    if (filtered || !body)
        return {};
    QStringList names = request.pathArguments.mid(1);
    const std::optional<QStringList> flags = flagsFor(operation, *body, &names);
    if (!flags)
        return {};
    QStringList words{u"pscale"_s, QString::fromLatin1(command->words.data(), qsizetype(command->words.size()))};
    for (const QString &name : std::as_const(names)) {
        if (name.startsWith(u'-')) // would be read as a flag
            return {};
        words << shellWord(name);
    }
    words << *flags << u"--org"_s << shellWord(request.organization());
    return words.join(u' ');
}

} // namespace

RequestPreview previewRequest(const api::RequestData &request, const QUrl &apiHost)
{
    RequestPreview preview;
    if (request.endpoint->provenance == api::Provenance::Observed)
        preview.note = QCoreApplication::translate(
            "RequestPreview", "Not documented by PlanetScale; only its own clients were seen using it.");
    preview.method = api::methodName(request.method());
    QString host =
        apiHost.toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
    if (host.endsWith(u'/'))
        host.chop(1);
    preview.url = host + "/v1"_L1 + request.encodedPath();
    if (const QString query = request.encodedQuery(); !query.isEmpty())
        preview.url += u'?' + query;
    preview.body = api::prettyJson(request.redactedBody());
    preview.pscale = pscaleFor(request);

    // Double quotes around the header: the shell puts the secret in, it is never part of the text.
    QStringList curl{u"curl"_s, u"-X"_s, preview.method, u"-H"_s, u"\"Authorization: $PLANETSCALE_AUTHORIZATION\""_s};
    if (const QByteArray &shown = request.redactedBody(); !shown.isEmpty())
        curl << u"-H"_s << u"'Content-Type: application/json'"_s << u"--data-binary"_s
             << shellWord(QString::fromUtf8(shown));
    curl << shellWord(preview.url);
    preview.curl = curl.join(u' ');
    return preview;
}

} // namespace orrery::models
