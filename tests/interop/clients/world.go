// SPDX-License-Identifier: GPL-3.0-or-later

package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// world reads what the simulator holds, without any client in between.
type world struct {
	base string
}

// read gives the answer to a GET; a list is given as its rows, of all pages.
func (w world) read(path string) (any, error) {
	first, err := w.get(path)
	if err != nil {
		return nil, err
	}
	page, ok := first.(map[string]any)
	rows, isList := page["data"].([]any)
	if !ok || !isList {
		return first, nil
	}
	for next := page["next_page"]; next != nil; next = page["next_page"] {
		answer, err := w.get(fmt.Sprintf("%s?page=%v", path, next))
		if err != nil {
			return nil, err
		}
		page = answer.(map[string]any)
		rows = append(rows, page["data"].([]any)...)
	}
	return rows, nil
}

// routes gives what the simulator answers, "METHOD path".
func (w world) routes() (map[string]bool, error) {
	response, err := http.Get(w.base + "/_simulator/routes")
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	var listed struct {
		Routes []struct{ Method, Path string }
	}
	if err := json.NewDecoder(response.Body).Decode(&listed); err != nil {
		return nil, err
	}
	routes := map[string]bool{}
	for _, route := range listed.Routes {
		routes[route.Method+" "+route.Path] = true
	}
	return routes, nil
}

func (w world) get(path string) (any, error) {
	request, err := http.NewRequest(http.MethodGet, w.base+"/v1"+path, nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", tokenID+":"+token)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("GET %s was answered %d: %s", path, response.StatusCode, strings.TrimSpace(string(body)))
	}
	var answer any
	return answer, json.Unmarshal(body, &answer)
}
