#!/bin/bash
# Makes the captures of this directory with real name servers, resolvers and clients in network namespaces. Needs root on
# Linux, and named, unbound, dnsmasq, dig, iodine, avahi and nmblookup for the scenarios that use them.
#   make.sh SCENARIO|all     one capture, named as its folder, such as findings/dns_slow, or every one of them
#   make.sh --list           what there is
# Those in findings/ are named by the finding that is to come first; those in healthy/ give no error and no warning.

HERE=$(cd "$(dirname "$0")" && pwd)
. "$HERE/../tools/net.sh"

ask() { in_ns client dig +tries=1 +time=3 +noall "$@" || true; }

# zone NS [ZONE FILE]: named with the zone example.test, which has a record of nearly every type, on all addresses of NS.
zone() {
    mkdir -p "$WORK/named"
    cp "$HERE/example.test.zone" "$WORK/named/zone"
    seq 1 36 | sed 's/.*/big IN TXT "line & of a text that does not fit into one datagram without EDNS"/' >>"$WORK/named/zone"
    cat >"$WORK/named/conf" <<CONF
options { directory "$WORK/named"; recursion no; listen-on { any; }; listen-on-v6 { any; }; allow-transfer { $CLIENT; };
    pid-file none; session-keyfile none; dnssec-validation no; minimal-responses no; ${1:-} };
controls { };
zone "example.test" { type master; file "${2:-zone}"; notify no; allow-query { ${3:-any;} }; };
CONF
    spawn server named -f -u root -c "$WORK/named/conf"
    listening server 53
}

# signed: the zone with DNSSEC signatures in zone.signed; its key is in $WORK/named/anchor.
signed() {
    mkdir -p "$WORK/named"
    cp "$HERE/example.test.zone" "$WORK/named/zone"
    (
        cd "$WORK/named"
        dnssec-keygen -q -a ECDSAP256SHA256 -f KSK example.test >/dev/null
        dnssec-keygen -q -a ECDSAP256SHA256 example.test >/dev/null
        cat K*.key >>zone
        dnssec-signzone -q -o example.test -f zone.signed -N keep zone >/dev/null
        grep -h 'DNSKEY 257' K*.key >anchor
    )
}

# resolver ANCHOR [SERVER LINES]: unbound at the router, which asks the server for example.test and validates with the
# anchor, if there is one.
resolver() {
    cat >"$WORK/unbound.conf" <<CONF
server:
    interface: $NEAR_GATEWAY
    access-control: 0.0.0.0/0 allow
    do-daemonize: no
    use-syslog: no
    username: ""
    chroot: ""
    pidfile: ""
    ede: yes
    qname-minimisation: no
    do-not-query-localhost: no
    local-zone: "test." nodefault
    trust-anchor-file: "$1"
    harden-dnssec-stripped: yes
    ${2:-module-config: "validator iterator"}
stub-zone:
    name: "example.test"
    stub-addr: $FAR_SERVER
CONF
    spawn router unbound -d -c "$WORK/unbound.conf" 2>/dev/null
    listening router 53
}

# Nearly every record type from an authoritative server, over UDP.
healthy_record_types() {
    pair; zone
    capture client eth0 "$OUT"
    for query in A AAAA NS SOA MX TXT CAA NAPTR LOC SSHFP TLSA URI HINFO RP DNAME SVCB HTTPS CDS OPENPGPKEY; do
        ask @$SERVER types.example.test "$query"
    done
    ask @$SERVER example.test SOA; ask @$SERVER example.test NS; ask @$SERVER example.test MX
    ask @$SERVER _sip._udp.example.test SRV; ask @$SERVER alias.example.test A; ask @$SERVER any.example.test ANY
    captures_end
}

# A validating resolver (unbound) between the client and a signed zone (named): AD flag, DO flag, RRSIG, NSEC, DNSKEY, DS.
healthy_dnssec() {
    routed; signed; zone "" zone.signed; resolver "$WORK/named/anchor"
    capture router near "$OUT"
    ask @$NEAR_GATEWAY +dnssec www.example.test A
    ask @$NEAR_GATEWAY +dnssec example.test DNSKEY
    ask @$NEAR_GATEWAY +dnssec www.example.test MX
    ask @$NEAR_GATEWAY +dnssec +cd www.example.test AAAA
    captures_end
}

