// SPDX-License-Identifier: GPL-3.0-or-later

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// cli is the program pscale, signed in by the environment.
type cli struct {
	program string
	base    string
}

func (c cli) command(arguments ...string) *exec.Cmd {
	command := exec.Command(c.program, append([]string{"--api-url", c.base + "/"}, arguments...)...)
	home, _ := os.MkdirTemp("", "orrery-pscale")
	command.Env = []string{"HOME=" + home, "PATH=" + os.Getenv("PATH"), "NO_COLOR=1", "PSCALE_DISABLE_DEV_WARNING=true",
		"PLANETSCALE_SERVICE_TOKEN_ID=" + tokenID, "PLANETSCALE_SERVICE_TOKEN=" + token}
	return command
}

// json gives what a command prints, or its sentence of failure.
func (c cli) json(arguments []string) (any, error) {
	command := c.command(append(arguments, "--format", "json")...)
	timer := time.AfterFunc(time.Minute, func() { _ = command.Process.Kill() })
	output, err := command.Output()
	timer.Stop()
	var answer any
	if decoded := json.NewDecoder(bytes.NewReader(output)).Decode(&answer); decoded != nil && len(output) > 0 {
		return nil, fmt.Errorf("it printed no JSON: %.200s", output)
	}
	if failure, ok := answer.(map[string]any); err != nil && ok {
		return nil, fmt.Errorf("%v", failure["error"])
	}
	return answer, err
}

// newest stands behind the path of a list of which a command shows one.
const newest = " newest"

// A command that reads, and where the simulator holds the same.
type read struct {
	command string
	path    string
}

const shop = "/organizations/acme/databases/shop"

var reads = []read{
	{"org list", "/organizations"},
	{"region list --org acme", "/organizations/acme/regions"},
	{"size cluster list --engine mysql --org acme", "/organizations/acme/cluster-size-skus?rates=true"},
	{"audit-log list --org acme", "/organizations/acme/audit-log"},
	{"database list --org acme", "/organizations/acme/databases"},
	{"database show shop --org acme", shop},
	{"branch list shop --org acme", shop + "/branches"},
	{"branch show shop main --org acme", shop + "/branches/main"},
	{"branch schema shop main --org acme", shop + "/branches/main/schema"},
	{"branch diff shop add-loyalty --org acme", shop + "/branches/add-loyalty/diff"},
	{"branch lint shop add-loyalty --org acme", shop + "/branches/add-loyalty/schema/lint"},
	{"keyspace list shop main --org acme", shop + "/branches/main/keyspaces"},
	{"keyspace show shop main commerce --org acme", shop + "/branches/main/keyspaces/commerce"},
	{"backup list shop main --org acme", shop + "/branches/main/backups"},
	{"backup policy list shop --org acme", shop + "/backup-policies"},
	{"deploy-request list shop --org acme", shop + "/deploy-requests"},
	{"deploy-request show shop 42 --org acme", shop + "/deploy-requests/42"},
	{"deploy-request show shop 38 --org acme", shop + "/deploy-requests/38"},
	{"deploy-request diff shop 42 --org acme", shop + "/deploy-requests/42/diff"},
	{"deploy-request operations shop 42 --org acme", shop + "/deploy-requests/42/operations"},
	{"deploy-request deployment shop 42 --org acme", shop + "/deploy-requests/42/deployment"},
	{"deploy-request reviews shop 42 --org acme", shop + "/deploy-requests/42/reviews"},
	{"deploy-request queue shop --org acme", shop + "/deploy-queue"},
	{"deploy-request storage-check shop 42 --org acme", shop + "/deploy-requests/42/storage-check"},
	{"deploy-request throttler show shop 42 --org acme", shop + "/deploy-requests/42/throttler"},
	{"webhook list shop --org acme", shop + "/webhooks"},
	{"keyspace resize status shop main commerce --org acme", shop + "/branches/main/keyspaces/commerce/resizes" + newest},
	{"keyspace settings shop main commerce --org acme", shop + "/branches/main/keyspaces/commerce"},
}

