#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# verify_deb.sh PACKAGE.deb [MIRROR]   installs the package in a fresh, minimal Debian 12 and starts it there, as root.
# It proves that the package names everything it needs: nothing but the base system is there before.
set -eu

package=$1
mirror=${2:-http://deb.debian.org/debian}
[ "$(id -u)" -eq 0 ] || { echo "verify_deb.sh needs root (chroot)" >&2; exit 1; }
command -v debootstrap >/dev/null || { echo "verify_deb.sh needs debootstrap" >&2; exit 1; }

root=$(mktemp -d "${TMPDIR:-/tmp}/orrery-deb.XXXXXX")
trap 'rm -rf --one-file-system "$root"' EXIT
debootstrap --variant=minbase bookworm "$root" "$mirror" >"$root.log" 2>&1 || { tail "$root.log" >&2; exit 1; }
rm -f "$root.log"
cp "$package" "$root/tmp/orrery.deb"

inside() {
    chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        QT_QPA_PLATFORM=offscreen XDG_RUNTIME_DIR=/tmp/run "$@"
}
inside install -d -m 700 /tmp/run
inside apt-get install -y -q --no-install-recommends /tmp/orrery.deb >"$root/tmp/apt.log" 2>&1 || {
    tail -n 20 "$root/tmp/apt.log" >&2
    exit 1
}
grep -E '^(After this|Need to get|[0-9]+ upgraded)' "$root/tmp/apt.log" || true
inside orrery --version
inside orrery-simulator --help | head -n 1
if inside sh -c 'find /usr/bin/orrery /usr/bin/orrery-simulator | xargs ldd' | grep 'not found'; then
    echo "a library is missing" >&2
    exit 1
fi
inside grep -q "Tatsuhiko Kubo" /usr/share/doc/orrery/third_party_notices.txt
inside mkdir /tmp/shots
inside timeout 120 orrery --demo --screenshots /tmp/shots </dev/null
echo "screenshots written inside: $(find "$root/tmp/shots" -name '*.png' | wc -l)"
inside apt-get purge -y -q orrery >/dev/null 2>&1
left=$(inside find / -xdev -iname '*orrery*' -not -path '/tmp/*' -not -path '/root/*' -not -path '/proc/*' -not -path '/var/*')
[ -z "$left" ] || { echo "left behind after purge: $left" >&2; exit 1; }
echo "installs, starts and leaves cleanly"
