// SPDX-License-Identifier: GPL-3.0-or-later

// Clients lets the official clients of PlanetScale, the program pscale and the library planetscale-go, loose on our simulator:
// what they cannot send or cannot read is a fault of the simulator until the specification says otherwise.
//
//	clients SIMULATOR PSCALE
//
// SIMULATOR is the program orrery-simulator, PSCALE the program pscale. Prints one line a command that was run and those of
// pscale that were not; ends with 1 when something differs without a reason.
package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

const (
	tokenID = "demotoken001"
	token   = "pscale_tkn_demo"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: clients SIMULATOR PSCALE")
		os.Exit(2)
	}
	allCommands(os.Args[2])
	report := &report{run: map[string]bool{}}
	// A stopped clock for what is compared, or it differs between two reads.
	with(os.Args[1], "0", func(base string) {
		runReads(cli{os.Args[2], base}, world{base}, report)
		runLibrary(base, world{base}, report)
	})
	var routes map[string]bool
	with(os.Args[1], "60", func(base string) {
		runChanges(cli{os.Args[2], base}, world{base}, report)
		var err error
		if routes, err = (world{base}).routes(); err != nil {
			report.add("the simulator's routes", []difference{{path: "/_simulator/routes", client: err, answered: "a list"}})
		}
	})
	report.print(allCommands(os.Args[2]), routes)
	if report.differ > 0 {
		os.Exit(1)
	}
}

// with runs something against a demo of its own, in which timeScale seconds pass in one.
func with(program, timeScale string, run func(base string)) {
	simulator, base, err := startSimulator(program, timeScale)
	if err != nil {
		fmt.Fprintln(os.Stderr, "The simulator did not start:", err)
		os.Exit(2)
	}
	run(base)
	if err := simulator.Process.Kill(); err == nil {
		_ = simulator.Wait()
	}
}

// startSimulator gives the address it listens on, too.
func startSimulator(program, timeScale string) (*exec.Cmd, string, error) {
	command := exec.Command(program, "--port", "0", "--scenario", "demo", "--rate-limit", "0", "--time-scale", timeScale)
	command.Env = append(os.Environ(), "QT_QPA_PLATFORM=offscreen")
	output, err := command.StdoutPipe()
	if err != nil {
		return nil, "", err
	}
	if err := command.Start(); err != nil {
		return nil, "", err
	}
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		if base, found := strings.CutPrefix(lines.Text(), "listening on "); found {
			return command, base, nil
		}
	}
	return nil, "", fmt.Errorf("it named no address")
}

// report collects what was run and how it went.
type report struct {
	lines   []string
	printed int
	run     map[string]bool // commands of pscale, "branch list"
	agree   int
	differ  int
	reason  int
}

func (r *report) add(what string, differences []difference) {
	unexplained := 0
	var details []string
	for _, d := range differences {
		if d.reason == "" {
			unexplained++
			details = append(details, "    "+d.String())
		}
	}
	switch {
	case unexplained > 0:
		r.differ++
		r.lines = append(r.lines, "differs  "+what)
	case len(differences) > 0:
		r.reason++
		r.lines = append(r.lines, "reason   "+what+": "+reasons(differences))
	default:
		r.agree++
		r.lines = append(r.lines, "agrees   "+what)
	}
	r.lines = append(r.lines, details...)
	for _, line := range r.lines[r.printed:] {
		fmt.Println(line)
	}
	r.printed = len(r.lines)
}

func (r *report) print(commands []string, routes map[string]bool) {
	var left []string
	for _, command := range commands {
		if !r.run[command] {
			left = append(left, command)
		}
	}
	fmt.Printf("\nnot run (%d commands of pscale):\n", len(left))
	for _, command := range left {
		why := whyNotRun(command, routes)
		if why == missing {
			r.differ++
		}
		fmt.Printf("  %s: %s\n", command, why)
	}
	fmt.Printf("\n%d agree, %d differ with a reason, %d differ\n", r.agree, r.reason, r.differ)
}