// A command that changes, and what the simulator holds afterwards; without a path, what the command itself printed. A state that
// takes time is waited for: a minute of the simulator is a second.
type change struct {
	command string
	path    string
	member  string // "a.b"
	want    any
}

var changes = []change{
	{"database create interop --region us-east --cluster-size PS_10 --wait --org acme", "/organizations/acme/databases/interop", "kind", "mysql"},
	{"database update interop --allow-foreign-key-constraints --org acme", "/organizations/acme/databases/interop", "foreign_keys_enabled", true},
	{"database update interop --new-name interop-two --org acme", "/organizations/acme/databases/interop-two", "name", "interop-two"},
	{"database delete interop-two --force --org acme", "/organizations/acme/databases/interop-two", "", nil},
	{"branch create shop interop --from main --wait --org acme", shop + "/branches/interop", "parent_branch", "main"},
	{"branch safe-migrations enable shop staging --org acme", shop + "/branches/staging", "safe_migrations", true},
	{"branch safe-migrations disable shop staging --org acme", shop + "/branches/staging", "safe_migrations", false},
	{"branch promote shop interop --org acme", shop + "/branches/interop", "production", true},
	{"branch demote shop interop --org acme", shop + "/branches/interop", "production", false},
	{"branch delete shop interop --force --org acme", shop + "/branches/interop", "", nil},
	{"deploy-request review shop 42 --comment Hello --org acme", "", "state", "commented"},
	{"deploy-request review shop 43 --approve --org acme", shop + "/deploy-requests/43", "approved", true},
	{"deploy-request edit shop 43 --disable-auto-apply --org acme", shop + "/deploy-requests/43", "deployment.auto_cutover", false},
	{"deploy-request throttler update shop 43 --ratio 40 --org acme", "", "", nil},
	{"deploy-request deploy shop 41 --org acme", shop + "/deploy-requests/41", "deployment_state", "complete_pending_revert"},
	{"deploy-request revert shop 41 --org acme", shop + "/deploy-requests/41", "deployment_state", "complete_revert"},
	{"deploy-request apply shop 40 --org acme", shop + "/deploy-requests/40", "deployment_state", "complete_pending_revert"},
	{"deploy-request skip-revert shop 40 --org acme", shop + "/deploy-requests/40", "deployment_state", "complete"},
	{"deploy-request deploy shop 43 --org acme", shop + "/deploy-requests/43", "deployment_state", "pending_cutover"},
	{"deploy-request cancel shop 43 --org acme", shop + "/deploy-requests/43", "deployment_state", "complete_cancel"},
	{"deploy-request close shop 42 --org acme", shop + "/deploy-requests/42", "state", "closed"},
	{"deploy-request create shop add-loyalty --into main --notes Again --org acme", "", "notes", "Again"},
	{"backup create shop main --name interop --org acme", "", "name", "interop"},
	{"webhook create shop --url https://hooks.example.com/a --events branch.ready --org acme", "", "url", "https://hooks.example.com/a"},
}

func runReads(pscale cli, world world, report *report) {
	for _, row := range reads {
		report.run[name(row.command)] = true
		report.add("pscale "+row.command, readOne(pscale, world, row))
	}
}

func runChanges(pscale cli, world world, report *report) {
	for _, row := range changes {
		report.run[name(row.command)] = true
		report.add("pscale "+row.command, changeOne(pscale, world, row))
	}
	runFound(pscale, world, report)
}

func readOne(pscale cli, world world, row read) []difference {
	path, one := strings.CutSuffix(row.path, newest)
	answered, err := world.read(path)
	if rows, ok := answered.([]any); ok && one && len(rows) > 0 {
		answered = rows[0]
	}
	if err != nil {
		return []difference{{path: row.path, client: "nothing asked yet", answered: err}}
	}
	printed, err := pscale.json(strings.Fields(row.command))
	if err != nil {
		return []difference{{path: row.path, client: err, answered: "an answer"}}
	}
	return explained(row.command, members("$", printed, answered))
}

