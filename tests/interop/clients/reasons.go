// SPDX-License-Identifier: GPL-3.0-or-later

package main

import "strings"

// Where a client shows something else on purpose.
var knownDifferences = []struct {
	command string // its first words
	path    string // part of the member's path
	reason  string
}{
	{"size cluster list", "$.length", "pscale leaves out metal and what is not offered"},
}

func explained(command string, found []difference) []difference {
	for i, d := range found {
		for _, row := range knownDifferences {
			if strings.HasPrefix(command, row.command) && strings.Contains(d.path, row.path) {
				found[i].reason = row.reason
			}
		}
	}
	return found
}

// Commands that are not run, by their first words, the longest first.
var skipped = []struct{ words, reason string }{
	{"auth ", "signs a person in through a browser"},
	{"signup", "opens an account at the service"},
	{"org show", "wants a sign-in by a browser"},
	{"org switch", "writes pscale's own settings only"},
	{"branch switch", "writes pscale's own settings only"},
	{"service-token ", "pscale refuses it with a service token"},
	{"completion", "no request"},
	{"agent-guide", "no request"},
	{"version", "no request"},
	{"mcp ", "serves other programs"},
	{"api", "sends whatever it is given"},
	{"ping", "goes to the service's own hosts only"},
	{"import ", "moves data from elsewhere"},
	{"data-imports ", "moves data from elsewhere"},
	{"connect", "wants a database behind the branch"},
	{"shell", "wants a database behind the branch"},
	{"sql", "wants a database behind the branch"},
	{"inspect ", "wants a database behind the branch"},
	{"database dump", "wants a database behind the branch"},
	{"database restore-dump", "wants a database behind the branch"},
	{"branch vtctld ", "in no part of the specification"},
	{"branch infra", "in no part of the specification"},
	{"branch connections ", "in no part of the specification"},
	{"branch refresh-schema", "in no part of the specification"},
	{"branch routing-rules ", "in no part of the specification"},
	{"branch vtgate ", "in no part of the specification"},
	{"keyspace read-only-regions ", "in no part of the specification"},
	{"deploy-request force-cutover", "allowed for a moment of a deployment only, which pscale cannot wait for"},
}