# The resolver's side of the same: it asks the zone's server.
healthy_recursion() {
    routed; signed; zone "" zone.signed; resolver "$WORK/named/anchor"
    capture router any "$OUT" port 53
    ask @$NEAR_GATEWAY www.example.test A
    ask @$NEAR_GATEWAY mail.example.test AAAA
    ask @$NEAR_GATEWAY www.example.test A
    captures_end
}

# A whole zone over TCP, then a notify-free IXFR.
healthy_zone_transfer() {
    pair; zone
    capture client eth0 "$OUT"
    ask @$SERVER example.test AXFR
    ask @$SERVER example.test IXFR=1
    captures_end
}

# A truncated response, then the same question over TCP.
healthy_truncated_then_tcp() {
    pair; zone
    capture client eth0 "$OUT"
    ask @$SERVER +noedns big.example.test TXT
    captures_end
}

# Several questions in one TCP connection.
healthy_pipelined_tcp() {
    pair; zone
    capture client eth0 "$OUT"
    ask @$SERVER +tcp +keepopen www.example.test A www.example.test AAAA big.example.test TXT mail.example.test A
    captures_end
}

# EDNS: client subnet, cookies, NSID, padding over UDP.
healthy_edns() {
    pair; zone 'server-id "ns1"; '
    capture client eth0 "$OUT"
    ask @$SERVER +subnet=198.51.100.0/24 www.example.test A
    ask @$SERVER +subnet=2001:db8::/32 +nsid www.example.test AAAA
    ask @$SERVER +cookie +padding=128 www.example.test A
    ask @$SERVER +subnet=0 +bufsize=1232 www.example.test A
    captures_end
}

# The C library's resolver with search suffixes: names that do not exist below them, and then the host.
healthy_search_suffixes() {
    pair; zone
    mkdir -p "/etc/netns/$LAB-client"
    printf 'nameserver %s\nsearch lab.example.test example.test\noptions ndots:3\n' $SERVER >"/etc/netns/$LAB-client/resolv.conf"
    printf 'hosts: dns\n' >"/etc/netns/$LAB-client/nsswitch.conf"
    capture client eth0 "$OUT"
    in_ns client getent ahosts www || true
    in_ns client getent ahosts mail || true
    in_ns client getent ahosts www.example.test || true
    captures_end
    rm -r "/etc/netns/$LAB-client"
}

# Queries over IPv6.
healthy_ipv6() {
    namespace client; namespace server; cable client eth0 server eth1
    configure client eth0 "$(mac 1 1)" $CLIENT6/64
    configure server eth1 "$(mac 1 2)" $SERVER6/64
    zone
    capture client eth0 "$OUT"
    ask @$SERVER6 www.example.test A; ask @$SERVER6 www.example.test AAAA; ask @$SERVER6 example.test MX
    captures_end
}

# Large responses in IP fragments.
healthy_fragments() {
    pair; zone 'max-udp-size 4096; edns-udp-size 4096; '
    capture client eth0 "$OUT"
    ask @$SERVER +bufsize=4096 +ignore big.example.test TXT
    captures_end
}

# A server that is not on port 53: known by content.
healthy_other_port() {
    pair; zone "listen-on port 8053 { any; };"
    capture client eth0 "$OUT"
    ask @$SERVER -p 8053 www.example.test A; ask @$SERVER -p 8053 +tcp example.test MX
    captures_end
}

# Multicast DNS: a host announces itself and a printer, another one browses.
healthy_mdns() {
    pair
    for host in client server; do
        ip -n "$LAB-$host" route add 224.0.0.0/4 dev "$([ $host = client ] && echo eth0 || echo eth1)"
        mkdir -p "$WORK/avahi-$host"
        printf '[server]\nhost-name=%s\nuse-ipv6=no\nenable-dbus=no\n[publish]\npublish-workstation=yes\n' "$host" >"$WORK/avahi-$host/conf"
    done
    capture client eth0 "$OUT" udp port 5353
    for host in client server; do
        ip netns exec "$LAB-$host" unshare -m sh -c "mount -t tmpfs none /run && mkdir -p /run/avahi-daemon &&
            exec avahi-daemon --no-drop-root --no-chroot --no-rlimits -f $WORK/avahi-$host/conf" 2>/dev/null &
        PIDS+=($!)
    done
    sleep 3
    ask -p 5353 @224.0.0.251 server.local A
    captures_end
}

