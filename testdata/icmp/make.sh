#!/bin/bash
# Makes the captures of this directory with real software in network namespaces. Needs root on Linux.
#   make.sh NAME|all     one capture, named as its folder, such as findings/ping_loss, or every one of them
#   make.sh --list       what there is, with what happens in it
# Needs beside the tools of ../tools/net.sh: ping, fping, traceroute, mtr, radvd, ptunnel-ng, nc.
# Captures in findings/ are named by the finding that comes first; those in healthy/ show no fault.

HERE=$(cd "$(dirname "$0")" && pwd)
. "$HERE/../tools/net.sh"

# chain N: client, N routers r1..rN, server, each link a network of its own; the client's is 192.0.2.0/24.
chain() {
    local n=$1 i left right
    namespace client
    namespace server
    for i in $(seq "$n"); do
        namespace "r$i" forward
        in_ns "r$i" sysctl -qw net.ipv4.icmp_ratelimit=0 net.ipv4.icmp_msgs_per_sec=10000
    done
    left=client
    for i in $(seq 0 "$n"); do
        right=$([ "$i" = "$n" ] && echo server || echo "r$((i + 1))")
        cable "$left" "out$i" "$right" "in$i"
        configure "$left" "out$i" "$(mac $((i + 1)) 1)" "$(net "$i").1/24"
        configure "$right" "in$i" "$(mac $((i + 1)) 2)" "$(net "$i").2/24"
        left=$right
    done
    ip -n "$LAB-client" route add default via "$(net 0).2"
    ip -n "$LAB-server" route add default via "$(net "$n").1"
    for i in $(seq "$n"); do
        [ "$i" = 1 ] || ip -n "$LAB-r$i" route add "$(net 0).0/24" via "$(net $((i - 1))).1"
        ip -n "$LAB-r$i" route add default via "$(net "$i").2"
    done
}
net() { [ "$1" = 0 ] && echo 192.0.2 || echo "198.51.10$1"; }

# pair6: client and server on one network, IPv6 only.
pair6() {
    namespace client
    namespace server
    cable client eth0 server eth1
    configure client eth0 "$(mac 1 1)" $CLIENT6/64
    configure server eth1 "$(mac 1 2)" $SERVER6/64
}

# ping in which a quarter of the frames get lost on a wire of 10 ms.
findings_ping_loss() {
    pair --seed 5 --ab delay=5ms,loss=0.15 --ba delay=5ms,loss=0.15
    capture client eth0 "$OUT" icmp
    in_ns client ping -qc 40 -i 0.1 -W 1 $SERVER >/dev/null || true
    captures_end
}

# The router finds no host for ping and a TCP connection: "host unreachable" for both.
findings_icmp_unreachable() {
    routed
    in_ns client sysctl -qw net.ipv4.tcp_syn_retries=1
    capture client eth0 "$OUT"
    in_ns client ping -qc 2 -W 1 $FAR_SERVER >/dev/null
    in_ns client ping -qc 3 -W 4 198.51.100.99 >/dev/null || true
    in_ns client nc -w 5 198.51.100.99 443 </dev/null 2>/dev/null || true
    in_ns client bash -c "echo x >/dev/udp/$FAR_SERVER/9999"
    captures_end
}

# Two routers each send a lost network's packets to the other: ping's requests run out of hops.
findings_icmp_ttl_exceeded() {
    chain 2
    ip -n "$LAB-r1" route add 203.0.113.0/24 via 198.51.101.2
    ip -n "$LAB-r2" route add 203.0.113.0/24 via 198.51.101.1
    capture client out0 "$OUT"
    in_ns client ping -qc 3 -i 0.3 -W 1 198.51.102.2 >/dev/null
    in_ns client ping -qc 5 -i 0.3 -W 1 203.0.113.7 >/dev/null || true
    in_ns client ping -qc 3 -i 0.3 -W 1 -t 63 203.0.113.7 >/dev/null || true
    captures_end
}

