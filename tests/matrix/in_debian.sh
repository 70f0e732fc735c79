#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs one task of `dev` in a Debian of its own: in_debian.sh SUITE ROOT TASK [ARGUMENTS]. SUITE is a name that debootstrap
# knows (bookworm, trixie, testing). ROOT is made when it is not there and kept, with its packages, build folder and
# ccache, so that the next run is short. Needs root (or sudo), debootstrap and network.
set -euo pipefail

suite=$1
root=$2
shift 2
mirror=${ORRERY_DEBIAN_MIRROR:-http://deb.debian.org/debian}

if [ ! -f "$root/.ready" ]; then
    mkdir -p "$root"
    if ! debootstrap --variant=minbase --include=ca-certificates "$suite" "$root" "$mirror" >"$root.log" 2>&1; then
        tail -n 5 "$root.log" >&2
        echo "Debian $suite could not be set up in $root; the whole log is $root.log" >&2
        exit 1
    fi
    # An index that expired on the mirror is still the newest there is; and no service starts in here.
    echo 'Acquire::Check-Valid-Until "false";' >"$root/etc/apt/apt.conf.d/90orrery"
    printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
    chmod 755 "$root/usr/sbin/policy-rc.d"
    touch "$root/.ready"
fi
cp -L /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true

# The sources as they are, tracked or new, without what was built from them; the build folder in there stays.
mkdir -p "$root/orrery"
find "$root/orrery" -mindepth 1 -maxdepth 1 ! -name build -exec rm -rf {} +
git ls-files -z --cached --others --exclude-standard | xargs -0 sh -c 'for f; do [ ! -e "$f" ] || printf "%s\0" "$f"; done' _ |
    tar --null --no-recursion -T - -cf - | tar -xf - -C "$root/orrery"

# A mount namespace of its own: whatever happens, nothing stays mounted.
exec unshare --mount bash -euc '
    root=$1
    shift
    mount -t proc proc "$root/proc"
    mount --rbind /sys "$root/sys"
    mount --rbind /dev "$root/dev"
    mount -t tmpfs tmpfs "$root/run"
    exec chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        LANG=C.UTF-8 CI=true ORRERY_JOBS="$ORRERY_JOBS" bash -c "cd /orrery && exec ./dev \"\$@\"" dev "$@"
' in_debian "$root" "$@"
