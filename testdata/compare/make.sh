#!/bin/bash
# Makes the pairs of captures of this directory: the same traffic at the client and at the server, with a real device between that
# does one thing to it. Needs root on Linux, what ../tools needs, and nftables, haproxy, nginx, tayga, curl, ping and socat.
#   make.sh NAME|all     one pair, such as masquerade, or every one of them
#   make.sh --list       what there is, with what happens in it
# client.pcap is the capture at the client, server.pcap that at the server.

HERE=$(cd "$(dirname "$0")" && pwd)
. "$HERE/../tools/net.sh"

# router_rule HOOK RULE...: a rule of the router's packet filter.
router_rule() {
    local hook=$1
    shift
    in_ns router nft add table ip lab
    case $hook in
        prerouting) in_ns router nft 'add chain ip lab prerouting { type nat hook prerouting priority dstnat; }' ;;
        postrouting) in_ns router nft 'add chain ip lab postrouting { type nat hook postrouting priority srcnat; }' ;;
        forward) in_ns router nft 'add chain ip lab forward { type filter hook forward priority mangle; }' ;;
    esac
    in_ns router nft add rule ip lab "$hook" "$@"
}

# both [tcpdump argument...]: captures at the client and at the server.
both() {
    capture client eth0 "$WORK/client.pcap" "$@"
    capture server eth1 "$WORK/server.pcap" "$@"
}

transfer() { peer client connect "${1:-$FAR_SERVER}" "${2:-5001}" text='get it\r\n' recv="${3:-20000}" shut recv-eof wait-closed; }
serve_it() { serve server $FAR_SERVER "${1:-5001}" ${3:+--count "$3"} recv=8 send="${2:-20000}" recv-eof shut wait-closed; }

