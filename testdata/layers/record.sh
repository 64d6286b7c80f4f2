#!/bin/bash
# Records the captures of this directory that real stacks make: needs root on Linux, ip, tcpdump, python3, nft.
#   record.sh   writes plain-*, linux-*, fragments-* and vxlan-*, a folder each, here
# Client (10.1.0.1, fd01::1) - router - server (10.2.0.2, fd02::2), in network namespaces of their own.
set -eu
HERE=$(cd "$(dirname "$0")" && pwd)
ID=$$
C=lc$ID R=lr$ID S=ls$ID
cleanup() {
    kill $(jobs -p) 2>/dev/null || true
    for ns in $C $R $S; do ip netns del "$ns" 2>/dev/null || true; done
}
trap cleanup EXIT
within() { ip netns exec "$@"; }

for ns in $C $R $S; do
    ip netns add "$ns"
    within "$ns" ip link set lo up
done
ip link add c0 netns $C type veth peer name r0 netns $R
ip link add s0 netns $S type veth peer name r1 netns $R
join() { # NS DEVICE MAC IPV4 IPV6
    within "$1" sysctl -qw net.ipv6.conf."$2".accept_dad=0
    within "$1" ip link set "$2" address "$3" up
    within "$1" ip addr add "$4" dev "$2"
    within "$1" ip addr add "$5" dev "$2" nodad
    within "$1" ethtool -K "$2" tso off gso off gro off tx off rx off >/dev/null 2>&1 || true
}
within $R sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
join $C c0 02:00:00:00:00:01 10.1.0.1/24 fd01::1/64
join $R r0 02:00:00:00:00:02 10.1.0.254/24 fd01::fe/64
join $R r1 02:00:00:00:00:03 10.2.0.254/24 fd02::fe/64
join $S s0 02:00:00:00:00:04 10.2.0.2/24 fd02::2/64
within $C ip route add default via 10.1.0.254
within $C ip route add default via fd01::fe
within $S ip route add default via 10.2.0.254
within $S ip route add default via fd02::fe
sleep 1

cat >/tmp/layers-$ID.py <<'PY'
"""serve: answer on TCP and UDP port 8080; ask HOST SIZE tcp|udp: one exchange of that many bytes each way."""
import socket, sys, threading
def recvall(s, n):
    b = b""
    while len(b) < n:
        d = s.recv(n - len(b))
        if not d: break
        b += d
    return b
def tcp(family):
    l = socket.socket(family); l.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if family == socket.AF_INET6: l.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    l.bind(("", 8080)); l.listen()
    while True:
        c, _ = l.accept()
        size = int.from_bytes(recvall(c, 4), "big"); c.sendall(bytes(i & 0xff for i in range(recvall(c, size) and size)))
        c.close()
def udp(family):
    s = socket.socket(family, socket.SOCK_DGRAM)
    if family == socket.AF_INET6: s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    s.bind(("", 8080))
    while True:
        d, a = s.recvfrom(65535); s.sendto(d[::-1], a)
if sys.argv[1] == "serve":
    for f in (socket.AF_INET, socket.AF_INET6):
        for t in (tcp, udp): threading.Thread(target=t, args=(f,)).start()
else:
    host, size, kind = sys.argv[2], int(sys.argv[3]), sys.argv[4]
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    s = socket.socket(family, socket.SOCK_STREAM if kind == "tcp" else socket.SOCK_DGRAM); s.settimeout(5)
    s.connect((host, 8080))
    if kind == "tcp":
        s.sendall(size.to_bytes(4, "big")); s.sendall(bytes(size)); recvall(s, size); s.close()
    else:
        s.send(bytes(i & 0xff for i in range(size))); s.recv(65535)
PY
ip netns exec $S python3 /tmp/layers-$ID.py serve </dev/null >/dev/null 2>&1 &
sleep 1
ask() { within $C python3 /tmp/layers-$ID.py ask "$@"; }

record() { # NAME NS DEVICE FILTER COMMAND...
    local file=$1/capture.pcap ns=$2 device=$3 filter=$4
    mkdir -p "$HERE/$1"
    shift 4
    rm -f "$HERE/$file"
    ip netns exec "$ns" tcpdump -Z root -U -n -i "$device" ${OPTIONS:-} -w "$HERE/$file" "$filter" 2>/dev/null &
    local pid=$!
    until [ -s "$HERE/$file" ]; do sleep 0.1; done # tcpdump writes the file header once it listens
    sleep 0.5
    "$@"
    sleep 1
    kill -TERM $pid
    wait $pid || true
    echo "$file: $(tcpdump -nr "$HERE/$file" 2>/dev/null | wc -l) frames"
}

both() { ask "$1" 300 tcp; ask "$1" 60 udp; }
PORT='port 8080'
ALL='ip or ip6'
both 10.2.0.2; both fd02::2 # neighbours are known from here on
record plain-ipv4 $C c0 "$PORT" both 10.2.0.2
record plain-ipv6 $C c0 "$PORT" both fd02::2
OPTIONS="-y LINUX_SLL" record linux-cooked $R any "$PORT" both 10.2.0.2
OPTIONS="-y LINUX_SLL2" record linux-cooked2 $R any "$PORT" both fd02::2
record fragments-udp-ipv4 $S s0 "$ALL" ask 10.2.0.2 4000 udp
record fragments-udp-ipv6 $S s0 "$ALL" ask fd02::2 4000 udp
# A router that must cut segments of a sender that does not ask for the path MTU.
within $R ip route change 10.2.0.0/24 dev r1 src 10.2.0.254 mtu lock 700
within $C sysctl -qw net.ipv4.ip_no_pmtu_disc=1
record fragments-tcp-ipv4 $S s0 ip ask 10.2.0.2 3000 tcp
within $R ip route change 10.2.0.0/24 dev r1 src 10.2.0.254
within $C sysctl -qw net.ipv4.ip_no_pmtu_disc=0

if within $C nft add table ip layers 2>/dev/null; then
    within $C nft add chain ip layers out '{ type filter hook output priority 0; }'
    within $C nft add chain ip layers in '{ type filter hook input priority 0; }'
    for chain in in out; do within $C nft add rule ip layers $chain meta l4proto '{ tcp, udp }' log group 5; done
    record linux-nflog $C nflog:5 "" both 10.2.0.2
    within $C nft delete table ip layers
fi

# VXLAN over the routed path: same MTU inside as outside, so that full inner frames come in outer fragments.
within $C ip link add vx0 type vxlan id 42 remote 10.2.0.2 local 10.1.0.1 dstport 4789 nocsum 2>/dev/null ||
    within $C ip link add vx0 type vxlan id 42 remote 10.2.0.2 local 10.1.0.1 dstport 4789
within $S ip link add vx0 type vxlan id 42 remote 10.1.0.1 local 10.2.0.2 dstport 4789
within $C ip link set vx0 addrgenmode none; within $S ip link set vx0 addrgenmode none
within $C ip link set vx0 mtu 1500 address 02:00:00:00:00:11 up
within $S ip link set vx0 mtu 1500 address 02:00:00:00:00:14 up
within $C ip addr add 192.168.42.1/24 dev vx0
within $S ip addr add 192.168.42.2/24 dev vx0
ask 192.168.42.2 60 udp
record vxlan-linux $C c0 "ip" both 192.168.42.2
record vxlan-fragments $S s0 "ip" ask 192.168.42.2 3000 tcp
rm -f /tmp/layers-$ID.py