# NetBIOS: broadcast queries for a name that exists and one that does not, and a node's status.
healthy_netbios() {
    pair
    mkdir -p "$WORK/samba"
    printf '[global]\nnetbios name = FILESERVER\nworkgroup = LAB\ninterfaces = eth1\nbind interfaces only = yes\n' >"$WORK/samba/conf"
    for dir in lock state cache pid; do printf '%s directory = %s\n' $dir "$WORK/samba" >>"$WORK/samba/conf"; done
    ip -n "$LAB-client" address change $CLIENT/24 brd + dev eth0; ip -n "$LAB-server" address change $SERVER/24 brd + dev eth1
    capture client eth0 "$OUT" udp port 137
    spawn server nmbd -F --no-process-group -s "$WORK/samba/conf" -l "$WORK/samba"
    sleep 8
    printf '[global]\ninterfaces = eth0\n' >"$WORK/client.conf"
    in_ns client nmblookup -s "$WORK/client.conf" -B 192.0.2.255 FILESERVER || true
    in_ns client nmblookup -s "$WORK/client.conf" -B 192.0.2.255 NOSUCHHOST || true
    in_ns client nmblookup -s "$WORK/client.conf" -A $SERVER || true
    captures_end
}

# The server drops what comes to port 53.
findings_dns_unanswered() {
    pair; zone
    in_ns server nft 'add table ip t; add chain ip t in { type filter hook input priority 0; }; add rule ip t in udp dport 53 drop'
    capture client eth0 "$OUT"
    in_ns client dig +tries=3 +time=1 +noall @$SERVER www.example.test A || true
    in_ns client ping -qc 2 $SERVER >/dev/null
    captures_end
}

# Nothing listens on port 53: each query comes back in an ICMP error.
findings_dns_unanswered-icmp() {
    pair
    capture client eth0 "$OUT"
    ask @$SERVER www.example.test A; ask @$SERVER mail.example.test A
    captures_end
}

# Names that do not exist, among some that do.
findings_dns_nxdomain() {
    pair; zone
    capture client eth0 "$OUT"
    for name in www wwww mial mail databse; do ask @$SERVER $name.example.test A; done
    captures_end
}

# The resolver's trust anchor is not that of the zone: validation fails, an extended error says so.
findings_dns_servfail() {
    routed; signed; zone "" zone.signed
    (cd "$WORK/named" && dnssec-keygen -q -a ECDSAP256SHA256 -f KSK -K "$WORK" example.test >/dev/null)
    grep -h 'DNSKEY 257' "$WORK"/Kexample*.key >"$WORK/wrong"
    resolver "$WORK/wrong"
    capture router near "$OUT"
    ask @$NEAR_GATEWAY www.example.test A; ask @$NEAR_GATEWAY mail.example.test AAAA; ask @$NEAR_GATEWAY +cd www.example.test A
    captures_end
}

# The server answers only other clients.
findings_dns_refused() {
    pair; zone "" zone "198.51.100.0/24;"
    capture client eth0 "$OUT"
    ask @$SERVER www.example.test A; ask @$SERVER www.example.test AAAA; ask @$SERVER www.example.com A
    captures_end
}

# The client knows the address and asks no name server: HTTP only.
findings_protocol_absent() {
    pair; spawn server python3 -m http.server -d "$HERE/healthy" 80; listening server 80
    capture client eth0 "$OUT"
    in_ns client curl -s -o "$WORK/page" http://$SERVER/
    captures_end
}

# Every response takes 1.2 s.
findings_dns_slow() {
    pair --ba delay=1200ms; zone; meet client $SERVER
    capture client eth0 "$OUT"
    for name in www mail ns1; do in_ns client dig +tries=1 +time=5 +noall @$SERVER $name.example.test A; done
    captures_end
}

