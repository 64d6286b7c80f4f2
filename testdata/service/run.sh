# The end of each script of this directory, sourced: makes the scenarios that it is asked for.

scenarios() { sed -n 's/^\(healthy\|findings\)_\([a-z0-9_-]*\)() {.*/\1\/\2/p' "$0"; }

case ${1:-} in
    "" | --help) sed -n '2,6s/^# //p' "$0" ;;
    --list) scenarios ;;
    all) for name in $(scenarios); do "$0" "$name" </dev/null || exit 1; done ;;
    *)
        scenarios | grep -qx -- "$1" || fail "no such scenario: $1"
        OUT=$WORK/capture
        "${1/\//_}"
        mkdir -p "$HERE/$1"
        mv "$OUT" "$HERE/$1/capture.pcap"
        chmod 644 "$HERE/$1/capture.pcap"
        echo "$1: $(tshark -r "$HERE/$1/capture.pcap" 2>/dev/null | wc -l) frames, $(stat -c %s "$HERE/$1/capture.pcap") bytes"
        ;;
esac
