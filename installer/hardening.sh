#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Looks whether a program of ELF was built as what is shipped has to be: hardening.sh PROGRAM COMPILE_COMMANDS. One line for each
# property; ends with 1 when one is missing. COMPILE_COMMANDS is the compile_commands.json it was built by.
set -euo pipefail

rc=0
say() { # PROPERTY HOLDS
    if [ "$2" = yes ]; then echo "  yes  $1"; else echo "  NO   $1"; rc=1; fi
}
holds() { if "$@" >/dev/null; then echo yes; else echo no; fi; }

program=$1
commands=$2
{
    echo "$program"
    header=$(readelf -hW "$program")
    segments=$(readelf -lW "$program")
    dynamic=$(readelf -dW "$program")
    symbols=$(readelf --dyn-syms -W "$program")
    say "position independent (PIE)" "$(holds grep -q 'Type: *DYN' <<<"$header")"
    say "read-only relocations (RELRO)" "$(holds grep -q GNU_RELRO <<<"$segments")"
    say "bound at start (BIND_NOW)" "$(holds grep -qE 'BIND_NOW|Flags:.*NOW' <<<"$dynamic")"
    say "stack not executable" "$(holds grep -qE 'GNU_STACK.* RW +0x' <<<"$segments")"
    say "no text relocations" "$(if grep -q TEXTREL <<<"$dynamic"; then echo no; else echo yes; fi)"
    say "stack protector" "$(holds grep -q __stack_chk_fail <<<"$symbols")"
    # Not from the program: in C++ clang checks no call of the printf family, and nothing may be left that it would check.
    sources=$(grep -E '"command": .*/(app|api|models|views)/' "$commands")
    say "checked functions (FORTIFY)" "$(if grep -qv 'D_FORTIFY_SOURCE=2' <<<"$sources"; then echo no; else echo yes; fi)"
    say "checked containers (libstdc++)" "$(if grep -qv 'D_GLIBCXX_ASSERTIONS' <<<"$sources"; then echo no; else echo yes; fi)"
    case "$(sed -n 's/ *Machine: *//p' <<<"$header")" in
        *X86-64*)
            # The note counts only when every object has it, those of the system too; the instruction is what we bring.
            say "indirect branches land on endbr64 (CET)" "$(holds grep -qm1 endbr64 <<<"$(objdump -d --no-show-raw-insn --section=.text "$program" 2>/dev/null | head -n 200000)")"
            ;;
    esac
    say "no path of libraries inside (RPATH)" "$(if grep -qE 'R(UN)?PATH' <<<"$dynamic"; then echo no; else echo yes; fi)"
}
exit "$rc"