# Truncated responses, and TCP to port 53 is dropped.
findings_dns_truncated() {
    pair; zone
    in_ns server nft 'add table ip t; add chain ip t in { type filter hook input priority 0; }; add rule ip t in tcp dport 53 drop'
    capture client eth0 "$OUT"
    ask @$SERVER +noedns big.example.test TXT; ask @$SERVER www.example.test A
    captures_end
}

# Two servers with different addresses for one name.
findings_dns_answers_differ() {
    pair
    ip -n "$LAB-server" address add 192.0.2.81/24 dev eth1
    for last in 80 81; do
        spawn server dnsmasq -k -C /dev/null -R -h -u root --pid-file= --port=53 --bind-interfaces --listen-address=192.0.2.$last \
            --except-interface=lo --no-resolv --local=/test/ --address=/www.example.test/198.51.100.$last
    done
    listening server 53; sleep 0.5
    capture client eth0 "$OUT"
    ask @192.0.2.80 www.example.test A; ask @192.0.2.81 www.example.test A
    captures_end
}

# An IP tunnel through DNS (iodine): ping through it.
findings_dns_tunnel_suspected() {
    pair
    spawn server iodined -f -c -P secret 10.99.0.1/24 t.example.test >/dev/null 2>&1
    listening server 53
    capture client eth0 "$OUT" -c 400
    ip netns exec "$LAB-client" iodine -f -r -L 0 -m 200 -M 120 -O base32 -P secret -T TXT $SERVER t.example.test >/dev/null 2>&1 &
    PIDS+=($!)
    sleep 4
    in_ns client ping -c 20 -i 0.2 -s 200 10.99.0.1 >/dev/null || true
    captures_end
}

# A client that asks for names made up by an algorithm, most of which do not exist.
findings_dns_tunnel_suspected-generated() {
    pair; names server
    capture client eth0 "$OUT"
    RANDOM=7
    for i in $(seq 1 30); do
        name=
        for j in $(seq 1 14); do name=$name$(printf '%x' $((RANDOM % 16)) | tr 0123456789abcdef bcdfghjkqvwxz0a7); done
        ask @$SERVER "$name.test" A
    done
    ask @$SERVER www.example.test A
    captures_end
}

# Of two queries that leave one port together, for A and AAAA, the second is lost, as in a race of Linux conntrack.
findings_dns_unanswered-pair() {
    pair; zone
    in_ns server nft 'add table ip t; add chain ip t in { type filter hook input priority 0; };
        add rule ip t in udp dport 53 numgen inc mod 4 == 1 drop'
    configure client eth0 "$(mac 1 1)" $CLIENT6/64 # or the C library would not ask for AAAA
    mkdir -p "/etc/netns/$LAB-client"
    printf 'nameserver %s\n' $SERVER >"/etc/netns/$LAB-client/resolv.conf"
    printf 'hosts: dns\n' >"/etc/netns/$LAB-client/nsswitch.conf"
    capture client eth0 "$OUT" not icmp6
    in_ns client getent ahosts www.example.test || true
    in_ns client getent ahosts mail.example.test || true
    captures_end
    rm -r "/etc/netns/$LAB-client"
}

# A server with two addresses, asked at one, answers from the other (unbound on 0.0.0.0).
findings_dns_other_source() {
    pair
    ip -n "$LAB-server" address add 192.0.2.81/24 dev eth1
    cat >"$WORK/unbound.conf" <<CONF
server:
    interface: 0.0.0.0
    access-control: 0.0.0.0/0 allow
    do-daemonize: no
    use-syslog: no
    username: ""
    chroot: ""
    pidfile: ""
    local-zone: "example.test." static
    local-data: "www.example.test. A 198.51.100.7"
CONF
    spawn server unbound -d -c "$WORK/unbound.conf" 2>/dev/null
    listening server 53
    capture client eth0 "$OUT"
    in_ns client dig +tries=2 +time=1 +noall @192.0.2.81 www.example.test A || true
    ask @$SERVER www.example.test AAAA
    captures_end
}