# The router puts its own address in the place of the client's.
masquerade() {
    routed; router_rule postrouting oifname far masquerade
    serve_it; both; transfer
}
# The client asks the router's address and port; a rule sends it on to the server.
forwarded_port() {
    routed; router_rule prerouting tcp dport 8080 dnat to $FAR_SERVER:5001
    serve_it; both; transfer $NEAR_GATEWAY 8080
}
# Both addresses are translated, and ports chosen at random.
translated_twice() {
    routed; router_rule prerouting tcp dport 8080 dnat to $FAR_SERVER:5001
    router_rule postrouting oifname far masquerade random
    serve_it 5001 4000 3; both
    for i in 1 2 3; do transfer $NEAR_GATEWAY 8080 4000; done
}
# The router lowers the MSS option of the client's SYN to 1,200.
clamped_mss() {
    routed; router_rule forward iifname near tcp flags syn tcp option maxseg size set 1200
    serve_it; both; transfer
}
# The router removes the SACK-permitted option and the window scale option of both SYNs.
stripped_options() {
    routed; router_rule forward tcp flags syn reset tcp option sack-perm
    router_rule forward tcp flags syn reset tcp option window
    serve_it; both; transfer
}
# The router removes the timestamps option from both SYNs.
stripped_timestamps() {
    routed; router_rule forward tcp flags syn reset tcp option timestamp
    serve_it; both; transfer
}
# The wire to the server flips a bit in the fifth segment with data.
damaged_segment() {
    routed --ab delay=1ms,corruptat=5 --ba delay=1ms
    serve server $FAR_SERVER 5001 recv=20000 text=done recv-eof; both
    peer client connect $FAR_SERVER 5001 send=20000 recv=4 shut recv-eof wait-closed
}
# The router clears the DSCP that the server sets.
bleached_dscp() {
    routed
    in_ns server nft add table ip marks
    in_ns server nft 'add chain ip marks output { type filter hook output priority mangle; }'
    in_ns server nft add rule ip marks output ip dscp set af31
    router_rule forward iifname far ip dscp set cs0
    serve_it; both; transfer
}
# After ten packets a rule of the router ends the connection with an RST to the server in the client's name, and lets nothing more through.
forged_reset() {
    routed; router_rule forward iifname far ct reply packets gt 10 reject with tcp reset
    serve server $FAR_SERVER 5001 recv=8 send=60000 recv-eof; both
    timeout 3 ip netns exec "$LAB-client" python3 "$TOOLS/peer.py" connect $FAR_SERVER 5001 'text=get it\r\n' recv=60000 2>/dev/null || true
}
# A proxy on the router ends the client's connection and opens its own.
proxy() {
    routed
    cat >"$WORK/haproxy.cfg" <<CFG
defaults
  mode tcp
  timeout connect 2s
  timeout client 5s
  timeout server 5s
listen it
  bind $NEAR_GATEWAY:8080
  server it $FAR_SERVER:5001
CFG
    serve server $FAR_SERVER 5001 recv=40 send=6000 recv-eof shut wait-closed
    spawn router haproxy -db -f "$WORK/haproxy.cfg"; listening router 8080; both
    peer client connect $NEAR_GATEWAY 8080 'text=get the one thing that was asked for ..\n' recv=6000 shut recv-eof wait-closed
}
# Between router and server all goes through VXLAN: one capture has the tunnel, the other has not.
tunnel_on_one_side() {
    routed
    ip -n "$LAB-router" link add vx type vxlan id 42 local $FAR_GATEWAY remote $FAR_SERVER dstport 4789 dev far
    ip -n "$LAB-server" link add vx type vxlan id 42 local $FAR_SERVER remote $FAR_GATEWAY dstport 4789 dev eth1
    ip -n "$LAB-router" address add 203.0.113.1/24 dev vx; ip -n "$LAB-router" link set vx up
    ip -n "$LAB-server" address add 203.0.113.80/24 dev vx; ip -n "$LAB-server" link set vx up
    ip -n "$LAB-server" route add 192.0.2.0/24 via 203.0.113.1
    meet client 203.0.113.80
    serve server 203.0.113.80 5001 recv=8 send=20000 recv-eof shut wait-closed; both; transfer 203.0.113.80
}
# The client hands large segments to its network card, which cuts them: its capture has them before, the server's behind.
segments_cut_by_card() {
    routed --ab delay=1ms,drop=9 --ba delay=1ms
    in_ns client ethtool -K eth0 tx on sg on tso on gso on >/dev/null
    in_ns router ethtool -K near rx on gro on >/dev/null 2>&1 || true
    serve server $FAR_SERVER 5001 recv=60000 text=done recv-eof; both -s 96
    peer client connect $FAR_SERVER 5001 send=60000 recv=4 shut recv-eof wait-closed
}
# A rule of the router drops what goes to one port; other ports work.
dropped_port() {
    routed; router_rule forward tcp dport 9999 drop
    serve_it 5001 2000 2; both; transfer $FAR_SERVER 5001 2000
    timeout 2.5 ip netns exec "$LAB-client" python3 "$TOOLS/peer.py" connect $FAR_SERVER 9999 recv=1 2>/dev/null || true
    transfer $FAR_SERVER 5001 2000
}
# The router drops every tenth echo request.
lost_pings() {
    routed; meet client $FAR_SERVER; router_rule forward iifname near icmp type echo-request numgen inc mod 10 9 drop
    both; in_ns client ping -qc 40 -i 0.02 $FAR_SERVER >/dev/null || true
}
# A rule of the router rewrites four bytes in each datagram to the server.
rewritten_payload() {
    routed; router_rule forward iifname near udp dport 5000 @th,96,32 set 0x58585858
    spawn server socat -u UDP4-RECV:5000,bind=$FAR_SERVER OPEN:/dev/null
    listening server 5000; both
    for i in 1 2 3 4 5 6; do printf 'reading %d of the sensor: all is well' "$i" | in_ns client socat -u - UDP4-SENDTO:$FAR_SERVER:5000,sourceport=4000; sleep 0.05; done
}
# A queue before the server fills: packets wait in it.
filling_queue() {
    routed --ab rate=4m,limit=400,delay=2ms --ba delay=2ms
    serve server $FAR_SERVER 5001 recv=150000 text=done recv-eof; both -s 96
    peer client connect $FAR_SERVER 5001 send=150000 recv=4 shut recv-eof wait-closed
}
# A rule of the router drops the answers to SYNs for one port; other ports work.
dropped_answers() {
    routed; router_rule forward tcp sport 9999 drop
    serve_it 5001 2000 2; serve server $FAR_SERVER 9999 recv=1; both; transfer $FAR_SERVER 5001 2000
    timeout 2.5 ip netns exec "$LAB-client" python3 "$TOOLS/peer.py" connect $FAR_SERVER 9999 recv=1 2>/dev/null || true
    transfer $FAR_SERVER 5001 2000
}
# Nothing is done to it, but the server's capture holds the first 60 bytes of each frame only.
cut_short() {
    routed --ab delay=2ms --ba delay=3ms
    serve_it
    capture client eth0 "$WORK/client.pcap"; capture server eth1 "$WORK/server.pcap" -s 60
    transfer
}
# Nothing is done to it, but the client's capture leaves out ACKs without data.
acks_left_out() {
    routed --ab delay=2ms --ba delay=3ms
    serve_it
    capture client eth0 "$WORK/client.pcap" 'tcp[tcpflags] & (tcp-syn|tcp-fin|tcp-rst) != 0 or (ip[2:2] - ((ip[0]&0xf)<<2) - ((tcp[12]&0xf0)>>2)) != 0'
    capture server eth1 "$WORK/server.pcap"
    transfer
}
# Nothing is done to it, but the server's capture is of all its interfaces and holds each packet twice.
mirrored() {
    routed --ab delay=2ms --ba delay=3ms
    serve_it; both; transfer
    captures_end
    mergecap -F pcap -w "$WORK/twice.pcap" "$WORK/server.pcap" "$WORK/server.pcap"; mv "$WORK/twice.pcap" "$WORK/server.pcap"
}
# A rule of the router drops all fragments but the first, which alone has the ports; whole packets pass.
dropped_fragments() {
    routed; meet client $FAR_SERVER
    in_ns router nft add table ip raw
    in_ns router nft 'add chain ip raw prerouting { type filter hook prerouting priority -450; }'
    both
    in_ns client ping -qc 5 -i 0.05 $FAR_SERVER >/dev/null
    in_ns router nft add rule ip raw prerouting iifname near 'ip frag-off & 0x1fff' != 0 drop
    in_ns client ping -qc 5 -i 0.05 $FAR_SERVER >/dev/null
    in_ns client ping -qc 5 -i 0.05 -W 1 -s 3000 $FAR_SERVER >/dev/null || true
    in_ns client ping -qc 5 -i 0.05 $FAR_SERVER >/dev/null
}
# The client speaks IPv6, the server IPv4: a translator between (tayga) makes one of the other.
translated_to_ipv4() {
    routed
    configure client eth0 "$(mac 1 1)" $CLIENT6/64
    configure router near "$(mac 1 2)" 2001:db8:1::1/64
    in_ns router sysctl -qw net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.all.forwarding=1
    cat >"$WORK/tayga.conf" <<CFG
tun-device nat64
ipv4-addr 203.0.113.1
ipv6-addr 2001:db8:64::1
prefix 2001:db8:64:64::/96
dynamic-pool 203.0.113.0/26
data-dir $WORK
CFG
    in_ns router tayga -c "$WORK/tayga.conf" --mktun >/dev/null
    ip -n "$LAB-router" link set nat64 up
    ip -n "$LAB-router" route add 203.0.113.0/26 dev nat64
    ip -n "$LAB-router" route add 2001:db8:64:64::/96 dev nat64
    ip -n "$LAB-client" route add 2001:db8:64:64::/96 via 2001:db8:1::1
    spawn router tayga -c "$WORK/tayga.conf" -d 2>/dev/null
    in_ns client ping -qc 3 -i 0.2 2001:db8:64:64::198.51.100.80 >/dev/null
    serve_it; both; transfer 2001:db8:64:64::198.51.100.80
}
# One capture of all interfaces of the router (tcpdump -i any), which translates the client's address and loses one packet in 20.
one_capture_of_two_interfaces() {
    routed; router_rule postrouting oifname far masquerade
    router_rule forward iifname near tcp dport 5001 numgen inc mod 20 19 drop
    serve server $FAR_SERVER 5001 recv=40000 text=done recv-eof
    capture router any "$WORK/router.pcap"
    peer client connect $FAR_SERVER 5001 send=40000 recv=4 shut recv-eof wait-closed
}
# The same, with a real interface description for each (dumpcap), and packets that wait 3 ms behind the router.
one_capture_with_names() {
    routed --ab delay=3ms --ba delay=3ms
    serve_it
    spawn router dumpcap -q -i near -i far -w "$WORK/router.pcapng"; sleep 1
    transfer; sleep 1
    kill -INT "$SPAWNED"; wait "$SPAWNED" || true
}
# Between router and server all goes through WireGuard (wireguard-go), whose packets the wire loses now and then.
encrypted_on_one_side() {
    local n key
    routed --ab delay=2ms,loss=0.08 --ba delay=2ms,loss=0.05 --seed 5
    for n in router server; do
        (umask 077; wg genkey >"$WORK/$n.key")
        spawn $n env LOG_LEVEL=error wireguard-go -f "wg-$n" >/dev/null 2>&1
        until ip -n "$LAB-$n" link show "wg-$n" >/dev/null 2>&1; do sleep 0.05; done
    done
    key() { wg pubkey <"$WORK/$1.key"; }
    in_ns router wg set wg-router listen-port 51820 private-key "$WORK/router.key" peer "$(key server)" \
        allowed-ips 203.0.113.80/32 endpoint $FAR_SERVER:51820
    in_ns server wg set wg-server listen-port 51820 private-key "$WORK/server.key" peer "$(key router)" \
        allowed-ips 192.0.2.0/24,203.0.113.1/32 endpoint $FAR_GATEWAY:51820
    ip -n "$LAB-router" address add 203.0.113.1/32 dev wg-router; ip -n "$LAB-router" link set wg-router up
    ip -n "$LAB-server" address add 203.0.113.80/32 dev wg-server; ip -n "$LAB-server" link set wg-server up
    ip -n "$LAB-router" route add 203.0.113.80 dev wg-router
    ip -n "$LAB-server" route add 192.0.2.0/24 dev wg-server
    until in_ns client ping -qc 1 -W 1 203.0.113.80 >/dev/null; do sleep 0.2; done
    serve server 203.0.113.80 5001 recv=8 send=20000 recv-eof shut wait-closed; both; transfer 203.0.113.80
}
# The link behind the router takes packets of 1,200 bytes at most, and the router says so to a sender that forbids fragments.
small_next_link() {
    routed; meet client $FAR_SERVER
    ip -n "$LAB-router" link set far mtu 1200
    both
    in_ns client ping -qc 4 -i 0.05 $FAR_SERVER >/dev/null
    for i in 1 2 3; do in_ns client ping -qc 1 -W 1 -M do -s 1300 $FAR_SERVER >/dev/null || true; done
    in_ns client ping -qc 4 -i 0.05 $FAR_SERVER >/dev/null
}
# Nothing is done to it.
clean() {
    routed --ab delay=2ms --ba delay=3ms
    serve_it; both; transfer
}

told() { grep -B1 "^$1() {" "$0" | sed -n '1s/^# //p'; }
list() { sed -n '/^# The router puts/,/^told/s/^\([a-z_0-9]*\)() {.*/\1/p' "$0" | grep -v '^told$'; }

make() {
    list | grep -qx -- "$1" || fail "no such scenario: $1"
    "$1"
    captures_end
    mkdir -p "$HERE/${1//_/-}"
    # A capture of two interfaces stands for both points.
    if [ -e "$WORK/server.pcap" ]; then mv "$WORK/client.pcap" "$WORK/server.pcap" "$HERE/${1//_/-}/"
    else mv "$WORK"/router.pcap* "$HERE/${1//_/-}/"; fi
    chmod 644 "$HERE/${1//_/-}"/*.pcap*
    echo "$1: $(stat -c %s "$HERE/${1//_/-}"/*.pcap* | paste -sd' ') bytes"
}

case ${1:-} in
    "" | --help) sed -n '2,7s/^# //p' "$0" ;;
    --list) list | while read -r name; do printf '%-24s %s\n' "$name" "$(told "$name")"; done ;;
    all) list | while read -r name; do "$0" "$name" </dev/null || exit 1; done ;;
    *) make "$1" ;;
esac