# The client's default router is not the one that knows the way, and both are in its network.
findings_icmp_redirect() {
    local ns
    namespace client
    namespace bridge
    namespace gateway forward
    namespace other forward
    in_ns gateway sysctl -qw net.ipv4.conf.all.send_redirects=1 net.ipv4.conf.default.send_redirects=1
    ip -n "$LAB-bridge" link add br0 type bridge
    ip -n "$LAB-bridge" link set br0 up
    for ns in client gateway other; do
        cable "$ns" eth0 bridge "$ns"
        ip -n "$LAB-bridge" link set "$ns" master br0 up
    done
    configure client eth0 "$(mac 1 1)" $CLIENT/24
    configure gateway eth0 "$(mac 1 2)" $NEAR_GATEWAY/24
    configure other eth0 "$(mac 1 3)" 192.0.2.2/24
    ip -n "$LAB-other" address add 198.51.100.80/24 dev lo
    ip -n "$LAB-client" route add default via $NEAR_GATEWAY
    ip -n "$LAB-gateway" route add 198.51.100.0/24 via 192.0.2.2
    capture client eth0 "$OUT"
    in_ns client ping -qc 4 -i 0.4 $FAR_SERVER >/dev/null
    captures_end
}

# The wire behind the router takes 1,300 bytes only. A UDP sender that sets DF goes on with 1,428 bytes for 6 s.
findings_icmp_fragmentation_needed() {
    routed
    ip -n "$LAB-router" link set far mtu 1300
    capture client eth0 "$OUT"
    in_ns client python3 - $FAR_SERVER <<'PY'
import socket, sys, time
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.setsockopt(socket.IPPROTO_IP, 10, 3)  # IP_MTU_DISCOVER = IP_PMTUDISC_PROBE: DF, and the kernel's knowledge unused
for i in range(12):
    s.sendto(b"d" * 1400, (sys.argv[1], 5004))
    time.sleep(0.5)
PY
    captures_end
}

# fping asks every address of a network of 32, of which three are there.
findings_ping_sweep() {
    routed
    ip -n "$LAB-server" address add 198.51.100.65/24 dev eth1
    ip -n "$LAB-server" address add 198.51.100.70/24 dev eth1
    capture client eth0 "$OUT"
    in_ns client fping -q -r 0 -t 300 -g 198.51.100.64/27 >/dev/null 2>&1 || true
    captures_end
}

# A TCP connection carried in echo messages by ptunnel-ng: a page fetched through it.
findings_icmp_tunnel_suspected() {
    pair
    page page.txt 6000
    web server
    in_ns server sysctl -qw net.ipv4.icmp_echo_ignore_all=1
    spawn server ptunnel-ng -r127.0.0.1 -R80 >/dev/null 2>&1
    spawn client ptunnel-ng -p$SERVER -l8000 -r127.0.0.1 -R80 >/dev/null 2>&1
    listening client 8000
    sleep 0.5
    capture client eth0 "$OUT" icmp
    in_ns client curl -sf -m 20 -o /dev/null http://127.0.0.1:8000/page.txt
    captures_end
}

# A second host takes an IPv6 address that another one has: duplicate address detection fails.
findings_ipv6_duplicate_address() {
    namespace client
    namespace server
    cable client eth0 server eth1
    configure client eth0 "$(mac 1 1)"
    configure server eth1 "$(mac 1 2)" $SERVER6/64
    in_ns client sysctl -qw net.ipv6.conf.eth0.accept_dad=1 net.ipv6.conf.eth0.disable_ipv6=0
    sleep 2
    capture client eth0 "$OUT" icmp6
    ip -n "$LAB-client" address add $SERVER6/64 dev eth0
    sleep 2
    captures_end
}