# The router writes wrong checksums into the responses.
findings_dns_bad_checksum() {
    routed; zone
    in_ns router nft 'add table ip t; add chain ip t f { type filter hook forward priority 0; };
        add rule ip t f udp sport 53 udp checksum set 0xbeef'
    capture client eth0 "$OUT"
    in_ns client dig +tries=3 +time=1 +noall @$FAR_SERVER www.example.test A || true
    in_ns client dig +tries=2 +time=1 +noall @$FAR_SERVER mail.example.test A || true
    captures_end
}

# A capture by port, which holds only the first fragment of a large answer.
findings_dns_fragments_missing() {
    pair; zone 'max-udp-size 4096; edns-udp-size 4096; '
    capture client eth0 "$OUT" port 53
    ask @$SERVER +bufsize=4096 +ignore big.example.test TXT
    ask @$SERVER www.example.test A
    captures_end
}

# The router drops fragments other than the first: the client asks again, at last over TCP.
findings_dns_fragments_missing-lost() {
    routed; zone 'max-udp-size 4096; edns-udp-size 4096; '
    in_ns router nft 'add table netdev t; add chain netdev t i { type filter hook ingress device far priority 0; };
        add rule netdev t i ip frag-off & 0x1fff != 0 drop'
    capture client eth0 "$OUT"
    in_ns client dig +bufsize=4096 +tries=2 +time=1 +noall @$FAR_SERVER big.example.test TXT || true
    ask @$FAR_SERVER +tcp big.example.test TXT
    captures_end
}

# A version of EDNS, an operation and a key that the server does not know.
findings_dns_error_response() {
    pair; zone
    capture client eth0 "$OUT"
    ask @$SERVER +edns=5 +noednsneg www.example.test A
    ask @$SERVER +opcode=status www.example.test A
    ask @$SERVER -y hmac-sha256:unknown.example.test:c2VjcmV0LXNlY3JldC1zZWNyZXQ= www.example.test A
    captures_end
}

# The only server of the zone does not know of it and refers to the root; taken between resolver and server.
findings_dns_lame_delegation() {
    routed
    spawn server python3 "$HERE/odd_server.py" $FAR_SERVER upward
    listening server 53
    resolver /dev/null 'module-config: "iterator"'
    capture router far "$OUT"
    ask @$NEAR_GATEWAY www.example.test A
    captures_end
}

# The resolver blocks names and says so in extended errors.
findings_dns_blocked() {
    pair
    spawn server python3 "$HERE/odd_server.py" $SERVER blocked
    listening server 53
    capture client eth0 "$OUT"
    ask @$SERVER ads.example.test A; ask @$SERVER track.example.test A
    captures_end
}

# The zone's server is gone: the resolver answers from its expired cache and says so in an extended error.
findings_dns_stale() {
    routed; zone
    resolver /dev/null 'cache-max-ttl: 1
    serve-expired: yes
    ede-serve-expired: yes'
    capture client eth0 "$OUT"
    ask @$NEAR_GATEWAY www.example.test A
    in_ns server nft 'add table ip t; add chain ip t in { type filter hook input priority 0; }; add rule ip t in udp dport 53 drop'
    sleep 2.2
    ask @$NEAR_GATEWAY www.example.test A
    captures_end
}

make() {
    OUT=$WORK/capture
    mkdir -p "$HERE/$1"
    "${1/\//_}"
    mv "$OUT" "$HERE/$1/capture.pcap"
    chmod 644 "$HERE/$1/capture.pcap"
    echo "$1: $(tshark -r "$HERE/$1/capture.pcap" 2>/dev/null | wc -l) frames, $(stat -c %s "$HERE/$1/capture.pcap") bytes"
}

list() { sed -n 's/^\(healthy\|findings\)_\(.*\)() {$/\1\/\2/p' "$HERE/make.sh"; }

case ${1:-} in
    "" | --help) sed -n '2,6s/^# //p' "$0" ;;
    --list) list ;;
    all) list | while read -r name; do "$0" "$name" </dev/null || exit 1; done ;;
    *) make "$1" ;;
esac
