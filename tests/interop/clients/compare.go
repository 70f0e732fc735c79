// SPDX-License-Identifier: GPL-3.0-or-later

package main

import (
	"fmt"
	"reflect"
	"slices"
	"sort"
	"strings"
	"time"
)

// difference is a member that a client holds otherwise than the simulator answered it.
type difference struct {
	path     string
	client   any
	answered any
	reason   string // why that is right all the same; empty where it is not known
}

func (d difference) String() string {
	return fmt.Sprintf("%s: the client has %v, the simulator answered %v", d.path, d.client, d.answered)
}

func reasons(differences []difference) string {
	var all []string
	for _, d := range differences {
		if !slices.Contains(all, d.reason) {
			all = append(all, d.reason)
		}
	}
	return strings.Join(all, "; ")
}

// members compares what both sides have. A member that only one side has is none of the clients' business: they read what
// they need, and print what they made of it.
func members(path string, client, answered any) []difference {
	switch ours := client.(type) {
	case map[string]any:
		theirs, ok := answered.(map[string]any)
		if !ok {
			return leaf(path, client, answered)
		}
		var found []difference
		for _, name := range sortedKeys(ours) {
			if value, has := theirs[name]; has {
				found = append(found, members(path+"."+name, ours[name], value)...)
			}
		}
		return found
	case []any:
		theirs, ok := answered.([]any)
		if !ok {
			return leaf(path, client, answered)
		}
		var found []difference
		if len(ours) != len(theirs) {
			found = append(found, difference{path: path + ".length", client: len(ours), answered: len(theirs)})
			theirs = rowsOf(ours, theirs)
		}
		for i := range min(len(ours), len(theirs)) {
			found = append(found, members(fmt.Sprintf("%s[%d]", path, i), ours[i], theirs[i])...)
		}
		return found
	default:
		return leaf(path, client, answered)
	}
}

// rowsOf gives those of theirs that ours name, in the order of ours.
func rowsOf(ours, theirs []any) []any {
	byName := map[any]any{}
	for _, row := range theirs {
		if object, ok := row.(map[string]any); ok {
			byName[object["name"]] = row
		}
	}
	var rows []any
	for _, row := range ours {
		object, _ := row.(map[string]any)
		rows = append(rows, byName[object["name"]])
	}
	return rows
}

func leaf(path string, client, answered any) []difference {
	if reflect.DeepEqual(client, answered) || isEmpty(client) && isEmpty(answered) || sameMoment(client, answered) {
		return nil
	}
	return []difference{{path: path, client: client, answered: answered}}
}

// isEmpty: Go has no null for text, numbers, lists; the clients print the zero value.
func isEmpty(value any) bool {
	switch v := value.(type) {
	case nil:
		return true
	case string:
		return v == "" || strings.HasPrefix(v, "0001-01-01T")
	case float64:
		return v == 0 || v == float64(time.Time{}.UnixMilli())
	case bool:
		return !v
	case []any:
		return len(v) == 0
	case map[string]any:
		for _, member := range v {
			if !isEmpty(member) {
				return false
			}
		}
		return true
	}
	return false
}

// sameMoment: pscale prints times as milliseconds since 1970.
func sameMoment(client, answered any) bool {
	text, ok := answered.(string)
	if !ok {
		return false
	}
	moment, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return false
	}
	switch v := client.(type) {
	case float64:
		return int64(v) == moment.UnixMilli()
	case string:
		other, err := time.Parse(time.RFC3339Nano, v)
		return err == nil && other.Equal(moment)
	}
	return false
}

func sortedKeys(object map[string]any) []string {
	keys := make([]string, 0, len(object))
	for key := range object {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}