// What the commands without a row send, by their first words, the longest first: "METHOD path", where a branch, a database and an
// organization are as the simulator's own list of routes writes them.
var operations = []struct{ words, operation string }{
	{"backup policy create", "POST " + database + "/backup-policies"},
	{"backup policy delete", "DELETE " + database + "/backup-policies/{id}"},
	{"backup policy show", "GET " + database + "/backup-policies/{id}"},
	{"backup policy update", "PATCH " + database + "/backup-policies/{id}"},
	{"branch parameters list", "GET " + branch + "/parameters"},
	{"branch query-patterns download", "POST " + branch + "/query-patterns"},
	{"branch resize cancel", "DELETE " + branch + "/resizes"},
	{"branch resize status", "GET " + branch + "/resizes"},
	{"database create", "POST /v1/organizations/{organization}/databases"},
	{"database delete", "DELETE " + database},
	{"database update", "PATCH " + database},
	{"database ip-restriction create", "POST " + database + "/cidrs"},
	{"database ip-restriction delete", "DELETE " + database + "/cidrs/{id}"},
	{"database ip-restriction list", "GET " + database + "/cidrs"},
	{"database ip-restriction show", "GET " + database + "/cidrs/{id}"},
	{"database ip-restriction update", "PATCH " + database + "/cidrs/{id}"},
	{"deploy-request force-cutover", "POST " + database + "/deploy-requests/{number}/force-cutover"},
	{"insights anomalies", "GET " + branch + "/insights/anomalies"},
	{"insights errors", "GET " + branch + "/insights/errors"},
	{"insights queries samples", "GET " + branch + "/insights/{fingerprint}"},
	{"insights recommendations dismiss", "POST " + database + "/schema-recommendations/{number}/dismiss"},
	{"insights tags show", "GET " + branch + "/insights/tags/{tag}"},
	{"insights tags summaries", "GET " + branch + "/insights/tags/summaries"},
	{"keyspace create", "POST " + branch + "/keyspaces"},
	{"keyspace delete", "DELETE " + branch + "/keyspaces/{keyspace}"},
	{"keyspace resize cancel", "DELETE " + branch + "/keyspaces/{keyspace}/resizes"},
	{"keyspace resize status", "GET " + branch + "/keyspaces/{keyspace}/resizes"},
	{"keyspace rollout-status", "GET " + branch + "/keyspaces/{keyspace}/rollout-status"},
	{"keyspace settings", "GET " + branch + "/keyspaces/{keyspace}"},
	{"keyspace update-settings", "PATCH " + branch + "/keyspaces/{keyspace}"},
	{"keyspace vschema show", "GET " + branch + "/keyspaces/{keyspace}/vschema"},
	{"keyspace vschema update", "PATCH " + branch + "/keyspaces/{keyspace}/vschema"},
	{"password create", "POST " + branch + "/passwords"},
	{"password delete", "DELETE " + branch + "/passwords/{id}"},
	{"password list", "GET " + branch + "/passwords"},
	{"password renew", "POST " + branch + "/passwords/{id}/renew"},
	{"workflow cancel", "DELETE " + database + "/workflows/{number}"},
	{"workflow complete", "PATCH " + database + "/workflows/{number}/complete"},
	{"workflow create", "POST " + database + "/workflows"},
	{"workflow cutover", "PATCH " + database + "/workflows/{number}/cutover"},
	{"workflow list", "GET " + database + "/workflows"},
	{"workflow retry", "PATCH " + database + "/workflows/{number}/retry"},
	{"workflow reverse-cutover", "PATCH " + database + "/workflows/{number}/reverse-cutover"},
	{"workflow reverse-traffic", "PATCH " + database + "/workflows/{number}/reverse-traffic"},
	{"workflow show", "GET " + database + "/workflows/{number}"},
	{"workflow switch-traffic", "PATCH " + database + "/workflows/{number}/switch-primaries"},
	{"workflow verify-data", "PATCH " + database + "/workflows/{number}/verify-data"},
	{"pgbouncer create", "POST " + branch + "/bouncers"},
	{"pgbouncer delete", "DELETE " + branch + "/bouncers/{bouncer}"},
	{"pgbouncer list", "GET " + branch + "/bouncers"},
	{"pgbouncer resize cancel", "DELETE " + branch + "/bouncers/{bouncer}/resizes"},
	{"pgbouncer resize status", "GET " + branch + "/bouncers/{bouncer}/resizes"},
	{"pgbouncer show", "GET " + branch + "/bouncers/{bouncer}"},
	{"role create", "POST " + branch + "/roles"},
	{"role delete", "DELETE " + branch + "/roles/{id}"},
	{"role get", "GET " + branch + "/roles/{id}"},
	{"role list", "GET " + branch + "/roles"},
	{"role reassign", "POST " + branch + "/roles/{id}/reassign"},
	{"role renew", "POST " + branch + "/roles/{id}/renew"},
	{"role reset-default", "POST " + branch + "/roles/reset-default"},
	{"role reset", "POST " + branch + "/roles/{id}/reset"},
	{"role update", "PATCH " + branch + "/roles/{id}"},
	{"traffic-control budget create", "POST " + branch + "/traffic/budgets"},
	{"traffic-control budget delete", "DELETE " + branch + "/traffic/budgets/{id}"},
	{"traffic-control budget show", "GET " + branch + "/traffic/budgets/{id}"},
	{"traffic-control budget update", "PATCH " + branch + "/traffic/budgets/{id}"},
	{"traffic-control rule create", "POST " + branch + "/traffic/budgets/{budget_id}/rules"},
	{"traffic-control rule delete", "DELETE " + branch + "/traffic/budgets/{budget_id}/rules/{id}"},
}

const (
	database = "/v1/organizations/{organization}/databases/{database}"
	branch   = database + "/branches/{branch}"
)

// whyNotRun looks at what the simulator has, so that a command cannot be passed over for a reason that has ceased to be true.
func whyNotRun(command string, routes map[string]bool) string {
	for _, row := range skipped {
		if strings.HasPrefix(command, row.words) {
			return row.reason
		}
	}
	for _, row := range operations {
		if !strings.HasPrefix(command, row.words) {
			continue
		}
		if routes[row.operation] {
			return missing
		}
		return "the simulator does not have " + row.operation
	}
	return "what it sends is not known here"
}

// missing is said of a command that could be run.
const missing = "the simulator has it: a row is missing here"
