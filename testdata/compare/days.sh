#!/bin/bash
# Makes the pairs of captures of a good day and a bad day of the same service. Needs root on Linux, what ../tools needs, and
# nftables, curl, dnsmasq and openssl.
#   days.sh NAME|all     one pair, such as slower-backend, or every one of them
#   days.sh --list       what there is, with what differs in it
# before.pcap is the good day, after.pcap the bad one, both captured at the client.

HERE=$(cd "$(dirname "$0")" && pwd)
. "$HERE/../tools/net.sh"

# moody [word...]: the web server on port 80 of the server, as these words say; one that ran before ends.
moody() {
    if [ -n "${MOODY:-}" ]; then kill "$MOODY"; wait "$MOODY" 2>/dev/null || true; fi
    spawn server python3 "$HERE/moody.py" $FAR_SERVER 80 "$@"
    MOODY=$SPAWNED
    listening server 80
}

# visits CONNECTIONS REQUESTS [host]: each connection asks for so many pages.
visits() {
    local i
    for i in $(seq "$1"); do
        in_ns client curl -s -m 20 -o /dev/null ${3:+-H "Host: $3"} "http://$FAR_SERVER/item/[1-$2]" || true
    done
}

# day NAME COMMAND...: the captured day.
day() {
    local name=$1
    shift
    capture client eth0 "$WORK/$name.pcap" ${SNAP:+-s $SNAP}
    "$@"
    captures_end
}

# other_path OPTION...: the wire to the server is another one from now on, see link.py.
other_path() { wire_end; wire router far server eth1 "$@"; }