func changeOne(pscale cli, world world, row change) []difference {
	printed, err := pscale.json(strings.Fields(row.command))
	if err != nil {
		return []difference{{path: "$", client: err, answered: "an answer"}}
	}
	if row.path == "" {
		return expected(row, printed)
	}
	var found []difference
	for range 60 {
		now, err := world.read(row.path)
		if row.member == "" { // what was deleted is gone
			if err != nil && strings.Contains(err.Error(), "answered 404") {
				return nil
			}
			found = []difference{{path: row.path, client: "gone", answered: now}}
		} else if found = expected(row, now); len(found) == 0 {
			return nil
		}
		time.Sleep(250 * time.Millisecond)
	}
	return found
}

func expected(row change, object any) []difference {
	if row.member == "" {
		return nil
	}
	value := object
	for _, part := range strings.Split(row.member, ".") {
		members, _ := value.(map[string]any)
		value = members[part]
	}
	if value == row.want {
		return nil
	}
	return []difference{{path: row.member, client: fmt.Sprintf("%v expected", row.want), answered: value}}
}

// runFound runs the commands whose arguments are ids that only the simulator knows.
func runFound(pscale cli, world world, report *report) {
	hook := idOf(world, shop+"/webhooks", "url", "https://hooks.example.com/a")
	backup := idOf(world, shop+"/branches/main/backups", "name", "interop")
	oldest := idOf(world, shop+"/branches/main/backups", "state", "success")
	rows := []change{
		{"webhook show shop " + hook + " --org acme", "", "id", hook},
		{"webhook update shop " + hook + " --url https://hooks.example.com/b --org acme", shop + "/webhooks/" + hook, "url", "https://hooks.example.com/b"},
		{"webhook test shop " + hook + " --org acme", "", "", nil},
		{"webhook delete shop " + hook + " --org acme", shop + "/webhooks/" + hook, "", nil},
		{"backup show shop main " + backup + " --org acme", "", "id", backup},
		{"backup restore shop restored " + oldest + " --cluster-size PS_10 --org acme", shop + "/branches/restored", "name", "restored"},
		{"backup delete shop main " + oldest + " --force --org acme", shop + "/branches/main/backups/" + oldest, "", nil},
	}
	for _, row := range rows {
		report.run[name(row.command)] = true
		shown := strings.NewReplacer(hook, "ID", backup, "ID", oldest, "ID").Replace(row.command)
		report.add("pscale "+shown, changeOne(pscale, world, row))
	}
}

func idOf(world world, path, member, value string) string {
	rows, err := world.read(path)
	list, _ := rows.([]any)
	for i := len(list) - 1; err == nil && i >= 0; i-- {
		if row, _ := list[i].(map[string]any); row[member] == value {
			id, _ := row["id"].(string)
			return id
		}
	}
	return "none"
}

// name is the command without its arguments: the words that pscale itself knows.
func name(command string) string {
	words := strings.Fields(command)
	for n := min(3, len(words)); n > 0; n-- {
		if candidate := strings.Join(words[:n], " "); slices.Contains(known, candidate) {
			return candidate
		}
	}
	return command
}

// known are all commands of the program, once it was asked.
var known []string

// allCommands asks pscale for its commands, those of its groups too.
func allCommands(program string) []string {
	if known != nil {
		return known
	}
	var walk func(group []string)
	walk = func(group []string) {
		output, _ := cli{program: program}.command(append(group, "--help")...).Output()
		text, listed := string(output), false
		for _, line := range strings.Split(text, "\n") {
			switch {
			case line == "Available Commands:" || strings.HasSuffix(line, " commands:"):
				listed = true
			case listed && strings.HasPrefix(line, "  "):
				word, _, _ := strings.Cut(strings.TrimSpace(line), " ")
				if word != "pscale" && len(group) < 4 { // examples of a help text
					walk(append(slices.Clone(group), word))
				}
			case strings.TrimSpace(line) != "":
				listed = false
			}
		}
		if len(group) > 0 && !strings.Contains(text, "Available Commands:") {
			known = append(known, strings.Join(group, " "))
		}
	}
	walk(nil)
	return known
}
