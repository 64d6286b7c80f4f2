# The end of a script of scenarios, sourced: makes those it is asked for. A scenario is a function healthy_NAME or findings_NAME that
# writes its capture to $OUT; its folder is healthy/NAME or findings/NAME beside the script ($HERE).

scenarios() { sed -n 's/^\(healthy\|findings\)_\([a-z0-9_-]*\)() {.*/\1\/\2/p' "$0"; }

case ${1:-} in
    "" | --help) sed -n '2,/^[^#]*$/s/^# //p' "$0" ;;
    # What happens in each stands before it, in one line.
    --list) for name in $(scenarios); do
            printf '%-46s %s\n' "$name" "$(grep -B1 "^${name/\//_}() {" "$0" | sed -n '1s/^# //p')"
        done ;;
    all) for name in $(scenarios); do "$0" "$name" </dev/null || exit 1; done ;;
    *)
        [ -n "${LAB:-}" ] || . "$(dirname "${BASH_SOURCE[0]}")/net.sh"
        scenarios | grep -qx -- "$1" || fail "no such scenario: $1"
        OUT=$WORK/capture
        "${1/\//_}"
        mkdir -p "$HERE/$1"
        mv "$OUT" "$HERE/$1/capture.pcap"
        chmod 644 "$HERE/$1/capture.pcap"
        echo "$1: $(tshark -r "$HERE/$1/capture.pcap" 2>/dev/null | wc -l) frames, $(stat -c %s "$HERE/$1/capture.pcap") bytes"
        ;;
esac
