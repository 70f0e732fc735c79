#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# with_small_disk.sh COMMAND...   runs COMMAND with ORRERY_SMALL_DISK naming an empty file system of 8 MB, which goes with it.
# Ends with 77 (skipped) where a user may not mount one.
set -eu

if ! unshare --mount --map-root-user true 2>/dev/null; then
    echo "skipped: no mount namespace of one's own here" >&2
    exit 77
fi
scratch=$(mktemp -d "${TMPDIR:-/tmp}/orrery-disk.XXXXXX")
trap 'rmdir "$scratch"' EXIT
ORRERY_SMALL_DISK=$scratch
export ORRERY_SMALL_DISK
rc=0
unshare --mount --map-root-user sh -c \
    'mount -t tmpfs -o size=8m orrery-small-disk "$ORRERY_SMALL_DISK" && exec "$@"' sh "$@" || rc=$?
exit "$rc"
