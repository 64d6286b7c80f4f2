#!/usr/bin/env bash
# Times analyze_tcp_connections on a large capture beside tcptrace and tshark, in one run, and says how much memory each took.
#
#     bench/one-gigabyte.sh [CAPTURE...]
#
# The large capture is made of the given ones (Ethernet; else of ten of the project's own): merged by time, then repeated with other addresses
# and later times. It is read once before the runs, so that all read it from the page cache, and removed in the end.
# MEGABYTES (1000), RUNS (3), HEAP (256m), JAR (target/pcaplens.jar) and TMPDIR may be set.
# Needs Linux, Java, Python 3, mergecap, capinfos, tcptrace and tshark.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
jar=${JAR:-$here/../target/pcaplens.jar}
[ -f "$jar" ] || { echo "$jar is missing: build it with mvn package" >&2; exit 2; }
data=$here/../testdata
[ $# -gt 0 ] || set -- "$data"/{http-clean,ipv6-http,lossy-transfer,server-reset,zero-window}.pcap \
    "$data"/healthy/{half_close,lan_http,large_download,sequence_wrap,slow_link}.pcap
folder=$(mktemp -d "${TMPDIR:-/tmp}/bench-pcaplens.XXXXXX")
trap 'rm -rf "$folder"' EXIT
large=$folder/large.pcap

mergecap -F pcap -w "$folder/base.pcap" "$@"
python3 "$here/repeat.py" "$folder/base.pcap" "${MEGABYTES:-1000}" "$large"
capinfos -c -s -z "$large"
java -jar "$jar" --version
cat "$large" > /dev/null

cat > "$folder/commands" <<EOF
pcaplens	java -Xmx${HEAP:-256m} -jar $jar call analyze_tcp_connections pcap_file=$large
tcptrace	tcptrace -n -l $large
tshark	tshark -n -q -z conv,tcp -r $large
EOF
python3 "$here/measure.py" "${RUNS:-3}" "$folder/commands"
