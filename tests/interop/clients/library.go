// SPDX-License-Identifier: GPL-3.0-or-later

package main

import (
	"context"
	"encoding/json"

	ps "github.com/planetscale/planetscale-go/planetscale"
)

// runLibrary reads with planetscale-go, and compares what its types hold.
func runLibrary(base string, world world, report *report) {
	client, err := ps.NewClient(ps.WithBaseURL(base+"/"), ps.WithServiceToken(tokenID, token))
	if err != nil {
		report.add("planetscale-go", []difference{{path: "$", client: err, answered: "a client"}})
		return
	}
	everything := ps.WithPerPage(100)
	calls := []struct {
		name string
		path string
		read func(context.Context) (any, error)
	}{
		{"Organizations.List", "/organizations", func(c context.Context) (any, error) { return client.Organizations.List(c) }},
		{"Organizations.Get", "/organizations/acme", func(c context.Context) (any, error) {
			return client.Organizations.Get(c, &ps.GetOrganizationRequest{Organization: "acme"})
		}},
		{"Organizations.ListRegions", "/organizations/acme/regions", func(c context.Context) (any, error) {
			return client.Organizations.ListRegions(c, &ps.ListOrganizationRegionsRequest{Organization: "acme"})
		}},
		{"Organizations.ListClusterSKUs", "/organizations/acme/cluster-size-skus?rates=true", func(c context.Context) (any, error) {
			return client.Organizations.ListClusterSKUs(c, &ps.ListOrganizationClusterSKUsRequest{Organization: "acme"}, ps.WithRates())
		}},
		{"Regions.List", "/regions", func(c context.Context) (any, error) { return client.Regions.List(c, &ps.ListRegionsRequest{}) }},
		{"Databases.List", "/organizations/acme/databases", func(c context.Context) (any, error) {
			return client.Databases.List(c, &ps.ListDatabasesRequest{Organization: "acme"}, everything)
		}},
		{"Databases.Get", shop, func(c context.Context) (any, error) {
			return client.Databases.Get(c, &ps.GetDatabaseRequest{Organization: "acme", Database: "shop"})
		}},
		{"DatabaseBranches.List", shop + "/branches", func(c context.Context) (any, error) {
			return client.DatabaseBranches.List(c, &ps.ListDatabaseBranchesRequest{Organization: "acme", Database: "shop"}, everything)
		}},
		{"DatabaseBranches.Get", shop + "/branches/main", func(c context.Context) (any, error) {
			return client.DatabaseBranches.Get(c, &ps.GetDatabaseBranchRequest{Organization: "acme", Database: "shop", Branch: "main"})
		}},
		{"DatabaseBranches.Schema", shop + "/branches/main/schema", func(c context.Context) (any, error) {
			return client.DatabaseBranches.Schema(c, &ps.BranchSchemaRequest{Organization: "acme", Database: "shop", Branch: "main"})
		}},
		{"Keyspaces.List", shop + "/branches/main/keyspaces", func(c context.Context) (any, error) {
			return client.Keyspaces.List(c, &ps.ListKeyspacesRequest{Organization: "acme", Database: "shop", Branch: "main"})
		}},
		{"Backups.List", shop + "/branches/main/backups", func(c context.Context) (any, error) {
			return client.Backups.List(c, &ps.ListBackupsRequest{Organization: "acme", Database: "shop", Branch: "main"})
		}},
		{"DeployRequests.List", shop + "/deploy-requests", func(c context.Context) (any, error) {
			return client.DeployRequests.List(c, &ps.ListDeployRequestsRequest{Organization: "acme", Database: "shop"})
		}},
		{"DeployRequests.Get", shop + "/deploy-requests/42", func(c context.Context) (any, error) {
			return client.DeployRequests.Get(c, &ps.GetDeployRequestRequest{Organization: "acme", Database: "shop", Number: 42})
		}},
		{"DeployRequests.Diff", shop + "/deploy-requests/42/diff", func(c context.Context) (any, error) {
			return client.DeployRequests.Diff(c, &ps.DiffRequest{Organization: "acme", Database: "shop", Number: 42})
		}},
		{"DeployRequests.GetDeployOperations", shop + "/deploy-requests/42/operations", func(c context.Context) (any, error) {
			return client.DeployRequests.GetDeployOperations(c, &ps.GetDeployOperationsRequest{Organization: "acme", Database: "shop", Number: 42})
		}},
		{"Webhooks.List", shop + "/webhooks", func(c context.Context) (any, error) {
			return client.Webhooks.List(c, &ps.ListWebhooksRequest{Organization: "acme", Database: "shop"}, everything)
		}},
		{"AuditLogs.List", "/organizations/acme/audit-log", func(c context.Context) (any, error) {
			page, err := client.AuditLogs.List(c, &ps.ListAuditLogsRequest{Organization: "acme"}, everything)
			if err != nil {
				return nil, err
			}
			return page.Data, nil
		}},
	}
	for _, call := range calls {
		report.add("planetscale-go "+call.name, libraryDifferences(world, call.path, call.read))
	}
}

func libraryDifferences(world world, path string, read func(context.Context) (any, error)) []difference {
	answered, err := world.read(path)
	if err != nil {
		return []difference{{path: path, client: "nothing asked yet", answered: err}}
	}
	value, err := read(context.Background())
	if err != nil {
		return []difference{{path: path, client: err, answered: "an answer"}}
	}
	text, err := json.Marshal(value)
	if err != nil {
		return []difference{{path: path, client: err, answered: "an answer"}}
	}
	var held any
	if err := json.Unmarshal(text, &held); err != nil {
		return []difference{{path: path, client: err, answered: "an answer"}}
	}
	return explained("planetscale-go", members("$", held, answered))
}