# Two routers send a lost network's packets to each other, captured on the link between them.
findings_routing_loop() {
    chain 2
    ip -n "$LAB-r2" route add 203.0.113.0/24 via 198.51.101.1
    capture r1 out1 "$OUT"
    in_ns client ping -qc 2 -i 0.3 -W 1 203.0.113.7 >/dev/null || true
    in_ns client ping -qc 2 -i 0.3 -W 1 -t 128 198.51.102.2 >/dev/null
    captures_end
}

# The wire behind the router takes 1,380 bytes only, and the router does not say so: long pings get lost, short ones do not.
findings_ping_mtu_black_hole() {
    local size
    routed
    ip -n "$LAB-router" link set far mtu 1380
    in_ns router nft -f - <<'NFT'
table inet filter {
    chain output { type filter hook output priority 0; icmp type destination-unreachable drop; }
}
NFT
    capture client eth0 "$OUT" icmp
    for size in 56 1000 1352 1353 1400 1472 56; do
        in_ns client ping -qc 1 -W 1 -M do -s "$size" $FAR_SERVER >/dev/null || true
    done
    captures_end
}

# The server answers pings from another address than the one asked: its own firewall rewrites the source.
findings_ping_other_address() {
    pair
    in_ns server nft -f - <<'NFT'
table ip mangle {
    chain output { type filter hook output priority -300; icmp type echo-reply ip saddr set 192.0.2.81; }
}
NFT
    capture client eth0 "$OUT" icmp
    in_ns client ping -qc 4 -i 0.3 -W 1 $SERVER >/dev/null || true
    captures_end
}

# The server's kernel leaves pings to a program that flips a bit of every third reply before it computes the checksum.
findings_ping_corrupted() {
    pair
    in_ns server sysctl -qw net.ipv4.icmp_echo_ignore_all=1
    cat >"$WORK/responder.py" <<'PY'
import socket, struct
s = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)
count = 0
while True:
    packet, peer = s.recvfrom(65535)
    message = bytearray(packet[20:])
    if message[0] != 8:
        continue
    count += 1
    message[0] = 0
    message[2:4] = b"\0\0"
    if count % 3 == 0:
        message[8 + 200] ^= 0x10
    total = sum(struct.unpack("!%dH" % (len(message) // 2), message))
    total = (total >> 16) + (total & 0xffff)
    message[2:4] = struct.pack("!H", ~(total + (total >> 16)) & 0xffff)
    s.sendto(message, peer)
PY
    spawn server python3 "$WORK/responder.py"
    sleep 0.5
    capture client eth0 "$OUT" icmp
    in_ns client ping -qc 12 -i 0.2 -s 400 $SERVER >/dev/null || true
    captures_end
}

# The router lets only first fragments pass; the server gives up waiting for the others.
findings_icmp_reassembly_timeout() {
    routed
    in_ns server sysctl -qw net.ipv4.ipfrag_time=2
    in_ns router nft -f - <<'NFT'
table ip filter {
    chain forward { type filter hook forward priority 0; ip frag-off & 0x1fff != 0 drop; }
}
NFT
    capture server eth1 "$OUT"
    in_ns client python3 - $FAR_SERVER <<'PY'
import socket, sys
socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"d" * 3000, (sys.argv[1], 5004))
PY
    sleep 3
    captures_end
}

# A packet of a protocol (RFC 3692, number 253) that the server does not know.
findings_icmp_parameter_problem() {
    pair6
    capture client eth0 "$OUT" icmp6 or 'ip6 proto 253'
    in_ns client python3 - $SERVER6 <<'PY'
import socket, sys
s = socket.socket(socket.AF_INET6, socket.SOCK_RAW, 253)
for i in range(2):
    s.sendto(b"experiment", (sys.argv[1], 0))
PY
    captures_end
}

# A router advertisement with an RDNSS option of even length (CVE-2020-16898).
findings_ipv6_malformed_advertisement() {
    pair6
    sleep 2
    capture client eth0 "$OUT" icmp6
    in_ns server python3 - eth1 <<'PY'
import socket, sys
s = socket.socket(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_ICMPV6)
s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_HOPS, 255)
fixed = bytes.fromhex("86000000400007080000000000000000")
rdnss = bytes.fromhex("190400000000003c") + bytes.fromhex("20010db8000000000000000000000053") + bytes(8)
s.sendto(fixed + rdnss, ("ff02::1", 0, 0, socket.if_nametoindex(sys.argv[1])))
PY
    captures_end
}

