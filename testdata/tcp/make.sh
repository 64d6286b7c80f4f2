#!/bin/bash
# Makes the captures of this directory with real TCP stacks in network namespaces. Needs root on Linux.
#   make.sh SCENARIO|all     one capture, named as its folder, such as http-clean or findings/packet_loss, or every one of them
#   make.sh --list           what there is, with what happens in it

HERE=$(cd "$(dirname "$0")" && pwd)

# The file endings that are not .pcap.
declare -A ENDING=([two-interfaces]=pcapng)

names_of() { sed -n 's/^scenario_\([a-z0-9_]*\)() {.*/\1/p' "$HERE/scenarios/$1.sh"; }

file_of() { # GROUP FUNCTION
    case $1 in
        first) echo "${2//_/-}" ;;
        causes) echo "findings/${2/__/-}" ;;
        *) echo "$1/$2" ;;
    esac
}

list() {
    for group in first findings causes healthy; do
        awk '/^# / { what = what substr($0, 2) } /^scenario_/ { sub(/^scenario_/, ""); sub(/\(.*/, ""); print $0 "|" what }
            !/^#/ { what = "" }' "$HERE/scenarios/$group.sh" | while IFS='|' read -r name what; do
            printf '%-40s %s\n' "$(file_of $group "$name")" "$what"
        done
    done
}

make() (
    . "$HERE/../tools/net.sh"
    for group in first findings causes healthy; do
        . "$HERE/scenarios/$group.sh"
        for name in $(names_of $group); do
            if [ "$(file_of $group "$name")" = "$1" ]; then
                final=$HERE/$1/capture.${ENDING[$1]:-pcap}
                mkdir -p "$(dirname "$final")"
                OUT=$WORK/capture
                scenario_"$name"
                mv "$OUT" "$final"
                chmod 644 "$final"
                echo "$1: $(tshark -r "$final" 2>/dev/null | wc -l) frames, $(stat -c %s "$final") bytes"
                exit 0
            fi
        done
    done
    fail "no such scenario: $1"
)

case ${1:-} in
    "" | --help) sed -n '2,4s/^# //p' "$0" ;;
    --list) list ;;
    all) list | while read -r name _; do "$0" "$name" </dev/null || exit 1; done ;;
    *) make "$1" ;;
esac