# From here on the answers take longer, around 300 ms instead of 20.
slower_backend() { routed; moody median=20; day before visits 8 4; moody median=300; day after visits 8 4; }
# Most answers are as fast as before, but one in seven takes 0.7 seconds.
longer_tail() { routed; moody median=15; day before visits 20 4; moody median=15 slow=0.15:700 seed=3; day after visits 20 4; }
# The same service, once for a short and once for a long while: nothing differs.
same_as_before() { routed; moody median=20; day before visits 4 3; moody median=20 seed=2; day after visits 40 5; }
# A third of the requests are answered with 503.
failing_requests() { routed; moody; day before visits 8 5; moody fail=0.33:503 seed=4; day after visits 8 5; }
# The path loses one packet in twenty.
lossy_path() {
    routed --ab delay=2ms --ba delay=2ms; local SNAP=96
    serve_all
    day before transfers 20
    other_path --seed 5 --ab loss=0.05,delay=2ms --ba delay=2ms
    day after transfers 20
}
serve_all() { serve server $FAR_SERVER 5001 --count 60 recv=40000 text=done recv-eof shut; }
transfers() {
    local i
    for i in $(seq "$1"); do peer client connect $FAR_SERVER 5001 send=40000 recv=4 shut recv-eof; done
}
# The way to the server is 80 ms longer; the server is as fast as before.
longer_way() {
    routed --ab delay=5ms --ba delay=5ms; moody median=10
    day before visits 12 2
    other_path --ab delay=45ms --ba delay=45ms
    day after visits 12 2
}
# The router removes SACK and window scaling from SYNs and lowers their MSS.
device_on_the_way() {
    routed; moody
    day before visits 6 2
    in_ns router nft add table ip lab
    in_ns router nft 'add chain ip lab forward { type filter hook forward priority mangle; }'
    in_ns router nft add rule ip lab forward tcp flags syn reset tcp option sack-perm
    in_ns router nft add rule ip lab forward tcp flags syn reset tcp option window
    in_ns router nft add rule ip lab forward tcp flags syn tcp option maxseg size set 1200
    day after visits 6 2
}
# secure VERSION CURVE CIPHER DAYS: the same host speaks TLS on port 443 with a fresh certificate.
secure() {
    if [ -n "${SECURE:-}" ]; then kill "$SECURE"; wait "$SECURE" 2>/dev/null || true; fi
    openssl req -x509 -newkey ec -pkeyopt "ec_paramgen_curve:$2" -nodes -days "$4" -subj /CN=shop.example.test \
        -keyout "$WORK/key.pem" -out "$WORK/cert.pem" 2>/dev/null
    spawn server openssl s_server -quiet -www -accept $FAR_SERVER:443 -cert "$WORK/cert.pem" -key "$WORK/key.pem" "$1" $3 \
        </dev/null 2>/dev/null
    SECURE=$SPAWNED
    listening server 443
}
secure_visits() {
    local i
    for i in $(seq "$1"); do
        in_ns client curl -sk -m 5 -o /dev/null --resolve shop.example.test:443:$FAR_SERVER https://shop.example.test/ || true
    done
}
# The server has a new certificate and chooses another cipher suite: nothing is wrong.
new_certificate() {
    routed
    secure -tls1_2 P-256 '-cipher ECDHE-ECDSA-AES128-GCM-SHA256' 30; day before secure_visits 4
    secure -tls1_2 P-384 '-cipher ECDHE-ECDSA-CHACHA20-POLY1305' 90; day after secure_visits 4
}
# The server does TLS 1.2 at most, where it did 1.3.
older_version() {
    routed
    secure -tls1_3 P-256 '' 30; day before secure_visits 4
    secure -tls1_2 P-256 '' 30; day after secure_visits 4
}
# dns ADDRESS: what the name of the shop resolves to.
dns() {
    if [ -n "${DNS:-}" ]; then kill "$DNS"; wait "$DNS" 2>/dev/null || true; fi
    spawn router dnsmasq -k -C /dev/null -R -h -u root --pid-file= --port=53 --no-resolv --local=/test/ --local-ttl=300 \
        "--address=/shop.example.test/$1"
    DNS=$SPAWNED
    listening router 53
}
named_visits() {
    local i
    for i in $(seq "$1"); do in_ns client curl -s -m 5 -o /dev/null "http://shop.example.test/item/[1-2]" || true; done
}
# DNS sends clients to another server, whose software is another one and which is slow.
moved_server() {
    routed; resolvers client $NEAR_GATEWAY
    ip -n "$LAB-server" address add 198.51.100.90/24 dev eth1
    moody median=15; dns $FAR_SERVER
    spawn server python3 "$HERE/moody.py" 198.51.100.90 80 median=250 software=moody/2.0
    until in_ns server ss -Htln 'src 198.51.100.90' | grep -q .; do sleep 0.05; done
    day before named_visits 8
    dns 198.51.100.90; sleep 0.5
    day after named_visits 8
}
# The web server still answers; the database beside it refuses connections.
database_gone() {
    routed; moody
    serve server $FAR_SERVER 5432 --count 8 recv=8 text=row recv-eof shut
    day before both_services
    day after both_services
}
both_services() {
    local i
    for i in $(seq 8); do
        visits 1 2
        timeout 3 ip netns exec "$LAB-client" python3 "$TOOLS/peer.py" connect $FAR_SERVER 5432 'text=get it\r\n' recv=3 shut \
            recv-eof 2>/dev/null || true
    done
}

told() { grep -B1 "^$1() {" "$0" | sed -n '1s/^# //p'; }
list() { grep -B1 '^[a-z_]*() {' "$0" | grep -A1 '^# [TFDMA].*\.$' | sed -n 's/^\([a-z_]*\)() {.*/\1/p' | grep -vxE 'dns|secure|moody|day|told|list|make'; }

make() {
    local name=${1//-/_}
    list | grep -qx -- "$name" || fail "no such scenario: $1"
    "$name"
    mkdir -p "$HERE/${name//_/-}"
    mv "$WORK/before.pcap" "$WORK/after.pcap" "$HERE/${name//_/-}/"
    chmod 644 "$HERE/${name//_/-}"/*.pcap
    echo "$1: $(stat -c %s "$HERE/${name//_/-}"/*.pcap | paste -sd' ') bytes"
}

case ${1:-} in
    "" | --help) sed -n '2,6s/^# //p' "$0" ;;
    --list) list | while read -r name; do printf '%-24s %s\n' "$name" "$(told "$name")"; done ;;
    all) list | while read -r name; do "$0" "$name" </dev/null || exit 1; done ;;
    *) make "$1" ;;
esac
