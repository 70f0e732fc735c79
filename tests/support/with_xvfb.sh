#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# with_xvfb.sh COMMAND...   runs a test on an X server of its own, without a window manager, with QT_QPA_PLATFORM=xcb.
# Ends with 77 (skipped) where there is no Xvfb. The server picks a free display number and tells it.
set -eu

if ! command -v Xvfb >/dev/null 2>&1; then
    echo "skipped: Xvfb is not installed" >&2
    exit 77
fi

scratch=$(mktemp -d "${TMPDIR:-/tmp}/orrery-xvfb.XXXXXX")
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$scratch"' EXIT
mkfifo "$scratch/display"
Xvfb -displayfd 3 -screen 0 2560x1600x24 -nolisten tcp 3>"$scratch/display" 2>"$scratch/log" &
server=$!
# Opening the pipe waits for the server; when it dies early, its end is closed and read sees an empty line.
if ! read -r number <"$scratch/display" || [ -z "$number" ]; then
    cat "$scratch/log" >&2
    echo "Xvfb did not start" >&2
    exit 1
fi
rc=0
DISPLAY=":$number" QT_QPA_PLATFORM=xcb "$@" || rc=$?
exit "$rc"