# An address that nobody has, beside one that answers.
findings_ipv6_neighbor_silent() {
    pair6
    capture client eth0 "$OUT" icmp6
    in_ns client ping -qc 2 -i 0.3 $SERVER6 >/dev/null
    in_ns client ping -qc 3 -W 1 2001:db8:1::99 >/dev/null || true
    captures_end
}

# Two routers (radvd) in one network, with different prefixes and name servers.
findings_ipv6_second_router() {
    local ns net
    namespace client
    namespace bridge
    ip -n "$LAB-bridge" link add br0 type bridge mcast_snooping 0
    ip -n "$LAB-bridge" link set br0 up
    for ns in client router rogue; do
        [ "$ns" = client ] || namespace "$ns" forward
        cable "$ns" eth0 bridge "$ns"
        ip -n "$LAB-bridge" link set "$ns" master br0 up
    done
    configure client eth0 "$(mac 1 1)" $CLIENT6/64
    configure router eth0 "$(mac 1 2)" 2001:db8:1::1/64
    configure rogue eth0 "$(mac 1 3)" 2001:db8:2::1/64
    capture client eth0 "$OUT" icmp6
    for ns in router rogue; do
        in_ns "$ns" sysctl -qw net.ipv6.conf.all.forwarding=1
        net=2001:db8:$([ "$ns" = router ] && echo 1 || echo 2)
        cat >"$WORK/$ns.conf" <<CONF
interface eth0 {
    AdvSendAdvert on; MinRtrAdvInterval 3; MaxRtrAdvInterval 4;
    prefix $net::/64 { };
    RDNSS $net::53 { };
};
CONF
        spawn "$ns" radvd -n -C "$WORK/$ns.conf" -p "$WORK/$ns.pid" -u root -m none
    done
    sleep 5
    captures_end
}

# The wire gives a host its own multicasts back, as some access points do: its new address fails three times.
findings_ipv6_probe_reflected() {
    local i
    namespace client
    namespace server
    cable client eth0 server eth1
    configure client eth0 "$(mac 1 1)"
    configure server eth1 "$(mac 1 2)"
    cat >"$WORK/reflector.py" <<'PY'
import socket, sys, time
s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x86dd))
s.bind((sys.argv[1], 0))
while True:
    frame, where = s.recvfrom(65535)
    if where[2] != socket.PACKET_OUTGOING and frame[0] == 0x33:
        time.sleep(0.002)
        s.send(frame)
PY
    spawn server python3 "$WORK/reflector.py" eth1
    in_ns client sysctl -qw net.ipv6.conf.all.enhanced_dad=0 net.ipv6.conf.eth0.enhanced_dad=0 net.ipv6.conf.eth0.accept_dad=1 \
        net.ipv6.conf.eth0.addr_gen_mode=1 net.ipv6.conf.eth0.router_solicitations=0 net.ipv6.conf.eth0.disable_ipv6=0
    capture client eth0 "$OUT" icmp6
    for i in 1 2 3; do
        ip -n "$LAB-client" address add $CLIENT6/64 dev eth0
        sleep 2
        ip -n "$LAB-client" address del $CLIENT6/64 dev eth0
    done
    captures_end
}

