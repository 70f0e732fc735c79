// SPDX-License-Identifier: GPL-3.0-or-later

// Stoplight's Prism between the program and the simulator: every request below /v1 and every answer to it is held against an
// OpenAPI document by somebody else's code.
//
//   node run.mjs DOCUMENT SIMULATOR PROGRAM PRISM PICTURES
//
// Prism's proxy names what it found in a header of the answer and lets it pass, so that the walk goes on. What is no part of
// the document (sign-in, the simulator's controls) goes past it. Ends with 1 when something was found that reasons.mjs does
// not know.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import readline from 'node:readline';

import { reasonFor } from './reasons.mjs';

const [document_, simulatorProgram, program, prismProgram, pictures] = process.argv.slice(2);
if (!pictures) {
    console.error('usage: node run.mjs DOCUMENT SIMULATOR PROGRAM PRISM PICTURES');
    process.exit(2);
}
const scratch = mkdtempSync(path.join(tmpdir(), 'orrery-prism'));
const children = [];

function start(command, args, options = {}) {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'], ...options });
    children.push(child);
    return child;
}

/** The first line of a child's output that `pattern` matches. */
function line(child, pattern) {
    return new Promise((resolve, reject) => {
        readline.createInterface({ input: child.stdout }).on('line', (text) => {
            const found = pattern.exec(text);
            if (found)
                resolve(found);
        });
        child.on('exit', (code) => reject(new Error(`${child.spawnfile} ended with ${code}`)));
    });
}

/** The document with the server's path in front of every path: Prism serves paths, not servers. */
function withBasePath() {
    const document = JSON.parse(readFileSync(document_, 'utf8'));
    const base = new URL(document.servers?.[0]?.url ?? 'https://api.planetscale.com/v1').pathname.replace(/\/$/, '');
    document.paths = Object.fromEntries(Object.entries(document.paths).map(([key, value]) => [base + key, value]));
    document.servers = [{ url: 'http://127.0.0.1' }];
    const file = path.join(scratch, 'document.json');
    writeFileSync(file, JSON.stringify(document));
    return file;
}

const seen = new Map(); // "GET /v1/organizations/{}" by what was found
let checked = 0;

function note(method, url, header) {
    checked += 1;
    if (!header)
        return;
    for (const violation of JSON.parse(header)) {
        const place = (violation.location ?? []).join('.').replace(/\.\d+(?=\.|$)/g, '[]');
        const key = `${method} ${url.split('?')[0]}  ${place}: ${violation.message}`;
        seen.set(key, (seen.get(key) ?? 0) + 1);
    }
}

function front(simulator, prism) {
    return http.createServer((request, response) => {
        const documented = request.url.startsWith('/v1/');
        const to = new URL(request.url, documented ? prism : simulator);
        const passed = http.request(to, { method: request.method, headers: request.headers }, (answer) => {
            const { 'sl-violations': found, ...headers } = answer.headers;
            if (documented)
                note(request.method, request.url, found);
            response.writeHead(answer.statusCode, headers);
            answer.pipe(response);
        });
        passed.on('error', () => response.writeHead(502).end());
        request.pipe(passed);
    });
}

let code = 2;
try {
    const simulator = (await line(
        start(simulatorProgram, ['--port', '0', '--scenario', 'demo', '--rate-limit', '0']), /listening on (\S+)/))[1];
    const port = 4000 + (process.pid % 20000);
    await line(start(prismProgram, ['proxy', withBasePath(), simulator, '--port', String(port)], {
        env: { ...process.env, NO_COLOR: '1' },
    }), /listening on/);
    const server = front(simulator, `http://127.0.0.1:${port}`);
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const walk = start(program, ['--demo', '--demo-server', `http://127.0.0.1:${server.address().port}`,
        '--profile', path.join(scratch, 'profile'), '--screenshots', pictures], {
        env: { ...process.env, QT_QPA_PLATFORM: 'offscreen', DBUS_SESSION_BUS_ADDRESS: 'disabled:' },
    });
    walk.stdout.resume();
    const ended = await new Promise((resolve) => walk.on('exit', resolve));
    let unexplained = 0;
    for (const [what, times] of [...seen].sort()) {
        const reason = reasonFor(what);
        unexplained += reason ? 0 : 1;
        console.log(`${reason ? 'reason ' : 'differs'}  ${what}  (${times}×)${reason ? ` — ${reason}` : ''}`);
    }
    console.log(`Prism: ${checked} requests and answers checked, ${seen.size} kinds of finding, ${unexplained} without a reason`);
    code = ended !== 0 || unexplained > 0 || checked === 0 ? 1 : 0;
} catch (error) {
    console.error(String(error.message ?? error));
} finally {
    for (const child of children)
        child.kill('SIGKILL');
    rmSync(scratch, { recursive: true, force: true });
}
process.exit(code);
