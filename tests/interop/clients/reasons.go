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
}

func whyNotRun(command string) string {
	for _, row := range skipped {
		if strings.HasPrefix(command, row.words) {
			return row.reason
		}
	}
	return "the simulator does not have it yet"
}