# ping over a clean wire: small, with large data in fragments, with a pattern, and IPv6.
healthy_ping() {
    pair --ab delay=3ms --ba delay=3ms
    in_ns client sysctl -qw net.ipv6.conf.eth0.disable_ipv6=0 net.ipv6.conf.eth0.accept_dad=0 net.ipv6.conf.eth0.router_solicitations=0
    in_ns server sysctl -qw net.ipv6.conf.eth1.disable_ipv6=0 net.ipv6.conf.eth1.accept_dad=0 net.ipv6.conf.eth1.router_solicitations=0
    ip -n "$LAB-client" address add $CLIENT6/64 dev eth0 nodad
    ip -n "$LAB-server" address add $SERVER6/64 dev eth1 nodad
    capture client eth0 "$OUT"
    in_ns client ping -qc 5 -i 0.2 $SERVER >/dev/null
    in_ns client ping -qc 2 -i 0.2 -s 4000 $SERVER >/dev/null
    in_ns client ping -qc 3 -i 0.2 -p feedc0de $SERVER >/dev/null
    in_ns client ping -qc 5 -i 0.2 $SERVER6 >/dev/null
    captures_end
}

# traceroute with UDP, ICMP and TCP, and mtr, over three routers, the second of which answers nothing.
healthy_traceroute() {
    chain 3
    in_ns r2 nft -f - <<'NFT'
table inet filter {
    chain output { type filter hook output priority 0; icmp type time-exceeded drop; }
}
NFT
    capture client out0 "$OUT"
    in_ns client traceroute -n -q 2 -w 1 198.51.103.2 >/dev/null
    in_ns client traceroute -n -q 2 -w 1 -I 198.51.103.2 >/dev/null
    in_ns client traceroute -n -q 2 -w 1 -T -p 22 198.51.103.2 >/dev/null
    in_ns client mtr -n -r -c 2 -i 0.3 198.51.103.2 >/dev/null
    captures_end
}

# The same traceroute as seen under a capture filter for ICMP: only the answers.
healthy_traceroute-icmp-only() {
    chain 3
    capture client out0 "$OUT" icmp
    in_ns client traceroute -n -q 3 198.51.103.2 >/dev/null
    captures_end
}

# A host comes up in an IPv6 network with a router (radvd): router and neighbour discovery, addresses, ping.
healthy_router-advertisement() {
    namespace client
    namespace router forward
    cable client eth0 router eth1
    configure client eth0 "$(mac 1 1)"
    configure router eth1 "$(mac 1 2)" 2001:db8:1::1/64
    in_ns router sysctl -qw net.ipv6.conf.all.forwarding=1
    cat >"$WORK/radvd.conf" <<'CONF'
interface eth1 {
    AdvSendAdvert on; MinRtrAdvInterval 3; MaxRtrAdvInterval 4; AdvLinkMTU 1480; AdvOtherConfigFlag on;
    AdvDefaultPreference high;
    prefix 2001:db8:1::/64 { AdvValidLifetime 7200; AdvPreferredLifetime 3600; };
    route 2001:db8:7::/48 { };
    RDNSS 2001:db8:1::53 { };
    DNSSL example.test { };
};
CONF
    capture client eth0 "$OUT" icmp6
    spawn router radvd -n -C "$WORK/radvd.conf" -p "$WORK/radvd.pid" -u root -m none
    in_ns client sysctl -qw net.ipv6.conf.eth0.accept_ra=2 net.ipv6.conf.eth0.router_solicitations=3 \
        net.ipv6.conf.eth0.accept_dad=1 net.ipv6.conf.eth0.disable_ipv6=0
    sleep 6
    in_ns client ping -qc 3 -i 0.2 2001:db8:1::1 >/dev/null
    captures_end
}

# Path MTU discovery that works: TCP learns that the wire behind the router takes 1,300 bytes only.
healthy_path-mtu() {
    routed
    ip -n "$LAB-router" link set far mtu 1300
    serve server $FAR_SERVER 5001 recv=20000
    capture client eth0 "$OUT"
    peer client connect $FAR_SERVER 5001 send=20000
    captures_end
}

. "$HERE/../tools/scenarios.sh"
