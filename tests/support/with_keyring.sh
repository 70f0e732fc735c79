#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# with_keyring.sh COMMAND...   runs a test on a message bus of its own, with an empty, unlocked, throw-away keyring.
# The user's own keyring is out of reach: another home, another bus. Ends with 77 (skipped) where there is no gnome-keyring.
set -eu

for tool in dbus-run-session gnome-keyring-daemon; do
    if ! command -v "$tool" >/dev/null 2>&1; then
        echo "skipped: $tool is not installed" >&2
        exit 77
    fi
done

scratch=$(mktemp -d "${TMPDIR:-/tmp}/orrery-keyring.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
mkdir -m 700 "$scratch/run" "$scratch/home"

# With DISPLAY set the keyring would ask its questions in a window and wait. The password has no newline at its end:
# it would be part of it.
# shellcheck disable=SC2016 # expanded by the inner shell, which has the new variables
env -u DISPLAY -u WAYLAND_DISPLAY -u DBUS_SESSION_BUS_ADDRESS \
    HOME="$scratch/home" XDG_RUNTIME_DIR="$scratch/run" XDG_DATA_HOME="$scratch/home/share" \
    XDG_CONFIG_HOME="$scratch/home/config" XDG_CACHE_HOME="$scratch/home/cache" XDG_CURRENT_DESKTOP='' \
    dbus-run-session -- sh -c '
        printf %s throw-away | gnome-keyring-daemon --unlock --components=secrets \
            >"$XDG_RUNTIME_DIR/keyring.env" 2>"$XDG_RUNTIME_DIR/keyring.err" || {
            cat "$XDG_RUNTIME_DIR/keyring.err" >&2
            exit 1
        }
        rc=0
        "$@" || rc=$?
        exit "$rc"' sh "$@"
