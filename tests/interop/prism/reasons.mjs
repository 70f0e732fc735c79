// SPDX-License-Identifier: GPL-3.0-or-later

// What Prism finds and why it is right all the same. The corrections of the document that `./dev spec` knows too are in
// tests/spec/corrections.cpp.
const reasons = [
    [/metrics(\/tablets|\/instant)?  response\.body\.(series|metrics)\[\]: .* must be string/,
        'typed as texts by the generator; answers have objects'],
    [/\/branches(\/[^/ ]+)?  response\.body.*required property '(mysql_|vtgate_|direct_vtgate|shard|keyspace_count)/,
        'a Postgres branch answers without what belongs to Vitess'],
    [/\/(deploy-requests\/\d+|branches\/[^/ ]+)\/diff  request: Selected route not found/,
        'not in the document; pscale and the dashboard use it'],
    [/\/organizations\/[^/ ]+\/metrics  request: Selected route not found/,
        'not in the document; the page on Prometheus describes it'],
];

/** The reason of a finding; undefined where there is none. */
export function reasonFor(finding) {
    return reasons.find(([pattern]) => pattern.test(finding))?.[1];
}
