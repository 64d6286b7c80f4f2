#!/usr/bin/env bash
# Records the captures that the benchmarks repeat to any size (repeat.py), with real programs in network namespaces and, where
# frames are lost, a seeded wire. Needs root on Linux and what ../testdata/tools/net.sh needs, curl, nginx, dnsmasq, dig and sipp.
#
#     bench/make-captures.sh FOLDER [KIND...]     all kinds unless given; one that is there already is kept
#
#   full    downloads in full-sized segments, 100 MB          loss    downloads over a wire that loses 3 % each way, 10 ms
#   short   the same frames, cut to 64 bytes                  dns     16,000 lookups: known names, unknown ones, other types
#   many    6,000 short HTTP connections                      tunnel  downloads and short connections inside VXLAN
#   http    20,000 requests on reused connections, one in 21 for a page that is missing
#   tls     1,500 connections with TLS 1.3 and 1.2 by turns, each with a handshake of its own and a page of 3 kB
#   sip     2,000 calls    icmp    8,000 pings    dhcp    the project's own captures of leases, refusals and starvation

HERE=$(cd "$(dirname "$0")" && pwd)
. "$HERE/../testdata/tools/net.sh"

BUFFER=262144

record() { capture "$1" "$2" "$OUT" -B $BUFFER "${@:3}"; }

# download HOST COUNT: as many pages one after another, each on a connection of its own.
download() {
    local i
    for i in $(seq "$2"); do in_ns client curl -sSo /dev/null "http://$1/page?$i"; done
}

visit() { peer client connect "$1" 80 'text=GET /small HTTP/1.0\r\n\r\n' recv-eof --count "$2"; }

kind_full() {
    pair
    page page 6000000
    web server
    meet client $SERVER
    record server eth1 tcp
    download $SERVER 16
}

kind_many() {
    pair
    page small 300
    web server
    meet client $SERVER
    record server eth1 tcp
    visit $SERVER 6000
}

kind_http() {
    pair
    page small 300
    web server
    meet client $SERVER
    record server eth1 tcp
    in_ns client curl -sS -o /dev/null "http://$SERVER/small?[1-20000]" -o /dev/null "http://$SERVER/missing?[1-1000]"
}

kind_tls() {
    pair
    page page 3000
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=www.example.test \
        -keyout "$WORK/key.pem" -out "$WORK/cert.pem" 2>/dev/null
    web server "listen 443 ssl; ssl_certificate $WORK/cert.pem; ssl_certificate_key $WORK/key.pem;
        ssl_protocols TLSv1.2 TLSv1.3;" 443
    meet client $SERVER
    record server eth1 tcp
    in_ns client python3 - $SERVER 1500 <<'VISITS'
import socket, ssl, sys
for i in range(int(sys.argv[2])):
    context = ssl._create_unverified_context()
    context.maximum_version = (ssl.TLSVersion.TLSv1_3, ssl.TLSVersion.TLSv1_2)[i % 2]
    with context.wrap_socket(socket.create_connection((sys.argv[1], 443)), server_hostname="www.example.test") as visit:
        visit.sendall(b"GET /page HTTP/1.0\r\n\r\n")
        while visit.recv(65536):
            pass
VISITS
}

kind_loss() {
    pair --seed 1 --ab loss=0.03,delay=5ms --ba loss=0.03,delay=5ms
    page page 500000
    web server
    meet client $SERVER
    record server eth1 tcp
    local i
    for i in $(seq 5); do download $SERVER 8 & done
    wait $(jobs -p | tail -5)
}

kind_dns() {
    pair
    names server
    seq 4000 | sed 's/\(.*\)/www.example.test\nhost\1.example.test\nexample.test MX\nalias.example.test AAAA/' >"$WORK/names"
    meet client $SERVER
    record server eth1 udp
    in_ns client dig @$SERVER +noall -f "$WORK/names" >/dev/null
}

kind_tunnel() {
    pair
    local side
    for side in client:eth0:198.51.100.10:$SERVER:$CLIENT server:eth1:198.51.100.80:$CLIENT:$SERVER; do
        IFS=: read -r ns dev inner remote local_end <<<"$side"
        ip -n "$LAB-$ns" link add vx0 type vxlan id 7 remote "$remote" local "$local_end" dstport 4789 dev "$dev"
        configure "$ns" vx0 "$(mac 3 "${inner##*.}")" "$inner/24"
    done
    page page 6000000
    page small 300
    web server
    meet client $FAR_SERVER
    record server eth1 udp
    download $FAR_SERVER 3
    visit $FAR_SERVER 1000
}

kind_sip() {
    pair
    spawn server sipp -nostdin -sn uas -i $SERVER -p 5060 >"$WORK/uas.log" 2>&1
    listening server 5060
    record server eth1 udp
    in_ns client sipp -nostdin -sn uac -i $CLIENT -p 5060 -m 2000 -r 200 -d 50 $SERVER:5060 >"$WORK/uac.log" 2>&1
}

kind_icmp() {
    pair
    meet client $SERVER
    record server eth1 icmp
    in_ns client ping -q -i 0.002 -c 8000 $SERVER >/dev/null
}

make() {
    local kind=$1
    OUT=$FOLDER/$kind.pcap
    [ ! -f "$OUT" ] || return 0
    echo "recording $kind"
    case $kind in
        short) make full; editcap -F pcap -s 64 "$FOLDER/full.pcap" "$FOLDER/short.pcap" ;;
        dhcp) mergecap -F pcap -w "$OUT" \
            "$HERE"/../testdata/dhcp/{healthy/lease,healthy/kea,findings/dhcp_nak,findings/dhcp_multiple_servers,findings/dhcp_starvation_suspected}/capture.pcap ;;
        *) OUT=$OUT.part
           (   WORK=$(mktemp -d)
               trap cleanup EXIT
               "kind_$kind"
               captures_end )
           mv "$OUT" "$FOLDER/$kind.pcap" ;;
    esac
}

[ $# -gt 0 ] || fail "$(sed -n '2,12s/^# \{0,1\}//p' "$0")"
FOLDER=$1
shift
[ $# -gt 0 ] || set -- full short many http tls loss dns tunnel sip icmp dhcp
mkdir -p "$FOLDER"
for kind; do make "$kind"; done
